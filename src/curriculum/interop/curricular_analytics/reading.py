"""Reading Curricular Analytics CSV, in all its dialects."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from attrs import evolve, field, frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.files.reading import FilePath, read_bytes
from curriculum.interop.curricular_analytics.cells import credit_hours, metric, requisites, term
from curriculum.interop.curricular_analytics.curriculum import METRICS, Course, CsvCurriculum
from curriculum.interop.curricular_analytics.doubts import Doubts
from curriculum.interop.curricular_analytics.rows import decoded, has_open_quote
from curriculum.interop.curricular_analytics.sheet import TITLES, Row, Sheet
from curriculum.sequences import as_tuple

LARGEST = 64 * 1024 * 1024
"""Bytes of a file, at most."""
_Told = TypeVar("_Told", bound=Finding)
_MODULE = re.compile(r"modules\[(\d+)\]")
_KINDS = {"pre": "prerequisites", "co": "corequisites", "strict": "strict_corequisites"}


@frozen
class Reading:
    """What was read, and every doubt about it.

    Attributes:
        curriculum: what the file says, as far as it can be understood.
        findings: warnings and notes, each with its line, in the order of the file.
        lines: the line of each course, by its id, in the order of the file.
        file: path as the user gave it, when there is one.
    """

    curriculum: CsvCurriculum
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    lines: Mapping[str, int] = field(factory=dict, hash=False)
    file: str | None = None

    def located(self, findings: Iterable[_Told]) -> Iterator[_Told]:
        """Yield findings about courses, or about modules made of them, with the file and the lines of the courses.

        Findings that name another file stay as they are.
        """
        for finding in findings:
            if finding.file is None:
                yield evolve(finding, file=self.file, line=self._line(finding.where))
            else:
                yield finding

    def _line(self, where: str) -> int | None:
        """Return the line of a course by its id, or by its place in a catalog that was made of the courses."""
        place = _MODULE.match(where)
        if where in self.lines or place is None:
            return self.lines.get(where)
        return list(self.lines.values())[int(place[1])]


def load_curriculum(path: FilePath, encoding: str | None = None) -> Reading:
    """Read a file in the format of Curricular Analytics.

    Args:
        path: the file.
        encoding: its encoding, when the user names it. Else it is told by a byte order mark, is UTF-8 where that
            fits, and otherwise Windows-1252 or Mac Roman, with a note.

    Returns:
        What the file says, with a finding for every doubt.

    Raises:
        InvalidInput: the file cannot be read, or nothing in it looks like Curricular Analytics.
    """
    file = os.fspath(path)
    data = read_bytes(path, LARGEST)
    try:
        text, guessed = decoded(data, encoding)
    except InvalidInput as refused:
        raise InvalidInput(evolve(finding, file=file) for finding in refused.findings) from None
    doubts = Doubts(file)
    if guessed:
        doubts.add("csv-encoding", None, severity="note", encoding=guessed)
    return _read(text, doubts)


def read_curriculum(text: str) -> Reading:
    """Read a text in the format of Curricular Analytics.

    Args:
        text: what would stand in the file.

    Returns:
        What the text says, with a finding for every doubt.

    Raises:
        InvalidInput: nothing in it looks like Curricular Analytics.
    """
    return _read(text, Doubts(None))


def _read(text: str, doubts: Doubts) -> Reading:
    if has_open_quote(text):
        doubts.add("csv-open-quote", None)
    try:
        sheet = Sheet(text, doubts)
    except csv.Error:
        raise InvalidInput([Finding(code="csv-syntax", file=doubts.file)]) from None
    if not sheet.is_curricular:
        raise InvalidInput([Finding(code="not-curricular-csv", file=doubts.file)])
    header = {name: value for name, value in sheet.header.items() if name != "system"}
    rows = _identified(sheet.rows, doubts)
    courses = [_course(course_id, row, rows.keys(), doubts) for course_id, row in rows.items()]
    curriculum = CsvCurriculum(**header, system=sheet.system, courses=courses)
    found = {course_id: row.line.number for course_id, row in rows.items()}
    return Reading(curriculum, doubts.in_order(), found, doubts.file)


def _identified(rows: Sequence[Row], doubts: Doubts) -> dict[str, Row]:
    """Return the rows by id; make an id where there is none, and leave out a row whose id is taken."""
    found: dict[str, Row] = {}
    for row in rows:
        course_id = row.cell("id")
        line, title = row.line.number, TITLES["id"]
        if not course_id:
            course_id = _made_id(row, found)
            doubts.add("csv-no-id", line, title, id=course_id)
        if course_id in found:
            doubts.add("csv-duplicate-id", line, title, id=course_id, first=found[course_id].line.number)
        else:
            found[course_id] = row
    return found


def _made_id(row: Row, taken: Container[str]) -> str:
    """Return an id that a row without one can have: its number, its name or its line."""
    candidates = (f"{row.cell('prefix')} {row.cell('number')}".strip(), row.cell("name"))
    return next((made for made in candidates if made and made not in taken), f"line {row.line.number}")


def _course(course_id: str, row: Row, known: Container[str], doubts: Doubts) -> Course:
    needed = _needed(course_id, row, known, doubts)
    return Course(
        id=course_id,
        name=row.cell("name"),
        prefix=row.cell("prefix"),
        number=row.cell("number"),
        prerequisites=needed["prerequisites"],
        corequisites=needed["corequisites"],
        strict_corequisites=needed["strict_corequisites"],
        credits=_credits(row, doubts),
        institution=row.cell("institution"),
        canonical_name=row.cell("canonical_name"),
        term=_term(row, doubts),
        additional=row.additional,
        stated=_stated(row),
    )


def _needed(course_id: str, row: Row, known: Container[str], doubts: Doubts) -> dict[str, tuple[str, ...]]:
    """Return the requisites by column, without those that lead nowhere."""
    cells = {column: row.cell(column) for column in _KINDS.values()}
    for word in row.cell("requisites").split():  # the oldest dialect has one column for all of them
        kind, _, other = word.partition(":")
        cells[_KINDS.get(kind, "prerequisites")] += f";{other or word}"
    needed = {}
    for column, cell in cells.items():
        found = requisites(cell, known)
        line, title = row.line.number, TITLES[column]
        for other in found.unknown:
            doubts.add("csv-unknown-requisite", line, title, id=other)
        for separator in found.separators:
            doubts.add("csv-odd-separator", line, title, severity="note", separator=separator)
        if course_id in found.ids:
            doubts.add("csv-own-requisite", line, title, id=course_id)
        needed[column] = tuple(other for other in found.ids if other != course_id)
    return needed


def _credits(row: Row, doubts: Doubts) -> float:
    cell = row.cell("credits")
    amount, is_plain = credit_hours(cell)
    if cell and not is_plain:
        doubts.add("csv-credits", row.line.number, TITLES["credits"], value=cell, used=f"{amount:g}")
    return amount


def _term(row: Row, doubts: Doubts) -> int | None:
    cell = row.cell("term")
    number, is_plain = term(cell)
    if cell and not is_plain:
        code = "csv-term" if number is None else "csv-term-guessed"
        doubts.add(code, row.line.number, TITLES["term"], value=cell, used=number)
    return number


def _stated(row: Row) -> dict[str, Decimal]:
    read = {name: metric(row.cell(name)) for name in METRICS}
    return {name: value for name, value in read.items() if value is not None}
