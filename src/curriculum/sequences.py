"""Sequences that data classes hold: always tuples, so that nothing can change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def as_tuple(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return the values as a tuple.

    Raises:
        TypeError: ``values`` is a text, whose letters nobody means.
    """
    if isinstance(values, str):
        raise TypeError(f"expected several values, not the text {values!r}")
    return tuple(values)
