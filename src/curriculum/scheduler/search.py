"""The search: first as few unfilled places as possible, then as few points as possible, each with its bound.

Three methods take turns, always in the same order, so that the same input gives the same schedule:

1. CP-SAT for a short, deterministic while, if the cohort is small. It finds a legal schedule at once and proves
   most cohorts of a pilot's size.
2. Negotiation, if it is not. It finds good schedules in time proportional to the people; of each, CP-SAT picks the
   most that every rule allows. Prices of seats give the bound.
3. HiGHS for the rest of the time. The linear relaxation of the whole cohort gives a bound, and shows which places
   and runs matter; a search among those gives a very good schedule; the last search proves it, or narrows the gap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import compress, islice
from typing import Self

from attrs import define, evolve, field, frozen
from ortools.sat.python import cp_model

from curriculum.schedule import Score
from curriculum.scheduler import goals
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.linear import NOISE, Linear, Objective, linear, objective
from curriculum.scheduler.negotiation import negotiated
from curriculum.scheduler.prices import Market
from curriculum.scheduler.problem import Option, Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.solving import Limits, minimise
from curriculum.scheduler.tasks import Outcome, Solved
from curriculum.sequences import as_tuple

EARLY_WORK = 2.0
"""Deterministic work of CP-SAT before HiGHS takes over."""
TINY = 1_500
"""Up to so many options the whole program is solved as quickly as a part of it."""
SMALL = 6_000
"""Up to so many options CP-SAT is worth its while."""
NEGOTIATION_SHARE = 0.45
"""Share of what may be spent for negotiation; the rest is for what can be made of its outcome."""
ATTEMPTS = 8
"""Most schedules that are negotiated."""
MIXED = 4
"""Most negotiated schedules, the best ones, of which a better one is made."""
ROUND_WORK = 4e-6
"""Deterministic work of one round of negotiation for each option."""
PICK_WORK = 2.0
"""Deterministic work of CP-SAT to pick what is legal of a negotiated schedule."""
PICK_SECONDS = 1.5
"""Seconds for that, even when the time is up: without it nothing would have come of the negotiation."""
WEIGHTY = 1_000
"""Points of an unfilled place where places and points are weighed against each other."""
SUPPORT_SHARE = 0.7
"""Share of the time left for the search among the options that the relaxation uses."""


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
        score: the score of the options taken; None when there is no schedule.
    """

    outcome: Outcome
    chosen: tuple[Option, ...] = field(default=(), converter=as_tuple)
    bound: Score | None = None
    score: Score | None = None


def search(
    problem: Problem, limits: Limits, seed: int, listen: Listener | None = None, *, prove: bool = True
) -> Found:
    """Find a schedule with the lowest score.

    Args:
        problem: the cohort in numbers.
        limits: what may be spent; under a limit of work only CP-SAT is used, whose work can be counted.
        seed: seed of the solvers.
        listen: is told of progress.
        prove: whether to go on, once a very good schedule is found, until it is proven or improved.
    """
    best = _Best(problem, limits, listen)
    try:
        if not problem.demands:
            best.offer([False] * len(problem.options))
        _improve(best, seed, prove=prove)
    except KeyboardInterrupt:  # between two solvers; inside one, the solver notes it
        limits.interrupted = True
    return best.found()


def _improve(best: _Best, seed: int, *, prove: bool) -> None:
    """Let the methods take turns."""
    small = len(best.problem.options) <= SMALL
    if not small:
        if prove:
            best.prove(Market(best.problem).bound(lambda: not best.limits.exhausted))
        _negotiate(best, seed, prove=prove)
    if best.settled or best.limits.exhausted or not (small or prove or best.score is None):
        return
    program = Program(best.problem)
    state_rules(program)
    missing, cost = goals.unfilled(program), goals.points(program)
    parts = _Parts.of(program, missing, cost)
    if small or best.limits.work is not None:
        _with_cp_sat(best, program, missing, cost, seed)
    if not best.settled and best.limits.work is None and not best.limits.exhausted:
        with Highs(best.limits, seed) as highs:
            _with_highs(best, parts, highs, prove=prove)


