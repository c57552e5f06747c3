"""Why not, and what would help: conflicts are minimal, effects are what scheduling afresh gives."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

import brute_force
import cases
import cohorts
import contract
import every_schedule
import pytest
from attrs import evolve
from conflicts import _is_named as is_named

from curriculum import judge
from curriculum.changes import (
    LimitGap,
    Minimum,
    MixBy,
    RepeatRun,
    RunState,
    Seats,
    WithoutRule,
    read_change,
    with_changes,
)
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.explaining import Explanation, effects, explain, neighbourhood
from curriculum.explaining.minimal import FEW, minimal, minimal_by_level
from curriculum.explaining.tightening import tightened
from curriculum.explaining.wording import explanations_text, told_explanations
from curriculum.files import load_cohort
from curriculum.messages import say
from curriculum.roster import Participant
from curriculum.rules import Goals, Rules
from curriculum.runs import Run
from curriculum.scenarios.moving import held_places, moved_people
from curriculum.schedule import Conflict, Schedule, Score
from curriculum.scheduler import schedule_cohort
from curriculum.scheduler.keeping import KEPT

FIRST = Path(__file__).parents[1] / "examples/first-cohort"
SMALL = 10
"""People times runs of cohorts whose conflicts are tried out one schedule at a time."""


def small_cohorts(most: int = SMALL) -> Iterator[Cohort]:
    numbers = (number for number in range(400) if len(cases.cohort(number).participants) > 1)
    cohorts = (cases.cohort(number) for number in numbers)
    return (of for of in cohorts if 3 < len(of.participants) * len(of.runs) <= most)


def directors(people: int) -> Cohort:
    """Return the first cohort, in which every run is to have some leaders of a department."""
    asked = read_change(f"rule:mixing.level.at_least.department={people}")
    return with_changes(load_cohort(FIRST), [asked])


# Minimal sets


@pytest.mark.parametrize("size", [12, FEW + 10])
def test_a_minimal_set_is_impossible_and_without_any_one_item_possible(size: int):
    for seed in range(20):
        draw = random.Random(seed)  # noqa: S311 - no secret
        conflicts = [frozenset(draw.sample(range(size), draw.randint(1, 5))) for _ in range(4)]

        def impossible(some: Sequence[int], conflicts: list[frozenset[int]] = conflicts) -> bool:
            return any(conflict <= set(some) for conflict in conflicts)

        for found in (
            minimal(range(size), impossible),
            minimal_by_level(range(size), [lambda n: n % 3, lambda n: n % 7], impossible),
        ):
            assert impossible(found)
            assert not any(impossible([n for n in found if n != item]) for item in found)


def test_items_in_front_stay_where_there_is_a_choice():
    assert minimal("abcd", lambda some: len(some) >= 2) == ["a", "b"]


# Conflicts, tried out


def can_hold(of: Cohort, conflict: Sequence[Conflict], schedule: Schedule, wanted: Explanation) -> bool:
    """Tell whether some schedule fills a wanted place and keeps what a conflict names, whatever else it breaks."""
    alone = [entry for entry in conflict if entry.rule in contract.ALONE]
    together = [entry for entry in conflict if entry.rule not in contract.ALONE]
    counts = {person.id: counted(of, schedule.runs_of(person.id)) for person in of.participants}
    return any(
        not any(is_named(complaint, together) for complaint in contract.in_company(of, attended))
        and any(
            counted(of, ids(attended[who]))[wanted.module] > counts[who][wanted.module] for who in wanted.people
        )
        for attended in every_way(of, alone, conflict, counts)
    )


def ids(runs: Sequence[Run]) -> list[str]:
    return [run.id for run in runs]


def counted(of: Cohort, runs: Sequence[str]) -> dict[str | None, int]:
    """Return how many places runs are, of each basis module and of all electives (None)."""
    module_of = {run.id: run.module for run in of.runs}
    modules = [module_of[run] for run in runs]
    electives = sum(module in of.programme.elective_ids for module in modules)
    return {None: electives, **{module: modules.count(module) for module in of.programme.basis}}


def every_way(
    of: Cohort, alone: Sequence[Conflict], conflict: Sequence[Conflict], counts: dict[str, dict[str | None, int]]
) -> Iterator[dict[str, Sequence[Run]]]:
    kept = {
        entry.rule.partition(".")[2] or None: entry.people for entry in conflict if entry.rule.startswith(KEPT)
    }

    def options(person: Participant) -> list[tuple[Run, ...]]:
        runs = [run for run in of.runs if contract.is_owed(of, person, run.module)]
        own = [entry for entry in alone if not entry.people or person.id in entry.people]
        return [
            chosen
            for size in range(len(runs) + 1)
            for chosen in combinations(runs, size)
            if not any(is_named(complaint, own) for complaint in contract.alone(of, person, chosen))
            and all(
                counted(of, ids(chosen))[name] >= counts[person.id][name]
                for name, people in kept.items()
                if person.id in people
            )
        ]

    for ways in product(*map(options, of.participants)):
        yield {person.id: way for person, way in zip(of.participants, ways, strict=True)}


def test_conflicts_about_places_are_impossible_and_without_any_one_entry_possible():
    tried = 0
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        if schedule.status != "optimal" or not schedule.unfilled:
            continue
        for one in explain(of, schedule):
            assert (one.verdict, one.confirmed) == ("conflict", True)
            assert not can_hold(of, one.conflict, schedule, one), (of.id, one.conflict)
            for entry in one.conflict:
                rest = [other for other in one.conflict if other != entry]
                assert can_hold(of, rest, schedule, one), (entry, one.conflict)
            tried += 1
        if tried >= 6:
            return
    raise AssertionError(tried)


# Effects, scheduled afresh


def score_of(of: Cohort) -> Score | None:
    found = brute_force.best(of)
    return Score(*found.score) if found else None


def test_every_proposed_change_has_the_effect_that_brute_force_finds():
    kinds = set()
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        for one in explain(of, schedule) if schedule.unfilled or schedule.conflict else ():
            for effect in one.effects:
                assert effect.proven
                assert effect.helps
                assert effect.before == score_of(of)
                assert effect.after == score_of(with_changes(of, effect.changes))
                kinds.update(type(change).__name__ for change in effect.changes)
        if len(kinds) >= 4:
            return
    raise AssertionError(kinds)


def test_the_price_of_a_run_is_what_brute_force_finds():
    verdicts = set()
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        for run in of.runs if schedule.score else ():
            (one,) = explain(of, schedule, run=run.id)
            confirmed = score_of(with_changes(of, [RunState(run.id, "confirmed")]))
            if run.id in {place.run for place in schedule.places}:
                assert one.verdict == "held"
            elif confirmed is None:
                assert (one.verdict, one.confirmed) == ("conflict", True)
            else:
                assert one.verdict == "price"
                assert one.effects[0].after == confirmed
                assert bool(one.conflict) == (one.effects[0].filled < 0 or run.state == "cancelled")
            verdicts.add(one.verdict)
        if len(verdicts) == 3:
            return
    raise AssertionError(verdicts)


def test_the_price_of_a_wish_is_what_brute_force_finds():
    verdicts = set()
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        for person in of.participants if schedule.score else ():
            if any(entry.participant == person.id for entry in schedule.unfilled):
                continue
            (one,) = explain(of, schedule, participant=person.id)
            verdicts.add(one.verdict)
            if one.verdict == "met":
                continue
            runs = [run.id for run in of.runs if run.module == one.module]
            scores = [score_of(with_changes(of, [read_change(f"pin:{person.id}={run}")])) for run in runs]
            best = min((score for score in scores if score), default=None)
            assert (one.verdict == "conflict") == (best is None)
            if best is not None:
                assert one.effects[0].after == best
            for effect in one.effects:
                assert effect.after == score_of(with_changes(of, effect.changes))
        if {"met", "conflict"} <= verdicts:
            return
    raise AssertionError(verdicts)


def test_the_price_of_a_wish_is_that_of_the_cheapest_run_of_the_module():
    of = load_cohort(FIRST)
    (one,) = explain(of, participant="p1")
    assert (one.verdict, one.module, [str(change) for change in one.effects[0].changes]) == (
        "price",
        "data",
        ["pin:p1=D-1"],
    )
    assert one.effects[0].after == schedule_cohort(with_changes(of, one.effects[0].changes)).score
    assert one.effects[0].before < one.effects[0].after


def test_a_price_moves_no_more_people_than_the_nearest_of_all_schedules_as_good():
    tried = 0
    for of in filter(every_schedule.is_small, map(without_points, range(200))):
        legal = [one for one in every_schedule.legal_schedules(of) if len(every_schedule.places(one)) > 2]
        if not legal:
            continue
        before = evolve(cases.as_schedule(of, legal[-1]), unfilled=())
        people = [person.id for person in of.participants]
        asked = [{"run": run.id} for run in of.runs] + [
            {"participant": people[0], "run": run.id} for run in of.runs
        ]
        for question in asked:
            for effect in explain(of, before, **question)[0].effects:
                assert (effect.after, len(effect.moved)) == fewest_moved(with_changes(of, effect.changes), before)
                tried += 1
        if tried >= 15:
            return
    raise AssertionError(tried)


def without_points(number: int) -> Cohort:
    """Return a small cohort in which many schedules are equally good."""
    return evolve(cohorts.tiny(number), goals=Goals(), previous=None)


def fewest_moved(of: Cohort, before: Schedule) -> tuple[Score | None, int]:
    """Return the best score of all legal schedules, and how few people move with it; None and 0 without any."""
    held = held_places(of, before)
    each = [
        (Score(*contract.score(of, one)), len(moved_people(held, every_schedule.places(one))))
        for one in every_schedule.legal_schedules(of)
    ]
    return min(each, default=(None, 0))


def test_a_wish_that_no_schedule_meets_comes_with_what_would_have_to_give():
    of = load_cohort(FIRST)
    (one,) = explain(of, participant="p4", run="S-1")
    assert (one.verdict, one.confirmed) == ("conflict", True)
    assert [entry.rule for entry in one.conflict] == ["unavailable"]
    (effect,) = one.effects
    assert [str(change) for change in effect.changes] == ["free:p4=2026-03-02", "pin:p4=S-1"]
    assert effect.after == schedule_cohort(with_changes(of, effect.changes)).score


def test_a_run_that_no_schedule_holds_comes_with_what_would_have_to_give():
    of = with_changes(load_cohort(FIRST), map(read_change, ["repeat:S-2=S-3", "seats:S-3=9", "minimum:S-3=9"]))
    (one,) = explain(of, run="S-3")
    assert (one.verdict, one.confirmed) == ("conflict", True)
    assert "minimum" in {entry.rule for entry in one.conflict}
    assert one.effects
    for effect in one.effects:
        assert effect.changes[-1] == RunState("S-3", "confirmed")
        assert effect.after == schedule_cohort(with_changes(of, effect.changes)).score
    (fewer,) = [effect.changes[0] for effect in one.effects if isinstance(effect.changes[0], Minimum)]
    assert 1 < fewer.people < 9


@pytest.mark.parametrize("language", ["en", "da", "sv"])
@pytest.mark.parametrize("asked", [{}, {"run": "S-3"}, {"participant": "p4", "run": "S-1"}])
def test_what_was_not_found_out_in_time_is_no_change_that_helps(
    asked: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
):
    of = with_changes(directors(2), map(read_change, ["repeat:S-2=S-3", "seats:S-3=9", "minimum:S-3=9"]))
    schedule = schedule_cohort(of)

    def out_of_time(*_: object, **__: object) -> Schedule:
        return evolve(schedule, status="unknown", score=None, bound=None, places=(), unfilled=())

    monkeypatch.setattr(effects, "schedule_cohort", out_of_time)
    found = explain(of, schedule, **asked)
    assert all((one.effects, one.tried) == ((), 0) for one in found)
    assert all(one.unknown for one in found)
    text, (told, *_) = explanations_text(found, of, language), told_explanations(found, of, language)
    assert told.changes == ()
    assert say("explaining.not-known", language) == told.unknown[0]
    assert say("explaining.not-known", language) in text
    assert say("explaining.enough", language) not in text
    assert f"[{' '.join(map(str, found[0].unknown[0]))}]" in told.unknown[1]


def test_no_schedule_is_explained_by_what_cannot_hold_and_cured_by_what_brute_force_confirms():
    tried = cured = 0
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        if schedule.status != "infeasible":
            continue
        (one,) = explain(of, schedule, participant=of.participants[0].id)
        assert (one.subject, one.verdict, one.confirmed) == ("schedule", "conflict", True)
        for effect in one.effects:
            assert effect.before is None
            assert effect.after == score_of(with_changes(of, effect.changes))
            assert effect.after is not None
        cured += bool(one.effects)
        tried += 1
        if tried >= 6 and cured >= 4:
            return
    raise AssertionError((tried, cured))


# What a coordinator gets


def test_too_few_directors_are_named_with_the_rule_the_runs_and_the_cheapest_relaxation():
    of = directors(2)
    basis, electives = explain(of, schedule_cohort(of))
    assert (basis.module, basis.people, basis.confirmed) == ("start", ("p1", "p2", "p4", "p6"), True)
    assert ("mixing", ("S-2",)) in {(entry.rule, entry.runs) for entry in basis.conflict}
    assert [str(change) for change in basis.effects[0].changes] == ["rule:mixing.level.at_least.department=1"]
    assert (basis.effects[0].before, basis.effects[0].after) == (Score(8, 3), Score(0, 5))
    assert {entry.runs for entry in electives.conflict if entry.rule == "mixing"} == {("D-1",), ("P-1",)}
    assert {entry.people for entry in electives.conflict if entry.rule == "owed"} == {("p1",), ("p5",), ("p8",)}


def test_changes_are_ranked_by_what_they_ask_for_each_place():
    of = directors(2)
    for one in explain(of, schedule_cohort(of)):
        asked = [effect.effort / effect.filled for effect in one.effects]
        assert asked == sorted(asked)


def test_one_cause_of_unfilled_places_in_several_modules_is_told_once_with_the_change_that_fills_them_all():
    of = with_changes(directors(2), [WithoutRule("unavailable")])
    schedule = schedule_cohort(of)
    (one,) = explain(of, schedule)
    assert (one.module, one.also, one.confirmed) == ("start", (None,), True)
    assert {entry.module for entry in schedule.unfilled} == {"start", None}
    assert [str(change) for change in one.effects[0].changes] == ["rule:mixing.level.at_least.department=1"]
    assert one.effects[0].after == Score(0, 5)
    with_one_rule = with_changes(of, [read_change("rule:mixing.level.at_least.department=1")])
    assert schedule_cohort(with_one_rule).score == Score(0, 5)


def test_what_no_common_change_fills_is_told_apart():
    of = with_changes(
        load_cohort(FIRST), map(read_change, ["seats:S-1=3", "seats:S-2=4", "seats:D-1=3", "seats:P-1=4"])
    )
    told = explain(of, schedule_cohort(of))
    assert [(one.module, one.also) for one in told] == [("start", ()), (None, ())]


def test_changes_that_ask_for_more_than_one_that_fills_every_place_are_left_out():
    of = with_changes(load_cohort(FIRST), [read_change("seats:S-1=3"), read_change("seats:S-2=4")])
    (one, *_) = explain(of, schedule_cohort(of))
    complete = min(effect.effort for effect in one.effects if effect.after == Score(0, effect.after.points))
    assert all(effect.effort <= complete for effect in one.effects)
    further = schedule_cohort(with_changes(of, [RepeatRun("S-1", "S-1-2")]))
    assert further.score is not None
    assert further.score.unfilled == 0
    assert RepeatRun("S-1", "S-1-2") not in {effect.changes[0] for effect in one.effects}


def test_what_stands_in_the_way_is_told_run_by_run():
    of = directors(2)
    first, _ = explain(of, schedule_cohort(of), participant="p4")
    told = {obstacle.run: obstacle.rules for obstacle in first.obstacles}
    assert told == {"S-1": ("capacity", "unavailable"), "S-2": told["S-2"]}
    assert "mixing" in told["S-2"]


def test_who_lacks_two_electives_is_told_once_of_each_run_and_of_requirements_rather_than_of_days_after_them():
    changes = ["choose=2", "away:p4=2026-03-03", "without:apart", "seats:D-1=8", "seats:P-1=8"]
    of = with_changes(load_cohort(FIRST), map(read_change, changes))
    electives = explain(of, schedule_cohort(of), participant="p4")[-1]
    assert sorted(obstacle.run for obstacle in electives.obstacles) == ["D-1", "P-1"]
    assert {entry.rule for entry in electives.conflict} == {"requires", "unavailable"}


def test_a_place_that_need_not_be_unfilled_is_said_to_be_possible():
    of = load_cohort(FIRST)
    schedule = evolve(schedule_cohort(of), places=(), status="feasible")
    assert {one.verdict for one in explain(of, schedule)} == {"possible"}


def test_nothing_is_explained_where_nothing_is_unfilled():
    assert explain(load_cohort(FIRST)) == ()


def test_a_schedule_that_breaks_rules_is_refused():
    of = load_cohort(FIRST)
    schedule = schedule_cohort(of)
    with pytest.raises(InvalidInput) as refused:
        explain(of, evolve(schedule, places=schedule.places[1:]))
    assert [finding.code for finding in refused.value.findings] == ["explain-illegal"]


@pytest.mark.parametrize("asked", [{"participant": "p99"}, {"run": "X-1"}])
def test_who_is_not_in_the_cohort_is_refused(asked: dict[str, str]):
    with pytest.raises(InvalidInput) as refused:
        explain(load_cohort(FIRST), **asked)
    assert [finding.code for finding in refused.value.findings] == ["unknown-id"]


# Large cohorts


def test_in_a_neighbourhood_the_conflict_is_confirmed_and_effects_are_reached_at_least(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(neighbourhood, "WHOLE", 3)
    monkeypatch.setattr(neighbourhood, "NEARBY", 2)
    told = 0
    for of in small_cohorts():
        schedule = schedule_cohort(of)
        for one in explain(of, schedule) if schedule.unfilled and len(of.participants) > 3 else ():
            assert one.nearby is not None
            assert (one.verdict, one.confirmed) == ("conflict", True)
            for effect in one.effects:
                best = score_of(with_changes(of, effect.changes))
                assert best is not None
                assert not effect.proven
                assert best <= effect.after < effect.before
                assert effect.schedule is not None
                assert judge.score(with_changes(of, effect.changes), effect.schedule) == effect.after
                told += 1
        if told >= 3:
            return
    raise AssertionError(told)


@pytest.fixture
def two_venues(monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """Six people at each of two venues with one run of four seats each; three of them are looked at together."""
    monkeypatch.setattr(neighbourhood, "WHOLE", 3)
    monkeypatch.setattr(neighbourhood, "NEARBY", 3)
    monkeypatch.setattr(neighbourhood, "FEWEST", 2)
    of = load_cohort(FIRST)
    venues = ("east", "west")
    start = next(run for run in of.runs if run.module == "start")
    runs = [evolve(start, id=f"S-{v}", venue=v, room=None, teachers=(), capacity=4, minimum=1) for v in venues]
    people = [
        Participant(id=f"{v}-{number}", role="leader", location=v, completed=["data"])
        for v in venues
        for number in range(6)
    ]
    return evolve(of, participants=people, runs=runs, rules=Rules())


def test_many_places_that_the_same_rules_keep_unfilled_are_explained_once(two_venues: Cohort):
    schedule = schedule_cohort(two_venues)
    without = {entry.participant for entry in schedule.unfilled}
    (one,) = explain(two_venues, schedule)
    assert len(without) == 4
    assert {*one.people} == without
    assert (one.verdict, one.confirmed, len(one.alike)) == ("conflict", True, 3)
    assert {entry.rule for entry in one.conflict} == {"capacity", "kept.start"}
    assert {(effect.filled, type(effect.changes[0])) for effect in one.effects} >= {(1, Seats)}


def test_a_place_that_can_be_filled_is_told_with_what_filling_it_gives(two_venues: Cohort):
    best = schedule_cohort(two_venues)
    schedule = evolve(best, places=best.places[1:], status="feasible")
    possible, conflict = explain(two_venues, schedule)
    assert (possible.verdict, conflict.verdict) == ("possible", "conflict")
    (effect,) = possible.effects
    assert (effect.changes, effect.before, effect.after) == ((), Score(5, 2), Score(4, 2))
    assert effect.schedule is not None
    assert judge.score(two_venues, effect.schedule) == effect.after
    assert len(conflict.people) == 4


def test_a_run_takes_the_place_of_another_in_its_room_by_moving_those_who_are_in_that_one(
    two_venues: Cohort, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(neighbourhood, "NEARBY", 6)
    rooms = {"S-east": "Blue", "S-late": "Blue"}
    copied = with_changes(two_venues, [read_change("repeat:S-east=S-late")])
    of = evolve(copied, runs=[evolve(run, room=rooms.get(run.id), state="planned") for run in copied.runs])
    schedule = schedule_cohort(of)
    (other,) = {*rooms} - {place.run for place in schedule.places}
    (one,) = explain(of, schedule, run=other)
    assert (one.verdict, one.nearby) == ("price", (6, 2))
    assert set(one.effects[0].moved) == set(schedule.people_in(({*rooms} - {other}).pop()))
    assert one.effects[0].after == schedule.score


def test_when_the_time_is_out_nothing_is_claimed(two_venues: Cohort):
    (one,) = explain(two_venues, schedule_cohort(two_venues), time_limit=1e-9)
    assert (one.verdict, one.conflict, one.effects) == ("unknown", (), ())


# Drawing back


def test_a_rule_is_given_up_only_as_far_as_the_schedule_needs():
    of = load_cohort(FIRST)
    schedule = schedule_cohort(of)
    assert tightened(LimitGap("minimum", 0), of, schedule) == LimitGap("minimum", 7)
    assert tightened(Seats("S-1", 9), of, schedule) == Seats("S-1", 9)
    share = tightened(MixBy("organisation", "max_share", None), of, schedule)
    assert not judge.violations(with_changes(of, [share]), schedule)
