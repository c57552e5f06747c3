"""Progression: how the cognitive level of the outcomes moves along the paths of requirements.

A module is compared with the modules *behind* it: those that its requirements lead to, in any number of steps and
by any alternative. One level is compared with another only on the same scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.coverage.scope import Scope
from curriculum.model import Module

Move = Literal["starts", "rises", "keeps", "falls"]
_Strand = tuple[str | None, str]
"""A competency, or None for all outcomes, and a cognitive scale."""


@frozen(kw_only=True)
class Progression:
    """Where a module stands against the modules behind it, on one scale.

    Attributes:
        module: id of the module.
        competency: id of the competency whose outcomes are compared; None compares all outcomes.
        scale: id of the cognitive scale.
        here: highest position of the module's outcomes on the scale, 1 for the lowest step.
        before: highest position in the modules behind it; None when none of them has a level on the scale.
        highest: ids of the modules behind it that have that position.
        module_index: position of the module in the catalog, from 0.
    """

    module: str
    competency: str | None
    scale: str
    here: int
    before: int | None
    highest: tuple[str, ...]
    module_index: int

    @property
    def move(self) -> Move:
        """Whether the level starts here, rises, keeps or falls."""
        if self.before is None:
            return "starts"
        return "rises" if self.here > self.before else "keeps" if self.here == self.before else "falls"

    @property
    def rise(self) -> int:
        """By how many steps; the steps above nothing where the level starts, below 0 where it falls."""
        return self.here - (self.before or 0)


def progressions(catalog: Catalog, *, others: Iterable[Catalog] = ()) -> tuple[Progression, ...]:
    """Return every module's progression: over all outcomes first, then by competency.

    Args:
        catalog: a catalog.
        others: catalogs that it uses, for their modules and scales.

    Example:
        >>> from curriculum import LearningOutcome, Module
        >>> first = Module(id="a", outcomes=[LearningOutcome(id="x", statement="Relate.", level="solo:4")])
        >>> low = LearningOutcome(id="y", statement="List.", level="solo:3")
        >>> then = Module(id="b", requires="a", outcomes=[low])
        >>> [(one.module, one.move) for one in progressions(Catalog(id="mine", modules=[first, then]))]
        [('a', 'starts'), ('b', 'falls')]
    """
    scope = Scope(catalog, others)
    levels = {name: _highest(scope, module) for name, module in scope.modules.items()}
    return tuple(
        _progression(index, module.id, key, levels, scope.behind(module.id))
        for index, module in enumerate(catalog.modules)
        for key in levels[module.id]
    )


def _progression(
    index: int,
    module: str,
    key: _Strand,
    levels: Mapping[str, Mapping[_Strand, int]],
    earlier: Iterable[str],
) -> Progression:
    ranks = {name: levels[name][key] for name in earlier if name in levels and key in levels[name]}
    before = max(ranks.values(), default=None)
    competency, scale = key
    return Progression(
        module=module,
        competency=competency,
        scale=scale,
        here=levels[module][key],
        before=before,
        highest=tuple(name for name, rank in ranks.items() if rank == before),
        module_index=index,
    )


def _highest(scope: Scope, module: Module) -> Mapping[_Strand, int]:
    """Return the highest position by competency (None: all outcomes) and cognitive scale."""
    found: dict[_Strand, int] = {}
    for competency in (None, *dict.fromkeys(one.competency for one in module.outcomes if one.competency)):
        for outcome in module.outcomes:
            level = scope.cognitive(outcome.level)
            if level and competency in (None, outcome.competency):
                key = competency, level[0]
                found[key] = max(found.get(key, 0), level[1])
    return found
