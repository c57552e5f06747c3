"""LOD: do the hours add up, and is it not too much?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import modules
from curriculum.model import Module

AT_HOME = frozenset({"practice", "trial-action"})
"""Kinds of activity that take place in the participant's own unit: they count as workload, not as contact."""
_NOISE = 1e-9


def overfull(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules whose activities take more contact hours than the module has."""
    for where, module in modules(catalog):
        planned = _hours(module, at_home=False)
        if module.hours is not None and planned > module.hours + _NOISE:
            values = {"module": module.id, "planned": f"{planned:g}", "hours": f"{module.hours:g}"}
            yield Spot(f"{where}.hours", values, setting(f"{where}.hours", planned))


def underestimated(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules whose workload is below their contact hours and what is done at home."""
    for where, module in modules(catalog):
        contact = max(module.hours or 0.0, _hours(module, at_home=False))
        needed = contact + _hours(module, at_home=True)
        if module.workload is not None and needed > module.workload + _NOISE:
            values = {"module": module.id, "needed": f"{needed:g}", "workload": f"{module.workload:g}"}
            yield Spot(f"{where}.workload", values, setting(f"{where}.workload", needed))


def crowded(catalog: Catalog, *, most: float = 8) -> Iterator[Spot]:
    """Yield modules with more than ``most`` outcomes."""
    for where, module in modules(catalog):
        if len(module.outcomes) > most:
            yield Spot(where, {"module": module.id, "count": len(module.outcomes), "most": f"{most:g}"})


def uncredited(catalog: Catalog, *, least: float = 25, most: float = 30) -> Iterator[Spot]:
    """Yield modules whose workload is not ``least`` to ``most`` hours for each ECTS credit."""
    for where, module in modules(catalog):
        if module.workload is None or not module.credits:
            continue
        per_credit = module.workload / module.credits
        if not least - _NOISE <= per_credit <= most + _NOISE:
            bounds = {"least": f"{least:g}", "most": f"{most:g}"}
            values = {"module": module.id, "credits": f"{module.credits:g}", "per_credit": f"{per_credit:.1f}"}
            yield Spot(f"{where}.credits", {**values, **bounds})


def _hours(module: Module, *, at_home: bool) -> float:
    return sum(one.hours or 0.0 for one in module.activities if (one.kind in AT_HOME) is at_home)


CHECKS = (
    Check(code="LOD001", severity="warning", find=overfull),
    Check(code="LOD002", severity="warning", find=underestimated),
    Check(code="LOD003", severity="note", find=crowded),
    Check(code="LOD004", severity="warning", find=uncredited),
)
