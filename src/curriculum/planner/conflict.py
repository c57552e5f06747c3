"""Why no plan exists: a smallest set of rules that cannot all be kept."""

from __future__ import annotations

from curriculum.design import PlanRule, PlanTask
from curriculum.graph import RequisiteGraph
from curriculum.planner.program import Program
from curriculum.scheduler.solving import Limits, core


def conflict(graph: RequisiteGraph, task: PlanTask, limits: Limits, seed: int) -> tuple[PlanRule, ...]:
    """Return rules that together make every plan impossible.

    Every rule is stated with a switch. The solver names switches that cannot all be on; of these, one after the
    other is left out for good if the rest still cannot be kept. What remains is minimal, unless the limits end
    this early.

    Args:
        graph: the curriculum.
        task: what is asked and cannot be had.
        limits: what may be spent.
        seed: seed of the solver.
    """
    program = Program(graph, task, explaining=True)

    def smaller(rules: list[PlanRule]) -> list[PlanRule] | None:
        found = core(program.cp, {rule: program.switches[rule] for rule in rules}, limits, seed)
        return None if found is None else list(found)

    kept = smaller(list(program.switches)) or list(program.switches)
    position = len(kept) - 1
    while position >= 0 and not limits.exhausted:
        rest = smaller(kept[:position] + kept[position + 1 :])
        if rest is not None:
            kept = rest
        position = min(position, len(kept)) - 1
    return tuple(sorted(kept))
