"""Of several schedules that are equally good, the one with which the fewest people are moved."""

from __future__ import annotations

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.scenarios.moving import fewest_moved, fewest_new, held_places
from curriculum.schedule import Schedule
from curriculum.scheduler.aims import fewest_points, fewest_unfilled, pursue, ruled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime


def nearest(cohort: Cohort, found: Schedule, before: Schedule, limits: Limits, seed: int) -> Schedule:
    """Return a schedule as good as one that was found that takes a place from the fewest people.

    Args:
        cohort: the cohort that the schedule was found for.
        found: a legal schedule of it.
        before: where everybody is; it need not be legal in this cohort.
        limits: what may be spent; when it is spent, the best until then is returned.
        seed: seed of the solvers.

    Raises:
        IllegalSchedule: the judge refuses the solver's schedule: please report it.
    """
    try:
        program = ruled(Problem(cohort, seed), limits)
    except OutOfTime:
        return found
    score = judge.score(cohort, found)
    program.cp.add(fewest_unfilled(program).expression <= score.unfilled)
    program.cp.add(fewest_points(program).expression <= score.points)
    here, there = held_places(cohort, before), held_places(cohort, found)
    aims = [fewest_moved(program, here), fewest_new(program, here)]
    pursuit = pursue(program, aims, limits, seed, start=there, legal=there)
    return judged(cohort, pursuit.places, None, seed, lambda: not limits.exhausted) if pursuit.found else found
