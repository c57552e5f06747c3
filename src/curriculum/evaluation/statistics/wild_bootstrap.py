"""The wild cluster bootstrap, every pattern of it where there are few clusters: a check of CR2."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal

import numpy as np

from curriculum.evaluation.statistics.design_matrix import Matrix
from curriculum.evaluation.statistics.estimates import Probability
from curriculum.evaluation.statistics.observations import Column
from curriculum.evaluation.statistics.regression import LinearModel

Weights = Literal["rademacher", "webb"]
"""What a cluster's residuals are multiplied by: two values, or six."""
_VALUES = {
    "rademacher": (-1.0, 1.0),
    "webb": tuple(sign * size**0.5 for sign in (-1, 1) for size in (0.5, 1.0, 1.5)),
}
MOST_ENUMERATED = 1 << 14
"""Up to so many patterns, all of them are looked at: 14 clusters with two values, 5 with six."""
_TIE = 1e-9
_BLOCK = 1 << 14


def wild_cluster_test(
    outcome: Column,
    columns: Sequence[Column],
    clusters: Sequence[Hashable],
    contrast: Sequence[float],
    *,
    weights: Weights = "rademacher",
    draws: int = 9_999,
    seed: int = 0,
) -> Probability:
    """Return the p of a linear combination of coefficients by the wild cluster bootstrap with the null imposed.

    The residuals of the fit in which the combination is zero are multiplied by one random number a cluster, and
    the t (with CR1 variance) of each such outcome is compared with the observed one (Cameron, Gelbach & Miller
    2008, *Review of Economics and Statistics* 90:414-427; the six values: Webb 2023, *Canadian Journal of
    Economics* 56:839-858). While there are few enough patterns all are looked at and p is exact; the observed one
    is among them. Patterns that are one number for all clusters give the observed t again, so that p cannot get
    below 2^(1-G) with two values, or 6^(1-G) with six: 0.0625 and 0.0008 with 5 clusters.

    Args:
        outcome: the values to be explained, none missing.
        columns: the explaining columns, the intercept among them if wanted.
        clusters: the cluster of each row.
        contrast: a factor for each column.
        weights: ``rademacher`` or ``webb``.
        draws: number B of patterns drawn when there are too many; p is then (b + 1) / (B + 1).
        seed: seed of those draws.

    Raises:
        ValueError: as :class:`~curriculum.evaluation.statistics.regression.LinearModel`, or ``draws`` is under 1.

    Example:
        >>> test = wild_cluster_test([1, 2, 1, 3, 5], [[1, 1, 1, 1, 1], [0, 0, 0, 1, 1]], "abcde", [0, 1])
        >>> test.value, test.attainable, test.can_reach(0.05)
        (0.0625, 0.0625, False)
    """
    if draws < 1:
        raise ValueError("at least one pattern must be drawn")
    model = LinearModel(outcome, columns, clusters)
    observed = model.contrast(contrast, "CR1")
    if observed.t is None:
        return Probability(reason=observed.estimate.reason)
    slopes, crossed = _scores(model, np.asarray(contrast, dtype=np.float64))
    values = _VALUES[weights]
    patterns = len(values) ** model.clusters
    least = float(len(values)) ** (1 - model.clusters)
    far = _t(np.ones((1, model.clusters)), slopes, crossed)[0]
    enumerated = patterns <= MOST_ENUMERATED
    tried = _every(values, model.clusters) if enumerated else _drawn(values, model.clusters, draws, seed)
    as_far = sum(int(np.count_nonzero(_t(block, slopes, crossed) >= far * (1 - _TIE))) for block in tried)
    if enumerated:
        return Probability(value=as_far / patterns, method="enumerated", attainable=least, outcomes=patterns)
    return Probability(
        value=(as_far + 1) / (draws + 1),
        method="drawn",
        attainable=max(least, 1 / (draws + 1)),
        outcomes=draws,
        seed=seed,
    )


def _scores(model: LinearModel, contrast: Matrix) -> tuple[Matrix, Matrix]:
    """Return what the clusters' numbers are multiplied by to give the combination, and each cluster's score.

    All that a pattern w changes is linear in w: the combination is w'a, the scores are w * a - B w.
    """
    design = model.design
    toward = design.bread @ contrast
    restricted = model.residuals + design.x @ toward * float(contrast @ model.coefficients / (contrast @ toward))
    sums = np.array([design.x[rows].T @ restricted[rows] for rows in design.rows])
    within = np.array([toward @ design.x[rows].T @ design.x[rows] @ design.bread for rows in design.rows])
    return sums @ toward, within @ sums.T


def _t(patterns: Matrix, slopes: Matrix, crossed: Matrix) -> Matrix:
    """Return the size of t for each pattern, up to a factor that is the same for all."""
    scores = patterns * slopes - patterns @ crossed.T
    size = np.abs(patterns @ slopes)
    error = np.sqrt((scores**2).sum(axis=1))
    nothing = _TIE * np.abs(slopes).sum()
    # Where there is no error, t has no size: a pattern that fits exactly is as far as can be, or says nothing.
    exact = np.where(size > nothing, np.inf, 0.0)
    return np.where(error > nothing, size / np.maximum(error, nothing), exact)


def _every(values: tuple[float, ...], clusters: int) -> Iterator[Matrix]:
    yield np.array(list(itertools.product(values, repeat=clusters)))


def _drawn(values: tuple[float, ...], clusters: int, draws: int, seed: int) -> Iterator[Matrix]:
    generator = np.random.default_rng(seed)
    for start in range(0, draws, _BLOCK):
        yield generator.choice(values, size=(min(_BLOCK, draws - start), clusters))
