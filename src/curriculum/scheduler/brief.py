"""One short run of CP-SAT among many: the best it finds with a little work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from curriculum.scheduler.program import Program
from curriculum.scheduler.solving import Limits, minimise
from curriculum.scheduler.tasks import Outcome


def minimise_briefly(
    program: Program, limits: Limits, work: float, seed: int, found: Callable[[Sequence[bool]], None]
) -> Outcome:
    """Solve a program that has an objective, with no more than some deterministic work.

    Args:
        program: the program.
        limits: what may be spent in all; what is spent is noted there.
        work: what may be spent on this program.
        seed: seed of the solver.
        found: is told for each option whether it is taken, in every solution that is better than the last.

    Returns:
        ``optimal`` when the last solution found is proven to be the best.
    """
    most = limits.spent + work
    brief = evolve(limits, work=most if limits.work is None else min(most, limits.work))
    outcome = minimise(program.cp, program.taken, brief, seed, found=found, proved=lambda _: None)
    limits.spent, limits.interrupted = brief.spent, limits.interrupted or brief.interrupted
    return outcome
