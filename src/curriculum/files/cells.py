"""What stands in one cell of a table: texts, lists, whole numbers, days and sessions, read and written.

Days are written year first. Days away may be written the Danish and Swedish way, 30.03.2026, where that has one
reading only. A day that could be two, or that does not exist, is refused with its readings. Nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.roster import Span
from curriculum.runs import Session

T = TypeVar("T")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
"""Cells that a spreadsheet program takes for a formula; an apostrophe in front keeps it from doing so."""
_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DAY_FIRST = re.compile(
    r"(?P<a>[0-9]{1,2})[./-] ?(?P<b>[0-9]{1,2})(?:(?:[./-] ?| )(?P<year>[0-9]{4}|[0-9]{2}))?\.?"
)
_DAY_FIRST_INSIDE = re.compile(rf"(?<![\d-]){_DAY_FIRST.pattern}(?![\d-])")
_RANGE = re.compile(r"\s+(?:-|\u2013|til|till|to)\s+")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?P<time>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)")
_WHOLE = re.compile(r"-?[0-9]{1,9}")
_CENTURY = 2000
_LEAP_YEAR = 2000
MOST_ITEMS = 1000
"""Elements of a list in one cell, at most."""
_MOST_TOLD = 20
"""Complaints about the elements of one list; further elements are not looked at."""


def clean(text: str) -> str:
    """Return a cell's text composed (NFC), without invisible characters and surrounding space."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE).translate(_SPACES))
    return text.strip()


def guarded(text: str) -> str:
    """Return a text so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """Return a text as it was before :func:`guarded`."""
    return text[1:] if _GUARDED.match(text) else text


def items(cell: str, read: Callable[[str], T]) -> tuple[T, ...]:
    """Read a list that is split by ``|``; empty elements do not count.

    Raises:
        InvalidInput: there are too many elements, or some cannot be read.
    """
    parts = [part.strip() for part in cell.split("|") if part.strip()] if cell else []
    if len(parts) > MOST_ITEMS:
        raise _refused("list-too-long", limit=MOST_ITEMS)
    found: list[T] = []
    findings: list[Finding] = []
    for part in parts:
        try:
            found.append(read(part))
        except InvalidInput as invalid:
            findings += invalid.findings
        if len(findings) >= _MOST_TOLD:
            break
    raise_if(findings)
    return tuple(found)


def optional_whole(cell: str) -> int | None:
    """Read a whole number, written in digits only; None for an empty cell.

    Raises:
        InvalidInput: it is not one.
    """
    if not cell:
        return None
    if not _WHOLE.fullmatch(cell):
        raise _refused("bad-whole-number", value=cell[:40])
    return int(cell)


def span(cell: str, *, day_first: bool = False) -> Span:
    """Read a day or a span of days, ``2026-03-02``, ``2026-03-02/2026-03-06`` or ``30.03.2026 - 31.03.2026``.

    Args:
        cell: the text.
        day_first: whether days like 02.03.2026, which could be two, are known to have the day first.

    Raises:
        InvalidInput: a day is not one, or the last is before the first.
    """
    if _DAY_FIRST.fullmatch(cell):
        ends = [cell]
    else:
        ends = _RANGE.split(cell, maxsplit=1) if _RANGE.search(cell) else cell.split("/", maxsplit=1)
    days = [written_day(end.strip(), day_first=day_first) for end in ends]
    return Span(days[0], days[-1])


def says_day_first(cells: Iterable[str]) -> bool:
    """Tell whether the days of a column must have the day first: one can be read so only, and none the other way.

    Example:
        >>> says_day_first(["02.03.2026", "30.03.2026"]), says_day_first(["02.03.2026"])
        (True, False)
    """
    ways = {way for cell in cells for found in _DAY_FIRST_INSIDE.finditer(cell) if (way := _only_way(found))}
    return ways - {"both"} == {"day"}


def day(cell: str) -> date:
    """Read a day, ``2026-03-02``.

    Raises:
        InvalidInput: it is not one, or it is written with the day first.
    """
    if written := _DAY.fullmatch(cell):
        found = _date(written["year"], written["month"], written["day"])
        if found is None:
            raise _refused("impossible-date", value=cell)
        return found
    raise _not_iso(cell)


def written_day(cell: str, *, day_first: bool) -> date:
    """Read a day, also one that is written with the day first and can be read in one way only.

    Args:
        cell: the text.
        day_first: whether days like 02.03.2026, which could be two, are known to have the day first.

    Raises:
        InvalidInput: it is not one, or it could be two.
    """
    written = _DAY_FIRST.fullmatch(cell)
    if written is None or written["year"] is None or not (day_first or _only_way(written) in {"day", "both"}):
        return day(cell)
    return _readings(written)[0] or day(cell)


def _only_way(written: re.Match[str]) -> str:
    """Return which part comes first: "day", "month", "both" where it makes no difference; "" when in doubt."""
    if written["year"] is None:
        return ""
    day_first, month_first = _readings(written)
    if day_first == month_first:
        return "both" if day_first else ""
    return "" if day_first and month_first else "day" if day_first else "month"


def _readings(written: re.Match[str]) -> tuple[date | None, date | None]:
    """Return a day as it is with the day first, and with the month first; None where there is no such day."""
    year = int(written["year"]) + (_CENTURY if len(written["year"]) == len("yy") else 0)
    return _date(year, written["b"], written["a"]), _date(year, written["a"], written["b"])


def session(cell: str) -> Session:
    """Read a session, ``2026-03-02T09:00/2026-03-02T16:00``.

    Raises:
        InvalidInput: a time is not one, or the end is not after the start.
    """
    start, _, end = cell.partition("/")
    return Session(_moment(start.strip(), cell), _moment(end.strip(), cell))


def session_text(value: Session) -> str:
    """Return a session as it is written in a plan, seconds only where there are some."""
    return "/".join(
        moment.isoformat(timespec="seconds" if moment.second else "minutes") for moment in (value.start, value.end)
    )


def list_text(values: Iterable[object]) -> str:
    """Return a list as it is written in a cell."""
    return "|".join(str(value) for value in values)


def _moment(text: str, cell: str) -> datetime:
    written = _MOMENT.fullmatch(text)
    if written is None:
        if _DAY_FIRST.match(text):
            day(re.split(r"[ T]", text)[0])
        raise _refused("bad-session", value=cell[:60])
    found = day(text[:10])
    try:
        return datetime.fromisoformat(f"{found}T{written['time']}")
    except ValueError:
        raise _refused("bad-session", value=cell[:60]) from None


def _not_iso(cell: str) -> InvalidInput:
    """Say how a day should have been written, with every reading that it may have."""
    written = _DAY_FIRST.fullmatch(cell)
    if written is None:
        return _refused("bad-date", value=cell[:40])
    if written["year"] is None:
        exists = _date(_LEAP_YEAR, written["b"], written["a"]) or _date(_LEAP_YEAR, written["a"], written["b"])
        return _refused("bad-date" if exists else "impossible-date", value=cell)
    day_first, month_first = _readings(written)
    readings = {reading for reading in (day_first, month_first) if reading is not None}
    if not readings:
        return _refused("impossible-date", value=cell)
    if len(readings) == 1:
        return _refused("not-year-first", value=cell, suggestion=readings.pop())
    return _refused("ambiguous-date", value=cell, first=day_first, second=month_first)


def _date(year: str | int, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None


def _refused(code: str, **values: object) -> InvalidInput:
    return InvalidInput([Finding(code=code, values=values)])
