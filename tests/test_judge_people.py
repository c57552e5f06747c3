"""Rules about one person's own places: which there may be, and when."""

from __future__ import annotations

import pytest
from attrs import evolve
from drawings import catalog, cohort, judged, said, schedule

from curriculum.judge import unfilled, violations
from curriculum.rules import Rules
from curriculum.schedule import Place

BOTH = "p1 A1; p1 B1"


def test_place_passes_for_modules_still_needed():
    assert judged("A1 a; E1 e", "p1 completed=b|f", "p1 A1; p1 E1") == []


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("p9 A1", ["place.unknown-participant p9 A1"]),
        ("p1 Z9", ["place.unknown-run p1 Z9"]),
        ("p9 Z9", ["place.unknown-participant p9 Z9", "place.unknown-run p9 Z9"]),
        ("p1 X1", ["place.outside p1 X1"]),
        ("p1 B1", ["place.completed p1 B1"]),
        ("p9 X1", ["place.outside p9 X1", "place.unknown-participant p9 X1"]),
    ],
)
def test_place_fails_for_what_is_unknown_outside_or_completed(places: str, expected: list[str]):
    assert judged("A1 a; B1 b; X1 x", "p1 completed=b", places) == expected


def test_place_fails_when_listed_under_another_module():
    of = cohort("A1 a", "p1")
    wrong = evolve(schedule(of, "p1 A1"), places=[Place("p1", "b", "A1")])
    assert [said(broken) for broken in violations(of, wrong)] == ["place.other-module p1 A1"]


def test_place_boundary_is_a_completed_module_that_a_second_run_would_repeat():
    assert judged("A1 a; A2 a", "p1; p2 completed=a", "p1 A1; p2 A2") == ["place.completed p2 A2"]


def test_owed_passes_with_every_owed_place():
    assert judged("A1 a; B1 b; E1 e; F1 f", "p1", "p1 A1; p1 B1; p1 E1; p1 F1") == []


def test_owed_fails_with_two_runs_of_one_module():
    assert judged("A1 a; A2 a", "p1", "p1 A1; p1 A2") == ["owed.module p1 A1,A2"]


def test_owed_fails_with_a_place_listed_twice():
    assert judged("A1 a", "p1", "p1 A1; p1 A1") == ["owed.twice p1 A1"]


def test_owed_boundary_is_the_number_of_electives_left_to_choose():
    runs, places = "E1 e; F1 f; G1 g", "p1 E1; p1 F1"
    assert judged(runs, "p1", places) == []
    assert judged(runs, "p1", f"{places}; p1 G1") == ["owed.electives p1 E1,F1,G1"]
    assert judged(runs, "p1 completed=g", places) == ["owed.electives p1 E1,F1"]
    assert judged(runs, "p1 completed=f|g|e", "") == []


def test_owed_does_not_count_a_completed_elective_that_is_taken_again():
    assert judged("E1 e; F1 f", "p1 completed=e", "p1 E1; p1 F1") == ["place.completed p1 E1"]


def test_owed_is_never_negative_when_more_is_completed_than_chosen():
    of = cohort("E1 e", "p1 completed=e|f|a|b", catalog=catalog(choose=1))
    assert violations(of, schedule(of)) == ()
    assert unfilled(of, schedule(of)) == ()


def test_owed_counts_no_completed_module_of_another_programme():
    assert judged("E1 e; F1 f", "p1 completed=x", "p1 E1; p1 F1") == []


BOTH = "p1 A1; p1 B1"


def test_overlap_passes_on_other_days():
    assert judged("A1 a 2@9-12; B1 b 3@9-12", "p1", BOTH) == []


def test_overlap_fails_for_any_shared_time():
    assert judged("A1 a 2@9-12 4@9-16; B1 b 3@9-12 4@15-17", "p1", BOTH) == ["overlap p1 A1,B1"]


def test_overlap_boundary_is_touching_or_two_people():
    assert judged("A1 a 2@9-12; B1 b 2@12-16", "p1", BOTH) == []
    assert judged("A1 a 2@9-12; B1 b 2@11-16", "p1", BOTH) == ["overlap p1 A1,B1"]
    assert judged("A1 a 2@9-12; B1 b 2@9-12", "p1; p2", "p1 A1; p2 B1") == []


def test_unavailable_passes_on_free_days():
    assert judged("A1 a 5@9-12", "p1 unavailable=2-3|9", "p1 A1") == []


def test_unavailable_fails_when_any_session_is_on_a_day_off():
    assert judged("A1 a 5@9-12 9@9-12", "p1 unavailable=2-3|9", "p1 A1") == ["unavailable p1 A1"]


@pytest.mark.parametrize(("day", "broken"), [(1, False), (2, True), (4, True), (5, False)])
def test_unavailable_boundary_includes_both_ends_of_a_span(day: int, *, broken: bool):
    expected = ["unavailable p1 A1"] if broken else []
    assert judged(f"A1 a {day}@9-12", "p1 unavailable=2-4", "p1 A1") == expected


ONE_A_DAY = Rules(runs_per_day=1)


def test_runs_per_day_passes_on_other_days():
    assert judged("A1 a 2@9-12; B1 b 3@9-12", "p1", BOTH, rules=ONE_A_DAY) == []


def test_runs_per_day_fails_with_one_run_too_many():
    assert judged("A1 a 2@9-12; B1 b 2@13-16", "p1", BOTH, rules=ONE_A_DAY) == ["runs_per_day p1 A1,B1"]


def test_runs_per_day_boundary_counts_runs_and_not_sessions():
    assert judged("A1 a 2@9-12 2@13-16", "p1", "p1 A1", rules=ONE_A_DAY) == []
    assert judged("A1 a 2@9-12; B1 b 2@13-16", "p1", BOTH, rules=Rules(runs_per_day=2)) == []
    assert judged("A1 a 2@9-12; B1 b 2@13-16", "p1", BOTH) == []


def test_pinned_passes_when_the_person_attends():
    assert judged("A1 a; B1 b", "p1 pinned=A1|B1", BOTH) == []


def test_pinned_fails_for_each_run_that_is_missed():
    assert judged("A1 a; A2 a; B1 b", "p1 pinned=A1|B1", "p1 A2") == ["pinned p1 A1", "pinned p1 B1"]


def test_pinned_boundary_is_a_place_of_somebody_else():
    assert judged("A1 a", "p1 pinned=A1; p2", "p2 A1") == ["pinned p1 A1"]


def test_barred_passes_in_other_runs():
    assert judged("A1 a; A2 a", "p1 barred=A1", "p1 A2") == []


def test_barred_fails_for_each_run_attended():
    assert judged("A1 a; B1 b", "p1 barred=A1|B1", BOTH) == ["barred p1 A1", "barred p1 B1"]


def test_barred_boundary_is_a_place_of_somebody_else():
    assert judged("A1 a", "p1 barred=A1; p2", "p2 A1") == []
