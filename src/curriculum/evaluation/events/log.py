"""The log of a series of events: what was changed in the design, when, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.known import Known
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_text


@frozen(kw_only=True)
class Event:
    """A meeting that is no run of the cohort.

    Attributes:
        id: its id, as in the column ``wave`` of the answers.
        day: when it was held.
    """

    id: str
    day: date


@frozen(kw_only=True)
class Adaptation:
    """A change of the design.

    Attributes:
        day: when it was decided or came into force.
        event: id of the first event that it concerned.
        change: what was changed.
        why: what led to it.
        signal: id of the event whose answers led to it; None when something else did.
        phase: whether a new phase begins with ``event``: centre and limits are computed anew from there on.
    """

    day: date
    event: str
    change: Text = field(converter=as_text)
    why: Text = field(converter=as_text)
    signal: str | None = None
    phase: bool = False


@frozen(kw_only=True)
class Log:
    """What was changed, and events that are no runs.

    Attributes:
        adaptations: the changes of the design.
        events: events besides the runs.

    Raises:
        InvalidInput: two events have the same id.
    """

    adaptations: tuple[Adaptation, ...] = field(default=(), converter=as_tuple)
    events: tuple[Event, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        ids = [event.id for event in self.events]
        double = [index for index, name in enumerate(ids) if name in ids[:index]]
        raise_if(
            Finding(
                code="duplicate-id",
                values={"id": ids[index], "first": f"events[{ids.index(ids[index])}]"},
                where=f"events[{index}].id",
            )
            for index in double
        )

    def findings(self, events: Iterable[str]) -> Iterator[Finding]:
        """Yield every reference to an event that is not known.

        Args:
            events: ids of the runs; those of the log's own events need not be among them.
        """
        known = Known("events", [*events, *(event.id for event in self.events)])
        for index, adaptation in enumerate(self.adaptations):
            for name in ("event", "signal"):
                word = getattr(adaptation, name)
                if word is not None and word not in known:
                    yield known.unknown(word, f"adaptations[{index}].{name}")
