"""Overlap, and single points of failure: the same step in several modules, and a step in one module only."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.scope import NO_STEP, Scope


@frozen(kw_only=True)
class Overlap:
    """The same competency at the same step in several modules.

    Attributes:
        competency: id of the competency.
        reaches: the step.
        modules: ids of the modules, two or more, in the order of the programme.
        basis: those among them that everybody takes; with two of them everybody meets the same step twice.
    """

    competency: str
    reaches: str
    modules: tuple[str, ...]
    basis: tuple[str, ...]


@frozen(kw_only=True)
class SinglePoint:
    """A step that a target needs, and that one module alone of the programme reaches.

    Attributes:
        target_index: position of the target in the programme, from 0.
        competency: id of the target's competency.
        reaches: the step that depends on one module: the target's own, or a lower one that it stands on. None
            where the target names no step.
        level: the leadership level that the target holds for; None for all.
        module: id of the module.
        outcomes: ids of its outcomes that reach the step.
    """

    target_index: int
    competency: str
    reaches: str | None
    level: str | None
    module: str
    outcomes: tuple[str, ...]


def overlaps(
    catalog: Catalog, programme_id: str | None = None, *, others: Iterable[Catalog] = ()
) -> tuple[Overlap, ...]:
    """Return the steps that several modules reach, by competency and step.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes; all modules of the catalog when None.
        others: catalogs that it uses, for their modules and scales.

    Raises:
        KeyError: there is no such programme.
    """
    scope = Scope(catalog, others)
    programme = catalog.programme(programme_id) if programme_id is not None else None
    basis = programme.basis if programme else ()
    found: dict[tuple[str, int], dict[str, None]] = {}
    for name in scope.programme_modules(programme):
        for taught in scope.taught(name):
            if taught.rank > NO_STEP:
                found.setdefault((taught.competency, taught.rank), {})[name] = None
    return tuple(
        Overlap(
            competency=competency,
            reaches=scope.step(competency, rank) or "",
            modules=tuple(modules),
            basis=tuple(name for name in modules if name in basis),
        )
        for (competency, rank), modules in sorted(found.items())
        if len(modules) > 1
    )


def single_points(
    catalog: Catalog, programme_id: str, *, others: Iterable[Catalog] = ()
) -> tuple[SinglePoint, ...]:
    """Return the steps that a target needs and that only one module of the programme reaches.

    Args:
        catalog: a catalog.
        programme_id: id of one of its programmes.
        others: catalogs that it uses, for their modules and scales.

    Raises:
        KeyError: there is no such programme.
    """
    scope = Scope(catalog, others)
    programme = catalog.programme(programme_id)
    found = []
    for index, target in enumerate(programme.targets):
        taught = tuple(scope.providers(target.competency, programme.module_ids))
        for lowest, highest in needed(scope, target.competency, target.reaches):
            reaching = [one for one in taught if lowest <= one.rank <= highest]
            modules = {one.module for one in reaching}
            if len(modules) == 1:
                found.append(
                    SinglePoint(
                        target_index=index,
                        competency=target.competency,
                        reaches=scope.step(target.competency, lowest),
                        level=target.level,
                        module=modules.pop(),
                        outcomes=tuple(one.outcome for one in reaching),
                    )
                )
    return tuple(found)


def needed(scope: Scope, competency: str, step: str | None) -> list[tuple[int, int]]:
    """Return what a step stands on: for each step, the lowest and highest rank of an outcome that gives it."""
    rank = scope.rank(competency, step)
    scale = scope.scales.get(competency)
    top = len(scale.steps) if scale else NO_STEP
    if rank == NO_STEP or not scope.stepwise(competency):
        return [(rank, top)]
    return [(step, step) for step in range(1, rank + 1)]
