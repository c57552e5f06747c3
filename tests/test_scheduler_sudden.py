"""Whatever ends a search early, there is a legal schedule of nearly everybody, and the best so far is kept."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from cases import cohort as tiny
from cases import optimum
from cohorts import stubborn
from conflicts import can_hold
from drawings import catalog, cohort, schedule

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.files import dump_schedule, load_schedule, schedule_text
from curriculum.plaintext import outcome_text
from curriculum.rules import Cover, Rules
from curriculum.schedule import Schedule, Score
from curriculum.scheduler import (
    Interrupted,
    conflict,
    division,
    filling,
    goals,
    parts,
    schedule_cohort,
    scheduling,
    settling,
    solving,
)
from curriculum.scheduler.best import Best
from curriculum.scheduler.conflict import Contradiction, contradiction
from curriculum.scheduler.filling import filled
from curriculum.scheduler.portion import Portion, Portioned
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.process import Process
from curriculum.scheduler.program import Program
from curriculum.scheduler.proving import pursue_whole
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.settling import first_schedule, settled
from curriculum.scheduler.solving import Limits, OutOfTime, minimise
from curriculum.scheduler.workplace import Workplace

MANY = "; ".join(
    f"{module.upper()}{n} {module} {first + n}@9-12 capacity=4 venue=Hall"
    for module, first in (("a", 2), ("b", 8), ("e", 14), ("f", 20))
    for n in range(6)
)
EVERYBODY = cohort(MANY, "; ".join(f"p{n}" for n in range(24)))
"""Twenty-four people, each of whom is owed four places, and as many seats as places."""
CLASHING = cohort("A1 a 2@9-12; A2 a 2@9-12", "p1 pinned=A1|A2; p2")


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> Cohort:
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 8)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    assert len(parts.parts(EVERYBODY, 1)) > 1
    return EVERYBODY


def is_legal(of: Cohort, found: Schedule) -> bool:
    return judge.violations(of, found) == ()


@pytest.mark.parametrize("number", range(120))
def test_the_first_schedule_is_legal(number: int):
    problem = Problem(tiny(number), 1)
    chosen = first_schedule(problem, Limits(0.0), 1)
    if chosen is None:
        assert problem.demands
        return
    places = problem.places(problem.options[index] for index in chosen)
    made = Schedule(
        cohort=problem.cohort.id, programme=problem.cohort.programme_name, status="feasible", places=places
    )
    assert {broken.rule for broken in judge.violations(problem.cohort, made)} <= {"score", "unfilled"}


def test_pins_and_confirmed_runs_are_in_nearly_every_first_schedule():
    asking = [number for number in range(120) if Problem(tiny(number), 1).demands and optimum(number) is not None]
    found = [first_schedule(Problem(tiny(number), 1), Limits(60.0), 1) for number in asking]
    assert len(asking) > 10
    assert sum(chosen is not None for chosen in found) > 0.6 * len(asking)


def test_what_breaks_a_rule_is_settled_without_leaving_the_others_out():
    problem = Problem(cohort("A1 a 2@9-12 capacity=1; A2 a 3@9-12 capacity=2", "p1; p2; p3"), 1)
    crowded = [index for index, option in enumerate(problem.options) if problem.runs[option.run].id == "A1"]
    assert len(settled(problem, crowded) or ()) == 3


def test_in_next_to_no_time_most_places_are_filled(in_parts: Cohort):
    found = schedule_cohort(in_parts, time_limit=0.5)
    assert is_legal(in_parts, found)
    assert len(found.places) > 48


class Clock:
    """A clock that stands still, except while a cohort is cut."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, seconds_to_cut: float) -> None:
        self.now, cut = time.monotonic(), scheduling.parts

        def slowly(*of: Any) -> list[Cohort]:
            self.now += seconds_to_cut
            return cut(*of)

        monkeypatch.setattr(scheduling, "parts", slowly)
        monkeypatch.setattr(solving, "time", self)

    def monotonic(self) -> float:
        return self.now


@pytest.mark.parametrize(("seconds_to_cut", "seconds_to_search"), [(1.0, 56.0), (6.0, 36.0), (30.0, 45.0)])
def test_the_slower_a_cohort_is_to_read_the_more_time_is_kept_for_judging(
    in_parts: Cohort, monkeypatch: pytest.MonkeyPatch, seconds_to_cut: float, seconds_to_search: float
):
    given: list[float] = []

    def noted(*of: Any, **_: object) -> division.Whole:
        given.append(of[2].seconds)
        return division.Whole((), Score(0, 0), complete=True)

    monkeypatch.setattr(scheduling, "schedule_parts", noted)
    Clock(monkeypatch, seconds_to_cut)
    schedule_cohort(in_parts, time_limit=60.0)
    assert given == [pytest.approx(seconds_to_search, abs=1.0)]


