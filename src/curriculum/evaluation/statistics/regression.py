"""Least squares with the variance that suits the data: equal, or robust for answers that come in clusters."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Literal

import numpy as np
from attrs import frozen

from curriculum.evaluation.statistics.design_matrix import ROUNDING, Design, Matrix
from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason
from curriculum.evaluation.statistics.limits import p_of_f, p_of_t, t_interval
from curriculum.evaluation.statistics.observations import Column, as_codes, as_vector, in_bounds

Kind = Literal["equal", "CR0", "CR1", "CR1S", "CR2"]
"""``equal``: the textbook's, one variance for all; the others allow anything within a cluster."""
FEWEST_DEGREES = 4.0
"""Below so many Satterthwaite degrees of freedom the t approximation is not to be trusted."""
_DIGITS = 1e-9
"""Degrees of freedom are computed to about so large a share of themselves."""
_UNSEEN = 1e-6
"""What CR2 misses of a variance may be so large a share of it, for rounding."""


@frozen(kw_only=True)
class Coefficient:
    """One linear combination of coefficients.

    Attributes:
        estimate: its value with interval and standard error. With few degrees of freedom the interval shows how
            little is known, and no more.
        t: the value divided by its standard error; None without one.
        df: degrees of freedom of the standard error; None without one.
        p: two-sided p; none is given below 4 Satterthwaite degrees of freedom.
    """

    estimate: Estimate
    t: float | None = None
    df: float | None = None
    p: Probability


@frozen(kw_only=True)
class JointTest:
    """Whether several linear combinations of coefficients are all zero.

    Attributes:
        f: the F statistic; None when it cannot be computed.
        df1: number of combinations tested.
        df2: degrees of freedom of the denominator; None without F.
        p: p of that F; none is given below 4 denominator degrees of freedom of a robust test.
    """

    f: float | None = None
    df1: int
    df2: float | None = None
    p: Probability


