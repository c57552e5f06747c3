"""Negotiated schedules, what every rule allows of each, and the best that can be made of their parts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress, islice

from attrs import evolve

from curriculum.schedule import Score
from curriculum.scheduler import goals
from curriculum.scheduler.best import Best
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.linear import linear
from curriculum.scheduler.negotiation import negotiated
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.settling import ROUND_WORK, settled
from curriculum.scheduler.solving import Limits, minimise

NEGOTIATION_SHARE = 0.45
"""Share of what may be spent for negotiation; the rest is for what can be made of its outcome."""
ATTEMPTS = 8
"""Most schedules that are negotiated."""
MIXED = 4
"""Most negotiated schedules, the best ones, of which a better one is made."""
PICK_WORK = 2.0
"""Deterministic work of CP-SAT to pick what is legal of a negotiated schedule."""
MIXING_SHARE = 0.7
"""Share of the time left for the search among the options of several schedules, when there is more to do."""
WEIGHTY = 1_000
"""Points of an unfilled place where places and points are weighed against each other."""


def negotiate(best: Best, seed: int, *, prove: bool) -> None:
    """Negotiate schedules, offer what is legal of each, then the best that can be made of their parts.

    Args:
        best: the best schedule so far.
        seed: seed of the order in which people take turns, and of the solvers.
        prove: whether time is to be kept for a proof.

    Raises:
        OutOfTime: the time was over while rules were stated.
    """
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
        best.offer_some(settled(problem, options))
        if best.settled or limits.exhausted:
            return
        picked = _picked(best, options, limits.spent + PICK_WORK, seed)
        best.offer_some(picked)
        if picked is not None:
            found.append((problem.score(best.flags(picked)), picked))
    some = frozenset().union(*(options for _, options in sorted(found, key=lambda each: each[0])[:MIXED]))
    if not (len(found) < 2 or best.settled or limits.exhausted):  # noqa: PLR2004
        best.offer_some(_mixed(best, some, MIXING_SHARE if prove else 1.0, seed))


def _mixed(best: Best, options: frozenset[int], share: float, seed: int) -> frozenset[int] | None:
    """Return the best that can be made of the options of several schedules in a share of the time left."""
    limits = best.limits
    if limits.work is not None:
        return _picked(best, options, limits.work, seed)
    numbers, program = _among(best.problem, options, limits)
    with Highs(limits, seed) as highs:
        solved = highs.whole(linear(program.cp), share)
    if solved.values is None:
        return None
    return frozenset(compress(numbers, (value > 0.5 for value in solved.values)))  # noqa: PLR2004


def _among(problem: Problem, options: Iterable[int], limits: Limits) -> tuple[list[int], Program]:
    """Return some options and those that a pin asks for, with the program of the best schedule among them."""
    numbers = sorted({*options, *problem.pinned})
    program = Program(problem.among(numbers), limits=limits)
    state_rules(program)
    program.cp.minimize(goals.both(program, WEIGHTY))
    return numbers, program


def _picked(best: Best, options: frozenset[int], work: float, seed: int) -> frozenset[int] | None:
    """Return a very good legal schedule that takes only some of the options, and of those that a pin asks for."""
    limits = best.limits
    numbers, program = _among(best.problem, options, limits)
    if best.taken is not None:
        for number, variable in zip(numbers, program.taken, strict=True):
            program.cp.add_hint(variable, best.taken[number])
    kept: list[frozenset[int]] = []
    brief = evolve(limits, work=work)
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
