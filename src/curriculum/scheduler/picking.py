"""A negotiated schedule, and what every rule allows of it."""

from __future__ import annotations

from itertools import compress

from curriculum.scheduler import goals
from curriculum.scheduler.best import Best
from curriculum.scheduler.brief import minimise_briefly
from curriculum.scheduler.negotiation import negotiated
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.settling import ROUND_WORK, settled

NEGOTIATION_SHARE = 0.25
"""Share of what may be spent for negotiation; the rest is for what can be made of its outcome."""
PICK_WORK = 2.0
"""Deterministic work of CP-SAT to pick what is legal of a negotiated schedule."""


def negotiate(best: Best, seed: int) -> None:
    """Negotiate a schedule, and offer what is legal of it.

    Args:
        best: the best schedule so far.
        seed: seed of the order in which people take turns, and of the solver.

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

    options = negotiated(problem, seed, worked)
    best.offer_some(settled(problem, options))
    if not (best.settled or limits.exhausted):
        best.offer_some(_picked(best, options, seed))


def _picked(best: Best, options: frozenset[int], seed: int) -> frozenset[int] | None:
    """Return a very good legal schedule that takes only some of the options, and of those that a pin asks for."""
    limits = best.limits
    numbers = sorted({*options, *best.problem.pinned})
    program = Program(best.problem.among(numbers), limits=limits)
    state_rules(program)
    program.cp.minimize(goals.both(program))
    if best.taken is not None:
        for number, variable in zip(numbers, program.taken, strict=True):
            program.cp.add_hint(variable, best.taken[number])
    kept: list[frozenset[int]] = []
    minimise_briefly(
        program, limits, PICK_WORK, seed, lambda values: kept.append(frozenset(compress(numbers, values)))
    )
    return kept[-1] if kept else None
