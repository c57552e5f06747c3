"""Workbook, calendars and mail merge say what the schedule says, to the programs that open them."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from icalendar import Calendar
from openpyxl import load_workbook

from curriculum import Cohort, InvalidInput, MissingExtra, Schedule, load_cohort, schedule_cohort
from curriculum.files.cells import unguarded
from curriculum.report import calendars, mail_merge, report_files, sheets, workbook
from curriculum.report.file_names import file_names
from curriculum.report.sheets import MOST_RUN_SHEETS, Sheet
from curriculum.report.time_zones import clock_changes
from curriculum.report.titles import module_title
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Unfilled

if TYPE_CHECKING:
    from conftest import Command

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    '"><script>alert(1)</script>',
    "</script>",
    "line\nbreak",
    "semi;colon, comma\\backslash",
    "\U0001f469\U0001f3fd‍\U0001f4bb æøå ÅÄÖ",
    "\u202eright to left",
    "BEGIN:VEVENT",
    "'apostrophe",
    "https://example.org",
    "{=1+1}",
]


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return load_cohort("examples/first-cohort")


@pytest.fixture(scope="module")
def schedule(cohort: Cohort) -> Schedule:
    return schedule_cohort(cohort)


def named(cohort: Cohort, names: list[str]) -> Cohort:
    people = [
        evolve(person, name=names[number % len(names)], email=f"{person.id}@example.org")
        for number, person in enumerate(cohort.participants)
    ]
    return evolve(cohort, participants=people)


def texts(data: bytes, sheet: int | str) -> list[list[str]]:
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[sheet] if isinstance(sheet, int) else book[sheet]
    return [["" if value is None else str(value) for value in row] for row in page.values]


def test_every_run_has_a_sheet_with_exactly_its_people(cohort: Cohort, schedule: Schedule):
    data = workbook(sheets(named(cohort, ["Åse Ø"]), schedule))
    for run in {place.run for place in schedule.places}:
        listed = {row[0] for row in texts(data, run) if row[0] in {person.id for person in cohort.participants}}
        assert listed == set(schedule.people_in(run))


def test_the_sheet_of_people_has_one_line_for_each_with_all_their_runs(cohort: Cohort, schedule: Schedule):
    rows = {row[0]: row for row in texts(workbook(sheets(cohort, schedule)), 1)}
    for person in cohort.participants:
        shown = {cell.partition(" (")[0] for cell in rows[person.id][6:-1] if cell}
        assert shown == set(schedule.runs_of(person.id))


def test_the_page_lists_runs_with_another_teacher_time_or_place_since_the_last_report(
    cohort: Cohort, schedule: Schedule
):
    def report(now: Cohort, held: Schedule = schedule, before: dict[str, bytes] | None = None) -> dict[str, bytes]:
        return report_files(now, held, "da", calendars_before=before)

    told = "Hold, hvor tid, sted, underviser eller titel er ændret siden den sidste rapport:"
    last = {path.removeprefix("calendars/"): book for path, book in report(cohort).items() if "calendars" in path}
    one, other = sorted({place.run for place in schedule.places})[:2]
    runs = {run.id: run for run in cohort.runs}
    changed = {one: evolve(runs[one], teachers=["substitute"]), other: evolve(runs[other], venue="Elsewhere")}
    now = evolve(cohort, runs=[changed.get(run.id, run) for run in cohort.runs])
    (listed,) = re.findall(f"{told} (.*)</p>", report(now, before=last)["report.html"].decode())
    assert set(re.findall(r">([^<>]+)</a>", listed)) == {one, other}
    kept = evolve(schedule, places=[place for place in schedule.places if place.run != one])
    for same in (report(cohort), report(cohort, before=last), report(cohort, kept, last)):
        assert told not in same["report.html"].decode()


def test_what_is_unfilled_or_broken_or_changed_is_told(cohort: Cohort, schedule: Schedule):
    from curriculum.judge import unfilled, violations

    kept = [place for place in schedule.places if place.participant != "p7"]
    poor = evolve(schedule, places=kept)
    poor = evolve(poor, unfilled=unfilled(cohort, poor))
    pages = sheets(cohort, poor, before=schedule, violations=violations(cohort, poor))
    findings, changes = pages[3], pages[4]
    assert any(row[2] == "p7" for row in findings.rows)
    assert {row[0] for row in changes.rows} == {"p7"}
    assert len(changes.rows) == len(schedule.runs_of("p7"))


def test_the_table_for_letters_and_the_changes_call_modules_by_their_titles(cohort: Cohort, schedule: Schedule):
    missing = [
        Unfilled("p7", "basis", cohort.programme.basis[0], ("unavailable",)),
        Unfilled("p7", "elective", None, ("minimum",)),
    ]
    gone = Place("p7", "former", "F-1")
    poor = evolve(
        schedule, places=[place for place in schedule.places if place.participant != "p7"], unfilled=missing
    )
    before = evolve(schedule, places=[*schedule.places, gone])
    for language, elective in (("da", "et valgmodul"), ("sv", "en valbar modul")):
        pages = sheets(cohort, poor, language, before=before)
        titles = {one: module_title(cohort, one, language) for one in cohort.programme.module_ids}
        (lacks,) = [row[-1] for row in pages[1].rows if row[0] == "p7"]
        assert lacks == f"{titles[cohort.programme.basis[0]]}; {elective}"
        assert "former" in (modules := {row[2] for row in pages[4].rows})
        assert modules - {"former"} <= set(titles.values()) - set(titles)


def test_very_many_runs_share_one_sheet(cohort: Cohort, schedule: Schedule):
    first = cohort.runs[0]
    runs = [evolve(first, id=f"R{n}") for n in range(MOST_RUN_SHEETS + 1)]
    places = [Place("p1", first.module, run.id) for run in runs]
    pages = sheets(evolve(cohort, runs=runs), evolve(schedule, places=places, unfilled=()))
    assert len(pages) == 5
    assert len(pages[-1].rows) == len(runs)


def test_equal_schedules_give_equal_bytes(cohort: Cohort, schedule: Schedule):
    assert report_files(cohort, schedule, "da") == report_files(cohort, schedule, "da")
    with zipfile.ZipFile(io.BytesIO(workbook(sheets(cohort, schedule)))) as package:
        assert {part.date_time[0] for part in package.infolist()} == {1980}


def test_hostile_names_are_text_in_excel_and_read_back_equal(cohort: Cohort, schedule: Schedule):
    hostile = named(cohort, HOSTILE)
    data = workbook(sheets(hostile, schedule))
    rows = {row[0]: row[1] for row in texts(data, 1)}
    for person in hostile.participants:
        assert rows[person.id] == person.name
    book = load_workbook(io.BytesIO(data))
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert not [cell for page in book for row in page.iter_rows() for cell in row if cell.hyperlink]


def test_hostile_names_are_text_in_mail_merge_and_read_back_equal(cohort: Cohort, schedule: Schedule):
    hostile = named(cohort, HOSTILE)
    data = mail_merge(sheets(hostile, schedule)[1])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    shown = {row[0]: row[1] for row in rows}
    for person in hostile.participants:
        assert unguarded(shown[person.id]) == person.name
        assert not shown[person.id].startswith(("=", "+", "-", "@"))


def test_titles_of_sheets_are_what_excel_takes():
    titles = ["Run/1", "run?1", "x" * 40, "X" * 40, "history", "'quoted'", "[]:*?/\\", ""]
    data = workbook(Sheet(title=title) for title in titles)
    found = load_workbook(io.BytesIO(data)).sheetnames
    assert len(found) == len({title.casefold() for title in found}) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in found)


def test_labels_become_names_of_files_that_any_system_keeps_apart():
    labels = ["a", "A", "../../etc/passwd", "con", "é", "e\u0301", "x" * 300, ".hidden", "", "a b", "B1-01"]
    names = file_names(labels)
    assert names["B1-01"] == "B1-01"
    assert len({name.casefold() for name in names.values()}) == len(labels)
    for name in names.values():
        assert name.isascii()
        assert 0 < len(name) <= 60
        assert not set(name) & set('/\\:*?"<>| .')


def events(data: bytes) -> dict[str, tuple[str, datetime, datetime, int, str]]:
    return {
        str(event["UID"]): (
            str(event["SUMMARY"]),
            event["DTSTART"].dt,
            event["DTEND"].dt,
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
        )
        for event in Calendar.from_ical(data).events
    }


def test_everybodys_calendar_holds_their_sessions_at_the_right_moment(cohort: Cohort, schedule: Schedule):
    books = calendars(cohort, schedule)
    runs = {run.id: run for run in cohort.runs}
    zone = ZoneInfo(cohort.timezone)
    for person in cohort.participants:
        expected = sorted(
            (one.start.replace(tzinfo=zone).astimezone(UTC), one.end.replace(tzinfo=zone).astimezone(UTC))
            for run in schedule.runs_of(person.id)
            for one in runs[run].sessions
        )
        found = events(books[f"people/{person.id}.ics"]).values()
        assert sorted((start.astimezone(UTC), end.astimezone(UTC)) for _, start, end, _, _ in found) == expected


def test_calendars_have_what_outlook_demands_and_name_nobody(cohort: Cohort, schedule: Schedule):
    for path, data in calendars(named(cohort, ["Secret Name"]), schedule).items():
        book = Calendar.from_ical(data)
        assert str(book["METHOD"]) == "PUBLISH"
        assert b"Secret" not in data
        assert b"ATTENDEE" not in data
        assert all(line.endswith(b"\r\n") and len(line) <= 77 for line in data.splitlines(keepends=True)), path
        for event in book.events:
            assert {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"} <= event.keys()
        assert len({str(event["UID"]) for event in book.events}) == len(book.events)


def test_an_unchanged_schedule_gives_unchanged_calendars(cohort: Cohort, schedule: Schedule):
    first = calendars(cohort, schedule)
    assert calendars(cohort, schedule, before=first) == first


def test_a_moved_run_keeps_its_uid_and_raises_its_sequence(cohort: Cohort, schedule: Schedule):
    first = calendars(cohort, schedule)
    moved = cohort.runs[0]
    later = [Session(one.start + timedelta(hours=1), one.end + timedelta(hours=1)) for one in moved.sessions]
    runs = [evolve(run, sessions=later) if run.id == moved.id else run for run in cohort.runs]
    second = calendars(evolve(cohort, runs=runs), schedule, before=first)
    path = f"runs/{moved.id}.ics"
    before, after = events(first[path]), events(second[path])
    assert before.keys() == after.keys()
    assert [entry[3] for entry in after.values()] == [1] * len(after)
    others = [path for path in first if moved.id not in path and path.startswith("runs/")]
    assert all(first[path] == second[path] for path in others)


def test_what_is_called_off_is_cancelled_once_under_its_uid(cohort: Cohort, schedule: Schedule):
    first = calendars(cohort, schedule)
    kept = evolve(schedule, places=[place for place in schedule.places if place.participant != "p1"])
    second = calendars(cohort, kept, before=first)
    before, after = events(first["people/p1.ics"]), events(second["people/p1.ics"])
    assert before.keys() == after.keys()
    assert {entry[4] for entry in after.values()} == {"CANCELLED"}
    assert {entry[3] for entry in after.values()} == {1}
    assert calendars(cohort, kept, before=second) == second
    third = calendars(cohort, schedule, before=second)
    assert {entry[3:] for entry in events(third["people/p1.ics"]).values()} == {(2, "CONFIRMED")}


def test_an_old_calendar_that_is_none_is_refused(cohort: Cohort, schedule: Schedule):
    with pytest.raises(InvalidInput) as refused:
        calendars(cohort, schedule, before={"people/p1.ics": b"BEGIN:NOTHING\r\n"})
    assert [finding.code for finding in refused.value.findings] == ["old-calendar-unreadable"]


def test_hostile_titles_read_back_equal_from_a_calendar(cohort: Cohort, schedule: Schedule):
    for title in HOSTILE:
        modules = [evolve(module, title=title) for module in cohort.catalog.modules]
        hostile = evolve(cohort, catalog=evolve(cohort.catalog, modules=modules))
        for data in calendars(hostile, schedule).values():
            assert {entry[0] for entry in events(data).values()} <= {title}


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Copenhagen",
        "Europe/Stockholm",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Sydney",
        "UTC",
        "Europe/Dublin",
    ],
)
@pytest.mark.parametrize("year", [2024, 2026, 2031])
def test_a_calendars_time_zone_has_the_offsets_of_the_real_one(name: str, year: int, cohort: Cohort):
    from dateutil.rrule import rrulestr

    zone = ZoneInfo(name)
    day = datetime(year, 7, 1, 9, 0)  # noqa: DTZ001 - local time
    run = Run(id="R", module=cohort.runs[0].module, sessions=[Session(day, day + timedelta(hours=1))])
    one = evolve(cohort, runs=[run], timezone=name)
    schedule = Schedule(cohort="c", programme="p", status="feasible", places=[Place("p1", run.module, "R")])
    book = Calendar.from_ical(calendars(one, schedule)["runs/R.ics"])
    (described,) = book.timezones
    changes: list[tuple[datetime, timedelta]] = []
    for part in described.subcomponents:
        start, after = part["DTSTART"].dt, part["TZOFFSETTO"].td
        starts = [start]
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=start)
            starts = list(rule.between(start, datetime(year + 2, 1, 1), inc=True))  # noqa: DTZ001
        changes += [(moment - part["TZOFFSETFROM"].td, after) for moment in starts]
    for week in range(52):
        moment = datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(weeks=week)
        last = max(change for change in changes if change[0] <= moment.replace(tzinfo=None))
        assert last[1] == moment.astimezone(zone).utcoffset(), moment


def test_a_zone_without_summer_time_has_no_changes():
    assert clock_changes(ZoneInfo("Asia/Kolkata"), 2026) == ()
    assert Counter(change.summer for change in clock_changes(ZoneInfo("Europe/Oslo"), 2026)) == {True: 1, False: 1}


@pytest.mark.parametrize(("package", "extra"), [("xlsxwriter", "office"), ("icalendar", "office")])
def test_a_missing_package_is_named(
    package: str, extra: str, cohort: Cohort, schedule: Schedule, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra) as missing:
        report_files(cohort, schedule)
    assert (missing.value.package, missing.value.extra) == (package, extra)


def test_the_command_writes_a_report_and_the_second_one_tells_what_changed(command: Command, tmp_path: Path):
    assert command("schedule", "examples/first-cohort", "--out", tmp_path / "one").code == 0
    words = ("report", "examples/first-cohort", tmp_path / "one/schedule.json", "--out", tmp_path / "report")
    done = command(*words, "--dry-run")
    assert done.code == 0
    assert not (tmp_path / "report").exists()
    assert command(*words).code == 0
    once = {path: path.read_bytes() for path in (tmp_path / "report").rglob("*.*")}
    assert {path.suffix for path in once} == {".html", ".xlsx", ".csv", ".ics"}
    assert command(*words).code == 0
    assert {path: path.read_bytes() for path in (tmp_path / "report").rglob("*.*")} == once
    document = command(*words, "--json", "--last-version", tmp_path / "one/schedule.json").document
    assert document["written"] is True
    assert len(document["files"]) == len(once)


def test_the_command_leaves_out_names_and_draws_plots_when_asked(command: Command, tmp_path: Path):
    assert command("schedule", "examples/first-cohort", "--out", tmp_path / "one").code == 0
    words = ("report", "examples/first-cohort", tmp_path / "one/schedule.json", "--out", tmp_path / "report")
    files = command(*words, "--without-names", "--plots", "--json").document["files"]
    assert {path for path in files if path.startswith("plots/")} == {
        f"plots/{name}.{kind}" for name in ("timeline", "mixing", "wishes") for kind in ("png", "svg")
    }
    assert all((tmp_path / "report" / path).is_file() for path in files)