@pytest.mark.parametrize(("seconds_to_cut", "markets"), [(0.1, 1), (3.0, 1), (6.0, 0)])
def test_prices_that_would_take_too_long_are_not_begun(
    in_parts: Cohort, monkeypatch: pytest.MonkeyPatch, seconds_to_cut: float, markets: int
):
    monkeypatch.setattr(Workplace, "ready", False)
    Clock(monkeypatch, seconds_to_cut)
    made, real = [], division.Market
    monkeypatch.setattr(division, "Market", lambda problem: made.append(problem) or real(problem))
    executor = Elsewhere(broken)
    found = schedule_cohort(in_parts, time_limit=60.0, executor=executor)
    assert len(made) == markets
    assert is_legal(in_parts, found)
    assert len(found.places) > 48


def test_no_run_is_looked_at_for_a_why_that_there_is_no_time_for(monkeypatch: pytest.MonkeyPatch):
    looked = []
    monkeypatch.setattr(judge, "candidates", lambda *_: looked.append(1) or ())
    draft = Schedule(cohort=EVERYBODY.id, programme=EVERYBODY.programme_name, status="feasible")
    told = judge.explained(EVERYBODY, draft, None, lambda: False)
    assert {entry.why for entry in told} == {(judge.NOT_TRIED,)}
    assert len(looked) == 1


def test_a_process_that_is_asked_nothing_answers_and_goes_on():
    process = Process()
    try:
        assert process.ask(None, Limits(60.0), 60.0) is None
        assert process.running is not None
        portion = Portion(cohort("A1 a 2@9-12", "p1"), 1, 60.0, None)
        assert len(process.ask(portion, Limits(60.0), 60.0).places) == 1
    finally:
        process.stop()


def test_a_single_cohort_gets_its_first_schedule_in_next_to_no_time():
    found = schedule_cohort(EVERYBODY, time_limit=1e-6)
    assert is_legal(EVERYBODY, found)
    assert len(found.places) > 48


@pytest.mark.parametrize("limits", [Limits(0.0), Limits(60.0, interrupted=True)])
def test_no_more_rules_are_stated_when_the_search_is_over(limits: Limits):
    with pytest.raises(OutOfTime):
        pursue_whole(Best(Problem(EVERYBODY, 1), limits, None), 1, prove=True)


def test_whoever_stops_a_search_stops_its_solver():
    problem, limits = Problem(stubborn(), 1), Limits(600.0)
    program = Program(problem)
    state_rules(program)
    program.cp.minimize(goals.both(program))
    threading.Timer(1.0, limits.stop).start()
    minimise(program.cp, program.taken, limits, 1, found=lambda _: None, proved=lambda _: None)
    assert limits.interrupted
    assert not limits.overdue
    assert limits.stoppers == []


def test_ctrl_c_while_places_are_filled_keeps_the_others(monkeypatch: pytest.MonkeyPatch):
    of, limits = cohort("A1 a 2@9-12; B1 b 9@9-12", "p1; p2"), Limits(60.0)
    before = schedule(of, "p1 A1").places

    def pressed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "_joining", pressed)
    assert filled(Problem(of, 1), before, limits) == before
    assert limits.interrupted


@pytest.mark.parametrize(("pinned", "status"), [("p1", "unknown"), ("q1", "feasible")])
def test_ctrl_c_before_every_part_has_a_schedule_keeps_what_is_legal(
    monkeypatch: pytest.MonkeyPatch, pinned: str, status: str
):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    people = "p1 location=n; p2 location=n; q1 location=s; q2 location=s".replace(
        pinned, f"{pinned} pinned=A{pinned[0]}"
    )
    of = cohort("Ap a 2@9-12 venue=n; Aq a 3@9-12 venue=s", people)
    search = division.schedule_within
    assert len(parts.parts(of, 1)) == 2

    def first_then_pressed(portion: Portion, limits: Limits) -> Portioned:
        if any(person.id == "p1" for person in portion.cohort.participants):
            raise KeyboardInterrupt
        return search(portion, limits)

    monkeypatch.setattr(division, "schedule_within", first_then_pressed)
    with pytest.raises(Interrupted) as caught:
        schedule_cohort(of, time_limit=30.0)
    assert caught.value.schedule.status == status
    assert len(caught.value.schedule.places) == (2 if status == "feasible" else 0)


class Elsewhere(Executor):
    """An executor that does nothing but what it is told to do with a future."""

    def __init__(self, treat: Callable[[Future[Any]], object]) -> None:
        self.treat = treat
        self.futures: list[Future[Any]] = []

    def submit(self, _: object, *__: object, **___: object) -> Future[Any]:
        future: Future[Any] = Future()
        self.treat(future)
        self.futures.append(future)
        return future


