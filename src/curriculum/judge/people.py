"""Rules about one person's own places: which there may be, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from curriculum.judge.case import Case, grouped
from curriculum.judge.times import clash
from curriculum.judge.violation import Violation
from curriculum.schedule import Place


def place(case: Case) -> Iterator[Violation]:
    """Every place is of a participant and a run that exist, in a module that the person still needs."""
    for listed in case.places:
        run = case.lookup.runs.get(listed.run)
        values = {"listed": listed.module, "module": run.module if run else listed.module}
        for detail in _misplaced(case, listed):
            yield Violation("place", [listed.participant], [listed.run], values, detail)


def _misplaced(case: Case, listed: Place) -> Iterator[str]:
    person, run = case.lookup.people.get(listed.participant), case.lookup.runs.get(listed.run)
    if person is None:
        yield "unknown-participant"
    if run is None:
        yield "unknown-run"
        return
    if listed.module != run.module:
        yield "other-module"
    if run.module not in case.lookup.basis and run.module not in case.lookup.electives:
        yield "outside"
    if person is not None and run.module in person.completed:
        yield "completed"


def owed(case: Case) -> Iterator[Violation]:
    """Nobody has more places than owed: as many electives as are left, each module once, each place once."""
    for listed, count in Counter(case.places).items():
        if count > 1:
            yield Violation("owed", [listed.participant], [listed.run], {"count": count}, "twice")
    for person in case.people:
        runs_of = grouped((run.module, run.id) for run in case.runs_of(person.id))
        for module, runs in runs_of.items():
            if len(runs) > 1:
                yield Violation("owed", [person.id], runs, {"module": module}, "module")
        electives = [m for m in runs_of if m in case.lookup.electives and m not in person.completed]
        allowed = case.lookup.electives_owed(person)
        if len(electives) > allowed:
            runs = [run for module in electives for run in runs_of[module]]
            values = {"count": len(electives), "owed": allowed}
            yield Violation("owed", [person.id], runs, values, "electives")


def overlap(case: Case) -> Iterator[Violation]:
    """Nobody has sessions of two runs at the same time."""
    for person in case.people:
        for first, second in combinations(case.runs_of(person.id), 2):
            if when := clash(first, second):
                values = {"when": when.isoformat(timespec="minutes")}
                yield Violation("overlap", [person.id], [first.id, second.id], values)


def unavailable(case: Case) -> Iterator[Violation]:
    """Nobody has a session on a day on which the person cannot come."""
    for person, run in case.attendances():
        days = sorted(day for day in run.dates if any(day in span for span in person.unavailable))
        if days:
            values = {"days": ", ".join(map(str, days))}
            yield Violation("unavailable", [person.id], [run.id], values)


def runs_per_day(case: Case) -> Iterator[Violation]:
    """Nobody attends more runs on a day than the rule allows."""
    limit = case.cohort.rules.runs_per_day
    if limit is None:
        return
    for person in case.people:
        runs_on = grouped((day, run.id) for run in case.runs_of(person.id) for day in run.dates)
        for day, runs in runs_on.items():
            if len(runs) > limit:
                values = {"day": day, "count": len(runs), "limit": limit}
                yield Violation("runs_per_day", [person.id], runs, values)


def pinned(case: Case) -> Iterator[Violation]:
    """Everybody attends the runs that the person is pinned to."""
    for person in case.people:
        for run in person.pinned:
            if person.id not in case.people_in(run):
                yield Violation("pinned", [person.id], [run])


def barred(case: Case) -> Iterator[Violation]:
    """Nobody attends a run that the person is barred from."""
    for person in case.people:
        for run in person.barred:
            if person.id in case.people_in(run):
                yield Violation("barred", [person.id], [run])
