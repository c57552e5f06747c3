"""The runs of a cohort along the calendar: when each is held, how full it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.messages import say
from curriculum.pictures.boxes import BOLD
from curriculum.pictures.lettering import width, wrapped
from curriculum.pictures.svg import Picture, element, group, line_of_text, number, picture
from curriculum.runs import Run
from curriculum.schedule import Schedule

_MARGIN, _HEAD, _ROW = 24.0, 84.0, 26.0
_MODULE, _FILLED = 216.0, 120.0
_SPACE = 760.0
"""Room for the calendar, as far as a day has neither more nor less than these pixels."""
_MOST, _LEAST = 20.0, 2.0


def timeline_picture(cohort: Cohort, schedule: Schedule | None = None, *, language: str = "en") -> Picture:
    """Draw when the runs of a cohort are held, module by module.

    Each day of a session is a mark; a frame joins those of a run. Beside it stands how many people are in the run,
    of how many there is room for. Cancelled runs, and those that nobody is in, are dashed. Runs without a session
    are left out, and nobody's name is in the picture.

    Args:
        cohort: the cohort.
        schedule: who is where; without it only the room is told.
        language: language of the titles: da, sv or en.
    """
    dated = [run for run in cohort.runs if run.sessions]
    days = _Days.of((run.dates for run in dated), _MARGIN + _MODULE)
    title = f"{cohort.id} - {cohort.programme_name}"
    right = days.left(days.last) + days.width + _FILLED
    parts = [line_of_text(title, _MARGIN, 34, "head")]
    top = _HEAD
    rows = []
    for name in dict.fromkeys((*cohort.programme.module_ids, *(run.module for run in dated))):
        runs = sorted(
            (run for run in dated if run.module == name), key=lambda run: (run.sessions[0].start, run.id)
        )
        lines = wrapped(_title(cohort, name, language), _MODULE - 16, BOLD, most=3) if runs else []
        for place, line in enumerate(lines):
            rows.append(line_of_text(line, _MARGIN, top + 17 + place * 15, "strong"))
        for place, run in enumerate(runs):
            rows.append(_run(run, days, top + place * _ROW, _filled(cohort, run, schedule), language))
        top += max(len(runs) * _ROW, 15.0 * len(lines) + 8) + 8 if runs else 0
    parts += [*_months(days, _HEAD - 14, top), *rows]
    wide = max(right, _MARGIN + width(title, 18)) + _MARGIN
    description = say("picture.timeline-described", language, runs=len(dated), first=days.first, last=days.last)
    return picture(title, description, wide, top + 16, *parts)


@frozen
class _Days:
    """The days that a calendar shows, and where each of them stands."""

    first: date
    last: date
    start: float

    @classmethod
    def of(cls, runs: Iterable[Iterable[date]], start: float) -> _Days:
        """Return the whole weeks around the days of all runs, beginning at ``start``."""
        days = [day for dates in runs for day in dates] or [date(2000, 1, 3)]
        first, last = min(days), max(days)
        return cls(first - timedelta(first.weekday()), last + timedelta(6 - last.weekday()), start)

    @property
    def width(self) -> float:
        return min(_MOST, max(_LEAST, _SPACE / ((self.last - self.first).days + 1)))

    def left(self, day: date) -> float:
        return self.start + self.width * (day - self.first).days

    def months(self) -> Iterator[date]:
        """Yield the first day that is shown, and the first of each month after it."""
        day = self.first
        while day <= self.last:
            yield day
            day = (day.replace(day=1) + timedelta(32)).replace(day=1)


def _title(cohort: Cohort, name: str, language: str) -> str:
    module = cohort.modules.get(name)
    return (module.title.said(language, cohort.catalog.language) if module and module.title else "") or name


def _filled(cohort: Cohort, run: Run, schedule: Schedule | None) -> tuple[int | None, int | None]:
    """Return how many people are in a run, as far as a schedule says, and how many there is room for."""
    return None if schedule is None else len(schedule.people_in(run.id)), cohort.capacity(run)


def _months(days: _Days, top: float, bottom: float) -> list[str]:
    parts = []
    free = days.start
    for month in days.months():
        x = days.left(month)
        parts.append(element("path", d=f"M{number(x)} {number(top + 6)}V{number(bottom)}", class_="rule"))
        if x >= free:
            words = f"{month:%Y-%m}" if month.day == 1 else month.isoformat()
            parts.append(line_of_text(words, x + 3, top, "quiet"))
            free = x + width(words, 10.5) + 8
    return parts


def _run(run: Run, days: _Days, top: float, filled: tuple[int | None, int | None], language: str) -> str:
    people, room = filled
    first, last = min(run.dates), max(run.dates)
    x, wide = days.left(first), days.left(last) - days.left(first) + days.width
    is_off = run.state == "cancelled" or people == 0
    frame = element(
        "rect", x=x - 2, y=top + 4, width=wide + 4, height=_ROW - 8, rx=4, class_="box maybe" if is_off else "box"
    )
    marks = [
        element("rect", x=days.left(day), y=top + 7, width=days.width, height=_ROW - 14, rx=2, class_="load")
        for day in sorted(run.dates)
        if not is_off
    ]
    amount = "/".join(str(part) for part in (people, room) if part is not None)
    state = say(f"picture.state.{run.state}", language) if run.state != "planned" else ""
    words = " · ".join(part for part in (run.id, amount, state) if part)
    told = f"{run.module}: {run.id} {', '.join(day.isoformat() for day in sorted(run.dates))}"
    return group(frame, *marks, line_of_text(words, x + wide + 8, top + _ROW / 2 + 4, "small"), title=told)
