"""Excel workbooks for tests: ordinary ones, and ones made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

Rows = list[list[object]]
ROSTER: Rows = [["id", "level", "preferences"], ["p1", "department", "data|people"], ["p2", "function", None]]
MEGABYTE = 1024 * 1024
END = b"</sheetData>"


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


def shared(text: bytes, cells: int) -> Callable[[], bytes]:
    """Return what makes a workbook whose one shared text stands in many cells."""

    def made() -> bytes:
        space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        row = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
        rows = b"".join(row % (number, number) for number in range(1, cells + 1))
        data = content(book(Roster=ROSTER))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            types = package.read("[Content_Types].xml")
        texts = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + texts + b'"/></Types>'
        parts = {
            "[Content_Types].xml": types if texts in types else types.replace(b"</Types>", part),
            "xl/sharedStrings.xml": b"<sst " + space + b"><si>" + text + b"</si></sst>",
            "xl/worksheets/sheet1.xml": b"<worksheet "
            + space
            + b"><sheetData>"
            + rows
            + b"</sheetData></worksheet>",
        }
        return changed(data, parts)

    return made


def merged_text() -> bytes:
    """A workbook with one long text that is merged over many rows."""
    data = shared(b"<t>" + b"x" * MEGABYTE + b"</t>", 1)()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    rows = b"".join(b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (row, row) for row in range(2, 100))
    merged = b'<mergeCells><mergeCell ref="A1:A99"/></mergeCells>'
    return changed(data, {"xl/worksheets/sheet1.xml": sheet.replace(END, rows + END + merged)})


def encrypted() -> bytes:
    """A workbook with a password: a compound file with the streams that Excel puts into it, [MS-OFFCRYPTO] 2.3."""
    free, chain_end, no_entry = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, chain_end, 0, chain_end, 0, 0,
    ) + struct.pack("<108I", *[free] * 108)  # fmt: skip
    table = struct.pack("<128I", 0xFFFFFFFD, chain_end, *range(3, 10), chain_end, *[free] * 118)

    def entry(
        name: str,
        *,
        kind: int = 2,
        child: int = no_entry,
        right: int = no_entry,
        start: int = chain_end,
        size: int = 0,
    ) -> bytes:
        title = name.encode("utf-16-le") + b"\0\0"
        fields = (title, len(title), kind, 1, no_entry, right, child, start, size)
        return struct.pack("<64sHBBIII36xIQ", *fields)

    folder = b"".join(
        [
            entry("Root Entry", kind=5, child=1),
            entry("EncryptedPackage", right=2, start=2, size=4096),
            entry("EncryptionInfo"),
            bytes(128),
        ]
    )
    return header + table + folder + bytes(range(256)) * 16


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


def damaged_inside(method: int) -> Callable[[], bytes]:
    """Return what makes a package of which a part, packed in this way, has been overwritten in its midst."""

    def made() -> bytes:
        saved, content_types = io.BytesIO(), b" " * 1000 + bytes(range(256)) * 100
        with zipfile.ZipFile(saved, "w", method) as package:
            package.writestr("[Content_Types].xml", content_types)
        data = saved.getvalue()
        return data[:100] + b"\x55" * 50 + data[150:]

    return made


def another_program() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return made.getvalue()


def sheet_changed(before: bytes, after: bytes) -> Callable[[], bytes]:
    """Return what makes a roster's workbook with something else in its worksheet."""

    def made() -> bytes:
        data = content(book(Roster=ROSTER))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sheet = package.read("xl/worksheets/sheet1.xml")
        assert before in sheet
        return changed(data, {"xl/worksheets/sheet1.xml": sheet.replace(before, after)})

    return made


def media_bomb() -> bytes:
    """A workbook with a picture of nothing that unpacks to a lot."""
    return changed(content(book(Roster=ROSTER)), {"xl/media/image1.png": bytes(60_000_000)})


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a million formatted rows": sheet_changed(
        END, b"".join(b'<row r="%d" s="0" customFormat="1"/>' % row for row in range(3, 1_048_577)) + END
    ),
    "merged areas over each other": sheet_changed(
        END, END + b'<mergeCells><mergeCell ref="A2:B2"/><mergeCell ref="A2:C2"/></mergeCells>'
    ),
    "twenty thousand large merged areas": sheet_changed(
        END, END + b"<mergeCells>" + b'<mergeCell ref="F2:CV20000"/>' * 20_000 + b"</mergeCells>"
    ),
    "quotes in the title of the sheet": lambda: content(book(**{"Del'tag\"ere": ROSTER})),
    "a link to a program": lambda: changed(
        content(book(Roster=ROSTER)),
        {
            "xl/externalLinks/externalLink1.xml": b'<externalLink xmlns="http://schemas.openxmlformats.org/'
            b'spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        },
    ),
}
"""Workbooks that look dangerous and hold nothing but the roster."""

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (bomb, "workbook-too-large"),
    "too many texts": (many_texts, "workbook-too-large"),
    "far cell": (sheet_with('<c r="XFD1048576"><v>1</v></c>'), "cell-too-far"),
    "entity expansion": (entities, "workbook-declarations"),
    "macros": (macros, "workbook-macros"),
    "truncated": (truncated, "workbook-broken"),
    "damaged": (damaged, "workbook-broken"),
    "damaged inside": (damaged_inside(zipfile.ZIP_DEFLATED), "workbook-broken"),
    "damaged inside, packed in an unusual way": (damaged_inside(zipfile.ZIP_LZMA), "workbook-broken"),
    "picture bomb": (media_bomb, "workbook-too-large"),
    "a text that is not there": (sheet_with('<c r="A3" t="s"><v>99</v></c>'), "workbook-broken"),
    "a merged area from its end to its beginning": (
        sheet_changed(END, END + b'<mergeCells><mergeCell ref="E6:A1"/></mergeCells>'),
        "workbook-broken",
    ),
    "another program's": (another_program, "spreadsheet"),
    "a long text in many cells": (shared(b"<t>" + b"x" * MEGABYTE + b"</t>", 20_000), "workbook-too-large"),
    "a long text in a large merged area": (merged_text, "workbook-too-large"),
    "with a password": (encrypted, "spreadsheet"),
    "before 2007": (lambda: b"\xd0\xcf\x11\xe0" + bytes(512), "spreadsheet"),
}
