"""The difference between the means of two groups that may vary differently."""

from __future__ import annotations

import math

from curriculum.evaluation.statistics.estimates import Estimate
from curriculum.evaluation.statistics.limits import t_interval
from curriculum.evaluation.statistics.observations import Numbers, as_vector, in_bounds


def mean_difference(one: Numbers, other: Numbers, *, confidence: float = 0.95) -> Estimate:
    """Return the mean of one group minus that of the other, with the interval of Welch (1947, *Biometrika* 34:28).

    Args:
        one: the values of one group, none missing.
        other: those of the other.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> found = mean_difference([3, 4, 5, 4], [2, 3, 2, 3])
        >>> found.value, round(found.low, 2), round(found.high, 2)
        (1.5, 0.24, 2.76)
    """
    in_bounds(confidence)
    first, second = as_vector(one), as_vector(other)
    if not first.size or not second.size:
        return Estimate(confidence=confidence, reason="no-data")
    value = float(first.mean() - second.mean())
    if min(first.size, second.size) < 2:  # noqa: PLR2004 - one value has no spread
        return Estimate(value=value, confidence=confidence, reason="one-value")
    parts = [float(values.var(ddof=1)) / values.size for values in (first, second)]
    if not sum(parts):
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    df = sum(parts) ** 2 / sum(
        part**2 / (values.size - 1) for part, values in zip(parts, (first, second), strict=True)
    )
    return t_interval(value, math.sqrt(sum(parts)), df, confidence)
