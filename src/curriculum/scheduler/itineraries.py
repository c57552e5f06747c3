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
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from curriculum.requisites import One, Requirement
from curriculum.scheduler.problem import Problem

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

CHOICES = 100
"""Choices of electives that are looked at one by one; of more than these only the cheapest electives are taken."""


@frozen
class Slot:
    """Runs of one module that take place on the same days: to a calendar they are all the same.

    Attributes:
        module: the module's id.
        days: the days, in order; none for runs without sessions.
        runs: numbers of the runs.
    """

    module: str
    days: tuple[date, ...]
    runs: tuple[int, ...]


@frozen(eq=False)
class Kind:
    """Bonds that are owed the same.

    Attributes:
        modules: the modules owed that have a run, electives included.
        choose: how many electives.
        parents: by module the owed module that must come before it; modules without one are left out.
        costs: by module, for each bond the points of a place of the module, wherever.
        homes: for each bond the number of its home, that is, of people who travel alike.
        away: by module, for each bond and slot whether somebody is not available.
        loads: by choice of electives, for each bond the most preference points that one of its people carries with
            it; empty for everybody when somebody has more choices than :data:`CHOICES`.
    """

    modules: tuple[str, ...]
    choose: int
    parents: Mapping[str, str]
    costs: Mapping[str, Numbers]
    homes: Indices
    away: Mapping[str, Flags]
    loads: Mapping[tuple[str, ...], Numbers]


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


