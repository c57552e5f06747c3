"""A network in numbers, for the search: people from 0, who clashes with whom, what an arrangement costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from attrs import frozen

from curriculum.groups.network import Network
from curriculum.groups.sizes import group_sizes

Seats = list[list[list[int]]]
"""An arrangement: by meeting, by group, the people."""

_MOST_IN_TABLE = 1_000
"""People for whom the weight of every pair is kept."""


@frozen(order=True)
class Cost:
    """What an arrangement costs, the worst first."""

    broken: int
    repeats: int
    unmixed: int


class Numbered:
    """A network whose people are numbers.

    Attributes:
        size: how many people there are.
        present: who comes, by meeting.
        sizes: the sizes of the groups, by meeting.
        value: what is to be mixed, by person; None for nothing.
        mixes: whether anything is to be mixed.
        columns: values by person that are kept apart.
        foes: people of whom a person is kept apart by name.
        partners: people whom a person sits together with.
        rules: whether anybody is kept apart or together at all.
    """

    def __init__(self, network: Network) -> None:
        number = {person: index for index, person in enumerate(network.people)}
        values = network.values or {}
        self.size = len(network.people)
        self.present = [[number[person] for person in network.present(meeting)] for meeting in network.meetings]
        self.sizes = [group_sizes(len(people), network.size) for people in self.present]
        self.value = [values.get(person) for person in network.people]
        self.mixes = network.values is not None
        self.columns = [[column.get(person) for person in network.people] for column in network.apart]
        self.partners: list[set[int]] = [set() for _ in network.people]
        self.foes: list[set[int]] = [set() for _ in network.people]
        for table, pairs in ((self.partners, network.together_pairs), (self.foes, network.apart_pairs)):
            for pair in pairs:
                one, other = (number[person] for person in pair)
                table[one].add(other)
                table[other].add(one)
        self._table: list[list[int]] = []
        self.rules = bool(network.apart or network.apart_pairs or network.together)

        if self.rules and self.size <= _MOST_IN_TABLE:
            everybody = range(self.size)
            self._table = [[self._weight(one, other) for other in everybody] for one in everybody]

    def weight(self, one: int, other: int) -> int:
        """Return 1 for two people who are kept apart, -1 for two who sit together, 0 for any others."""
        return self._table[one][other] if self._table else self._weight(one, other)

    def _weight(self, one: int, other: int) -> int:
        if other in self.partners[one]:
            return -1
        if other in self.foes[one]:
            return 1
        return int(any(column[one] is not None and column[one] == column[other] for column in self.columns))

    def weights(self, person: int, mates: Iterable[int]) -> int:
        """Return the sum of a person's weights with others at a table."""
        if self._table:
            row = self._table[person]
            return sum([row[mate] for mate in mates])
        return sum(self._weight(person, mate) for mate in mates)

    def is_mixed(self, group: Iterable[int]) -> bool:
        """Say whether a group holds two different values."""
        value = self.value
        found = None
        for person in group:
            said = value[person]
            if said is not None and said != found:
                if found is not None:
                    return True
                found = said
        return False

    def cost(self, seats: Seats) -> Cost:
        """Count what an arrangement costs."""
        seen: set[tuple[int, int]] = set()
        pairs = apart = unmixed = 0
        for meeting in seats:
            for group in meeting:
                unmixed += self.mixes and not self.is_mixed(group)
                for one, other in combinations(sorted(group), 2):
                    pairs += 1
                    seen.add((one, other))
                    apart += self.rules and self.weight(one, other)
        return Cost(broken=apart + self._promised(), repeats=pairs - len(seen), unmixed=unmixed)

    def _promised(self) -> int:
        """Return how often two people come who are to sit together."""
        if not any(self.partners):
            return 0
        comes = [set(people) for people in self.present]
        return sum(
            1
            for people in comes
            for one in people
            for other in self.partners[one]
            if one < other and other in people
        )


def fitted(meeting: Sequence[Sequence[int]], present: Sequence[int], sizes: Sequence[int]) -> list[list[int]]:
    """Return groups of the sizes asked for, with those who come, that differ little from those given.

    Args:
        meeting: groups, perhaps too large, too many, or with people who do not come.
        present: who comes.
        sizes: sizes of the groups, largest first.

    Example:
        >>> fitted([[0, 1, 2], [3, 4, 5]], [0, 1, 2, 3, 5, 6], (3, 3))
        [[0, 1, 2], [3, 5, 6]]
    """
    comes = set(present)
    groups = sorted(([p for p in group if p in comes] for group in meeting), key=len, reverse=True)
    groups = groups[: len(sizes)] + [[] for _ in range(len(sizes) - len(groups))]
    kept = [group[:size] for group, size in zip(groups, sizes, strict=True)]
    seated = {person for group in kept for person in group}
    waiting = [person for person in present if person not in seated]
    for group, size in zip(kept, sizes, strict=True):
        while len(group) < size:
            group.append(waiting.pop())
    return kept
