"""Ways through a catalog that several families of checks take, each with the place as in the catalog file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from curriculum.catalog import Catalog
from curriculum.model import Activity, Assessment, LearningOutcome, Module, Programme
from curriculum.requisites import One, Requirement


def modules(catalog: Catalog) -> Iterator[tuple[str, Module]]:
    """Yield every module with its place."""
    for index, module in enumerate(catalog.modules):
        yield f"modules[{index}]", module


def outcomes(catalog: Catalog) -> Iterator[tuple[str, Module, LearningOutcome]]:
    """Yield every outcome with its place and its module."""
    for where, module in modules(catalog):
        for index, outcome in enumerate(module.outcomes):
            yield f"{where}.outcomes[{index}]", module, outcome


def programmes(catalog: Catalog) -> Iterator[tuple[str, Programme]]:
    """Yield every programme with its place."""
    for index, programme in enumerate(catalog.programmes):
        yield f"programmes[{index}]", programme


def own_modules(catalog: Catalog, ids: Iterable[str]) -> tuple[Module, ...]:
    """Return the modules with these ids, as far as they are the catalog's own."""
    known = {module.id: module for module in catalog.modules}
    return tuple(known[module_id] for module_id in ids if module_id in known)


def all_known(catalog: Catalog, programme: Programme) -> bool:
    """Tell whether every module of a programme is the catalog's own, so that its contents are at hand."""
    return len(own_modules(catalog, programme.module_ids)) == len(programme.module_ids)


def cognitive_rank(catalog: Catalog, level: str | None) -> tuple[str, int] | None:
    """Return scale and position of a cognitive level ``scale:step``; None when it is not of this catalog."""
    scale_id, _, step = (level or "").rpartition(":")
    if not scale_id or ":" in scale_id:
        return None
    rank = catalog.scale(scale_id).rank(step)
    return None if rank is None else (scale_id, rank)


def proficiency_rank(catalog: Catalog, competency_id: str | None, step: str | None) -> int | None:
    """Return the position of a step on a competency's scale; None when it is not of this catalog."""
    scale_id = next((one.scale for one in catalog.competencies if one.id == competency_id), None)
    if step is None or scale_id is None or ":" in scale_id:
        return None
    return catalog.scale(scale_id).rank(step)


def serves(part: Activity | Assessment, outcome: LearningOutcome) -> bool:
    """Tell whether an activity trains, or an assessment tests, an outcome."""
    return outcome.id in part.outcomes


def certain(requirement: Requirement) -> frozenset[str]:
    """Return the modules that are needed whichever alternatives are taken."""
    if isinstance(requirement, One):
        return frozenset({requirement.module})
    if requirement.count < len(requirement.parts):
        return frozenset()
    return frozenset().union(*(certain(part) for part in requirement.parts))


def conjunction(requirement: Requirement) -> tuple[str, ...]:
    """Return the modules of a requirement that only says "and"; none when it has alternatives."""
    if isinstance(requirement, One):
        return (requirement.module,)
    plain = all(isinstance(part, One) for part in requirement.parts)
    return tuple(requirement.modules()) if plain and requirement.count == len(requirement.parts) else ()


def by_competency(catalog: Catalog) -> dict[str, list[tuple[Module, LearningOutcome]]]:
    """Return the outcomes that build each competency, each with its module."""
    found: dict[str, list[tuple[Module, LearningOutcome]]] = {}
    for _, module, outcome in outcomes(catalog):
        if outcome.competency is not None:
            found.setdefault(outcome.competency, []).append((module, outcome))
    return found


def before(catalog: Catalog) -> dict[str, frozenset[str]]:
    """Return for each module the own modules that certainly come before it, in any number of steps."""
    known = {module.id: module for module in catalog.modules}
    direct = {name: certain(module.requires) & known.keys() for name, module in known.items()}
    found: dict[str, frozenset[str]] = {}
    for name in known:
        waiting, seen = [name], set[str]()
        while waiting:
            new = direct[waiting.pop()] - seen
            seen |= new
            waiting += sorted(new)
        found[name] = frozenset(seen)
    return found


def avoidable(catalog: Catalog, programme: Programme, wanted: frozenset[str]) -> tuple[str, ...] | None:
    """Return electives that make a finished programme without any of the modules ``wanted``.

    Args:
        catalog: the catalog that the programme is in.
        programme: its modules must all be the catalog's own.
        wanted: ids of modules.

    Returns:
        ``choose.minimum`` electives that can be taken with the basis modules and without the wanted ones; None
        when every choice meets at least one of the wanted, or a basis module is among them.
    """
    from curriculum.feasibility import out_of_reach

    if wanted & set(programme.basis):
        return None
    others = [name for name in programme.elective_ids if name not in wanted]
    stuck = out_of_reach(own_modules(catalog, (*programme.basis, *others)))
    free = [name for name in others if name not in stuck]
    least = programme.choose.minimum
    return tuple(free[:least]) if len(free) >= least else None
