"""A few people at a time who are placed anew as well as possible: legal, never worse, and the same every time."""

from __future__ import annotations

import pytest
from attrs import evolve
from cases import cohort as tiny
from cases import optimum
from drawings import catalog, cohort, schedule

from curriculum.cohort import Cohort
from curriculum.judge import score, violations
from curriculum.rules import MOST_POINTS, Goals
from curriculum.schedule import Schedule, Score
from curriculum.scheduler.aims import options_of
from curriculum.scheduler.best import Best
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.rearranging import rearrange
from curriculum.scheduler.settling import first_schedule
from curriculum.scheduler.solving import Limits

WISHES = Goals(preference=[0, 1], unranked=7)
ONE_SEAT_EACH = "E1 e 2@9-12 capacity=1; F1 f 3@9-12 capacity=1"


def rearranged(of: Cohort, chosen: frozenset[int], work: float = 1.0) -> Schedule:
    """Return what comes of a legal schedule; it has to be legal again."""
    problem = Problem(of, 1)
    best = Best(problem, Limits(600.0, work), None)
    best.offer_some(chosen)
    rearrange(best, 1)
    made = placed(of, frozenset(number for number, taken in enumerate(best.taken or ()) if taken))
    assert {broken.rule for broken in violations(of, made)} <= {"score", "unfilled"}
    assert score(of, made) == best.score
    return made


def placed(of: Cohort, chosen: frozenset[int]) -> Schedule:
    problem = Problem(of, 1)
    places = problem.places(problem.options[number] for number in sorted(chosen))
    return Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)


def improved(of: Cohort, start: str) -> str:
    """Return who attends what when a drawn schedule is improved on."""
    problem = Problem(of, 1)
    chosen = options_of(problem, [(place.participant, place.run) for place in schedule(of, start).places])
    return "; ".join(f"{place.participant} {place.run}" for place in rearranged(of, chosen).places)


@pytest.mark.parametrize("number", range(0, 120, 12))
def test_what_comes_of_it_is_legal_never_worse_and_never_better_than_the_best(number: int):
    of = tiny(number)
    chosen = first_schedule(Problem(of, 1), Limits(60.0), 1)
    if chosen is None:
        return
    before, after = score(of, placed(of, chosen)), score(of, rearranged(of, chosen))
    best = optimum(number)
    assert best is not None
    assert Score(*best.score) <= after <= before


def test_two_people_swap_what_neither_wants():
    of = evolve(
        cohort(ONE_SEAT_EACH, "p1 preferences=e; p2 preferences=f", catalog=catalog(choose=1)), goals=WISHES
    )
    assert improved(of, "p1 F1; p2 E1") == "p1 E1; p2 F1"


def test_a_run_is_held_for_people_of_another_who_make_room():
    runs = "A1 a 2@9-12 capacity=4; A2 a 9@9-12 capacity=3 minimum=3"
    found = improved(cohort(runs, "p1; p2; p3; p4; p5"), "p1 A1; p2 A1; p3 A1; p4 A1")
    assert (found.count("A1"), found.count("A2")) == (2, 3)


def test_whoever_is_pinned_stays_there():
    people = "p1 preferences=e pinned=F1; p2 preferences=f"
    of = evolve(cohort(ONE_SEAT_EACH, people, catalog=catalog(choose=1)), goals=WISHES)
    assert improved(of, "p1 F1; p2 E1") == "p1 F1; p2 E1"


def test_no_place_is_given_up_however_many_points_that_saves():
    of = evolve(cohort("E1 e 2@9-12; F1 f 3@9-12", "p1; p2"), goals=Goals(run=MOST_POINTS))
    assert improved(of, "p1 E1; p1 F1; p2 E1; p2 F1").count("p") == 4


def test_a_limit_of_work_gives_the_same_schedule_every_time():
    of = tiny(12)
    chosen = first_schedule(Problem(of, 1), Limits(60.0), 1)
    assert chosen is not None
    assert rearranged(of, chosen, 0.2) == rearranged(of, chosen, 0.2)


def test_nothing_is_improved_on_where_there_is_no_schedule():
    best = Best(Problem(tiny(0), 1), Limits(60.0), None)
    rearrange(best, 1)
    assert best.taken is None
