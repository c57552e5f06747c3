"""Tables to be filled in with Excel: headings, some rows, drop-down lists where only a few values make sense."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from curriculum.report.workbook import new_workbook

_ROWS = 5_000
"""Rows that a drop-down list holds for."""
_LISTS = "lists"


def blank_table(title: str, rows: Sequence[Sequence[str]], choices: Mapping[str, Sequence[str]]) -> bytes:
    """Return a workbook with one table, headings first.

    Args:
        title: title of the sheet.
        rows: the headings and the rows below them.
        choices: by heading, the values that its cells may take; other values are asked about, not refused, since a
            region may have its own words.

    Raises:
        MissingExtra: XlsxWriter is not installed (``pip install 'curriculum[office]'``).
    """
    made = io.BytesIO()
    book = new_workbook(made)
    page, lists = book.add_worksheet(title), book.add_worksheet(_LISTS)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    headings = rows[0]
    for column, heading in enumerate(headings):
        page.set_column(column, column, max(len(row[column]) for row in rows) + 4, text)
        page.write_string(0, column, heading, bold)
        for row, cells in enumerate(rows[1:], start=1):
            page.write_string(row, column, cells[column], text)
    for number, (heading, values) in enumerate(choices.items()):
        lists.write_column(0, number, values)
        letter = chr(ord("A") + number)
        page.data_validation(
            1,
            headings.index(heading),
            _ROWS,
            headings.index(heading),
            {
                "validate": "list",
                "source": f"={_LISTS}!${letter}$1:${letter}${max(len(values), 1)}",
                "error_type": "warning",
            },
        )
    lists.hide()
    page.freeze_panes(1, 1)
    book.close()
    return made.getvalue()
