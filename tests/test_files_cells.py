"""Cells of a table: cleaned, guarded against formulas, read strictly."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from folders import refused
from hypothesis import given
from hypothesis import strategies as st

from curriculum.files.cells import (
    MOST_ITEMS,
    clean,
    day,
    guarded,
    items,
    list_text,
    optional_whole,
    says_day_first,
    session,
    session_text,
    span,
    unguarded,
)
from curriculum.roster import Span
from curriculum.runs import Session


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        (" Åse ", "Åse"),
        ("A\u030ase", "Åse"),
        ("\u200bÅse\ufeff", "Åse"),
        ("\u00a0Region\u00a0Midt\u202f", "Region Midt"),
        ("So\u00adfie", "Sofie"),
        ("p1\t\r\n", "p1"),
    ],
)
def test_a_cell_is_composed_and_without_invisible_characters(written: str, cleaned: str):
    assert clean(written) == cleaned


@pytest.mark.parametrize("text", ["=1+1", "+45", "-5", "@x", "\tx", "\rx", "'=1", "''+1"])
def test_what_could_be_a_formula_is_guarded(text: str):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "a=1", "'t Hooft", "''", "5", "(1)"])
def test_what_is_no_formula_stays(text: str):
    assert guarded(text) == unguarded(text) == text


@given(st.text("'=+-@\t\ra "))
def test_a_guard_is_undone(text: str):
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(("cell", "number"), [("12", 12), ("007", 7), ("-3", -3), ("", None)])
def test_a_whole_number_is_digits(cell: str, number: int | None):
    assert optional_whole(cell) == number


@pytest.mark.parametrize(
    "cell", ["12.7", "12,7", "12.0", "12,0", "1.000", "1 000", "1e3", "٣", "+3", "0x1", "9" * 10]
)
def test_anything_else_is_no_whole_number(cell: str):
    assert [finding.code for finding in refused(optional_whole, cell)] == ["bad-whole-number"]


def test_a_list_is_split_and_trimmed():
    assert items(" a | b||c ", str) == ("a", "b", "c")
    assert items("", str) == items(" | ", str) == ()


def test_every_element_that_cannot_be_read_is_told():
    assert [finding.code for finding in refused(items, "x|2026-03-02|31.02", span)] == [
        "bad-date",
        "impossible-date",
    ]


def test_no_more_than_twenty_elements_of_a_list_are_told():
    assert len(refused(items, "x|" * 100, span)) == 20


def test_a_list_in_a_cell_is_bounded():
    assert len(items("a|" * MOST_ITEMS, str)) == MOST_ITEMS
    assert [finding.code for finding in refused(items, "a|" * (MOST_ITEMS + 1), str)] == ["list-too-long"]


def test_a_span_is_a_day_or_two():
    assert span("2026-03-02") == Span(date(2026, 3, 2), date(2026, 3, 2))
    assert (
        span("2026-03-02/2026-03-06")
        == span("2026-03-02 / 2026-03-06")
        == Span(date(2026, 3, 2), date(2026, 3, 6))
    )
    assert [finding.code for finding in refused(span, "2026-03-06/2026-03-02")] == ["span-reversed"]


@pytest.mark.parametrize(
    ("cell", "code", "shown"),
    [
        ("2026-02-31", "impossible-date", {}),
        ("2026-13-01", "impossible-date", {}),
        ("31.02", "impossible-date", {}),
        ("31.02.2026", "impossible-date", {}),
        ("31/2 2026", "impossible-date", {}),
        ("02.03", "bad-date", {}),
        ("30.03.2026", "not-year-first", {"suggestion": "2026-03-30"}),
        ("30/3-26", "not-year-first", {"suggestion": "2026-03-30"}),
        ("3-30-2026", "not-year-first", {"suggestion": "2026-03-30"}),
        ("03.03.2026", "not-year-first", {"suggestion": "2026-03-03"}),
        ("02.03.2026", "ambiguous-date", {"first": "2026-03-02", "second": "2026-02-03"}),
        ("2/3 2026", "ambiguous-date", {"first": "2026-03-02", "second": "2026-02-03"}),
        ("2. 3. 26", "ambiguous-date", {"first": "2026-03-02", "second": "2026-02-03"}),
        ("2026-3-2", "bad-date", {}),
        ("20260302", "bad-date", {}),
        ("2026-03-02T09:00", "bad-date", {}),
        ("2026-W10-1", "bad-date", {}),
        ("２０２６-03-02", "bad-date", {}),  # noqa: RUF001 - digits that look like digits
        ("uge 7", "bad-date", {}),
        ("", "bad-date", {}),
    ],
)
def test_a_day_that_is_not_written_year_first_is_refused_with_its_readings(
    cell: str, code: str, shown: dict[str, str]
):
    (finding,) = refused(day, cell)
    assert finding.code == code
    assert {**finding.values, "value": cell} == {"value": cell, **shown}


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("30.03.2026", "2026-03-30", "2026-03-30"),
        ("30/3-26", "2026-03-30", "2026-03-30"),
        ("03.03.2026", "2026-03-03", "2026-03-03"),
        ("30.03.2026/31.03.2026", "2026-03-30", "2026-03-31"),
        ("30.03.2026 - 31.03.2026", "2026-03-30", "2026-03-31"),
        ("30.03.2026 til 31.03.2026", "2026-03-30", "2026-03-31"),
        ("2026-03-30 \u2013 2026-03-31", "2026-03-30", "2026-03-31"),
    ],
)
def test_days_away_may_be_written_as_in_denmark_where_there_is_one_reading(cell: str, first: str, last: str):
    assert span(cell) == Span(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("cell", ["02.03.2026", "2/3-26", "30.03.2026 - 02.04.2026"])
def test_a_day_away_that_can_be_two_is_refused_unless_the_column_tells(cell: str):
    assert {finding.code for finding in refused(span, cell)} == {"ambiguous-date"}
    assert span(cell, day_first=True).last in {date(2026, 3, 2), date(2026, 4, 2)}


def test_a_month_that_comes_first_is_refused_with_what_was_probably_meant():
    assert [finding.code for finding in refused(span, "3-30-2026")] == ["not-year-first"]
    assert [finding.code for finding in refused(span, "3-30-2026", day_first=True)] == ["not-year-first"]


def test_a_column_tells_the_order_only_where_its_days_agree():
    assert says_day_first(["30.03.2026|02.03.2026", "", "03.03.2026"])
    assert not says_day_first(["03.03.2026"])
    assert not says_day_first(["30.03.2026", "3-30-2026"])
    assert not says_day_first(["02.03.2026", "03.03.2026", "2026-03-30", ""])


def test_a_session_is_two_times_of_a_day():
    expected = Session(datetime.fromisoformat("2026-03-02T09:00"), datetime.fromisoformat("2026-03-02T16:30"))
    assert session("2026-03-02T09:00/2026-03-02T16:30") == expected
    assert session("2026-03-02T09:00:00/2026-03-02T16:30:00") == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2026-03-02", "bad-session"),
        ("2026-03-02T09:00", "bad-session"),
        ("2026-03-02T09:00/16:00", "bad-session"),
        ("2026-03-02 09:00/2026-03-02 16:00", "bad-session"),
        ("2026-03-02T09:00Z/2026-03-02T16:00Z", "bad-session"),
        ("2026-03-02T09:00+01:00/2026-03-02T16:00+01:00", "bad-session"),
        ("2026-03-02T24:00/2026-03-02T25:00", "bad-session"),
        ("2026-03-02T09:00/2026-03-02T16:00/2026-03-02T17:00", "bad-session"),
        ("2026-02-31T09:00/2026-02-31T16:00", "impossible-date"),
        ("02.03.2026 09:00/02.03.2026 16:00", "ambiguous-date"),
        ("30.03.2026 09:00/30.03.2026 16:00", "not-year-first"),
        ("2026-03-02T16:00/2026-03-02T09:00", "session-reversed"),
        ("2026-03-02T16:00/2026-03-02T16:00", "session-reversed"),
        ("2026-03-02T16:00/2026-03-03T09:00", "session-over-midnight"),
    ],
)
def test_a_session_that_cannot_be_held_is_refused(cell: str, code: str):
    assert [finding.code for finding in refused(session, cell)] == [code]


@given(st.dates(), st.integers(0, 86_398), st.data())
def test_a_session_is_read_as_it_was_written(held_on: date, start: int, data: st.DataObject):
    midnight = datetime.combine(held_on, time())
    end = data.draw(st.integers(start + 1, 86_399))
    held = Session(midnight + timedelta(seconds=start), midnight + timedelta(seconds=end))
    assert session(session_text(held)) == held


def test_a_list_is_written_with_bars():
    assert list_text([Span(date(2026, 3, 2), date(2026, 3, 2)), "b"]) == "2026-03-02|b"
