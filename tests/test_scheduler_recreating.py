"""People of different parts who give up their places and choose again, so that more of them have one."""

from __future__ import annotations

import pytest
from cases import cohort as tiny
from drawings import cohort, schedule

from curriculum.cohort import Cohort
from curriculum.judge import violations
from curriculum.rules import Cover, Rules
from curriculum.schedule import Schedule
from curriculum.scheduler import parts, schedule_cohort
from curriculum.scheduler.aims import options_of
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.recreating import recreated
from curriculum.scheduler.search import search_across
from curriculum.scheduler.solving import Limits


def improved(of: Cohort, placed: str) -> str:
    """Return who attends what after some steps from a schedule; it has to be legal again."""
    problem = Problem(of, 1)
    start = [(place.participant, place.run) for place in schedule(of, placed).places]
    found = recreated(problem, options_of(problem, start), Limits(60.0, 0.2), 1)
    places = problem.places(problem.options[number] for number in sorted(found))
    made = Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)
    assert {violation.rule for violation in violations(of, made)} <= {"score", "unfilled"}
    return "; ".join(f"{place.participant} {place.run}" for place in made.places)


def test_a_run_is_opened_for_those_who_lack_a_place_and_some_who_move_there():
    of = cohort("A1 a 2@9-12 capacity=4; A2 a 9@9-12 capacity=3 minimum=3", "p1; p2; p3; p4; p5")
    runs = improved(of, "p1 A1; p2 A1; p3 A1; p4 A1")
    assert runs.count("A1") == 2
    assert runs.count("A2") == 3


def test_a_run_gives_way_to_a_larger_one_that_needs_its_room():
    runs = "A1 a 2@9-12 capacity=2 venue=north room=1; A2 a 2@10-13 capacity=4 minimum=3 venue=north room=1"
    assert improved(cohort(runs, "p1; p2; p3; p4"), "p1 A1; p2 A1") == "p1 A2; p2 A2; p3 A2; p4 A2"


def test_nobody_gives_up_a_pinned_place():
    of = cohort("A1 a 2@9-12 capacity=1; A2 a 9@9-12 capacity=1", "p1 pinned=A1; p2 unavailable=9")
    assert improved(of, "p1 A1") == "p1 A1"


@pytest.mark.parametrize("numbers", [range(40), range(40, 80), range(80, 120)])
def test_what_comes_of_it_is_legal_and_never_worse(numbers: range):
    better = 0
    for problem in (Problem(tiny(number), 1) for number in numbers):
        if not problem.demands:
            found = search_across(problem, Limits(60.0, 0.02), 1, ())
            of = problem.cohort
            places = problem.places(found.chosen)
            made = Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)
            assert {violation.rule for violation in violations(of, made)} <= {"score", "unfilled"}
            better += bool(places)
    assert better


def test_people_of_two_parts_share_the_seats_of_both(monkeypatch: pytest.MonkeyPatch):
    """Each part has seats for half of its people in one module and for all in the other."""
    monkeypatch.setattr(parts, "WHOLE", 3)
    monkeypatch.setattr(parts, "PART", 4)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    runs = "A1 a 2@9-12 capacity=4 minimum=3 venue=north; A2 a 4@9-12 capacity=4 minimum=3 venue=north"
    people = "; ".join([f"p{n} location=north" for n in range(2)] + [f"q{n} location=south" for n in range(5)])
    of = cohort(runs, people)
    assert len(parts.parts(of, 1)) > 1
    assert len(schedule_cohort(of, work_limit=5.0).places) == 7


def test_parts_that_are_next_to_each_other_make_an_area(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 2)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "AREA", 4)
    of = cohort(
        "A1 a 2@9-12; A2 a 3@9-12; A3 a 4@9-12", "; ".join(f"p{n} location={n // 2} barred=A1" for n in range(6))
    )
    pieces = parts.parts(of, 1)
    made = parts.areas(of, pieces)
    assert [numbers for _, numbers in made] == [[0, 1], [2]]
    assert sorted(run.id for area, _ in made for run in area.runs) == ["A1", "A2", "A3"]
    barred = {person.id: person.barred for area, _ in made for person in area.participants}
    here = {person.id: {run.id for run in area.runs} for area, _ in made for person in area.participants}
    assert all(barred[who] == (("A1",) if "A1" in here[who] else ()) for who in barred)


def test_people_of_some_parts_may_do_what_those_parts_may_do_and_no_more(monkeypatch: pytest.MonkeyPatch):
    """Whether an area keeps its own share of a service rule or its parts theirs, all together keep the rule."""
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "AREA", 8)
    runs = "; ".join(f"A{n} a 2@9-12 venue={n}" for n in range(5))
    people = "; ".join(f"p{n} location={n // 2} team=x" for n in range(10))
    of = cohort(runs, people, rules=Rules(pairs="ignore", cover=[Cover(attribute="team", per_day=7)]))
    pieces = parts.parts(of, 1)
    made = parts.areas(of, pieces)
    shares = [area.rules.cover[0].per_day for area, _ in made]
    before = [sum(pieces[number].rules.cover[0].per_day for number in numbers) for _, numbers in made]
    assert (before, shares) == ([4, 1], [5, 1])
    assert sum(map(max, before, shares)) <= 7
