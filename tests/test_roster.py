"""The people of a cohort guard their own fields."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from refusals import complaints, refused

from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS, Participant, Span

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=1)


def test_a_span_holds_both_its_ends():
    span = Span(DAY, DAY + timedelta(days=2))
    days = [DAY + timedelta(days=n) for n in range(-1, 4)]
    assert [day in span for day in days] == [False, True, True, True, False]


def test_a_span_may_be_one_day_and_never_less_than_one():
    assert [day in Span(DAY, DAY) for day in (DAY, NEXT)] == [True, False]
    assert complaints(Span, NEXT, DAY) == ["span-reversed"]


def test_a_span_is_written_as_in_a_roster():
    assert (str(Span(DAY, DAY)), str(Span(DAY, NEXT))) == ("2026-03-02", "2026-03-02/2026-03-03")


def test_spans_are_in_order_of_time():
    spans = [Span(NEXT, NEXT), Span(DAY, NEXT), Span(DAY, DAY)]
    assert sorted(spans) == spans[::-1]


@pytest.mark.parametrize("name", ["p1", "1", "Åse Berg", "a:b", "a, b", "é"])
def test_any_trimmed_text_without_a_bar_is_an_id(name: str):
    assert complaints(Participant, id=name) == []


@pytest.mark.parametrize("name", ["", " ", " p1", "p1\n", "p1\u00a0", "p|1", "|"])
def test_anything_else_is_no_id(name: str):
    assert complaints(Participant, id=name) == ["bad-label id"]


@pytest.mark.parametrize("role", ["leader", "key-person", None])
def test_a_role_is_leader_or_key_person_or_not_known(role: str | None):
    assert complaints(Participant, id="p", role=role) == []


@pytest.mark.parametrize("role", ["Leader", "manager", ""])
def test_there_is_no_other_role(role: str):
    assert complaints(Participant, id="p", role=role) == ["bad-choice role"]


def test_nobody_is_their_own_manager():
    assert complaints(Participant, id="p", manager="P") == []
    (finding,) = refused(Participant, id="p", manager="p")
    assert (finding.code, finding.where) == ("own-manager", "manager")
    assert finding.values == {"id": "p", "column": "manager"}


@pytest.mark.parametrize("column", ["preferences", "completed", "pinned", "barred"])
def test_a_list_names_everything_once(column: str):
    assert complaints(Participant, id="p", **{column: ["a", "b"]}) == []
    findings = refused(Participant, id="p", **{column: ["b", "a", "b", "a", "b"]})
    assert [(finding.code, finding.where) for finding in findings] == [("named-twice", column)] * 2
    assert [finding.values["id"] for finding in findings] == ["b", "a"]


def test_two_lists_may_name_the_same():
    assert (
        complaints(Participant, id="p", preferences=["a"], completed=["a"], unavailable=[Span(DAY, DAY)] * 2) == []
    )


@pytest.mark.parametrize("column", SINGLE_COLUMNS)
def test_a_column_with_one_value_says_it(column: str):
    told: dict[str, Any] = {"id": "p", column: "leader" if column == "role" else "x"}
    assert Participant(**told).value(column) == told[column]


@pytest.mark.parametrize("column", [column for column in SINGLE_COLUMNS if column not in ("id", "role")])
def test_an_empty_text_says_nothing(column: str):
    assert Participant(id="p", **{column: ""}).value(column) is None


def test_a_further_column_is_named_by_its_heading():
    person = Participant(id="p", further={"ward": "7A", "unit": ""})
    assert [person.value(column) for column in ("ward", "unit", "site")] == ["7A", None, None]


@pytest.mark.parametrize("column", LIST_COLUMNS)
def test_a_list_is_not_one_value(column: str):
    listed = [Span(DAY, DAY)] if column == "unavailable" else ["a"]
    assert Participant(id="p", **{column: listed}).value(column) is None


def test_a_further_column_does_not_hide_one_that_everybody_has():
    assert Participant(id="p", level="top", further={"level": "low"}).value("level") == "top"


def test_a_person_stays_as_they_are():
    with pytest.raises(FrozenInstanceError):
        Participant(id="p").pair = "x"


def test_no_complaint_about_a_person_tells_who_they_are():
    told = {"name": "Åse Berg", "email": "ase@example.org", "manager": "p", "role": "x", "pinned": ["a", "a"]}
    said = " ".join(finding.text() for finding in refused(Participant, id="p", **told))
    assert "own-manager" in complaints(Participant, id="p", **told)[1]
    assert not any(secret in said for secret in (told["name"], told["email"]))
