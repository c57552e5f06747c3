"""Who takes which place of a design: the design fixes the repeats, the places decide about rules and mixing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from curriculum.groups.lines import Round
from curriculum.groups.numbers import Numbered, Seats

_HEAT = 0.25
_BROKEN = 4
"""What a broken rule weighs, in unmixed groups."""
_LOOK = 1 << 8


def free_places(rounds: Sequence[Round], count: int, rng: Random) -> list[int] | None:
    """Return so many places of a design of which no group holds two, so that they can be left out.

    Every group then loses at most one person, and sizes differ by at most one.

    Returns:
        The places, or None when none were found.
    """
    places = sorted(place for block in rounds[0] for place in block)
    mates: dict[int, set[int]] = {place: set() for place in places}
    for meeting in rounds:
        for block in meeting:
            for place in block:
                mates[place].update(block)
    order = places[::-1]  # the last column of a plane never meets: it is tried first
    for _ in range(20):
        chosen: list[int] = []
        met: set[int] = set()
        for place in order:
            if len(chosen) < count and place not in met:
                chosen.append(place)
                met |= mates[place]
        if len(chosen) == count:
            return chosen
        rng.shuffle(order)
    return None


def without(rounds: Sequence[Round], places: Sequence[int]) -> list[Round]:
    """Return a design without some of its places, those that are left numbered anew.

    Example:
        >>> without([((0, 1), (2, 3))], [1])
        [((0,), (1, 2))]
    """
    left = sorted({place for block in rounds[0] for place in block} - set(places))
    number = {place: index for index, place in enumerate(left)}
    return [
        tuple(tuple(number[place] for place in block if place in number) for block in meeting)
        for meeting in rounds
    ]


def placed(
    rounds: Sequence[Round], numbered: Numbered, *, rng: Random, steps: int, stop: Callable[[], bool]
) -> Seats:
    """Return a design with people in its places, rules kept and groups mixed as well as found.

    Args:
        rounds: a design with as many places as there are people.
        numbered: the people.
        rng: where chance comes from.
        steps: exchanges to be tried at most.
        stop: says that there is no time left.
    """
    people = _alike_beside_each_other(numbered, rng)
    blocks = [block for meeting in rounds for block in meeting]
    places = _Places(numbered, blocks, people)
    if numbered.rules or numbered.mixes:
        places.improve(rng, steps, stop)
    return [[[places.best[place] for place in block] for block in meeting] for meeting in rounds]


def _alike_beside_each_other(numbered: Numbered, rng: Random) -> list[int]:
    """Order people so that those alike take neighbouring places, which never or rarely meet: rare values first."""
    columns = [*numbered.columns, numbered.value] if numbered.mixes else numbered.columns
    counts = [Counter(column) for column in columns]
    people = list(range(numbered.size))
    rng.shuffle(people)

    def key(person: int) -> list[tuple[bool, int, str]]:
        said = [(column[person], count) for column, count in zip(columns, counts, strict=True)]
        return [(value is None, count[value], value or "") for value, count in said]

    return sorted(people, key=key)


class _Places:
    """Places with people in them, and how bad each group is."""

    def __init__(self, numbered: Numbered, blocks: Sequence[Sequence[int]], people: list[int]) -> None:
        self.numbered = numbered
        self.blocks = blocks
        self.people = people
        self.best = list(people)
        self.of: list[set[int]] = [set() for _ in people]
        for number, block in enumerate(blocks):
            for place in block:
                self.of[place].add(number)
        self.badness = [self._bad(block) for block in range(len(blocks))]

    def _bad(self, block: int) -> int:
        group = [self.people[place] for place in self.blocks[block]]
        numbered = self.numbered
        bad = int(numbered.mixes and not numbered.is_mixed(group))
        if numbered.rules:
            bad += _BROKEN * sum(numbered.weights(one, group[place + 1 :]) for place, one in enumerate(group))
        return bad

    def improve(self, rng: Random, steps: int, stop: Callable[[], bool]) -> None:
        """Exchange people of bad groups with others, ever less readily for the worse; remember the best."""
        lowest = cost = sum(self.badness)
        bad = [block for block, badness in enumerate(self.badness) if badness]
        for step in range(steps):
            if step % _LOOK == 0:
                bad = [block for block, badness in enumerate(self.badness) if badness]
                if not bad or stop():
                    break
            heat = _HEAT * (1 - step / steps) + 0.01
            one = rng.choice(self.blocks[rng.choice(bad)])
            other = rng.randrange(len(self.people))
            cost += self._exchange(one, other, rng.random(), heat)
            if cost < lowest:
                lowest = cost
                self.best = list(self.people)

    def _exchange(self, one: int, other: int, chance: float, heat: float) -> int:
        """Exchange two people unless that is too bad; return by how much the cost grew."""
        touched = self.of[one] ^ self.of[other]
        people = self.people
        people[one], people[other] = people[other], people[one]
        after = {block: self._bad(block) for block in touched}
        worse = sum(badness - self.badness[block] for block, badness in after.items())
        if worse > 0 and chance >= math.exp(-worse / heat):
            people[one], people[other] = people[other], people[one]
            return 0
        for block, badness in after.items():
            self.badness[block] = badness
        return worse
