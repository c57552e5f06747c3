"""The whole program: CP-SAT for a short while, then HiGHS for a good schedule, a bound and a proof.

The linear relaxation of the whole cohort gives a bound, and shows which places and runs matter; a search among
those gives a very good schedule; the last search proves it, or narrows the gap.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Self

from attrs import evolve, frozen
from ortools.sat.python import cp_model

from curriculum.schedule import Score
from curriculum.scheduler import goals
from curriculum.scheduler.best import Best
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.linear import NOISE, Linear, Objective, linear, objective
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.solving import minimise
from curriculum.scheduler.tasks import Solved

EARLY_WORK = 2.0
"""Deterministic work of CP-SAT before HiGHS takes over."""
TINY = 1_500
"""Up to so many options the whole program is solved as quickly as a part of it."""
SMALL = 6_000
"""Up to so many options CP-SAT is worth its while."""
SUPPORT_SHARE = 0.7
"""Share of the time left for the search among the options that the relaxation uses."""


def pursue_whole(best: Best, seed: int, *, prove: bool) -> None:
    """State every rule for all options, and search.

    Args:
        best: the best schedule so far.
        seed: seed of the solvers.
        prove: whether to go on, once a very good schedule is found, until it is proven or improved.

    Raises:
        OutOfTime: the time was over before every rule was stated.
    """
    program = Program(best.problem, limits=best.limits)
    state_rules(program)
    missing, cost = goals.unfilled(program), goals.points(program)
    parts = _Parts.of(program, missing, cost)
    if len(best.problem.options) <= SMALL or best.limits.work is not None:
        _with_cp_sat(best, program, missing, cost, seed)
    if not best.settled and best.limits.work is None and not best.limits.exhausted:
        with Highs(best.limits, seed) as highs:
            _with_highs(best, parts, highs, prove=prove)


def _with_cp_sat(
    best: Best, program: Program, missing: cp_model.LinearExprT, cost: cp_model.LinearExprT, seed: int
) -> None:
    """Search for a short while; under a limit of work, until that is reached."""
    limits = best.limits
    early = evolve(limits, work=limits.spent + EARLY_WORK) if limits.work is None else limits
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
    limits.interrupted = limits.interrupted or early.interrupted


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


def _with_highs(best: Best, parts: _Parts, highs: Highs, *, prove: bool) -> None:
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


def _among_the_relevant(best: Best, parts: _Parts, highs: Highs, share: float) -> None:
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


def _prove(best: Best, highs: Highs, program: Linear, below: int | None, unfilled: int | None = None) -> None:
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
