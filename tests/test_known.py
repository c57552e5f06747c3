"""Ids that may be named, and what is said of another."""

from __future__ import annotations

import pytest

from curriculum import known
from curriculum.known import Known


def test_known_ids_are_in_and_others_are_not():
    ids = Known("modules", iter(["a", "b", "a"]))
    assert ["a" in ids, "c" in ids, list(ids.ids)] == [True, False, ["a", "b"]]


def test_an_unknown_id_is_told_with_its_table_its_place_and_what_was_meant():
    finding = Known("modules", ["basis-1", "data"]).unknown("dato", "modules[3].requires")
    assert (finding.code, finding.where) == ("unknown-id", "modules[3].requires")
    assert finding.values == {"id": "dato", "table": "modules", "known": "basis-1, data", "suggestion": "data"}


def test_no_more_than_a_dozen_known_ids_are_shown():
    shown = Known("modules", (f"m{number}" for number in range(20))).unknown("x", "").values["known"]
    assert shown.split(", ") == [f"m{number}" for number in range(12)]


def test_what_was_meant_is_no_longer_looked_for_after_very_many_comparisons(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(known, "_MOST_COMPARISONS", 4)
    ids = Known("modules", ["data", "home"])
    assert [ids.meant("dato") for _ in range(3)] == ["data", "data", ""]
