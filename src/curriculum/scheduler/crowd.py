"""Who attends what while a schedule is negotiated, and what it costs a bond to join a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from curriculum.rules import Mixing
from curriculum.runs import Run
from curriculum.scheduler.bonds import Flags, Numbers
from curriculum.scheduler.problem import Problem

NOISE = 1e-9
"""Mixing broken by less is floating-point noise."""
DEMAND = 1_000.0
"""Points by which a run is better for whoever is pinned to it, and for the first people in a confirmed one."""


@frozen
class Tolls:
    """Points for breaking a rule that ties people together, and for a seat.

    Attributes:
        seat: for each person above a run's capacity.
        rival: for each person in a run while most people are in another that needs its room or teacher.
        opening: for the first in a run, who makes others come to reach its minimum.
        mixing: for each person by whom a run is not mixed.
        apart: for each person in the run who should not be met.
    """

    seat: float
    rival: float
    opening: float
    mixing: float
    apart: float

    @classmethod
    def at(cls, strictness: float) -> Tolls:
        """Return the tolls of a strictness from 0 (people move freely) to 1 (rules are worth more than wishes)."""
        return cls(
            seat=0.5 + 20 * strictness,
            rival=0.2 + 20 * strictness,
            opening=3 * strictness,
            mixing=0.5 + 15 * strictness,
            apart=2 + 40 * strictness,
        )


class Crowd:
    """Places while they are negotiated.

    Args:
        problem: the cohort in numbers.

    Attributes:
        bonds: numbers of the people who stay together.
        options: for each bond by run the number of the option.
        attended: for each bond its runs.
        heads: for each run how many people attend it.
        capacity: for each run its seats.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        runs, cohort = problem.runs, problem.cohort
        together = list(problem.pairs.values()) if problem.together else []
        paired = {number for bond in together for number in bond}
        self.bonds = together + [[number] for number in range(len(problem.people)) if number not in paired]
        self.bond_of = {number: bond for bond, members in enumerate(self.bonds) for number in members}
        self.options: list[dict[int, int]] = [{} for _ in self.bonds]
        self.costs = np.full((len(self.bonds), len(runs)), np.inf)
        self.sizes = np.zeros((len(self.bonds), len(runs)))
        for index, option in enumerate(problem.options):
            bond = self.bond_of[option.party.members[0]]
            self.options[bond][option.run] = index
            self.costs[bond, option.run] = option.cost
            self.sizes[bond, option.run] = len(option.party.members)
        for number, person in enumerate(problem.people):
            self.costs[self.bond_of[number], [problem.run_number[run] for run in person.pinned]] -= DEMAND
        self.attended: list[tuple[int, ...]] = [() for _ in self.bonds]
        self.heads = np.zeros(len(runs))
        self.capacity = np.array([float(cohort.capacity(run) or 0) for run in runs])
        self.fewest = np.array([float(cohort.minimum(run)) for run in runs])
        confirmed = np.array([run.state == "confirmed" for run in runs], dtype=bool)
        self.demanded = np.where(confirmed, np.maximum(self.fewest, 1), 0)
        self.rivals = _rivals(runs)
        self.owed_to = [self._owed_to(bond) for bond in self.bonds]
        self.mixers = [Mixer(problem, rule, self.bonds) for rule in cohort.rules.mixing]
        self.foes = self._foes()

    def _owed_to(self, bond: Sequence[int]) -> int:
        return sum(len(self.problem.basis_owed[number]) + self.problem.electives_owed[number] for number in bond)

    def _foes(self) -> list[list[int]]:
        """Return for each bond the bonds that it must not meet."""
        problem, found = self.problem, [set[int]() for _ in self.bonds]
        named = [
            (number, problem.number[other])
            for number, person in enumerate(problem.people)
            for column in problem.cohort.rules.apart
            for other in problem.cohort.named_in(person, column)
            if other in problem.number
        ]
        if problem.cohort.rules.pairs == "apart":
            named += [two for members in problem.pairs.values() for two in combinations(members, 2)]
        for first, second in named:
            one, other = self.bond_of[first], self.bond_of[second]
            if one != other:
                found[one].add(other)
                found[other].add(one)
        return [sorted(foes) for foes in found]

    def leave(self, bond: int) -> None:
        """Give up all places of a bond."""
        self._count(bond, -1)
        self.attended[bond] = ()

    def join(self, bond: int, runs: tuple[int, ...]) -> None:
        """Give places to a bond that has none."""
        self.attended[bond] = runs
        self._count(bond, 1)

    def _count(self, bond: int, sign: int) -> None:
        if runs := list(self.attended[bond]):
            self.heads[runs] += sign * self.sizes[bond, runs]
            for mixer in self.mixers:
                mixer.count(bond, runs, sign)

    def tolls(self, bond: int, tolls: Tolls) -> Numbers:
        """Return what it costs a bond to join each run: its own points, and tolls for what that breaks."""
        size, heads = self.sizes[bond], self.heads
        costs = self.costs[bond] + tolls.seat * (
            np.maximum(heads + size - self.capacity, 0) - np.maximum(heads - self.capacity, 0)
        )
        others = self.rivals @ heads
        costs += tolls.rival * size * others / (heads + others + 1)
        short = np.maximum(np.minimum(self.fewest - heads, size), 0)
        costs += np.where(heads > 0, -tolls.opening * short, self.problem.cohort.goals.run + tolls.opening)
        costs -= DEMAND * (heads < self.demanded)
        for mixer in self.mixers:
            costs += tolls.mixing * mixer.change(bond)
        for foe in self.foes[bond]:
            costs[list(self.attended[foe])] += tolls.apart
        return np.asarray(costs)

    def forbidden(self, bond: int) -> Flags:
        """Return for each run whether a rule would be broken by more if the bond, which has no places, joined."""
        found = (self.heads + self.sizes[bond] > self.capacity) | (self.rivals @ self.heads > 0)
        for mixer in self.mixers:
            found |= mixer.change(bond) > NOISE
        for foe in self.foes[bond]:
            found[list(self.attended[foe])] = True
        return np.asarray(found)

    def has_room(self, bond: int, run: int) -> bool:
        """Tell whether a bond, which has no places, could join a run as far as seats, rivals and foes allow."""
        full = self.heads[run] + self.sizes[bond, run] > self.capacity[run]
        met = any(run in self.attended[foe] for foe in self.foes[bond])
        return not (full or met or self.rivals[run] @ self.heads > 0)

    def at_fault(self) -> Flags:
        """Return for each run whether it breaks a rule that fewer, or other, people in it could keep."""
        held = self.heads > 0
        found = (self.heads > self.capacity) | (self.rivals @ self.heads > 0)
        for mixer in self.mixers:
            found |= mixer.broken > NOISE
        return np.asarray(found & held)

    def meets_foes(self, bond: int) -> bool:
        """Tell whether a bond shares a run with one that it must not meet."""
        return any({*self.attended[bond]} & {*self.attended[foe]} for foe in self.foes[bond])

    def broken(self) -> float:
        """Return by how much rules are broken; 0 when none is, as far as it is seen here."""
        held = self.heads > 0
        over = np.maximum(self.heads - self.capacity, 0).sum()
        under = np.maximum(self.fewest - self.heads, 0)[held].sum()
        rivals = ((self.rivals @ self.heads > 0) & held).sum()
        mixing = sum(float(mixer.broken[held].sum()) for mixer in self.mixers)
        met = sum(
            len({*self.attended[bond]} & {*self.attended[foe]})
            for bond, foes in enumerate(self.foes)
            for foe in foes
        )
        return float(over + under + rivals + mixing + met)

    def missing(self) -> float:
        """Return how many places that people could have they do not have."""
        return sum(self.owed_to) - float(self.heads.sum())

    def points(self) -> float:
        """Return the points of all places and held runs."""
        places = sum(float(self.costs[bond, list(runs)].sum()) for bond, runs in enumerate(self.attended))
        return places + self.problem.cohort.goals.run * float((self.heads > 0).sum())

    def chosen(self) -> frozenset[int]:
        """Return the options that are taken."""
        return frozenset(self.options[bond][run] for bond, runs in enumerate(self.attended) for run in runs)


