"""Three thousand hostile texts through Excel, mail merge and calendars: none runs, each reads back equal."""

from __future__ import annotations

import csv
import io

import pytest
from hostile import hostile_texts
from icalendar import Calendar
from openpyxl import load_workbook
from report_cases import with_titles

from curriculum.files.cells import unguarded
from curriculum.report import Sheet, calendars, mail_merge, workbook

COUNT = 3_000


@pytest.fixture(scope="module")
def table() -> Sheet:
    return Sheet(
        title="all", columns=["id", "text"], rows=[(str(n), text) for n, text in enumerate(hostile_texts(COUNT))]
    )


def test_excel_shows_them_as_they_are_and_computes_nothing(table: Sheet):
    page = load_workbook(io.BytesIO(workbook([table]))).worksheets[0]
    rows = list(page.iter_rows(min_row=2))
    assert [(row[0].value, row[1].value) for row in rows] == list(table.rows)
    assert not [cell for row in rows for cell in row if cell.data_type == "f" or cell.hyperlink]


def test_mail_merge_keeps_them_and_no_cell_begins_like_a_formula(table: Sheet):
    text = mail_merge(table).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))[1:]
    assert [(row[0], unguarded(row[1])) for row in rows] == list(table.rows)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_calendar_keeps_them_and_none_becomes_a_line_of_its_own():
    titles = hostile_texts(COUNT)
    cohort, schedule = with_titles(titles)
    data = calendars(cohort, schedule)["people/p1.ics"]
    events = Calendar.from_ical(data).events
    read = [str(event["SUMMARY"]) for event in sorted(events, key=lambda event: event.start)]
    assert read == [title.removeprefix("\ufeff") for title in titles]  # the reader drops a mark in front of a text
    lines = data.decode().split("\r\n")
    assert sum(line == "BEGIN:VEVENT" for line in lines) == len(events) == COUNT
    assert not [line for line in lines if line.startswith("ATTENDEE")]