def broken(future: Future[Any]) -> None:
    future.set_running_or_notify_cancel()
    future.set_exception(BrokenProcessPool("a worker was killed"))


def test_an_executor_that_never_begins_is_not_waited_for(in_parts: Cohort):
    executor = Elsewhere(lambda _: None)
    found = schedule_cohort(in_parts, time_limit=1.0, executor=executor)
    assert is_legal(in_parts, found)
    assert found.places
    assert executor.futures
    assert all(future.cancelled() for future in executor.futures)


def test_an_executor_that_breaks_loses_no_first_schedule(in_parts: Cohort):
    found = schedule_cohort(in_parts, time_limit=5.0, executor=Elsewhere(broken))
    assert is_legal(in_parts, found)
    assert found.places


def test_an_executor_that_breaks_halfway_loses_nothing(in_parts: Cohort, monkeypatch: pytest.MonkeyPatch):
    """One part of an area is found elsewhere; of the others nothing comes."""
    monkeypatch.setattr(Workplace, "ready", True)
    asked: list[object] = []

    def treat(future: Future[Any]) -> None:
        future.set_running_or_notify_cancel()
        asked.append(future)
        if len(asked) == 1:
            places = schedule(in_parts, "p0 A0").places
            future.set_result(Portioned(places, Score(0, 0)))
        else:
            future.set_exception(BrokenProcessPool("a worker was killed"))

    found = schedule_cohort(in_parts, time_limit=5.0, executor=Elsewhere(treat))
    assert is_legal(in_parts, found)
    assert found.places


def test_what_goes_wrong_everywhere_is_told(in_parts: Cohort, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Workplace, "ready", True)
    with pytest.raises(BrokenProcessPool):
        schedule_cohort(in_parts, time_limit=5.0, executor=Elsewhere(broken))


def test_a_process_ends_when_whoever_asked_it_is_gone():
    with Process().start() as running:
        assert running.stdin is not None
        pickle.dump(Portion(stubborn(), 1, 600.0, None), running.stdin)
        running.stdin.close()
        assert running.wait(timeout=60) == 0


def test_a_conflict_that_there_is_no_time_to_find_is_told_as_such():
    assert contradiction(CLASHING, Limits(60.0), 1).minimal
    assert contradiction(CLASHING, Limits(0.0), 1) == Contradiction((), minimal=False)


@pytest.mark.parametrize(("work", "says"), [(None, "cannot all hold:"), (1e-9, "not found out in time")])
def test_the_outcome_says_whether_a_conflict_was_found(work: float | None, says: str):
    found = contradiction(CLASHING, Limits(60.0, work), 1)
    told = Schedule(
        cohort="c", programme="p", status="infeasible", conflict=found.rules, conflict_is_minimal=found.minimal
    )
    assert says in " ".join(outcome_text(told).split())
    assert ("conflict_is_minimal" in schedule_text(told)) is not found.minimal


def test_with_a_limit_of_work_no_clock_decides_about_the_first_schedule():
    problem = Problem(EVERYBODY, 1)
    spent = []
    for seconds in (0.01, 60.0):
        limits = Limits(seconds, 1.0, started=time.monotonic() + 60.0)
        first_schedule(problem, limits, 1)
        spent.append(limits.spent)
    assert spent[0] == spent[1] > 0


def test_a_service_rule_that_nearly_everybody_breaks_is_settled_at_once(monkeypatch: pytest.MonkeyPatch):
    of = cohort(
        "A1 a 2@9-12 capacity=40",
        "; ".join(f"p{n} team=x" for n in range(30)),
        rules=Rules(pairs="ignore", cover=[Cover(attribute="team", per_day=3)]),
    )
    looked, real = [], settling.broken_rules
    monkeypatch.setattr(settling, "broken_rules", lambda case: looked.append(case) or real(case))
    assert len(first_schedule(Problem(of, 1), Limits(60.0), 1) or ()) == 3
    assert len(looked) == 2


@pytest.mark.parametrize("work", [1e-6, 0.5])
def test_with_a_limit_of_work_it_does_not_matter_who_finds_the_first_schedules(
    in_parts: Cohort, monkeypatch: pytest.MonkeyPatch, work: float
):
    here = schedule_cohort(in_parts, work_limit=work, workers=1)
    monkeypatch.setattr(Workplace, "ready", True)
    assert schedule_cohort(in_parts, work_limit=work, workers=2) == here


def test_a_conflict_that_is_not_proven_minimal_is_read_back_as_such(tmp_path: Path):
    told = Schedule(cohort="c", programme="p", status="infeasible", conflict_is_minimal=False)
    dump_schedule(told, tmp_path / "schedule.json")
    assert load_schedule(tmp_path / "schedule.json") == told


