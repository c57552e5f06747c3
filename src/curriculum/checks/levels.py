"""LVL: do steps and promises fit the people who take part?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import adding
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import before, by_competency, outcomes, proficiency_rank, programmes


def leaping(catalog: Catalog, *, steps: float = 3) -> Iterator[Spot]:
    """Yield outcomes more than ``steps`` steps above what the module and those before it have built."""
    earlier = before(catalog)
    building = by_competency(catalog)
    for where, module, outcome in outcomes(catalog):
        rank = proficiency_rank(catalog, outcome.competency, outcome.reaches)
        if rank is None or outcome.competency is None:
            continue
        prior = [
            reached
            for home, other in building[outcome.competency]
            if home.id == module.id or home.id in earlier[module.id]
            if (reached := proficiency_rank(catalog, other.competency, other.reaches)) is not None
            and reached < rank
        ]
        if rank - max(prior, default=0) > steps:
            values: dict[str, object] = {"outcome": outcome.id, "module": module.id}
            values |= {"competency": outcome.competency}
            values |= {"step": outcome.reaches, "steps": str(rank - max(prior, default=0)), "most": f"{steps:g}"}
            yield Spot(f"{where}.reaches", values)


def outsiders(catalog: Catalog) -> Iterator[Spot]:
    """Yield targets for a leadership level that the programme is not for."""
    for where, programme in programmes(catalog):
        for index, target in enumerate(programme.targets):
            if programme.audience and target.level is not None and target.level not in programme.audience:
                values = {"programme": programme.id, "level": target.level, "competency": target.competency}
                yield Spot(f"{where}.targets[{index}].level", values, adding(f"{where}.audience", target.level))


def unpromised(catalog: Catalog) -> Iterator[Spot]:
    """Yield leadership levels that a programme is for and promises nothing, though it promises something."""
    for where, programme in programmes(catalog):
        promised = {target.level for target in programme.targets}
        if not promised or None in promised:
            continue
        for index, level in enumerate(programme.audience):
            if level not in promised:
                yield Spot(f"{where}.audience[{index}]", {"programme": programme.id, "level": level})


CHECKS = (
    Check(code="LVL001", severity="warning", find=leaping),
    Check(code="LVL002", severity="warning", find=outsiders),
    Check(code="LVL003", severity="warning", find=unpromised),
)
