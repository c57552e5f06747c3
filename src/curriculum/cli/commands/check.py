"""``curriculum check``: what is wrong with a catalog, and what is weak in its design."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs, outputs
from curriculum.cli.exits import Exit
from curriculum.cli.parser import Add, Parser
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from datetime import date

    from curriculum.catalog import Catalog
    from curriculum.checks import Check, Edit, Effect, Options, Patch, Sifted, Weakness
    from curriculum.errors import Finding

_BATCH = 500
"""So many findings are located at a time; there is a bound to what is told about one file."""

_NOT_IN_TABLES = ("DOC",)
"""Families that ask for what a Curricular Analytics CSV has no place for: sources and a licence."""


class _Explain(argparse.Action):
    """Shows the pages of checks and stops, as ``--help`` does; no catalog is needed for it."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: Namespace, words: Any, _flag: str | None = None
    ) -> None:
        from curriculum.checks import CHECKS, chosen
        from curriculum.checks.pages import page, pages
        from curriculum.errors import InvalidInput
        from curriculum.plugins import installed_checks

        language = parser.language if isinstance(parser, Parser) else "en"
        try:
            only = () if getattr(namespace, "no_plugins", False) else None
            checks = chosen(installed_checks(only=only), _split(words)) if words else CHECKS
            text = "\n\n".join(page(check, language) for check in checks) if words else pages(checks, language)
            Screen(language).text(text)
        except InvalidInput as invalid:
            parser.error(f"argument --explain: {' '.join(one.text(language) for one in invalid.findings)}")
        parser.exit()


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("check")
    parser.argument("catalog", path=True)
    parser.option("--select", metavar="CODES", default="")
    parser.option("--ignore", metavar="CODES", default="")
    parser.option("--option", metavar="NAME=VALUE", action="append", default=[])
    parser.option("--what-if", action="store_true")
    parser.option("--baseline", metavar="FILE", path=True)
    parser.option("--write-baseline", metavar="FILE", path=True)
    parser.option("--dry-run", action="store_true")
    parser.option("--format", choices=("text", "json", "sarif"), default="text")
    parser.option("--explain", metavar="CODES", nargs="?", const="", action=_Explain)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print the findings; loading the catalog raises what makes it invalid."""
    from curriculum.checks import chosen, settings
    from curriculum.errors import InvalidInput
    from curriculum.plugins import check_faults, installed_checks

    screen.as_json = screen.as_json or arguments.format == "json"
    only = inputs.allowed_plugins(arguments)
    known = installed_checks(only=only)
    try:
        checks = chosen(known, _split(arguments.select), _split(arguments.ignore))
        options = settings(known, arguments.option)
    except InvalidInput as wrong:
        screen.refuse(wrong.findings)
        return Exit.USAGE
    try:
        catalog, doubts = _read(arguments)
    except InvalidInput as invalid:
        _show_invalid(invalid.findings, arguments, screen)
        return Exit.INVALID
    for doubt in doubts:
        screen.note(doubt)
    if inputs.is_csv(arguments.catalog):
        checks = tuple(one for one in checks if one.family not in _NOT_IN_TABLES)
    today = datetime.now().astimezone().date()
    others = {other.id: other for other in inputs.used_by(catalog, arguments, arguments.catalog)}
    sifted = _sifted(catalog, checks, known, options, arguments, others=others, today=today)
    if arguments.write_baseline:
        _write_baseline(catalog, sifted, arguments, screen)
        return Exit.DONE
    effects = _effects(catalog, sifted, checks, options, others=others, today=today) if arguments.what_if else {}
    _show(catalog, sifted, effects, arguments, screen, every=known)
    faults = check_faults(only=only)
    for fault in faults:
        screen.complain(fault.text(screen.language))
    if faults and arguments.strict:
        return Exit.PLUGIN
    return Exit.FINDINGS if any(finding.severity != "note" for finding in sifted.told) else Exit.DONE


def _read(arguments: Namespace) -> tuple[Catalog, Sequence[Finding]]:
    """Return the catalog, and what was doubtful in reading it."""
    if inputs.is_csv(arguments.catalog):
        return inputs.table(arguments.catalog)
    return inputs.catalog(arguments), ()


def _split(words: str | None) -> list[str]:
    return [word.strip() for word in (words or "").split(",") if word.strip()]


def _sifted(
    catalog: Catalog,
    checks: Sequence[Check],
    every: Sequence[Check],
    options: Options,
    arguments: Namespace,
    *,
    others: Mapping[str, Catalog],
    today: date,
) -> Sifted:
    """Return what there is to tell, with file and line where the catalog is a file."""
    from attrs import evolve

    from curriculum.checks import check, read_baseline, sift
    from curriculum.files.reading import read_bytes, strict_text
    from curriculum.files.toml import LARGEST

    path = _path(catalog, arguments)
    found = _located(check(catalog, checks=checks, options=options, others=others), path)
    file = arguments.baseline
    known = read_baseline(strict_text(read_bytes(file, LARGEST), file), file) if file else ()
    sifted = sift(catalog, found, every, today=today, known=known, ran=checks)
    return evolve(sifted, told=tuple(_located(sifted.told, path)))


def _path(catalog: Catalog, arguments: Namespace) -> str | None:
    """Return the file or folder that the catalog was read from."""
    from curriculum.plugins import catalog_file

    if Path(arguments.catalog).exists():
        return str(arguments.catalog)
    return catalog_file(catalog.id, only=inputs.allowed_plugins(arguments))


def _located(findings: Sequence[Weakness], path: str | None) -> Sequence[Weakness]:
    from curriculum.checks import Weakness
    from curriculum.files.locating import located
    from curriculum.interop.curricular_analytics import load_curriculum

    if not findings or path is None:
        return findings
    if inputs.is_csv(path):
        placed = list(load_curriculum(path).located(findings))
    else:
        batches = (findings[start : start + _BATCH] for start in range(0, len(findings), _BATCH))
        placed = [one for batch in batches for one in located(batch, path) if isinstance(one, Weakness)]
    return sorted(placed, key=lambda finding: finding.line or 0)


def _write_baseline(catalog: Catalog, sifted: Sifted, arguments: Namespace, screen: Screen) -> None:
    from curriculum.checks import baseline_text

    found = (*sifted.told, *sifted.known)
    outputs.write({Path(arguments.write_baseline): baseline_text(catalog, found)}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({"baseline": arguments.write_baseline, "findings": len(found)})


def _effects(
    catalog: Catalog,
    sifted: Sifted,
    checks: Sequence[Check],
    options: Options,
    *,
    others: Mapping[str, Catalog],
    today: date,
) -> dict[Patch, Effect]:
    from curriculum.checks import effect

    patches = dict.fromkeys(finding.patch for finding in sifted.told if finding.patch is not None)
    return {patch: effect(catalog, patch, checks, options, today=today, others=others) for patch in patches}


def _show_invalid(findings: Sequence[Finding], arguments: Namespace, screen: Screen) -> None:
    if arguments.format == "sarif":
        from curriculum.checks.sarif import sarif_of_invalid

        screen.document(sarif_of_invalid(findings, screen.language))
    else:
        screen.findings(findings)


def _show(
    catalog: Catalog,
    sifted: Sifted,
    effects: Mapping[Patch, Effect],
    arguments: Namespace,
    screen: Screen,
    *,
    every: Sequence[Check],
) -> None:
    if arguments.format == "sarif":
        from curriculum.checks.sarif import sarif

        screen.document(sarif(catalog, sifted, every, screen.language))
        return
    if screen.as_json:
        screen.document(_as_data(catalog, sifted, effects, screen))
    else:
        _show_text(sifted, effects, screen)
    if not sifted.told:
        screen.talk(screen.say("cli.check.clean", catalog=catalog.id))
    for key, findings in (("cli.check.suppressed", sifted.suppressed), ("cli.check.known", sifted.known)):
        if findings:
            screen.talk(screen.say(key, count=len(findings)))


def _show_text(sifted: Sifted, effects: Mapping[Patch, Effect], screen: Screen) -> None:
    """Print the findings, each followed by its suggestion and what that would change if that was asked for."""
    if not effects:
        screen.findings(sifted.told)
        return
    for finding in sifted.told:
        screen.findings([finding])
        if finding.patch is not None:
            for edit in finding.patch.edits:
                values = {"where": edit.where, "value": getattr(edit.value, "id", edit.value)}
                screen.show(f"    {screen.say(f'cli.check.{edit.operation}', **values)}")
            for line in _effect_lines(effects[finding.patch], screen):
                screen.show(f"    {line}")


def _effect_lines(effect: Effect, screen: Screen) -> list[str]:
    lines = [screen.say("cli.check.gone", finding=" ".join(mark)) for mark in effect.gone]
    lines += [screen.say("cli.check.new", finding=" ".join(mark)) for mark in effect.new]
    lines += [screen.say("cli.check.refused", reason=one.text(screen.language)) for one in effect.refused]
    return lines or [screen.say("cli.check.no-effect")]


def _as_data(catalog: Catalog, sifted: Sifted, effects: Mapping[Patch, Effect], screen: Screen) -> dict[str, Any]:
    from curriculum.checks import fingerprint

    def data(finding: Weakness) -> dict[str, Any]:
        patch = finding.patch
        suggestion = None
        if patch is not None:
            edits = [_edit_data(edit) for edit in patch.edits]
            suggestion = {"edits": edits, "effect": _effect_data(effects.get(patch))}
        further = {"reason": finding.reason(screen.language), "suggestion": suggestion}
        return {**screen.as_data(finding), "entry": fingerprint(catalog, finding)[1], **further}

    suppressed = [
        {
            **data(finding),
            "suppression": {
                "reason": why.reason.said(screen.language, catalog.language),
                "until": None if why.until is None else why.until.isoformat(),
            },
        }
        for finding, why in sifted.suppressed
    ]
    return {
        "findings": [data(finding) for finding in sifted.told],
        "suppressed": suppressed,
        "known": [data(finding) for finding in sifted.known],
    }


def _edit_data(edit: Edit) -> dict[str, Any]:
    from curriculum.files.plain import plain

    return {"operation": edit.operation, "where": edit.where, "value": plain(edit.value)}


def _effect_data(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    marks = {"gone": effect.gone, "new": effect.new}
    listed = {name: [{"code": code, "entry": where} for code, where in found] for name, found in marks.items()}
    return {**listed, "possible": not effect.refused}
