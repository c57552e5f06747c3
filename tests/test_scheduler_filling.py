"""Places taken from the runs of another part."""

from __future__ import annotations

import pytest
from cases import cohort as tiny
from drawings import cohort, schedule

from curriculum import judge
from curriculum.schedule import Place, Schedule
from curriculum.scheduler.filling import filled
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits


def test_a_place_goes_to_the_run_that_costs_least():
    of = cohort("A1 a 2@9-12; A2 a 3@9-12 capacity=1; A3 a 4@9-12", "p1; p2; p3")
    found = filled(Problem(of, 1), schedule(of, "p1 A3; p2 A2").places, Limits(60.0))
    assert len(found) == 3
    assert Place("p3", "a", "A2") not in found


def test_whoever_fits_nowhere_does_not_keep_others_from_their_places():
    of = cohort("A1 a 2@9-12; B1 b 9@9-12", "p1 unavailable=2; p2")
    assert Place("p2", "a", "A1") in filled(Problem(of, 1), (), Limits(60.0))


def test_a_place_that_is_filled_is_no_longer_free_for_others():
    of = cohort("A1 a 2@9-12 capacity=1; A2 a 3@9-12 capacity=1", "p1; p2; p3")
    assert sorted(place.run for place in filled(Problem(of, 1), (), Limits(60.0))) == ["A1", "A2"]


def test_somebody_moves_to_another_run_to_make_room():
    of = cohort("A1 a 2@9-12 capacity=1; A2 a 9@9-12 capacity=1", "p1; p2 unavailable=9")
    found = filled(Problem(of, 1), schedule(of, "p1 A1").places, Limits(60.0))
    assert sorted(found) == [Place("p1", "a", "A2"), Place("p2", "a", "A1")]


def test_nobody_moves_when_that_would_break_a_rule():
    for other in ("unavailable=9", "pinned=A1"):
        of = cohort("A1 a 2@9-12 capacity=1; A2 a 9@9-12 capacity=1", f"p1 {other}; p2 unavailable=9")
        assert filled(Problem(of, 1), schedule(of, "p1 A1").places, Limits(60.0)) == (Place("p1", "a", "A1"),)


def test_nothing_is_filled_when_no_time_is_left():
    of = cohort("A1 a", "p1")
    assert filled(Problem(of, 1), (), Limits(0.0)) == ()


@pytest.mark.parametrize("numbers", [range(60), range(60, 120), range(120, 180), range(270, 280)])
def test_filling_breaks_no_rule(numbers: range):
    filled_some = 0
    for problem in (Problem(tiny(number), 1) for number in numbers):
        if not problem.demands:
            of = problem.cohort
            places = filled(problem, (), Limits(60.0))
            made = Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)
            assert {violation.rule for violation in judge.violations(of, made)} <= {"score", "unfilled"}
            filled_some += bool(places)
    assert filled_some
