"""How many people sit in each group."""

from __future__ import annotations


def group_sizes(people: int, size: int) -> tuple[int, ...]:
    """Return the sizes of the groups that people are split into, largest first.

    Sizes differ by at most one, and none is above ``size + 1``. Within that, the number of groups is the one that
    keeps the sizes closest to ``size``: first the size that is furthest off, then all together; when that leaves a
    choice, groups are rather smaller.

    Args:
        people: how many there are, 0 or more.
        size: people wanted in a group, 1 or more.

    Example:
        >>> group_sizes(24, 4), group_sizes(26, 4), group_sizes(7, 5)
        ((4, 4, 4, 4, 4, 4), (4, 4, 4, 4, 4, 3, 3), (4, 3))
    """
    if people == 0:
        return ()
    counts = {max(1, people // size), -(-people // size)}
    return min(
        (_split(people, count) for count in counts), key=lambda sizes: (_distance(sizes, size), -len(sizes))
    )


def _split(people: int, groups: int) -> tuple[int, ...]:
    smaller, larger = divmod(people, groups)
    return (smaller + 1,) * larger + (smaller,) * (groups - larger)


def _distance(sizes: tuple[int, ...], size: int) -> tuple[bool, int, int]:
    off = [abs(found - size) for found in sizes]
    return sizes[0] > size + 1, max(off), sum(off)
