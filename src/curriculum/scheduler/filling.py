"""Places that one part of a cohort could not give, taken from the runs of another."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.schedule import Place, Schedule
from curriculum.scheduler.solving import Limits


def filled(cohort: Cohort, places: Iterable[Place], limits: Limits) -> tuple[Place, ...]:
    """Fill one place after the other in whatever run has room for it, the cheapest first.

    Args:
        cohort: the whole cohort.
        places: a legal schedule's places.
        limits: what may be spent.

    Returns:
        The places of a legal schedule with no more unfilled places than before.
    """
    schedule = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=tuple(places))
    hopeless = set()
    while not limits.exhausted:
        missing = next((entry for entry in judge.unfilled(cohort, schedule) if entry not in hopeless), None)
        if missing is None:
            break
        ways = [
            evolve(schedule, places=(*schedule.places, *added))
            for added in judge.openings(cohort, schedule, missing)
        ]
        if ways:
            schedule = min(ways, key=lambda way: judge.score(cohort, way))
        else:
            hopeless.add(missing)
    return schedule.places
