"""Runs and their sessions guard their own fields."""

from __future__ import annotations

from datetime import date, datetime
from itertools import combinations

import pytest
from attrs.exceptions import FrozenInstanceError
from drawings import session
from hypothesis import given, settings
from hypothesis import strategies as st
from refusals import complaints, refused

from curriculum.runs import Run, Session

often = settings(max_examples=60, deadline=None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-{text}")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("02T09:00", "02T16:00", []),
        ("02T09:00", "02T09:01", []),
        ("02T00:00", "02T23:59", []),
        ("02T09:00", "02T09:00", ["session-reversed"]),
        ("02T09:00", "02T08:59", ["session-reversed"]),
        ("03T09:00", "02T16:00", ["session-reversed"]),
        ("02T23:00", "03T00:01", ["session-over-midnight"]),
        ("02T09:00", "03T16:00", ["session-over-midnight"]),
    ],
)
def test_a_session_ends_after_it_begins_on_the_same_date(start: str, end: str, said: list[str]):
    assert complaints(Session, at(start), at(end)) == said


def test_a_session_is_written_as_in_a_plan():
    assert str(Session(at("02T09:00"), at("02T16:30"))) == "2026-03-02T09:00/2026-03-02T16:30"
    assert Session(at("02T09:00"), at("02T16:30")).date == date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [
        ("2@9-12", "2@12-15", "nothing"),  # touching is allowed
        ("2@9-12", "2@11-15", "time"),
        ("2@9-16", "2@10-11", "time"),
        ("2@9-12", "2@9-12", "time"),
        ("2@9-12", "3@9-12", "nothing"),
        ("2@9-10", "2@14-15", "nothing"),
    ],
)
def test_sessions_are_half_open(first: str, second: str, share: str):
    assert session(first).overlaps(session(second)) is (share == "time")
    assert session(second).overlaps(session(first)) is (share == "time")


HOURS = st.tuples(st.integers(2, 3), *[st.integers(8, 16)] * 2).filter(lambda drawn: drawn[1] < drawn[2])
SESSIONS = st.lists(HOURS.map(lambda drawn: session(f"{drawn[0]}@{drawn[1]}-{drawn[2]}")), max_size=5)


@often
@given(SESSIONS)
def test_a_runs_sessions_overlap_exactly_when_two_of_them_do(sessions: list[Session]):
    said = complaints(Run, id="A1", module="a", sessions=sessions)
    assert set(said) == {"sessions-overlap sessions" for a, b in combinations(sessions, 2) if a.overlaps(b)}


@often
@given(SESSIONS)
def test_two_sessions_overlap_exactly_when_some_minute_is_in_both(sessions: list[Session]):
    for a, b in combinations(sessions, 2):
        latest, earliest = max(a.start, b.start), min(a.end, b.end)
        assert a.overlaps(b) is ((earliest - latest).total_seconds() >= 60)


def test_overlapping_sessions_are_named():
    (finding,) = refused(Run, id="A1", module="a", sessions=[session("3@11-15"), session("3@9-12")])
    assert finding.values["first"] == "2026-03-03T09:00/2026-03-03T12:00"
    assert finding.values["second"] == "2026-03-03T11:00/2026-03-03T15:00"


def test_sessions_are_in_order_of_time_whatever_the_order_of_the_plan():
    run = Run(id="A1", module="a", sessions=map(session, ("9@9-12", "2@13-16", "2@9-12")))
    assert run.sessions == (session("2@9-12"), session("2@13-16"), session("9@9-12"))
    assert (run.start, run.end) == (at("02T09:00"), at("09T12:00"))
    assert run.dates == {date(2026, 3, 2), date(2026, 3, 9)}


def test_a_run_need_not_have_sessions():
    run = Run(id="A1", module="a")
    assert (run.sessions, run.dates) == ((), frozenset())


@pytest.mark.parametrize("name", ["", " A1", "A|1"])
def test_a_runs_id_is_a_trimmed_text_without_a_bar(name: str):
    assert complaints(Run, id=name, module="a") == ["bad-label id"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("planned", []),
        ("confirmed", []),
        ("cancelled", []),
        ("Planned", ["bad-choice state"]),
        ("", ["bad-choice state"]),
    ],
)
def test_a_run_is_planned_confirmed_or_cancelled(state: str, said: list[str]):
    assert complaints(Run, id="A1", module="a", state=state) == said


@pytest.mark.parametrize(
    ("minimum", "capacity", "said"),
    [
        (None, None, []),
        (1, 1, []),
        (8, 8, []),
        (None, 1_000_000, []),
        (9, None, []),
        (0, 1, ["bad-people minimum"]),
        (None, 0, ["bad-people capacity"]),
        (None, 1_000_001, ["bad-people capacity"]),
        (9, 8, ["minimum-above-maximum minimum"]),
    ],
)
def test_a_run_takes_at_least_one_person(minimum: int | None, capacity: int | None, said: list[str]):
    assert complaints(Run, id="A1", module="a", minimum=minimum, capacity=capacity) == said


def test_all_faults_of_a_run_are_told_at_once():
    told = {"id": "", "module": "a", "state": "x", "capacity": 0, "sessions": [session("2@9-12")] * 2}
    assert complaints(Run, **told) == [
        "bad-label id",
        "bad-choice state",
        "bad-people capacity",
        "sessions-overlap sessions",
    ]


def test_a_run_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        Run(id="A1", module="a").room = "1"


def test_teachers_are_a_list():
    with pytest.raises(TypeError, match="not the text"):
        Run(id="A1", module="a", teachers="Eva")
