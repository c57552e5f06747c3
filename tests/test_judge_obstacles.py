"""Why a place is unfilled."""

from __future__ import annotations

from attrs import evolve
from drawings import catalog, cohort, schedule

from curriculum.cohort import Cohort
from curriculum.judge import NO_RUN, NOT_TRIED, explained, obstacles, unfilled
from curriculum.judge.case import Case
from curriculum.judge.obstacles import openings_for
from curriculum.rules import Cover, Rules
from curriculum.schedule import Place, Schedule, Unfilled

TOGETHER = {"rules": Rules(pairs="together")}


def why(runs: str, people: str, places: str, missing: Unfilled, **options: object) -> tuple[str, ...]:
    of = cohort(runs, people, **options)
    return obstacles(of, schedule(of, places), missing)


LACKS_A = Unfilled("p1", "basis", "a")


def test_obstacles_name_the_rules_of_every_run_of_the_module():
    runs = "A1 a 2@9-12 capacity=1; A2 a 3@9-12 minimum=2; A3 a 4@9-12 state=cancelled; A4 a 5@9-12; B1 b 5@9-12"
    people = "p1 unavailable=5; p2"
    assert why(runs, people, "p2 A1", LACKS_A) == ("cancelled", "capacity", "minimum", "unavailable")


def test_obstacles_name_a_room_in_use_whichever_run_comes_first():
    runs, people = "A1 a 2@9-12 room=R; A2 a 2@9-12 room=R; A3 a 2@9-12 room=R", "p1; p2"
    for held in ("A1", "A2", "A3"):
        others = "; ".join(line for line in runs.split("; ") if not line.startswith(held))
        full = f"{others}; {held} a 2@9-12 room=R capacity=1"
        assert why(full, people, f"p2 {held}", LACKS_A) == ("capacity", "room")


def test_obstacles_are_none_when_a_run_would_take_the_person():
    assert why("A1 a capacity=1; A2 a", "p1; p2", "p2 A1", LACKS_A) == ()


def test_obstacles_say_when_there_is_no_run():
    assert why("B1 b", "p1", "", LACKS_A) == (NO_RUN,)
    assert why("A1 a; B1 b", "p1", "", Unfilled("p1", "elective")) == (NO_RUN,)


def test_obstacles_of_an_elective_come_from_the_electives_still_open():
    runs = "E1 e; E2 e capacity=1; F1 f capacity=1; G1 g 2@9-12"
    people, places = "p1 completed=g unavailable=2; p2", "p1 E1; p2 F1"
    missing = Unfilled("p1", "elective")
    assert why(runs, people, places, missing, catalog=catalog(choose=3)) == ("capacity",)


def test_obstacles_count_the_partners_who_must_come_along():
    runs, people = "A1 a capacity=2", "p1 pair=x; p2 pair=x; p3"
    assert why(runs, people, "p3 A1", LACKS_A, **TOGETHER) == ("capacity",)
    assert why(runs, people, "p3 A1", LACKS_A) == ()
    assert why(runs, "p1 pair=x; p2 pair=x completed=a; p3", "p3 A1", LACKS_A, **TOGETHER) == ()
    assert why("A1 a 2@9-12", "p1 pair=x; p2 pair=x unavailable=2", "", LACKS_A, **TOGETHER) == ("unavailable",)


def test_obstacles_leave_a_partner_alone_who_has_a_place_of_the_module():
    assert why("A1 a capacity=2", "p1 pair=x; p2 pair=x", "p2 A1", LACKS_A, **TOGETHER) == ()


def test_obstacles_show_a_partner_who_may_take_no_more_electives():
    people = "p1 pair=x; p2 pair=x completed=g"
    places = "p1 E1; p2 E1"
    assert why("E1 e; F1 f", people, places, Unfilled("p1", "elective"), **TOGETHER) == ("owed",)


def test_obstacles_name_no_rule_that_is_broken_already():
    runs = "A1 a 2@9-12; B1 b 9@9-12; E1 e 9@10-12; F1 f state=confirmed"
    places = "p1 B1; p1 E1; p2 B1"
    assert why(runs, "p1 barred=B1; p2", places, LACKS_A) == ()


def test_obstacles_name_no_rule_that_others_break_already_on_the_same_day():
    rules = Rules(pairs="ignore", cover=[Cover(attribute="organisation", per_day=1)])
    people = "p1 organisation=v; p2 organisation=w; p3 organisation=w"
    assert why("A1 a 2@13-16; B1 b 2@9-12", people, "p2 B1; p3 B1", LACKS_A, rules=rules) == ()


def test_obstacles_never_raise_for_nonsense():
    assert why("A1 a", "p1", "", Unfilled("p9", "basis", "a")) == ("place",)
    assert why("A1 a", "p1", "", Unfilled("p1", "basis", "z")) == (NO_RUN,)
    assert why("A1 a; A2 a", "p1", "p1 A1", LACKS_A) == ("owed",)
    assert why("A1 a; A2 a", "p1 pair=x", "p1 A1", LACKS_A, **TOGETHER) == ("owed",)


def test_explained_gives_every_unfilled_place_its_reasons():
    of = cohort("A1 a capacity=1; B1 b", "p1 completed=b; p2 completed=b", catalog=catalog(choose=0))
    assert explained(of, schedule(of, "p1 A1")) == (Unfilled("p2", "basis", "a", ["capacity"]),)


def test_explained_tries_no_more_runs_than_it_may():
    of = cohort("A1 a capacity=1; A2 a state=cancelled", "p1; p2; p3", catalog=catalog(choose=0))
    lacking = [entry for entry in explained(of, schedule(of, "p1 A1"), most=3) if entry.module == "a"]
    assert [entry.why for entry in lacking] == [("cancelled", "capacity"), (NOT_TRIED,)]
    untried = explained(of, schedule(of, "p1 A1"), going=lambda: False)
    assert untried == tuple(evolve(one, why=[NOT_TRIED]) for one in unfilled(of, schedule(of, "p1 A1")))


def openings(of: Cohort, at: Schedule, missing: Unfilled) -> tuple[tuple[Place, ...], ...]:
    return tuple(openings_for(Case.of(of, at), missing))


def test_openings_are_the_places_that_break_no_rule():
    of = cohort("A1 a capacity=1; A2 a; A3 a 4@9-12 state=cancelled", "p1; p2")
    assert openings(of, schedule(of, "p2 A1"), LACKS_A) == ((Place("p1", "a", "A2"),),)


def test_openings_bring_the_partner_who_lacks_the_module_too():
    of = cohort("A1 a capacity=1; A2 a", "p1 pair=x; p2 pair=x", **TOGETHER)
    assert openings(of, schedule(of, ""), LACKS_A) == ((Place("p1", "a", "A2"), Place("p2", "a", "A2")),)


def test_openings_are_none_for_somebody_who_is_not_on_the_roster():
    of = cohort("A1 a", "p1")
    assert openings(of, schedule(of, ""), Unfilled("nobody", "basis", "a")) == ()
