"""How much the same people changed: in scale points first, then in standard deviations, then against chance."""

from __future__ import annotations

import math
import warnings

import numpy as np
from attrs import evolve, frozen
from scipy import stats

from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason
from curriculum.evaluation.statistics.limits import p_of_t, t_interval
from curriculum.evaluation.statistics.noncentral import noncentrality_limits, small_sample_factor
from curriculum.evaluation.statistics.observations import (
    Numbers,
    Vector,
    complete_rows,
    correlated,
    in_bounds,
    spread,
)
from curriculum.evaluation.statistics.permutation import sign_flip_test

FEWEST_FOR_BOOTSTRAP = 20
"""With fewer pairs a bootstrap interval is too short to be a check of anything."""


@frozen(kw_only=True)
class PairedChange:
    """Before and after of the same people.

    Attributes:
        n: number of complete pairs.
        missing: number of pairs of which one value or both are missing; they are left out.
        mean: mean of after minus before in scale points, with its t interval.
        t: the mean divided by its standard error; None when there is no such error.
        p_t: p of that t with n - 1 degrees of freedom.
        d_z: the mean change in standard deviations of the changes, with its noncentral t interval.
        g_av: the mean change in s_av = sqrt((s_before^2 + s_after^2) / 2), without its small-sample bias; the
            interval for the effect is that of Algina and Keselman.
        exact: p of the sign-flip test.
        d_av: ``g_av`` with its small-sample bias; None when nothing varies.
        d_rm: the mean change in standard deviations of one time, restored from that of the changes; None when
            before or after does not vary.
        before_mean: mean before, in scale points; None without pairs.
        after_mean: mean after, in scale points; None without pairs.
        before_sd: standard deviation (n - 1) before; None with fewer than two pairs.
        after_sd: standard deviation (n - 1) after; None with fewer than two pairs.
        correlation: correlation of before and after; None when either does not vary.
    """

    n: int
    missing: int
    mean: Estimate
    t: float | None = None
    p_t: Probability
    d_z: Estimate
    g_av: Estimate
    exact: Probability
    d_av: float | None = None
    d_rm: float | None = None
    before_mean: float | None = None
    after_mean: float | None = None
    before_sd: float | None = None
    after_sd: float | None = None
    correlation: float | None = None


def paired_change(
    before: Numbers, after: Numbers, *, confidence: float = 0.95, draws: int = 9_999, seed: int = 0
) -> PairedChange:
    """Return how much the same people changed.

    g_av = J(n - 1) m / s_av (Cumming 2012, *Understanding the New Statistics*, 11; J by Hedges 1981). The interval
    of the effect is that of the noncentrality of t, times s_d / (sqrt(n) s_av) (Algina & Keselman 2003,
    *Educational and Psychological Measurement* 63:537-553). All standardised effects stay the same when a scale
    from 1 to 5 is counted from 0 to 100.

    Args:
        before: values before, one a person; None or NaN where missing.
        after: values after, of the same people in the same order.
        confidence: confidence of every interval, over 0 and under 1.
        draws: patterns of signs drawn when there are more than 20 pairs.
        seed: seed of those draws.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` or ``draws`` is out of bounds.

    Example:
        >>> change = paired_change([2, 3, 2, 4, 3], [3, 4, 2, 5, 5])
        >>> change.mean.value, round(change.g_av.value, 3), change.exact.value
        (1.0, 0.728, 0.125)
    """
    in_bounds(confidence)
    (first, last), kept = complete_rows(before, after)
    changes = last - first
    exact = sign_flip_test(changes.tolist(), draws=draws, seed=seed)
    n, missing = int(first.size), int(np.count_nonzero(~kept))
    if n < 2:  # noqa: PLR2004 - one value has no spread
        return _hardly_any(first, last, missing, exact, confidence)
    size = float(np.abs([first, last]).max())
    before_sd, after_sd, sd = (spread(values, size) for values in (first, last, changes))
    average_sd = math.hypot(before_sd, after_sd) / math.sqrt(2)
    correlation = correlated(first, last) if before_sd and after_sd else None
    change = float(changes.mean())
    t = change * math.sqrt(n) / sd if sd else None
    d_z = d_rm = limits = None
    if t is not None:
        d_z = change / sd
        limits = noncentrality_limits(t, n - 1, confidence)
        d_rm = None if correlation is None else d_z * math.sqrt(2 * (1 - correlation))
    d_av = change / average_sd if average_sd else None
    return PairedChange(
        n=n,
        missing=missing,
        mean=_mean(change, sd / math.sqrt(n), n - 1, confidence),
        t=t,
        p_t=Probability(reason="no-variation") if t is None else p_of_t(t, n - 1),
        d_z=_standardised(d_z, limits, 1 / math.sqrt(n), confidence),
        g_av=_unbiased(d_av, limits, n, sd / average_sd if average_sd else 0.0, confidence),
        exact=exact,
        d_av=d_av,
        d_rm=d_rm,
        before_mean=float(first.mean()),
        after_mean=float(last.mean()),
        before_sd=before_sd,
        after_sd=after_sd,
        correlation=correlation,
    )


