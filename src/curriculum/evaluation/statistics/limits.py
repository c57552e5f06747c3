"""Intervals and p from an estimate and its standard error, by Student's t or the normal distribution."""

from __future__ import annotations

import math

from scipy import stats

from curriculum.evaluation.statistics.estimates import Estimate, Probability


def t_interval(value: float, error: float, df: float, confidence: float) -> Estimate:
    """Return an estimate with its interval: value plus and minus t times its standard error.

    Args:
        value: the estimate.
        error: its standard error, at least 0.
        df: degrees of freedom of that error, over 0; infinity gives the normal distribution.
        confidence: over 0 and under 1.

    Example:
        >>> mean = t_interval(1.58, 0.3889587, 9, 0.95)
        >>> round(mean.low, 4), round(mean.high, 4)
        (0.7001, 2.4599)
    """
    half = error * float(stats.t.ppf((1 + confidence) / 2, df))
    return Estimate(value=value, low=value - half, high=value + half, standard_error=error, confidence=confidence)


def normal_interval(value: float, error: float, confidence: float) -> Estimate:
    """Return an estimate with its interval: value plus and minus a normal quantile times its standard error.

    Example:
        >>> round(normal_interval(0.0, 1.0, 0.95).high, 2)
        1.96
    """
    return t_interval(value, error, math.inf, confidence)


def p_of_t(t: float, df: float) -> Probability:
    """Return the two-sided p of a t.

    Example:
        >>> round(p_of_t(4.062128, 9).value, 6)
        0.002833
    """
    return Probability(value=float(2 * stats.t.sf(abs(t), df)), method="t")


def p_of_f(f: float, df1: float, df2: float) -> Probability:
    """Return the p of an F.

    Example:
        >>> round(p_of_f(4.062128**2, 1, 9).value, 6)
        0.002833
    """
    return Probability(value=float(stats.f.sf(f, df1, df2)), method="F")
