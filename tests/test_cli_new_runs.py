"""``curriculum new runs`` writes a table of runs that can be scheduled."""

from __future__ import annotations

import json
import shutil
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import load_cohort, load_offer

if TYPE_CHECKING:
    from conftest import Command

PERIOD = ("--first", "2026-08-24", "--last", "2026-12-11")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A cohort without runs and without an offer."""
    shutil.copytree("examples/first-cohort", tmp_path / "mine")
    (tmp_path / "mine" / "runs.csv").unlink()
    return tmp_path / "mine"


def codes(err: str) -> list[str]:
    return [finding["code"] for finding in json.loads(err)["findings"]]


def test_proposed_runs_are_written_and_then_scheduled(command: Command, folder: Path):
    done = command("new", "runs", folder, *PERIOD, "--venue", "Horsens=M1:24,M2", "--teacher", "T1")
    assert done.code == 0, done.err
    assert "Proposed runs: " in done.out
    assert f"Written: {folder / 'runs.csv'}" in done.err
    runs = load_cohort(folder).runs
    assert {(run.venue, run.teachers) for run in runs} == {("Horsens", ("T1",))}
    assert command("schedule", folder, "--out", folder / "out").code == 0


def test_the_offer_beside_the_cohort_is_used_and_the_command_line_comes_before_it(command: Command, folder: Path):
    shutil.copy("examples/offer.toml", folder)
    assert command("new", "runs", folder).code == 0
    assert {run.venue for run in load_cohort(folder).runs} == {"Horsens"}
    assert command("new", "runs", folder, "--venue", "Vejle", "--replace").code == 0
    assert {run.venue for run in load_cohort(folder).runs} == {"Vejle"}


def test_an_existing_table_of_runs_is_kept_unless_it_is_to_be_replaced(command: Command, folder: Path):
    shutil.copy("examples/first-cohort/runs.csv", folder)
    before = (folder / "runs.csv").read_bytes()
    done = command("new", "runs", folder, *PERIOD, "--venue", "Horsens")
    assert done.code == 3
    assert "--replace" in done.err
    assert (folder / "runs.csv").read_bytes() == before
    assert command("new", "runs", folder, *PERIOD, "--venue", "Horsens", "--runs", folder / "more.csv").code == 0
    assert (folder / "runs.csv").read_bytes() == before
    assert command("new", "runs", folder, *PERIOD, "--venue", "Horsens", "--replace").code == 0
    assert (folder / "runs.csv").read_bytes() != before


def test_a_dry_run_writes_nothing(command: Command, folder: Path):
    done = command("new", "runs", folder, *PERIOD, "--venue", "Horsens", "--dry-run", "--json")
    assert done.code == 0
    document = json.loads(done.out)
    assert document["written"] is False
    assert len(document["runs"]) == sum(module["proposed"] for module in document["modules"])
    assert not (folder / "runs.csv").exists()


def test_without_a_period_the_command_says_how_to_give_one(command: Command, folder: Path):
    done = command("new", "runs", folder)
    assert done.code == 3
    assert "--first DAY" in done.err
    assert "offer.toml" in done.err


def test_everything_wrong_on_the_command_line_is_said_at_once(command: Command, folder: Path):
    words = ("--first", "24.8.2026", "--last", "2026-02-30", "--venue", "Horsens=M1:0")
    done = command("new", "runs", folder, *words)
    assert done.code == 3
    assert all(word in done.err for word in ("--first", "--last", "--venue"))


def test_everything_wrong_in_an_offer_is_said_at_once_with_its_line(command: Command, folder: Path):
    (folder / "offer.toml").write_text(
        """schema = 1
first = "soon"
last = 2026-12-11
hours = "9-16"
closed = ["2026-10-16/2026-10-12"]
[[venues]]
name = "Horsens"
rooms = [{ name = "M1", seats = 0 }]
[[teacher]]
name = "T1"
""",
        encoding="utf-8",
    )
    done = command("new", "runs", folder)
    assert done.code == 3
    for line, word in ((2, "first"), (4, "hours"), (5, "closed[0]"), (8, "seats"), (9, "teachers")):
        assert any(f"offer.toml:{line}:" in said and word in said for said in done.err.splitlines()), (
            line,
            done.err,
        )
    assert not (folder / "runs.csv").exists()


def test_what_does_not_fit_the_cohort_is_told_with_the_line_of_the_offer_unless_the_command_line_says_it(
    command: Command, folder: Path
):
    offer = folder / "offer.toml"
    offer.write_text(
        """schema = 1
