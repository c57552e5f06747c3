"""Agreement of two raters beyond chance: Cohen's kappa and its kin, weighted or not."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Literal

import numpy as np
from attrs import evolve, frozen

from curriculum.evaluation.statistics.design_matrix import Matrix
from curriculum.evaluation.statistics.estimates import Estimate, Reason
from curriculum.evaluation.statistics.limits import normal_interval
from curriculum.evaluation.statistics.observations import as_table, in_bounds

_ROUNDING = 1e-12
Chance = Literal["cohen", "scott", "gwet", "uniform"]
"""What counts as agreement by chance.

``cohen``: each rater's own margins (kappa); ``scott``: their mean margins (pi); ``gwet``: AC1 or, weighted, AC2;
``uniform``: every category alike (Bennett's S, Brennan and Prediger's kappa).
"""
Weighting = Literal["none", "linear", "quadratic"]
"""How much nearly right counts: not at all, by its distance, or by the square of its distance."""


@frozen(kw_only=True)
class Agreement:
    """How far raters agree.

    Attributes:
        n: number of subjects rated by both, or by two raters and more.
        missing: number of subjects left out because a rating is missing.
        observed: (weighted) share of agreement, from 0 to 1.
        expected: the same by chance.
        coefficient: (observed - expected) / (1 - expected), with its interval.
    """

    n: int
    missing: int = 0
    observed: float | None = None
    expected: float | None = None
    coefficient: Estimate


def kappa(
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    *,
    categories: Sequence[Hashable] | None = None,
    chance: Chance = "cohen",
    weighting: Weighting = "none",
    confidence: float = 0.95,
) -> Agreement:
    """Return how far two raters agree on the same subjects: see :func:`kappa_of_table`.

    Args:
        first: one rater's category for each subject; None where missing (numbers: NaN too).
        second: the other's.
        categories: all categories in their order; the sorted ones that occur when left out.
        chance: what counts as agreement by chance.
        weighting: how much nearly right counts; it goes by the order of ``categories``.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, or a category is not among ``categories``.

    Example:
        >>> found = kappa([1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 2], weighting="quadratic")
        >>> round(found.coefficient.value, 3)
        0.857
    """
    if len(first) != len(second):
        raise ValueError("the two raters have different numbers of subjects")
    pairs = [(one, other) for one, other in zip(first, second, strict=True) if _known(one) and _known(other)]
    known = list(categories) if categories is not None else sorted({one for pair in pairs for one in pair})  # type: ignore[type-var]
    place = {category: number for number, category in enumerate(known)}
    if strange := [one for pair in pairs for one in pair if one not in place]:
        raise ValueError(f"a rating is none of the categories: {strange[0]!r}")
    table = np.zeros((len(known), len(known)), dtype=int)
    for one, other in pairs:
        table[place[one], place[other]] += 1
    found = kappa_of_table(table.tolist(), chance=chance, weighting=weighting, confidence=confidence)
    return evolve(found, missing=len(first) - len(pairs))


def kappa_of_table(
    table: Sequence[Sequence[int]],
    *,
    chance: Chance = "cohen",
    weighting: Weighting = "none",
    confidence: float = 0.95,
) -> Agreement:
    """Return the agreement in a table of counts: rows one rater's categories, columns the other's.

    Cohen's kappa (Cohen 1960, *Educational and Psychological Measurement* 20:37-46; weighted: Cohen 1968,
    *Psychological Bulletin* 70:213-220), Scott's pi (1955), Gwet's AC1 (2008, *British Journal of Mathematical and
    Statistical Psychology* 61:29-48), Bennett's S (1954). The standard error is the large-sample one by the delta
    method, for kappa that of Fleiss, Cohen & Everitt (1969, *Psychological Bulletin* 72:323-327); the interval is
    a normal one, cut at -1 and 1. When all agree there is no interval.

    Args:
        table: counts; as many rows as columns, in the same order of categories.
        chance: what counts as agreement by chance.
        weighting: how much nearly right counts; it goes by the order of the categories.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: the table is not square, or a count is negative.

    Example:
        >>> found = kappa_of_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
        >>> round(found.coefficient.value, 4), round(found.coefficient.standard_error, 4)
        (0.7964, 0.0589)
    """
    in_bounds(confidence)
    counts = as_table(table)
    if counts.shape != (len(table), len(table)) or not (counts >= 0).all():
        raise ValueError("a table of agreement is square, and its counts are not negative")
    n = int(counts.sum())
    if not n:
        return Agreement(n=0, coefficient=Estimate(confidence=confidence, reason="no-data"))
    if len(table) < 2:  # noqa: PLR2004 - with one category there is nothing to agree on
        return Agreement(n=n, coefficient=Estimate(confidence=confidence, reason="no-variation"))
    shares = counts / n
    weights = _weights(len(table), weighting)
    observed = float((weights * shares).sum())
    expected, slope = _by_chance(shares, weights, chance)
    if 1 - expected <= _ROUNDING:
        return Agreement(
            n=n,
            observed=observed,
            expected=expected,
            coefficient=Estimate(confidence=confidence, reason="no-variation"),
        )
    value = (observed - expected) / (1 - expected)
    influence = (weights - (1 - value) * slope) / (1 - expected)
    variance = float((shares * influence**2).sum() - (shares * influence).sum() ** 2) / n
    return Agreement(
        n=n,
        observed=observed,
        expected=expected,
        coefficient=limited(value, variance, confidence),
    )


def limited(value: float, variance: float, confidence: float) -> Estimate:
    """Return a coefficient of agreement with a normal interval cut at -1 and 1; none when all agree.

    Example:
        >>> limited(0.9, 0.01, 0.95).high
        1.0
    """
    if variance <= _ROUNDING:
        reason: Reason = "no-disagreement" if value > 1 - _ROUNDING else "no-variation"
        return Estimate(value=value, confidence=confidence, reason=reason)
    wide = normal_interval(value, math.sqrt(variance), confidence)
    return evolve(wide, low=max(-1.0, wide.low or 0.0), high=min(1.0, wide.high or 0.0))


def _known(rating: Hashable | None) -> bool:
    """Say whether there is a rating: NaN is the one value that is not equal to itself."""
    return rating is not None and rating == rating  # noqa: PLR0124


def _weights(size: int, weighting: Weighting) -> Matrix:
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / (size - 1)
    if weighting == "none":
        return np.eye(size)
    return np.asarray(1 - (apart if weighting == "linear" else apart**2))


def _by_chance(shares: Matrix, weights: Matrix, chance: Chance) -> tuple[float, Matrix]:
    """Return the agreement expected by chance, and how it changes with the share of each cell."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    mean = (rows + columns) / 2
    size = len(mean)
    if chance == "cohen":
        return float(rows @ weights @ columns), np.add.outer(weights @ columns, weights @ rows)
    if chance == "scott":
        return float(mean @ weights @ mean), np.add.outer(weights @ mean, weights @ mean)
    alike = float(weights.sum()) / size**2
    if chance == "uniform":
        return alike, np.zeros_like(weights)
    factor = alike * size / (size - 1)
    return factor * float(mean @ (1 - mean)), factor * np.add.outer(0.5 - mean, 0.5 - mean)
