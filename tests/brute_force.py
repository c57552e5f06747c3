"""The best schedule of a tiny cohort, found by trying them all.

Everybody's possible combinations of runs are listed, then the combinations of all people are gone through. What
cannot become better than the best, or cannot become legal any more, is left early; people are bits of a whole
number, which makes that fast. Every schedule that comes out is held against the rules of :mod:`contract`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import contract

from curriculum.cohort import Cohort
from curriculum.roster import Participant
from curriculum.rules import Mixing
from curriculum.runs import Run

Score = tuple[int, int]
Bits = int
"""A set of people: bit n stands for the n-th of the cohort."""


class Best(NamedTuple):
    """A best schedule: its score, and the runs of each person by id."""

    score: Score
    attended: Mapping[str, Sequence[Run]]


class Choice(NamedTuple):
    """What the people of a bond attend; a bond is a pair that stays together, or one person.

    Attributes:
        cost: unfilled places and points of the bond, without held runs and the goal ``worst``.
        heaviest: the highest preference points of one of them.
        attended: the runs of each of them by id.
        joining: by the number of a run, those who join it.
        away: by day, those who are away.
    """

    cost: Score
    heaviest: int
    attended: Mapping[str, Sequence[Run]]
    joining: Mapping[int, Bits]
    away: Mapping[date, Bits]


def best(cohort: Cohort, without: Collection[str] = ()) -> Best | None:
    """Return a best schedule, or None when there is no legal one.

    Args:
        cohort: a tiny cohort.
        without: names of rules that need not be kept; any but ``place`` and ``owed``.
    """
    found = _Walk(cohort, frozenset(without)).best()
    if found is not None:
        broken = {complaint.rule for complaint in contract.complaints(cohort, found.attended)}
        assert broken <= set(without), broken
        assert found.score == contract.score(cohort, found.attended), found
    return found


class _Walk:
    """A walk through all schedules, one bond after the other, the cheapest choices of each first."""

    def __init__(self, cohort: Cohort, without: frozenset[str]) -> None:
        self.cohort = cohort
        self.without = without
        self.bit = {person.id: 1 << number for number, person in enumerate(cohort.participants)}
        self.number = {run.id: number for number, run in enumerate(cohort.runs)}
        mixing = () if "mixing" in without else cohort.rules.mixing
        cover = () if "cover" in without else cohort.rules.cover
        self.mixing = [(rule, self.by_value(rule.attribute)) for rule in mixing]
        self.cover = [(rule.per_day, bits) for rule in cover for bits in self.by_value(rule.attribute).values()]
        self.days = sorted(contract.days_of(cohort.runs))
        self.enemies = list(self.find_enemies())
        self.clashing = [
            [n for n, other in enumerate(cohort.runs) if self.clash(run, other)] for run in cohort.runs
        ]
        self.seats = [9**9 if "capacity" in without else contract.seats(cohort, run) for run in cohort.runs]
        self.fewest = [1 if "minimum" in without else contract.fewest(cohort, run) for run in cohort.runs]
        self.confirmed = [run.state == "confirmed" and "confirmed" not in without for run in cohort.runs]
        self.bonds = sorted((self.choices(bond) for bond in self.find_bonds()), key=len)
        self.seen: dict[object, Score] = {}
        self.taken: list[Choice] = []
        self.found: tuple[Choice, ...] | None = None
        self.score: Score = (10**9, 0)

    def by_value(self, attribute: str) -> dict[str, Bits]:
        """Return the people of each value of a column."""
        found: dict[str, Bits] = {}
        for person in self.cohort.participants:
            if value := person.value(attribute):
                found[value] = found.get(value, 0) | self.bit[person.id]
        return found

    def find_enemies(self) -> Iterator[Bits]:
        """Yield for each person those who must not be in the same run."""
        for first in self.cohort.participants:
            enemies = 0
            for second in self.cohort.participants:
                for rule in contract.unwelcome(self.cohort, first, second) if first is not second else ():
                    enemies |= self.bit[second.id] if rule not in self.without else 0
            yield enemies

    def clash(self, first: Run, second: Run) -> bool:
        """Tell whether two runs cannot both be held."""
        return first is not second and any(
            rule not in self.without for rule in contract.in_each_others_way(first, second)
        )

    def find_bonds(self) -> Iterator[list[Participant]]:
        """Yield the pairs that stay together, and everybody else alone."""
        together = self.cohort.rules.pairs == "together" and "pairs" not in self.without
        bonds: dict[object, list[Participant]] = {}
        for person in self.cohort.participants:
            bonds.setdefault((person.pair if together else None) or (person.id,), []).append(person)
        yield from bonds.values()

    def choices(self, bond: Sequence[Participant]) -> list[Choice]:
        """Return everything that a bond could attend, the cheapest first."""
        combined: list[tuple[tuple[Run, ...], ...]] = [()]
        for person in bond:
            combined = [
                (*earlier, runs)
                for runs in self.itineraries(person)
                for earlier in combined
                if all(self.agree(person, runs, *other) for other in zip(bond, earlier, strict=False))
            ]
        return sorted((self.choice(bond, runs) for runs in combined), key=lambda choice: choice.cost)

    def itineraries(self, person: Participant) -> list[tuple[Run, ...]]:
        """Return the sets of runs that break no rule by themselves."""
        options: list[list[Run | None]] = []
        for module in self.cohort.programme.module_ids:
            runs = [run for run in self.cohort.runs if run.module == module]
            rules = {"unavailable", "barred", "cancelled"} - self.without
            options.append([None, *(run for run in runs if not rules & self.broken(person, [run]))])
            if module in person.completed:
                options.pop()
        chosen = (tuple(run for run in runs if run) for runs in product(*options))
        return [runs for runs in chosen if not self.broken(person, runs)]

    def broken(self, person: Participant, runs: Sequence[Run]) -> set[str]:
        found = {complaint.rule for complaint in contract.alone(self.cohort, person, runs)}
        return found - self.without

    def agree(self, one: Participant, runs: Sequence[Run], other: Participant, theirs: Sequence[Run]) -> bool:
        """Tell whether two people of a bond have the same runs of what both are owed."""
        shared = [
            m
            for m in self.cohort.programme.module_ids
            if all(contract.is_owed(self.cohort, p, m) for p in (one, other))
        ]
        return [run for run in runs if run.module in shared] == [run for run in theirs if run.module in shared]

    def choice(self, bond: Sequence[Participant], runs: Sequence[Sequence[Run]]) -> Choice:
        unfilled = points = heaviest = 0
        joining: dict[int, Bits] = {}
        away: dict[date, Bits] = {}
        for person, theirs in zip(bond, runs, strict=True):
            unfilled += contract.places_owed(self.cohort, person) - len(theirs)
            wishes = sum(contract.wish_points(self.cohort, person, run.module) for run in theirs)
            points += wishes + sum(contract.moving_points(self.cohort, person, run) for run in theirs)
            heaviest = max(heaviest, wishes)
            for run in theirs:
                number = self.number[run.id]
                joining[number] = joining.get(number, 0) | self.bit[person.id]
            for day in contract.days_of(theirs):
                away[day] = away.get(day, 0) | self.bit[person.id]
        attended = {person.id: theirs for person, theirs in zip(bond, runs, strict=True)}
        return Choice((unfilled, points), heaviest, attended, joining, away)

    def best(self) -> Best | None:
        self.look_ahead()
        if not all(self.bonds) or not self.may_be_legal([0] * len(self.cohort.runs), 0):
            return None
        self.go(0, [0] * len(self.cohort.runs), {}, (0, 0), 0)
        if self.found is None:
            return None
        return Best(self.score, {who: runs for choice in self.found for who, runs in choice.attended.items()})

    def look_ahead(self) -> None:
        """Note what the bonds from each one on cost at least, and whom they may bring into each run."""
        self.rest: list[Score] = [(0, 0)]
        self.reach = [[0] * len(self.cohort.runs)]
        for choices in reversed(self.bonds):
            self.rest.append(_sum(self.rest[-1], choices[0].cost if choices else (0, 0)))
            reach = list(self.reach[-1])
            for choice in choices:
                for run, people in choice.joining.items():
                    reach[run] |= people
            self.reach.append(reach)
        self.rest.reverse()
        self.reach.reverse()

    def go(self, level: int, inside: list[Bits], away: Mapping[date, Bits], cost: Score, heaviest: int) -> None:
        """Try all choices of the bonds from ``level`` on.

        Args:
            level: how many bonds have chosen.
            inside: who is in each run.
            away: who is away on each day.
            cost: what the choices cost, without held runs and the goal ``worst``.
            heaviest: the highest preference points of one person.
        """
        if level == len(self.bonds):
            self.found, self.score = tuple(self.taken), self.total(cost, inside, heaviest)
            return
        state = (level, heaviest, *self.what_matters(inside, away, level))
        if self.seen.get(state, (10**9, 0)) <= cost:
            return  # as good a way led here before
        self.seen[state] = cost
        for choice in self.bonds[level]:
            so_far = _sum(cost, choice.cost)
            least = _sum(so_far, self.rest[level + 1])
            if self.total(least, inside, heaviest) >= self.score:
                return  # the later choices cost no less
            joined, gone, burden = list(inside), dict(away), max(heaviest, choice.heaviest)
            for run, people in choice.joining.items():
                joined[run] |= people
            if self.total(least, joined, burden) >= self.score or not self.may_be_legal(joined, level + 1):
                continue
            for day, people in choice.away.items():
                gone[day] = gone.get(day, 0) | people
            if self.is_covered(gone):
                self.taken.append(choice)
                self.go(level + 1, joined, gone, so_far, burden)
                self.taken.pop()

    def what_matters(self, inside: Sequence[Bits], away: Mapping[date, Bits], level: int) -> Iterator[int]:
        """Yield all that the later choices depend on: not who is in a run, but how many of each kind."""
        for people, coming in zip(inside, self.reach[level], strict=True):
            yield people > 0
            if people and coming:
                yield people.bit_count()
                yield from ((people & bits).bit_count() for _, values in self.mixing for bits in values.values())
                yield from (people & enemies for who, enemies in enumerate(self.enemies) if coming >> who & 1)
        for _, bits in self.cover:
            yield from ((away.get(day, 0) & bits).bit_count() for day in self.days)

    def total(self, cost: Score, inside: Sequence[Bits], heaviest: int) -> Score:
        goals = self.cohort.goals
        held = sum(1 for people in inside if people)
        return cost[0], cost[1] + goals.run * held + goals.worst * heaviest

    def is_covered(self, away: Mapping[date, Bits]) -> bool:
        return all((people & bits).bit_count() <= most for people in away.values() for most, bits in self.cover)

    def may_be_legal(self, inside: Sequence[Bits], level: int) -> bool:
        """Tell whether the rules on runs hold, or could with the people who may still come."""
        for run, (here, coming) in enumerate(zip(inside, self.reach[level], strict=True)):
            everybody = here | coming
            if not here:
                if self.confirmed[run] and everybody.bit_count() < self.fewest[run]:
                    return False
                continue
            if here.bit_count() > self.seats[run] or everybody.bit_count() < self.fewest[run]:
                return False
            if any(inside[other] for other in self.clashing[run]):
                return False
            if any(enemies & here for who, enemies in enumerate(self.enemies) if here >> who & 1):
                return False
            if not all(_may_be_mixed(rule, values, here, everybody) for rule, values in self.mixing):
                return False
        return True


def _may_be_mixed(rule: Mixing, values: Mapping[str, Bits], here: Bits, everybody: Bits) -> bool:
    """Tell whether some set of people from ``here`` to ``everybody`` could be mixed as a rule asks."""
    most = {value: (everybody & people).bit_count() for value, people in values.items()}
    if sum(count >= rule.per_group for count in most.values()) < rule.groups:
        return False
    if any(most.get(value, 0) < needed for value, needed in rule.at_least.items()):
        return False
    if rule.max_share is None:
        return True
    size = sum(most.values())
    counts = {value: (here & people).bit_count() for value, people in values.items()}
    return all(n <= rule.max_share * (n + size - most[value]) for value, n in counts.items())


def _sum(one: Score, other: Score) -> Score:
    return one[0] + other[0], one[1] + other[1]
