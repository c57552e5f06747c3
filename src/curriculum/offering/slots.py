"""Rooms and teachers, and when they are taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from attrs import frozen

from curriculum.offering.offer import MANY, Offer, Room, Teacher, Venue
from curriculum.runs import Session


@frozen(kw_only=True)
class Slot:
    """Where, when and by whom a run can be held."""

    sessions: tuple[Session, ...]
    venue: str
    room: Room
    teacher: str | None


class Slots:
    """What is still free of the rooms and teachers of an offer."""

    def __init__(self, offer: Offer, days: Sequence[date]) -> None:
        self._offer = offer
        self._days = days
        self._at = {day: index for index, day in enumerate(days)}
        self._taken: dict[tuple[str, ...], list[Session]] = defaultdict(list)
        self._work: Counter[str] = Counter()

    def find(self, module: str, hours: float, venue: Venue, day: date) -> Slot | None:
        """Return a slot that begins on a day; None when the day, its rooms or its teachers are taken.

        The room with the most seats is taken first, and of the teachers who are free the one with the least work.
        """
        for sessions in self._sittings(hours, day):
            room = self._room(venue, sessions)
            teacher = self._teacher(module, venue.name, sessions)
            if room is not None and (teacher is not None or not self._offer.teachers):
                named = teacher.name if teacher else None
                return Slot(sessions=sessions, venue=venue.name, room=room, teacher=named)
        return None

    def take(self, slot: Slot) -> None:
        """Mark a slot's room and teacher as taken."""
        self._taken["room", slot.venue, slot.room.name] += slot.sessions
        if slot.teacher is not None:
            self._taken["teacher", slot.teacher] += slot.sessions
            self._work[slot.teacher] += len(slot.sessions)

    def _sittings(self, hours: float, day: date) -> Iterator[tuple[Session, ...]]:
        """Yield the times at which a module of so many hours can begin on a day: in the morning, or at its end.

        A module longer than a teaching day goes on the next open days.
        """
        start = self._at[day]
        length, whole = timedelta(hours=hours), self._offer.day_length
        count = max(-(-length // whole), 1)
        days = self._days[start : start + count]
        if len(days) < count:
            return
        opens = [datetime.combine(each, self._offer.opens) for each in days]
        rest = length - (count - 1) * whole
        lengths = [*([whole] * (count - 1)), rest]
        yield tuple(Session(begin, begin + part) for begin, part in zip(opens, lengths, strict=True))
        if count == 1 and 2 * length <= whole:
            yield (Session(opens[0] + whole - length, opens[0] + whole),)

    def _room(self, venue: Venue, sessions: tuple[Session, ...]) -> Room | None:
        free = (room for room in venue.places if self._free(("room", venue.name, room.name), sessions))
        return max(free, key=lambda room: room.seats or MANY, default=None)

    def _teacher(self, module: str, venue: str, sessions: tuple[Session, ...]) -> Teacher | None:
        able = [
            teacher
            for teacher in self._offer.teachers
            if teacher.teaches(module, venue)
            and not any(session.date in span for session in sessions for span in teacher.unavailable)
            and self._free(("teacher", teacher.name), sessions)
        ]
        return min(able, key=lambda teacher: (self._work[teacher.name], not teacher.modules), default=None)

    def _free(self, key: tuple[str, ...], sessions: tuple[Session, ...]) -> bool:
        return not any(taken.overlaps(session) for taken in self._taken[key] for session in sessions)
