"""NET: do people of different levels meet, and are there enough of them for it?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import all_known, avoidable, modules, own_modules, programmes
from curriculum.model import Module

MEETING = frozenset({"network", "knowledge-sharing"})
"""Kinds of activity in which participants learn from each other across units."""


def unconnected(catalog: Catalog) -> Iterator[Spot]:
    """Yield programmes for several levels, all modules with activities, that can be taken without any meeting."""
    for where, programme in programmes(catalog):
        own = own_modules(catalog, programme.module_ids)
        detailed = own and all(module.activities for module in own) and all_known(catalog, programme)
        if len(programme.audience) > 1 and detailed:
            missing = avoidable(catalog, programme, frozenset(module.id for module in own if _meets(module)))
            if missing is not None:
                values = {"programme": programme.id, "levels": len(programme.audience)}
                yield Spot(where, {**values, "choice": ", ".join(missing) or "-"})


def too_few_to_meet(catalog: Catalog, *, least: float = 4) -> Iterator[Spot]:
    """Yield modules with a network activity that are held with fewer than ``least`` people."""
    for where, module in modules(catalog):
        fewest = module.capacity.minimum
        if fewest is not None and fewest < least and any(one.kind == "network" for one in module.activities):
            most = module.capacity.maximum
            place = f"{where}.capacity.minimum"
            patch = setting(place, int(least)) if most is None or most >= least else None
            yield Spot(place, {"module": module.id, "fewest": fewest, "least": f"{least:g}"}, patch)


def _meets(module: Module) -> bool:
    return any(activity.kind in MEETING for activity in module.activities)


CHECKS = (
    Check(code="NET001", severity="warning", find=unconnected),
    Check(code="NET002", severity="note", find=too_few_to_meet),
)
