"""Excel workbooks read as rows of texts: the door to openpyxl.

The sheet with the most headings that are understood is read. Cells show what Excel shows: days year first, whole
numbers without a fraction, what a formula had come to when the workbook was saved; a merged area says in every row
what it says in its first.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from attrs import frozen

from curriculum.errors import Finding, InvalidInput, MissingExtra, raise_if
from curriculum.files.cells import clean, unguarded
from curriculum.files.headings import recognised
from curriculum.files.package import ZIP, checked_parts, merged_areas
from curriculum.files.reading import FilePath
from curriculum.files.rows import MOST_ROWS, MOST_TITLE_ROWS, Row

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_TOLD = 20
_MOST_MEBICHARACTERS = 16
"""What the cells that are read say altogether, at most: texts are shared, so a small file can say a lot."""
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@frozen
class Sheet:
    """A worksheet.

    Attributes:
        title: what it is called in the workbook.
        rows: its rows that are not empty.
    """

    title: str
    rows: list[Row]


def is_workbook(data: bytes) -> bool:
    """Tell whether a file's bytes are an Excel workbook, whatever its name says."""
    return data.startswith(ZIP)


def read_sheet(data: bytes, path: FilePath, kind: str) -> Sheet:
    """Read the worksheet of a workbook that looks most like a table of this kind.

    Args:
        data: the workbook.
        path: where it comes from.
        kind: participants or runs.

    Raises:
        InvalidInput: the workbook cannot be read without harm, a formula or an error stands where a value should,
            or there is nothing in it.
        MissingExtra: openpyxl is not installed (``pip install 'curriculum[office]'``).
    """
    file = os.fspath(path)
    with _blaming(file):
        parts = checked_parts(data, file)
        cells = _Cells(_opened(data, values=True), file)
        title = _best(cells, kind)
        sheet = parts.get(_part_of(data, title), b"")
        found = list(cells.rows(title))
        if _FORMULA.search(sheet) or b't="e"' in sheet:
            raise_if(_unusable(data, file, title, found))
    for first_row, first_column, last_row, last_column in merged_areas(sheet):
        _fill(found, (first_row, first_column, last_row, last_column))
    if sum(len(text) for texts in found for text in texts) > _MOST_MEBICHARACTERS * 1024**2:
        raise _too_much(file)
    rows = [
        Row(number, None, tuple(unguarded(clean(text)) for text in texts))
        for number, texts in enumerate(found, 1)
        if any(map(clean, texts))
    ]
    if not rows:
        raise InvalidInput([Finding(code="empty-table", file=file)])
    return Sheet(title, rows)


@contextmanager
def _blaming(file: str) -> Iterator[None]:
    """Call a workbook broken that cannot be read: unpackers and openpyxl raise whatever that leads to."""
    try:
        yield
    except (InvalidInput, MissingExtra):
        raise
    except Exception:  # noqa: BLE001 - as above
        raise InvalidInput([Finding(code="workbook-broken", file=file)]) from None


def _opened(data: bytes, *, values: bool) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError as missing:
        raise MissingExtra("openpyxl", "office") from missing
    return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)


class _Cells:
    """The cells of a workbook as texts, as many as a table of people or runs takes.

    Attributes:
        book: the workbook.
        file: where it comes from.
        left: how many characters may still be read.
    """

    def __init__(self, book: Workbook, file: str) -> None:
        self.book = book
        self.file = file
        self.left = _MOST_MEBICHARACTERS * 1024**2

    def rows(self, title: str) -> Iterator[list[str]]:
        """Yield the rows of a sheet, also the empty ones.

        Raises:
            InvalidInput: the cells say too much altogether.
        """
        sheet: Any = self.book[title]
        sheet.reset_dimensions()  # what the sheet says about its extent need not be so
        for row in sheet.iter_rows(max_row=MOST_ROWS, values_only=True):
            texts = [_text(value) for value in row]
            self.left -= sum(map(len, texts))
            if self.left < 0:
                raise _too_much(self.file)
            yield texts


def _too_much(file: str) -> InvalidInput:
    values = {"limit": _MOST_MEBICHARACTERS}
    return InvalidInput([Finding(code="workbook-too-large", values=values, file=file)])


def _best(cells: _Cells, kind: str) -> str:
    """Return the title of the sheet with the most known headings in its first rows; the first of equals."""

    def known(title: str) -> int:
        rows = (list(map(clean, texts)) for texts in islice(cells.rows(title), MOST_TITLE_ROWS))
        return max((recognised(kind, texts) for texts in rows), default=0)

    titles = [sheet.title for sheet in cells.book.worksheets]
    if not titles:
        raise InvalidInput([Finding(code="empty-table", file=cells.file)])
    return max(titles, key=known)


def _text(value: object) -> str:
    """Return a cell's value as a CSV file would have it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _unusable(data: bytes, file: str, title: str, found: list[list[str]]) -> Iterable[Finding]:
    """Yield the cells that hold a formula without its result, or an error of Excel's."""
    from openpyxl.cell.cell import ERROR_CODES

    told = 0
    written_cells = _Cells(_opened(data, values=False), file)
    for number, texts in enumerate(written_cells.rows(title), 1):
        for position, written in enumerate(texts):
            shown = found[number - 1][position] if position < len(found[number - 1]) else ""
            error = shown in ERROR_CODES
            if (written.startswith("=") and not shown) or error:
                where = f"{title}!{letters(position)}{number}"
                yield Finding(code="cell-error" if error else "formula-without-value", file=file, where=where)
                told += 1
                if told >= _MOST_TOLD:
                    return


def _fill(rows: list[list[str]], area: tuple[int, int, int, int]) -> None:
    """Write what the first cell of a merged area says into all its rows."""
    first_row, first_column, last_row, _ = area
    if first_row > len(rows) or len(rows[first_row - 1]) < first_column:
        return
    said = rows[first_row - 1][first_column - 1]
    for row in rows[first_row : min(last_row, len(rows))]:
        row.extend([""] * (first_column - len(row)))
        row[first_column - 1] = said


def _part_of(data: bytes, title: str) -> str:
    """Return the part of the package that holds the sheet of a title."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        workbook = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - it declares nothing
        relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    identity = next((each.get(_RELATION) for each in workbook.iter() if each.get("name") == title), None)
    target = next((each.get("Target", "") for each in relations if each.get("Id") == identity), "")
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def letters(position: int) -> str:
    """Return the letters of a column counted from 0, as a spreadsheet program has them: A, B ... Z, AA.

    Example:
        >>> letters(0), letters(26)
        ('A', 'AA')
    """
    left, last = divmod(position, 26)
    return (letters(left - 1) if left else "") + chr(ord("A") + last)
