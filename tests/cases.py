"""The tiny random cohorts by number, each with its best schedule, found once; and which of them a rule decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import contract
from attrs import evolve
from brute_force import Best, best
from cohorts import tiny

from curriculum.cohort import Cohort
from curriculum.rules import Goals
from curriculum.schedule import Place, Schedule

MOST = 600
"""How many cohorts are looked through for one that a rule or a goal decides."""
cohort = cache(tiny)


@cache
def optimum(number: int) -> Best | None:
    """Return the best schedule of a cohort, or None."""
    return best(cohort(number))


def as_schedule(of: Cohort, attended: contract.Attended) -> Schedule:
    """Return places as a schedule that says nothing about itself."""
    places = [Place(who, run.module, run.id) for who, runs in attended.items() for run in runs]
    return Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)


def decided_by(rule: str) -> Iterator[int]:
    """Yield the numbers of cohorts whose best score is another without a rule."""
    for number in range(MOST):
        without = best(cohort(number), {rule})
        if (without and without.score) != ((found := optimum(number)) and found.score):
            yield number


def steered_by(goal: str) -> Iterator[int]:
    """Yield the numbers of cohorts whose best schedule is not found by somebody who leaves a goal out."""
    nothing = getattr(Goals(), goal)
    for number in range(MOST):
        of, found = cohort(number), optimum(number)
        if found is not None and getattr(of.goals, goal) != nothing:
            careless = best(evolve(of, goals=evolve(of.goals, **{goal: nothing})))
            if careless is not None and contract.score(of, careless.attended) > found.score:
                yield number
