"""The fairest schedule beside the cheapest: the highest floor under everybody's satisfaction, and its price."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from math import ceil

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.satisfaction import Worths, satisfactions, worths
from curriculum.schedule import Schedule, Score
from curriculum.scheduler import schedule_cohort
from curriculum.scheduler.aims import Aim, Pursuit, fewest_points, fewest_unfilled, pursue, ruled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program, weighted
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime


@frozen
class Fairness:
    """The cheapest schedule and the fairest one.

    Attributes:
        cheapest: the best schedule by the cohort's goals.
        fairest: leaves as few places unfilled; the worst off are as well off as possible, and with that the points
            are as few as possible. The cheapest one itself when its floor is the highest.
        cheapest_floor: the satisfaction of the worst off in the cheapest schedule, 0 to 1.
        floor: the satisfaction of the worst off in the fairest schedule, 0 to 1.
        floor_bound: no schedule that leaves as few places unfilled has a higher floor.
        points_bound: with this floor no such schedule has fewer points.
    """

    cheapest: Schedule
    fairest: Schedule
    cheapest_floor: Fraction
    floor: Fraction
    floor_bound: Fraction
    points_bound: int

    @property
    def price(self) -> int:
        """The points that fairness costs."""
        if self.cheapest.score is None or self.fairest.score is None:
            return 0
        return self.fairest.score.points - self.cheapest.score.points

    @property
    def proven(self) -> bool:
        """Whether no floor is higher and no schedule with this floor has fewer points."""
        score = self.fairest.score
        return score is not None and self.floor == self.floor_bound and score.points <= self.points_bound


def fair_schedule(
    cohort: Cohort, *, seed: int = 1, time_limit: float = 60.0, work_limit: float | None = None
) -> Fairness:
    """Find the schedule in which the worst off are as well off as possible, and the fewest points with that.

    The floor is found by bisection over all shares that somebody's satisfaction can have, so it is exact.
    :mod:`curriculum.scenarios.satisfaction` says what satisfaction is.

    Args:
        cohort: the cohort.
        seed: seed of the search, 0 or more.
        time_limit: seconds of wall-clock time for each step, above 0.
        work_limit: deterministic work for each step; None means no such limit.

    Returns:
        Both schedules; when there is none, both are what ``schedule_cohort`` returns then.

    Raises:
        Interrupted: Ctrl-C was pressed while the cheapest schedule was looked for.
        KeyboardInterrupt: Ctrl-C was pressed later.
    """
    cheapest = schedule_cohort(cohort, seed=seed, time_limit=time_limit, work_limit=work_limit)
    if cheapest.score is None:
        return Fairness(cheapest, cheapest, Fraction(0), Fraction(0), Fraction(0), 0)
    known = worths(cohort)
    first = min(satisfactions(cohort, cheapest).values(), default=Fraction(1))
    steps = [first, *(step for step in _steps(known) if step > first)]
    search = _Search(cohort, known, cheapest.score.unfilled, seed, time_limit, work_limit)
    low, high, refuted = 0, len(steps), len(steps)  # steps[low] is reached, those from steps[refuted] on never
    while high - low > 1:
        middle = (low + high) // 2
        answer = search.at(steps[middle], _anything)
        if answer.found:
            low = middle
        else:
            high = middle
            refuted = middle if answer.outcome == "infeasible" else refuted
    fairest, bound = cheapest, cheapest.bound.points if cheapest.bound else 0
    if low:
        fairest, bound = search.schedule_at(steps[low], cheapest.bound)
    return Fairness(cheapest, fairest, steps[0], steps[low], steps[refuted - 1], bound)


def _steps(known: Worths) -> list[Fraction]:
    """Return every satisfaction that anybody could have, lowest first."""
    kinds = {
        (tuple(sorted(known.worth[who].values())), known.owed[who], known.own_best[who]) for who in known.worth
    }
    return sorted(
        {
            Fraction(sum(chosen), best)
            for values, owed, best in kinds
            if best
            for count in range(owed + 1)
            for chosen in combinations(values, count)
        }
    )


@frozen
class _Search:
    """What stays the same while the floor is raised and lowered."""

    cohort: Cohort
    known: Worths
    unfilled: int
    seed: int
    seconds: float
    work: float | None

    def at(self, floor: Fraction, aim: Callable[[Program], Aim]) -> Pursuit:
        """Look for places with which everybody is at least so satisfied."""
        limits = Limits(self.seconds, self.work)
        try:
            program = ruled(Problem(self.cohort, self.seed), limits)
        except OutOfTime:
            return Pursuit("unknown")
        program.cp.add(fewest_unfilled(program).expression <= self.unfilled)
        _demand_floor(program, self.known, floor)
        found = pursue(program, [aim(program)], limits, self.seed)
        if limits.interrupted:
            raise KeyboardInterrupt
        return found

    def schedule_at(self, floor: Fraction, bound: Score | None) -> tuple[Schedule, int]:
        """Return the schedule with the fewest points at a floor that can be reached, and its bound."""
        found = self.at(floor, fewest_points)
        if not found.found:  # the time was enough for some places only
            found = self.at(floor, _anything)
        return judged(self.cohort, found.places, bound, self.seed), found.reached[0].bound


def _demand_floor(program: Program, known: Worths, floor: Fraction) -> None:
    """State that everybody is at least so satisfied."""
    problem = program.problem
    for number, person in enumerate(problem.people):
        needed = ceil(floor * known.own_best[person.id])
        if needed:
            worth = known.worth[person.id]
            options = [
                index for index in program.of_person[number] if problem.options[index].party.module in worth
            ]
            values = [worth[problem.options[index].party.module] for index in options]
            program.cp.add(weighted((program.taken[index] for index in options), values) >= needed)


def _anything(_: Program) -> Aim:
    """Return the aim that any places reach."""
    return Aim(0, lambda _: 0)
