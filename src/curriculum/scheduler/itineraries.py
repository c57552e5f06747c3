"""The cheapest itinerary of everybody at once, when every seat has a price.

An itinerary is what one bond (a pair that stays together, or one person) attends. With a price on seats nobody
is in anybody's way, so the cheapest itineraries are found bond by bond, here for all bonds together in numpy. Kept
are who is owed what, days off, travel, and for each module the last of the basis modules that it requires, with
the days between; left out is everything else. So an itinerary found here never costs more than the cheapest legal
one, which is what a bound needs (:mod:`~curriculum.scheduler.prices`).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping

import numpy as np
from attrs import frozen

from curriculum.scheduler.bonds import Bonds, Indices, Kind, Numbers


@frozen(eq=False)
class Terms:
    """What an itinerary costs, and which are allowed.

    Attributes:
        prices: of one seat in each run.
        worth: what a place is worth; it is taken when it costs less.
        weight: of the points of a place; 0 when only the number of places matters.
        heaviest: the most preference points that anyone carries; without effect where there are too many choices.
    """

    prices: Numbers
    worth: float
    weight: float = 1.0
    heaviest: float = math.inf


@frozen(eq=False)
class Taken:
    """Cheapest itineraries at some prices.

    Attributes:
        total: what they cost in all.
        seats: for each run how many people take it.
    """

    total: float
    seats: Numbers


def cheapest_itineraries(bonds: Bonds, terms: Terms) -> Taken:
    """Return the cheapest itineraries of all bonds."""
    offers = {module: _Offers(bonds, module, terms) for module in bonds.slots}
    total, seats = 0.0, np.zeros(len(bonds.problem.runs))
    for kind in bonds.kinds:
        tree = _Tree(bonds, kind, terms, offers)
        total += tree.total
        for module, slot in tree.chosen().items():
            rows = np.flatnonzero(slot < len(bonds.slots[module]))
            runs = offers[module].cheapest[slot[rows], kind.homes[rows]]
            seats += np.bincount(runs, weights=tree.size[rows], minlength=len(seats))
    return Taken(total, seats)


class _Offers:
    """For each slot of a module and each home the cheapest run.

    Attributes:
        costs: what it costs, seats for all people of a bond.
        cheapest: which it is.
    """

    def __init__(self, bonds: Bonds, module: str, terms: Terms) -> None:
        counts = [len(slot.runs) for slot in bonds.slots[module]]
        runs = np.array([run for slot in bonds.slots[module] for run in slot.runs])
        begins = np.cumsum([0, *counts[:-1]])
        costs = terms.prices[runs][:, None] * bonds.sizes + terms.weight * bonds.travel[runs]
        self.costs: Numbers = np.minimum.reduceat(costs, begins, axis=0)
        dearer = costs > np.repeat(self.costs, counts, axis=0)
        ranks = np.where(dearer, len(runs), np.arange(len(runs))[:, None])
        self.cheapest: Indices = runs[np.minimum.reduceat(ranks, begins, axis=0)]


class _Tree:
    """The cheapest itineraries of one kind of bonds.

    The modules form trees, each below the module that it requires. For every module there is a table: for each of
    the module's slots (row) and each bond (column) the least cost of taking it there with whatever comes below; in
    the last row that of not taking it.
    """

    def __init__(self, whole: Bonds, kind: Kind, terms: Terms, offers: Mapping[str, _Offers]) -> None:
        self.whole, self.kind, self.terms = whole, kind, terms
        every = set(whole.problem.cohort.programme.elective_ids)
        self.electives = [module for module in kind.modules if module in every]
        self.basis = [module for module in kind.modules if module not in every]
        above = [kind.parents.get(module) for module in self.electives]
        self.trunk = max(above, key=above.count) if above else None
        self.size = whole.sizes[kind.homes]
        self.refused = {
            choice: np.where(loads > terms.heaviest, np.inf, 0.0) for choice, loads in kind.loads.items()
        }
        self.tables: dict[str, Numbers] = {}
        self.below: dict[str, Numbers] = {}
        for module in [*self.electives, *self._leaves_first()]:
            table = np.zeros((len(whole.slots[module]) + 1, len(self.size)))
            table[:-1] = offers[module].costs[:, kind.homes]
            table[:-1] += terms.weight * kind.costs[module] - terms.worth * self.size
            np.copyto(table[:-1], np.inf, where=kind.away[module])
            for child in self._children(module):
                table += self._least_below(module, child)
            if module == self.trunk:
                self.below = {elective: self._least_below(module, elective) for elective in self.electives}
                table += self._least_choice(self.below)
            self.tables[module] = table

    @property
    def total(self) -> float:
        """What all itineraries cost."""
        total = sum(float(self.tables[root].min(axis=0).sum()) for root in self._children(None))
        if self.electives and self.trunk is None:
            total += float(self._least_choice({e: self.tables[e].min(axis=0) for e in self.electives}).sum())
        return total

    def _least_choice(self, costs: Mapping[str, Numbers]) -> Numbers:
        """Return what the cheapest choice of electives costs, given what each elective costs."""
        if not self.kind.loads:
            return np.asarray(np.sort(list(costs.values()), axis=0)[: self.kind.choose].sum(axis=0))
        return functools.reduce(np.minimum, self._by_choice(costs))

    def _by_choice(self, costs: Mapping[str, Numbers]) -> Iterator[Numbers]:
        """Yield for each choice of electives what it costs; infinitely much for whom it is too heavy."""
        for choice, refused in self.refused.items():
            dear = np.broadcast_to(refused, costs[self.electives[0]].shape)
            for elective in choice:
                dear = dear + costs[elective]
            yield dear

    def _leaves_first(self) -> list[str]:
        """Return the basis modules, each after those that require it."""
        ordered: list[str] = []
        for root in self._children(None):
            ordered += reversed(self._with_all_below(root))
        return ordered

    def _with_all_below(self, module: str) -> list[str]:
        return [module, *(low for child in self._children(module) for low in self._with_all_below(child))]

    def _children(self, module: str | None) -> list[str]:
        return [child for child in self.basis if self.kind.parents.get(child) == module]

    def _least_below(self, module: str, child: str) -> Numbers:
        """Return for each slot of a module, and for not taking it, the least cost of a module below it."""
        table = self.tables[child]
        if self.kind.parents.get(child) != module:
            return np.repeat(table.min(axis=0)[None], len(self.whole.slots[module]) + 1, axis=0)
        least = self.whole.reach[module, child].least(table[:-1])
        return np.asarray(np.minimum(least, table[-1], out=least))

    def chosen(self) -> dict[str, Indices]:
        """Return for each module the slot that each bond takes; one more than there are for not taking it."""
        slots = {root: self.tables[root].argmin(axis=0) for root in self._children(None)}
        for module in reversed(self._leaves_first()):
            for child in self._children(module):
                slots[child] = self.whole.reach[module, child].within(self.tables[child], slots[module])
        return slots | self._chosen_electives(slots) if self.electives else slots

    def _chosen_electives(self, slots: Mapping[str, Indices]) -> dict[str, Indices]:
        bonds = np.arange(len(self.size))
        if self.trunk is None:
            costs = {elective: self.tables[elective].min(axis=0) for elective in self.electives}
        else:
            costs = {elective: below[slots[self.trunk], bonds] for elective, below in self.below.items()}
        if self.kind.loads:
            cheapest = np.argmin(list(self._by_choice(costs)), axis=0)
            taken = {e: np.array([e in choice for choice in self.kind.loads])[cheapest] for e in self.electives}
        else:
            ranks = np.argsort(np.argsort(list(costs.values()), axis=0, kind="stable"), axis=0, kind="stable")
            taken = {elective: rank < self.kind.choose for elective, rank in zip(costs, ranks, strict=True)}
        return {elective: self._slot_of(elective, theirs, slots) for elective, theirs in taken.items()}

    def _slot_of(self, elective: str, theirs: Numbers, slots: Mapping[str, Indices]) -> Indices:
        """Return the slot of an elective that each bond takes, given who takes it at all."""
        takers = np.flatnonzero(theirs)
        table = self.tables[elective]
        found = np.full(len(self.size), len(table) - 1)
        if self.trunk is not None and self.kind.parents.get(elective) == self.trunk:
            reach = self.whole.reach[self.trunk, elective]
            found[takers] = reach.within(table[:, takers], slots[self.trunk][takers])
        else:
            found[takers] = table[:, takers].argmin(axis=0)
        return found
