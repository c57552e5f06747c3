"""Dividing a change among the edits that made it, so that the parts add up exactly.

An edit alone is rarely worth what it is worth beside others: two new requirements can make one long path. What an
edit adds depends on which others are made already, and so the mean over orders is taken. Over all orders that is
the Shapley value. Every order ends where the others end, so the parts add up exactly, whichever orders are taken.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import factorial, lcm
from typing import Literal

Amounts = tuple[Fraction, ...]
"""One number for each metric."""
Worth = Callable[[frozenset[int]], Amounts]
"""What the metrics are when just these edits are made."""
Way = Literal["every-order", "some-orders", "by-kind"]
"""Over all orders; over some; or not edit by edit, because there are too many."""
MOST_PAIRS = 100
"""So many orders, each of them once forwards and once backwards, say enough."""
_SEED = 1


def shares(worth: Worth, count: int, most: int) -> list[Amounts] | None:
    """Return what each of several edits adds to each metric.

    Formula: over all orders, ``sum over S without i of |S|! (n - |S| - 1)! / n! (w(S + i) - w(S))``; over some,
    the mean of ``w(before i, and i) - w(before i)``, where orders are drawn with a fixed seed and each is also
    taken backwards, so that the shares of the way back are the same with the other sign.

    Args:
        worth: the metrics for each set of edits.
        count: number of edits, ``0 ... count - 1``.
        most: how often ``worth`` may be asked for; all orders need ``2 ** count`` times.

    Returns:
        For each edit its share of each metric; together exactly ``worth(all) - worth(none)``. None when even one
        order and its reverse would take too long.

    Example:
        >>> shares(lambda made: (Fraction(len(made) ** 2),), 2, 4)
        [(Fraction(2, 1),), (Fraction(2, 1),)]

    Reference: L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II (1953).
    """
    if not count:
        return []
    known = cache(worth)
    if 2**count <= most:
        return _over_all(known, count)
    pairs = min(most // (2 * count), MOST_PAIRS)
    return _over(list(_orders(count, pairs)), known, count) if pairs else None


def way(count: int, most: int) -> Way:
    """Return how :func:`shares` divides."""
    if not count or 2**count <= most:
        return "every-order"
    return "some-orders" if most // (2 * count) else "by-kind"


def _over_all(worth: Worth, count: int) -> list[Amounts]:
    everything = [frozenset(one for one in range(count) if mask >> one & 1) for mask in range(2**count)]
    scales = [
        lcm(*(amount.denominator for amount in column)) for column in zip(*map(worth, everything), strict=True)
    ]
    whole = {  # in whole numbers, which are added up much faster
        made: [int(amount * scale) for amount, scale in zip(worth(made), scales, strict=True)]
        for made in everything
    }
    weights = [factorial(size) * factorial(count - size - 1) for size in range(count)]
    found = []
    for one in range(count):
        totals = [0] * len(scales)
        for made in everything:
            if one not in made:
                weight, less, more = weights[len(made)], whole[made], whole[made | {one}]
                totals = [total + weight * (b - a) for total, a, b in zip(totals, less, more, strict=True)]
        amounts = zip(totals, scales, strict=True)
        found.append(tuple(Fraction(total, scale * factorial(count)) for total, scale in amounts))
    return found


def _orders(count: int, pairs: int) -> Iterator[Sequence[int]]:
    drawn = random.Random(_SEED)  # noqa: S311 - nothing here is a secret
    for _ in range(pairs):
        order = drawn.sample(range(count), count)
        yield order
        yield order[::-1]


def _over(orders: Sequence[Sequence[int]], worth: Worth, count: int) -> list[Amounts]:
    nothing = worth(frozenset())
    totals = [[Fraction(0)] * len(nothing) for _ in range(count)]
    for order in orders:
        made: frozenset[int] = frozenset()
        less = nothing
        for one in order:
            made |= {one}
            more = worth(made)
            totals[one] = [
                total + after - before for total, after, before in zip(totals[one], more, less, strict=True)
            ]
            less = more
    return [tuple(total / len(orders) for total in one) for one in totals]
