"""Standardised effects from published summaries: means, standard deviations, numbers of people."""

from __future__ import annotations

import math

import numpy as np
from attrs import field, frozen
from attrs.validators import ge

from curriculum.evaluation.statistics.noncentral import small_sample_factor
from curriculum.evaluation.statistics.observations import Numbers, as_vector


@frozen(kw_only=True)
class EffectSize:
    """A standardised mean difference with and without its small-sample bias.

    Attributes:
        d: the difference in standard deviations.
        g: ``d`` without its small-sample bias.
        variance_d: sampling variance of ``d``, large-sample approximation.
        variance_g: sampling variance of ``g``.
    """

    d: float
    g: float
    variance_d: float
    variance_g: float


@frozen(kw_only=True)
class Sample:
    """Mean, standard deviation and number of people of one group at one time.

    Attributes:
        mean: the mean, in scale points.
        sd: the standard deviation (n - 1), at least 0.
        n: number of people, at least 2.

    Raises:
        ValueError: ``sd`` or ``n`` is out of bounds.
    """

    mean: float
    sd: float = field(validator=ge(0))
    n: int = field(validator=ge(2))


def independent_effect(treated: Sample, control: Sample) -> EffectSize:
    """Return the difference between two independent groups in pooled standard deviations.

    d = (m1 - m2) / s_pooled, g = J(n1 + n2 - 2) d, variance (n1 + n2) / (n1 n2) + d^2 / (2 (n1 + n2))
    (Borenstein et al. 2009, *Introduction to Meta-Analysis*, 4.18-4.24, with the exact J).

    Args:
        treated: the group whose mean counts as plus.
        control: the other group.

    Raises:
        ValueError: neither group varies.

    Example:
        >>> effect = independent_effect(Sample(mean=103, sd=5.5, n=50), Sample(mean=100, sd=4.5, n=50))
        >>> round(effect.d, 3), round(effect.g, 4), round(effect.variance_d, 4)
        (0.597, 0.5924, 0.0418)
    """
    n = treated.n + control.n
    d = _in_sds(treated.mean - control.mean, pooled_sd(treated, control))
    return _corrected(d, n / (treated.n * control.n) + d**2 / (2 * n), n - 2)


def paired_effect(mean_difference: float, sd_difference: float, correlation: float, n: int) -> EffectSize:
    """Return a paired change in the standard deviations of one time, restored from that of the differences.

    d = m / (s_d / sqrt(2 (1 - r))), g = J(n - 1) d, variance (1 / n + d^2 / (2 n)) 2 (1 - r)
    (Borenstein et al. 2009, 4.26-4.29, with the exact J).

    Args:
        mean_difference: mean of after minus before, in scale points.
        sd_difference: standard deviation of the differences, over 0.
        correlation: correlation of before and after, over -1 and under 1.
        n: number of pairs, at least 3.

    Raises:
        ValueError: an argument is out of bounds.

    Example:
        >>> effect = paired_effect(3, 5.5, 0.7, 50)
        >>> round(effect.d, 4), round(effect.g, 3), round(effect.variance_g, 4)
        (0.4225, 0.416, 0.0127)
    """
    if not -1 < correlation < 1:
        raise ValueError("the correlation must be over -1 and under 1")
    twice = 2 * (1 - correlation)
    d = _in_sds(mean_difference, sd_difference) * math.sqrt(twice)
    return _corrected(d, (1 / n + d**2 / (2 * n)) * twice, n - 1)


def pre_post_effect(before: Sample, after_mean: float, correlation: float) -> EffectSize:
    """Return the change of one group in standard deviations of its pre-test.

    g = J(n - 1) (m_post - m_pre) / s_pre, variance 2 (1 - r) / n + g^2 / (2 n) (Becker 1988, *British Journal of
    Mathematical and Statistical Psychology* 41:257-278; d_ppc1 of Morris 2008 is the difference of two of them).

    Args:
        before: the group at the pre-test, 3 people or more.
        after_mean: its mean at the post-test.
        correlation: correlation of pre-test and post-test, from -1 to 1.

    Raises:
        ValueError: ``correlation`` or ``before.n`` is out of bounds, or the group does not vary.

    Example:
        >>> round(pre_post_effect(Sample(mean=30.6, sd=15.0, n=20), 38.5, 0.47).g, 4)
        0.5056
    """
    _in_range(correlation)
    d = _in_sds(after_mean - before.mean, before.sd)
    factor = small_sample_factor(before.n - 1)
    noise = 2 * (1 - correlation) / before.n
    variance_d, variance_g = (noise + effect**2 / (2 * before.n) for effect in (d, factor * d))
    return EffectSize(d=d, g=factor * d, variance_d=variance_d, variance_g=variance_g)


