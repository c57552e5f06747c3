"""Level effects drawn towards their mean, as far as their noise warrants: empirical Bayes by REML."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from attrs import frozen
from scipy import optimize, stats

from curriculum.evaluation.statistics.estimates import Estimate, Reason
from curriculum.evaluation.statistics.limits import t_interval
from curriculum.evaluation.statistics.observations import (
    Numbers,
    Vector,
    as_codes,
    as_vector,
    complete_rows,
    in_bounds,
)

_STEPS = 200
_ROUNDING = 1e-20


@frozen(kw_only=True)
class ShrunkenLevel:
    """One level's effect before and after it is drawn towards the mean.

    Attributes:
        level: the level.
        raw: its own estimate.
        kept: share of its distance from the mean that is kept, from 0 to 1.
        shrunken: the estimate drawn towards the mean, with its interval.
    """

    level: Hashable
    raw: float
    kept: float
    shrunken: Estimate


@frozen(kw_only=True)
class Shrinkage:
    """The levels, drawn towards their mean.

    Attributes:
        mean: the mean effect over levels, with its interval.
        between: REML variance between levels; None when it cannot be estimated.
        between_interval: interval of that variance by the Q-profile; None where it is not computed.
        within: REML variance within levels; None when the standard errors were given.
        levels: the levels in the order of their first appearance.
        reason: why there is nothing.
    """

    mean: Estimate
    between: float | None = None
    between_interval: tuple[float, float] | None = None
    within: float | None = None
    levels: tuple[ShrunkenLevel, ...] = ()
    reason: Reason | None = None


def shrunken_effects(
    effects: Sequence[float],
    standard_errors: Sequence[float],
    levels: Sequence[Hashable] | None = None,
    *,
    confidence: float = 0.95,
) -> Shrinkage:
    """Return effects with known standard errors, drawn towards their weighted mean.

    The variance tau^2 between levels maximises the restricted likelihood; an effect keeps the share
    tau^2 / (tau^2 + se^2) of its distance from the mean (Raudenbush & Bryk 1985, *Journal of Educational
    Statistics* 10:75-98; Viechtbauer 2010, *Journal of Statistical Software* 36:3). Standard errors are those of
    the prediction, the uncertainty of the mean included, that of tau^2 not; the interval takes t with one degree
    of freedom fewer than there are levels. The interval of tau^2 is the Q-profile (Viechtbauer 2007, *Statistics
    in Medicine* 26:37-52).

    Args:
        effects: one a level.
        standard_errors: of the effects, each over 0.
        levels: names of the levels; their positions from 0 when left out.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, or an effect, a standard error or ``confidence`` is out of bounds.

    Example:
        >>> schools = shrunken_effects([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
        >>> round(schools.between, 3), round(schools.mean.value, 2), round(schools.mean.standard_error, 2)
        (0.0, 7.69, 4.07)
    """
    in_bounds(confidence)
    y, errors = as_vector(effects), as_vector(standard_errors)
    names = tuple(range(y.size)) if levels is None else tuple(levels)
    if not y.size == errors.size == len(names):
        raise ValueError("effects, standard errors and levels have different lengths")
    if np.isnan(y).any() or not (errors > 0).all():
        raise ValueError("every effect needs a value and a standard error over 0")
    if y.size < 2:  # noqa: PLR2004 - one level does not vary
        return _nothing("one-level" if y.size else "no-data", confidence)
    v = errors**2

    def deviance(tau2: float) -> float:
        weight = 1 / (v + tau2)
        mean = weight @ y / weight.sum()
        return float(-np.log(weight).sum() + math.log(weight.sum()) + weight @ (y - mean) ** 2)

    between = _lowest(deviance, 2 * float(np.ptp(y)) ** 2)
    weight = 1 / (v + between)
    return Shrinkage(
        mean=t_interval(float(weight @ y / weight.sum()), float(weight.sum()) ** -0.5, y.size - 1, confidence),
        between=between,
        between_interval=_q_profile(y, v, confidence),
        levels=_drawn_in(names, y, v, between, confidence),
    )


def shrunken_means(values: Numbers, levels: Sequence[Hashable], *, confidence: float = 0.95) -> Shrinkage:
    """Return the means of levels, drawn towards the mean over levels: a one-way random-effects model by REML.

    value = mean + level + rest; both variances maximise the restricted likelihood (Patterson & Thompson 1971,
    *Biometrika* 58:545-554), and a level of n values keeps the share n b / (n b + w) of its distance from the
    mean, with b the variance between and w that within levels (best linear unbiased prediction; Henderson 1975,
    *Biometrics* 31:423-447). Standard errors and intervals are as in :func:`shrunken_effects`.

    Args:
        values: observations; None and NaN are left out.
        levels: the level of each observation.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> wards = shrunken_means([1, 2, 3, 5, 6, 7], ["a", "a", "a", "b", "b", "b"])
        >>> round(wards.between, 3), round(wards.within, 3), round(wards.levels[0].shrunken.value, 3)
        (7.667, 1.0, 2.083)
    """
    in_bounds(confidence)
    if len(values) != len(levels):
        raise ValueError("values and levels have different lengths")
    (known,), kept = complete_rows(values)
    codes, names = as_codes([level for level, seen in zip(levels, kept, strict=True) if seen])
    if len(names) < 2:  # noqa: PLR2004 - one level does not vary
        return _nothing("one-level" if names else "no-data", confidence)
    if known.size == len(names):
        return _nothing("too-few", confidence)
    n = np.bincount(codes).astype(np.float64)
    y = np.bincount(codes, weights=known) / n
    rest = float(((known - y[codes]) ** 2).sum())
    if rest <= _ROUNDING * float((known**2).sum()):
        return _nothing("no-variation", confidence)

    def squares(ratio: float) -> tuple[Vector, float]:
        weight = n / (1 + ratio * n)
        mean = weight @ y / weight.sum()
        return weight, rest + float(weight @ (y - mean) ** 2)

    def deviance(ratio: float) -> float:
        weight, total = squares(ratio)
        slopes = float(np.log1p(ratio * n).sum()) + math.log(weight.sum())
        return (known.size - 1) * math.log(total) + slopes

    ratio = _lowest(deviance, 4 * float(np.ptp(y)) ** 2 * known.size / rest)
    within = squares(ratio)[1] / (known.size - 1)
    between = ratio * within
    weight = 1 / (within / n + between)
    return Shrinkage(
        mean=t_interval(float(weight @ y / weight.sum()), float(weight.sum()) ** -0.5, y.size - 1, confidence),
        between=between,
        within=within,
        levels=_drawn_in(names, y, within / n, between, confidence),
    )


def _nothing(reason: Reason, confidence: float) -> Shrinkage:
    return Shrinkage(mean=Estimate(confidence=confidence, reason=reason), reason=reason)


def _lowest(deviance: Callable[[float], float], most: float) -> float:
    """Return where a deviance is lowest from 0 to ``most``: on a grid first, since it can have two valleys."""
    if most <= 0:
        return 0.0
    grid = np.concatenate([[0.0], np.geomspace(most * 1e-9, most, _STEPS)])
    heights = [deviance(point) for point in grid]
    best = int(np.argmin(heights))
    around = (float(grid[max(best - 1, 0)]), float(grid[min(best + 1, _STEPS)]))
    found = optimize.minimize_scalar(deviance, bounds=around, method="bounded", options={"xatol": 1e-12 * most})
    return float(found.x) if found.fun < heights[0] else 0.0


def _drawn_in(
    names: Sequence[Hashable], y: Vector, v: Vector, between: float, confidence: float
) -> tuple[ShrunkenLevel, ...]:
    weight = 1 / (v + between)
    mean, of_mean = float(weight @ y / weight.sum()), 1 / float(weight.sum())
    kept = between * weight
    errors = np.sqrt(kept * v + (1 - kept) ** 2 * of_mean)
    return tuple(
        ShrunkenLevel(
            level=name,
            raw=float(value),
            kept=float(share),
            shrunken=t_interval(float(mean + share * (value - mean)), float(error), len(names) - 1, confidence),
        )
        for name, value, share, error in zip(names, y, kept, errors, strict=True)
    )


def _q_profile(y: Vector, v: Vector, confidence: float) -> tuple[float, float]:
    """Return the variances between levels for which the weighted squares are neither too large nor too small."""

    def squares(tau2: float) -> float:
        weight = 1 / (v + tau2)
        return float(weight @ (y - weight @ y / weight.sum()) ** 2)

    def variance_at(target: float) -> float:
        if squares(0.0) <= target:
            return 0.0
        most = float(((y - y.mean()) ** 2).sum()) / target
        return float(optimize.brentq(lambda tau2: squares(tau2) - target, 0.0, most))

    low, high = (stats.chi2.ppf((1 + sign * confidence) / 2, y.size - 1) for sign in (1, -1))
    return variance_at(float(low)), variance_at(float(high))
