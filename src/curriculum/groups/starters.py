"""Meetings without repeats from one meeting, or from a few: starters, turned like a wheel.

People sit on wheels of ``turns`` seats, and at most one in each group beside them all. Meetings are searched for
in which every two seats of a group are in a relation of their own: so far apart on the same wheel, or on these two
wheels. Turning the wheels by one seat makes further meetings, and no two people meet twice in a whole turn. The
search has one meeting to find, or a few, instead of all, and succeeds where a search for all at once does not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from random import Random

from attrs import frozen

from curriculum.groups.boards import Boards, boards
from curriculum.groups.lines import Round

Stop = Callable[[], bool]
_HOTTEST, _COLDEST = 0.6, 0.15
_STEPS_PER_SEAT = 3_500
"""Swaps tried before the search begins again from another start."""
_MOST_STARTERS = 3
_LOOK = 1 << 12
"""Swaps between two looks at the clock."""


@frozen
class Wheels:
    """How people are to be turned.

    Attributes:
        turns: seats of each wheel, and meetings that a starter turns into.
        starters: meetings to be searched for.
        columns: sets of as many seats as there are groups whose people never meet: each group takes one of each.
    """

    turns: int
    starters: int
    columns: int = 0


def turning_rounds(
    groups: int,
    size: int,
    meetings: int,
    *,
    rng: Random,
    tries: int,
    stop: Stop,
    columns: Sequence[int] = (0,),
) -> Iterator[list[Round]]:
    """Yield meetings of ``groups`` groups of ``size`` people in which nobody meets anybody twice, once found.

    Args:
        groups: how many groups, 2 or more.
        size: people in each group, 2 or more.
        meetings: how many meetings are wanted, 1 or more.
        rng: where chance comes from.
        tries: how often to start the search.
        stop: says that there is no time left.
        columns: how many sets of ``groups`` people are never to meet; the possibilities are tried in turn. The
            people of these sets have the first numbers.

    Yields:
        All meetings, every time that the search finds them.
    """
    choices = list(_choices(groups, size, meetings, columns))
    for attempt in range(tries if choices else 0):
        wheels = choices[attempt % len(choices)]
        turning = boards((wheels.turns,), groups * size)
        if found := _search(turning, size, wheels, rng, stop):
            rounds = [
                tuple(tuple(turn[seat] for seat in block) for block in starter)
                for starter in found
                for turn in turning.shifts
            ]
            yield _columns_first(rounds[:meetings], _columns(groups, groups * size, wheels))
        if stop():
            break


def _choices(groups: int, size: int, meetings: int, columns: Sequence[int]) -> Iterator[Wheels]:
    """Yield the wheels that there may be: whoever stays seated must not meet another who does."""
    people = groups * size
    most = (people - 1) // (size - 1)
    for starters in range(1, _MOST_STARTERS + 1):
        for turns in range(max(2, -(-meetings // starters)), most // starters + 1):
            if people % turns <= groups:
                for count in columns:
                    wheels = Wheels(turns, starters, count)
                    if len(_columns(groups, people, wheels)) == count:
                        yield wheels


def _columns(groups: int, people: int, wheels: Wheels) -> list[list[int]]:
    """Return the seats of each column: whole wheels, and so many that stay that it comes out even."""
    turns = wheels.turns
    turning = people - people % turns
    rolls, rest = divmod(groups, turns)
    columns = [
        [
            *range(column * rolls * turns, (column + 1) * rolls * turns),
            *range(turning + column * rest, turning + (column + 1) * rest),
        ]
        for column in range(wheels.columns)
    ]
    return [column for column in columns if all(seat < people for seat in column)]


def _columns_first(rounds: list[Round], columns: list[list[int]]) -> list[Round]:
    """Number people anew, those in columns first."""
    first = [seat for column in columns for seat in column]
    people = sum(len(block) for block in rounds[0])
    order = [*first, *sorted(set(range(people)) - set(first))]
    number = {seat: index for index, seat in enumerate(order)}
    return [tuple(tuple(number[seat] for seat in block) for block in meeting) for meeting in rounds]


def _search(on: Boards, size: int, wheels: Wheels, rng: Random, stop: Stop) -> tuple[Round, ...]:
    """Swap people between groups, ever less readily for the worse, until no relation is taken twice."""
    relation = on.relation
    people = len(relation)
    groups = people // size
    taken = [int(pairs < wheels.turns) for pairs in on.pairs]  # those pairs would meet twice in a whole turn
    for column in _columns(groups, people, wheels):
        for one, other in combinations(column, 2):
            taken[relation[one][other]] = 1
    meetings = [_shuffled(people, size, rng) for _ in range(wheels.starters)]
    cost = sum(
        _take(taken, relation[one], block[:place])
        for blocks in meetings
        for block in blocks
        for place, one in enumerate(block)
    )
    chance, heat = rng.random, _HOTTEST
    steps = _STEPS_PER_SEAT * people
    for step in range(steps):
        if not cost:
            return tuple(tuple(map(tuple, blocks)) for blocks in meetings)
        if step % _LOOK == 0:
            heat = _HOTTEST * (_COLDEST / _HOTTEST) ** (step / steps)
            if stop():
                break
        blocks = meetings[int(chance() * wheels.starters)]
        first = int(chance() * groups)
        second = (first + 1 + int(chance() * (groups - 1))) % groups
        left, right = blocks[first], blocks[second]
        here, there = int(chance() * size), int(chance() * size)
        one, other = left[here], right[there]
        stay_left, stay_right = left[:here] + left[here + 1 :], right[:there] + right[there + 1 :]
        better = _release(taken, relation[one], stay_left) + _release(taken, relation[other], stay_right)
        worse = _take(taken, relation[other], stay_left) + _take(taken, relation[one], stay_right) - better
        if worse <= 0 or chance() < math.exp(-worse / heat):
            left[here], right[there] = other, one
            cost += worse
        else:
            _release(taken, relation[other], stay_left)
            _release(taken, relation[one], stay_right)
            _take(taken, relation[one], stay_left)
            _take(taken, relation[other], stay_right)
    return ()


def _shuffled(people: int, size: int, rng: Random) -> list[list[int]]:
    seats = list(range(people))
    rng.shuffle(seats)
    return [seats[start : start + size] for start in range(0, people, size)]


def _take(taken: list[int], relation: Sequence[int], mates: list[int]) -> int:
    """Take the relations of somebody to those in a group; return how many were taken already."""
    again = 0
    for mate in mates:
        number = relation[mate]
        again += taken[number] > 0
        taken[number] += 1
    return again


def _release(taken: list[int], relation: Sequence[int], mates: list[int]) -> int:
    """Undo what :func:`_take` did, and return the same number."""
    again = 0
    for mate in mates:
        number = relation[mate]
        taken[number] -= 1
        again += taken[number] > 0
    return again
