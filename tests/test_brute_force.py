"""The judge against brute force, and whether every rule and every goal matters in the tiny random cohorts."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from itertools import islice

import cases
import contract
import pytest
from attrs import fields
from contract import Attended

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.requisites import AtLeast, Requirement
from curriculum.roster import Participant
from curriculum.rules import RULES, Goals
from curriculum.runs import Run
from curriculum.schedule import Schedule


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("--cases")))


def test_the_judge_passes_the_best_of_all_schedules_and_gives_it_the_same_score(number: int):
    of, found = cases.cohort(number), cases.optimum(number)
    if found is not None:
        schedule = cases.as_schedule(of, found.attended)
        assert broken_for_the_judge(of, schedule) == set()
        assert (judge.score(of, schedule).unfilled, judge.score(of, schedule).points) == found.score


def test_the_judge_finds_the_same_rules_broken_in_schedules_changed_at_random(number: int):
    of, found = cases.cohort(number), cases.optimum(number)
    draw = random.Random(number)  # noqa: S311 - no secret
    for start in ({}, {} if found is None else found.attended) * 3:
        attended = changed(of, start, draw) if of.runs else start
        schedule = cases.as_schedule(of, attended)
        broken = {complaint.rule for complaint in contract.complaints(of, attended)}
        assert broken_for_the_judge(of, schedule) == broken
        if not broken:
            score = judge.score(of, schedule)
            assert (score.unfilled, score.points) == contract.score(of, attended)
            assert found is not None
            assert found.score <= contract.score(of, attended)


def broken_for_the_judge(of: Cohort, schedule: Schedule) -> set[str]:
    return {violation.rule for violation in judge.violations(of, schedule)} & set(RULES)


def changed(of: Cohort, attended: Attended, draw: random.Random) -> Attended:
    """Return a schedule in which one to four places, taken or not, are the other way round."""
    places = {(who, run.id) for who, runs in attended.items() for run in runs}
    for _ in range(draw.choice([1, 1, 2, 4])):
        places ^= {(draw.choice(of.participants).id, draw.choice(of.runs).id)}
    return {person.id: [run for run in of.runs if (person.id, run.id) in places] for person in of.participants}


def deep(requirement: Requirement) -> int:
    """Return how many levels of alternatives and conjunctions a requirement has."""
    return 1 + max(map(deep, requirement.parts), default=0) if isinstance(requirement, AtLeast) else 0


def any_module(has: Callable[..., bool]) -> Callable[[Cohort], bool]:
    return lambda of: any(has(of.modules[run.module]) for run in of.runs)


def any_run(has: Callable[[Run], bool]) -> Callable[[Cohort], bool]:
    return lambda of: any(has(run) for run in of.runs)


def any_two_runs(has: Callable[[Run, Run], bool]) -> Callable[[Cohort], bool]:
    return lambda of: any(has(one, other) for one in of.runs for other in of.runs if one is not other)


def any_person(has: Callable[[Participant], object]) -> Callable[[Cohort], bool]:
    return lambda of: any(has(person) for person in of.participants)


def largest_pair(of: Cohort) -> int:
    pairs = [person.pair for person in of.participants if person.pair]
    return max((pairs.count(pair) for pair in pairs), default=0)


def most_wishes(of: Cohort) -> int:
    return max(len(person.preferences) for person in of.participants)


def starts(run: Run) -> set[object]:
    return {session.start for session in run.sessions}


FEATURES: Mapping[str, Callable[[Cohort], bool]] = {
    "pairs together": lambda of: of.rules.pairs == "together" and largest_pair(of) > 1,
    "pairs apart": lambda of: of.rules.pairs == "apart" and largest_pair(of) > 1,
    "pairs ignored": lambda of: of.rules.pairs == "ignore" and largest_pair(of) > 1,
    "three in a pair": lambda of: largest_pair(of) > 2,
    "apart by the manager": lambda of: "manager" in of.rules.apart,
    "apart by a further column": lambda of: "mentor" in of.rules.apart,
    "several apart from one": any_person(lambda person: "|" in person.further["mentor"]),
    "named and not on the list": any_person(lambda person: person.manager == "somebody else"),
    "fewest days between": lambda of: of.rules.gap_days.minimum > 0,
    "most days between": lambda of: of.rules.gap_days.maximum is not None,
    "one run a day": lambda of: of.rules.runs_per_day == 1,
    "two runs a day": lambda of: of.rules.runs_per_day == 2,
    "mixing by level": lambda of: any(rule.attribute == "level" for rule in of.rules.mixing),
    "mixing by a further column": lambda of: any(rule.attribute == "ward" for rule in of.rules.mixing),
    "nothing in the further column": any_person(lambda person: person.value("ward") is None),
    "groups": lambda of: any(rule.groups > 1 for rule in of.rules.mixing),
    "two of each group": lambda of: any(rule.groups and rule.per_group > 1 for rule in of.rules.mixing),
    "at least": lambda of: any(rule.at_least for rule in of.rules.mixing),
    "most of one value": lambda of: any(rule.max_share is not None for rule in of.rules.mixing),
    "two mixing rules": lambda of: len(of.rules.mixing) > 1,
    "cover": lambda of: bool(of.rules.cover),
    "two cover rules": lambda of: len(of.rules.cover) > 1,
    "a room twice": any_two_runs(lambda one, other: bool(one.room) and one.room == other.room),
    "a teacher twice": any_two_runs(lambda one, other: bool(set(one.teachers) & set(other.teachers))),
    "several sessions": any_run(lambda run: len(run.sessions) > 1),
    "no sessions": any_run(lambda run: not run.sessions),
    "overlapping times": any_two_runs(contract.at_once),
    "touching times": any_two_runs(lambda one, other: bool(one.sessions) and one.end in starts(other)),
    "days off": any_person(lambda person: person.unavailable),
    "completed modules": any_person(lambda person: person.completed),
    "pinned": any_person(lambda person: person.pinned),
    "barred": any_person(lambda person: person.barred),
    "confirmed": any_run(lambda run: run.state == "confirmed"),
    "cancelled": any_run(lambda run: run.state == "cancelled"),
    "capacity of the run": any_run(lambda run: run.capacity is not None),
    "capacity of the module": any_run(lambda run: run.capacity is None),
    "minimum of the run": any_run(lambda run: (run.minimum or 1) > 1),
    "minimum of the module": lambda of: any(run.minimum is None and of.minimum(run) > 1 for run in of.runs),
    "requirement": any_module(lambda module: any(module.requires.modules())),
    "alternatives": any_module(lambda module: deep(module.requires) and module.requires.count == 1),
    "two of three": any_module(
        lambda module: deep(module.requires) and 1 < module.requires.count < len(module.requires.parts)
    ),
    "nested requirement": any_module(lambda module: deep(module.requires) > 1),
    "corequisite": any_module(lambda module: any(module.corequires.modules())),
    "strict corequisite": any_module(lambda module: any(module.strict_corequires.modules())),
    "fewest and most electives": lambda of: of.programme.choose.minimum < of.programme.choose.maximum,
    "several electives": lambda of: of.programme.choose.maximum > 1,
    "a wish beyond the points": lambda of: most_wishes(of) > len(of.goals.preference),
    "a run outside the programme": lambda of: any(run.module == "outside" for run in of.runs),
    "a previous schedule": lambda of: of.previous is not None and of.goals.change > 0,
    "worst": lambda of: of.goals.worst > 0,
    "travel": lambda of: of.goals.travel > 0,
    "points for runs": lambda of: of.goals.run > 0,
}


@pytest.mark.parametrize("feature", FEATURES)
def test_every_feature_is_in_a_good_share_of_the_cohorts(feature: str, pytestconfig: pytest.Config):
    numbers = range(pytestconfig.getoption("--cases"))
    assert sum(bool(FEATURES[feature](cases.cohort(number))) for number in numbers) >= 0.04 * len(numbers)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in {"place", "owed"}])
def test_every_rule_decides_some_of_the_cohorts(rule: str):
    assert len(list(islice(cases.decided_by(rule), 2))) == 2


@pytest.mark.parametrize("goal", [attribute.name for attribute in fields(Goals)])
def test_every_goal_steers_some_of_the_cohorts(goal: str):
    assert len(list(islice(cases.steered_by(goal), 2))) == 2


def test_a_good_share_of_the_cohorts_has_no_schedule_and_another_one_that_fills_some_places(
    pytestconfig: pytest.Config,
):
    numbers = range(pytestconfig.getoption("--cases"))
    found = [cases.optimum(number) for number in numbers]
    assert sum(best is None for best in found) > 0.1 * len(numbers)
    assert sum(best is not None and any(best.attended.values()) for best in found) > 0.4 * len(numbers)
