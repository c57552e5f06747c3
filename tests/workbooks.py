"""Excel workbooks for tests: ordinary ones, and ones made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

Rows = list[list[object]]
ROSTER: Rows = [["id", "level", "preferences"], ["p1", "department", "data|people"], ["p2", "function", None]]
MEGABYTE = 1024 * 1024


def book(**sheets: Rows) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def content(workbook: Workbook) -> bytes:
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a package with some of its parts replaced, added or, where None, left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()} | parts
        for name, part in kept.items():
            if part is not None:
                new.writestr(name, part)
    return made.getvalue()


def sheet_with(cell: str) -> Callable[[], bytes]:
    def made() -> bytes:
        xml = f"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>p1</t></is></c></row>
        <row r="1048576">{cell}</row></sheetData></worksheet>"""
        return changed(content(book(Roster=ROSTER)), {"xl/worksheets/sheet1.xml": xml.encode()})

    return made


def bomb() -> bytes:
    spaces = b"<worksheet>" + b" " * (100 * MEGABYTE)
    return changed(content(book(Roster=ROSTER)), {"xl/worksheets/sheet1.xml": spaces})


def many_texts() -> bytes:
    texts = b"<sst>" + b"<si><t>x</t></si>" * (25 * MEGABYTE // 16) + b"</sst>"
    return changed(content(book(Roster=ROSTER)), {"xl/sharedStrings.xml": texts})


def entities() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lines}]><worksheet>&l9;</worksheet>'
    return changed(content(book(Roster=ROSTER)), {"xl/worksheets/sheet1.xml": xml.encode()})


def macros() -> bytes:
    return changed(content(book(Roster=ROSTER)), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def truncated() -> bytes:
    data = content(book(Roster=ROSTER))
    return data[: len(data) // 2]


def damaged() -> bytes:
    return changed(content(book(Roster=ROSTER)), {"xl/workbook.xml": b"<workbook><sheets>"})


def another_program() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return made.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (bomb, "workbook-too-large"),
    "too many texts": (many_texts, "workbook-too-large"),
    "far cell": (sheet_with('<c r="XFD1048576"><v>1</v></c>'), "cell-too-far"),
    "entity expansion": (entities, "workbook-declarations"),
    "macros": (macros, "workbook-macros"),
    "truncated": (truncated, "workbook-broken"),
    "damaged": (damaged, "workbook-broken"),
    "another program's": (another_program, "spreadsheet"),
    "before 2007": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "spreadsheet"),
}
