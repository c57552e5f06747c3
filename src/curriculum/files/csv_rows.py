"""CSV files, as spreadsheet programs write them, and as we write them.

Read leniently: comma, semicolon or tab, any usual encoding, empty rows anywhere. Written exactly: UTF-8, commas,
one line end, every cell guarded against being taken for a formula.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence

from curriculum.errors import Finding, InvalidInput
from curriculum.files.cells import clean, guarded, unguarded
from curriculum.files.headings import recognised
from curriculum.files.reading import FilePath, lenient_text
from curriculum.files.rows import MOST_COLUMNS, MOST_ROWS, MOST_TITLE_ROWS, Row

_DELIMITERS = ",;\t"
_TOP = 65_536
"""Characters that are looked at to tell the delimiter."""
_QUOTED = frozenset('",;\t\r\n')


def csv_rows(data: bytes, path: FilePath, kind: str, encoding: str | None = None) -> list[Row]:
    """Read the rows of a CSV file that are not empty.

    Args:
        data: what is in the file.
        path: where it comes from.
        kind: participants or runs; tells which headings to look for.
        encoding: the file's encoding, when the user names it.

    Raises:
        InvalidInput: the file is in no known encoding, or is no CSV.
    """
    file = os.fspath(path)
    text = lenient_text(data, path, encoding)
    rows = list(_rows(text, _delimiter(text, kind), file))
    if not rows:
        raise InvalidInput([Finding(code="empty-table", file=file)])
    return rows


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Return the text of a CSV file."""
    return "".join(",".join(_written(cell) for cell in row) + "\n" for row in rows)


def _written(cell: str) -> str:
    text = guarded(clean(cell))
    return '"' + text.replace('"', '""') + '"' if _QUOTED & set(text) else text


def _rows(text: str, delimiter: str, file: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, found = 1, 0
    try:
        for number, cells in enumerate(reader, 1):
            cleaned = tuple(unguarded(clean(cell)) for cell in cells)
            if any(cleaned):
                found += 1
                if found > MOST_ROWS or len(cleaned) > MOST_COLUMNS:
                    values = {"rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS}
                    raise InvalidInput([Finding(code="table-too-large", values=values, file=file, line=line)])
                yield Row(number, line, cleaned)
            line = reader.line_num + 1
    except csv.Error:
        raise InvalidInput([Finding(code="csv-syntax", file=file, line=line)]) from None


def _delimiter(text: str, kind: str) -> str:
    """Return the delimiter with which most headings are understood; when in doubt, the most frequent one."""
    top = text[:_TOP]
    lines = io.StringIO(top, newline="").readlines()[: 2 * MOST_TITLE_ROWS]

    def understood(delimiter: str) -> tuple[int, int]:
        rows = csv.reader(lines, delimiter=delimiter)
        return max((recognised(kind, map(clean, row)) for row in rows), default=0), top.count(delimiter)

    return max(_DELIMITERS, key=understood)
