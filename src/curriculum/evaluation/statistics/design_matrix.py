"""The explaining side of a regression, cut into clusters, and what CR2 makes of it.

Everything here depends on the columns, the clusters and the weights alone, not on the outcome.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from attrs import define
from numpy.typing import NDArray

from curriculum.evaluation.statistics.observations import Vector

Matrix = NDArray[np.float64]
ROUNDING = 1e-12
"""What is smaller than this share of its size is zero."""


@define(kw_only=True, eq=False)
class Design:
    """The columns of a regression and their clusters.

    Attributes:
        x: a row for each observation, a column for each explaining column.
        w: weights of the rows.
        phi: working variances of the rows.
        rows: positions of the rows of each cluster.
    """

    x: Matrix
    w: Vector
    phi: Vector
    rows: tuple[NDArray[np.int64], ...]

    @cached_property
    def rank(self) -> int:
        """Number of columns that say something of their own."""
        return int(np.linalg.matrix_rank(self.x)) if self.x.size else 0

    @cached_property
    def bread(self) -> Matrix:
        """M, the pseudo-inverse of X' W X."""
        return np.asarray(np.linalg.pinv(self.x.T @ (self.w[:, None] * self.x), hermitian=True), np.float64)

    @cached_property
    def scores(self) -> tuple[Matrix, ...]:
        """W X of each cluster."""
        return tuple(self.w[rows, None] * self.x[rows] for rows in self.rows)

    @cached_property
    def corrected_scores(self) -> tuple[Matrix, ...]:
        """A' W X of each cluster, A being the matrix that makes the variance of CR2 unbiased."""
        return tuple(self._adjustment(rows) @ score for rows, score in zip(self.rows, self.scores, strict=True))

    @cached_property
    def _wide(self) -> Matrix:
        """M X' W Phi W X M, the variance of the coefficients when the working variances are right."""
        return np.asarray(self.bread @ (self.x.T * (self.w**2 * self.phi)) @ self.x @ self.bread)

    def _adjustment(self, rows: NDArray[np.int64]) -> Matrix:
        """Return A = D B^(-1/2) D with B = D [(I - H) Phi (I - H)'] D and D the root of Phi, for one cluster."""
        root = np.sqrt(self.phi[rows])
        return np.asarray(root[:, None] * inverse_root(root[:, None] * self._residual(rows) * root) * root)

    def _residual(self, rows: NDArray[np.int64]) -> Matrix:
        """Return (I - H) Phi (I - H)' of one cluster, the variance of its residuals."""
        x, w, phi = self.x[rows], self.w[rows], self.phi[rows]
        once = x @ self.bread @ (x * (w * phi)[:, None]).T
        return np.asarray(np.diag(phi) - once - once.T + x @ self._wide @ x.T)

    def estimable(self, constraints: Matrix) -> bool:
        """Say whether combinations of coefficients do not change with which of the aliased columns is left out."""
        seen = constraints @ self.bread @ (self.x.T @ (self.w[:, None] * self.x))
        return bool(np.allclose(seen, constraints, rtol=0, atol=1e-8 * max(1.0, float(np.abs(constraints).max()))))

    def seen(self, constraints: Matrix) -> float:
        """Return what share of the variance of combinations CR2 finds on average, 1 where it is unbiased.

        It is less where the columns fit a cluster exactly in a direction that counts, as where a group comes from
        one cluster alone: the residuals say nothing of how that cluster differs from others.

        Args:
            constraints: a row for each combination, in it a factor for each column.
        """
        parts = [score @ self.bread @ constraints.T for score in self.corrected_scores]
        found = sum(
            np.trace(part.T @ self._residual(rows) @ part) for rows, part in zip(self.rows, parts, strict=True)
        )
        whole = np.trace(constraints @ self._wide @ constraints.T)
        return float(found / whole) if whole else 1.0

    def degrees(self, constraints: Matrix) -> float:
        """Return the degrees of freedom of CR2: Satterthwaite's of one combination, eta for several.

        Args:
            constraints: a row for each combination, in it a factor for each column.
        """
        products = self._products(constraints)
        if len(constraints) == 1:
            single = products[:, 0, :, 0]
            return float(np.trace(single) ** 2 / (single**2).sum())
        scale = inverse_root(np.einsum("isit->st", products))
        scaled = np.einsum("as,isjt,tb->iajb", scale, products, scale)
        q = len(constraints)
        variances = np.einsum("isjt,itjs->st", scaled, scaled) + np.einsum("isjs,itjt->st", scaled, scaled)
        return float(q * (q + 1) / variances.sum())

    def _products(self, constraints: Matrix) -> Matrix:
        """Return p' Phi p for every two clusters and combinations, where p' y is a cluster's part of the estimate.

        p = (I - H)' A' W X M c; the products are put together from sums within clusters, so that no matrix of all
        rows by all rows is made.
        """
        parts = [score @ self.bread @ constraints.T for score in self.corrected_scores]
        own, crossed = (
            np.array(
                [(self.x[here] * factor[here, None]).T @ part for here, part in zip(self.rows, parts, strict=True)]
            )
            for factor in (np.ones_like(self.w), self.w * self.phi)
        )
        once = np.einsum("iks,kl,jlt->isjt", own, self.bread, crossed)
        products = np.einsum("iks,kl,jlt->isjt", own, self._wide, own) - once - once.transpose(2, 3, 0, 1)
        for number, (here, part) in enumerate(zip(self.rows, parts, strict=True)):
            products[number, :, number, :] += part.T @ (self.phi[here, None] * part)
        return np.asarray(products)


def inverse_root(matrix: Matrix) -> Matrix:
    """Return the symmetric root of the pseudo-inverse of a symmetric matrix.

    Example:
        >>> inverse_root(np.diag([4.0, 0.0])).tolist()
        [[0.5, 0.0], [0.0, 0.0]]
    """
    values, vectors = np.linalg.eigh(matrix)
    kept = values > ROUNDING * max(float(values.max(initial=0.0)), ROUNDING)
    powers = np.where(kept, values, 1.0) ** -0.5 * kept
    return np.asarray(vectors * powers @ vectors.T)
