"""A calendar of the weeks in which questionnaires are open: days, not hours, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_OID, uuid5

from attrs import frozen

from curriculum.errors import MissingExtra
from curriculum.report.calendars import printable

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""DTSTAMP of every event, so that equal plans give equal files."""


@frozen(kw_only=True)
class Window:
    """Days on which something can be answered.

    Attributes:
        key: what the event is known by; the same key, the same event.
        title: what stands in the calendar.
        first: the first day.
        last: the last day, included.
        about: what else there is to know.
    """

    key: str
    title: str
    first: date
    last: date
    about: str = ""


def questionnaire_calendar(windows: Iterable[Window]) -> bytes:
    """Return a calendar of whole days, as Outlook takes it.

    Args:
        windows: what is open when.

    Raises:
        MissingExtra: icalendar is not installed (``pip install 'curriculum[office]'``).
    """
    try:
        from icalendar import Calendar, Event
    except ModuleNotFoundError as missing:
        raise MissingExtra("icalendar", "office") from missing
    book = Calendar()
    book.add("version", "2.0")
    book.add("prodid", "-//curriculum//curriculum//EN")
    book.add("method", "PUBLISH")
    for window in windows:
        event = Event()
        event.add("uid", f"{uuid5(NAMESPACE_OID, window.key)}@curriculum")
        event.add("dtstamp", _STAMP)
        event.add("dtstart", window.first)
        event.add("dtend", window.last + timedelta(1))  # the end is not included (RFC 5545, 3.6.1)
        event.add("summary", printable(window.title))
        event.add("description", printable(window.about))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    written: bytes = book.to_ical()
    return written
