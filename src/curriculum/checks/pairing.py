"""PAR: can a leader and a key person take part together, and meet pairs of other levels?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import setting
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import modules, own_modules, programmes

PAIR = 2


def too_small_for_a_pair(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules whose largest run has no room for two."""
    for where, module in modules(catalog):
        most = module.capacity.maximum
        if most is not None and most < PAIR:
            place = f"{where}.capacity.maximum"
            yield Spot(place, {"module": module.id, "most": most}, setting(place, PAIR))


def too_small_for_the_levels(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules of a programme whose largest run cannot hold a pair of each leadership level."""
    seen = set()
    position = {module.id: index for index, module in enumerate(catalog.modules)}
    for _, programme in programmes(catalog):
        wanted = PAIR * len(programme.audience)
        for module in own_modules(catalog, programme.module_ids):
            most = module.capacity.maximum
            if most is not None and PAIR <= most < wanted and module.id not in seen:
                seen.add(module.id)
                place = f"modules[{position[module.id]}].capacity.maximum"
                levels = len(programme.audience)
                values = {"module": module.id, "programme": programme.id, "most": most, "levels": levels}
                yield Spot(place, {**values, "wanted": wanted}, setting(place, wanted))


CHECKS = (
    Check(code="PAR001", severity="warning", find=too_small_for_a_pair),
    Check(code="PAR002", severity="note", find=too_small_for_the_levels),
)
