"""One cause, told once: places of several modules that the same rules keep unfilled and the same change fills."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from curriculum import judge
from curriculum.changes import with_changes
from curriculum.explaining.asking import Asking, modules_of
from curriculum.explaining.neighbourhood import around
from curriculum.explaining.results import Effect, Explanation
from curriculum.schedule import Unfilled
from curriculum.scheduler.demands import Demands
from curriculum.scheduler.keeping import KEPT


def with_same_cause(asking: Asking, told: Sequence[Explanation], places: Sequence[Unfilled]) -> list[Explanation]:
    """Return explanations of which one tells of some more places as well; nothing when none of them can.

    One can when its first change leaves no place of that module unfilled, and it is proven that rules of the same
    names as in its conflict are enough to keep every one of them unfilled.

    Args:
        asking: the cohort and its schedule.
        told: what has been explained so far.
        places: all unfilled places of one other module, or of electives.
    """
    for number, known in enumerate(told):
        if (
            known.effects
            and _fills(asking, known.effects[0], places[0].module)
            and _refuses(asking, known, places)
        ):
            return [*told[:number], evolve(known, also=(*known.also, places[0].module)), *told[number + 1 :]]
    return []


def _fills(asking: Asking, effect: Effect, module: str | None) -> bool:
    """Tell whether a change leaves no place of a module unfilled."""
    if effect.schedule is None:
        return False
    left = judge.unfilled(with_changes(asking.cohort, effect.changes), effect.schedule)
    return all(entry.module != module for entry in left)


def _refuses(asking: Asking, known: Explanation, places: Sequence[Unfilled]) -> bool:
    """Tell whether the rules of a conflict, with the demand about these places, keep all of them unfilled."""
    cohort, module = asking.cohort, places[0].module
    own = {_kept(known.module): _kept(module)}
    names = {own.get(entry.rule, entry.rule) for entry in known.conflict}
    people = dict.fromkeys(entry.participant for entry in places)
    within = around(cohort, asking.schedule, people, modules_of(cohort, [module]))
    demands = Demands(asking.schedule.places, tuple(places))
    return bool(names) and asking.refused_by(names, demands, within)


def _kept(module: str | None) -> str:
    """Return the name of the demand that nobody loses a place of a basis module, or of electives."""
    return f"{KEPT}.{module}" if module else KEPT
