"""Meetings without repeats from a few groups, moved by every shift of the boards that people sit on.

A meeting stays as it is under some of the shifts: a few of its groups give it whole, and the other shifts make the
further meetings. Every two people of a group are in a relation of their own, so that no two meet again. It is the
method of mixed differences (R. C. Bose, "On the construction of balanced incomplete block designs", Annals of
Eugenics 9, 1939); a group may itself stay as it is under some shifts. Where
:mod:`~curriculum.groups.starters` looks for whole meetings, so few groups are looked for here that going through
them in order finds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random

from attrs import define, field

from curriculum.groups.boards import Boards, Shape, Subgroup, boards, shapes
from curriculum.groups.lines import Block, Round

_MOST_PEOPLE = 64
"""People for whom boards are tried; for more, there are too many relations to go through."""
_MOST_GROUPS = 6
"""Groups to be found, at most, where all shifts move each of them: one more takes many times as long."""
_MOST_STARTERS = 3
"""Meetings that are looked for at most; the shifts make the others of them."""
_LOOKS = (2_000, 10_000, 40_000)
"""Seats looked at on one board before the search goes on with the next, and then begins again."""


def shifted_rounds(
    groups: int, size: int, meetings: int, *, rng: Random, stop: Callable[[], bool]
) -> Iterator[list[Round]]:
    """Yield meetings of ``groups`` groups of ``size`` people in which nobody meets anybody twice, once found.

    Args:
        groups: how many groups, 2 or more.
        size: people in each group, 2 or more.
        meetings: how many meetings are wanted, 1 or more.
        rng: where chance comes from.
        stop: says that there is no time left.

    Yields:
        All meetings, every time that the search finds them.
    """
    people = groups * size
    choices = list(_choices(groups, size, meetings)) if people <= _MOST_PEOPLE else []
    made: dict[Shape, Boards] = {}
    for looks in _LOOKS:
        for shape, periods in choices:
            if stop():
                return
            if shape not in made:
                made[shape] = boards(shape, people)
            if found := _Search(made[shape], size, periods, rng, looks).found():
                yield [meeting for starter in found for meeting in _moved(starter, made[shape])][:meetings]


def _choices(groups: int, size: int, meetings: int) -> Iterator[tuple[Shape, tuple[int, ...]]]:
    """Yield shapes of boards, with how many meetings each starter makes."""
    people = groups * size
    for total in range(meetings, (people - 1) // (size - 1) + 1):
        for seats in range(people, 1, -1):
            if people % seats <= 1 and groups * total <= _MOST_GROUPS * seats:
                for shape in shapes(seats):
                    for periods in _periods(seats, total, _MOST_STARTERS):
                        yield shape, periods


def _periods(seats: int, total: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield at most so many divisors of ``seats`` with a sum, largest first."""
    if total == 0:
        yield ()
    for period in range(total if most else 0, 0, -1):
        if seats % period == 0:
            for rest in _periods(seats, total - period, most - 1):
                if not rest or rest[0] <= period:
                    yield (period, *rest)


@define
class _Starter:
    """Groups that make a meeting, moved by the shifts under which it stays as it is."""

    stays: Subgroup
    blocks: list[Block] = field(factory=list)


def _moved(starter: _Starter, on: Boards) -> list[Round]:
    """Return the meetings that the shifts make of a starter."""
    kept = [on.shifts[number] for number in starter.stays]
    whole = {tuple(sorted(shift[seat] for seat in block)) for block in starter.blocks for shift in kept}
    meetings = (
        tuple(sorted(tuple(sorted(shift[seat] for seat in block)) for block in whole)) for shift in on.shifts
    )
    return list(dict.fromkeys(meetings))


class _Search:
    """Starters, each with as many shifts under which it stays as it is as its period says, chosen by chance."""

    def __init__(self, on: Boards, size: int, periods: Sequence[int], rng: Random, looks: int) -> None:
        self.on = on
        self.size = size
        self.looks = looks
        self.taken: set[int] = set()
        shifts, people = len(on.shifts), len(on.relation)
        self.starters = [
            _Starter(rng.choice([stays for stays in on.subgroups if len(stays) * period == shifts]))
            for period in periods
        ]
        self.unmoved = people - 1 if people % shifts else None
        seats = list(range(people - people % shifts))
        rng.shuffle(seats)
        self.seats = [*range(len(seats), people), *seats]

    def found(self) -> list[_Starter]:
        """Return the starters; none when there are none, or too much was looked at."""
        return self.starters if self._fill(0, self.seats) else []

    def _fill(self, number: int, free: Sequence[int]) -> bool:
        """Seat the groups of one starter and of those after it."""
        if not free:
            return number + 1 == len(self.starters) or self._fill(number + 1, self.seats)
        starter = self.starters[number]
        for block, relations in self._blocks(free, starter.stays):
            covered = self._orbit(block, starter.stays)
            self.taken |= relations
            starter.blocks.append(block)
            if self._fill(number, [seat for seat in free if seat not in covered]):
                return True
            self.taken -= relations
            starter.blocks.pop()
        return False

    def _blocks(self, free: Sequence[int], stays: Subgroup) -> Iterator[tuple[Block, set[int]]]:
        """Yield groups with the first free seat, that stay as they are under any of the meeting's shifts."""
        alone = free[0] == self.unmoved  # whose group stays whenever the meeting does
        for under in self.on.subgroups:
            if (self.size - alone) % len(under) == 0 and under <= stays and (under == stays or not alone):
                yield from self._grown((), {}, free, under, stays)

    def _grown(
        self, block: Block, count: dict[int, int], free: Sequence[int], under: Subgroup, stays: Subgroup
    ) -> Iterator[tuple[Block, set[int]]]:
        """Yield what a group grows into; ``count`` says how often each relation is in it."""
        if len(block) == self.size:
            yield block, set(count)
            return
        for place, seat in enumerate(free if block else free[:1]):
            self.looks -= 1
            if self.looks < 0:
                return
            if joined := self._joined(block, count, seat, under):
                moved = self._orbit([seat], stays)
                left = [other for other in free[place + 1 :] if other not in moved]
                yield from self._grown(*joined, left, under, stays)

    def _joined(
        self, block: Block, count: dict[int, int], seat: int, under: Subgroup
    ) -> tuple[Block, dict[int, int]] | None:
        """Join a seat, and where it is moved to, to a group; None when some would meet twice by that."""
        members, count, shifts = list(block), dict(count), len(self.on.shifts)
        for new in sorted(self._orbit([seat], under)):
            row = self.on.relation[new]
            for member in members:
                relation = row[member]
                count[relation] = count.get(relation, 0) + 1
                # The shifts make ``shifts / len(under)`` groups of this one, each with as many such pairs.
                too_often = count[relation] * shifts > self.on.pairs[relation] * len(under)
                if too_often or relation in self.taken:
                    return None
            members.append(new)
        return (tuple(members), count) if len(members) <= self.size else None

    def _orbit(self, seats: Sequence[int], under: Subgroup) -> set[int]:
        return {self.on.shifts[shift][seat] for shift in under for seat in seats}
