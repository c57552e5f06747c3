"""How far a selection of modules takes somebody in a competency.

On a scale that demands every step, a step counts when it and all lower ones are reached one after the other (or in
the same module, or at the same time) in some order that the requirements allow. On the other scales the highest
step of any outcome counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from attrs import frozen

from curriculum.coverage.orders import Modules, Orders, settled
from curriculum.coverage.scope import Scope


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
        """Return as many modules of a selection as can be taken; one that is not at hand always can."""
        return max((orders.takeable(selection) for orders in self._orders), key=len)

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
            self._ranks[key] = max(orders.rank(*key) for orders in self._possible(key[1]))
        return self._ranks[key]

    def _possible(self, selection: Modules) -> Sequence[Orders]:
        """Return the orders in which everything selected can be taken; all where that is so in none of them."""
        if len(self._orders) == 1:
            return self._orders
        return [orders for orders in self._orders if orders.takeable(selection) == selection] or self._orders

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
                found.setdefault(competency, set()).update((name, *self.scope.behind(name)))
        return {competency: frozenset(names) for competency, names in found.items()}

    @cached_property
    def entangled(self) -> Modules:
        """The competencies whose steps some requirement may force into the wrong order.

        That takes a module with a lower step that has a module with a higher one behind it. In every other
        competency each lower step can come first, whatever the selection.
        """
        at_hand = frozenset(self.modules)
        return frozenset(
            high.competency
            for name in self.modules
            for earlier in at_hand.intersection(self.scope.behind(name))
            for high in self.scope.taught(earlier)
            for low in self.scope.taught(name)
            if low.competency == high.competency and low.rank < high.rank and self.scope.stepwise(low.competency)
        )

    @cached_property
    def _orders(self) -> tuple[Orders, ...]:
        """The orders that are legal, by which strict corequisites are settled on where they leave a choice."""
        return tuple(Orders(self.scope, way, self.entangled) for way in settled(self.scope.modules, self.modules))
