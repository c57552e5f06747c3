"""A time zone as calendars want it: one rule for each change of the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from attrs import frozen

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7


@frozen
class ClockChange:
    """A change of the clock that comes back every year.

    Attributes:
        at: when it happens, as clocks show it just before.
        before: what clocks are ahead of UTC before it.
        after: what they are ahead of it afterwards.
        name: the zone's short name afterwards, ``CEST``.
        summer: whether clocks are set forward.
        month: its month.
        weekday: its day of the week, ``SU``.
        ordinal: which of the month's, from 1; -1 for the last.
    """

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    summer: bool
    month: int
    weekday: str
    ordinal: int


def clock_changes(zone: ZoneInfo, year: int) -> tuple[ClockChange, ...]:
    """Return the changes of a zone's clocks in a year, in order; none where the clocks never change.

    The ordinal is the one that holds in the years after as well: a change on a fourth Sunday that is sometimes the
    last one is told from one on the last Sunday, which is sometimes the fifth.

    Example:
        >>> changes = clock_changes(ZoneInfo("Europe/Oslo"), 2026)
        >>> [(change.month, change.ordinal, change.weekday) for change in changes]
        [(3, -1, 'SU'), (10, -1, 'SU')]
    """
    later = [list(_transitions(zone, year + ahead)) for ahead in range(1, 8)]
    changes = []
    for number, moment in enumerate(_transitions(zone, year)):
        before, after = _offset(zone, moment - timedelta(seconds=1)), _offset(zone, moment)
        wall = (moment + before).replace(tzinfo=None)
        others = [(found[number] + before).replace(tzinfo=None) for found in later if number < len(found)]
        changes.append(
            ClockChange(
                at=wall,
                before=before,
                after=after,
                name=moment.astimezone(zone).tzname() or zone.key,
                summer=after > before,
                month=wall.month,
                weekday=_DAYS[wall.weekday()],
                ordinal=-1 if all(map(_is_last, [wall, *others])) else (wall.day - 1) // _WEEK + 1,
            )
        )
    return tuple(changes)


def _transitions(zone: ZoneInfo, year: int) -> Iterator[datetime]:
    """Yield the moments of a year, in UTC, at which the zone's clocks change."""
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        following = min(moment + timedelta(days=1), end)
        if _offset(zone, moment) != _offset(zone, following):
            yield _between(zone, moment, following)
        moment = following


def _between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second between two moments at which clocks show what they show at the later one."""
    offset = _offset(zone, high)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (low, middle) if _offset(zone, middle) == offset else (middle, high)
    return high


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _is_last(day: datetime) -> bool:
    return (day + timedelta(days=_WEEK)).month != day.month
