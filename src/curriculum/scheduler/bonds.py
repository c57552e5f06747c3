"""Everybody as what matters at any price of a seat: who is owed what, days off, travel, and what may follow what.

A bond is a pair that stays together, or one person. What :mod:`~curriculum.scheduler.itineraries` needs to know of
bonds and runs, whatever the prices, is put into arrays here, once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Self

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from curriculum.scheduler.following import later, needed_before
from curriculum.scheduler.problem import Problem

Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]

CHOICES = 100
"""Choices of electives that are looked at one by one; of more than these only the cheapest electives are taken."""
TOGETHER = 400
"""Most bonds in one kind: their tables stay in the processor's cache."""


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
        away: by module, for each slot and bond whether somebody is not available.
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
class Reach:
    """Which slots of a module may follow the slots of the module that it requires.

    Attributes:
        lows: for each slot above, and for not taking that module, the first slot that may follow.
        highs: the slot after the last one that may follow; not above ``lows`` where none may.
        meetings: some slots below, and for each the slots above that it may follow; every slot above once, if
            anything may follow it.
    """

    lows: Indices
    highs: Indices
    meetings: Mapping[int, Indices]

    @classmethod
    def of(cls, ranges: Sequence[tuple[int, int]]) -> Self:
        """Return the reach of which the ranges are known for each slot above."""
        lows, highs = np.array([*ranges, (0, 0)]).T
        meetings, rest = {}, np.flatnonzero(lows < highs)
        while rest.size:
            meeting = int(highs[rest].min()) - 1
            meetings[meeting] = rest[lows[rest] <= meeting]
            rest = rest[lows[rest] > meeting]
        return cls(lows, highs, meetings)

    def least(self, table: Numbers) -> Numbers:
        """Return for each slot above, and each bond, the least of what follows costs; infinite where nothing may.

        Args:
            table: for each slot below and each bond what it costs.
        """
        found = np.full((len(self.lows), table.shape[1]), np.inf)
        for meeting, above in self.meetings.items():
            lows, lasts = self.lows[above], self.highs[above] - 1
            outward = table.copy()  # from the meeting to each slot the least there is on the way
            for slot in range(meeting - 1, int(lows.min()) - 1, -1):
                np.minimum(outward[slot], outward[slot + 1], out=outward[slot])
            for slot in range(meeting + 1, int(lasts.max()) + 1):
                np.minimum(outward[slot], outward[slot - 1], out=outward[slot])
            found[above] = np.minimum(outward[lows], outward[lasts])
        return found

    def within(self, table: Numbers, above: Indices) -> Indices:
        """Return for each bond the cheapest slot that may follow the slot above that it takes.

        Args:
            table: for each slot below, for not taking the module, and for each bond what it costs.
            above: for each bond the slot above.
        """
        slots = np.arange(len(table))[:, None]
        refused = (slots < self.lows[above]) | (slots >= self.highs[above])
        refused[-1] = False
        return np.asarray(np.where(refused, np.inf, table).argmin(axis=0))


class Bonds:
    """All bonds of a problem, and the slots that they could take.

    Args:
        problem: the cohort in numbers.

    Attributes:
        slots: the slots of each module by their first day; those without days come last.
        kinds: the bonds, by what they are owed.
        sizes: for each home how many people a bond there has.
        travel: for each run and home the points of travelling there.
        reach: by module and the module below it, which slots may follow.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots = _slots(problem)
        self._homes: dict[tuple[str | None, ...], int] = {}
        self.kinds = [self._kind(bonds) for bonds in _alike(problem)]
        if not all(kind.loads for kind in self.kinds):  # then nobody knows the heaviest load of all
            self.kinds = [evolve(kind, loads={}) for kind in self.kinds]
        self.sizes = np.array([float(len(home)) for home in self._homes])
        self.travel = self._travel()
        pairs = {(above, module) for kind in self.kinds for module, above in kind.parents.items()}
        self.reach = {pair: self._reach(*pair) for pair in pairs}

    @property
    def loads(self) -> list[float]:
        """All loads of preference points that anyone could carry, from 0; only 0 if choices are too many."""
        every = [loads for kind in self.kinds for loads in kind.loads.values()]
        return [float(load) for load in np.unique(np.concatenate([np.zeros(1), *every]))]

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
        return self._homes.setdefault(home, len(self._homes))

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
        return np.array([np.any([*nothing, *(off[span] for span in mine)], axis=0) for mine in spans]).T

    def _travel(self) -> Numbers:
        venues = [run.venue for run in self.problem.runs]
        weight = float(self.problem.cohort.goals.travel)
        away = [[sum(bool(t and v and t != v) for t in home) for home in self._homes] for v in venues]
        return weight * np.array(away, dtype=float).reshape(len(venues), len(self._homes))

    def _reach(self, above: str, below: str) -> Reach:
        days = [slot.days for slot in self.slots[below]]
        found = [later(self.problem, slot.days, days) for slot in self.slots[above]]
        return Reach.of(found)


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


def _alike(problem: Problem) -> Iterator[list[tuple[int, ...]]]:
    """Yield the bonds, grouped by what they are owed; unequal members of a pair count alone."""
    modules = set(problem.cohort.programme.module_ids)
    done = [frozenset(modules.intersection(person.completed)) for person in problem.people]
    together = problem.pairs.values() if problem.together else ()
    bonds = [tuple(pair) for pair in together if len({done[number] for number in pair}) == 1]
    paired = {number for bond in bonds for number in bond}
    bonds += [(number,) for number in range(len(problem.people)) if number not in paired]
    found: dict[frozenset[str], list[tuple[int, ...]]] = defaultdict(list)
    for bond in bonds:
        found[done[bond[0]]].append(bond)
    for alike in found.values():
        yield from (alike[begin : begin + TOGETHER] for begin in range(0, len(alike), TOGETHER))
