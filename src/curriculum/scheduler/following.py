"""Which module comes after which, and which runs may follow a run of the module before."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from curriculum.requisites import One, Requirement
from curriculum.scheduler.problem import Problem


def needed_before(problem: Problem, modules: Sequence[str], number: int) -> dict[str, str]:
    """Return for each module the last basis module that it requires and that is owed as well."""
    found = {}
    for position, module in enumerate(modules):
        needed = set(_needed(problem.cohort.modules[module].requires)).difference(problem.people[number].completed)
        before = [
            other for other in modules[:position] if other in needed and other in problem.cohort.programme.basis
        ]
        if before:
            found[module] = before[-1]
    return found


def _needed(requirement: Requirement) -> Iterator[str]:
    """Yield modules without which a requirement is never met."""
    if isinstance(requirement, One):
        yield requirement.module
    elif requirement.count == len(requirement.parts):
        for part in requirement.parts:
            yield from _needed(part)


def later(problem: Problem, days: Collection[date], ordered: Sequence[Collection[date]]) -> tuple[int, int]:
    """Return which of some runs may follow the days of a required module, as a range; the gap rule is kept.

    Args:
        problem: the cohort in numbers.
        days: of the required module.
        ordered: the days of the runs, in the order of their first; runs without days come last.
    """
    gap = problem.cohort.rules.gap_days
    if not days:
        return 0, 0
    last, most = max(days), math.inf if gap.maximum is None else gap.maximum
    between = [(min(there) - last).days for there in ordered if there]
    fits = [number for number, count in enumerate(between) if gap.minimum <= count <= most]
    return (fits[0], fits[-1] + 1) if fits else (0, 0)
