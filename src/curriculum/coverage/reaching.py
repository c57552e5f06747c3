"""How far a selection of modules takes somebody in a competency.

On a scale that demands every step, a step counts when it and all lower ones are reached one after the other (or in
the same module, or at the same time) in some order that the requirements allow. On the other scales the highest
step of any outcome counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from attrs import evolve, frozen

from curriculum.coverage.progression import behind
from curriculum.coverage.scope import NO_STEP, NOT_AT_ALL, Scope
from curriculum.feasibility import out_of_reach
from curriculum.requisites import NOTHING

Modules = frozenset[str]


@frozen
class Reach:
    """What selections of a programme's modules reach.

    Attributes:
        scope: the catalogs at hand.
        modules: ids of all modules of the programme.
    """

    scope: Scope
    modules: tuple[str, ...]

    def is_closed(self, selection: Modules) -> bool:
        """Tell whether all modules of a selection can be taken by somebody who takes nothing else."""
        return self.takeable(selection) == selection

    def takeable(self, selection: Modules) -> Modules:
        """Return those modules of a selection that can be taken; one that is not at hand always can."""
        known = [module for name, module in self.scope.modules.items() if name in selection]
        return selection - out_of_reach(known, selection - self.scope.modules.keys())

    def rank(self, competency: str, selection: Modules) -> int:
        """Return the highest position that a selection reaches on a competency's scale.

        Args:
            competency: id of the competency.
            selection: ids of modules, closed under requirements.

        Returns:
            1 for the lowest step; 0 when something builds the competency but no step is reached, -1 when nothing
            builds it.
        """
        key = competency, selection & self._mattering.get(competency, frozenset())
        if key not in self._ranks:
            self._ranks[key] = self._rank(*key)
        return self._ranks[key]

    @cached_property
    def _ranks(self) -> dict[tuple[str, Modules], int]:
        """What is known already: many selections differ only in modules that do not matter."""
        return {}

    @cached_property
    def _mattering(self) -> Mapping[str, Modules]:
        """By competency, the modules that teach it, and those behind them, which bear on when they are taken."""
        found: dict[str, set[str]] = {}
        for name in self.modules:
            for competency in {taught.competency for taught in self.scope.taught(name)}:
                found.setdefault(competency, set()).update((name, *behind(name, self.scope.modules)))
        return {competency: frozenset(names) for competency, names in found.items()}

    def _rank(self, competency: str, selection: Modules) -> int:
        ranks = {taught.rank for taught in self.scope.providers(competency, selection)}
        if not ranks:
            return NOT_AT_ALL
        if not self.scope.stepwise(competency):
            return max(ranks)
        rank = unbroken(ranks)
        while rank > 1 and competency in self.entangled and not self._in_order(competency, rank, selection):
            rank -= 1
        return rank

    @cached_property
    def entangled(self) -> Modules:
        """The competencies whose steps some requirement may force into the wrong order.

        That takes a module with a lower step that has a module with a higher one behind it. In every other
        competency each lower step can come first, whatever the selection.
        """
        return frozenset(
            high.competency
            for name in self.modules
            for earlier in behind(name, self.scope.modules)
            if earlier in self.modules
            for high in self.scope.taught(earlier)
            for low in self.scope.taught(name)
            if low.competency == high.competency and low.rank < high.rank and self.scope.stepwise(low.competency)
        )

    def _in_order(self, competency: str, rank: int, within: Modules) -> bool:
        """Tell whether the steps up to ``rank`` can be reached one after the other with the modules ``within``.

        The module of the highest step comes last, and those of the lower steps among what can come no later.
        """
        if rank == NO_STEP:
            return True
        last = sorted(taught.module for taught in self.scope.providers(competency, within) if taught.rank == rank)
        return any(self._in_order(competency, rank - 1, self._by_then(module, within)) for module in last)

    def _by_then(self, module: str, within: Modules) -> Modules:
        """Return the modules that can be taken before a module or at the same time as it."""
        before = self.takeable(within - self._tied(module, within))
        together = {
            name: evolve(one, requires=NOTHING)
            for name, one in self.scope.modules.items()
            if name in within - before and one.requires.met(before)
        }
        return before | (together.keys() - out_of_reach(list(together.values()), before))

    def _tied(self, module: str, within: Modules) -> Modules:
        """Return the modules that strict corequisites bind to the time of a module, itself included."""
        tied = {module}
        while more := {name for name in within - tied for other in tied if self._binds(name, other)}:
            tied |= more
        return frozenset(tied)

    def _binds(self, one: str, other: str) -> bool:
        """Tell whether one of two modules can do with no other strict corequisite than the other."""
        for name, need in ((one, other), (other, one)):
            module = self.scope.modules.get(name)
            needs = set(module.strict_corequires.modules()) if module else set()
            if module and need in needs and not module.strict_corequires.met(needs - {need}):
                return True
        return False


def unbroken(ranks: Iterable[int]) -> int:
    """Return the highest rank below which none is missing; 0 when the lowest step is.

    Example:
        >>> unbroken({1, 2, 4}), unbroken({2, 3})
        (2, 0)
    """
    rank = NO_STEP
    while rank + 1 in ranks:
        rank += 1
    return rank
