"""Rules and goals guard their own fields."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError
from refusals import complaints, refused

from curriculum.rules import MOST_POINTS, RULES, Cover, GapDays, Goals, Mixing, Rules


def test_every_rule_has_a_name_of_its_own():
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"minimum": 0, "maximum": 0}, []),
        ({"minimum": 7, "maximum": 7}, []),
        ({"minimum": 7}, []),
        ({"maximum": 3}, []),
        ({"minimum": -1}, ["bad-amount minimum"]),
        ({"maximum": -1}, ["minimum-above-maximum maximum"]),
        ({"minimum": 8, "maximum": 7}, ["minimum-above-maximum maximum"]),
        ({"minimum": -2, "maximum": -1}, ["bad-amount minimum", "minimum-above-maximum maximum"]),
    ],
)
def test_a_gap_is_of_days_from_0_up(fields: dict[str, int], said: list[str]):
    assert complaints(GapDays, **fields) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"groups": 0, "per_group": 1}, []),
        ({"groups": -1}, ["too-small groups"]),
        ({"per_group": 0}, ["too-small per_group"]),
        ({"at_least": {"top": 0, "mid": 3}}, []),
        ({"at_least": {"top": -1, "mid": 1, "low": -2}}, ["too-small at_least.top", "too-small at_least.low"]),
        ({"max_share": Fraction(0)}, []),
        ({"max_share": Fraction(1)}, []),
        ({"max_share": Fraction(-1, 1000)}, ["bad-share max_share"]),
        ({"max_share": Fraction(1001, 1000)}, ["bad-share max_share"]),
    ],
)
def test_mixing_counts_people_and_shares_them(fields: dict[str, Any], said: list[str]):
    assert complaints(Mixing, attribute="level", **fields) == said


def test_a_number_that_is_too_small_is_told_with_the_lowest_that_is_not():
    findings = refused(Mixing, attribute="level", groups=-1, per_group=0)
    assert [finding.values for finding in findings] == [
        {"value": "-1", "lowest": "0"},
        {"value": "0", "lowest": "1"},
    ]


@pytest.mark.parametrize(("per_day", "said"), [(0, []), (3, []), (-1, ["too-small per_day"])])
def test_cover_lets_nobody_or_more_be_away(per_day: int, said: list[str]):
    assert complaints(Cover, attribute="ward", per_day=per_day) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, []),
        ({"pairs": "together"}, []),
        ({"pairs": "apart"}, []),
        ({"pairs": "ignore", "runs_per_day": 1}, []),
        ({"pairs": "separate"}, ["bad-choice pairs"]),
        ({"runs_per_day": 0}, ["too-small runs_per_day"]),
        ({"pairs": "", "runs_per_day": -1}, ["bad-choice pairs", "too-small runs_per_day"]),
    ],
)
def test_pairs_and_runs_a_day_are_guarded(fields: dict[str, Any], said: list[str]):
    assert complaints(Rules, **fields) == said


def test_pairs_are_together_and_nothing_else_is_asked_unless_somebody_says_so():
    rules = Rules()
    assert (rules.pairs, rules.gap_days, rules.runs_per_day) == ("together", GapDays(), None)
    assert (rules.apart, rules.mixing, rules.cover) == ((), (), ())


@pytest.mark.parametrize("goal", ["unranked", "run", "worst", "travel", "change"])
def test_a_weight_is_a_number_of_points(goal: str):
    for weight in (0, 1, MOST_POINTS):
        assert complaints(Goals, **{goal: weight}) == []
    for weight in (-1, MOST_POINTS + 1):
        assert complaints(Goals, **{goal: weight}) == [f"bad-points {goal}"]


def test_points_of_a_rank_are_guarded_each_at_its_place():
    assert complaints(Goals, preference=[0, 4, 1, MOST_POINTS]) == []
    assert complaints(Goals, preference=[-1, 0, MOST_POINTS + 1], run=-1) == [
        "bad-points preference[0]",
        "bad-points preference[2]",
        "bad-points run",
    ]


def test_a_goal_left_out_weighs_nothing():
    goals = Goals()
    assert goals == Goals(preference=[], unranked=0, run=0, worst=0, travel=0, change=0)


@pytest.mark.parametrize(("made", "fields"), [(Rules, ("apart", "mixing", "cover")), (Goals, ("preference",))])
def test_a_text_is_not_taken_for_a_list(made: type, fields: tuple[str, ...]):
    for field in fields:
        with pytest.raises(TypeError, match="not the text"):
            made(**{field: "manager"})


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        (GapDays(), "minimum"),
        (Mixing(attribute="level"), "groups"),
        (Cover(attribute="ward", per_day=1), "per_day"),
        (Rules(), "pairs"),
        (Goals(), "run"),
    ],
)
def test_rules_and_goals_stay_as_they_are(thing: object, field: str):
    with pytest.raises(FrozenInstanceError):
        setattr(thing, field, 1)
