"""A comparison in words: what ``curriculum compare`` prints for people, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from curriculum.columns import columns
from curriculum.comparing.edits import Edit
from curriculum.comparing.results import Comparison, MetricChange, Part, ProgrammeChange, TargetChange
from curriculum.coverage.results import LevelCoverage, TargetCoverage
from curriculum.coverage.wording import number_text
from curriculum.messages import say

NOTHING = "-"
SIGNS = {"added": "+", "removed": "-", "moved": ">", "changed": "~"}
MOST_PARTS = 12
"""So many parts of one metric's change are shown; the rest is added up."""
_LONGEST = 60
"""Characters of a value that are shown."""


def comparison_text(found: Comparison, language: str = "en") -> str:
    """Return edits, metrics with their reasons, coverage and findings won and lost.

    Args:
        found: the comparison.
        language: da, sv or en.
    """
    sections = [("edits", _edits(found, language))]
    if not found.same:
        sections += [
            ("metrics", _metrics(found.metrics, language)),
            ("why", _why(found, language)),
            ("coverage", _coverage(found.programmes, language)),
            ("findings", _findings(found, language)),
        ]
    sections.insert(0, ("framework", _framework(found)))
    sections.insert(0, ("competencies", [f"  {one.name} ({one.shared})" for one in found.matched]))
    parts = [f"{found.before} → {found.after}"]
    parts += ["\n".join((say(f"compare.heading.{name}", language), *lines)) for name, lines in sections if lines]
    return "\n\n".join(parts) + "\n"


def edit_text(edit: Edit, language: str) -> str:
    """Return one edit in words.

    Example:
        >>> edit_text(Edit(kind="changed", entry="module", id="data", field="hours", before=7.0, after=8.0), "en")
        '~ module data: hours 7 → 8'
    """
    entry = say(f"compare.entry.{edit.entry}", language)
    sign = SIGNS[edit.kind]
    if edit.entry == "requirement":
        needed = edit.after if edit.kind == "added" else edit.before
        return f"{sign} {entry} {edit.id}: {edit.field} {needed}"
    name = f"{sign} {entry} {edit.id}".rstrip()
    if edit.kind in {"added", "removed"}:
        return name
    was, now = (_shown(value, language) for value in (edit.before, edit.after))
    named = "" if edit.kind == "moved" and edit.field in {"module", "part"} else f"{edit.field} "
    return f"{name}: {named}{was} → {now}"


def amount_text(amount: Fraction, language: str) -> str:
    """Return an amount as a whole number, a short decimal number or a fraction, always exactly.

    Example:
        >>> [amount_text(Fraction(*pair), "da") for pair in ((6, 2), (7, 2), (7, 3))]
        ['3', '3,5', '7/3']
    """
    if amount.denominator == 1:
        return str(amount)
    return number_text(float(amount), language) if 100 % amount.denominator == 0 else str(amount)


def _framework(found: Comparison) -> list[str]:
    rows = [(one.id, ", ".join(one.before) or NOTHING, ", ".join(one.after) or NOTHING) for one in found.concepts]
    return columns([("", found.before, found.after), *rows]) if rows else []


def _edits(found: Comparison, language: str) -> list[str]:
    if found.same:
        return ["  " + say("compare.same", language)]
    return [f"  {edit_text(edit, language)}" for edit in found.edits]


def _metrics(metrics: Iterable[MetricChange], language: str) -> list[str]:
    head = ["", *(say(f"compare.column.{name}", language) for name in ("before", "after", "change"))]
    rows = [
        [
            say(f"compare.metric.{change.metric}", language),
            *(_brief(amount, language) for amount in (change.before, change.after)),
            _brief(change.change, language, signed=True),
        ]
        for change in metrics
    ]
    return columns([head, *rows], numbers=True)


