"""A row of a table, wherever it was read."""

from __future__ import annotations

from attrs import frozen

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_TITLE_ROWS = 20
"""Rows among which the headings are looked for."""


@frozen
class Row:
    """A row of a table.

    Attributes:
        number: 1-based number as a spreadsheet program counts.
        line: 1-based line of the text file that it begins on; None in a workbook.
        cells: cleaned texts.
    """

    number: int
    line: int | None
    cells: tuple[str, ...]

    def cell(self, position: int) -> str:
        """Return the text at a position from 0, empty beyond the row's end."""
        return self.cells[position] if position < len(self.cells) else ""
