"""In which orders modules can be taken, once it is settled which of them are taken at the same time.

A strict corequisite with alternatives, such as ``a | b``, can be met in several ways, and each way binds other
modules to the same time. What one of them allows is asked here; over all of them it is put together in
:mod:`curriculum.coverage.reaching`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice, product

from attrs import evolve, frozen

from curriculum.coverage.scope import NO_STEP, NOT_AT_ALL, Scope
from curriculum.errors import Finding, InvalidInput
from curriculum.feasibility import out_of_reach
from curriculum.model import Module
from curriculum.requisites import NOTHING, One, all_of

Modules = frozenset[str]
MOST_WAYS = 1_000
"""In so many ways strict corequisites with alternatives may be met before a programme is refused."""


def settled(modules: Mapping[str, Module], names: Collection[str]) -> Iterator[Mapping[str, Module]]:
    """Yield the modules for each way of settling what those named are taken together with: mostly one.

    Raises:
        InvalidInput: there are more than 1,000 ways.
    """
    open_ones: dict[str, list[frozenset[str]]] = {}
    number = 1
    for name in names:
        listed = list(islice(modules[name].strict_corequires.ways(), MOST_WAYS + 1)) if name in modules else []
        ways = sorted(set(listed), key=sorted)
        if len(ways) > 1:
            open_ones[name] = ways
            number *= len(listed) if len(listed) > MOST_WAYS else len(ways)
        if number > MOST_WAYS:
            raise InvalidInput([Finding(code="too-many-strict-ways", values={"module": name, "limit": MOST_WAYS})])
    for choice in product(*open_ones.values()):
        yield {**modules} | {
            name: evolve(modules[name], strict_corequires=all_of(*map(One, sorted(way))))
            for name, way in zip(open_ones, choice, strict=True)
        }


@frozen
class Orders:
    """The orders in which modules can be taken.

    Attributes:
        scope: the catalogs at hand.
        needs: their modules by id, no strict corequisite of which leaves a choice.
        entangled: the competencies whose steps may be forced into the wrong order.
    """

    scope: Scope
    needs: Mapping[str, Module]
    entangled: frozenset[str]

    def takeable(self, selection: Modules) -> Modules:
        """Return those modules of a selection that can be taken; one that is not at hand always can."""
        known = [module for name, module in self.needs.items() if name in selection]
        return selection - out_of_reach(known, selection - self.needs.keys())

    def rank(self, competency: str, selection: Modules) -> int:
        """Return the highest position on a competency's scale that a selection reaches; all of it can be taken."""
        ranks = {taught.rank for taught in self.scope.providers(competency, selection)}
        if not ranks:
            return NOT_AT_ALL
        if not self.scope.stepwise(competency):
            return max(ranks)
        rank = unbroken(ranks)
        while rank > 1 and competency in self.entangled and not self._in_order(competency, rank, selection):
            rank -= 1
        return rank

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
            for name, one in self.needs.items()
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
            module = self.needs.get(name)
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
