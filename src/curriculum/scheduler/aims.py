"""Another question about the same cohort: all rules hold, further demands too, and several aims count in turn.

The search for the best schedule has one score. Whoever changes a schedule, shares out fairly or counts runs has
other aims: the fewest unfilled places, among those the fewest people moved, among those the fewest points. Here
each aim is brought as low as possible and then held there while the next one is pursued.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from attrs import define, evolve, field, frozen
from ortools.sat.python import cp_model

from curriculum.schedule import Place
from curriculum.scheduler import goals
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.linear import NOISE, linear
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.solving import Limits, minimise
from curriculum.scheduler.tasks import Outcome
from curriculum.sequences import as_tuple

EARLY_WORK = 1.0
"""Deterministic work of CP-SAT at each aim before HiGHS takes over."""
MODEST = 6_000
"""Up to so many options that are left open CP-SAT is worth its while."""


@frozen
class Aim:
    """Something to be as low as possible, told to the solver and counted in the places that come out.

    Attributes:
        expression: a sum over the program's variables, whole and 0 or more.
        count: returns its value, given for each option whether it is taken.
    """

    expression: cp_model.LinearExprT
    count: Callable[[Sequence[bool]], int]


@frozen
class Reached:
    """How far an aim was reached.

    Attributes:
        value: of the aim in the places found.
        bound: with the aims before it as they are, nothing has a lower value.
    """

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value <= self.bound


@frozen
class Pursuit:
    """What was found.

    Attributes:
        outcome: ``optimal`` only when every aim is proven.
        places: the places; none when nothing was found.
        reached: the aims in their order; empty when nothing was found.
    """

    outcome: Outcome
    places: tuple[Place, ...] = field(default=(), converter=as_tuple)
    reached: tuple[Reached, ...] = field(default=(), converter=as_tuple)

    @property
    def found(self) -> bool:
        """Whether there are places, be it none at all in a legal schedule."""
        return self.outcome in {"optimal", "feasible"}


def ruled(problem: Problem, limits: Limits) -> Program:
    """Return the program of a problem with every rule stated, ready for further demands.

    Raises:
        OutOfTime: the time was over before that.
    """
    program = Program(problem, limits=limits)
    state_rules(program)
    return program


def fewest_unfilled(program: Program) -> Aim:
    """Return the aim to leave few places unfilled."""
    return Aim(goals.unfilled(program), lambda taken: program.problem.score(taken).unfilled)


def fewest_points(program: Program) -> Aim:
    """Return the aim to cost few points."""
    return Aim(goals.points(program), lambda taken: program.problem.score(taken).points)


def pursue(
    program: Program,
    aims: Sequence[Aim],
    limits: Limits,
    seed: int,
    *,
    start: Collection[tuple[str, str]] = (),
    only: Collection[int] | None = None,
    legal: Collection[tuple[str, str]] | None = None,
) -> Pursuit:
    """Bring several aims as low as possible, the first one first.

    Args:
        program: rules and demands, for this one pursuit.
        aims: what is to be low; earlier ones count infinitely more.
        limits: what may be spent; under a limit of work only CP-SAT is used, whose work can be counted.
        seed: seed of the solvers.
        start: places, as participant and run, that the search begins with; they need not be legal any more.
        only: numbers of the options that are to be decided; all others stay as in ``start``. None: all.
        legal: places that keep every rule and demand, and are as ``start`` outside ``only``; to be improved on.

    Returns:
        The best that was found. With ``only``, its bounds hold only for what leaves the others alone.
    """
    kept = options_of(program.problem, start)
    if only is not None:
        _leave(program, only, kept)
    if start:
        _hint(program, [index in kept for index in range(len(program.taken))])
    best = _Best(program, aims)
    if legal is not None:
        known = options_of(program.problem, legal)
        best.offer([index in known for index in range(len(program.taken))])
    modest = len(program.taken if only is None else only) <= MODEST
    with Highs(limits, seed) as highs:
        for number, aim in enumerate(aims):
            best.bounds.append(0)
            if best.taken is not None and limits.exhausted:
                continue
            program.cp.minimize(aim.expression)
            share = 1 / (len(aims) - number)
            if modest or limits.work is not None:
                _with_cp_sat(best, limits, seed, share)
            if not best.settled and limits.work is None and not limits.exhausted:
                _with_highs(best, highs, share)
            if best.taken is None:
                break
            if not limits.exhausted:
                program.cp.add(aim.expression <= best.values[number])
                _hint(program, best.taken)
    return best.pursuit()


def least(program: Program, aim: Aim, limits: Limits, seed: int) -> int:
    """Return a value that an aim cannot be below: its linear relaxation, rounded up; 0 when the time is over."""
    if limits.exhausted:
        return 0
    program.cp.minimize(aim.expression)
    with Highs(limits, seed) as highs:
        return _rounded_up(highs.relaxed(linear(program.cp)).bound)


def options_of(problem: Problem, places: Collection[tuple[str, str]]) -> frozenset[int]:
    """Return the numbers of the options that places, as participant and run, stand for.

    A party is in a run when all of its members are.
    """
    there = frozenset(places)
    return frozenset(
        index
        for index, option in enumerate(problem.options)
        if all((problem.people[n].id, problem.runs[option.run].id) in there for n in option.party.members)
    )


def _leave(program: Program, only: Collection[int], kept: Collection[int]) -> None:
    """State that all options but some are taken or not as they were."""
    for index, variable in enumerate(program.taken):
        if index not in only:
            program.cp.add(variable == (index in kept))


def _hint(program: Program, taken: Sequence[bool]) -> None:
    """Tell CP-SAT where to look first."""
    program.cp.clear_hints()  # type: ignore[no-untyped-call] # of OR-Tools
    for variable, hinted in zip(program.taken, taken, strict=True):
        program.cp.add_hint(variable, hinted)


def _with_cp_sat(best: _Best, limits: Limits, seed: int, share: float) -> None:
    """Pursue the aim for a short while; under a limit of work, with a share of it."""
    work = EARLY_WORK if limits.work is None else limits.spent + (limits.work - limits.spent) * share
    early = evolve(limits, work=work, spent=0.0 if limits.work is None else limits.spent)
    cp, taken = best.program.cp, best.program.taken
    outcome = minimise(cp, taken, early, seed, found=best.offer, proved=best.prove)
    best.impossible = outcome == "infeasible" and best.taken is None
    limits.interrupted = limits.interrupted or early.interrupted
    limits.spent = early.spent if limits.work is not None else limits.spent


def _with_highs(best: _Best, highs: Highs, share: float) -> None:
    """Look for something better than the best so far; finding nothing is the proof."""
    program = linear(best.program.cp)
    below = None if best.taken is None else best.values[len(best.bounds) - 1]
    better = program if below is None else program.limited(program.objective, below - 1)
    solved = highs.whole(better, share)
    if solved.values is not None:
        best.offer([value > 0.5 for value in solved.values[: len(best.program.taken)]])  # noqa: PLR2004
    if solved.outcome == "infeasible" and below is None:
        best.impossible = True
    elif solved.outcome == "infeasible" and below is not None:
        best.prove(below)
    else:
        best.prove(_rounded_up(solved.bound) if below is None else min(below, _rounded_up(solved.bound)))


def _rounded_up(bound: float) -> int:
    """Return the least whole number from 0 that a bound allows, with room for floating-point noise."""
    return max(0, math.ceil(bound - NOISE)) if math.isfinite(bound) else 0


@define
class _Best:
    """The best places so far, and what is proven about the aims that were pursued."""

    program: Program
    aims: Sequence[Aim]
    taken: tuple[bool, ...] | None = None
    values: tuple[int, ...] = ()
    bounds: list[int] = field(factory=list)
    impossible: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing is left to find out about the aim that is pursued now."""
        return self.impossible or (self.taken is not None and self.values[len(self.bounds) - 1] <= self.bounds[-1])

    def offer(self, taken: Sequence[bool]) -> None:
        """Keep places if they are better than the best so far."""
        values = tuple(aim.count(taken) for aim in self.aims)
        if self.taken is None or values < self.values:
            self.taken, self.values = tuple(taken), values

    def prove(self, bound: int) -> None:
        """Note that the aim pursued now has no lower value."""
        self.bounds[-1] = max(self.bounds[-1], bound)

    def pursuit(self) -> Pursuit:
        """Return what was found."""
        if self.taken is None:
            return Pursuit("infeasible" if self.impossible else "unknown")
        # An aim that is not proven says nothing about those after it.
        reached = [Reached(value, bound) for value, bound in zip(self.values, self.bounds, strict=True)]
        problem = self.program.problem
        chosen = [option for option, taken in zip(problem.options, self.taken, strict=True) if taken]
        proven = all(aim.proven for aim in reached)
        return Pursuit("optimal" if proven else "feasible", problem.places(chosen), reached)
