"""The search for what no design gives: people exchange seats, at first freely, then only for the better."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import combinations
from random import Random

from curriculum.groups.numbers import Cost, Numbered, Seats

_BROKEN, _UNMIXED = 4.0, 0.4
"""What a broken rule and an unmixed group weigh while the search is on its way, in repeats."""
_COLDEST = 0.12
_FOCUS = 0.5
"""Share of the exchanges that begin in a group with something wrong."""
_LOOK = 1 << 8
_MOST_IN_TABLE = 1_000
"""People for whom a table of all pairs is kept; for more, only the pairs that have met."""

Row = list[int] | dict[int, int]


class _Met(dict[int, int]):
    """How often a person has met others; 0 for whoever is not in it."""

    def __missing__(self, _: int) -> int:
        return 0


class Exchange:
    """Seats that people exchange.

    Attributes:
        best: the best arrangement so far.
        cost: what it costs.
    """

    def __init__(self, numbered: Numbered, seats: Seats) -> None:
        self.numbered = numbered
        self.seats = [[list(group) for group in meeting] for meeting in seats]
        self.best = _copied(self.seats)
        self.cost = numbered.cost(seats)
        self.now = [self.cost.broken, self.cost.repeats, self.cost.unmixed]
        full = numbered.size <= _MOST_IN_TABLE
        self.met: list[Row] = [[0] * numbered.size if full else _Met() for _ in range(numbered.size)]
        for meeting in seats:
            for group in meeting:
                for one, other in combinations(group, 2):
                    self.met[one][other] += 1
                    self.met[other][one] += 1

    def run(self, rng: Random, *, steps: int, hottest: float, enough: Cost, stop: Callable[[], bool]) -> None:
        """Try so many exchanges; end early when the cost is as low as can be, or when there is no time left."""
        movable = [number for number, meeting in enumerate(self.seats) if len(meeting) > 1]
        for step in range(steps if movable else 0):
            if step % _LOOK == 0:
                heat = hottest * (_COLDEST / hottest) ** (step / steps)
                self._remember()
                troubled = self._troubled(movable)
                if stop():
                    return
            if troubled and rng.random() < _FOCUS:
                meeting, first = rng.choice(troubled)
                groups = self.seats[meeting]
            else:
                meeting = rng.choice(movable)
                groups = self.seats[meeting]
                first = int(rng.random() * len(groups))
            second = (first + 1 + int(rng.random() * (len(groups) - 1))) % len(groups)
            self._try(groups[first], groups[second], rng, heat)
            if self.now == [enough.broken, enough.repeats, enough.unmixed]:
                break
        self._remember()

    def _troubled(self, meetings: list[int]) -> list[tuple[int, int]]:
        """Return the groups that a rule or a repeat is wrong with: in a large network there are few."""
        return [
            (meeting, number)
            for meeting in meetings
            for number, group in enumerate(self.seats[meeting])
            if any(
                self.met[one][other] > 1 or (self.numbered.rules and self.numbered.weight(one, other) > 0)
                for one, other in combinations(group, 2)
            )
        ]

    def _remember(self) -> None:
        cost = Cost(*self.now)
        if cost < self.cost:
            self.cost, self.best = cost, _copied(self.seats)

    def _try(self, left: list[int], right: list[int], rng: Random, heat: float) -> None:
        """Exchange somebody, with those who sit together with them, for as many others, unless it is too bad."""
        moves = [(int(rng.random() * len(left)), int(rng.random() * len(right)))]
        if self.numbered.partners[left[moves[0][0]]] or self.numbered.partners[right[moves[0][1]]]:
            moves = self._block(left, right, moves[0], rng)
        before = list(self.now)
        worse = 0.0
        done = []
        for here, there in moves:
            one, other = left[here], right[there]
            change = self._change(left, right, here, there)
            worse += _BROKEN * change[0] + change[1] + _UNMIXED * change[2]
            if worse > 0 and len(moves) == 1 and rng.random() >= math.exp(-worse / heat):
                return
            self._swap(left, right, here, there)
            for part in range(3):
                self.now[part] += change[part]
            done.append((one, other))
        if len(moves) > 1 and worse > 0 and rng.random() >= math.exp(-worse / heat):
            for here, there in reversed(moves):
                self._swap(left, right, here, there)
            self.now = before

    def _block(
        self, left: list[int], right: list[int], move: tuple[int, int], rng: Random
    ) -> list[tuple[int, int]]:
        """Widen a move to all who sit together with either of the two, and as many others from the other group."""
        partners = self.numbered.partners
        here = [move[0], *(place for place, mate in enumerate(left) if mate in partners[left[move[0]]])]
        there = [move[1], *(place for place, mate in enumerate(right) if mate in partners[right[move[1]]])]
        for places, group, wanted in ((here, left, len(there)), (there, right, len(here))):
            others = [place for place in range(len(group)) if place not in places and not partners[group[place]]]
            rng.shuffle(others)
            places.extend(others[: max(0, wanted - len(places))])
        return list(zip(here, there, strict=False))

    def _change(self, left: list[int], right: list[int], here: int, there: int) -> tuple[int, int, int]:
        """Return by how much broken rules, repeats and unmixed groups would grow."""
        one, other = left[here], right[there]
        met_one, met_other = self.met[one], self.met[other]
        stay_left, stay_right = left[:here] + left[here + 1 :], right[:there] + right[there + 1 :]
        repeats = 0
        for mate in stay_left:
            repeats += (met_other[mate] > 0) - (met_one[mate] > 1)
        for mate in stay_right:
            repeats += (met_one[mate] > 0) - (met_other[mate] > 1)
        numbered = self.numbered
        broken = unmixed = 0
        if numbered.rules:
            weights = numbered.weights
            broken = weights(other, stay_left) + weights(one, stay_right)
            broken -= weights(one, stay_left) + weights(other, stay_right)
        if numbered.mixes and numbered.value[one] != numbered.value[other]:
            unmixed = numbered.is_mixed(left) + numbered.is_mixed(right)
            unmixed -= numbered.is_mixed([*stay_left, other]) + numbered.is_mixed([*stay_right, one])
        return broken, repeats, unmixed

    def _swap(self, left: list[int], right: list[int], here: int, there: int) -> None:
        one, other = left[here], right[there]
        for group, leaves, comes in ((left, one, other), (right, other, one)):
            for mate in group:
                if mate != leaves:
                    self.met[leaves][mate] -= 1
                    self.met[mate][leaves] -= 1
                    self.met[comes][mate] += 1
                    self.met[mate][comes] += 1
        left[here], right[there] = other, one


def _copied(seats: Seats) -> Seats:
    return [[list(group) for group in meeting] for meeting in seats]
