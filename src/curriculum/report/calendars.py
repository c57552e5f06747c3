"""Calendars that Outlook takes: one for each run, person and teacher; the door to icalendar.

An event keeps its UID for as long as the run, the session and the reader are the same. When something about it
changes its SEQUENCE is raised; when it no longer takes place it is cancelled under the same UID. The calendars of
the last time are what tells that something has changed. They name no attendees.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from attrs import frozen

from curriculum.errors import Finding, InvalidInput, MissingExtra
from curriculum.messages import say
from curriculum.report.file_names import file_names
from curriculum.report.time_zones import clock_changes
from curriculum.report.titles import module_title

if TYPE_CHECKING:
    from icalendar import Component, Event

    from curriculum.cohort import Cohort
    from curriculum.runs import Run, Session
    from curriculum.schedule import Schedule

_PRODUCT = "-//curriculum//curriculum//EN"
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of every event. Equal schedules give equal files; what is newer is told by SEQUENCE."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COMPARED = ("SUMMARY", "LOCATION", "DESCRIPTION", "DTSTART", "DTEND", "STATUS")


@frozen(kw_only=True)
class Sitting:
    """One session of a run as it is to stand in somebody's calendar.

    Attributes:
        uid: what the event is known by.
        title: the module's title.
        session: when.
        place: venue and room; empty when none is known.
        about: what else there is to know.
    """

    uid: str
    title: str
    session: Session
    place: str
    about: str


def calendars(
    cohort: Cohort, schedule: Schedule, language: str = "en", before: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Return the calendars of a schedule, by path: ``runs/ID.ics``, ``people/ID.ics``, ``teachers/NAME.ics``.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        before: the calendars as they were the last time, by the same paths. Events that are gone are cancelled;
            a calendar with nothing left stays as long as somebody has to be told.

    Raises:
        MissingExtra: icalendar is not installed (``pip install 'curriculum[office]'``).
        InvalidInput: a calendar of the last time cannot be read.
    """
    try:
        import icalendar  # noqa: F401 - only whether it is there
    except ModuleNotFoundError as missing:
        raise MissingExtra("icalendar", "office") from missing
    before = before or {}
    books = dict(_books(cohort, schedule, language))
    zone = ZoneInfo(cohort.timezone)
    return {
        path: _calendar(books.get(path, []), zone, _read(before[path], path) if path in before else {})
        for path in sorted(books.keys() | before.keys())
    }


