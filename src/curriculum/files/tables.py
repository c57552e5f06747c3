"""Tables with headings, rosters and plans, from CSV or Excel; what is wrong in them is told by row and column."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from attrs import evolve

from curriculum.errors import Finding, InvalidInput
from curriculum.files.complaints import Complaints, Spot
from curriculum.files.csv_rows import csv_rows
from curriculum.files.drafts import STAND_IN_ID
from curriculum.files.headings import columns, recognised
from curriculum.files.national_ids import is_national_id
from curriculum.files.package import OLD_EXCEL
from curriculum.files.reading import FilePath, read_bytes
from curriculum.files.rows import MOST_TITLE_ROWS, Row
from curriculum.files.workbook import Sheet, is_workbook, letters, read_sheet
from curriculum.roster_format import USUAL, RosterFormat

T = TypeVar("T")
LARGEST = 16 * 1024 * 1024
"""Bytes of a table's file, at most."""


class Table:
    """A table that was read.

    Its places are those of the objects that its rows become: ``participants[3].preferences`` is a cell.

    Attributes:
        kind: participants or runs.
        sheet: title of the worksheet; empty for a CSV file.
        heading: the row of headings.
        columns: which column is which.
        rows: the rows below the headings; each is one participant or run.
        complaints: what is wrong with the table.
        wording: the words of a staff system that are understood as well.
    """

    def __init__(
        self,
        kind: str,
        file: str,
        heading: Row,
        rows: Sequence[Row],
        *,
        wording: RosterFormat = USUAL,
        sheet: str = "",
    ) -> None:
        self.kind = kind
        self.sheet = sheet
        self.wording = wording
        self.complaints = _TableComplaints(self, file)
        self.rows = list(rows)
        self.heading = heading
        self.columns = columns(kind, heading.cells, wording.columns)
        self.heading = self._without_national_ids([(heading, "heading")])[0]
        self.columns = columns(kind, self.heading.cells, wording.columns)
        whole = [self._of_fitting_length(row, self.place(index)) for index, row in enumerate(rows)]
        self.rows = self._without_national_ids([(row, self.place(index)) for index, row in enumerate(whole)])

    def place(self, index: int, column: str = "") -> str:
        """Return the place of a row, counted from 0, or of a cell in it."""
        return f"{self.kind}[{index}].{column}" if column else f"{self.kind}[{index}]"

    def cell(self, row: Row, column: str) -> str:
        """Return the text in a column of the contract, empty when the table has no such column."""
        position = self.columns.known.get(column)
        return "" if position is None else row.cell(position)

    def value(self, index: int, column: str, read: Callable[[str], T]) -> T:
        """Read a cell; when it cannot be read, complain and return what an empty one means."""
        text = self.cell(self.rows[index], column)
        try:
            return read(text)
        except InvalidInput as invalid:
            place = self.place(index, column)
            self.complaints.add(invalid.findings, place)
            self.complaints.refused.add(place)
            return read("")

    def filled(self, index: int, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        text = self.cell(self.rows[index], column)
        if not text:
            self.complaints.refuse("empty-cell", self.place(index, column), column=column)
        return text or STAND_IN_ID

    def require(self, column: str) -> None:
        """Complain when a column of the contract is missing."""
        if column in self.columns.known:
            return
        headings = ", ".join(heading for heading in self.heading.cells if heading)
        self.complaints.refuse("missing-column", f"heading.{column}", column=column, headings=headings)
        self.complaints.refused.update(self.place(index, column) for index in range(len(self.rows)))

    def check_headings(self) -> None:
        """Complain about headings that are double, and about columns with content and without a heading."""
        for first, second in self.columns.double:
            self.complaints.refuse("double-column", f"heading.{second}", first=first, second=second)
        for position, heading in enumerate(self.heading.cells):
            used = next((row for row in self.rows if not heading and row.cell(position)), None)
            if used is not None:
                values = {"letter": letters(position), "row": used.number}
                self.complaints.refuse("unnamed-column", f"heading.{position}", **values)

    def national_ids(self) -> list[Finding]:
        """Return the complaints about columns with national identity numbers in them."""
        return [finding for finding in self.complaints.located() if finding.code == "national-id"]

    def _of_fitting_length(self, row: Row, place: str) -> Row:
        """Return a row; an empty one, with a complaint, when it has more cells than there are headings."""
        if not any(row.cells[len(self.heading.cells) :]):
            return row
        values = {"cells": len(row.cells), "columns": len(self.heading.cells)}
        self.complaints.refuse("too-many-cells", place, **values)
        return evolve(row, cells=())

    def _without_national_ids(self, rows: Sequence[tuple[Row, str]]) -> list[Row]:
        """Return rows, given with their places, without such numbers; complain once about each column of them."""
        found: dict[int, list[str]] = {}
        kept = []
        for row, place in rows:
            bad = {p for p, cell in enumerate(row.cells) if is_national_id(self.heading.cell(p), cell)}
            for position in sorted(bad):
                found.setdefault(position, []).append(f"{place}.{self._name(position)}")
            cells = tuple("" if p in bad else cell for p, cell in enumerate(row.cells))
            kept.append(evolve(row, cells=cells) if bad else row)
        for _, places in sorted(found.items()):
            self.complaints.refuse("national-id", places[0], count=len(places))
            self.complaints.refused.update(places)
        return kept

    def _name(self, position: int) -> str:
        """Return the name by which places call a column."""
        names = {p: name for name, p in (*self.columns.known.items(), *self.columns.further.items())}
        return names.get(position, letters(position))


class _TableComplaints(Complaints):
    """Complaints about a table: places become rows and columns, and nobody's name is shown."""

    def __init__(self, table: Table, file: str) -> None:
        super().__init__(file)
        self.table = table

    def add(self, findings: Iterable[Finding], where: str = "") -> None:
        super().add((self._without_names(finding, where or finding.where) for finding in findings), where)

    def spots(self, places: Iterable[str]) -> list[Spot]:
        return [self._spot(place) for place in places]

    def _spot(self, place: str) -> Spot:
        row = self._row(place)
        if row is None:
            return Spot(self._in_sheet(f"row {self.table.heading.number}"), self.table.heading.line)
        column = place.partition("].")[2]
        if not column:
            return Spot(self._in_sheet(f"row {row.number}"), row.line)
        columns = self.table.columns
        position = columns.known.get(column, columns.further.get(column))
        heading = column if position is None else self.table.heading.cell(position)
        if self.table.sheet and position is not None:
            return Spot(f"{self.table.sheet}!{letters(position)}{row.number}, column {heading}", None)
        return Spot(self._in_sheet(f"row {row.number}, column {heading}"), row.line)

    def _in_sheet(self, place: str) -> str:
        return f"{self.table.sheet}, {place}" if self.table.sheet else place

    def located(self) -> list[Finding]:
        return [self._naming_rows(finding) for finding in super().located()]

    def _row(self, where: str) -> Row | None:
        kind, _, rest = where.partition("[")
        index = rest.partition("]")[0]
        return self.table.rows[int(index)] if kind == self.table.kind and index.isdecimal() else None

    def _naming_rows(self, finding: Finding) -> Finding:
        """Say "row 12" where a finding names another row by its place."""
        first = finding.values.get("first", "")
        row = self._row(first)
        return finding if row is None else evolve(finding, values={**finding.values, "first": f"row {row.number}"})

    def _without_names(self, finding: Finding, where: str) -> Finding:
        """Take the person's name and e-mail out of what a finding shows."""
        row = self._row(where)
        if row is None:
            return finding
        values = dict(finding.values)
        for secret in filter(None, (self.table.cell(row, name) for name in ("name", "email"))):
            values = {key: value.replace(secret, "…") for key, value in values.items()}
        return evolve(finding, values=values)


def read_table(path: FilePath, kind: str, encoding: str | None = None, wording: RosterFormat = USUAL) -> Table:
    """Read a table; title rows above the headings are passed over.

    Args:
        path: the file.
        kind: participants or runs.
        encoding: the file's encoding, when the user names it.
        wording: the words of a staff system that are understood as well.

    Raises:
        InvalidInput: the file cannot be read as rows and columns at all.
        MissingExtra: it is an Excel workbook and openpyxl is not installed.
    """
    sheet = _read(path, kind, encoding)
    rows = sheet.rows
    known = [recognised(kind, row.cells, wording.columns) for row in rows[:MOST_TITLE_ROWS]]
    best = known.index(max(known))
    table = Table(kind, os.fspath(path), rows[best], rows[best + 1 :], wording=wording, sheet=sheet.title)
    table.check_headings()
    return table


def _read(path: FilePath, kind: str, encoding: str | None) -> Sheet:
    """Return the rows of a file by what it is, whatever its name says; a CSV file is a sheet without a title."""
    data = read_bytes(path, LARGEST)
    if data.startswith(OLD_EXCEL):
        raise InvalidInput([Finding(code="spreadsheet", file=os.fspath(path))])
    if is_workbook(data):
        return read_sheet(data, path, kind)
    return Sheet("", csv_rows(data, path, kind, encoding))
