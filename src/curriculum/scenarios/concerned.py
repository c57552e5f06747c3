"""Whom a change concerns: who may be moved first when a schedule is mended."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.scenarios.moving import Held
from curriculum.schedule import Place, Schedule
from curriculum.scheduler.problem import Problem


@frozen
class Concerned:
    """What is wrong with a schedule that was good before.

    Attributes:
        people: ids of those whose places break a rule, or who lack a place.
        modules: ids of the modules in which that is so.
    """

    people: frozenset[str]
    modules: frozenset[str]


def concerned(cohort: Cohort, held: Held) -> Concerned:
    """Return whom and what is concerned when some places are held in a cohort that has changed."""
    module = {run.id: run.module for run in cohort.runs}
    schedule = unjudged(cohort, held)
    broken = judge.broken(cohort, schedule)
    lacking = judge.unfilled(cohort, schedule)
    gone = {who for who, run in held if run not in module}
    electives = cohort.programme.elective_ids
    modules = {module[run] for violation in broken for run in violation.runs if run in module}
    for entry in lacking:
        modules.update([entry.module] if entry.module else electives)
    people = {who for violation in broken for who in violation.people} | {entry.participant for entry in lacking}
    return Concerned(frozenset(people | gone), frozenset(modules))


def remaining(cohort: Cohort, held: Held) -> Held | None:
    """Return what is still legal of some places, nothing new added; None when that cannot be told so simply.

    Places that take part in a violation are given up, again and again, until there is none.
    """
    left = {(place.participant, place.run) for place in placed(cohort, held)}
    while True:
        broken = judge.broken(cohort, unjudged(cohort, left))
        given_up = {
            (who, run) for violation in broken for who in violation.people for run in violation.runs
        } & left
        if not given_up:
            return None if broken else frozenset(left)
        left -= given_up


def placed(cohort: Cohort, held: Collection[tuple[str, str]]) -> list[Place]:
    """Return places in the runs that the cohort has, given as participant and run."""
    module = {run.id: run.module for run in cohort.runs}
    return [Place(who, module[run], run) for who, run in sorted(held) if run in module]


def unjudged(cohort: Cohort, held: Collection[tuple[str, str]]) -> Schedule:
    """Return places in the runs that the cohort has as a schedule that nobody has judged."""
    places = placed(cohort, held)
    return Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places)


def circles(problem: Problem, who: Concerned) -> tuple[frozenset[int], frozenset[int]]:
    """Return the options to be decided in the first two rounds.

    First those of the people concerned; then also everybody's in the modules concerned.
    """
    theirs = frozenset(
        index
        for index, option in enumerate(problem.options)
        if any(problem.people[number].id in who.people for number in option.party.members)
    )
    there = frozenset(i for i, option in enumerate(problem.options) if option.party.module in who.modules)
    return theirs, theirs | there
