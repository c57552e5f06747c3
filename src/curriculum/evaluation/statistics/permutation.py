"""Exact tests of a paired change: if nothing happened, each difference could as well have the other sign."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from curriculum.evaluation.statistics.estimates import Probability
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_vector

MOST_ENUMERATED = 20
"""Up to so many differences every pattern of signs is looked at."""
_TIE = 1e-9
"""Sums closer than this share of the largest one are equal; rounding must not break a tie."""
_BLOCK = 1 << 22
"""So many numbers are drawn at a time."""


def sign_flip_test(differences: Numbers, *, draws: int = 9_999, seed: int = 0) -> Probability:
    """Return the p of a mean difference among all patterns of signs.

    (Fisher 1935, *The Design of Experiments*, section 21.)

    Up to 20 differences the p is exact: the share of the 2^n patterns whose mean is at least as far from zero.
    Beyond, b of B seeded patterns are as far, and p = (b + 1) / (B + 1) (Phipson & Smyth 2010, *Statistical
    Applications in Genetics and Molecular Biology* 9:39). Differences of zero stay in; they change nothing.

    Args:
        differences: after minus before, one a pair; None and NaN are left out.
        draws: number B of patterns that are drawn beyond 20 differences, at least 1.
        seed: seed of those draws.

    Raises:
        ValueError: a difference is infinite, or ``draws`` is under 1.

    Example:
        >>> sign_flip_test([1, 1, 2, 3]).value
        0.125
    """
    if draws < 1:
        raise ValueError("at least one pattern must be drawn")
    known = as_vector(differences)
    known = known[~np.isnan(known)]
    if not known.size:
        return Probability(reason="no-data")
    least = float(2.0 ** (1 - max(int(np.count_nonzero(known)), 1)))
    far = float(abs(known.sum()) - _TIE * np.abs(known).sum())
    if known.size <= MOST_ENUMERATED:
        patterns = 2**known.size
        value = np.count_nonzero(np.abs(_every_sum(known)) >= far) / patterns
        return Probability(value=value, method="enumerated", attainable=least, outcomes=patterns)
    as_far = sum(int(np.count_nonzero(np.abs(sums) >= far)) for sums in _drawn_sums(known, draws, seed))
    return Probability(
        value=(as_far + 1) / (draws + 1),
        method="drawn",
        attainable=max(least, 1 / (draws + 1)),
        outcomes=draws,
        seed=seed,
    )


def _every_sum(values: Vector) -> Vector:
    sums = np.zeros(1)
    for value in values:
        sums = np.concatenate([sums + value, sums - value])
    return sums


def _drawn_sums(values: Vector, draws: int, seed: int) -> Iterator[NDArray[np.float64]]:
    generator = np.random.default_rng(seed)
    block = max(1, _BLOCK // values.size)
    for start in range(0, draws, block):
        signs = generator.integers(0, 2, size=(min(block, draws - start), values.size), dtype=np.int8)
        yield (2 * signs - 1) @ values


def signed_rank_test(differences: Numbers) -> Probability:
    """Return the exact p of Wilcoxon's signed-rank test (Wilcoxon 1945, *Biometrics Bulletin* 1:80-83).

    Zero differences are left out, as Wilcoxon did; equal differences share the mean of their ranks. The
    distribution of the rank sum is counted, ties and all, whatever the number of differences.

    Args:
        differences: after minus before, one a pair; None and NaN are left out.

    Raises:
        ValueError: a difference is infinite.

    Example:
        >>> signed_rank_test([1.1, 2.5, 3.2, -0.4, 0]).value
        0.25
    """
    known = as_vector(differences)
    known = known[~np.isnan(known) & (known != 0)]
    if not known.size:
        return Probability(reason="no-data")
    _, place, count = np.unique(np.abs(known), return_inverse=True, return_counts=True)
    # A shared rank can be a half: count in halves, so that every rank is a whole number.
    doubled = (2 * np.cumsum(count) - count + 1)[place]
    chances = np.ones(1)
    for rank in doubled.tolist():
        rest = np.zeros(int(rank))
        chances = (np.concatenate([chances, rest]) + np.concatenate([rest, chances])) / 2
    middle = doubled.sum() / 2
    far = abs(doubled[known > 0].sum() - middle)
    value = float(chances[np.abs(np.arange(chances.size) - middle) >= far].sum())
    return Probability(
        value=min(value, 1.0),
        method="enumerated",
        attainable=float(2.0 ** (1 - known.size)),
        outcomes=2**known.size,
    )
