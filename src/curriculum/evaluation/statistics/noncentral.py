"""The small-sample correction of standardised effects, and limits from the noncentral t distribution."""

from __future__ import annotations

import math

from scipy import optimize, stats

from curriculum.evaluation.statistics.observations import in_bounds


def small_sample_factor(df: float) -> float:
    r"""Return the exact factor J that takes the bias out of a standardised mean difference.

    .. math:: J(m) = \frac{\Gamma(m/2)}{\sqrt{m/2}\,\Gamma((m-1)/2)}

    (Hedges 1981, *Journal of Educational Statistics* 6:107-128). It grows towards 1 with the degrees of freedom.

    Args:
        df: degrees of freedom of the standard deviation, over 1.

    Raises:
        ValueError: ``df`` is 1 or less: there is no unbiased effect then.

    Example:
        >>> round(small_sample_factor(9), 6)
        0.913875
    """
    if not df > 1:
        raise ValueError("the small-sample factor needs more than one degree of freedom")
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def noncentrality_limits(t: float, df: float, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of the noncentrality for which a t this large or this small is not surprising.

    The limits solve P(T <= t) = (1 + confidence) / 2 and (1 - confidence) / 2 (Steiger & Fouladi 1997, in *What If
    There Were No Significance Tests?*). They are found for |t| and reflected, since implementations of the
    distribution fail for negative t.

    Args:
        t: the observed statistic.
        df: its degrees of freedom, over 0.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: t is not finite, or ``df`` or ``confidence`` is out of bounds.

    Example:
        >>> low, high = noncentrality_limits(4.062128, 9)
        >>> round(low / 10**0.5, 4), round(high / 10**0.5, 4)
        (0.4146, 2.118)
    """
    if not math.isfinite(t) or not df > 0:
        raise ValueError("limits need a finite t and degrees of freedom over 0")
    tail = (1 - in_bounds(confidence)) / 2
    low, high = (_noncentrality(abs(t), df, below) for below in (1 - tail, tail))
    return (low, high) if t >= 0 else (-high, -low)


def _noncentrality(t: float, df: float, below: float) -> float:
    """Return the noncentrality at which a share ``below`` of the distribution lies at or below a t >= 0."""
    # t = (Z + noncentrality) / S with S^2 = chi^2 / df: this is where Z and S are as extreme as can be.
    tiny = 1e-9
    widest = -float(stats.norm.ppf(tiny))
    least = t * math.sqrt(stats.chi2.ppf(tiny, df) / df) - widest
    most = t * math.sqrt(stats.chi2.isf(tiny, df) / df) + widest
    return float(optimize.brentq(lambda shift: _share_below(t, df, shift) - below, least, most, xtol=1e-10))


def _share_below(t: float, df: float, shift: float) -> float:
    """Return P(T <= t) for a t >= 0; by the scaled chi alone where the library's distribution gives up."""
    share = float(stats.nct.cdf(t, df, shift))
    if not math.isfinite(share):
        share = float(stats.chi2.sf(df * max(shift, 0.0) ** 2 / t**2, df))
    return share