class LinearModel:
    """A least-squares fit of an outcome on columns, with robust variances.

    CR2 and its Satterthwaite degrees of freedom are those of Pustejovsky & Tipton (2018, *Journal of Business &
    Economic Statistics* 36:672-683, equations 5, 6 and 11): each cluster's residuals are multiplied by
    A = D' B^(-1/2) D with B = D [(I - H) Phi (I - H)'] D', where Phi = D'D is the working variance, so that the
    variance is unbiased when the working variance is right. With each row as its own cluster and equal working
    variances this is HC2 with the degrees of freedom of Bell & McCaffrey (2002, *Survey Methodology* 28:169-181).
    Where the columns fit a cluster exactly B has no inverse, and the variance stays unbiased only for combinations
    that do not rest on what is fitted. A group that comes from one cluster alone is such a case: every sandwich
    takes its mean for exact (MacKinnon & Webb 2018, *Econometrics Journal* 21:114-135). Then CR2 has no interval
    and no p, and the reason is ``lone-cluster``.

    Args:
        outcome: the values to be explained, none missing.
        columns: the explaining columns, each as long as ``outcome``; the intercept is one of them if wanted.
        clusters: the cluster of each row; None makes each row its own.
        weights: weights of the rows, over 0; None for equal ones.
        variances: working variances of the rows, over 0; None for equal ones.

    Raises:
        ValueError: the lengths differ, something is missing or infinite, or a weight or variance is not over 0.

    Example:
        >>> model = LinearModel([1, 2, 4, 3, 5, 9], [[1] * 6, [0, 0, 0, 1, 1, 1]], clusters="aabbcc")
        >>> round(model.coefficients[1], 3), model.clusters
        (3.333, 3)
    """

    def __init__(
        self,
        outcome: Column,
        columns: Sequence[Column],
        clusters: Sequence[Hashable] | None = None,
        *,
        weights: Column | None = None,
        variances: Column | None = None,
    ) -> None:
        self.outcome = as_vector(outcome)
        n = self.outcome.size
        if any(len(column) != n for column in columns):
            raise ValueError("outcome and columns have different lengths")
        x = np.array([as_vector(column) for column in columns], dtype=np.float64).reshape(len(columns), n).T
        w, phi = (np.ones(n) if given is None else as_vector(given) for given in (weights, variances))
        codes, labels = as_codes(range(n) if clusters is None else clusters)
        if any(len(values) != n for values in (w, phi, codes)):
            raise ValueError("outcome, clusters, weights and variances have different lengths")
        if any(np.isnan(values).any() for values in (self.outcome, x, w, phi)):
            raise ValueError("a value is missing: leave its row out first")
        if (w <= 0).any() or (phi <= 0).any():
            raise ValueError("weights and variances are over 0")
        rows = tuple(np.flatnonzero(codes == code) for code in range(len(labels)))
        self.n, self.clusters = n, len(labels)
        self.design = Design(x=x, w=w, phi=phi, rows=rows)
        self._beta = self.design.bread @ (x.T @ (w * self.outcome))
        self.residuals = self.outcome - x @ self._beta

    @property
    def coefficients(self) -> tuple[float, ...]:
        """The coefficients in the order of the columns."""
        return tuple(self._beta.tolist())

    def covariance(self, kind: Kind = "CR2") -> tuple[tuple[float, ...], ...]:
        """Return the covariance matrix of the coefficients.

        ``CR0`` is the plain sandwich (Liang & Zeger 1986, *Biometrika* 73:13-22), ``CR1`` multiplies it by
        G / (G - 1), ``CR1S`` by G (N - 1) / ((G - 1) (N - k)); ``CR2`` is as above.

        Args:
            kind: which variance.

        Raises:
            ValueError: there are too few rows or clusters for it.
        """
        if self._lacking(kind):
            raise ValueError(f"{kind} needs more clusters, or more rows than coefficients")
        return tuple(tuple(row) for row in self._covariance(kind).tolist())

    def coefficient(self, position: int, kind: Kind = "CR2", confidence: float = 0.95) -> Coefficient:
        """Return one coefficient with interval and p.

        Args:
            position: of its column, from 0.
            kind: which variance.
            confidence: confidence of the interval, over 0 and under 1.

        Raises:
            IndexError: there is no such column.
            ValueError: ``confidence`` is out of bounds.
        """
        contrast = np.zeros(self.design.x.shape[1])
        contrast[position] = 1.0
        return self.contrast(contrast.tolist(), kind, confidence)

    def contrast(self, contrast: Sequence[float], kind: Kind = "CR2", confidence: float = 0.95) -> Coefficient:
        """Return a linear combination of coefficients with interval and p.

        Args:
            contrast: a factor for each column.
            kind: which variance.
            confidence: confidence of the interval, over 0 and under 1.

        Raises:
            ValueError: ``contrast`` has another length than there are columns, or ``confidence`` is out of bounds.
        """
        in_bounds(confidence)
        rows = self._as_constraints([contrast])
        value = float(rows[0] @ self._beta)
        if not self.design.estimable(rows):
            return _without_error(Estimate(confidence=confidence, reason="aliased"))
        if lacking := self._lacking(kind, rows):
            return _without_error(Estimate(value=value, confidence=confidence, reason=lacking))
        variance = float(rows[0] @ self._covariance(kind) @ rows[0])
        size = float(rows[0] @ self.design.bread @ rows[0]) * float(np.abs(self.outcome).max()) ** 2
        if variance <= ROUNDING * size:
            return _without_error(Estimate(value=value, confidence=confidence, reason="no-variation"))
        df = self._degrees(rows, kind)
        estimate = t_interval(value, math.sqrt(variance), df, confidence)
        t = value / math.sqrt(variance)
        if kind == "CR2" and too_few(df):
            return Coefficient(estimate=estimate, t=t, df=df, p=Probability(reason="few-degrees"))
        return Coefficient(estimate=estimate, t=t, df=df, p=p_of_t(t, df))

    def joint(self, constraints: Sequence[Sequence[float]], kind: Kind = "CR2") -> JointTest:
        """Test whether several linear combinations of coefficients are all zero.

        For CR2 this is the approximate Hotelling test (HTZ) of Pustejovsky & Tipton (2018, section 3.2):
        F = (eta - q + 1) / (eta q) Q with q and eta - q + 1 degrees of freedom, where Q is the Wald statistic and
        eta = q (q + 1) / (sum of the variances of the entries of the scaled covariance).

        Args:
            constraints: a row for each combination, in it a factor for each column.
            kind: which variance.

        Raises:
            ValueError: a row has another length than there are columns.
        """
        rows = self._as_constraints(constraints)
        q = len(rows)
        if not self.design.estimable(rows) or int(np.linalg.matrix_rank(rows)) < q:
            return JointTest(df1=q, p=Probability(reason="aliased"))
        if lacking := self._lacking(kind, rows):
            return JointTest(df1=q, p=Probability(reason=lacking))
        values, covariance = rows @ self._beta, rows @ self._covariance(kind) @ rows.T
        size = rows @ self.design.bread @ rows.T * float(np.abs(self.outcome).max()) ** 2
        if np.trace(covariance) <= ROUNDING * np.trace(size):
            return JointTest(df1=q, p=Probability(reason="no-variation"))
        df2 = self._degrees(rows, kind)
        if kind == "CR2":
            df2 -= q - 1
        if df2 <= 0 or int(np.linalg.matrix_rank(covariance, hermitian=True)) < q:
            return JointTest(df1=q, p=Probability(reason="few-degrees"))
        wald = float(values @ np.linalg.solve(covariance, values))
        f = wald / q * (df2 / (df2 + q - 1) if kind == "CR2" else 1.0)
        if kind == "CR2" and too_few(df2):
            return JointTest(f=f, df1=q, df2=df2, p=Probability(reason="few-degrees"))
        return JointTest(f=f, df1=q, df2=df2, p=p_of_f(f, q, df2))

    def _as_constraints(self, constraints: Sequence[Sequence[float]]) -> Matrix:
        rows = np.array([as_vector(row) for row in constraints], dtype=np.float64)
        if rows.ndim != 2 or rows.shape[1] != self.design.x.shape[1]:  # noqa: PLR2004 - rows and columns
            raise ValueError("a contrast has a factor for each column")
        return rows

    def _lacking(self, kind: Kind, rows: Matrix | None = None) -> Reason | None:
        """Return what a variance lacks; for combinations in ``rows`` also what CR2 lacks to be unbiased."""
        if kind != "equal" and self.clusters == 1:
            return "one-cluster"
        if self.n <= self.design.rank:
            return "too-few"
        missed = kind == "CR2" and rows is not None and self.design.seen(rows) < 1 - _UNSEEN
        return "lone-cluster" if missed else None

    def _covariance(self, kind: Kind) -> Matrix:
        if kind == "equal":
            spread = float(self.residuals @ (self.design.w * self.residuals)) / (self.n - self.design.rank)
            return np.asarray(spread * self.design.bread)
        scores = np.array(
            [
                score.T @ self.residuals[rows]
                for rows, score in zip(
                    self.design.rows,
                    self.design.corrected_scores if kind == "CR2" else self.design.scores,
                    strict=True,
                )
            ]
        )
        covariance = self.design.bread @ (scores.T @ scores) @ self.design.bread
        factor = self.clusters / (self.clusters - 1) if kind in {"CR1", "CR1S"} else 1.0
        if kind == "CR1S":
            factor *= (self.n - 1) / (self.n - self.design.rank)
        return np.asarray(factor * covariance)

    def _degrees(self, rows: Matrix, kind: Kind) -> float:
        """Return the degrees of freedom: of the variance of one combination, or eta for several."""
        if kind == "equal":
            return float(self.n - self.design.rank)
        return self.design.degrees(rows) if kind == "CR2" else float(self.clusters - 1)


def too_few(df: float) -> bool:
    """Say whether these are too few degrees of freedom for a p; rounding in the last digits decides nothing.

    Example:
        >>> too_few(3.9), too_few(4.0 - 1e-13)
        (True, False)
    """
    return df < FEWEST_DEGREES * (1 - _DIGITS)


def _without_error(estimate: Estimate) -> Coefficient:
    return Coefficient(estimate=estimate, p=Probability(reason=estimate.reason))