def _negotiate(best: _Best, seed: int, *, prove: bool) -> None:
    """Negotiate schedules, offer what is legal of each, then the best that can be made of their parts."""
    limits, problem = best.limits, best.problem
    begun, seconds = limits.elapsed, (limits.seconds - limits.elapsed) * NEGOTIATION_SHARE

    def worked() -> float:
        limits.spent += ROUND_WORK * len(problem.options)
        if limits.exhausted:
            return 1.0
        if limits.work is None:
            return (limits.elapsed - begun) / seconds
        return limits.spent / (limits.work * NEGOTIATION_SHARE)

    found: list[tuple[Score, frozenset[int]]] = []
    for options in islice(negotiated(problem, seed, worked), ATTEMPTS):
        legal = _legal(best, options, limits.spent + PICK_WORK, seed)
        if best.settled:
            return
        if legal is not None:
            best.offer_some(legal)
            found.append((problem.score(best.flags(legal)), legal))
    some = frozenset().union(*(options for _, options in sorted(found, key=lambda each: each[0])[:MIXED]))
    if len(found) < 2 or limits.exhausted:  # noqa: PLR2004
        return
    if limits.work is not None:
        best.offer_some(_legal(best, some, limits.work, seed))
        return
    numbers = sorted(some | _pinned(problem))
    program = Program(problem.among(numbers))
    state_rules(program)
    program.cp.minimize(goals.both(program, WEIGHTY))
    with Highs(limits, seed) as highs:
        solved = highs.whole(linear(program.cp), SUPPORT_SHARE if prove else 1.0)
    if solved.values is not None:
        taken = (value > 0.5 for value in solved.values)  # noqa: PLR2004
        best.offer_some(frozenset(compress(numbers, taken)))


def _pinned(problem: Problem) -> frozenset[int]:
    """Return the options that a pin asks for."""
    return frozenset(
        number
        for number, option in enumerate(problem.options)
        if any(problem.runs[option.run].id in problem.people[member].pinned for member in option.party.members)
    )


def _legal(best: _Best, options: frozenset[int], work: float, seed: int) -> frozenset[int] | None:
    """Return a very good legal schedule that takes only some of the options, and of those that a pin asks for.

    It is picked even when the time is up: without, nothing would have come of the negotiation.
    """
    limits, problem = best.limits, best.problem
    numbers = sorted(options | _pinned(problem))
    program = Program(problem.among(numbers))
    state_rules(program)
    program.cp.minimize(goals.both(program, WEIGHTY))
    if best.taken is not None:
        for number, variable in zip(numbers, program.taken, strict=True):
            program.cp.add_hint(variable, best.taken[number])
    kept: list[frozenset[int]] = []
    brief = evolve(limits, seconds=max(limits.seconds, limits.elapsed + PICK_SECONDS), work=work)
    minimise(
        program.cp,
        program.taken,
        brief,
        seed,
        found=lambda values: kept.append(frozenset(compress(numbers, values))),
        proved=lambda _: None,
    )
    limits.spent, limits.interrupted = brief.spent, limits.interrupted or brief.interrupted
    return kept[-1] if kept else None


def _with_cp_sat(
    best: _Best, program: Program, missing: cp_model.LinearExprT, cost: cp_model.LinearExprT, seed: int
) -> None:
    """Search for a short while; under a limit of work, until that is reached."""
    limits = best.limits
    early = evolve(limits, work=EARLY_WORK) if limits.work is None else limits
    program.cp.minimize(missing)
    first = minimise(
        program.cp, program.taken, early, seed, found=best.offer, proved=lambda bound: best.prove(Score(bound, 0))
    )
    if first == "infeasible":
        best.impossible = True
    if first == "optimal" and best.score is not None:
        fewest = best.score.unfilled
        program.cp.add(missing == fewest)
        program.cp.minimize(cost)
        minimise(
            program.cp,
            program.taken,
            early,
            seed,
            found=best.offer,
            proved=lambda bound: best.prove(Score(fewest, bound)),
        )
    limits.interrupted = early.interrupted


@frozen
class _Parts:
    """A program in numbers, with the two parts of the score.

    Attributes:
        rows: the program without an objective.
        missing: costs and offset that count unfilled places.
        points: costs and offset that count points.
    """

    rows: Linear
    missing: Objective
    points: Objective

    @classmethod
    def of(cls, program: Program, missing: cp_model.LinearExprT, cost: cp_model.LinearExprT) -> Self:
        """Take a program apart."""
        program.cp.minimize(cost)
        points = objective(program.cp)
        program.cp.minimize(missing)
        return cls(linear(program.cp), objective(program.cp), points)


def _with_highs(best: _Best, parts: _Parts, highs: Highs, *, prove: bool) -> None:
    """Find a good schedule, then a bound, then a proof, as far as the time goes."""
    if best.score is None or len(best.problem.options) > TINY:
        _among_the_relevant(best, parts, highs, SUPPORT_SHARE if prove else 1.0)
    if not prove:
        return
    if best.score is None or best.score.unfilled > best.bound.unfilled:
        best.prove(Score(_whole_bound(highs.relaxed(parts.rows.minimising(parts.missing))), 0))
    if best.score is None or best.score.unfilled > best.bound.unfilled:
        below = best.score.unfilled if best.score is not None else None
        _prove(best, highs, parts.rows.minimising(parts.missing), below)
    if best.score is not None and best.score.unfilled == best.bound.unfilled:
        full = parts.rows.limited(parts.missing, best.score.unfilled).minimising(parts.points)
        best.prove(Score(best.score.unfilled, _whole_bound(highs.relaxed(full))))
        _prove(best, highs, full, best.score.points, unfilled=best.score.unfilled)


