"""The pages of the checks: what each does, why, its options, an example that fails and one that passes."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from attrs import frozen

from curriculum.checks.registry import Check
from curriculum.messages import say

_FOLDER = files("curriculum").joinpath("data/examples")


@frozen
class Example:
    """Two fragments of a catalog.

    Attributes:
        failing: one in which the check finds something.
        passing: one in which it does not.
        used: another catalog, which both use.
    """

    failing: str
    passing: str
    used: str = ""


@cache
def example(check: Check) -> Example | None:
    """Return the examples of one of the library's checks; None for a plugin's."""
    source = _FOLDER.joinpath(f"{check.family.lower()}.toml")
    found = tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
    return Example(**found[check.code]) if check.code in found else None


def whole(fragment: str) -> str:
    """Return an example's fragment as a whole catalog file."""
    if fragment.lstrip().startswith("schema"):
        return fragment.lstrip()
    return _FOLDER.joinpath("prelude.toml").read_text(encoding="utf-8") + fragment.lstrip()


def page(check: Check, language: str = "en") -> str:
    """Return the page of one check as Markdown."""
    severity = say(f"cli.severity.{check.severity}", language)
    lines = [
        f"### {check.code}: {check.said('title', language)}",
        "",
        f"*{severity}.* {check.said('reason', language)}",
    ]
    if check.options:
        listed = ", ".join(f"`{check.code}.{name}={value:g}`" for name, value in check.options.items())
        lines += ["", say("pages.options", language, options=listed)]
    shown = example(check)
    if shown:
        used = [("pages.used", shown.used)] if shown.used else []
        for words, fragment in (*used, ("pages.failing", shown.failing), ("pages.passing", shown.passing)):
            lines += ["", say(words, language), "", "```toml", fragment.strip("\n"), "```"]
    return "\n".join(lines)


def pages(checks: Sequence[Check], language: str = "en") -> str:
    """Return the pages of checks as one Markdown document, family by family."""
    parts = [f"# {say('pages.title', language)}", say("pages.about", language)]
    family = ""
    for check in checks:
        if check.family != family:
            family = check.family
            words = say(f"family.{family}", language) if check.texts is None else ""
            parts.append(f"## {family} {words}".rstrip())
        parts.append(page(check, language))
    return "\n\n".join(parts) + "\n"