def pre_post_control_effect(
    treated: Sample, treated_after: float, control: Sample, control_after: float, correlation: float
) -> EffectSize:
    """Return the difference in change between two groups in pooled pre-test standard deviations: d_ppc2.

    g = J(nT + nC - 2) ((change of T) - (change of C)) / s_pooled,pre (Morris 2008, *Organizational Research
    Methods* 11:364-386, equation 8), variance 2 (1 - r) (1/nT + 1/nC) + g^2 / (2 (nT + nC)) (Viechtbauer 2010,
    *Journal of Statistical Software* 36:3).

    Args:
        treated: the treated group at the pre-test.
        treated_after: its mean at the post-test.
        control: the control group at the pre-test.
        control_after: its mean at the post-test.
        correlation: correlation of pre-test and post-test, from -1 to 1.

    Raises:
        ValueError: ``correlation`` is out of bounds, or neither group varies.

    Example:
        >>> treated, control = Sample(mean=30.6, sd=15.0, n=20), Sample(mean=23.1, sd=13.8, n=20)
        >>> effect = pre_post_control_effect(treated, 38.5, control, 19.7, 0.47)
        >>> round(effect.g, 4), round(effect.variance_g, 4)
        (0.7684, 0.1134)
    """
    _in_range(correlation)
    n = treated.n + control.n
    gained = (treated_after - treated.mean) - (control_after - control.mean)
    d = _in_sds(gained, pooled_sd(treated, control))
    factor = small_sample_factor(n - 2)
    noise = 2 * (1 - correlation) * (1 / treated.n + 1 / control.n)
    variance_d, variance_g = (noise + effect**2 / (2 * n) for effect in (d, factor * d))
    return EffectSize(d=d, g=factor * d, variance_d=variance_d, variance_g=variance_g)


def pooled_sd(first: Sample, second: Sample) -> float:
    """Return the standard deviation within two groups together.

    Example:
        >>> pooled_sd(Sample(mean=0, sd=3.0, n=11), Sample(mean=5, sd=3.0, n=21))
        3.0
    """
    squares = (first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2
    return math.sqrt(squares / (first.n + second.n - 2))


def cliffs_delta(treated: Numbers, control: Numbers) -> float | None:
    """Return by how much more often a treated value is above a control value than below it.

    delta = (#(x > y) - #(x < y)) / (n m), from -1 to 1 (Cliff 1993, *Psychological Bulletin* 114:494-509).

    Args:
        treated: values of one group; None and NaN are left out.
        control: values of the other; None and NaN are left out.

    Raises:
        ValueError: a value is infinite.

    Returns:
        The share above minus the share below; None when a group is empty.

    Example:
        >>> cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
        -0.25
    """
    first, second = (values[~np.isnan(values)] for values in (as_vector(treated), as_vector(control)))
    if not first.size or not second.size:
        return None
    return float(np.sign(np.subtract.outer(first, second)).mean())


def _corrected(d: float, variance: float, df: float) -> EffectSize:
    factor = small_sample_factor(df)
    return EffectSize(d=d, g=factor * d, variance_d=variance, variance_g=factor**2 * variance)


def _in_sds(difference: float, sd: float) -> float:
    if not sd > 0 or not math.isfinite(difference):
        raise ValueError("without variation, or without both means, there is no standardised effect")
    return difference / sd


def _in_range(correlation: float) -> None:
    if not -1 <= correlation <= 1:
        raise ValueError("a correlation is from -1 to 1")