def changed_runs(cohort: Cohort, now: Mapping[str, bytes], before: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the ids of the runs with another time, place, teacher or title than the last time.

    Args:
        cohort: the cohort.
        now: what :func:`calendars` returned.
        before: the calendars as they were the last time; a run that had none is not compared.
    """
    paths = {run: f"runs/{name}.ics" for run, name in file_names(run.id for run in cohort.runs).items()}
    return tuple(
        run
        for run, path in paths.items()
        if path in now and path in before and _contents(now[path], path) != _contents(before[path], path)
    )


def _contents(data: bytes, path: str) -> dict[str, list[object]]:
    told = [name for name in _COMPARED if name != "STATUS"]
    return {uid: [_content(event, name) for name in told] for uid, event in _read(data, path).items()}


def _books(cohort: Cohort, schedule: Schedule, language: str) -> Iterator[tuple[str, list[Sitting]]]:
    """Yield the sittings of each calendar by its path."""
    runs = {run.id: run for run in cohort.runs}
    attended: defaultdict[str, list[Run]] = defaultdict(list)
    for place in schedule.places:
        attended[place.participant].append(runs[place.run])
    held = sorted({place.run for place in schedule.places})
    names = file_names(runs)
    for run_id in held:
        yield f"runs/{names[run_id]}.ics", _sittings(cohort, [runs[run_id]], "", language)
    for person_id, name in file_names(person.id for person in cohort.participants).items():
        yield f"people/{name}.ics", _sittings(cohort, attended[person_id], f"person:{person_id}", language)
    for teacher, name in file_names(sorted({name for run in cohort.runs for name in run.teachers})).items():
        taught = [runs[run_id] for run_id in held if teacher in runs[run_id].teachers]
        yield f"teachers/{name}.ics", _sittings(cohort, taught, f"teacher:{teacher}", language)


def _sittings(cohort: Cohort, runs: Iterable[Run], reader: str, language: str) -> list[Sitting]:
    """Return the sessions of some runs; ``reader`` tells one reader's events from another's."""
    found = []
    for run in runs:
        about = [say("report.calendar.run", language, run=run.id)]
        if run.teachers:
            about.append(say("report.calendar.teachers", language, teachers=", ".join(run.teachers)))
        for number, session in enumerate(run.sessions, start=1):
            key = json.dumps(["curriculum", cohort.id, run.id, number, reader])
            found.append(
                Sitting(
                    uid=f"{uuid5(NAMESPACE_OID, key)}@curriculum",
                    title=module_title(cohort, run.module, language),
                    session=session,
                    place=", ".join(filter(None, (run.venue, run.room))),
                    about="\n".join(about),
                )
            )
    return sorted(found, key=lambda sitting: (sitting.session, sitting.uid))


def _calendar(sittings: list[Sitting], zone: ZoneInfo, before: Mapping[str, Event]) -> bytes:
    """Return a calendar's bytes: what takes place, and what is called off since the last time."""
    from icalendar import Calendar, vText

    book = Calendar()
    book.add("version", "2.0")
    book.add("prodid", _PRODUCT)
    book.add("method", "PUBLISH")
    events = [_event(sitting, zone) for sitting in sittings]
    now = {str(event["UID"]) for event in events}
    for event in events:
        old = before.get(str(event["UID"]))
        sequence = 0 if old is None else int(old.get("SEQUENCE", 0)) + (not _same(event, old))
        event.add("sequence", sequence)
    for uid in sorted(before.keys() - now):
        gone = before[uid]
        if gone.get("STATUS") != "CANCELLED":
            gone["STATUS"] = vText("CANCELLED")
            gone["SEQUENCE"] = int(gone.get("SEQUENCE", 0)) + 1
        events.append(gone)
    years = {event.start.year for event in events}
    if years:
        book.add_component(_zone(zone, min(years)))
    for event in events:
        book.add_component(event)
    written: bytes = book.to_ical()
    return written


def _event(sitting: Sitting, zone: ZoneInfo) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", sitting.uid)
    event.add("dtstamp", _STAMP)
    event.add("dtstart", sitting.session.start.replace(tzinfo=zone))
    event.add("dtend", sitting.session.end.replace(tzinfo=zone))
    event.add("summary", printable(sitting.title))
    if sitting.place:
        event.add("location", printable(sitting.place))
    event.add("description", printable(sitting.about))
    event.add("status", "CONFIRMED")
    return event


def printable(text: str) -> str:
    """Return a text without the control characters that no calendar may hold; line ends stay, as one kind."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _same(event: Event, old: Event) -> bool:
    """Tell whether two versions of an event say the same."""
    return all(_content(event, name) == _content(old, name) for name in _COMPARED)


def _content(event: Event, name: str) -> object:
    return event[name].to_ical() if name in event else None


def _read(data: bytes, path: str) -> dict[str, Event]:
    """Return the events of a calendar of the last time by their UID.

    Raises:
        InvalidInput: it is no calendar.
    """
    from icalendar import Calendar

    try:
        book = Calendar.from_ical(data)
        return {str(event["UID"]): event for event in book.events}
    except (ValueError, KeyError, AttributeError, IndexError):
        raise InvalidInput([Finding(code="old-calendar-unreadable", file=path)]) from None


def _zone(zone: ZoneInfo, year: int) -> Component:
    """Return the zone's VTIMEZONE with a rule for each change of the clock, as they have been since a year."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    described = Timezone()
    described.add("tzid", zone.key)
    changes = clock_changes(zone, year - 1)
    for change in changes:
        part = TimezoneDaylight() if change.summer else TimezoneStandard()
        part.add("dtstart", change.at)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        part.add(
            "rrule", {"FREQ": "YEARLY", "BYMONTH": change.month, "BYDAY": f"{change.ordinal}{change.weekday}"}
        )
        described.add_component(part)
    if not changes:
        always = datetime(year - 1, 1, 1, tzinfo=zone)
        part = TimezoneStandard()
        part.add("dtstart", always.replace(tzinfo=None))
        part.add("tzoffsetfrom", always.utcoffset())
        part.add("tzoffsetto", always.utcoffset())
        part.add("tzname", always.tzname() or zone.key)
        described.add_component(part)
    return described
