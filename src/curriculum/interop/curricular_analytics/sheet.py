"""The layout of a file: what stands above the courses, which rows are courses, and what their columns are."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from curriculum.graph import System
from curriculum.interop.curricular_analytics.curriculum import METRICS
from curriculum.interop.curricular_analytics.doubts import Doubts
from curriculum.interop.curricular_analytics.rows import Line, heading, lines

HEADER = {
    "curriculum": "name",
    "curriculumname": "name",
    "degreeplan": "plan",
    "degreeplanname": "plan",
    "institution": "institution",
    "degreetype": "degree_type",
    "systemtype": "system",
    "system": "system",
    "cip": "cip",
    "cipcode": "cip",
}
"""First cells of the rows above the courses, and what stands beside them."""
COLUMNS = {
    "courseid": "id",
    "coursename": "name",
    "prefix": "prefix",
    "number": "number",
    "prerequisites": "prerequisites",
    "prerequisite": "prerequisites",
    "corequisites": "corequisites",
    "corequisite": "corequisites",
    "strictcorequisites": "strict_corequisites",
    "strictcorequisite": "strict_corequisites",
    "requisites": "requisites",
    "requisities": "requisites",  # a spelling that is about
    "credithours": "credits",
    "credits": "credits",
    "institution": "institution",
    "canonicalname": "canonical_name",
    "term": "term",
    **{heading(metric): metric for metric in METRICS},
}
"""Headings of the columns, and what stands below them. ``requisites`` is one list of ``pre:1 co:2 strict:3``."""
TITLES = {
    "id": "Course ID",
    "name": "Course Name",
    "prefix": "Prefix",
    "number": "Number",
    "prerequisites": "Prerequisites",
    "corequisites": "Corequisites",
    "strict_corequisites": "Strict-Corequisites",
    "credits": "Credit Hours",
    "institution": "Institution",
    "canonical_name": "Canonical Name",
    "term": "Term",
}
"""The columns of a file without metrics, in their order, and their headings as we write them."""
EXPECTED = ("id", "name", "prerequisites", "credits")
"""Columns whose absence is told."""
COURSES, ADDITIONAL = "courses", "additionalcourses"
OUTCOMES = ("courselearningoutcomes", "curriculumlearningoutcomes")


@frozen
class Row:
    """A row of a course.

    Attributes:
        line: where it stands, and its cells.
        columns: position by what stands there.
        additional: whether it is among the additional courses.
    """

    line: Line
    columns: Mapping[str, int]
    additional: bool

    def cell(self, name: str) -> str:
        """Return the text in a column; empty where the column or the cell is missing."""
        position = self.columns.get(name, len(self.line.cells))
        return self.line.cells[position] if position < len(self.line.cells) else ""


class Sheet:
    """A file taken apart.

    Attributes:
        header: what stands above the courses, by the names of :class:`CsvCurriculum`'s attributes.
        system: semester or quarter.
        rows: the rows of the courses.
        is_curricular: whether anything at all was understood.
    """

    def __init__(self, text: str, doubts: Doubts) -> None:
        self.header: dict[str, str] = {}
        self.system: System = "semester"
        self.rows: list[Row] = []
        self._doubts = doubts
        self._section = ""
        self._columns: Mapping[str, int] = {}
        last = 1
        for line in lines(text, frozenset(COLUMNS)):
            self._take(line)
            last = line.number
        self.is_curricular = bool(self.header or self.rows or self._section)
        if self.is_curricular and not self.rows:
            doubts.add("csv-no-courses", last)

    def _take(self, line: Line) -> None:
        first = heading(line.cells[0])
        if first in {COURSES, ADDITIONAL, *OUTCOMES} and not any(line.cells[1:]):
            self._section, self._columns = first, {}
            if first in OUTCOMES:
                self._doubts.add("csv-section-left-out", line.number, severity="note", section=line.cells[0])
        elif self._section in OUTCOMES:
            return
        elif columns := self._headings(line):
            self._columns = columns
            self._section = self._section or COURSES
        elif self._section:
            self._take_course(line)
        else:
            self._take_header(first, line)

    def _headings(self, line: Line) -> dict[str, int]:
        """Return the columns when this is a row of headings, else nothing."""
        if not any("course" in cell.lower() for cell in line.cells):  # the id and the name of a course are needed
            return {}
        understood = [COLUMNS.get(heading(cell)) for cell in line.cells]
        columns: dict[str, int] = {}
        for position, name in enumerate(understood):
            if name:
                columns.setdefault(name, position)
        if len(columns) == 1 or not columns.keys() & {"id", "name"}:
            return {}
        for expected in EXPECTED:
            if expected not in columns and not (expected == "prerequisites" and "requisites" in columns):
                self._doubts.add("csv-missing-column", line.number, name=TITLES[expected])
        for cell, name in zip(line.cells, understood, strict=True):
            if cell and not name:
                self._doubts.add("csv-unknown-column", line.number, severity="note", name=cell)
        return columns

    def _take_course(self, line: Line) -> None:
        if not self._columns:
            self._doubts.add("csv-no-headings", line.number)
            self._columns = {name: position for position, name in enumerate(TITLES)}
        extra = [cell for cell in line.cells[max(self._columns.values()) + 1 :] if cell]
        if extra:
            self._doubts.add("csv-extra-cells", line.number, cells=", ".join(extra))
        self.rows.append(Row(line, self._columns, self._section == ADDITIONAL))

    def _take_header(self, first: str, line: Line) -> None:
        value = line.cells[1] if len(line.cells) > 1 else ""
        name = HEADER.get(first)
        if name is None:
            self._doubts.add("csv-unknown-header", line.number, severity="note", name=line.cells[0])
        elif name == "system":
            self._take_system(value, line)
        else:
            self.header[name] = value

    def _take_system(self, value: str, line: Line) -> None:
        self.header["system"] = value
        if heading(value).startswith("quarter"):
            self.system = "quarter"
        elif value and not heading(value).startswith("semester"):
            self._doubts.add("csv-unknown-system", line.number, value=value)
