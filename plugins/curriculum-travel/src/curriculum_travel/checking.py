"""The rule for the judge; it shares nothing with the builder."""

from collections.abc import Iterator

from curriculum.plugins import Attendance, Breach
from curriculum_travel.options import LongDrives


def check(attendance: Attendance, options: LongDrives) -> Iterator[Breach]:
    """Yield everybody who drives far on too many days."""
    for person in attendance.people:
        far = [run for run in attendance.runs_of(person.id) if _is_far(person.location, run.venue, options)]
        days = sum(len({session.date for session in run.sessions}) for run in far)
        if days > options.days:
            values = {"days": days, "most": options.days, "beyond": f"{options.beyond:g}"}
            yield Breach(people=[person.id], runs=[run.id for run in far], values=values)


def _is_far(start: str | None, end: str | None, options: LongDrives) -> bool:
    if not start or not end or start == end:
        return False
    for distance in reversed(options.distances):
        if (start, end) in ((distance.place, distance.other), (distance.other, distance.place)):
            return distance.km > options.beyond
    return options.unknown == "far"
