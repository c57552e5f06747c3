"""Excel workbooks as packages of XML: whether one can be opened without harm.

Everything is looked at before a reader of spreadsheets sees the file: how much it unpacks to, what it declares,
how far out its cells lie, and what it wants to run.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from curriculum.errors import Finding, InvalidInput
from curriculum.files.rows import MOST_COLUMNS, MOST_ROWS

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a workbook begins: today's, and those from before 2007 (or with a password)."""
_MOST_PARTS = 3_000
_LARGEST_PART = 48 * 1024 * 1024
_LARGEST_WHOLE = 64 * 1024 * 1024
_LARGEST_TEXTS = 8 * 1024 * 1024
"""Bytes of XML: of one part, of all, and of the table of texts, which a reader holds in memory."""
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")
_FULL_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, all counted from 1."""


def checked_parts(data: bytes, file: str) -> dict[str, bytes]:
    """Return the worksheets of a workbook as XML, by the part's name, once the whole is known to be harmless.

    Raises:
        InvalidInput: the package unpacks to too much, declares entities, holds macros, or has cells beyond the
            bounds of a table.
        Exception: whatever unpacking it leads to, when it is broken.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        _check_sizes(package, file)
        return dict(_sheets(package, file))


def merged_areas(sheet: bytes) -> Iterator[Area]:
    """Yield the merged areas of a worksheet, as far as they lie within the bounds of a table."""
    for found in _MERGED.finditer(sheet):
        first_column, first_row, last_column, last_row = found.groups()
        area = (int(first_row), column_number(first_column), int(last_row), column_number(last_column))
        if area[2] <= MOST_ROWS and area[3] <= MOST_COLUMNS:
            yield area


def column_number(letters: bytes) -> int:
    """Return the number of a column, counted from 1.

    Example:
        >>> column_number(b"A"), column_number(b"AA")
        (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_sizes(package: zipfile.ZipFile, file: str) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise _refused("spreadsheet", file)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refused("workbook-macros", file)
    texts = sum(part.file_size for part in parts if part.filename.endswith("sharedStrings.xml"))
    largest = max(part.file_size for part in parts)
    whole = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > _MOST_PARTS or largest > _LARGEST_PART or whole > _LARGEST_WHOLE or texts > _LARGEST_TEXTS:
        raise _refused("workbook-too-large", file, limit=f"{_LARGEST_WHOLE // 1024**2}")


def _sheets(package: zipfile.ZipFile, file: str) -> Iterator[tuple[str, bytes]]:
    for part in package.infolist():
        if not part.filename.endswith((".xml", ".rels")):
            continue
        content = package.read(part)
        if content.startswith(_WIDE) or _DECLARATION.search(content):
            raise _refused("workbook-declarations", file)
        if _SHEET.fullmatch(part.filename):
            _check_extent(content, file)
            yield part.filename, content


def _check_extent(sheet: bytes, file: str) -> None:
    """Refuse a worksheet with a cell that holds something beyond the bounds of a table."""
    for found in _FULL_CELL.finditer(sheet):
        letters, number = found.groups()
        if int(number) > MOST_ROWS or column_number(letters) > MOST_COLUMNS:
            values = {"cell": (letters + number).decode(), "rows": f"{MOST_ROWS:,}", "columns": MOST_COLUMNS}
            raise _refused("cell-too-far", file, **values)


def _refused(code: str, file: str, **values: object) -> InvalidInput:
    return InvalidInput([Finding(code=code, values=values, file=file)])