def _why(found: Comparison, language: str) -> list[str]:
    lines = []
    for change in found.metrics:
        if change.parts:
            name = say(f"compare.metric.{change.metric}", language)
            lines.append(f"  {name} {_signed(change.change, language)}")
            lines += [f"    {line}" for line in _parts(change.parts, found.edits, language)]
    if lines and "by-kind" in found.ways:
        lines.append("  " + say("compare.way.by-kind", language))
    elif lines and "some-orders" in found.ways:
        lines.append("  " + say("compare.way.some-orders", language))
    return lines


def _parts(parts: Sequence[Part], edits: Sequence[Edit], language: str) -> Iterator[str]:
    shown = [_signed(part.amount, language) for part in parts[:MOST_PARTS]]
    width = max(map(len, shown))
    for amount, part in zip(shown, parts, strict=False):
        made = edit_text(edits[part.edits[0]], language)
        further = len(part.edits) - 1
        if further:
            made = say("compare.and-more", language, edit=made, count=further)
        yield f"{amount.rjust(width)}  {made}"
    rest = parts[MOST_PARTS:]
    if rest:
        total = _signed(sum((part.amount for part in rest), Fraction(0)), language)
        yield say("compare.rest", language, amount=total, count=len(rest))


def _coverage(programmes: Iterable[ProgrammeChange], language: str) -> list[str]:
    lines = []
    for change in programmes:
        lines.append(
            "  " + (change.before if change.before == change.after else f"{change.before} → {change.after}")
        )
        head = [say(f"coverage.{name}", language) for name in ("level", "targets", "guaranteed", "mean", "best")]
        rows = [_level(was, now, language) for was, now in change.levels]
        lines += [f"  {line}" for line in columns([head, *rows])]
        lines += [f"    {_target(one, language)}" for one in change.targets if one.verdict != "same"]
    return lines


def _level(was: LevelCoverage | None, now: LevelCoverage | None, language: str) -> list[str]:
    level = next(one.level for one in (was, now) if one is not None)
    numbers = [
        _both(*(None if one is None else number_text(float(getattr(one, name)), language) for one in (was, now)))
        for name in ("targets", "guaranteed", "mean", "best")
    ]
    return [level or say("coverage.all", language), *numbers]


def _both(was: str | None, now: str | None) -> str:
    return was or NOTHING if was == now else f"{was or NOTHING} → {now or NOTHING}"


def _target(change: TargetChange, language: str) -> str:
    values = {
        "competency": change.competency,
        "level": change.level or say("coverage.all", language),
        "before": _reached(change.before),
        "after": _reached(change.after),
    }
    return say(f"compare.verdict.{change.verdict}", language, **values)


def _reached(target: TargetCoverage | None) -> str:
    if target is None:
        return NOTHING
    return f"{target.reaches or NOTHING} {target.met}/{target.selections}"


def _findings(found: Comparison, language: str) -> list[str]:
    if not found.checked:
        return []
    lines = [f"  - {code} {where}" for code, where in found.gone]
    lines += [f"  + {code} {where}" for code, where in found.new]
    return lines or ["  " + say("compare.no-findings", language)]


def _shown(value: Any, language: str) -> str:
    """Return a value of the catalog file on one line."""
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        texts = {key: one for key, one in value.items() if isinstance(one, str)}
        said = texts.get(language) or next(iter(texts.values()), None) if len(texts) == len(value) else None
        value = said or ", ".join(f"{key} {_shown(one, language)}" for key, one in value.items())
    elif isinstance(value, list | tuple):
        value = ", ".join(_shown(one, language) for one in value)
    elif isinstance(value, float):
        value = number_text(value, language)
    line = " ".join(str(value).split()) or NOTHING
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _signed(amount: Fraction, language: str) -> str:
    return f"{'+' if amount > 0 else ''}{amount_text(amount, language)}"


def _brief(amount: Fraction, language: str, *, signed: bool = False) -> str:
    """Return an amount with at most two decimals, for the table."""
    text = str(amount) if amount.denominator == 1 else number_text(float(amount), language)
    return f"+{text}" if signed and amount > 0 else text
