"""The kit's test of a further rule: a sound rule passes it, one whose two statements differ does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from attrs import evolve, frozen

from curriculum.errors import InvalidInput
from curriculum.further_rules import Attendance, Breach, FurtherRule, Limits
from curriculum.testing import RuleConformance
from curriculum.testing.rules import SEEDS


@frozen(kw_only=True)
class Away:
    most: int


def check(attendance: Attendance, options: Away) -> Iterator[Breach]:
    for person in attendance.people:
        away = [run.id for run in attendance.runs_of(person.id) if run.venue != person.location]
        if len(away) > options.most:
            yield Breach(people=[person.id], runs=away)


def building(most: Callable[[int], int]) -> Callable[[Limits, Any], None]:
    """Return a builder that allows what it makes of the limit."""

    def build(limits: Limits, options: Away) -> None:
        home = {person.id: person.location for person in limits.cohort.participants}
        venue = {run.id: run.venue for run in limits.cohort.runs}
        for who, where in home.items():
            places = [place for place in limits.places if place.participant == who]
            limits.at_most({place: 1 for place in places if venue[place.run] != where}, most(options.most))

    return build


RULE = FurtherRule(
    id="away",
    options=Away,
    build=building(lambda most: most),
    check=check,
    texts={"title": {"en": "not away"}, "violation": {"en": "{people} is away: {runs}."}},
)


class Sound(RuleConformance):
    rule = RULE

    def options(self, draw: Random) -> Away:
        return Away(most=draw.choice([0, 1]))


class AllowsTooMuch(Sound):
    rule = evolve(RULE, build=building(lambda most: most + 1))


class ForbidsTooMuch(Sound):
    rule = evolve(RULE, build=building(lambda _: 0))


def build_without_the_first_run(limits: Limits, options: Any) -> None:
    RULE.build(limits, options)
    limits.at_most({"a1": 1}, 0)


class ForbidsARun(Sound):
    rule = evolve(RULE, build=build_without_the_first_run)


class ForbidsNothing(Sound):
    def options(self, _: Random) -> Away:
        return Away(most=9)


def failures(kit: type[RuleConformance]) -> set[str]:
    """Return what is said of each of the first cohorts, if the comparison does not hold there."""
    told = set()
    for seed in SEEDS[:8]:
        try:
            kit().test_solver_and_judge_say_the_same(seed)
        except (pytest.fail.Exception, InvalidInput) as failure:
            told.add(str(failure))
    return told


def test_a_sound_rule_passes():
    assert failures(Sound) == set()
    Sound().test_the_rule_forbids_something()


def test_a_builder_that_allows_too_much_is_found():
    assert any("lets the solver do what its own check forbids" in told for told in failures(AllowsTooMuch))


def test_a_builder_that_forbids_too_much_is_found():
    assert any(
        "keeps the solver from schedules that its own check allows" in one for one in failures(ForbidsTooMuch)
    )
    assert any("the best that the check lets pass is" in one for one in failures(ForbidsARun))


def test_options_under_which_the_rule_forbids_nothing_are_found():
    with pytest.raises(AssertionError):
        ForbidsNothing().test_the_rule_forbids_something()


@frozen
class NoOptions:
    """Of a rule that is the same for everybody."""


class StayHome(RuleConformance):
    rule = evolve(
        RULE,
        options=NoOptions,
        build=lambda limits, _: RULE.build(limits, Away(most=0)),
        check=lambda attendance, _: check(attendance, Away(most=0)),
    )


class LetGo(StayHome):
    rule = evolve(StayHome.rule, build=lambda _limits, _options: None)


def test_a_rule_that_has_no_options_needs_none_drawn():
    assert failures(StayHome) == set()
    StayHome().test_the_rule_forbids_something()
    assert failures(LetGo)


def test_options_that_a_rule_cannot_do_without_are_asked_for_by_name():
    class Undrawn(RuleConformance):
        rule = RULE

    with pytest.raises(TypeError, match="most"):
        Undrawn().test_the_rule_forbids_something()
