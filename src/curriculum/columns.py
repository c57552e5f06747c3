"""Tables as plain text."""

from __future__ import annotations

from collections.abc import Sequence


def columns(rows: Sequence[Sequence[str]], *, numbers: bool = False) -> list[str]:
    """Return rows of cells as indented lines, each column as wide as its widest cell.

    Args:
        rows: equally many cells each.
        numbers: whether all columns but the first hold numbers, which are flush right.

    Example:
        >>> columns([("module", "hours"), ("basis-1", "7")], numbers=True)
        ['  module   hours', '  basis-1      7']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(_cells(row, widths, numbers=numbers)).rstrip() for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int], *, numbers: bool) -> list[str]:
    return [
        cell.rjust(width) if numbers and number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
