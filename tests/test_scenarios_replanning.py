"""A schedule is mended with the fewest people moved, and that is proven."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

import pytest
from attrs import evolve
from cases import as_schedule
from cohorts import planted, tiny
from contract import places_owed, score
from every_schedule import Attended, is_small, legal_schedules, places

from curriculum.changes import RunState, read_change, with_changes
from curriculum.cohort import Cohort
from curriculum.judge import violations
from curriculum.scenarios import mending, replan
from curriculum.scenarios.floors import Floor
from curriculum.scenarios.mending import Mending
from curriculum.scenarios.moving import held_places, moved_people
from curriculum.schedule import Schedule, Score
from curriculum.scheduler import Progress, schedule_cohort
from curriculum.scheduler.aims import options_of
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits


def disturbed(number: int) -> tuple[Cohort, Schedule] | None:
    """Return a schedule, and its cohort with one of the runs cancelled and somebody away."""
    cohort = evolve(tiny(number), previous=None)
    legal = list(legal_schedules(cohort)) if is_small(cohort) else []
    draw = random.Random(number)  # noqa: S311 - no secret
    full = [one for one in legal if len(places(one)) > 2]
    if not full:
        return None
    before = as_schedule(cohort, draw.choice(full))
    run = draw.choice([run for run in cohort.runs if run.id in {place.run for place in before.places}])
    changes = [read_change(f"run:{run.id}=cancelled")]
    if draw.random() < 0.5:
        changes.append(
            read_change(f"away:{draw.choice(cohort.participants).id}={draw.choice(cohort.runs).start:%F}")
        )
    return with_changes(cohort, changes), before


def cases() -> Iterator[tuple[Cohort, Schedule]]:
    found = (case for number in range(90) if (case := disturbed(number)))
    yield from found


def least(cohort: Cohort, before: Schedule) -> tuple[int, int, int] | None:
    """Return the fewest unfilled places, then people moved, then new places, over every legal schedule."""
    owed = sum(places_owed(cohort, person) for person in cohort.participants)
    held = frozenset((place.participant, place.run) for place in before.places)

    def cost(attended: Attended) -> tuple[int, int, int]:
        has = places(attended)
        return owed - len(has), len(moved_people(held, has)), len(has - held)

    return min(map(cost, legal_schedules(cohort)), default=None)


def test_nobody_is_moved_who_could_stay_in_any_schedule_that_is_as_full():
    compared = 0
    for cohort, before in cases():
        mended = replan(cohort, before)
        expected = least(cohort, before)
        if expected is None:
            assert (mended.schedule.status, bool(mended.schedule.conflict)) == ("infeasible", True)
            continue
        new = sum(change.after is not None for change in mended.changes)
        assert mended.schedule.score is not None
        assert (mended.schedule.score.unfilled, len(mended.moved), new) == expected
        assert (mended.unfilled_bound, mended.moved_bound) == expected[:2]
        assert mended.proven
        assert violations(cohort, mended.schedule) == ()
        compared += 1
    assert compared > 20


def test_a_cancelled_run_moves_hardly_anybody_but_those_who_were_in_it():
    made = planted(300)
    held = {place.run for place in made.planted.places}
    run = min(run.id for run in made.cohort.runs if run.id in held and run.module == "patients")
    inside = made.planted.people_in(run)
    cohort = with_changes(made.cohort, [read_change(f"run:{run}=cancelled")])
    mended = replan(cohort, made.planted)
    assert violations(cohort, mended.schedule) == ()
    assert set(inside) <= set(mended.moved)
    assert len(inside) <= mended.moved_bound
    assert len(mended.moved) <= 2 * mended.moved_bound


def test_newcomers_move_nobody_where_their_seats_are_free():
    made = planted(150)
    alone = [person.id for person in made.cohort.participants if not person.pair][:4]
    standing = evolve(made.planted, places=[p for p in made.planted.places if p.participant not in alone])
    mended = replan(made.cohort, standing)
    assert mended.schedule.score is not None
    assert (mended.schedule.score.unfilled, mended.moved, mended.proven) == (0, (), True)
    assert {change.participant for change in mended.changes} == set(alone)


def test_what_moves_nobody_leaves_an_optimal_schedule_optimal_if_nothing_better_has_become_possible():
    kinds = set()
    for number in range(60):
        cohort = evolve(tiny(number), previous=None)
        before = schedule_cohort(cohort) if is_small(cohort) else None
        if before is None or before.status != "optimal":
            continue
        unused = [run.id for run in cohort.runs if run.id not in {place.run for place in before.places}]
        gone = cohort.participants[0].id
        for word in [*(f"run:{run}=cancelled" for run in unused[:1]), f"drop-person:{gone}", "goal:run=7"]:
            changed = with_changes(cohort, [read_change(word)])
            mended = replan(changed, before)
            best = min(Score(*score(changed, one)) for one in legal_schedules(changed))
            if mended.moved:
                assert (mended.schedule.status, mended.schedule.bound) == ("feasible", None)
                continue
            assert mended.schedule.bound == best
            assert (mended.schedule.status == "optimal") == (mended.schedule.score == best)
            kinds.add((mended.schedule.status, word.partition(":")[0]))
            if word.endswith("cancelled"):
                assert (mended.schedule.places, mended.schedule.status) == (before.places, "optimal")
        if {("optimal", "run"), ("optimal", "drop-person"), ("feasible", "drop-person")} <= kinds:
            return
    raise AssertionError(kinds)


def test_a_proof_is_not_taken_over_from_a_schedule_that_claims_it():
    cohort = evolve(tiny(3), previous=None)
    best = schedule_cohort(cohort)
    claimed = evolve(best, places=(), status="optimal", score=Score(99, 0), bound=Score(99, 0))
    mended = replan(cohort, claimed)
    assert mended.schedule.score is not None
    assert best.score is not None
    assert mended.schedule.score.unfilled == best.score.unfilled < 99
    assert mended.schedule.bound == best.score


def without_a_basis_run(people: int) -> tuple[Cohort, Schedule]:
    """Return a cohort in which a run of a basis module is cancelled that has no substitute, and its schedule."""
    made = planted(people)
    return with_changes(made.cohort, [read_change("run:a00-basis-1-5bbfec=cancelled")]), made.planted


def test_where_those_concerned_find_no_place_anybody_may_move(monkeypatch: pytest.MonkeyPatch):
    cohort, before = without_a_basis_run(60)
    monkeypatch.setattr(mending, "TINY", 0)
    monkeypatch.setattr(mending, "MODEST", 0)
    monkeypatch.setattr(Mending, "pursue", lambda *_: None)  # as if the solvers had found nothing in their time
    told: list[Progress] = []
    first, again = (
        replan(cohort, before, time_limit=6_000.0, work_limit=1.0, progress=told.append) for _ in range(2)
    )
    assert violations(cohort, first.schedule) == ()
    assert first.schedule.places == again.schedule.places
    unfilled = [one.score.unfilled for one in told[: len(told) // 2] if one.score]
    assert unfilled == sorted(unfilled, reverse=True)
    assert first.schedule.score
    assert first.schedule.score.unfilled == unfilled[-1] < unfilled[0] / 1.3


def test_who_was_moved_to_fill_places_returns_where_that_fills_as_many():
    cohort, before = without_a_basis_run(60)
    held = held_places(cohort, before)
    elsewhere = schedule_cohort(cohort, time_limit=6_000.0, work_limit=1.0)
    limits = Limits(6_000.0, work=1.0)
    search = Mending(cohort, held, limits, seed=1)
    search.offer(elsewhere.places)
    moved = search.best.reached[1].value
    search.pursue(1.0, options_of(search.problem, held | held_places(cohort, elsewhere)))
    assert elsewhere.score
    assert search.best.reached[0].value <= elsewhere.score.unfilled
    assert search.best.reached[1].value < moved


def test_an_interrupted_search_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch):
    cohort, before = without_a_basis_run(60)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Mending, "pursue", interrupted)
    mended = replan(cohort, before)
    assert mended.interrupted
    assert mended.schedule.status == "feasible"
    assert violations(cohort, mended.schedule) == ()


def test_no_schedule_is_below_what_a_module_tells_by_itself():
    compared = 0
    for cohort, before in islice(cases(), 4):
        best = least(cohort, before)
        if best is None:
            continue
        unfilled, moved, _ = best
        problem, held = Problem(cohort, seed=1), held_places(cohort, before)
        for modules in [*([one] for one in cohort.programme.basis), cohort.programme.elective_ids]:
            floor = Floor(problem, modules, seed=1)
            assert floor.unfilled(Limits(60.0)) <= unfilled
            assert floor.moved(held, unfilled, Limits(60.0)) <= moved
            compared += 1
    assert compared >= 8


def test_a_module_by_itself_tells_how_many_go_without_all_that_needs_it_and_how_many_more_have_to_move():
    made = planted(100)
    cohort = with_changes(made.cohort, [read_change("run:a00-basis-1-99037b=cancelled")])
    problem, held = Problem(cohort, seed=1), held_places(cohort, made.planted)
    floor, inside = Floor(problem, ["basis-1"], seed=1), len(made.planted.people_in("a00-basis-1-99037b"))
    assert (inside, floor.unfilled(Limits(60.0))) == (20, 4 * 11)  # 11 people too many, who are owed 4 places each
    assert floor.moved(held, 4 * 11, Limits(60.0)) > 2 * inside
    assert floor.moved(held, 4 * 20, Limits(60.0)) == inside


def test_a_module_without_any_run_is_lacking_for_everybody():
    made = planted(60)
    runs = [run for run in made.cohort.runs if run.module == "basis-1"]
    cohort = with_changes(made.cohort, [RunState(run.id, "cancelled") for run in runs])
    floor = Floor(Problem(cohort, seed=1), ["basis-1"], seed=1)
    assert floor.unfilled(Limits(60.0)) == 4 * 60
    assert floor.moved(held_places(cohort, made.planted), 4 * 60, Limits(60.0)) == 60
