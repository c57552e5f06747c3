"""EVA: will anybody be able to tell whether the programme kept its promises?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.registry import Check, Spot
from curriculum.checks.targets import reaches, reaching
from curriculum.checks.walking import own_modules, programmes, serves


def unseen(catalog: Catalog) -> Iterator[Spot]:
    """Yield targets that modules reach and no assessment shows, in a programme that has assessments."""
    for where, programme in programmes(catalog):
        own = own_modules(catalog, programme.module_ids)
        if not any(module.assessments for module in own):
            continue
        for index, target in enumerate(programme.targets):
            shown = any(
                reaches(catalog, outcome, target) and any(serves(one, outcome) for one in module.assessments)
                for module in own
                for outcome in module.outcomes
            )
            if not shown and reaching(catalog, programme, target):
                values = {"programme": programme.id, "competency": target.competency}
                yield Spot(f"{where}.targets[{index}]", values)


def stepless(catalog: Catalog) -> Iterator[Spot]:
    """Yield targets that name no step to be reached."""
    for where, programme in programmes(catalog):
        for index, target in enumerate(programme.targets):
            if target.reaches is None:
                values = {"programme": programme.id, "competency": target.competency}
                yield Spot(f"{where}.targets[{index}]", values)


def unmeasured(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes that build a competency promised to a step, and name no step themselves."""
    promised = {target.competency for one in catalog.programmes for target in one.targets if target.reaches}
    for index, module in enumerate(catalog.modules):
        for number, outcome in enumerate(module.outcomes):
            if outcome.competency in promised and outcome.reaches is None:
                values = {"outcome": outcome.id, "module": module.id, "competency": outcome.competency}
                yield Spot(f"modules[{index}].outcomes[{number}]", values)


CHECKS = (
    Check(code="EVA001", severity="warning", find=unseen),
    Check(code="EVA002", severity="warning", find=stepless),
    Check(code="EVA003", severity="note", find=unmeasured),
)
