"""Several schedules that are equally good, as different from each other as possible."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.moving import held_places
from curriculum.schedule import Schedule
from curriculum.scheduler import schedule_cohort
from curriculum.scheduler.aims import Aim, Pursuit, fewest_points, fewest_unfilled, options_of, pursue, ruled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program, weighted
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime
from curriculum.sequences import as_tuple


@frozen
class Alternatives:
    """Schedules with the same score.

    Attributes:
        schedules: the schedules, the first one as ``schedule_cohort`` finds it; no two have the same places.
        complete: whether it is proven that there are no others.
    """

    schedules: tuple[Schedule, ...] = field(converter=as_tuple)
    complete: bool


def alternatives(
    cohort: Cohort,
    count: int = 3,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
) -> Alternatives:
    """Find several schedules with the score of the best one.

    Each shares as few places as possible with those before it.

    Args:
        cohort: the cohort.
        count: how many schedules, 1 or more; there may be fewer.
        seed: seed of the search, 0 or more.
        time_limit: seconds of wall-clock time for each schedule, above 0.
        work_limit: deterministic work for each schedule; None means no such limit.

    Raises:
        Interrupted: Ctrl-C was pressed while the first was looked for; later, those found are returned.
    """
    first = schedule_cohort(cohort, seed=seed, time_limit=time_limit, work_limit=work_limit)
    found = [first]
    while first.score is not None and len(found) < count:
        limits = Limits(time_limit, work_limit)
        other = _another(cohort, found, limits, seed)
        if not other.found:
            return Alternatives(found, complete=other.outcome == "infeasible")
        found.append(judged(cohort, other.places, first.bound, seed))
        if limits.interrupted:
            break
    return Alternatives(found, complete=False)


def _another(cohort: Cohort, known: Sequence[Schedule], limits: Limits, seed: int) -> Pursuit:
    """Look for a schedule as good as the first known one that shares few places with all of them."""
    try:
        program = ruled(Problem(cohort, seed), limits)
    except OutOfTime:
        return Pursuit("unknown")
    _demand_score(program, known[0])
    return pursue(program, [_least_shared(program, known)], limits, seed)


def _demand_score(program: Program, schedule: Schedule) -> None:
    """State that the score is no worse than a schedule's."""
    if schedule.score is not None:
        program.cp.add(fewest_unfilled(program).expression <= schedule.score.unfilled)
        program.cp.add(fewest_points(program).expression <= schedule.score.points)


def _least_shared(program: Program, known: Sequence[Schedule]) -> Aim:
    """Return the aim to share few places with known schedules; states that none of them comes out again."""
    theirs = [options_of(program.problem, held_places(program.problem.cohort, schedule)) for schedule in known]
    for options in theirs:
        signs = [1 if index in options else -1 for index in range(len(program.taken))]
        program.cp.add(weighted(program.taken, signs) <= len(options) - 1)
    shared = sorted(index for options in theirs for index in options)
    return Aim(program.total(shared), partial(_shared, shared))


def _shared(options: Sequence[int], taken: Sequence[bool]) -> int:
    return sum(taken[index] for index in options)
