"""Places that one part of a cohort could not give, taken from the runs of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from attrs import evolve

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.runs import Run
from curriculum.schedule import Place, Schedule, Unfilled
from curriculum.scheduler.parts import narrowed
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.solving import Limits


def filled(problem: Problem, places: Iterable[Place], limits: Limits) -> tuple[Place, ...]:
    """Fill one place after the other in whatever run has room for it, the cheapest first.

    Args:
        problem: the whole cohort in numbers.
        places: a legal schedule's places.
        limits: what may be spent.

    Returns:
        The places of a legal schedule with no more unfilled places than before.
    """
    cohort = problem.cohort
    schedule = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=tuple(places))
    missing = list(judge.unfilled(cohort, schedule))
    while missing and not limits.exhausted:
        entry = missing.pop()
        near = _near(problem, schedule.places, entry)
        held = {place.run for place in schedule.places}
        ways = judge.openings(near, evolve(schedule, places=_within(near, schedule.places)), entry)
        if ways:
            cheapest = min(ways, key=lambda way: _cost(problem, way, held))
            schedule = evolve(schedule, places=(*schedule.places, *cheapest))
            joined = {place.participant for place in cheapest}
            others = [other for other in missing if other.participant not in joined]
            missing = others + [
                other
                for other in judge.unfilled(near, evolve(schedule, places=_within(near, schedule.places)))
                if other.participant in joined
            ]
    return schedule.places


def _near(problem: Problem, places: Sequence[Place], entry: Unfilled) -> Cohort:
    """Return the part of a cohort that matters to an unfilled place.

    That is the runs with a seat left, runs that need the same room or teacher, everybody in them, everybody whom a
    service rule counts together with the person, and the other runs of all these people.
    """
    cohort = problem.cohort
    person = problem.people[problem.number[entry.participant]]
    company = [other for other in cohort.participants if person.pair and other.pair == person.pair] or [person]
    heads = Counter(place.run for place in places)
    modules = {entry.module} if entry.module else set(cohort.programme.elective_ids)
    roomy = [
        run
        for run in cohort.runs
        if run.module in modules
        and heads[run.id] < (cohort.capacity(run) or 0)
        and (heads[run.id] or cohort.minimum(run) <= len(company))
        and not any(day in span for span in person.unavailable for day in run.dates)
    ]
    needed = {thing for run in roomy if not heads[run.id] for thing in _things(run)}
    runs = {run.id for run in roomy} | {run.id for run in cohort.runs if not needed.isdisjoint(_things(run))}
    people = {other.id for other in company} | {place.participant for place in places if place.run in runs}
    for rule in cohort.rules.cover:
        values = {other.value(rule.attribute) for other in company} - {None}
        people |= {other.id for other in cohort.participants if other.value(rule.attribute) in values}
    runs |= {place.run for place in places if place.participant in people}
    return narrowed(
        evolve(cohort, previous=None),
        [other for other in cohort.participants if other.id in people],
        [run for run in cohort.runs if run.id in runs],
    )


def _things(run: Run) -> Iterator[tuple[object, date]]:
    """Yield what a run needs for itself, with each day."""
    for day in run.dates:
        yield from ((teacher, day) for teacher in run.teachers)
        if run.room:
            yield (run.venue, run.room), day


def _within(near: Cohort, places: Iterable[Place]) -> list[Place]:
    """Return the places of the people of a part of a cohort."""
    people = {person.id for person in near.participants}
    return [place for place in places if place.participant in people]


def _cost(problem: Problem, added: Sequence[Place], held: set[str]) -> int:
    """Return the points of some places in one run."""
    places = sum(problem.place_cost(problem.number[p.participant], problem.run_number[p.run]) for p in added)
    return places + (0 if added[0].run in held else problem.cohort.goals.run)
