"""Cells of tables: groups of people and how many they are, and which groups add up to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

Part = tuple[str, str]
"""A dimension and a value."""
Key = tuple[Part, ...]
"""What the people of a cell have in common: dimensions and values, sorted; ``()`` is everybody."""
UNKNOWN = "-"
"""The value of people who have none."""
INCOMPLETE, NOT_BEGUN, NOT_DONE = "incomplete", "not-begun", "not-done"
NOT_YET = frozenset({INCOMPLETE, NOT_BEGUN, NOT_DONE})
"""Values that people leave as time goes on, so that such groups shrink while all others only grow."""


@frozen(order=True)
class Cell:
    """A group of people in a table.

    Attributes:
        key: what they have in common.
        count: how many there are, 0 or more.
    """

    key: Key
    count: int


@frozen
class Family:
    """A group and those that differ from it by one more dimension: no two of them have anybody in common.

    Attributes:
        whole: the group.
        dimension: the further dimension.
        parts: the others, sorted.
    """

    whole: Key
    dimension: str
    parts: tuple[Key, ...]

    @property
    def members(self) -> tuple[Key, ...]:
        """The whole and its parts."""
        return self.whole, *self.parts

    def adds_up(self, counts: Mapping[Key, int]) -> bool:
        """Tell whether the parts leave nobody out, as far as counts tell; a single part may, where they do not."""
        if all(key in counts for key in self.members):
            return counts[self.whole] == sum(counts[key] for key in self.parts)
        return len(self.parts) > 1


def cross_table(people: Iterable[Mapping[str, str | None]], dimensions: Sequence[Sequence[str]]) -> list[Cell]:
    """Return the cells of some tables, with all their totals.

    Args:
        people: each person's values by dimension.
        dimensions: the dimensions of each table; ``("level", "pairing")`` gives the cells of every level and
            pairing, of every level, of every pairing, and of everybody.

    Example:
        >>> people = [{"level": "top"}, {"level": "top"}, {"level": None}]
        >>> [(cell.key, cell.count) for cell in cross_table(people, [["level"]])]
        [((), 3), ((('level', '-'),), 1), ((('level', 'top'),), 2)]
    """
    counts: Counter[Key] = Counter()
    listed = list(people)
    combined = {
        kept
        for table in dimensions
        for size in range(len(table) + 1)
        for kept in combinations(sorted(table), size)
    }
    for person in listed:
        for names in combined | {()}:
            counts[tuple((name, person.get(name) or UNKNOWN) for name in names)] += 1
    counts.setdefault((), 0)
    return sorted(Cell(key, count) for key, count in counts.items())


def families(keys: Iterable[Key]) -> Iterator[Family]:
    """Yield which cells are parts of which.

    Example:
        >>> a, b = (("level", "a"),), (("level", "b"),)
        >>> [(family.whole, family.dimension, len(family.parts)) for family in families([(), a, b])]
        [((), 'level', 2)]
    """
    known = set(keys)
    parts: defaultdict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in known:
        for part in key:
            whole = without(key, part)
            if whole in known:
                parts[whole, part[0]].append(key)
    for (whole, dimension), found in sorted(parts.items()):
        yield Family(whole, dimension, tuple(sorted(found)))


def without(key: Key, part: Part) -> Key:
    """Return the key of the wider group that one part is taken from."""
    return tuple(one for one in key if one != part)
