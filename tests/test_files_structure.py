"""From plain data to the model: strict about types, lenient in two things, everything told at once."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from curriculum.catalog import Catalog
from curriculum.files.complaints import Complaints
from curriculum.files.structure import Reader
from curriculum.model import Capacity, Choose, Electives, Module, Source
from curriculum.requisites import NOTHING
from curriculum.rules import Goals, Mixing, Rules


def read(kind: Any, raw: Any) -> tuple[Any, list[tuple[str, str]]]:
    complaints = Complaints("x")
    value = Reader(complaints).record(kind, raw, "")
    return value, [(finding.code, finding.where) for finding in complaints.findings]


@pytest.mark.parametrize("value", [Decimal("1.7"), Decimal("1.0"), "3", True, None, [], date(2026, 1, 1)])
def test_only_a_whole_number_is_a_whole_number(value: object):
    assert read(Goals, {"run": value})[1] == [("not-whole", "run")]


@pytest.mark.parametrize("value", ["7", True, [], {}, datetime(2026, 1, 1)])  # noqa: DTZ001 - as TOML has it
def test_only_a_number_is_a_number(value: object):
    assert read(Module, {"id": "a", "hours": value})[1] == [("not-number", "hours")]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_no_number(value: str):
    assert read(Module, {"id": "a", "hours": Decimal(value)})[1] == [("not-finite", "hours")]


@pytest.mark.parametrize("value", [10**16, -(10**400), Decimal("1e16"), Decimal("1e-401"), Decimal("1e999999999")])
def test_a_number_beyond_the_bounds_is_refused_before_anything_computes_with_it(value: object):
    assert read(Mixing, {"attribute": "a", "max_share": value})[1] == [("number-out-of-bounds", "max_share")]
    assert read(Module, {"id": "a", "hours": value})[1] == [("number-out-of-bounds", "hours")]


def test_a_whole_number_may_stand_where_a_fraction_is_expected():
    module, found = read(Module, {"id": "a", "hours": 7})
    assert (found, module.hours, type(module.hours)) == ([], 7.0, float)
    assert read(Mixing, {"attribute": "a", "max_share": 1})[0].max_share == 1


def test_a_share_is_the_decimal_as_it_is_written():
    assert read(Mixing, {"attribute": "a", "max_share": Decimal("0.1")})[0].max_share == Fraction(1, 10)


@pytest.mark.parametrize("value", ["abc", "manager", 3, {"a": 1}, None])
def test_only_a_list_is_a_list(value: object):
    assert read(Rules, {"apart": value})[1] == [("not-list", "apart")]


def test_an_empty_text_stands_for_an_empty_list_or_expression():
    module, found = read(Module, {"id": "a", "requires": "", "corequires": "", "outcomes": ""})
    assert (found, module.requires, module.corequires, module.outcomes) == ([], NOTHING, NOTHING, ())
    assert read(Rules, {"apart": ""}) == (Rules(), [])


@pytest.mark.parametrize("value", [3, True, ["a"], {"da": "a"}])
def test_only_a_text_is_a_text(value: object):
    assert read(Source, {"id": "a", "title": "t", "url": value})[1] == [("not-text", "url")]


def test_a_text_by_language_has_only_texts():
    source, found = read(Source, {"id": "a", "title": {"da": "Bog", "en": 3}})
    assert (found, source.title.said("da")) == ([("not-text", "title.en")], "Bog")
    assert read(Source, {"id": "a", "title": ["Bog"]})[1] == [("not-text-or-table", "title")]


def test_a_text_by_language_has_language_codes_for_keys():
    assert read(Source, {"id": "a", "title": {"dansk": "Bog", "da": "Bog"}})[1] == [
        ("bad-language", "title.dansk")
    ]


@pytest.mark.parametrize("value", ["2026-03-02", datetime(2026, 3, 2), 20260302])  # noqa: DTZ001 - as TOML has it
def test_a_date_is_neither_a_text_nor_a_time(value: object):
    assert read(Catalog, {"id": "a", "valid_from": value})[1] == [("not-date", "valid_from")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2, Choose(minimum=2, maximum=2)), ({"minimum": 1, "maximum": 2}, Choose(minimum=1, maximum=2))],
)
def test_choose_is_a_number_or_a_table(value: object, expected: Choose):
    assert read(Electives, {"from": ["a", "b"], "choose": value}) == (
        Electives(modules=["a", "b"], choose=expected),
        [],
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2", [("not-whole", "choose")]),
        (-1, [("bad-amount", "choose")]),
        ({"minimum": 1}, [("missing-key", "choose.maximum")]),
        ({"minimum": 3, "maximum": 2}, [("minimum-above-maximum", "choose.minimum")]),
    ],
)
def test_a_bad_choose_is_one_finding(value: object, found: list[tuple[str, str]]):
    assert read(Electives, {"from": [], "choose": value})[1] == found


def test_a_choice_is_one_of_its_words():
    complaints = Complaints("x")
    Reader(complaints).record(Module, {"id": "a", "kind": "elektive"}, "")
    (finding,) = complaints.findings
    assert finding.values["suggestion"] == "elective"


def test_a_misspelt_key_is_read_as_the_one_that_was_meant():
    module, found = read(Module, {"id": "a", "capasity": {"maximum": 9}})
    assert (found, module.capacity) == ([("unknown-key", "capasity")], Capacity(maximum=9))
    assert read(Module, {"idd": "a"})[1] == [("unknown-key", "idd")]


def test_what_is_found_inside_a_misspelt_key_has_the_place_that_the_file_has():
    complaints = Complaints("x")
    Reader(complaints).record(Module, {"id": "a", "capasity": {"maximum": "9"}}, "")
    assert [finding.where for finding in complaints.located()] == ["capasity", "capasity.maximum"]


def test_shape_and_field_are_told_together_at_every_depth():
    raw = {
        "id": "A",
        "hours": -1,
        "workload": "x",
        "outcomes": [{"id": "b"}, 3, {"id": "c", "statement": "s", "coverage": "some"}],
        "capacity": {"minimum": 3, "maximum": 2},
    }
    assert sorted(read(Module, raw)[1]) == [
        ("bad-amount", "hours"),
        ("bad-choice", "outcomes[2].coverage"),
        ("bad-id", "id"),
        ("minimum-above-maximum", "capacity.minimum"),
        ("missing-key", "outcomes[0].statement"),
        ("not-number", "workload"),
        ("not-table", "outcomes[1]"),
    ]


def test_what_is_refused_keeps_the_places_of_what_follows():
    raw = {"id": "a", "activities": [7, {"id": "x", "kind": "lecture", "hours": -1}]}
    assert read(Module, raw)[1] == [("not-table", "activities[0]"), ("bad-amount", "activities[1].hours")]


@pytest.mark.parametrize(("value", "code"), [(3, "not-expression"), (["a"], "not-expression"), ("a &", None)])
def test_a_requirement_that_cannot_be_read_requires_nothing(value: object, code: str | None):
    module, found = read(Module, {"id": "a", "requires": value})
    assert (found, module.requires) == ([(code or "requirement-syntax", "requires")], NOTHING)


def test_counts_are_a_table_of_whole_numbers():
    assert read(Mixing, {"attribute": "a", "at_least": {"hospital": 1, "ward": "2"}})[1] == [
        ("not-whole", "at_least.ward")
    ]
    assert read(Mixing, {"attribute": "a", "at_least": 1})[1] == [("not-table", "at_least")]
