"""Findings and the exceptions that carry them."""

from __future__ import annotations

import pickle

import pytest
from refusals import refused

from curriculum.errors import (
    CurriculumError,
    Finding,
    InvalidInput,
    MissingExtra,
    Severity,
    nearest,
    raise_if,
)

BAD_ID = {"code": "bad-id", "values": {"id": "Å"}}


@pytest.mark.parametrize(
    ("spot", "place"),
    [
        ({}, ""),
        ({"where": "modules[1]"}, "modules[1]"),
        ({"file": "a.toml"}, "a.toml"),
        ({"file": "a.toml", "line": 3}, "a.toml:3"),
        ({"file": "a.toml", "line": 0, "where": "x"}, "a.toml:0: x"),
        ({"line": 3, "where": "x"}, "x"),
        ({"file": "a.toml", "line": 3, "where": "x"}, "a.toml:3: x"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(spot: dict[str, object], place: str):
    finding = Finding(**BAD_ID, **spot)
    assert finding.place() == place
    assert finding.text().startswith(f'{place}: "Å"' if place else '"Å"')


@pytest.mark.parametrize(
    ("where", "inside"), [("id", "modules[1].id"), ("[2].id", "modules[1][2].id"), ("", "modules[1]")]
)
def test_a_place_is_put_inside_another(where: str, inside: str):
    finding = Finding(**BAD_ID, where=where, file="a.toml", line=3, severity="note")
    moved = finding.inside("modules[1]")
    assert (moved.where, finding.where) == (inside, where)
    assert (moved.file, moved.line, moved.severity, moved.code) == ("a.toml", 3, "note", "bad-id")


def test_a_finding_says_what_is_wrong_and_what_to_do_in_the_readers_language():
    finding = Finding(**BAD_ID, where="id")
    assert finding.message("da") == '"Å" er ikke et id.'
    assert finding.text("da") == f"id: {finding.message('da')} {finding.cure('da')}"
    assert str(finding) == finding.text("en") == finding.text("fi")


def test_a_cure_begins_with_what_was_meant_if_something_was():
    values = {"id": "a", "table": "modules", "known": "aa"}
    known = Finding(code="unknown-id", values=values)
    meant = Finding(code="unknown-id", values={**values, "suggestion": "aa"})
    assert meant.cure("sv") == f'Menade du "aa"? {known.cure("sv")}'
    assert Finding(code="unknown-id", values={**values, "suggestion": ""}).cure() == known.cure()


def test_values_become_text():
    assert Finding(code="bad-amount", values={"value": -1.5}).values == {"value": "-1.5"}


def test_a_code_without_a_sentence_is_a_fault_of_ours():
    with pytest.raises(KeyError):
        Finding(code="nothing-of-the-kind").message()


@pytest.mark.parametrize(("severity", "stops"), [("error", "work"), ("warning", ""), ("note", "")])
def test_only_errors_stop_the_work(severity: Severity, stops: str):
    assert bool(refused(raise_if, [Finding(**BAD_ID, severity=severity)])) is bool(stops)


def test_an_error_brings_everything_that_was_found_with_it():
    found = (Finding(**BAD_ID, severity="note"), Finding(**BAD_ID, where="id"))
    with pytest.raises(InvalidInput) as caught:
        raise_if(iter(found))
    assert caught.value.findings == found
    assert str(caught.value) == f"{found[0].text()}\n{found[1].text()}"


def test_nothing_found_is_no_error():
    raise_if([])


@pytest.mark.parametrize("error", [InvalidInput([Finding(**BAD_ID)]), MissingExtra("pandas", "frames")])
def test_an_exception_is_of_ours_and_the_same_in_another_process(error: CurriculumError):
    assert isinstance(error, CurriculumError)
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(copy), vars(copy), str(copy)) == (type(error), vars(error), str(error))


def test_a_missing_package_says_how_to_install_it():
    assert "pip install 'curriculum[frames]'" in str(MissingExtra("pandas", "frames"))


@pytest.mark.parametrize(
    ("word", "meant"), [("bassis-1", "basis-1"), ("basis-1", "basis-1"), ("zzz", ""), ("", "")]
)
def test_what_was_probably_meant_is_similar_enough(word: str, meant: str):
    assert nearest(word, iter(["data", "basis-1", "basis-22"])) == meant


def test_nothing_is_meant_where_nothing_is_known():
    assert nearest("a", []) == ""


def test_rows_and_columns_are_said_in_the_readers_language():
    finding = Finding(code="pair-of-one", values={"pair": "x"}, file="p.csv", line=2, where="row 2, column level")
    assert finding.place() == "p.csv:2: row 2, column level"
    assert finding.text("da").startswith("p.csv:2: række 2, kolonne level: ")
    cell = Finding(code="pair-of-one", values={"pair": "x"}, where="People!B2, column level")
    assert (cell.place("sv"), cell.place()) == ("People!B2, kolumn level", "People!B2, column level")
    sheet = Finding(code="pair-of-one", values={"pair": "x"}, where="People, row 3")
    assert (sheet.place("da"), sheet.place()) == ("People, række 3", "People, row 3")


def test_another_row_that_a_complaint_names_is_said_in_the_readers_language():
    finding = Finding(code="duplicate-id", values={"id": "p1", "first": "row 3"})
    assert [language for language in ("en", "da", "sv") if "row 3" in finding.message(language)] == ["en"]
    assert "række 3" in finding.message("da")
    assert "rad 3" in finding.message("sv")
