"""Coverage in words: what ``curriculum coverage`` prints for people, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from curriculum.columns import columns
from curriculum.coverage.mapping import CurriculumMap
from curriculum.coverage.overlap import Overlap, SinglePoint
from curriculum.coverage.results import Choice, Edit, Gap, LevelCoverage, ProgrammeCoverage, Repair, TargetCoverage
from curriculum.messages import decimal, in_language, say

NOTHING = "-"


def coverage_text(
    mapped: CurriculumMap,
    covered: ProgrammeCoverage,
    singles: Sequence[SinglePoint],
    doubled: Sequence[Overlap],
    language: str = "en",
) -> str:
    """Return map, coverage by level, choices of electives, gaps with repairs, single points and overlaps.

    Args:
        mapped: the programme's map.
        covered: its coverage.
        singles: its single points of failure.
        doubled: its overlaps.
        language: da, sv or en.
    """
    sections = (
        ("map", _map(mapped, language)),
        ("levels", _levels(covered, language)),
        ("choices", _choices(covered, language)),
        ("gaps", _gaps(covered, language)),
        ("single", _singles(singles, language)),
        ("overlap", _overlaps(doubled, language)),
    )
    parts = ["\n".join((say(f"coverage.heading.{name}", language), *lines)) for name, lines in sections]
    return "\n\n".join(parts) + "\n"


def gap_text(gap: Gap, language: str = "en") -> str:
    """Return in one line which promise is not kept for everybody, and the repair that costs least."""
    return " ".join((_gap([gap], language), *(_repair(repair, language) for repair in gap.repairs[:1])))


def level_cells(level: LevelCoverage, language: str) -> tuple[str, ...]:
    """Return level, number of targets, and what is met of them: for certain, on average, at best."""
    met = (f"{level.guaranteed}", number_text(float(level.mean), language), f"{level.best}")
    return (level.level or say("coverage.all", language), str(level.targets), *met)


def target_cells(target: TargetCoverage, language: str) -> tuple[str, ...]:
    """Return competency, step, level, share of the selections that reach it, lowest and highest step reached."""
    return (
        target.competency,
        target.reaches or NOTHING,
        target.level or say("coverage.all", language),
        f"{target.met}/{target.selections}",
        target.lowest or NOTHING,
        target.highest or NOTHING,
    )


def number_text(number: float, language: str) -> str:
    """Return a number with at most two decimals, as the language writes them.

    Example:
        >>> number_text(2.5, "da"), number_text(3.0, "en")
        ('2,5', '3')
    """
    return decimal(f"{number:.2f}".rstrip("0").rstrip("."), language)


def _map(mapped: CurriculumMap, language: str) -> list[str]:
    in_words = in_language(language)
    head = (in_words(f"coverage.rows.{mapped.by}"), *mapped.modules)
    rows = [(row, *(mapped.letters(row, module) or "." for module in mapped.modules)) for row in mapped.rows]
    return [*columns([head, *rows]), "  " + in_words("coverage.legend")]


def _levels(covered: ProgrammeCoverage, language: str) -> list[str]:
    if not covered.targets:
        return ["  " + say("coverage.no-targets", language)]
    head = tuple(say(f"coverage.{name}", language) for name in ("level", "targets", "guaranteed", "mean", "best"))
    return columns([head, *(level_cells(level, language) for level in covered.levels)])


def _choices(covered: ProgrammeCoverage, language: str) -> list[str]:
    if not covered.selections:
        return ["  " + say("coverage.no-selections", language)]
    return [f"  {_choice(choice, covered, language)}" for choice in covered.choices]


def _choice(choice: Choice, covered: ProgrammeCoverage, language: str) -> str:
    met = len(covered.targets) - len(choice.missed)
    values = {"count": choice.count, "all": covered.selections, "met": met, "targets": len(covered.targets)}
    if not choice.missed or not choice.electives:
        return say("coverage.choice", language, **values)
    return say("coverage.choice-such-as", language, electives=", ".join(choice.electives), **values)


def _gaps(covered: ProgrammeCoverage, language: str) -> list[str]:
    if not covered.gaps:
        return ["  " + say("coverage.no-gaps", language)]
    lines = []
    for same in _by_promise(covered.gaps):
        lines.append(f"  {_gap(same, language)}")
        lines += [f"    {_repair(repair, language)}" for repair in same[0].repairs]
        if not same[0].proven:
            lines.append("    " + say("coverage.unproven", language))
        elif not same[0].repairs:
            lines.append("    " + say("coverage.no-repair", language))
    return lines


def _by_promise(gaps: Iterable[Gap]) -> Iterator[list[Gap]]:
    """Yield the gaps that differ in nothing but the leadership level."""
    found: dict[tuple[str, str | None], list[Gap]] = {}
    for gap in gaps:
        found.setdefault((gap.target.competency, gap.target.reaches), []).append(gap)
    yield from found.values()


def _gap(same: Sequence[Gap], language: str) -> str:
    target = same[0].target
    values = {
        "promise": _promise(target.competency, target.reaches),
        "levels": ", ".join(gap.target.level or say("coverage.all", language) for gap in same),
        "met": target.met,
        "all": target.selections,
    }
    said = say("coverage.gap", language, **values)
    if same[0].lacking:
        said += " " + say("coverage.lacking", language, steps=", ".join(same[0].lacking))
    elif target.selections and target.reaches:
        said += " " + say("coverage.order", language)
    return said


def _repair(repair: Repair, language: str) -> str:
    edits = "; ".join(_edit(edit, language) for edit in repair.edits)
    closed = len(repair.closes)
    if repair.hours is None:
        return say("coverage.repair-unknown", language, edits=edits, closed=closed)
    hours = number_text(repair.hours, language)
    return say("coverage.repair", language, edits=edits, hours=hours, closed=closed)


def _edit(edit: Edit, language: str) -> str:
    values = {
        "module": edit.module,
        "promise": _promise(edit.competency or "", edit.reaches),
        "count": edit.count,
    }
    return say(f"coverage.edit.{edit.kind}", language, **values)


def _singles(singles: Sequence[SinglePoint], language: str) -> list[str]:
    if not singles:
        return ["  " + say("coverage.none", language)]
    levels: dict[tuple[str, str | None, str], list[str]] = {}
    for one in singles:
        key = one.competency, one.reaches, one.module
        levels.setdefault(key, []).append(one.level or say("coverage.all", language))
    return [
        "  "
        + say(
            "coverage.single",
            language,
            promise=_promise(competency, step),
            module=module,
            levels=", ".join(dict.fromkeys(named)),
        )
        for (competency, step, module), named in levels.items()
    ]


def _overlaps(doubled: Sequence[Overlap], language: str) -> list[str]:
    return [
        "  "
        + say(
            "coverage.overlap",
            language,
            promise=_promise(one.competency, one.reaches),
            modules=", ".join(one.modules),
        )
        for one in doubled
    ] or ["  " + say("coverage.none", language)]


def _promise(competency: str, step: str | None) -> str:
    return f"{competency} ({step})" if step else competency
