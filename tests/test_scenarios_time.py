"""What is asked of a schedule is answered within the time, however slow the machine: on a clock of our own."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import define, evolve, field
from cohorts import planted, tiny

from curriculum import judge
from curriculum.changes import read_change, with_changes
from curriculum.cohort import Cohort
from curriculum.explaining import explain
from curriculum.judge import violations
from curriculum.scenarios import alternatives, replan, waiting_list
from curriculum.schedule import Schedule
from curriculum.scheduler import schedule_cohort
from curriculum.scheduler.program import Program


@define
class Clock:
    """A clock that goes on only when something is done that takes time."""

    now: float = field(factory=time.monotonic)

    def slow(self, work: Callable[..., Any], seconds: float) -> Callable[..., Any]:
        """Return the work, taking some seconds more on this clock each time."""

        @wraps(work)
        def slowly(*arguments: Any, **named: Any) -> Any:
            self.now += seconds
            return work(*arguments, **named)

        return slowly


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Provide the clock of a slow machine: a rule takes 0.1 seconds to state, a judgement 0.5."""
    made = Clock()
    monkeypatch.setattr("curriculum.scheduler.solving.time", SimpleNamespace(monotonic=lambda: made.now))
    for name in ("state", "at_most_one"):
        monkeypatch.setattr(Program, name, made.slow(getattr(Program, name), 0.1))
    for name in ("violations", "obstacles_to"):
        monkeypatch.setattr(judge, name, made.slow(getattr(judge, name), 0.5))
    return made


def cancelled(people: int) -> tuple[Cohort, Schedule]:
    """Return a cohort of the benchmarks in which a run has been cancelled, with its schedule until then."""
    made = planted(people)
    held = {place.run for place in made.planted.places}
    run = min(run.id for run in made.cohort.runs if run.id in held and run.module == "patients")
    return with_changes(made.cohort, [read_change(f"run:{run}=cancelled")]), made.planted


@pytest.mark.parametrize("limit", [20.0, 200.0])
def test_a_slow_machine_mends_a_schedule_within_the_time(clock: Clock, limit: float):
    cohort, before = cancelled(150)
    begun = clock.now
    mended = replan(cohort, before, time_limit=limit)
    assert clock.now - begun <= 1.1 * limit
    assert violations(cohort, mended.schedule) == ()
    assert mended.schedule.status == "feasible"
    assert mended.unfilled_bound == 0


@pytest.mark.usefixtures("clock")
def test_with_more_time_fewer_places_are_left_unfilled():
    cohort, before = cancelled(150)
    scores = [replan(cohort, before, time_limit=limit).schedule.score for limit in (20.0, 2_000.0)]
    assert [score.unfilled > 0 for score in scores if score] == [True, False]


def test_a_turn_of_the_waiting_list_ends_when_its_time_is_over_and_claims_nothing(clock: Clock):
    cohort, before = cancelled(60)
    runs = {run.id for run in cohort.runs if run.state != "cancelled"}
    standing = evolve(before, places=[place for place in before.places if place.run in runs])
    begun = clock.now
    found = waiting_list(cohort, standing, time_limit=5.0)
    judging = 2.0  # once for what is asked, and for each turn to say why nobody was let in
    assert found.turns
    assert clock.now - begun <= 1.1 * 5.0 * len(found.turns) + judging * (1 + len(found.turns))
    assert {turn.proven for turn in found.turns} == {False}
    assert violations(cohort, found.schedule) == ()


@pytest.mark.usefixtures("clock")
def test_further_schedules_are_not_claimed_to_be_missing_when_the_time_is_over():
    cohort = evolve(tiny(1), previous=None)
    first = schedule_cohort(cohort)
    found = alternatives(cohort, time_limit=0.05)
    assert ([one.places for one in found.schedules], found.complete) == ([first.places], False)


@pytest.mark.parametrize("limit", [20.0, 200.0])
def test_a_slow_machine_explains_within_the_time_what_it_can(clock: Clock, limit: float):
    cohort, before = cancelled(150)
    runs = {run.id for run in cohort.runs if run.state != "cancelled"}
    standing = evolve(before, places=[place for place in before.places if place.run in runs], unfilled=())
    begun = clock.now
    found = explain(cohort, standing, time_limit=limit)
    assert clock.now - begun <= 1.1 * limit + 5.0  # a few judgements
    assert found
    assert all(one.confirmed or one.verdict != "conflict" for one in found)