def _hardly_any(first: Vector, last: Vector, missing: int, exact: Probability, confidence: float) -> PairedChange:
    reason: Reason = "one-value" if first.size else "no-data"
    before, after = (float(values[0]) if values.size else None for values in (first, last))
    nothing = Estimate(confidence=confidence, reason=reason)
    return PairedChange(
        n=int(first.size),
        missing=missing,
        mean=evolve(nothing, value=None if before is None or after is None else after - before),
        p_t=Probability(reason=reason),
        d_z=nothing,
        g_av=nothing,
        exact=exact,
        before_mean=before,
        after_mean=after,
    )


def _mean(value: float, error: float, df: int, confidence: float) -> Estimate:
    if not error:
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    return t_interval(value, error, df, confidence)


def _standardised(
    value: float | None, limits: tuple[float, float] | None, scale: float, confidence: float
) -> Estimate:
    """Return an effect whose true value is ``scale`` times the noncentrality of t."""
    if value is None or limits is None:
        return Estimate(value=value, confidence=confidence, reason="no-variation")
    low, high = (limit * scale for limit in limits)
    return Estimate(value=value, low=low, high=high, confidence=confidence)


def _unbiased(
    d_av: float | None, limits: tuple[float, float] | None, n: int, ratio: float, confidence: float
) -> Estimate:
    """Return g_av; ``ratio`` is the standard deviation of the changes over s_av."""
    if n <= 2:  # noqa: PLR2004 - the bias of two values is not known
        return Estimate(confidence=confidence, reason="too-few")
    value = None if d_av is None else small_sample_factor(n - 1) * d_av
    return _standardised(value, limits, ratio / math.sqrt(n), confidence)


def bootstrap_check(
    before: Numbers, after: Numbers, *, confidence: float = 0.95, draws: int = 9_999, seed: int = 0
) -> Estimate:
    """Return g_av with a BCa bootstrap interval, to hold beside the one of :func:`paired_change`.

    Pairs are drawn with replacement; the percentiles are corrected for bias and acceleration (Efron 1987,
    *Journal of the American Statistical Association* 82:171-185). From 20 pairs only: below, it is too short.

    Args:
        before: values before, one a person; None or NaN where missing.
        after: values after, of the same people in the same order.
        confidence: confidence of the interval, over 0 and under 1.
        draws: number of samples drawn, at least 1.
        seed: seed of the draws.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` or ``draws`` is out of bounds.

    Example:
        >>> bootstrap_check([1, 2, 3], [2, 3, 3]).reason
        'few-for-bootstrap'
    """
    change = paired_change(before, after, confidence=confidence, draws=1)
    if change.n < FEWEST_FOR_BOOTSTRAP:
        return Estimate(value=change.g_av.value, confidence=confidence, reason="few-for-bootstrap")
    factor = small_sample_factor(change.n - 1)

    def effect(first: Vector, last: Vector, axis: int = -1) -> Vector:
        variance = (first.var(ddof=1, axis=axis) + last.var(ddof=1, axis=axis)) / 2
        return np.asarray(factor * (last - first).mean(axis=axis) / np.sqrt(variance))

    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        interval = stats.bootstrap(
            complete_rows(before, after)[0],
            effect,
            paired=True,
            n_resamples=draws,
            confidence_level=confidence,
            method="BCa",
            random_state=np.random.default_rng(seed),
        ).confidence_interval
    if not math.isfinite(interval.low) or not math.isfinite(interval.high):
        return Estimate(value=change.g_av.value, confidence=confidence, reason="no-variation")
    return Estimate(
        value=change.g_av.value, low=float(interval.low), high=float(interval.high), confidence=confidence
    )
