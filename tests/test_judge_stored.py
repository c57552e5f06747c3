"""The score, and what a schedule says about itself."""

from __future__ import annotations

from attrs import evolve
from drawings import catalog, cohort, said, schedule

from curriculum.judge import points, score, unfilled, violations
from curriculum.rules import Goals, Rules
from curriculum.schedule import Conflict, Place, Points, Schedule, Score, Unfilled


def test_unfilled_names_basis_modules_and_counts_electives():
    of = cohort("A1 a; E1 e", "p1; p2 completed=a|g")
    assert unfilled(of, schedule(of, "p1 A1; p1 E1")) == (
        Unfilled("p1", "basis", "b"),
        Unfilled("p1", "elective"),
        Unfilled("p2", "basis", "b"),
        Unfilled("p2", "elective"),
    )


def test_unfilled_counts_people_and_not_pairs():
    of = cohort("A1 a", "p1 pair=x; p2 pair=x", rules=Rules(), catalog=catalog(choose=0))
    assert score(of, schedule(of)) == Score(4, 0)


def test_points_follow_the_list_as_written_with_completed_ones_included():
    goals = Goals(preference=[0, 1, 4], unranked=16)
    of = cohort("E1 e; F1 f; G1 g", "p1 preferences=g|f|e completed=g; p2 preferences=f", goals=goals)
    assert points(of, schedule(of, "p1 F1; p2 G1")) == Points(preference=1 + 16)
    assert points(of, schedule(of, "p1 E1; p2 F1")) == Points(preference=4 + 0)


def test_points_of_a_rank_beyond_the_list_of_points_are_those_of_unranked():
    of = cohort("E1 e; F1 f", "p1 preferences=e|f", goals=Goals(preference=[3], unranked=7))
    assert points(of, schedule(of, "p1 E1; p1 F1")) == Points(preference=3 + 7)


def test_points_of_the_worst_off_weigh_the_largest_sum_of_one_person():
    goals = Goals(preference=[1, 2], unranked=5, worst=10)
    of = cohort("E1 e; F1 f; G1 g", "p1 preferences=e|f; p2 preferences=g", goals=goals)
    found = points(of, schedule(of, "p1 E1; p1 F1; p2 F1; p2 G1"))
    assert found == Points(preference=3 + 6, worst=60)
    assert found.total == 69


def test_points_count_held_runs_journeys_and_changes():
    goals = Goals(run=3, travel=2, change=5)
    runs = "A1 a venue=V; A2 a venue=W; B1 b; E1 e venue=V"
    people = "p1 location=V; p2 location=W; p3"
    before = Schedule(
        cohort="old",
        programme="cat:prog",
        status="feasible",
        places=[Place("p1", "a", "A1"), Place("p9", "a", "A1")],
    )
    of = cohort(runs, people, goals=goals, previous=before)
    found = points(of, schedule(of, "p1 A1; p1 B1; p2 A1; p3 A1; p2 E1"))
    assert found == Points(run=9, travel=4, change=20)
    assert points(evolve(of, previous=None), schedule(of, "p1 A1")).change == 0
    assert points(of, schedule(of, "")) == Points()


def test_points_of_nobody_are_none():
    of = cohort("A1 a", "", goals=Goals(worst=7))
    assert score(of, schedule(of)) == Score(0, 0)


def test_score_compares_unfilled_places_before_points():
    of = cohort("A1 a", "p1", goals=Goals(run=1000))
    assert score(of, schedule(of, "p1 A1")) == Score(3, 1000)
    assert score(of, schedule(of, "p1 A1")) < score(of, schedule(of))


def test_score_ignores_what_the_cohort_does_not_know_and_what_is_completed():
    of = cohort("A1 a; E1 e", "p1 completed=e", goals=Goals(run=1))
    assert score(of, schedule(of, "p9 A1; p1 Z9")) == Score(3, 0)
    assert score(of, schedule(of, "p1 E1")) == Score(3, 1)


TWO = "A1 a; E1 e", "p1; p2"


