"""The Midtjylland pilot is what it says it is, and is scheduled with proof."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from curriculum import Cohort, Schedule, find_catalog, load_cohort, schedule_cohort, violations

EXAMPLES = Path(__file__).parents[1] / "examples"
PILOT = EXAMPLES / "midtjylland-pilot"
UNITS = {
    "Hospitalsenhed Midt",
    "Regionshospitalet Gødstrup",
    "Regionshospitalet Horsens",
    "Regionshospitalet Randers",
    "Aarhus Universitetshospital",
}


@pytest.fixture(scope="module")
def cohort() -> Cohort:
    return load_cohort(PILOT, find=find_catalog)


@pytest.fixture(scope="module")
def schedule(cohort: Cohort) -> Schedule:
    return schedule_cohort(cohort, seed=1, time_limit=120)


def test_composing_the_pilot_gives_the_same_bytes(tmp_path: Path):
    subprocess.run([sys.executable, EXAMPLES / "compose_midtjylland_pilot.py", tmp_path], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(written) == ["cohort.toml", "participants.csv", "runs.csv"]
    assert written == {name: (PILOT / name).read_bytes() for name in written}


def test_nobody_in_the_pilot_has_a_name():
    with (PILOT / "participants.csv").open(encoding="utf-8") as file:
        columns = next(csv.reader(file))
    assert not {"name", "email"} & set(columns)


def test_the_pilot_is_fifty_people_of_five_units_and_three_levels(cohort: Cohort):
    people = cohort.participants
    assert [person.id for person in people] == [f"p{number:03}" for number in range(1, 51)]
    assert Counter(person.organisation for person in people) == dict.fromkeys(UNITS, 10)
    leaders = [person for person in people if person.role == "leader"]
    assert Counter(person.level for person in leaders) == {"hospital": 5, "department": 10, "function": 20}
    assert sum(person.pair is not None for person in leaders) == 15
    assert {person.level for person in leaders if person.pair} == {"hospital", "department", "function"}


def test_the_pilot_has_seats_for_two_cohorts_of_25_on_the_first_day(cohort: Cohort):
    assert [cohort.capacity(run) for run in cohort.runs if run.module == "basis-1"] == [25, 25]
    assert {cohort.minimum(run) for run in cohort.runs} == {8}


def test_the_pilot_is_held_on_working_days_of_august_and_september_2019(cohort: Cohort):
    days = {day for run in cohort.runs for day in run.dates}
    assert min(days) >= date(2019, 8, 1)
    assert max(days) <= date(2019, 9, 30)  # Denmark has no public holiday between these two days
    assert all(day.isoweekday() <= 5 for day in days)


def test_what_the_pilots_readme_says_of_its_difficulty_is_so(cohort: Cohort):
    run = {run.id: run for run in cohort.runs}
    days = {run_id: min(run.dates) for run_id, run in run.items()}
    assert (days["B2-01"] - days["B1-02"]).days == 5
    assert (days["DE-01"] - days["B2-03"]).days == 4
    assert cohort.rules.gap_days.minimum == 7
    assert (run["PA-02"].venue, run["PA-02"].room) == (run["DA-02"].venue, run["DA-02"].room)
    assert days["PA-02"] == days["DA-02"]
    assert set(run["CS-02"].teachers) & set(run["DA-03"].teachers)
    assert days["CS-02"] == days["DA-03"]
    firsts = Counter(person.preferences[0] for person in cohort.participants)
    assert firsts["data"] + firsts["patients"] > 25
    wishes = {person.id: person.preferences for person in cohort.participants}
    pairs = [person for person in cohort.participants if person.role == "key-person"]
    assert any(wishes[person.id] != wishes[person.manager or ""] for person in pairs)


def test_the_pilot_is_scheduled_with_every_place_filled_and_proof(cohort: Cohort, schedule: Schedule):
    assert schedule.status == "optimal"
    assert schedule.score == schedule.bound
    assert schedule.score is not None
    assert (schedule.score.unfilled, schedule.score.points) == (0, 304)
    assert violations(cohort, schedule) == ()


def test_the_pilot_is_not_trivial(schedule: Schedule):
    held = {place.run for place in schedule.places}
    assert {"PA-02", "DA-02"} - held
    assert {"CS-02", "DA-03"} - held
    assert schedule.points.preference > 0
    assert Counter(place.run for place in schedule.places)["B1-01"] == 25
