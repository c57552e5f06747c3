"""A catalog guards its head, gathers what its entries complain about, and finds them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from refusals import complaints

from curriculum.catalog import Catalog
from curriculum.model import Level, Module, Programme, Scale, Step
from curriculum.suppressions import Suppression

DAY, NEXT = date(2026, 3, 2), date(2026, 3, 3)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ({"language": "da"}, []),
        ({"language": "smj"}, []),
        ({"language": "sv-SE"}, []),
        ({"language": ""}, ["bad-language catalog.language"]),
        ({"language": "dansk"}, ["bad-language catalog.language"]),
        ({"language": "DA"}, ["bad-language catalog.language"]),
        ({"language": "da\n"}, ["bad-language catalog.language"]),
        ({"valid_from": DAY, "valid_to": DAY}, []),
        ({"valid_from": DAY}, []),
        ({"valid_to": DAY}, []),
        ({"valid_from": NEXT, "valid_to": DAY}, ["span-reversed catalog.valid_to"]),
        ({"id": "Region", "evidence": "x"}, ["bad-id catalog.id", "bad-choice catalog.evidence"]),
    ],
)
def test_the_head_is_guarded(head: dict[str, Any], said: list[str]):
    assert complaints(Catalog, **{"id": "cat", **head}) == said


def test_head_references_and_circles_are_told_at_once():
    modules = [Module(id="a", requires="b"), Module(id="b", requires="a & x")]
    assert complaints(Catalog, id="cat", language="?", levels=[Level(id="l")] * 2, modules=modules) == [
        "bad-language catalog.language",
        "duplicate-id levels[1].id",
        "unknown-id modules[1].requires",
        "circle modules[0].requires",
    ]


def test_entries_are_found_by_their_ids():
    own = Scale(id="solo", steps=[Step(id="alone")])
    made = Catalog(
        id="cat", modules=[Module(id="a"), Module(id="b")], programmes=[Programme(id="b")], scales=[own]
    )
    assert (made.module("b"), made.programme("b")) == (made.modules[1], made.programmes[0])
    assert made.scale("solo") is own
    assert made.scale("eqf").rank("8") == 8


@pytest.mark.parametrize("find", ["module", "programme", "scale"])
def test_an_entry_that_is_not_there_is_a_key_error(find: str):
    with pytest.raises(KeyError, match="x"):
        getattr(Catalog(id="cat"), find)("x")


def test_a_catalog_stays_as_it_is():
    with pytest.raises(FrozenInstanceError):
        Catalog(id="cat").modules = ()


@pytest.mark.parametrize(
    ("reason", "said"),
    [("known", []), ({"da": "", "en": "known"}, []), (" ", ["no-reason reason"]), ({}, ["no-reason reason"])],
)
def test_a_finding_is_not_suppressed_without_a_reason(reason: object, said: list[str]):
    assert complaints(Suppression, code="LOD001", reason=reason) == said