def stored(places: str = "p1 A1; p1 E1", **told: object) -> list[str]:
    of = cohort(*TWO, goals=Goals(run=3))
    return [said(broken) for broken in violations(of, schedule(of, places, **told))]


def test_score_passes_when_the_stored_numbers_are_those_of_the_places():
    assert stored(score=Score(6, 6), points=Points(run=6), bound=Score(5, 0)) == []


def test_score_fails_when_a_stored_number_differs():
    assert stored(score=Score(6, 5)) == ["score.total"]
    assert stored(score=Score(5, 6)) == ["score.total"]
    assert stored(score=None) == ["score.missing"]
    assert stored(points=Points(run=5, travel=1)) == ["score.points", "score.points"]


def test_score_fails_when_it_contradicts_the_bound():
    assert stored(bound=Score(6, 7)) == ["score.bound"]
    assert stored(bound=Score(6, 5), status="optimal") == ["score.bound"]


def test_score_boundary_is_a_score_that_meets_its_bound():
    assert stored(bound=Score(6, 6)) == []
    assert stored(bound=Score(6, 6), status="optimal") == []
    assert stored(status="optimal") == []


def test_score_boundary_of_no_schedule_is_that_it_has_no_places():
    nothing = {"score": None, "points": Points(), "unfilled": ()}
    for status in ("infeasible", "unknown"):
        assert stored("", status=status, **nothing) == []
        assert stored("", status=status) == ["score.places"]
        assert stored("p9 A1", status=status, **nothing) == ["score.places"]


def test_no_schedule_is_not_judged_by_the_rules():
    of = cohort("A1 a state=confirmed", "p1 pinned=A1")
    why = [Conflict("pinned", ["p1"], ["A1"])]
    nothing = Schedule(cohort="c", programme="cat:prog", status="infeasible", conflict=why)
    assert violations(of, nothing) == ()
    assert [broken.rule for broken in violations(of, schedule(of))] == ["confirmed", "pinned"]


def test_unfilled_passes_in_any_order_and_with_any_reason():
    listed = [
        Unfilled("p2", "elective", why=["capacity"]),
        Unfilled("p1", "elective"),
        Unfilled("p1", "basis", "b", why=["no-run"]),
        Unfilled("p2", "basis", "b"),
        Unfilled("p2", "basis", "a"),
        Unfilled("p2", "elective"),
    ]
    assert stored(unfilled=listed) == []


def test_unfilled_fails_for_what_is_left_out_or_listed_wrongly():
    of = cohort(*TWO)
    true = unfilled(of, schedule(of, "p1 A1; p1 E1"))
    assert true[0] == Unfilled("p1", "basis", "b")
    (left_out,) = violations(of, schedule(of, "p1 A1; p1 E1", unfilled=true[1:]))
    assert "p1 lacks a place in the basis module b" in left_out.message()
    assert stored(unfilled=true[1:]) == ["unfilled.left-out-basis p1"]
    assert stored(unfilled=[*true, Unfilled("p1", "basis", "a")]) == ["unfilled.listed-basis p1"]
    assert stored(unfilled=[*true, Unfilled("p9", "elective")]) == ["unfilled.listed-elective p9"]


def test_unfilled_boundary_is_how_often_an_elective_is_listed():
    of = cohort(*TWO)
    true = unfilled(of, schedule(of, "p1 A1; p1 E1"))
    assert true[-1] == true[-2] == Unfilled("p2", "elective")
    assert stored(unfilled=true[:-1]) == ["unfilled.left-out-elective p2"]
    assert stored(unfilled=[*true, true[-1]]) == ["unfilled.listed-elective p2"]


def test_cohort_passes_for_its_own_schedule():
    assert stored(cohort="c", programme="cat:prog") == []


def test_cohort_fails_for_a_schedule_of_another_cohort_or_programme():
    assert stored(cohort="d") == ["cohort.cohort"]
    assert stored(programme="cat:other") == ["cohort.programme"]


def test_cohort_boundary_is_the_programme_of_the_same_name_in_another_catalog():
    assert stored(programme="dog:prog") == ["cohort.programme"]
    assert stored("", programme="prog", status="unknown", score=None) == ["cohort.programme"]
