"""The coordinator's Excel workbook: the door to XlsxWriter. Equal schedules give equal bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from curriculum.errors import MissingExtra
from curriculum.report.sheets import Cell, Sheet

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - what the file says about its making; the same for all
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767
"""Characters of a sheet's title and of a cell, as Excel bounds them."""
_WIDEST = 60


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return an Excel workbook with the given sheets.

    Every text is written as text: no cell becomes a formula or a link.

    Args:
        sheets: the sheets, in order.

    Raises:
        MissingExtra: XlsxWriter is not installed (``pip install 'curriculum[office]'``).
    """
    made = io.BytesIO()
    book = new_workbook(made)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_title(sheet.title, taken))
        _fill(page, sheet, bold, wrapped)
    book.close()
    return made.getvalue()


def new_workbook(made: io.BytesIO) -> Any:
    """Return an empty workbook that is written into ``made`` when it is closed; the same every time.

    Raises:
        MissingExtra: XlsxWriter is not installed (``pip install 'curriculum[office]'``).
    """
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError as missing:
        raise MissingExtra("xlsxwriter", "office") from missing
    book = Workbook(made, {"in_memory": True})
    book.set_properties({"created": _MADE})
    return book


def _fill(page: Any, sheet: Sheet, bold: Any, wrapped: Any) -> None:
    for row, line in enumerate(sheet.head):
        page.write_string(row, 0, line[:_LONGEST_TEXT], bold if row == 0 else None)
    top = len(sheet.head) + bool(sheet.head)
    for column, heading in enumerate(sheet.columns):
        page.write_string(top, column, heading[:_LONGEST_TEXT], bold)
        page.set_column(column, column, _width([heading, *(row[column] for row in sheet.rows)]))
    for row, cells in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell[:_LONGEST_TEXT], wrapped)
            else:
                page.write_number(row, column, cell, wrapped)
    if sheet.columns:
        page.freeze_panes(top + 1, 1)
        page.autofilter(top, 0, top + max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.repeat_rows(top)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _width(cells: Sequence[Cell]) -> int:
    return min(max(len(str(cell)) for cell in cells) + 2, _WIDEST)


def _title(wanted: str, taken: set[str]) -> str:
    """Return a title that Excel takes and that no sheet has yet, whatever the capitals."""
    plain = _FORBIDDEN.sub("_", wanted).strip("' ") or "_"
    number, title = 1, plain[:_LONGEST_TITLE]
    while title.casefold() in taken or title.casefold() == "history":
        number += 1
        title = f"{plain[: _LONGEST_TITLE - len(str(number)) - 1]}~{number}"
    taken.add(title.casefold())
    return title