first = 2026-08-24
last = 2026-12-11
[[venues]]
name = "Horsens"
[[teachers]]
name = "T1"
modules = ["datta"]
""",
        encoding="utf-8",
    )
    done = command("new", "runs", folder)
    assert done.code == 3
    assert f"{offer}:8: teachers[0].modules[0]: " in done.err
    said = command("new", "runs", folder, "--teacher", "T1=datta")
    assert said.code == 3
    assert "error: teachers[0].modules[0]: " in said.err


def test_an_offer_may_be_written_as_people_in_denmark_and_sweden_write_days_and_hours(folder: Path):
    offer = folder / "offer.toml"
    offer.write_text(
        """schema = 1
first = 2026-08-24
last = 2026-12-11
weekdays = ["Tirsdag", "lördag", "friday"]
hours = "8.30-15.30"
venues = [{ name = "Horsens" }]
""",
        encoding="utf-8",
    )
    read = load_offer(offer)
    assert read.weekdays == ("tuesday", "saturday", "friday")
    assert (read.opens.isoformat("minutes"), read.day_length.total_seconds()) == ("08:30", 7 * 3600)


def test_a_table_of_runs_that_is_a_workbook_is_written_as_one(command: Command, folder: Path):
    settings = folder / "cohort.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("runs.csv", "runs.xlsx"), encoding="utf-8")
    assert command("new", "runs", folder, *PERIOD, "--venue", "Horsens").code == 0
    assert (folder / "runs.xlsx").read_bytes().startswith(b"PK")
    assert {run.venue for run in load_cohort(folder).runs} == {"Horsens"}


@pytest.fixture
def working(folder: Path) -> Path:
    """The same cohort, whose people work in Horsens and Viborg."""
    roster = folder / "participants.csv"
    head, *rows = roster.read_text(encoding="utf-8").splitlines()
    placed = [f"{row},{place}" for row, place in zip(rows, cycle(["Horsens", "Viborg"]))]
    roster.write_text("\n".join([f"{head},location", *placed]), encoding="utf-8")
    return folder


def test_an_offer_without_venues_is_held_where_people_work(command: Command, working: Path):
    (working / "offer.toml").write_text("schema = 1\nfirst = 2026-08-24\nlast = 2026-12-11\n", encoding="utf-8")
    assert command("new", "runs", working).code == 0
    assert {run.venue for run in load_cohort(working).runs} == {"Horsens", "Viborg"}


def test_a_place_where_people_work_and_no_run_can_be_held_is_told(command: Command, working: Path):
    done = command("new", "runs", working, *PERIOD, "--venue", "Horsens", "--dry-run")
    assert done.code == 0
    assert done.err.count("no-venue-there") == 1
    assert 'people work at "Viborg", where the offer has no venue.' in done.err
    assert "no-venue-there" not in command("new", "runs", working, *PERIOD, "--dry-run").err


def test_a_calendar_that_nobody_brings_is_refused(command: Command, folder: Path):
    shutil.copy("examples/offer.toml", folder)
    offer = folder / "offer.toml"
    offer.write_text(
        offer.read_text(encoding="utf-8").replace('country = "DK"', 'calendars = ["nowhere"]'), encoding="utf-8"
    )
    done = command("new", "runs", folder)
    assert done.code == 3
    assert "nowhere" in done.err


def test_too_few_rooms_are_said_and_end_with_findings(command: Command, folder: Path):
    done = command(
        "new", "runs", folder, "--first", "2026-08-24", "--last", "2026-09-01", "--venue", "Horsens=M1:2"
    )
    assert done.code == 1
    assert "Too few: " in done.out


def test_the_example_offer_is_what_the_page_shows():
    offer = load_offer("examples/offer.toml")
    assert [venue.name for venue in offer.venues] == ["Horsens"]
    assert [teacher.name for teacher in offer.teachers] == ["internal-1", "external-1"]
    assert offer.spare == 0.5
