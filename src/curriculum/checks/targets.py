"""COV: do the modules keep what the programmes promise, whichever electives are chosen?"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.checks.patches import Edit, Patch, removing
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import all_known, own_modules, proficiency_rank, programmes
from curriculum.coverage import Gap, programme_coverage, repaired
from curriculum.coverage.editing import with_basis
from curriculum.errors import InvalidInput
from curriculum.model import LearningOutcome, Programme, Target

_MOST_REPAIRED = 30
"""A programme of more modules gets no suggestion: looking for the cheapest repair would take too long."""


def out_of_reach(catalog: Catalog) -> Iterator[Spot]:
    """Yield targets that no admissible choice of electives reaches."""
    for where, programme, gap in _gaps(catalog):
        if gap.target.met == 0:
            values = {**_values(programme, gap), "lacking": ", ".join(gap.lacking) or "-"}
            yield Spot(where, values, _repair(catalog, programme, gap))


def not_guaranteed(catalog: Catalog) -> Iterator[Spot]:
    """Yield targets that are reached with some choices of electives and missed with others."""
    for where, programme, gap in _gaps(catalog):
        if gap.target.met > 0:
            values = {**_values(programme, gap), "choice": ", ".join(gap.example or ()) or "-"}
            yield Spot(where, values, _repair(catalog, programme, gap))


def unbuilt(catalog: Catalog) -> Iterator[Spot]:
    """Yield competencies that neither they themselves nor a narrower one are built by any outcome."""
    built = {outcome.competency for module in catalog.modules for outcome in module.outcomes}
    broader = {competency.id: competency.broader for competency in catalog.competencies}
    for name in list(built):
        while name is not None and (name := broader.get(name)) is not None and name not in built:
            built.add(name)
    promised = {target.competency for programme in catalog.programmes for target in programme.targets}
    parents = {name for name in broader.values() if name}
    for index, competency in enumerate(catalog.competencies):
        if competency.id not in built:
            free = competency.id not in promised | parents
            where = f"competencies[{index}]"
            yield Spot(where, {"competency": competency.id}, removing(where) if free else None)


def unused(catalog: Catalog) -> Iterator[Spot]:
    """Yield modules that are in no programme of a catalog that has programmes."""
    used = {name for programme in catalog.programmes for name in programme.module_ids}
    for index, module in enumerate(catalog.modules):
        if catalog.programmes and module.id not in used:
            yield Spot(f"modules[{index}]", {"module": module.id})


def reaching(catalog: Catalog, programme: Programme, target: Target) -> list[str]:
    """Return the modules of a programme with an outcome that reaches a target."""
    return [
        module.id
        for module in own_modules(catalog, programme.module_ids)
        if any(reaches(catalog, outcome, target) for outcome in module.outcomes)
    ]


def reaches(catalog: Catalog, outcome: LearningOutcome, target: Target) -> bool:
    """Tell whether an outcome builds a target's competency to the step promised."""
    if outcome.competency != target.competency:
        return False
    if target.reaches is None or outcome.reaches == target.reaches:
        return True
    reached = proficiency_rank(catalog, outcome.competency, outcome.reaches)
    promised = proficiency_rank(catalog, target.competency, target.reaches)
    return reached is not None and promised is not None and reached >= promised


def _gaps(catalog: Catalog) -> Iterator[tuple[str, Programme, Gap]]:
    """Yield the targets that not every choice reaches, of programmes whose modules are all at hand.

    A programme that nobody can finish, or whose choices are too many to be counted, is left to other checks.
    """
    for where, programme in programmes(catalog):
        if not programme.targets or not all_known(catalog, programme):
            continue
        try:
            coverage = programme_coverage(catalog, programme.id, repairs=False)
            if coverage.gaps and len(programme.module_ids) <= _MOST_REPAIRED:
                coverage = programme_coverage(catalog, programme.id)
        except InvalidInput:
            continue
        for gap in coverage.gaps if coverage.selections else ():
            yield f"{where}.targets[{gap.target.index}]", programme, gap


def _values(programme: Programme, gap: Gap) -> dict[str, object]:
    return {"programme": programme.id, "competency": gap.target.competency, "step": gap.target.reaches or "-"}


def _repair(catalog: Catalog, programme: Programme, gap: Gap) -> Patch | None:
    """Return the cheapest repair of a gap as a patch."""
    if not gap.repairs:
        return None
    where = f"programmes[{catalog.programmes.index(programme)}]"
    edits: list[Edit] = []
    for step in gap.repairs[0].edits:
        after = repaired(catalog, programme.id, [step])
        if step.kind == "add-outcome":
            edits += _outcome_edits(catalog, after, step.module or "")
        elif step.kind == "choose":
            edits += _choice_edits(where, catalog.programme(programme.id), after.programme(programme.id))
        else:
            edits += _basis_edits(where, catalog.programme(programme.id), step.module or "")
        catalog = after
    return Patch(edits)


def _outcome_edits(catalog: Catalog, after: Catalog, module_id: str) -> Iterator[Edit]:
    before, now = catalog.module(module_id), after.module(module_id)
    where = f"modules[{catalog.modules.index(before)}]"
    yield Edit("add", f"{where}.outcomes", now.outcomes[-1])
    if now.hours != before.hours:
        yield Edit("set", f"{where}.hours", now.hours)


def _choice_edits(where: str, before: Programme, now: Programme) -> Iterator[Edit]:
    """Yield what changes how many electives are chosen; at no time is the minimum above the maximum."""
    place, old, new = f"{where}.electives.choose", before.choose, now.choose
    if new.minimum == new.maximum and new != old:
        yield Edit("set", place, new.minimum)
        return
    changes = [
        (name, getattr(new, name)) for name in ("maximum", "minimum") if getattr(new, name) != getattr(old, name)
    ]
    for name, value in changes if new.maximum > old.maximum else reversed(changes):
        yield Edit("set", f"{place}.{name}", value)


def _basis_edits(where: str, programme: Programme, module_id: str) -> Iterator[Edit]:
    """Yield what makes an elective a basis module; no more may be chosen than are left."""
    yield from _choice_edits(where, programme, with_basis(programme, module_id))
    yield Edit("remove", f"{where}.electives.from[{programme.elective_ids.index(module_id)}]")
    yield Edit("add", f"{where}.basis", module_id)


CHECKS = (
    Check(code="COV001", severity="warning", find=out_of_reach),
    Check(code="COV002", severity="warning", find=not_guaranteed),
    Check(code="COV003", severity="warning", find=unbuilt),
    Check(code="COV004", severity="note", find=unused),
)
