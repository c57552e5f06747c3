"""The search: first as few unfilled places as possible, then as few points as possible, each with its bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import field, frozen

from curriculum.schedule import Score
from curriculum.scheduler import goals
from curriculum.scheduler.problem import Option, Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.solving import Answer, Limits, Outcome, minimise
from curriculum.sequences import as_tuple


@frozen
class Progress:
    """Where a search stands.

    Attributes:
        seconds: since the search began.
        seconds_left: until the time limit.
        score: the best score found; None when there is none yet.
        bound: no legal schedule has a score below it; None when nothing is known yet.
    """

    seconds: float
    seconds_left: float
    score: Score | None
    bound: Score | None


Listener = Callable[[Progress], None]


@frozen
class Found:
    """What a search found.

    Attributes:
        outcome: ``optimal`` only when both parts of the score are proven.
        chosen: the options taken.
        bound: no legal schedule has a score below it; None when infeasible.
    """

    outcome: Outcome
    chosen: tuple[Option, ...] = field(default=(), converter=as_tuple)
    bound: Score | None = None


def search(problem: Problem, limits: Limits, seed: int, listen: Listener | None = None) -> Found:
    """Find a schedule with the lowest score.

    Args:
        problem: the cohort in numbers.
        limits: what may be spent.
        seed: seed of the solver.
        listen: is told of progress.
    """
    program = Program(problem)
    state_rules(program)
    missing, cost = goals.unfilled(program), goals.points(program)
    tell = _Teller(limits, listen)

    program.cp.minimize(missing)
    first = minimise(program.cp, program.taken, limits, seed, tell.of_unfilled)
    if first.values is None:
        return Found(first.outcome, bound=None if first.outcome == "infeasible" else Score(first.bound or 0, 0))
    fewest = first.objective or 0
    if first.outcome != "optimal":
        return Found("feasible", _chosen(problem, first), Score(first.bound or 0, 0))

    program.cp.add(missing == fewest)
    _hint(program, first.values)
    program.cp.minimize(cost)
    second = minimise(program.cp, program.taken, limits, seed, tell.of_points(fewest))
    if second.values is None:
        return Found("feasible", _chosen(problem, first), Score(fewest, max(second.bound or 0, 0)))
    return Found(second.outcome, _chosen(problem, second), Score(fewest, max(second.bound or 0, 0)))


def _chosen(problem: Problem, answer: Answer) -> list[Option]:
    return [option for option, taken in zip(problem.options, answer.values or (), strict=True) if taken]


def _hint(program: Program, values: Sequence[bool]) -> None:
    program.cp.clear_hints()  # type: ignore[no-untyped-call]
    for variable, value in zip(program.taken, values, strict=True):
        program.cp.add_hint(variable, value)


class _Teller:
    """Turns the solver's two objectives into progress on the whole score."""

    def __init__(self, limits: Limits, listen: Listener | None) -> None:
        self.limits = limits
        self.listen = listen
        self.score: Score | None = None
        self.bound: Score | None = None

    def of_unfilled(self, _: int | None, bound: int | None) -> None:
        self.bound = Score(max(bound or 0, 0), 0)
        self.tell()

    def of_points(self, unfilled: int) -> Callable[[int | None, int | None], None]:
        def told(objective: int | None, bound: int | None) -> None:
            if objective is not None:
                self.score = Score(unfilled, objective)
            if bound is not None:
                self.bound = Score(unfilled, max(bound, 0))
            self.tell()

        return told

    def tell(self) -> None:
        if self.listen:
            elapsed = self.limits.elapsed
            left = max(self.limits.seconds - elapsed, 0.0)
            self.listen(Progress(elapsed, left, self.score, self.bound))
