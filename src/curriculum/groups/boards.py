"""Boards to seat people on: rings and toruses of equal shape, all shifted together.

A shift is an element of an abelian group, a sum of cyclic groups; the shifts that leave a meeting as it is are a
subgroup.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, product
from math import prod

from attrs import frozen

from curriculum.groups.lines import Block
from curriculum.groups.rings import prime_powers

Shape = tuple[int, ...]
Subgroup = frozenset[int]


@frozen
class Boards:
    """Where people sit, and how they are shifted; whoever sits on no whole board stays.

    Attributes:
        shifts: where each shift moves everybody, by person; the first moves nobody.
        relation: a number for every two people, the same for those whom some shift takes to each other's seats.
        pairs: how many pairs of people are in a relation, by its number.
    """

    shifts: tuple[Block, ...]
    relation: tuple[Block, ...]
    pairs: tuple[int, ...]

    @cached_property
    def subgroups(self) -> tuple[Subgroup, ...]:
        """All sets of shifts, by their numbers, of which any two make one of the set; smallest first."""
        found = [frozenset({0})]
        for subgroup in found:  # each is widened by every shift that is not in it
            for shift in range(len(self.shifts)):
                if shift not in subgroup and (wider := _widened(subgroup, shift, self.shifts)) not in found:
                    found.append(wider)
        return tuple(sorted(found, key=lambda subgroup: (len(subgroup), sorted(subgroup))))


def shapes(seats: int) -> Iterator[Shape]:
    """Yield the shapes of boards with so many seats, each as the lengths of a torus.

    Example:
        >>> list(shapes(12))
        [(4, 3), (2, 2, 3)]
    """
    parts = [
        [tuple(prime**exponent for exponent in powers) for powers in _partitions(power, power)]
        for prime, power in prime_powers(seats)
    ]
    for choice in product(*parts):
        yield tuple(length for part in choice for length in part)


def _partitions(total: int, largest: int) -> Iterator[tuple[int, ...]]:
    if total == 0:
        yield ()
    for first in range(min(total, largest), 0, -1):
        yield from ((first, *rest) for rest in _partitions(total - first, first))


def boards(shape: Shape, people: int) -> Boards:
    """Return as many boards of a shape as people fill.

    Args:
        shape: the lengths of a torus.
        people: how many there are, at least the seats of one board.

    Example:
        >>> ring = boards((4,), 5)
        >>> ring.shifts[1], ring.pairs
        ((1, 2, 3, 0, 4), (4, 2, 4))
    """
    seats = list(product(*(range(length) for length in shape)))
    number = {seat: index for index, seat in enumerate(seats)}
    whole = people // prod(shape) * prod(shape)

    def moved(shift: Shape) -> Block:
        board = [number[tuple((a + b) % n for a, b, n in zip(seat, shift, shape, strict=True))] for seat in seats]
        return (*(start + seat for start in range(0, whole, len(seats)) for seat in board), *range(whole, people))

    shifts = tuple(moved(shift) for shift in seats)
    return Boards(shifts, *_relations(shifts, people))


def _relations(shifts: tuple[Block, ...], people: int) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    table = [[-1] * people for _ in range(people)]
    pairs: list[int] = []
    for one, other in combinations(range(people), 2):
        if table[one][other] < 0:
            moved = {(shift[one], shift[other]) for shift in shifts}
            for here, there in moved:
                table[here][there] = table[there][here] = len(pairs)
            pairs.append(len({frozenset(pair) for pair in moved}))
    return tuple(map(tuple, table)), tuple(pairs)


def _widened(subgroup: Subgroup, shift: int, shifts: tuple[Block, ...]) -> Subgroup:
    multiples, last = [0], shift
    while last:
        multiples.append(last)
        last = shifts[last][shift]  # shifts are numbered by where they move the first person
    return frozenset(shifts[one][other] for one in subgroup for other in multiples)
