"""The runs on offer: which module is held when, where and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model import capacity_findings, choice_findings, label_findings
from curriculum.sequences import as_tuple

State = Literal["planned", "confirmed", "cancelled"]


@frozen(order=True)
class Session:
    """One sitting of a run: local time, within one date, the end not included.

    Attributes:
        start: when it begins, without a time zone.
        end: when it ends; later than the start and on the same date.
    """

    start: datetime
    end: datetime

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the two times."""
        values = {"session": str(self)}
        if self.end <= self.start:
            yield Finding(code="session-reversed", values=values)
        elif self.start.date() != self.end.date():
            yield Finding(code="session-over-midnight", values=values)

    @property
    def date(self) -> date:
        """The day of the session."""
        return self.start.date()

    def overlaps(self, other: Session) -> bool:
        """Tell whether the two sessions share any time; touching is not sharing."""
        return self.start < other.end and other.start < self.end

    def __str__(self) -> str:
        return f"{self.start.isoformat(timespec='minutes')}/{self.end.isoformat(timespec='minutes')}"


def _in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(sorted(sessions))


@frozen(kw_only=True)
class Run:
    """One holding of a module.

    Attributes:
        id: any text without ``|``.
        module: id of the module.
        sessions: the sittings, in order of time. A run without sessions clashes with nothing, and nothing comes
            before or after it.
        venue: name of the place.
        room: name of the room; a room of a venue holds one session at a time.
        teachers: names; each teaches one session at a time.
        capacity: most people; None means as the module says.
        minimum: fewest people when held; None means as the module says.
        state: planned, confirmed (must be held) or cancelled (must not).
    """

    id: str
    module: str
    sessions: tuple[Session, ...] = field(default=(), converter=_in_order)
    venue: str | None = None
    room: str | None = None
    teachers: tuple[str, ...] = field(default=(), converter=as_tuple)
    capacity: int | None = None
    minimum: int | None = None
    state: State = "planned"

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the run's own fields."""
        yield from label_findings(self.id)
        yield from choice_findings(self.state, State, "state")
        yield from capacity_findings(self.minimum, self.capacity, "minimum", "capacity")
        for before, after in zip(self.sessions, self.sessions[1:], strict=False):
            if before.overlaps(after):
                values = {"first": str(before), "second": str(after)}
                yield Finding(code="sessions-overlap", values=values, where="sessions")

    @property
    def start(self) -> datetime:
        """When the first session begins; the run must have one."""
        return self.sessions[0].start

    @cached_property
    def end(self) -> datetime:
        """When the last session ends; the run must have one."""
        return max(session.end for session in self.sessions)

    @cached_property
    def dates(self) -> frozenset[date]:
        """The days on which the run has a session."""
        return frozenset(session.date for session in self.sessions)
