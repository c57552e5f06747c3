"""Where things stand along a line: as near as can be to where they would like to, without overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise


def spread(wishes: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Return the centres of things in a row that keep their order and ``gap`` between them.

    Of all such rows it is the one whose centres are nearest to the wishes, by the sum of squares (pool adjacent
    violators).

    Args:
        wishes: the centre that each would like to have.
        sizes: how much room each takes.
        gap: between neighbours.

    Example:
        >>> spread([10, 10], [4, 4], 2), spread([0, 20], [4, 4], 2)
        ([7.0, 13.0], [0.0, 20.0])
    """
    offsets = [0.0]
    for before, after in pairwise(sizes):
        offsets.append(offsets[-1] + before / 2 + gap + after / 2)
    pools: list[tuple[float, int]] = []  # where a pool begins, and how many are in it
    for wish, offset in zip(wishes, offsets, strict=False):
        start, count = float(wish - offset), 1
        while pools and pools[-1][0] >= start:
            other, more = pools.pop()
            start, count = (start * count + other * more) / (count + more), count + more
        pools.append((start, count))
    starts = [start for start, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=False)]
