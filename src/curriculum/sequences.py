"""Fields of data classes: sequences are always tuples, so that nothing can change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

APART = {"apart": True}
"""Marks a field of a class (``metadata=APART``) that files do not have as a key of the same name."""


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values as a tuple.

    Raises:
        TypeError: ``values`` is a text, whose letters nobody means.
    """
    if isinstance(values, str):
        raise TypeError(f"expected several values, not the text {values!r}")
    return tuple(values)
