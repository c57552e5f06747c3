"""National identity numbers, told by their shape. The numbers here are made up."""

from __future__ import annotations

import pytest

from curriculum.files.national_ids import has_national_id, is_national_id


@pytest.mark.parametrize(
    "text",
    [
        "311299-1234",  # Danish: day, month, year
        "991231-1234",  # Swedish: year, month, day
        "19991231-1234",
        "20000229-1234",
        "991231+1234",  # more than a hundred years old
        "991291-1234",  # a replacement number: 60 added to the day
        "711299-1234",
        "311299–1234",  # noqa: RUF001 - a dash, as word processors make it
        "311299\u20111234",
        "cpr 311299-1234.",
    ],
)
def test_what_looks_like_a_national_id_is_told(text: str):
    assert has_national_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "p001",
        "12345678",
        "0701234567",
        "701332-1234",  # neither a day of a month nor a month
        "311399-1234",
        "300230-1234",
        "3112991-1234",
        "311299-12345",
        "31129-1234",
        "17991231-1234",
        "2026-03-02T09:00/2026-03-02T16:00",
        "2026-03-02/2026-03-06",
        "+45 12 34 56 78",
    ],
)
def test_what_does_not_is_let_through(text: str):
    assert not has_national_id(text)


@pytest.mark.parametrize("heading", ["CPR", "cpr-nr.", "CPR-nummer", "Personnummer", "Person-nr", "National id"])
@pytest.mark.parametrize("cell", ["3112991234", "311299 1234", "101901234", "199912311234"])
def test_under_a_heading_that_says_so_a_number_needs_no_hyphen(heading: str, cell: str):
    assert is_national_id(heading, cell)
    assert not is_national_id("Telefon", cell)


@pytest.mark.parametrize("cell", ["", "-", "p001", "nej", "4711"])
def test_what_is_too_short_is_none_whatever_its_column_is_called(cell: str):
    assert not is_national_id("CPR", cell)
