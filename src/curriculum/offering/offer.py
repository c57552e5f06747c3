"""What runs can be made of: a period, hours, venues with rooms, teachers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Literal, get_args

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model import choice_findings
from curriculum.roster import Span
from curriculum.sequences import as_tuple

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
WORKING_DAYS = WEEKDAYS[:5]
LONGEST_PERIOD = 3 * 366
"""Days between the first and the last day, at most."""
MANY = 10**6
"""Seats of a room that says nothing about them, where rooms are compared."""
_TIME = "([01]?[0-9]|2[0-3])[:.]([0-5][0-9])"
_HOURS = re.compile(rf"{_TIME}\s*[-/\u2013]\s*{_TIME}")


@frozen(kw_only=True)
class Room:
    """A room of a venue.

    Attributes:
        name: what it is called.
        seats: most people, 1 or more; None means as many as the module takes.
    """

    name: str
    seats: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.seats is not None and self.seats < 1:
            raise_if([Finding(code="too-small", values={"value": self.seats, "lowest": 1}, where="seats")])


@frozen(kw_only=True)
class Venue:
    """A place where runs can be held.

    Attributes:
        name: as in the roster's column ``location``.
        rooms: its rooms; without any, one run at a time can be held there.
    """

    name: str
    rooms: tuple[Room, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(_double_names((room.name for room in self.rooms), "rooms"))

    @property
    def places(self) -> tuple[Room, ...]:
        """The rooms; one without a name where none is named."""
        return self.rooms or (Room(name=""),)


@frozen(kw_only=True)
class Teacher:
    """Somebody who can teach.

    Attributes:
        name: as it is to stand in the plan.
        modules: ids of the modules that the teacher takes; none named means all.
        venues: names of the venues that the teacher comes to; none named means all.
        unavailable: days on which the teacher cannot come.
    """

    name: str
    modules: tuple[str, ...] = field(default=(), converter=as_tuple)
    venues: tuple[str, ...] = field(default=(), converter=as_tuple)
    unavailable: tuple[Span, ...] = field(default=(), converter=as_tuple)

    def teaches(self, module: str, venue: str) -> bool:
        """Tell whether the teacher takes a module at a venue."""
        return (not self.modules or module in self.modules) and (not self.venues or venue in self.venues)


@frozen(kw_only=True)
class Offer:
    """What runs can be made of.

    Attributes:
        first: the first day on which a run may be held.
        last: the last one.
        venues: where; at least one.
        teachers: by whom; without any, the runs are proposed without a teacher.
        weekdays: on which days of the week; Monday to Friday by default.
        hours: the hours of a teaching day, ``09:00-16:00`` or ``9.00-16.00``. A longer module takes several days.
        country: ISO 3166-1 code of the country whose public holidays are closed days; None means that of the
            catalog's region, if it names one.
        calendars: names of further calendars whose days are closed.
        closed: further days on which nothing is held.
        spare: how many more runs are proposed than the people need, as a share of those; 0 to 10.
    """

    first: date
    last: date
    venues: tuple[Venue, ...] = field(converter=as_tuple)
    teachers: tuple[Teacher, ...] = field(default=(), converter=as_tuple)
    weekdays: tuple[Weekday, ...] = field(default=WORKING_DAYS, converter=as_tuple)
    hours: str = "09:00-16:00"
    country: str | None = None
    calendars: tuple[str, ...] = field(default=(), converter=as_tuple)
    closed: tuple[Span, ...] = field(default=(), converter=as_tuple)
    spare: Fraction = Fraction(1, 2)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the offer by itself."""
        if self.last < self.first:
            yield Finding(code="span-reversed", values={"first": self.first, "last": self.last}, where="last")
        elif (self.last - self.first).days > LONGEST_PERIOD:
            yield Finding(code="period-too-long", values={"limit": LONGEST_PERIOD}, where="last")
        if not self.venues:
            yield Finding(code="no-venues", where="venues")
        if not self.weekdays:
            yield Finding(code="no-weekdays", where="weekdays")
        for index, weekday in enumerate(self.weekdays):
            yield from choice_findings(weekday, Weekday, f"weekdays[{index}]")
        written = _HOURS.fullmatch(self.hours.strip())
        if written is None or _minutes(written) <= 0:
            yield Finding(code="bad-hours", values={"value": self.hours[:40]}, where="hours")
        if not 0 <= self.spare <= 10:  # noqa: PLR2004 - named in the docstring
            yield Finding(code="bad-spare", values={"value": float(self.spare)}, where="spare")
        yield from _double_names((venue.name for venue in self.venues), "venues")
        yield from _double_names((teacher.name for teacher in self.teachers), "teachers")

    @property
    def opens(self) -> time:
        """When a teaching day begins."""
        return self._bounds()[0]

    @property
    def day_length(self) -> timedelta:
        """How long a teaching day is."""
        opens, closes = self._bounds()
        return datetime.combine(self.first, closes) - datetime.combine(self.first, opens)

    def _bounds(self) -> tuple[time, time]:
        written = _HOURS.fullmatch(self.hours.strip())
        if written is None:  # an offer with such hours cannot be made
            raise ValueError(self.hours)
        numbers = [int(group) for group in written.groups()]
        return time(numbers[0], numbers[1]), time(numbers[2], numbers[3])


def _minutes(written: re.Match[str]) -> int:
    """Return how many minutes lie between two written times."""
    first_hour, first_minute, last_hour, last_minute = map(int, written.groups())
    return (last_hour - first_hour) * 60 + last_minute - first_minute


def _double_names(names: Iterable[str], table: str) -> Iterator[Finding]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Finding(code="named-twice", values={"id": name}, where=table)
