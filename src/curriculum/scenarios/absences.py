"""Draws of who falls ill when, and what that breaks in a schedule."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.judge import CHECKS
from curriculum.judge.case import Case
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple

BREAKING = ("minimum", "mixing")
"""Rules that a run can break when people stay away."""


@frozen
class Draw:
    """One draw.

    Attributes:
        missed: places whose people are ill on a day of the run.
        lost: places of the other people in runs that break.
        broken: ids of the runs that break.
    """

    missed: int
    lost: int
    broken: tuple[str, ...] = field(converter=as_tuple)


@frozen
class Illness:
    """How people fall ill: each with the same probability, on a random day, for some days.

    Attributes:
        absence: probability that somebody falls ill during the whole programme, 0 to 1.
        days: how long, in days, 1 or more.
        seed: seed of the draws.
    """

    absence: float
    days: int
    seed: int


def drawn(cohort: Cohort, schedule: Schedule, illness: Illness, numbers: Iterable[int]) -> list[Draw]:
    """Return some draws by their numbers; each draw is the same whichever others are made with it."""
    case = Case.of(cohort, schedule)
    days = sorted({day for run in case.held() for day in run.dates})
    people = sorted(person.id for person in cohort.participants)
    return [_draw(case, people, days, illness, number) for number in numbers] if days else []


def _draw(case: Case, people: list[str], days: list[date], illness: Illness, number: int) -> Draw:
    draw = random.Random(f"{illness.seed}/{number}")  # noqa: S311 - a simulation, not a secret
    span = (days[-1] - days[0]).days + 1
    absent: dict[str, set[str]] = defaultdict(set)
    for person in people:
        ill, first = draw.random() < illness.absence, days[0] + timedelta(days=draw.randrange(span))
        for run in case.runs_of(person) if ill else ():
            if any(first <= day < first + timedelta(days=illness.days) for day in run.dates):
                absent[run.id].add(person)
    broken = sorted(set(_broken(case, absent)))
    lost = sum(len(set(case.people_in(run)) - absent[run]) for run in broken)
    return Draw(sum(map(len, absent.values())), lost, broken)


def _broken(case: Case, absent: dict[str, set[str]]) -> Iterator[str]:
    """Yield the runs that keep their rules no longer without those who are absent."""
    present = {run: [who for who in case.people_in(run) if who not in gone] for run, gone in absent.items()}
    there = evolve(
        case,
        attendees={**case.attendees, **present},
        runs=[case.lookup.runs[run] for run in absent],
    )
    for rule in BREAKING:
        for violation in CHECKS[rule](there):
            yield from violation.runs
