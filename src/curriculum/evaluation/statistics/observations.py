"""Numbers as they come in: None and NaN are missing, and a row with something missing is left out and counted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = Sequence[float | None]
"""Observations; None or NaN where one is missing."""
Vector = NDArray[np.float64]
Column = Sequence[float] | Vector
"""Observations of which none is missing."""
_ROUNDING = 1e-12
"""Values closer than this share of their size are equal."""


def as_vector(values: Numbers | Vector) -> Vector:
    """Return observations as an array, NaN where one is missing.

    Args:
        values: observations; None and NaN are missing.

    Raises:
        ValueError: a value is infinite.

    Example:
        >>> as_vector([1, None, 3.5]).tolist()
        [1.0, nan, 3.5]
    """
    vector = np.array([np.nan if value is None else float(value) for value in values], dtype=np.float64)
    if np.isinf(vector).any():
        raise ValueError("an observation is infinite")
    return vector


def complete_rows(*columns: Numbers | Vector) -> tuple[tuple[Vector, ...], NDArray[np.bool_]]:
    """Return the columns without the rows in which something is missing, and which rows were kept.

    Args:
        columns: observations of the same people in the same order.

    Raises:
        ValueError: the columns have different lengths, or a value is infinite.

    Example:
        >>> (before, after), kept = complete_rows([1, 2, None], [3, 4, 5])
        >>> before.tolist(), after.tolist(), kept.tolist()
        ([1.0, 2.0], [3.0, 4.0], [True, True, False])
    """
    if len({len(column) for column in columns}) > 1:
        raise ValueError("the columns have different lengths")
    vectors = [as_vector(column) for column in columns]
    kept = np.asarray(~np.isnan(np.array(vectors)).any(axis=0), dtype=np.bool_)
    return tuple(vector[kept] for vector in vectors), kept


def as_table(rows: Sequence[Numbers]) -> NDArray[np.float64]:
    """Return rows of observations as an array, NaN where one is missing.

    Args:
        rows: observations; each row as long as the others.

    Raises:
        ValueError: the rows have different lengths, or a value is infinite.

    Example:
        >>> as_table([[1, None], [2, 3]]).tolist()
        [[1.0, nan], [2.0, 3.0]]
    """
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the rows have different lengths")
    width = len(rows[0]) if rows else 0
    return np.array([as_vector(row) for row in rows], dtype=np.float64).reshape(len(rows), width)


def as_codes(labels: Sequence[Hashable]) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
    """Return labels as numbers from 0 in the order of first appearance, and the labels in that order.

    Args:
        labels: one for each observation.

    Example:
        >>> codes, known = as_codes(["ward", "top", "ward"])
        >>> codes.tolist(), known
        ([0, 1, 0], ('ward', 'top'))
    """
    known: dict[Hashable, int] = {}
    codes = [known.setdefault(label, len(known)) for label in labels]
    return np.array(codes, dtype=np.int64), tuple(known)


def in_bounds(confidence: float) -> float:
    """Return a confidence, or refuse it.

    Raises:
        ValueError: it is not over 0 and under 1.
    """
    if not 0 < confidence < 1:
        raise ValueError("a confidence is over 0 and under 1")
    return confidence


def spread(values: Vector, scale: float) -> float:
    """Return the standard deviation (n - 1) of two values or more, zero where only rounding makes them differ.

    Args:
        values: two values or more.
        scale: size of the numbers that the values were computed from.

    Example:
        >>> spread(np.array([1.3 - 1.0, 2.3 - 2.0]), scale=2.3)
        0.0
    """
    if float(np.ptp(values)) <= _ROUNDING * scale:
        return 0.0
    return float(values.std(ddof=1))


def correlated(first: Vector, second: Vector) -> float:
    """Return the product-moment correlation of two columns, both of which vary.

    Example:
        >>> correlated(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0]))
        1.0
    """
    return float(np.clip(np.corrcoef(first, second)[0, 1], -1.0, 1.0))
