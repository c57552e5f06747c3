"""Agreement of raters on numbers: the six intraclass correlations."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen
from scipy import stats

from curriculum.evaluation.statistics.design_matrix import Matrix
from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason
from curriculum.evaluation.statistics.limits import p_of_f
from curriculum.evaluation.statistics.observations import Numbers, as_table, in_bounds

_ROUNDING = 1e-12


@frozen(kw_only=True)
class Intraclass:
    """One form of the intraclass correlation.

    Attributes:
        value: the correlation with its interval.
        f: F of the subjects.
        df1: degrees of freedom of the subjects.
        df2: degrees of freedom of the rest.
        p: p that subjects do not differ.
    """

    value: Estimate
    f: float | None = None
    df1: int | None = None
    df2: int | None = None
    p: Probability


@frozen(kw_only=True)
class IntraclassForms:
    """The six forms of Shrout and Fleiss.

    Attributes:
        subjects: number of subjects that every rater rated.
        raters: number of raters.
        missing: number of subjects left out because a rating is missing.
        icc1: each subject has raters of its own; one rater's reliability.
        icc2: the raters are a sample of many; one rater's absolute agreement.
        icc3: these raters and no others; one rater's consistency.
        icc1k: as ``icc1``, for the mean of the raters.
        icc2k: as ``icc2``, for the mean of the raters.
        icc3k: as ``icc3``, for the mean of the raters: Cronbach's alpha.
    """

    subjects: int
    raters: int
    missing: int
    icc1: Intraclass
    icc2: Intraclass
    icc3: Intraclass
    icc1k: Intraclass
    icc2k: Intraclass
    icc3k: Intraclass


def intraclass_correlations(ratings: Sequence[Numbers], *, confidence: float = 0.95) -> IntraclassForms:
    """Return the six intraclass correlations ICC(1,1) to ICC(3,k) with their intervals.

    Definitions and intervals: Shrout & Fleiss (1979, *Psychological Bulletin* 86:420-428), that of ICC(2) with
    the degrees of freedom of Satterthwaite.

    Args:
        ratings: a row for each subject, in it a number for each rater; None and NaN are missing.
        confidence: confidence of the intervals, over 0 and under 1.

    Raises:
        ValueError: the rows have different lengths, a rating is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> rated = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
        >>> one = intraclass_correlations(rated).icc2.value
        >>> round(one.value, 2), round(one.low, 2), round(one.high, 2)
        (0.29, 0.02, 0.76)
    """
    in_bounds(confidence)
    given = as_table(ratings)
    known = given[~np.isnan(given).any(axis=1)]
    n, k = known.shape
    few: Reason | None = (
        "no-data" if not known.size else "one-value" if n == 1 else "one-rater" if k == 1 else None
    )
    if few is None and float(np.ptp(known)) <= _ROUNDING * float(np.abs(known).max()):
        few = "no-variation"
    if few:
        nothing = Intraclass(value=Estimate(confidence=confidence, reason=few), p=Probability(reason=few))
        forms = dict.fromkeys(("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"), nothing)
    else:
        forms = _forms(_squares(known), confidence)
    return IntraclassForms(subjects=n, raters=k, missing=len(given) - n, **forms)


@frozen(kw_only=True)
class _Squares:
    """Mean squares of a table of subjects by raters."""

    n: int
    k: int
    subjects: float
    raters: float
    within: float
    rest: float


def _squares(known: Matrix) -> _Squares:
    n, k = known.shape
    by_subject, by_rater = (known.mean(axis=axis) - known.mean() for axis in (1, 0))
    within = float(((known - known.mean(axis=1, keepdims=True)) ** 2).sum())
    subjects, raters = k * float(by_subject @ by_subject), n * float(by_rater @ by_rater)
    least = _ROUNDING * float((known**2).sum())
    subjects, raters, within, rest = (
        one if one > least else 0.0 for one in (subjects, raters, within, within - raters)
    )
    return _Squares(
        n=n,
        k=k,
        subjects=subjects / (n - 1),
        raters=raters / (k - 1),
        within=within / (n * (k - 1)),
        rest=rest / ((n - 1) * (k - 1)),
    )


def _forms(squares: _Squares, confidence: float) -> dict[str, Intraclass]:
    n, k = squares.n, squares.k
    singles = {
        "icc1": _single(squares, squares.within, n * (k - 1), confidence),
        "icc2": _of_sampled_raters(squares, confidence),
        "icc3": _single(squares, squares.rest, (n - 1) * (k - 1), confidence),
    }
    return {**singles, **{f"{name}k": _of_mean(single, k) for name, single in singles.items()}}


def _single(squares: _Squares, noise: float, df2: int, confidence: float) -> Intraclass:
    """Return one rater's reliability where all that is not the subject's is noise."""
    n, k, between = squares.n, squares.k, squares.subjects
    if not between and not noise:
        return _without_noise(None, "no-variation", confidence)
    value = (between - noise) / (between + (k - 1) * noise)
    if not noise:
        return _without_noise(value, "no-disagreement", confidence)
    f = between / noise
    upper = (1 + confidence) / 2
    low, high = (
        (ratio - 1) / (ratio + k - 1)
        for ratio in (f / stats.f.ppf(upper, n - 1, df2), f * stats.f.ppf(upper, df2, n - 1))
    )
    estimate = Estimate(value=value, low=low, high=high, confidence=confidence)
    return Intraclass(value=estimate, f=f, df1=n - 1, df2=df2, p=p_of_f(f, n - 1, df2))


def _of_sampled_raters(squares: _Squares, confidence: float) -> Intraclass:
    """Return one rater's absolute agreement where the raters are a sample, too."""
    n, k, between, rest = squares.n, squares.k, squares.subjects, squares.rest
    total = between + (k - 1) * rest + k * (squares.raters - rest) / n
    if total <= _ROUNDING * (between + rest):
        return _without_noise(None, "no-variation", confidence)
    value = (between - rest) / total
    if not rest:
        return _without_noise(value, "no-variation" if squares.raters else "no-disagreement", confidence)
    ratio = squares.raters / rest
    shared = n * (1 + (k - 1) * value) - k * value
    df = (k - 1) * (n - 1) * (k * value * ratio + shared) ** 2
    df /= (n - 1) * (k * value * ratio) ** 2 + shared**2
    upper = (1 + confidence) / 2
    above, below = float(stats.f.ppf(upper, n - 1, df)), float(stats.f.ppf(upper, df, n - 1))
    apart = k * squares.raters + (k * n - k - n) * rest
    low_of, high_of = above * apart + n * between, apart + n * below * between
    if not (low_of > 0 and high_of > 0 and math.isfinite(low_of + high_of)):
        return _without_noise(value, "no-variation", confidence)
    estimate = Estimate(
        value=value,
        low=n * (between - above * rest) / low_of,
        high=n * (below * between - rest) / high_of,
        confidence=confidence,
    )
    df2 = (n - 1) * (k - 1)
    return Intraclass(value=estimate, f=between / rest, df1=n - 1, df2=df2, p=p_of_f(between / rest, n - 1, df2))


def _without_noise(value: float | None, reason: Reason, confidence: float) -> Intraclass:
    return Intraclass(
        value=Estimate(value=value, confidence=confidence, reason=reason), p=Probability(reason=reason)
    )


def _of_mean(single: Intraclass, k: int) -> Intraclass:
    """Return the reliability of the mean of k raters (Spearman and Brown)."""
    one = single.value
    value, low, high = (_stepped_up(share, k) for share in (one.value, one.low, one.high))
    if value is not None and low is not None and high is not None:
        return evolve(single, value=evolve(one, value=value, low=low, high=high))
    reason: Reason = one.reason or "no-variation"
    return evolve(single, value=Estimate(value=value, confidence=one.confidence, reason=reason))


def _stepped_up(share: float | None, k: int) -> float | None:
    if share is None or 1 + (k - 1) * share <= _ROUNDING:
        return None
    return k * share / (1 + (k - 1) * share)
