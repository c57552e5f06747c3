"""Verb lists say what they say, each by itself."""

from __future__ import annotations

import pytest

from curriculum.checks.verbs import begins, objections, opening, rankings, recommended, verb_lists
from curriculum.scales import STANDARD_SCALES


def said(statement: str, language: str = "da") -> dict[str, int]:
    return {one.id: rank for one, _, rank in rankings(statement, language, "solo")}


def test_every_list_names_its_source_and_known_levels():
    steps = {scale.id: len(scale.steps) for scale in STANDARD_SCALES}
    assert {one.language for one in verb_lists()} == {"da", "en", "sv"}
    for one in verb_lists():
        assert one.source
        assert all(1 <= rank <= steps[one.scale or ""] for rank in one.levels.values())
        assert all(word == word.casefold() for word in (*one.levels, *one.avoids, *one.accepts))


@pytest.mark.parametrize(
    ("statement", "levels"),
    [
        ("diskutere en sag", {"ITU": 4, "AU": 5}),
        ("udvælge data", {"ITU": 3, "AU": 2}),
        ("bevise en sætning", {"AU": 3}),
        ("Bevise ud fra grundlæggende principper, at det går", {"ITU": 5, "AU": 3}),
        ("redegøre for en sag", {"ITU": 3, "AU": 2}),
        ("analysere data", {"ITU": 4, "AU": 4}),
        ("analyserende", {}),
        ("lede", {}),
    ],
)
def test_lists_may_disagree(statement: str, levels: dict[str, int]):
    assert said(statement) == levels


def test_english_lists_disagree_too():
    assert said("explain a change", "en") == {"Biggs & Tang": 4, "CUHK": 3}
    assert said("explain a change", "da") == {}


@pytest.mark.parametrize(
    ("statement", "language", "lists"),
    [
        ("Understand change", "en", ["AU (English)"]),
        ("The participant can understand change", "en", ["AU (English)"]),
        ("understandably explain", "en", []),
        ("forstå forandring", "da", ["AU"]),
        ("Deltageren skal kunne forstå forandring", "da", ["AU"]),
        ("förstå förändring", "sv", ["AU (our Swedish)"]),
        ("explain what others understand", "en", []),
    ],
)
def test_words_that_cannot_be_observed_are_objected_to_at_the_beginning(
    statement: str, language: str, lists: list[str]
):
    assert [one.id for one, _ in objections(statement, language)] == lists


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("At analysere data", "analysere data"),
        ("  Deltagerne  kan\nanalysere", "analysere"),
        ("the participant will be able to plan", "plan"),
        ("Cheferna ska kunna planera", "planera"),
        ("canvass opinions", "canvass opinions"),
        ("", ""),
    ],
)
def test_what_stands_before_the_verb_is_left_out(statement: str, verb: str):
    assert opening(statement) == verb


def test_a_word_is_a_whole_word():
    assert begins("plan, then act", "plan")
    assert not begins("planting", "plan")


def test_recommended_verbs_are_those_of_the_level_where_a_list_has_any():
    assert recommended("da", "solo", 5)[:2] == ("reflektere", "generalisere")
    assert "afgrænse" in recommended("da", "solo", 5)
    assert recommended("sv", "solo", 5) == recommended("sv") != ()
    assert recommended("fi") == ()
