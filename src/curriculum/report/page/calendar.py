"""The runs that are held, by month, week and day, and by room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from curriculum.runs import Session
from curriculum.summary import HeldRun


@frozen
class Sitting:
    """One session of a run that is held."""

    session: Session
    held: HeldRun


@frozen
class Day:
    """A day with at least one session, in the order of their times."""

    date: date
    sittings: tuple[Sitting, ...]


@frozen
class Week:
    """The days with sessions of a week, as far as they are in the month.

    Attributes:
        number: of the week, as ISO 8601 counts.
        days: in order.
    """

    number: int
    days: tuple[Day, ...]


@frozen
class Month:
    """A month with at least one session.

    Attributes:
        first: its first day.
        weeks: in order; none without a session.
    """

    first: date
    weeks: tuple[Week, ...]


@frozen
class Room:
    """A room and the sessions in it, in the order of their times.

    Attributes:
        venue: empty where none is known.
        name: empty where none is known.
        sittings: the sessions.
    """

    venue: str
    name: str
    sittings: tuple[Sitting, ...]


def sittings(held: Iterable[HeldRun]) -> list[Sitting]:
    """Return every session of the given runs in the order of time."""
    found = [Sitting(session, one) for one in held for session in one.run.sessions]
    return sorted(found, key=lambda one: (one.session.start, one.session.end, one.held.run.id))


def months(held: Iterable[HeldRun]) -> tuple[Month, ...]:
    """Return the months, weeks and days on which the given runs have a session."""
    days: defaultdict[date, list[Sitting]] = defaultdict(list)
    for sitting in sittings(held):
        days[sitting.session.date].append(sitting)
    weeks: defaultdict[tuple[date, int], list[Day]] = defaultdict(list)
    for day, there in days.items():
        weeks[day.replace(day=1), day.isocalendar().week].append(Day(day, tuple(there)))
    by_month: defaultdict[date, list[Week]] = defaultdict(list)
    for (first, number), inside in weeks.items():
        by_month[first].append(Week(number, tuple(inside)))
    return tuple(Month(first, tuple(inside)) for first, inside in by_month.items())


def rooms(held: Iterable[HeldRun]) -> tuple[Room, ...]:
    """Return the rooms in which the given runs are held, by venue and name."""
    found: defaultdict[tuple[str, str], list[Sitting]] = defaultdict(list)
    for sitting in sittings(held):
        run = sitting.held.run
        if run.venue or run.room:
            found[run.venue or "", run.room or ""].append(sitting)
    return tuple(Room(*place, tuple(there)) for place, there in sorted(found.items()))
