"""Rules about one run."""

from __future__ import annotations

from drawings import catalog, judged

from curriculum.model import Capacity

SHARED = "p1; p2", "p1 A1; p2 B1"


def test_capacity_passes_below_the_limit():
    assert judged("A1 a capacity=3", "p1; p2", "p1 A1; p2 A1") == []


def test_capacity_fails_with_one_too_many():
    assert judged("A1 a capacity=1", "p1; p2", "p1 A1; p2 A1") == ["capacity p1,p2 A1"]


def test_capacity_boundary_is_a_full_run():
    assert judged("A1 a capacity=2", "p1; p2", "p1 A1; p2 A1") == []


def test_capacity_is_the_modules_when_the_run_has_none():
    small = catalog(a={"capacity": Capacity(maximum=1)})
    people, places = "p1; p2", "p1 A1; p2 A1"
    assert judged("A1 a", people, places, catalog=small) == ["capacity p1,p2 A1"]
    assert judged("A1 a capacity=2", people, places, catalog=small) == []


def test_minimum_passes_above_the_limit():
    assert judged("A1 a minimum=1", "p1; p2", "p1 A1; p2 A1") == []


def test_minimum_fails_with_one_too_few():
    assert judged("A1 a minimum=3", "p1; p2", "p1 A1; p2 A1") == ["minimum p1,p2 A1"]


def test_minimum_boundary_is_exactly_enough_or_nobody():
    assert judged("A1 a minimum=2; A2 a minimum=2", "p1; p2", "p1 A1; p2 A1") == []


def test_minimum_is_the_modules_when_the_run_has_none():
    large = catalog(a={"capacity": Capacity(minimum=2, maximum=9)})
    assert judged("A1 a", "p1", "p1 A1", catalog=large) == ["minimum p1 A1"]
    assert judged("A1 a minimum=1", "p1", "p1 A1", catalog=large) == []


def test_confirmed_passes_when_the_run_is_held():
    assert judged("A1 a state=confirmed", "p1; p2", "p1 A1; p2 A1") == []


def test_confirmed_fails_when_nobody_is_in_the_run():
    assert judged("A1 a state=confirmed; A2 a", "p1", "p1 A2") == ["confirmed A1"]


def test_confirmed_boundary_is_one_person_whom_the_cohort_knows():
    assert judged("A1 a state=confirmed", "p1", "p1 A1") == []
    assert "confirmed A1" in judged("A1 a state=confirmed", "p1", "p9 A1")


def test_cancelled_passes_when_nobody_is_in_the_run():
    assert judged("A1 a state=cancelled; A2 a", "p1", "p1 A2") == []


def test_cancelled_fails_when_somebody_is_in_the_run():
    assert judged("A1 a state=cancelled", "p1; p2", "p1 A1; p2 A1") == ["cancelled p1,p2 A1"]


def test_cancelled_boundary_is_a_single_person():
    assert judged("A1 a state=cancelled", "p1", "p1 A1") == ["cancelled p1 A1"]


SHARED = "p1; p2", "p1 A1; p2 B1"


def test_room_passes_for_other_rooms_venues_and_days():
    assert judged("A1 a 2@9-12 venue=V room=R; B1 b 2@9-12 venue=V room=S", *SHARED) == []
    assert judged("A1 a 2@9-12 venue=V room=R; B1 b 2@9-12 venue=W room=R", *SHARED) == []
    assert judged("A1 a 2@9-12 venue=V room=R; B1 b 3@9-12 venue=V room=R", *SHARED) == []
    assert judged("A1 a 2@9-12 venue=V; B1 b 2@9-12 venue=V", *SHARED) == []


def test_room_fails_for_two_runs_at_the_same_time():
    runs = "A1 a 2@9-12 3@9-12 venue=V room=R; B1 b 2@11-13 3@9-12 venue=V room=R"
    assert judged(runs, *SHARED) == ["room p1,p2 A1,B1"]
    assert judged("A1 a 2@9-12 room=R; B1 b 2@11-13 room=R", *SHARED) == ["room p1,p2 A1,B1"]


def test_room_boundary_is_touching_or_an_empty_run():
    touching = "A1 a 2@9-12 venue=V room=R; B1 b 2@12-13 venue=V room=R"
    assert judged(touching, *SHARED) == []
    assert judged("A1 a 2@9-12 room=R; B1 b 2@11-13 room=R", "p1; p2", "p1 A1; p2 A1") == []


def test_teacher_passes_for_other_teachers_and_days():
    assert judged("A1 a 2@9-12 teachers=T|S; B1 b 2@9-12 teachers=U", *SHARED) == []
    assert judged("A1 a 2@9-12 teachers=T; B1 b 3@9-12 teachers=T", *SHARED) == []


def test_teacher_fails_once_for_two_runs_that_share_two_teachers():
    runs = "A1 a 2@9-12 teachers=T|S; B1 b 2@9-12 teachers=S|T"
    assert judged(runs, *SHARED) == ["teacher p1,p2 A1,B1"]


def test_teacher_passes_for_a_name_that_one_run_lists_twice():
    assert judged("A1 a 2@9-12 teachers=T|T", "p1", "p1 A1") == []


def test_teacher_boundary_is_touching_or_an_empty_run():
    assert judged("A1 a 2@9-12 teachers=T; B1 b 2@12-13 teachers=T", *SHARED) == []
    assert judged("A1 a 2@9-12 teachers=T; B1 b 2@9-12 teachers=T", "p1; p2", "p1 A1; p2 A1") == []
