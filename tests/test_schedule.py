"""Schedules: their order, their gap, and what differs between two of them."""

from __future__ import annotations

from itertools import permutations

import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.schedule import Change, Place, Points, Schedule, Score, Unfilled, difference


def schedule(places: str = "", score: Score | None = None, bound: Score | None = None) -> Schedule:
    """Draw a schedule; ``p1 a A1`` is a place of p1 in the run A1 of the module a."""
    listed = [Place(*place.split()) for place in places.split(";") if place.strip()]
    return Schedule(cohort="c", programme="cat:prog", status="feasible", score=score, bound=bound, places=listed)


def test_fewer_unfilled_places_go_before_fewer_points():
    best_first = [Score(0, 0), Score(0, 1), Score(0, 900), Score(1, 0), Score(2, 5)]
    for scores in permutations(best_first):
        assert sorted(scores) == best_first


@pytest.mark.parametrize(
    ("score", "bound", "gap"),
    [
        (None, None, None),
        (None, Score(0, 3), None),
        (Score(0, 4), None, None),
        (Score(0, 4), Score(0, 3), 0.25),
        (Score(0, 4), Score(0, 4), 0.0),
        (Score(0, 4), Score(0, 0), 1.0),
        (Score(0, 0), Score(0, 0), 0.0),
        (Score(2, 10), Score(2, 9), 0.1),
        (Score(2, 10), Score(1, 10), None),  # that two places must stay unfilled is not proven
    ],
)
def test_the_gap_is_stated_only_when_the_unfilled_part_is_proven(
    score: Score | None, bound: Score | None, gap: float | None
):
    assert schedule(score=score, bound=bound).gap == gap


def test_points_add_up():
    assert Points(preference=1, run=20, worst=300, travel=4_000, change=50_000).total == 54_321
    assert Points().total == 0


def test_places_are_sorted_by_participant():
    made = schedule("p2 b B1; p1 b B1; p1 a A2")
    assert made.places == (Place("p1", "a", "A2"), Place("p1", "b", "B1"), Place("p2", "b", "B1"))
    assert made.runs_of("p1") == ("A2", "B1")
    assert made.people_in("B1") == ("p1", "p2")
    assert made.runs_of("p3") == made.people_in("C1") == ()


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("", "", []),
        ("p1 a A1; p2 a A1", "p2 a A1; p1 a A1", []),
        ("", "p1 a A1", [Change("p1", "a", None, "A1")]),
        ("p1 a A1", "", [Change("p1", "a", "A1", None)]),
        ("p1 a A1", "p1 a A2", [Change("p1", "a", "A1", "A2")]),
        ("p1 e E1", "p1 f F1", [Change("p1", "e", "E1", None), Change("p1", "f", None, "F1")]),
        (
            "p2 a A1; p1 b B1",
            "p2 a A2; p1 b B2; p1 a A1",
            [Change("p1", "a", None, "A1"), Change("p1", "b", "B1", "B2"), Change("p2", "a", "A1", "A2")],
        ),
    ],
)
def test_a_difference_lists_who_gained_lost_or_changed_a_place(before: str, after: str, changes: list[Change]):
    assert difference(schedule(before), schedule(after)) == tuple(changes)


PLACES = st.dictionaries(st.sampled_from(["p1 a", "p1 b", "p2 a", "p2 b"]), st.sampled_from(["X", "Y"]))


@settings(max_examples=60, deadline=None)
@given(PLACES, PLACES)
def test_the_changes_lead_from_one_schedule_to_the_other_and_back(before: dict[str, str], after: dict[str, str]):
    first, second = (schedule(";".join(f"{key} {run}" for key, run in had.items())) for had in (before, after))
    changes = difference(first, second)
    changed = {f"{change.participant} {change.module}": change.after for change in changes}
    assert {key: run for key, run in (before | changed).items() if run} == after
    assert difference(second, first) == tuple(
        Change(change.participant, change.module, change.after, change.before) for change in changes
    )


def test_a_schedule_stays_as_it_is():
    made = schedule("p1 a A1")
    with pytest.raises(FrozenInstanceError):
        made.seed = 2
    with pytest.raises(TypeError, match="not the text"):
        Unfilled("p1", "basis", "a", why="capacity")
