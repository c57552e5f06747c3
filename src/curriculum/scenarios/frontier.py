"""What fewer runs would cost: the fewest points for every number of runs that are held."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor

from attrs import evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.spreading import spread
from curriculum.schedule import Schedule, Status
from curriculum.scheduler.aims import Aim, Pursuit, fewest_points, fewest_unfilled, pursue, ruled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program, weighted
from curriculum.scheduler.scheduling import judged
from curriculum.scheduler.solving import Limits, OutOfTime
from curriculum.sequences import as_tuple


@frozen
class Tradeoff:
    """The best for one number of runs.

    Attributes:
        runs: how many runs are held.
        points: of all goals but ``run``, which is the other side of the bargain.
        bound: with at most so many runs, and as few unfilled places, no legal schedule has fewer of these points.
        schedule: the schedule, judged by all goals of the cohort.
    """

    runs: int
    points: int
    bound: int
    schedule: Schedule

    @property
    def proven(self) -> bool:
        """Whether nothing better exists for so many runs."""
        return self.points <= self.bound


@frozen
class Frontier:
    """The fewest points for every number of runs that is worth considering.

    Attributes:
        status: ``optimal`` when the fewest unfilled places and all points are proven, ``feasible`` otherwise;
            ``infeasible`` or ``unknown`` when there is no schedule.
        unfilled: places that every one of these schedules leaves unfilled.
        unfilled_bound: no legal schedule leaves fewer unfilled.
        tradeoffs: from the fewest runs on; each further run saves points. Empty when no schedule was found.
    """

    status: Status
    unfilled: int
    unfilled_bound: int
    tradeoffs: tuple[Tradeoff, ...] = field(default=(), converter=as_tuple)


@frozen
class _Question:
    """What is asked of one solve.

    Attributes:
        cohort: the cohort, with a goal ``run`` of 0.
        seed: seed of the search.
        seconds: wall-clock limit.
        work: deterministic limit, or None.
        unfilled: most places unfilled; None when they are to be as few as possible.
        most_runs: most runs held; None for any number.
        runs_first: whether few runs count more than few points.
    """

    cohort: Cohort
    seed: int
    seconds: float
    work: float | None
    unfilled: int | None = None
    most_runs: int | None = None
    runs_first: bool = False


def frontier(
    cohort: Cohort,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
    executor: Executor | None = None,
) -> Frontier:
    """Find the fewest points for every number of runs, from the fewest runs to the fewest points.

    Every schedule leaves as few places unfilled as possible. The number of runs is limited to one value after the
    other (the epsilon-constraint method), and so bargains are found that no weight of the goal ``run`` gives.

    Args:
        cohort: the cohort.
        seed: seed of the search, 0 or more.
        time_limit: seconds of wall-clock time for each number of runs, above 0.
        work_limit: deterministic work for each number of runs; None means no such limit.
        executor: where the numbers of runs are worked on side by side.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed.
    """
    without = evolve(cohort, goals=evolve(cohort.goals, run=0))
    first = _Question(without, seed, time_limit, work_limit)
    leanest = _answered(evolve(first, runs_first=True))
    if not leanest.found:
        return Frontier(leanest.outcome, 0, 0)
    unfilled = leanest.reached[0]
    second = evolve(first, unfilled=unfilled.value)
    cheapest = _answered(second)
    limited = [evolve(second, most_runs=runs) for runs in range(_held(leanest), _held(cheapest))]
    answers = [*spread(executor, _answered, limited), cheapest]
    tradeoffs = _tradeoffs(cohort, answers, seed)
    proven = unfilled.proven and all(one.proven for one in tradeoffs)
    return Frontier("optimal" if proven else "feasible", unfilled.value, unfilled.bound, tradeoffs)


def _answered(question: _Question) -> Pursuit:
    limits = Limits(question.seconds, question.work)
    try:
        program = ruled(Problem(question.cohort, question.seed), limits)
    except OutOfTime:
        return Pursuit("unknown")
    unfilled, points, runs = fewest_unfilled(program), fewest_points(program), _fewest_runs(program)
    if question.unfilled is not None:
        program.cp.add(unfilled.expression <= question.unfilled)
    if question.most_runs is not None:
        program.cp.add(runs.expression <= question.most_runs)
    aims = [unfilled, runs, points] if question.runs_first else [unfilled, points, runs]
    found = pursue(program, aims, limits, question.seed)
    if limits.interrupted:
        raise KeyboardInterrupt
    return found


def _fewest_runs(program: Program) -> Aim:
    """Return the aim to hold few runs."""
    options = program.problem.options

    def count(taken: Sequence[bool]) -> int:
        return len({option.run for option, is_taken in zip(options, taken, strict=True) if is_taken})

    return Aim(weighted(program.held, [1] * len(program.held)), count)


def _held(found: Pursuit) -> int:
    return len({place.run for place in found.places})


def _tradeoffs(cohort: Cohort, answers: Sequence[Pursuit], seed: int) -> list[Tradeoff]:
    """Return the answers that nothing with fewer runs is as good as."""
    kept: list[Tradeoff] = []
    for answer in answers:
        if answer.found and (not kept or answer.reached[1].value < kept[-1].points):
            points = answer.reached[1]
            schedule = judged(cohort, answer.places, None, seed)
            kept.append(Tradeoff(_held(answer), points.value, points.bound, schedule))
    return kept
