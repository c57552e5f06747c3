"""The scan that knows where things stand in a TOML or JSON text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from folders import CATALOG, COHORT
from hypothesis import example, given
from hypothesis import strategies as st

from curriculum.files.complaints import Complaints
from curriculum.files.lines import around, double_keys, json_lines, toml_lines


class Everything:
    """Every place there is."""

    def __contains__(self, _: object) -> bool:
        return True


EVERYTHING = Everything()
TOML = '''\
# [not.a.header]
schema = 1
[catalog]
title = { da = "R [x] # no", en = """two
lines""" }
uses = [
  "a",  # one
  "b",
]
valid_from = 2019-08-01 07:00:00
[[modules]]
id = 'x'
a . "b.c" = 3
  [[modules.outcomes]]
  id = "o1"
  [[modules.outcomes]]
  id = "o2"
[[modules]]
hours = 1.5
nested = [[1, 2], [3,
  4]]
[modules.capacity]
maximum = +7
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("schema", 2),
        ("catalog", 3),
        ("catalog.title.da", 4),
        ("catalog.title.en", 4),
        ("catalog.uses", 6),
        ("catalog.uses[1]", 8),
        ("catalog.valid_from", 10),
        ("modules[0]", 11),
        ("modules[0].a.b.c", 13),
        ("modules[0].outcomes[1].id", 17),
        ("modules[1].nested[1][1]", 21),
        ("modules[1].capacity.maximum", 23),
    ],
)
def test_a_place_in_toml_has_its_line(place: str, line: int):
    assert toml_lines(TOML, set(around(place)))[place] == line
    assert toml_lines(TOML, EVERYTHING)[place] == line


def test_only_what_is_wanted_is_looked_for():
    assert toml_lines(TOML, {"modules", "modules[1]", "programmes"}) == {"modules": 11, "modules[1]": 18}
    assert json_lines('{"a": {"b": [1,\n2]}, "c": 3}', {"c"}) == {"c": 2}


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it():
    complaints = Complaints("x", lambda wanted: toml_lines(TOML, wanted))
    places = ["modules[1].outcomes[0].competency", "modules[1]", "programmes[0]"]
    assert [spot.line for spot in complaints.spots(places)] == [18, 18, None]


def test_the_scan_knows_every_place_that_the_parser_finds():
    for text in (TOML, CATALOG, COHORT):
        known = toml_lines(text, EVERYTHING)
        assert [place for place in places_in(tomllib.loads(text)) if place not in known] == []


def places_in(value: Any, place: str = "") -> Iterator[str]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        joint = f"[{key}]" if isinstance(value, list) else f".{key}" if place else key
        yield f"{place}{joint}"
        yield from places_in(item, f"{place}{joint}")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('a",]}:\\\n', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 0, 2]))
def test_the_scan_of_json_finds_the_places_that_the_parser_finds(value: Any, indent: int | None):
    text = json.dumps(value, indent=indent)
    lines = json_lines(text, EVERYTHING)
    assert list(lines) == list(places_in(value))
    assert list(lines.values()) == sorted(lines.values())
    if indent is None:
        assert set(lines.values()) <= {1}


def test_a_key_that_json_has_twice_is_noted():
    assert double_keys('{"a": [{"b": 1,\n"b": 2}, {"b": 3}], "b": 4}') == [("a[0].b", 2)]


@given(st.text("[]{}=,.\"'#\\ \nab1"))
@example("a = [}")
@example("a = {]")
@example("[[}]]=")
def test_the_scan_takes_any_text(text: str):
    toml_lines(text, EVERYTHING)
    json_lines(text, EVERYTHING)
    double_keys(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '"""' + '\\"""' * 100_000, "'" * 100_001, "{a=" * 50_000])
def test_the_scan_takes_extreme_texts(text: str):
    assert isinstance(toml_lines(text, EVERYTHING), dict)


def test_the_places_around_a_place_come_from_narrow_to_wide():
    assert list(around("runs[3].capacity")) == ["runs[3].capacity", "runs[3]", "runs"]
