"""Why nothing is right: a smallest set of rules that cannot all be kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ortools.sat.python import cp_model

from curriculum.planner.switches import Rule
from curriculum.scheduler.solving import Limits, core


def smallest_conflict(
    cp: cp_model.CpModel,
    switches: Mapping[Rule, cp_model.IntVar],
    limits: Limits,
    seed: int,
    among: Collection[Rule] = (),
) -> tuple[Rule, ...]:
    """Return rules that cannot all be kept.

    The solver names switches that cannot all be on; of these, one after the other is left out for good if the rest
    still cannot be kept. What remains is minimal, unless the limits end this early.

    Args:
        cp: a model without objective, each rule of which holds only as far as its switch is on.
        switches: the switches, by rule.
        limits: what may be spent.
        seed: seed of the solver.
        among: the rules that are asked about; all of them when empty.

    Returns:
        The rules, sorted; none when they can all be kept, or when it could not be told in time.
    """

    def smaller(rules: list[Rule]) -> list[Rule] | None:
        found = core(cp, {rule: switches[rule] for rule in rules}, limits, seed)
        return None if found is None else list(found)

    kept = smaller(list(among or switches)) or []
    position = len(kept) - 1
    while position >= 0 and not limits.exhausted:
        rest = smaller(kept[:position] + kept[position + 1 :])
        if rest is not None:
            kept = rest
        position = min(position, len(kept)) - 1
    return tuple(sorted(kept))
