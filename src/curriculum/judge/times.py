"""When one run stands to another; a run without sessions has no time at all."""

from __future__ import annotations

from datetime import datetime

from curriculum.rules import GapDays
from curriculum.runs import Run


def clash(first: Run, second: Run) -> datetime | None:
    """Return when two runs first have a session at the same time, or None; touching is no clash."""
    if first.dates.isdisjoint(second.dates):
        return None
    starts = (max(a.start, b.start) for a in first.sessions for b in second.sessions if a.overlaps(b))
    return min(starts, default=None)


def is_before(earlier: Run, later: Run) -> bool:
    """Tell whether the last session of ``earlier`` ends no later than the first of ``later`` starts."""
    if not earlier.sessions or not later.sessions:
        return False
    return earlier.sessions[-1].end <= later.sessions[0].start


def days_between(earlier: Run, later: Run) -> int:
    """Return the calendar days from the last session of ``earlier`` to the first of ``later``."""
    return (later.sessions[0].date - earlier.sessions[-1].date).days


def is_inside(gap: GapDays, days: int) -> bool:
    """Tell whether a number of days is within the limits, which are included."""
    return gap.minimum <= days and (gap.maximum is None or days <= gap.maximum)


def is_begun(other: Run, run: Run) -> bool:
    """Tell whether ``other`` has begun when ``run`` ends; without sessions it is taken to have."""
    if not other.sessions or not run.sessions:
        return True
    return other.sessions[0].start <= run.sessions[-1].end


def is_alongside(other: Run, run: Run) -> bool:
    """Tell whether the spans of days of two runs share a day; without sessions they are taken to."""
    if not other.sessions or not run.sessions:
        return True
    return other.sessions[0].date <= run.sessions[-1].date and run.sessions[0].date <= other.sessions[-1].date
