"""Places that one part of a cohort could not give, taken from the runs of another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from curriculum.judge.case import Case
from curriculum.judge.obstacles import openings_for
from curriculum.judge.scoring import unfilled_places
from curriculum.runs import Run
from curriculum.schedule import Place, Schedule
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits


def filled(problem: Problem, places: Iterable[Place], limits: Limits) -> tuple[Place, ...]:
    """Fill one place after the other in whatever run has room for it, the cheapest first.

    Args:
        problem: the whole cohort in numbers.
        places: a legal schedule's places.
        limits: what may be spent.

    Returns:
        The places of a legal schedule with no more unfilled places than before.
    """
    cohort = problem.cohort
    draft = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=tuple(places))
    case = Case.of(cohort, draft)
    missing = list(unfilled_places(case))
    while missing and not limits.exhausted:
        entry = missing.pop()
        opening = next(openings_for(case, entry, partial(_cost, problem, case, entry.participant)), None)
        if opening is not None:
            case = case.with_places(opening)
            joined = {place.participant for place in opening}
            missing = [entry for entry in missing if entry.participant not in joined]
            missing += unfilled_places(case.asking([case.lookup.people[who] for who in joined], ()))
    return tuple(case.places)


def _cost(problem: Problem, case: Case, participant: str, run: Run) -> int:
    """Return the points of a participant's place in a run."""
    place = problem.place_cost(problem.number[participant], problem.run_number[run.id])
    return place + (0 if case.people_in(run.id) else problem.cohort.goals.run)
