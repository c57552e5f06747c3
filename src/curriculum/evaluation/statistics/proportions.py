"""Shares and their differences, with intervals that are right for a dozen people."""

from __future__ import annotations

import math

from scipy import stats

from curriculum.evaluation.statistics.estimates import Estimate


def share(count: int, n: int, *, confidence: float = 0.95) -> Estimate:
    """Return a share with the interval of Wilson (1927, *JASA* 22:209-212).

    Args:
        count: how many, from 0 to ``n``.
        n: of how many.
        confidence: over 0 and under 1.

    Raises:
        ValueError: ``count`` is out of bounds.

    Example:
        >>> found = share(9, 12)
        >>> found.value, round(found.low, 3), round(found.high, 3)
        (0.75, 0.468, 0.911)
    """
    if not 0 <= count <= n:
        raise ValueError("a count is from 0 to n")
    if not n:
        return Estimate(reason="no-data", confidence=confidence)
    limits = stats.binomtest(count, n).proportion_ci(confidence, method="wilson")
    return Estimate(value=count / n, low=float(limits.low), high=float(limits.high), confidence=confidence)


def share_difference(one: tuple[int, int], other: tuple[int, int], *, confidence: float = 0.95) -> Estimate:
    """Return the difference of two shares, by the hybrid score interval.

    Method 10 of Newcombe (1998, *Statistics in Medicine* 17:873-890).

    Args:
        one: count and number of the first group.
        other: those of the group that is subtracted.
        confidence: over 0 and under 1.

    Raises:
        ValueError: a count is out of bounds.

    Example:
        >>> found = share_difference((56, 70), (48, 80))
        >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
        (0.2, 0.0524, 0.3339)
    """
    first, second = (share(*group, confidence=confidence) for group in (one, other))
    numbers = (first.value, first.low, first.high, second.value, second.low, second.high)
    if any(number is None for number in numbers):
        return Estimate(reason="no-data", confidence=confidence)
    p, low, high, q, below, above = (float(number or 0.0) for number in numbers)
    return Estimate(
        value=p - q,
        low=p - q - math.hypot(p - low, above - q),
        high=p - q + math.hypot(high - p, q - below),
        confidence=confidence,
    )
