"""Rules about one run: whether it may be held, how many people it takes, which room and which teachers."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.judge.case import Case, Clashes
from curriculum.judge.violation import Violation


def capacity(case: Case) -> Iterator[Violation]:
    """No run has more people than it takes."""
    for run in case.held():
        people, most = case.people_in(run.id), case.cohort.capacity(run) or 0  # a cohort's runs all have one
        if len(people) > most:
            yield Violation("capacity", people, [run.id], {"count": len(people), "capacity": most})


def minimum(case: Case) -> Iterator[Violation]:
    """A run that is held has at least its minimum of people."""
    for run in case.held():
        people, fewest = case.people_in(run.id), case.cohort.minimum(run)
        if len(people) < fewest:
            yield Violation("minimum", people, [run.id], {"count": len(people), "minimum": fewest})


def confirmed(case: Case) -> Iterator[Violation]:
    """A confirmed run is held."""
    for run in case.runs:
        if run.state == "confirmed" and not case.people_in(run.id):
            yield Violation("confirmed", (), [run.id])


def cancelled(case: Case) -> Iterator[Violation]:
    """A cancelled run is not held."""
    for run in case.held():
        if run.state == "cancelled":
            people = case.people_in(run.id)
            yield Violation("cancelled", people, [run.id], {"count": len(people)})


def room(case: Case) -> Iterator[Violation]:
    """No two runs that are held use the same room at the same time."""
    return _double_use("room", case, case.lookup.room_clashes)


def teacher(case: Case) -> Iterator[Violation]:
    """No two runs that are held need the same teacher at the same time."""
    return _double_use("teacher", case, case.lookup.teacher_clashes)


def _double_use(rule: str, case: Case, clashes: Clashes) -> Iterator[Violation]:
    for run in case.held():
        for other, when in clashes.get(run.id, ()):
            if case.people_in(other):
                people = {*case.people_in(run.id), *case.people_in(other)}
                yield Violation(rule, people, [run.id, other], {"when": when.isoformat(timespec="minutes")})