class Itineraries:
    """Cheapest itineraries of everybody in a problem.

    Args:
        problem: the cohort in numbers.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = _slots(problem)
        self.homes: dict[tuple[str | None, ...], int] = {}
        self.kinds = [self._kind(bonds) for bonds in _alike(problem)]
        if not all(kind.loads for kind in self.kinds):  # then nobody knows the heaviest load of all
            self.kinds = [evolve(kind, loads={}) for kind in self.kinds]
        self.sizes = np.array([float(len(home)) for home in self.homes])
        self.travel = self._travel()
        self.reach = {
            (above, module): _reach(problem, self.slots[above], self.slots[module])
            for kind in self.kinds
            for module, above in kind.parents.items()
        }

    @property
    def loads(self) -> list[float]:
        """All loads of preference points that anyone could carry, from 0; only 0 if choices are too many."""
        return sorted({0.0, *(load for kind in self.kinds for loads in kind.loads.values() for load in loads)})

    def _kind(self, bonds: Sequence[tuple[int, ...]]) -> Kind:
        problem, someone = self.problem, bonds[0][0]
        modules = tuple(
            module
            for module in problem.cohort.programme.module_ids
            if module in self.slots and problem.is_owed(someone, module)
        )
        choose = problem.electives_owed[someone]
        return Kind(
            modules=modules,
            choose=choose,
            parents=needed_before(problem, modules, someone),
            costs={module: self._costs(bonds, module) for module in modules},
            homes=np.array([self._home(bond) for bond in bonds]),
            away={module: self._away(bonds, module) for module in modules},
            loads=self._loads(bonds, [m for m in modules if m in problem.cohort.programme.elective_ids], choose),
        )

    def _loads(
        self, bonds: Sequence[tuple[int, ...]], electives: Sequence[str], choose: int
    ) -> dict[tuple[str, ...], Numbers]:
        """Return for every choice of electives the heaviest load in each bond, unless they are too many."""
        sizes = range(min(choose, len(electives)) + 1)
        if sum(math.comb(len(electives), size) for size in sizes) > CHOICES:
            return {}

        def load(number: int, choice: tuple[str, ...]) -> int:
            return sum(self.problem.preference_cost(number, module) for module in choice)

        return {
            choice: np.array([float(max(load(number, choice) for number in bond)) for bond in bonds])
            for size in sizes
            for choice in combinations(electives, size)
        }

    def _home(self, bond: Sequence[int]) -> int:
        """Return the number of the place, or places, where the people of a bond work."""
        venues = {venue for there in self.problem.venues_of.values() for venue in there}
        towns = [self.problem.people[number].location for number in bond]
        home = tuple(sorted((town if not town or town in venues else "elsewhere" for town in towns), key=str))
        return self.homes.setdefault(home, len(self.homes))

    def _costs(self, bonds: Sequence[tuple[int, ...]], module: str) -> Numbers:
        problem = self.problem
        fresh = problem.cohort.goals.change if problem.cohort.previous is not None else 0

        def cost(number: int) -> int:
            known = module in problem.had(problem.people[number].id)
            return problem.preference_cost(number, module) + (0 if known else fresh)

        return np.array([float(sum(map(cost, bond))) for bond in bonds])

    def _away(self, bonds: Sequence[tuple[int, ...]], module: str) -> Flags:
        slots = self.slots[module]
        spans = [{span for number in bond for span in self.problem.people[number].unavailable} for bond in bonds]
        off = {span: [any(day in span for day in slot.days) for slot in slots] for span in set().union(*spans)}
        nothing = [[False] * len(slots)]
        return np.array([np.any([*nothing, *(off[span] for span in mine)], axis=0) for mine in spans])

    def _travel(self) -> Numbers:
        """Return for each home and run the points of travelling there."""
        venues = [run.venue for run in self.problem.runs]
        weight = float(self.problem.cohort.goals.travel)
        away = [[sum(bool(t and v and t != v) for t in home) for v in venues] for home in self.homes]
        return weight * np.array(away, dtype=float).reshape(len(self.homes), len(venues))

    def taken(self, terms: Terms) -> Taken:
        """Return the cheapest itineraries."""
        trees = [_Tree(self, kind, terms) for kind in self.kinds]
        chosen = [tree.chosen() for tree in trees]
        runs, sizes = (np.concatenate(parts) for parts in zip(*chosen, strict=True))
        seats = np.bincount(runs, weights=sizes, minlength=len(self.problem.runs))
        return Taken(sum(tree.total for tree in trees), seats.astype(float))


class _Tree:
    """The cheapest itineraries of one kind of bonds.

    The modules form trees, each below the module that it requires. For every module there is a table: for each
    bond (row) and each of the module's slots (column) the least cost of taking it there with whatever comes below,
    and in a last column that of not taking it.
    """

    def __init__(self, whole: Itineraries, kind: Kind, terms: Terms) -> None:
        self.whole, self.kind, self.terms = whole, kind, terms
        every = set(whole.problem.cohort.programme.elective_ids)
        self.electives = [module for module in kind.modules if module in every]
        self.basis = [module for module in kind.modules if module not in every]
        above = [kind.parents.get(module) for module in self.electives]
        self.trunk = max(above, key=above.count) if above else None
        self.size = whole.sizes[kind.homes]
        self.cheapest: dict[str, Indices] = {}
        self.tables: dict[str, Numbers] = {}
        for module in [*self.electives, *self._leaves_first()]:
            dear, self.cheapest[module] = self._by_slot(module)
            own = dear[kind.homes] + (terms.weight * kind.costs[module] - terms.worth * self.size)[:, None]
            own[kind.away[module]] = np.inf
            table = np.concatenate([own, np.zeros((len(own), 1))], axis=1)
            for child in self._children(module):
                table += self._below(module, child)
            if module == self.trunk:
                table += self._least({elective: self._below(module, elective) for elective in self.electives})
            self.tables[module] = table

    @property
    def total(self) -> float:
        """What all itineraries cost."""
        total = sum(float(self.tables[root].min(axis=1).sum()) for root in self._children(None))
        if self.electives and self.trunk is None:
            total += float(self._least({e: self.tables[e].min(axis=1) for e in self.electives}).sum())
        return total

    def _least(self, costs: Mapping[str, Numbers]) -> Numbers:
        """Return what the cheapest choice of electives costs, given what each elective costs."""
        if not self.kind.loads:
            return np.asarray(np.sort(list(costs.values()), axis=0)[: self.kind.choose].sum(axis=0))
        return functools.reduce(np.minimum, (dear for _, dear in self._by_choice(costs)))

    def _by_choice(self, costs: Mapping[str, Numbers]) -> Iterator[tuple[tuple[str, ...], Numbers]]:
        """Yield the choices of electives, each with what it costs; infinitely much for whom it is too heavy."""
        for choice, loads in self.kind.loads.items():
            dear = sum((costs[elective] for elective in choice), np.zeros_like(costs[self.electives[0]]))
            dear[loads > self.terms.heaviest] = np.inf
            yield choice, dear

    def _by_slot(self, module: str) -> tuple[Numbers, Indices]:
        """Return for each home and slot what the cheapest run costs, and which it is."""
        dear, cheapest = [], []
        for slot in self.whole.slots[module]:
            runs = np.array(slot.runs)
            seats = self.whole.sizes[:, None] * self.terms.prices[runs]
            costs = seats + self.terms.weight * self.whole.travel[:, runs]
            best = costs.argmin(axis=1)
            dear.append(costs[np.arange(len(costs)), best])
            cheapest.append(runs[best])
        return np.stack(dear, axis=1), np.stack(cheapest, axis=1)

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

    def _below(self, module: str, child: str) -> Numbers:
        """Return for each slot of a module, and for not taking it, the least cost of a module below it."""
        table = self.tables[child]
        if self.kind.parents.get(child) != module:
            return np.repeat(table.min(axis=1)[:, None], len(self.whole.slots[module]) + 1, axis=1)
        nothing = table[:, -1:]
        to_the_end = np.minimum.accumulate(table[:, -2::-1], axis=1)[:, ::-1]
        columns = [
            to_the_end[:, low] if high == table.shape[1] - 1 else table[:, low:high].min(axis=1)
            if low < high else nothing[:, 0]
            for low, high in self.whole.reach[module, child]
        ]  # fmt: skip
        return np.concatenate([np.minimum(np.stack(columns, axis=1), nothing), nothing], axis=1)

    def chosen(self) -> tuple[Indices, Numbers]:
        """Return the cheapest itineraries, place by place: the run, and how many people take it."""
        slots = {root: self.tables[root].argmin(axis=1) for root in self._children(None)}
        for module in reversed(self._leaves_first()):
            for child in self._children(module):
                slots[child] = self._within(child, slots[module])
        if self.electives:
            slots |= self._chosen_electives(slots)
        runs, sizes = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
        for module, slot in slots.items():
            rows = np.flatnonzero(slot < len(self.whole.slots[module]))
            runs.append(self.cheapest[module][self.kind.homes[rows], slot[rows]])
            sizes.append(self.size[rows])
        return np.concatenate(runs), np.concatenate(sizes)

    def _within(self, child: str, above: Indices) -> Indices:
        """Return the best slot of a module for each bond, given the slot of the module that it requires."""
        parent = self.kind.parents[child]
        low, high = np.array([*self.whole.reach[parent, child], (0, 0)]).T
        columns = np.arange(self.tables[child].shape[1])
        allowed = (columns >= low[above][:, None]) & (columns < high[above][:, None])
        allowed[:, -1] = True
        return np.asarray(np.where(allowed, self.tables[child], np.inf).argmin(axis=1))

    def _chosen_electives(self, slots: Mapping[str, Indices]) -> dict[str, Indices]:
        best = {}
        for elective in self.electives:
            if self.trunk is not None and self.kind.parents.get(elective) == self.trunk:
                best[elective] = self._within(elective, slots[self.trunk])
            else:
                best[elective] = self.tables[elective].argmin(axis=1)
        rows = np.arange(len(self.size))
        costs = {elective: self.tables[elective][rows, best[elective]] for elective in self.electives}
        if self.kind.loads:
            choices, dear = zip(*self._by_choice(costs), strict=True)
            cheapest = np.argmin(dear, axis=0)
            taken = {e: np.array([e in choice for choice in choices])[cheapest] for e in self.electives}
        else:
            ranks = np.argsort(np.argsort(list(costs.values()), axis=0, kind="stable"), axis=0, kind="stable")
            taken = {elective: rank < self.kind.choose for elective, rank in zip(costs, ranks, strict=True)}
        for elective, theirs in taken.items():
            best[elective] = np.where(theirs, best[elective], len(self.whole.slots[elective]))
        return best


def _slots(problem: Problem) -> dict[str, list[Slot]]:
    """Return the slots of each module by their first day; those without days come last."""
    found: dict[tuple[str, tuple[date, ...]], list[int]] = defaultdict(list)
    for number, run in enumerate(problem.runs):
        if run.state != "cancelled":
            found[run.module, tuple(sorted(run.dates))].append(number)
    by_module: dict[str, list[Slot]] = defaultdict(list)
    for (module, days), runs in sorted(found.items(), key=lambda item: (not item[0][1], item[0])):
        by_module[module].append(Slot(module, days, tuple(runs)))
    return dict(by_module)


def _alike(problem: Problem) -> list[list[tuple[int, ...]]]:
    """Return the bonds, grouped by what they are owed; unequal members of a pair count alone."""
    modules = set(problem.cohort.programme.module_ids)
    done = [frozenset(modules.intersection(person.completed)) for person in problem.people]
    together = problem.pairs.values() if problem.together else ()
    bonds = [tuple(pair) for pair in together if len({done[number] for number in pair}) == 1]
    paired = {number for bond in bonds for number in bond}
    bonds += [(number,) for number in range(len(problem.people)) if number not in paired]
    found: dict[frozenset[str], list[tuple[int, ...]]] = defaultdict(list)
    for bond in bonds:
        found[done[bond[0]]].append(bond)
    return list(found.values())


def needed_before(problem: Problem, modules: Sequence[str], number: int) -> dict[str, str]:
    """Return for each module the last basis module that it requires and that is owed as well."""
    found = {}
    for position, module in enumerate(modules):
        needed = set(_needed(problem.cohort.modules[module].requires)).difference(problem.people[number].completed)
        before = [
            other for other in modules[:position] if other in needed and other in problem.cohort.programme.basis
        ]
        if before:
            found[module] = before[-1]
    return found


def _needed(requirement: Requirement) -> Iterator[str]:
    """Yield modules without which a requirement is never met."""
    if isinstance(requirement, One):
        yield requirement.module
    elif requirement.count == len(requirement.parts):
        for part in requirement.parts:
            yield from _needed(part)


def _reach(problem: Problem, above: Sequence[Slot], below: Sequence[Slot]) -> list[tuple[int, int]]:
    """Return for each slot above which slots below may follow it, as a range."""
    return [later(problem, slot.days, [other.days for other in below]) for slot in above]


def later(problem: Problem, days: Collection[date], ordered: Sequence[Collection[date]]) -> tuple[int, int]:
    """Return which of some runs may follow the days of a required module, as a range; the gap rule is kept.

    Args:
        problem: the cohort in numbers.
        days: of the required module.
        ordered: the days of the runs, in the order of their first; runs without days come last.
    """
    gap = problem.cohort.rules.gap_days
    if not days:
        return 0, 0
    last, most = max(days), math.inf if gap.maximum is None else gap.maximum
    between = [(min(there) - last).days for there in ordered if there]
    fits = [number for number, count in enumerate(between) if gap.minimum <= count <= most]
    return (fits[0], fits[-1] + 1) if fits else (0, 0)