def _among_the_relevant(best: _Best, parts: _Parts, highs: Highs, share: float) -> None:
    """Search among the options that the relaxation uses; then also among others of those it is undecided about."""
    heavy = 1 + sum(sorted(parts.points.costs, reverse=True)[:4])
    both = parts.rows.minimising(parts.missing.times(heavy).plus(parts.points))
    relaxed = highs.relaxed(both)
    if relaxed.values is None or best.settled:
        return
    used = frozenset(column for column in range(len(best.problem.options)) if relaxed.values[column] > NOISE)
    best.offer_solved(highs.whole(both.without(_others(best.problem, used)), share))
    wider = used | _alternatives(best.problem, relaxed.values, used)
    best.offer_solved(highs.whole(both.without(_others(best.problem, wider)), share))


def _others(problem: Problem, columns: frozenset[int]) -> frozenset[int]:
    return frozenset(range(len(problem.options))) - columns


def _alternatives(problem: Problem, values: Sequence[float], used: frozenset[int]) -> frozenset[int]:
    """Return the options of people about whom the relaxation is undecided, in all runs that it uses."""
    runs = {problem.options[column].run for column in used}
    undecided = {
        number for column in used if values[column] < 1 - NOISE for number in problem.options[column].party.members
    }
    return frozenset(
        column
        for column, option in enumerate(problem.options)
        if option.run in runs and undecided.intersection(option.party.members)
    )


def _prove(best: _Best, highs: Highs, program: Linear, below: int | None, unfilled: int | None = None) -> None:
    """Look for something better than the best schedule; finding nothing is the proof."""
    better = program if below is None else program.limited(program.objective, below - 1)
    solved = highs.whole(better)
    best.offer_solved(solved)
    if solved.outcome == "infeasible" and below is None:
        best.impossible = True
        return
    bound = below if solved.outcome == "infeasible" and below is not None else _whole_bound(solved)
    if below is not None:
        bound = min(bound, below)
    best.prove(Score(bound, 0) if unfilled is None else Score(unfilled, bound))


def _whole_bound(solved: Solved) -> int:
    """Return the least whole number that a bound allows, with room for floating-point noise."""
    return max(0, math.ceil(solved.bound - NOISE)) if math.isfinite(solved.bound) else 0


@define
class _Best:
    """The best schedule so far, and what is proven about it."""

    problem: Problem
    limits: Limits
    listen: Listener | None
    taken: tuple[bool, ...] | None = None
    score: Score | None = None
    bound: Score = field(factory=lambda: Score(0, 0))
    impossible: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing is left to find out."""
        return self.impossible or (self.score is not None and self.score <= self.bound)

    def offer(self, taken: Sequence[bool]) -> None:
        """Keep a schedule if it is better than the best so far."""
        score = self.problem.score(taken)
        if self.score is None or score < self.score:
            self.taken, self.score = tuple(taken), score
            self.tell()

    def offer_some(self, options: frozenset[int] | None) -> None:
        """Keep a schedule, given as the numbers of its options, if it is better than the best so far."""
        if options is not None:
            self.offer(self.flags(options))

    def flags(self, options: frozenset[int]) -> list[bool]:
        """Return for each option whether it is one of these."""
        return [number in options for number in range(len(self.problem.options))]

    def offer_solved(self, solved: Solved) -> None:
        """Keep a solution of the linear solver if it is better than the best so far."""
        if solved.values is not None:
            self.offer([value > 0.5 for value in solved.values[: len(self.problem.options)]])  # noqa: PLR2004

    def prove(self, bound: Score) -> None:
        """Note that no legal schedule has a score below ``bound``."""
        if bound > self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Tell the listener where the search stands."""
        if self.listen:
            elapsed = self.limits.elapsed
            left = max(self.limits.seconds - elapsed, 0.0)
            self.listen(Progress(elapsed, left, self.score, self.bound))

    def found(self) -> Found:
        """Return the outcome of the whole search."""
        if self.impossible:
            return Found("infeasible")
        if self.taken is None:
            return Found("unknown", bound=self.bound)
        chosen = [option for option, taken in zip(self.problem.options, self.taken, strict=True) if taken]
        return Found("optimal" if self.settled else "feasible", chosen, self.bound, self.score)
