"""Smallest sets of which nothing can be left out: plain search, whatever it is about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
FEW = 24
"""Up to so many items each is left out by itself: most of a small set is needed, and that is soon seen."""
Impossible = Callable[[Sequence[Item]], bool]
"""Tells of some items whether they cannot all hold; of fewer items less can be impossible."""


def minimal(items: Sequence[Item], impossible: Impossible[Item]) -> list[Item]:
    """Return items that cannot all hold, though without any one of them the others can.

    Args:
        items: items that cannot all hold; where there is a choice, the first ones stay.
        impossible: tells whether some of the items cannot all hold.

    Source:
        Ulrich Junker, "QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI
        2004.

    Example:
        >>> minimal([5, 1, 3, 4, 2], lambda some: sum(some) >= 9)
        [5, 1, 3]
    """
    if len(items) <= FEW:
        return _one_by_one(items, impossible)
    return [] if impossible(()) else _needed([], items, impossible, grown=False)


def _one_by_one(items: Sequence[Item], impossible: Impossible[Item]) -> list[Item]:
    kept = list(items)
    for item in reversed(items):
        rest = [other for other in kept if other != item]
        if impossible(rest):
            kept = rest
    return kept


def _needed(given: list[Item], items: Sequence[Item], impossible: Impossible[Item], *, grown: bool) -> list[Item]:
    """Return which of the items are needed beside the given ones; ``grown``: whether those may do."""
    if grown and impossible(given):
        return []
    if len(items) == 1:
        return list(items)
    first, second = items[: len(items) // 2], items[len(items) // 2 :]
    later = _needed([*given, *first], second, impossible, grown=True)
    earlier = _needed([*given, *later], first, impossible, grown=bool(later))
    return [*earlier, *later]


def minimal_by_level(
    items: Sequence[Item], levels: Iterable[Callable[[Item], Hashable]], impossible: Impossible[Item]
) -> list[Item]:
    """Return the same as :func:`minimal`, sooner: whole groups of items are left out first.

    Args:
        items: items that cannot all hold.
        levels: for each level what tells the group of an item, the coarsest first.
        impossible: tells whether some of the items cannot all hold.
    """
    kept = list(items)
    for level in levels:
        groups: dict[Hashable, list[Item]] = {}
        for item in kept:
            groups.setdefault(level(item), []).append(item)

        def together(names: Sequence[Hashable], groups: dict[Hashable, list[Item]] = groups) -> bool:
            return impossible([item for name in names for item in groups[name]])

        needed = minimal(list(groups), together)
        kept = [item for name in needed for item in groups[name]]
        if len(kept) == len(needed):
            return kept
    return minimal(kept, impossible)
