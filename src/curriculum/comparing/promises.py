"""Coverage won and lost: programme by programme, by leadership level and by promise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.comparing.results import ProgrammeChange, TargetChange
from curriculum.comparing.sides import Side
from curriculum.coverage import programme_coverage
from curriculum.coverage.results import LevelCoverage, ProgrammeCoverage, TargetCoverage

Names = Mapping[str, str]
"""Common names of competencies by their own."""
_Promise = tuple[str, str | None, int]
"""Competency, leadership level, and how often the same was promised before."""


def programme_changes(before: Side, after: Side, names: tuple[Names, Names]) -> Iterator[ProgrammeChange]:
    """Yield the coverage of every programme that both sides have.

    Programmes belong together when they are compared by name, have the same id, or are the only ones left.

    Args:
        before: the first side.
        after: the second.
        names: the common names of competencies, for both sides.

    Raises:
        InvalidInput: the electives of a programme require each other in so many ways that its selections cannot
            be counted.
    """
    if before.catalog is None or after.catalog is None:
        return
    for first, second in _pairs(before, after):
        was = programme_coverage(before.catalog, first, others=before.others, repairs=False)
        now = programme_coverage(after.catalog, second, others=after.others, repairs=False)
        yield ProgrammeChange(
            before=first,
            after=second,
            levels=tuple(_levels(was, now)),
            targets=tuple(_targets(_promises(was, names[0]), _promises(now, names[1]))),
        )


def _pairs(before: Side, after: Side) -> list[tuple[str, str]]:
    first, second = ([one.id for one in side.programmes] for side in (before, after))
    if before.programme is not None and after.programme is not None:
        return [(before.programme, after.programme)]
    both = [(name, name) for name in first if name in second]
    left = ([name for name in first if name not in second], [name for name in second if name not in first])
    return both + (list(zip(*left, strict=True)) if [len(one) for one in left] == [1, 1] else [])


def _levels(
    was: ProgrammeCoverage, now: ProgrammeCoverage
) -> Iterator[tuple[LevelCoverage | None, LevelCoverage | None]]:
    first, second = ({level.level: level for level in one.levels} for one in (was, now))
    for level in first | second:
        yield first.get(level), second.get(level)


def _promises(covered: ProgrammeCoverage, names: Names) -> dict[_Promise, TargetCoverage]:
    found: dict[_Promise, TargetCoverage] = {}
    for target in covered.targets:
        name = names.get(target.competency, target.competency)
        number = sum((name, target.level) == known[:2] for known in found)
        found[name, target.level, number] = target
    return found


def _targets(
    first: Mapping[_Promise, TargetCoverage], second: Mapping[_Promise, TargetCoverage]
) -> Iterator[TargetChange]:
    for promise in sorted(first.keys() | second.keys(), key=lambda one: (one[0], one[1] or "", one[2])):
        competency, level, _ = promise
        yield TargetChange(
            competency=competency, level=level, before=first.get(promise), after=second.get(promise)
        )