class Mixer:
    """One rule about mixing: how many people of each value every run has.

    Attributes:
        broken: for each run how many people it takes to mend it.
    """

    def __init__(self, problem: Problem, rule: Mixing, bonds: Sequence[Sequence[int]]) -> None:
        self.rule = rule
        said = [[problem.people[number].value(rule.attribute) for number in bond] for bond in bonds]
        values = sorted({value for bond in said for value in bond if value is not None})
        self.column = {value: number for number, value in enumerate(values)}
        self.members = np.array([[bond.count(value) for value in values] for bond in said], dtype=float)
        self.members = self.members.reshape(len(bonds), len(values))
        self.counts = np.zeros((len(values), len(problem.runs)))
        self.broken = np.zeros(len(problem.runs))

    def count(self, bond: int, runs: Sequence[int], sign: int) -> None:
        """Count a bond in or out of different runs."""
        self.counts[:, runs] += sign * self.members[bond][:, None]
        self.broken[runs] = self._broken(self.counts[:, runs])

    def change(self, bond: int) -> Numbers:
        """Return for each run by how much more the rule would be broken if the bond joined."""
        return self._broken(self.counts + self.members[bond][:, None]) - self.broken

    def _broken(self, counts: Numbers) -> Numbers:
        size = counts.sum(axis=0)
        found = np.zeros(counts.shape[1])
        if self.rule.max_share is not None:
            found += np.maximum(counts - float(self.rule.max_share) * size, 0).sum(axis=0)
        if self.rule.groups:
            found += np.maximum(self.rule.groups - (counts >= self.rule.per_group).sum(axis=0), 0)
        for value, fewest in self.rule.at_least.items():
            there = counts[self.column[value]] if value in self.column else 0.0
            found += np.maximum(fewest - there, 0)
        return np.where(size > 0, found, 0.0)


def _rivals(runs: Sequence[Run]) -> NDArray[np.float64]:
    """Return for each two runs whether they need the same room or teacher at the same time."""
    found = np.zeros((len(runs), len(runs)))
    for one, other in rivals(runs):
        found[one, other] = found[other, one] = 1
    return found


def rivals(runs: Sequence[Run]) -> Iterable[tuple[int, int]]:
    """Yield every two runs, by number, that need the same room or teacher at the same time."""
    users: dict[object, list[int]] = {}
    for number, run in enumerate(runs):
        for day in run.dates:
            for needed in (*run.teachers, *([(run.venue, run.room)] if run.room else [])):
                users.setdefault((needed, day), []).append(number)
    for sharing in users.values():
        for one, other in combinations(sharing, 2):
            if any(a.overlaps(b) for a in runs[one].sessions for b in runs[other].sessions):
                yield one, other
