"""A mean, and the difference between the means of two groups that may vary differently."""

from __future__ import annotations

import math

import numpy as np

from curriculum.evaluation.statistics.estimates import Estimate
from curriculum.evaluation.statistics.limits import t_interval
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_vector, in_bounds, spread


def mean_of(values: Numbers, *, confidence: float = 0.95) -> Estimate:
    """Return a mean with its t interval.

    Args:
        values: one a person, none missing.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> found = mean_of([3, 4, 5, 4])
        >>> found.value, round(found.low, 2), round(found.high, 2)
        (4.0, 2.7, 5.3)
    """
    in_bounds(confidence)
    known = as_vector(values)
    if not known.size:
        return Estimate(confidence=confidence, reason="no-data")
    value = float(known.mean())
    if known.size < 2:  # noqa: PLR2004 - one value has no spread
        return Estimate(value=value, confidence=confidence, reason="one-value")
    variance = _of_mean(known)
    if not variance:
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    return t_interval(value, math.sqrt(variance), known.size - 1, confidence)


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
    groups = [as_vector(one), as_vector(other)]
    if not all(values.size for values in groups):
        return Estimate(confidence=confidence, reason="no-data")
    value = float(groups[0].mean() - groups[1].mean())
    if min(values.size for values in groups) < 2:  # noqa: PLR2004 - one value has no spread
        return Estimate(value=value, confidence=confidence, reason="one-value")
    parts = [_of_mean(values) for values in groups]
    if not sum(parts):
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    df = sum(parts) ** 2 / sum(part**2 / (values.size - 1) for part, values in zip(parts, groups, strict=True))
    return t_interval(value, math.sqrt(sum(parts)), df, confidence)


def _of_mean(values: Vector) -> float:
    """Return the variance of a mean; zero where only rounding makes the values differ."""
    return spread(values, float(np.abs(values).max())) ** 2 / values.size
