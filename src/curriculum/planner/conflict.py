"""Why nothing is right: a smallest set of rules that cannot all be kept."""

from __future__ import annotations

from curriculum.planner.switches import Rule, Switches
from curriculum.scheduler.solving import Limits, core


def smallest_conflict(switches: Switches[Rule], limits: Limits, seed: int) -> tuple[Rule, ...]:
    """Return rules that cannot all be kept.

    The solver names switches that cannot all be on; of these, one after the other is left out for good if the rest
    still cannot be kept. What remains is minimal, unless the limits end this early.

    Args:
        switches: the switches of a model without objective, each rule of which holds only as far as its is on.
        limits: what may be spent.
        seed: seed of the solver.

    Returns:
        The rules, sorted; none when they can all be kept, or when it could not be told in time.
    """

    def smaller(rules: list[Rule]) -> list[Rule] | None:
        found = core(switches.cp, {rule: switches.by_rule[rule] for rule in rules}, limits, seed)
        return None if found is None else list(found)

    kept = smaller(list(switches.by_rule)) or []
    position = len(kept) - 1
    while position >= 0 and not limits.exhausted:
        rest = smaller(kept[:position] + kept[position + 1 :])
        if rest is not None:
            kept = rest
        position = min(position, len(kept)) - 1
    return tuple(sorted(kept))
