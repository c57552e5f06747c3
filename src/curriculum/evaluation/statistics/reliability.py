"""Do the items of a scale hang together? Alpha with Feldt's interval, and omega where there are enough people."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from attrs import frozen
from scipy import optimize, special, stats

from curriculum.evaluation.statistics.design_matrix import Matrix
from curriculum.evaluation.statistics.estimates import Estimate, Reason
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_table, in_bounds

FEWEST_FOR_OMEGA = 100
"""With fewer people the factor model behind omega is not to be trusted."""
_ROUNDING = 1e-12
_LEAST_NOISE = 0.005
_MOST_ILL = 1e12
_PRECISION = {"ftol": 1e-14, "gtol": 1e-9}


@frozen(kw_only=True)
class Reliability:
    """How far the items of a scale measure the same.

    Attributes:
        n: number of people who answered every item.
        items: number of items.
        missing: number of people left out because an answer is missing.
        coefficient: the reliability of the sum of the items, at most 1, with its interval.
    """

    n: int
    items: int
    missing: int
    coefficient: Estimate


def cronbach_alpha(answers: Sequence[Numbers], *, confidence: float = 0.95) -> Reliability:
    """Return Cronbach's alpha with Feldt's interval.

    alpha = k / (k - 1) (1 - sum of the items' variances / variance of the sum) (Cronbach 1951, *Psychometrika*
    16:297-334). The limits are 1 - (1 - alpha) F at the two quantiles of F with n - 1 and (n - 1)(k - 1) degrees
    of freedom (Feldt 1965, *Psychometrika* 30:357-370).

    Args:
        answers: a row for each person, in it a number for each item, items turned round already; None or NaN
            where missing.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: the rows have different lengths, an answer is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> rated = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
        >>> alpha = cronbach_alpha(rated).coefficient
        >>> round(alpha.value, 4), round(alpha.low, 2), round(alpha.high, 2)
        (0.9093, 0.68, 0.99)
    """
    known, missing = _complete(answers, confidence)
    n, k = known.shape
    reason = _why_not(known)
    if reason:
        coefficient = Estimate(confidence=confidence, reason=reason)
    else:
        covariance = np.cov(known, rowvar=False)
        value = k / (k - 1) * (1 - float(np.trace(covariance)) / float(covariance.sum()))
        low, high = (
            1 - (1 - value) * float(stats.f.ppf((1 + sign * confidence) / 2, n - 1, (n - 1) * (k - 1)))
            for sign in (1, -1)
        )
        coefficient = _limited(value, low, high, confidence)
    return Reliability(n=n, items=k, missing=missing, coefficient=coefficient)


def mcdonald_omega(answers: Sequence[Numbers], *, confidence: float = 0.95) -> Reliability:
    """Return McDonald's omega, from 100 people on.

    omega = (sum of loadings)^2 / ((sum of loadings)^2 + sum of uniquenesses), of one factor fitted by maximum
    likelihood (McDonald 1999, *Test Theory*, equation 6.20). The interval is made by the delta method for
    log(omega / (1 - omega)) (Kelley & Pornprasertmanit 2016, *Psychological Methods* 21:69-92).

    Args:
        answers: a row for each person, in it a number for each of 3 items or more, items turned round already;
            None or NaN where missing.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: the rows have different lengths, an answer is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> mcdonald_omega([[1, 2, 3], [2, 3, 4]]).coefficient.reason
        'few-for-omega'
    """
    known, missing = _complete(answers, confidence)
    n, k = known.shape
    reason = _why_not(known)
    if not reason and k < 3:  # noqa: PLR2004 - two items cannot tell loadings apart
        reason = "few-variables"
    if not reason and n < FEWEST_FOR_OMEGA:
        reason = "few-for-omega"
    if not reason and not np.ptp(known, axis=0).all():
        reason = "no-variation"
    coefficient = Estimate(confidence=confidence, reason=reason) if reason else _omega(known, confidence)
    return Reliability(n=n, items=k, missing=missing, coefficient=coefficient)


def _complete(answers: Sequence[Numbers], confidence: float) -> tuple[Matrix, int]:
    in_bounds(confidence)
    given = as_table(answers)
    known = given[~np.isnan(given).any(axis=1)]
    return known, len(given) - len(known)


def _why_not(known: Matrix) -> Reason | None:
    n, k = known.shape
    if n < 2:  # noqa: PLR2004 - one person does not vary
        return "one-value" if n else "no-data"
    if k < 2:  # noqa: PLR2004 - one item has nothing to agree with
        return "few-variables"
    if np.ptp(known.sum(axis=1)) <= _ROUNDING * float(np.abs(known).max()):
        return "no-variation"
    return None


def _limited(value: float, low: float, high: float, confidence: float) -> Estimate:
    if 1 - value <= _ROUNDING:
        return Estimate(value=value, confidence=confidence, reason="no-disagreement")
    return Estimate(value=value, low=low, high=high, confidence=confidence)


def _omega(known: Matrix, confidence: float) -> Estimate:
    correlations: Matrix = np.atleast_2d(np.corrcoef(known, rowvar=False))
    if int(np.linalg.matrix_rank(correlations, hermitian=True)) < len(correlations):
        return Estimate(confidence=confidence, reason="no-fit")
    loadings, noise = _one_factor(correlations)
    if (noise <= _LEAST_NOISE * (1 + 1e-6)).any() or not (loadings.sum() > 0):
        # An item without noise of its own: one factor does not fit these answers.
        return Estimate(confidence=confidence, reason="no-fit")
    sds = known.std(axis=0, ddof=1)
    loadings, noise = loadings * sds, noise * sds**2
    shared, rest = float(loadings.sum()) ** 2, float(noise.sum())
    value = shared / (shared + rest)
    # log(omega / (1 - omega)) = 2 log(sum of loadings) - log(sum of uniquenesses)
    slope = np.concatenate([np.full(len(sds), 2 / loadings.sum()), np.full(len(sds), -1 / rest)])
    information = _information(loadings, noise, len(known))
    if float(np.linalg.cond(information)) > _MOST_ILL:
        return Estimate(value=value, confidence=confidence, reason="no-fit")
    error = math.sqrt(float(slope @ np.linalg.solve(information, slope)))
    half = error * float(stats.norm.ppf((1 + confidence) / 2))
    odds = math.log(shared / rest)
    low, high = (float(special.expit(odds + sign * half)) for sign in (-1, 1))
    return _limited(value, low, high, confidence)


def _one_factor(correlations: Matrix) -> tuple[Vector, Vector]:
    """Return loadings and uniquenesses of one factor by maximum likelihood (Joereskog 1967, *Psychometrika* 32).

    For given uniquenesses the best loadings come from the largest eigenvalue, so that only these are searched.
    """

    def fit(noise: Vector) -> tuple[Vector, Vector]:
        root = np.sqrt(noise)
        values, vectors = np.linalg.eigh(correlations / np.outer(root, root))
        return values, root * vectors[:, -1] * math.sqrt(max(float(values[-1]) - 1, 0.0))

    def misfit(noise: Vector) -> tuple[float, Vector]:
        values, loadings = fit(noise)
        rest = values[:-1]
        return float((rest - np.log(rest)).sum()), (loadings**2 + noise - 1) / noise**2

    start = np.clip(1 / np.diag(np.linalg.pinv(correlations)), 0.05, 0.95)
    bounds = [(_LEAST_NOISE, 1.0)] * len(correlations)
    found = optimize.minimize(misfit, start, jac=True, method="L-BFGS-B", bounds=bounds, options=_PRECISION)
    loadings = fit(found.x)[1]
    return loadings * np.sign(loadings.sum()), found.x


def _information(loadings: Vector, noise: Vector, n: int) -> Matrix:
    """Return the expected information of loadings and uniquenesses: n / 2 tr(S^-1 dS_a S^-1 dS_b)."""
    k = len(noise)
    inverse = np.linalg.inv(np.outer(loadings, loadings) + np.diag(noise))
    unit = np.eye(k)
    slopes = [np.outer(unit[i], loadings) + np.outer(loadings, unit[i]) for i in range(k)]
    slopes += [np.diag(unit[i]) for i in range(k)]
    scaled = np.array([inverse @ slope for slope in slopes])
    return np.asarray((n - 1) / 2 * np.einsum("aij,bji->ab", scaled, scaled))