CROSSED = "A1 a 2@9-12 venue=n; A2 a 3@9-12 venue=s; B1 b 1@9-12 venue=n; B2 b 9@9-12 venue=s"
"""Runs of two parts; one comes before everything that it requires."""
CLASHES = {
    "two runs of a module": ("p1 location=n pinned=A1|A2; p2 location=n; q1 location=s; q2 location=s", "pinned"),
    "nothing before a run": (
        "p1 location=n pinned=B1|A2; p2 location=n; q1 location=s; q2 location=s",
        "requires",
    ),
}


@pytest.mark.parametrize("clash", CLASHES)
def test_pins_that_clash_are_named_although_they_lead_to_different_parts(
    monkeypatch: pytest.MonkeyPatch, clash: str
):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    people, rule = CLASHES[clash]
    of = cohort(CROSSED, people, catalog=catalog(b={"requires": "a"}))
    assert len(parts.parts(of, 1)) == 2
    found = schedule_cohort(of, time_limit=60.0)
    assert found.status == "infeasible"
    assert found.conflict_is_minimal
    assert rule in {one.rule for one in found.conflict}
    assert not can_hold(of, found.conflict)


def test_runs_that_somebody_is_pinned_to_are_in_the_same_part(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    of = cohort(CROSSED, "p1 location=n pinned=A1|B2; p2 location=n; q1 location=s; q2 location=s")
    pieces = parts.parts(of, 1)
    assert len(pieces) == 2
    assert [{"A1", "B2"} <= {run.id for run in piece.runs} for piece in pieces].count(True) == 1


def test_pins_that_tie_nearly_all_runs_together_leave_a_cohort_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    of = cohort(CROSSED, "p1 location=n pinned=A1|B2; p2 location=n pinned=B1|B2; q1 location=s; q2 location=s")
    assert parts.parts(of, 1) == [of]


CHAINED = "A1 a 2@9-12 9@9-12; A2 a 9@11-14 16@9-12; A3 a 16@11-14 23@9-12; A4 a 23@11-14 30@9-12; A5 a 4@9-12"
"""Every run but the last wants its teacher at the same time as the next."""


def chained(people: str, confirmed: str = "") -> Cohort:
    runs = [line.strip() + " teachers=t" for line in CHAINED.split(";")]
    return cohort(
        "; ".join(f"{line} state=confirmed" if line.split()[0] in confirmed else line for line in runs), people
    )


def test_runs_that_share_a_teacher_one_after_the_other_leave_nobody_without_seats(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    of = chained("; ".join(f"p{n} location=n" for n in range(6)))
    assert parts.parts(of, 1) == [of]


@pytest.mark.parametrize(("confirmed", "kept"), [("", {"A1", "A3", "A5"}), ("A2", {"A2", "A4", "A5"})])
def test_where_too_many_people_would_stay_together_runs_are_left_out(
    monkeypatch: pytest.MonkeyPatch, confirmed: str, kept: set[str]
):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "AT_ONCE", 4)
    pieces = parts.parts(chained("; ".join(f"p{n} location=n" for n in range(6)), confirmed), 1)
    dealt = [run.id for piece in pieces for run in piece.runs]
    assert len(pieces) > 1
    assert all(piece.runs for piece in pieces)
    assert (len(dealt), set(dealt)) == (3, kept)


def test_only_what_some_parts_ask_for_is_asked_of_the_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 0)
    monkeypatch.setattr(parts, "PART", 2)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    runs = CROSSED.replace("A1 a", "A1 a state=confirmed").replace("A2 a", "A2 a state=confirmed")
    of = cohort(runs, "p1 location=n pinned=B1; p2 location=n; q1 location=s pinned=B2; q2 location=s")
    pieces = parts.parts(of, 1)
    there = next(piece for piece in pieces if any(person.pinned == ("B2",) for person in piece.participants))
    asking = parts.asking_only(of, [there])
    here = {run.id for run in there.runs if run.state == "confirmed"}
    assert {person.id: person.pinned for person in asking.participants if person.pinned} == {"q1": ("B2",)}
    assert {run.id for run in asking.runs if run.state == "confirmed"} == here


def test_a_conflict_that_is_not_seen_at_once_is_found_all_the_same(monkeypatch: pytest.MonkeyPatch):
    at_once = contradiction(CLASHING, Limits(60.0), 1)
    monkeypatch.setattr(solving, "STRAIGHT_WORK", 0.0)
    assert contradiction(CLASHING, Limits(60.0), 1) == at_once
    assert at_once.minimal


def test_a_conflict_that_does_not_stand_a_second_look_is_not_told(monkeypatch: pytest.MonkeyPatch):
    real = conflict.core
    monkeypatch.setattr(
        conflict, "core", lambda *of, straight=True: real(*of, straight=straight) if straight else None
    )
    assert contradiction(CLASHING, Limits(60.0), 1) == Contradiction((), minimal=False)
