"""Why no schedule exists: a smallest set of rules, people and runs that cannot all hold."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.cohort import Cohort
from curriculum.schedule import Conflict
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Instance, Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.solving import Limits, core


def conflict(cohort: Cohort, limits: Limits, seed: int) -> tuple[Conflict, ...]:
    """Return rules that together make every schedule impossible.

    Every rule is stated with a switch. The solver names switches that cannot all be on; of these, one after the
    other is left out for good if the rest still cannot hold. What remains is minimal: without any one of its rules
    the others can hold. Should the limits end this early, the set is still a conflict, only perhaps not minimal.

    Args:
        cohort: a cohort for which no schedule exists.
        limits: what may be spent.
        seed: seed of the solver.
    """
    program = Program(Problem(cohort, seed, together=False, keep_forbidden=True), explaining=True)
    state_rules(program)
    needed = core(program.cp, program.switches, limits, seed) or tuple(program.switches)
    return tuple(
        Conflict(instance.rule, instance.people, instance.runs)
        for instance in sorted(_shrunk(program, sorted(needed), limits, seed))
    )


def _shrunk(program: Program, needed: Sequence[Instance], limits: Limits, seed: int) -> list[Instance]:
    """Leave out whatever is not needed, larger parts first."""
    kept = list(needed)
    part = max(len(kept) // 2, 1)
    while True:
        start = 0
        while start < len(kept) and not limits.exhausted:
            rest = kept[:start] + kept[start + part :]
            smaller = core(program.cp, {name: program.switches[name] for name in rest}, limits, seed)
            if smaller is None:
                start += part
            else:
                kept = sorted(smaller)
                start = 0 if part > 1 else min(start, len(kept))
        if part == 1 or limits.exhausted:
            return kept
        part = max(min(part, len(kept)) // 2, 1)
