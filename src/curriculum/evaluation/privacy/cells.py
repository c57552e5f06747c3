"""Cells of tables: groups of people and how many they are, and which groups add up to which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import frozen

Key = tuple[tuple[str, str], ...]
"""What the people of a cell have in common: dimensions and values, sorted; ``()`` is everybody."""
UNKNOWN = "-"
"""The value of people who have none."""


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
class Sum:
    """A group that is made of others: the parts have nobody in common and leave nobody out."""

    whole: Key
    parts: tuple[Key, ...]


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


def sums(cells: Iterable[Cell]) -> Iterator[Sum]:
    """Yield which cells add up to which: a cell and all those that differ from it by one more dimension.

    Parts that do not add up to the whole (a table of some values only) are no sum.
    """
    count = {cell.key: cell.count for cell in cells}
    parts: defaultdict[tuple[Key, str], list[Key]] = defaultdict(list)
    for key in count:
        for name, _ in key:
            parts[tuple(part for part in key if part[0] != name), name].append(key)
    for (whole, _), keys in sorted(parts.items()):
        if whole in count and count[whole] == sum(count[key] for key in keys):
            yield Sum(whole, tuple(sorted(keys)))
