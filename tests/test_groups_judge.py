"""The judge of groups notices whatever is wrong with them, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from attrs import evolve

from curriculum.groups import GroupMeeting, Groups, GroupScore, Network, group_score, group_violations

NETWORK = Network(
    people=list("abcdefg"),
    size=3,
    meetings=["m1", "m2"],
    values={"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"},
    apart_pairs=["ag"],
    together=["bf"],
    absent={"m2": ["g"]},
)
RIGHT = ("abcf deg", "adc bef")


def groups(seatings: Sequence[str], **said: object) -> Groups:
    meetings = [GroupMeeting(f"m{n}", [list(g) for g in seating.split()]) for n, seating in enumerate(seatings, 1)]
    score = group_score(meetings, NETWORK.values)
    return evolve(Groups(meetings=meetings, score=score, bound=GroupScore(0, 0)), **said)


def judged(seatings: Sequence[str], **said: object) -> list[str]:
    return [
        " ".join((broken.rule, broken.meeting, "".join(broken.people))).strip()
        for broken in group_violations(NETWORK, groups(seatings, **said))
    ]


def test_the_score_counts_what_the_eye_counts():
    # a and c meet twice, b and f meet twice; a b c f are all x, d e g all y.
    assert group_score(groups(RIGHT).meetings, NETWORK.values) == GroupScore(repeats=2, unmixed=2)
    assert group_score(groups(RIGHT).meetings) == GroupScore(repeats=2, unmixed=0)


def test_groups_that_are_right_are_left_alone():
    assert judged(RIGHT) == []


@pytest.mark.parametrize(
    ("seatings", "said"),
    [
        (("abcf de", "adc bef"), ["seat m1 g", "size m1"]),
        (("abcf deg", "adc befg"), ["stranger m2 g"]),
        (("abcf dega", "adc bef"), ["double m1 a", "apart m1 ag"]),
        (("abcf degz", "adc bef"), ["stranger m1 z"]),
        (("abcfd eg", "adc bef"), ["size m1"]),
        (("abf cd eg", "adc bef"), ["size m1"]),
        (("abcdefg", "adc bef"), ["size m1", "apart m1 ag"]),
        (("agbf dec", "adc bef"), ["apart m1 ag"]),
        (("abcd efg", "adc bef"), ["together m1 bf"]),
    ],
)
def test_what_is_wrong_is_named(seatings: Sequence[str], said: list[str]):
    broken = sum(line.startswith(("apart", "together")) for line in said)
    assert judged(seatings, broken=broken) == said


@pytest.mark.parametrize("said", [{"score": GroupScore(1, 2)}, {"score": GroupScore(2, 1)}, {"broken": 1}])
def test_groups_that_say_of_themselves_what_is_not_so_are_noticed(said: dict[str, object]):
    assert judged(RIGHT, **said) == ["score"]


def test_other_meetings_than_those_asked_for_are_noticed():
    assert judged(RIGHT[:1]) == ["meetings"]


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "In one group of m1, though to be kept apart: a, g."),
        ("da", "I samme gruppe ved m1, selv om de skal holdes adskilt: a, g."),
        ("sv", "I samma grupp vid m1, fast de ska hållas isär: a, g."),
    ],
)
def test_a_violation_is_told_in_the_readers_language(language: str, message: str):
    (broken,) = group_violations(NETWORK, groups(("agbf dec", "adc bef"), broken=1))
    assert broken.message(language) == message


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_every_violation_has_its_words(language: str):
    for seatings in (("abcf de", "adcg bef"), ("abcf dega", "abd cef"), RIGHT[:1]):
        for broken in group_violations(NETWORK, groups(seatings)):
            assert broken.message(language)
            assert all(person in broken.message(language) for person in broken.people)
