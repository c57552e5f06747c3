"""The score, computed from the places alone: what is unfilled, and the points of each goal."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.judge.case import Case
from curriculum.roster import Participant
from curriculum.schedule import Points, Score, Unfilled


def unfilled_places(case: Case) -> tuple[Unfilled, ...]:
    """Return the places that are owed and not filled, sorted by participant, basis modules first."""
    people = sorted(case.people, key=lambda person: person.id)
    return tuple(missing for person in people for missing in _missing(case, person))


def _missing(case: Case, person: Participant) -> Iterator[Unfilled]:
    has = {run.module for run in case.runs_of(person.id)} - set(person.completed)
    for module in case.lookup.basis:
        if module not in has and module not in person.completed:
            yield Unfilled(person.id, "basis", module)
    electives = sum(module in has for module in case.lookup.electives)
    for _ in range(case.lookup.electives_owed(person) - electives):
        yield Unfilled(person.id, "elective")


def points_by_goal(case: Case) -> Points:
    """Return the points of each goal, weights included."""
    goals = case.cohort.goals
    burdens = [_burden(case, person) for person in case.people]
    previous = case.cohort.previous
    before = {(place.participant, place.run) for place in previous.places} if previous else set()
    attendances = [(person, run) for person, run in case.attendances()]
    travels = sum(bool(p.location and run.venue and p.location != run.venue) for p, run in attendances)
    changes = sum((person.id, run.id) not in before for person, run in attendances) if previous else 0
    return Points(
        preference=sum(burdens),
        run=goals.run * sum(1 for _ in case.held()),
        worst=goals.worst * max(burdens, default=0),
        travel=goals.travel * travels,
        change=goals.change * changes,
    )


def _burden(case: Case, person: Participant) -> int:
    """Return the preference points of one person's elective places, unranked ones included."""
    chosen = [run.module for run in case.runs_of(person.id) if run.module in case.lookup.electives]
    return sum(_preference(case, person, module) for module in chosen)


def _preference(case: Case, person: Participant, module: str) -> int:
    goals = case.cohort.goals
    ranked = dict(zip(person.preferences, goals.preference, strict=False))
    return ranked.get(module, goals.unranked)


def score_of(case: Case) -> Score:
    """Return the score."""
    return Score(len(unfilled_places(case)), points_by_goal(case).total)
