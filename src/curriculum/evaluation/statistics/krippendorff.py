"""Krippendorff's alpha: any number of raters, any level of measurement, any ratings missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import evolve, frozen

from curriculum.evaluation.statistics.design_matrix import Matrix
from curriculum.evaluation.statistics.estimates import Estimate, Reason
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_table, in_bounds

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
"""What a difference between two ratings means."""
_BLOCK = 500


@frozen(kw_only=True)
class Alpha:
    """Krippendorff's alpha.

    Attributes:
        units: number of subjects with two ratings or more; the others say nothing.
        ratings: number of ratings of those subjects.
        missing: number of subjects with fewer than two ratings.
        alpha: the coefficient, at most 1, with its bootstrap interval.
        seed: seed of the bootstrap.
    """

    units: int
    ratings: int
    missing: int
    alpha: Estimate
    seed: int


def krippendorff_alpha(
    ratings: Sequence[Numbers],
    *,
    metric: Metric = "ordinal",
    confidence: float = 0.95,
    draws: int = 1_999,
    seed: int = 0,
) -> Alpha:
    """Return Krippendorff's alpha = 1 - (observed disagreement) / (disagreement expected by chance).

    Differences are those of Krippendorff (2019, *Content Analysis*, 4th edition, chapter 12): 0 or 1 (nominal),
    the ratings that lie between, squared (ordinal), (c - k)^2 (interval), ((c - k) / (c + k))^2 (ratio). The
    interval is the percentile bootstrap over subjects (Zapf et al. 2016, *BMC Medical Research Methodology*
    16:93).

    Args:
        ratings: a row for each rater, in it a number for each subject; None and NaN are missing.
        metric: what a difference between two ratings means.
        confidence: confidence of the interval, over 0 and under 1.
        draws: number of bootstrap samples, at least 1.
        seed: seed of the bootstrap.

    Raises:
        ValueError: the rows have different lengths, a rating is infinite (or negative, for ratio), or
            ``confidence`` or ``draws`` is out of bounds.

    Example:
        >>> found = krippendorff_alpha([[1, 2, 3, 3, None], [1, 2, 3, 4, 4]], metric="nominal")
        >>> found.units, round(found.alpha.value, 3)
        (4, 0.696)
    """
    in_bounds(confidence)
    if draws < 1:
        raise ValueError("at least one sample must be drawn")
    given = as_table(ratings)
    if metric == "ratio" and (given < 0).any():
        raise ValueError("a ratio scale has no negative values")
    subjects = given.shape[1]
    paired = given[:, (~np.isnan(given)).sum(axis=0) > 1]
    known = np.unique(paired[~np.isnan(paired)])
    counts = (paired[:, :, None] == known).sum(axis=0).astype(np.float64)
    units = len(counts) if known.size else 0
    found = Alpha(
        units=units,
        ratings=int(counts.sum()),
        missing=subjects - units,
        alpha=_estimate(counts, known, metric, confidence=confidence, draws=draws, seed=seed),
        seed=seed,
    )
    if not units and not np.isnan(given).all():
        return evolve(found, alpha=Estimate(confidence=confidence, reason="no-overlap"))
    return found


def _estimate(
    counts: Matrix, known: Vector, metric: Metric, *, confidence: float, draws: int, seed: int
) -> Estimate:
    if known.size < 2:  # noqa: PLR2004 - where all ratings are one value, nothing can be told apart
        reason: Reason = "no-variation" if known.size else "no-data"
        return Estimate(confidence=confidence, reason=reason)
    value = float(_alphas(np.ones((1, len(counts))), counts, known, metric)[0])
    if value == 1:
        return Estimate(value=value, confidence=confidence, reason="no-disagreement")
    if len(counts) < 2:  # noqa: PLR2004 - one subject does not vary
        return Estimate(value=value, confidence=confidence, reason="one-value")
    generator = np.random.default_rng(seed)
    times = generator.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws).astype(
        np.float64
    )
    drawn = np.concatenate(
        [_alphas(times[start : start + _BLOCK], counts, known, metric) for start in range(0, draws, _BLOCK)]
    )
    drawn = drawn[~np.isnan(drawn)]
    if not drawn.size:
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    tail = (1 - confidence) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return Estimate(value=value, low=low, high=high, confidence=confidence)


def _alphas(times: Matrix, counts: Matrix, known: Vector, metric: Metric) -> Vector:
    """Return alpha for each way of counting the subjects several times; NaN where nothing varies."""
    raters = counts.sum(axis=1)
    margins = times @ counts
    total = margins.sum(axis=1)
    found = np.full(len(times), np.nan)
    fixed = None if metric == "ordinal" else _differences(known, margins[0], metric)
    within = None if fixed is None else _within(counts, raters, fixed)
    for draw, margin in enumerate(margins):
        differences = _differences(known, margin, metric) if fixed is None else fixed
        inside = _within(counts, raters, differences) if within is None else within
        expected = float(margin @ differences @ margin) / (total[draw] - 1)
        if expected > 0:
            found[draw] = 1 - float(times[draw] @ inside) / expected
    return found


def _within(counts: Matrix, raters: Vector, differences: Matrix) -> Vector:
    """Return the disagreement inside each subject."""
    return np.asarray(((counts @ differences) * counts).sum(axis=1) / (raters - 1))


def _differences(known: Vector, margin: Vector, metric: Metric) -> Matrix:
    """Return the squared difference between every two values."""
    if metric == "nominal":
        return 1 - np.eye(known.size)
    if metric == "ordinal":
        ranks = np.cumsum(margin) - margin / 2
        return np.asarray(np.subtract.outer(ranks, ranks) ** 2)
    apart = np.subtract.outer(known, known)
    if metric == "interval":
        return np.asarray(apart**2)
    sums = np.add.outer(known, known)
    return np.asarray((apart / np.where(sums == 0, 1.0, sums)) ** 2)
