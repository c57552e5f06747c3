"""What people thought of each event, in the order of time, and whether anything in it is more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from attrs import field, frozen

from curriculum.evaluation.events.log import Adaptation, Log
from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.privacy import Cell, Key, Published, Release, pass_gate
from curriculum.evaluation.responses import Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.statistics import ControlPhase, RunPhase, control_chart, run_chart
from curriculum.sequences import as_tuple

SignalKind = Literal["long-run", "few-crossings", "outside", "wide"]
"""The first two by Anhoej's rules; an event outside the limits of an XmR chart; a step wider than its limit."""


@frozen(kw_only=True)
class Point:
    """What people thought of one event.

    Attributes:
        event: the event's id.
        day: when it was held.
        people: how many have a score; None when the event is withheld.
        value: mean of their scores, on the instrument's scale; None when withheld, or nobody answered.
    """

    event: str
    day: date
    people: int | None
    value: float | None


@frozen(kw_only=True)
class Signal:
    """Something that chance does not readily make.

    Attributes:
        kind: by which rule.
        event: id of the event where it begins.
        day: when that was held.
        adaptation: the change of the design that is nearest in time, the earlier of two; None without a log.
        days: days from that change to the event; below 0 when the change came later.
    """

    kind: SignalKind
    event: str
    day: date
    adaptation: Adaptation | None = None
    days: int | None = None


@frozen(kw_only=True)
class EventSeries:
    """A series of events by one instrument.

    Attributes:
        instrument: the instrument's id.
        low: the lowest answer possible.
        high: the highest.
        points: the events, in the order of time.
        runs: run charts, one for each phase.
        limits: XmR charts, one for each phase.
        signals: what chance does not readily make, in the order of time. None without ten events.
        adaptations: the changes of the design, in the order of time.
        release: which events are shown, for the next report's privacy gate.
    """

    instrument: str
    low: float
    high: float
    points: tuple[Point, ...] = field(converter=as_tuple)
    runs: tuple[RunPhase, ...] = field(converter=as_tuple)
    limits: tuple[ControlPhase, ...] = field(converter=as_tuple)
    signals: tuple[Signal, ...] = field(converter=as_tuple)
    adaptations: tuple[Adaptation, ...] = field(default=(), converter=as_tuple)
    release: Release = field(factory=Release)

    @property
    def judged(self) -> bool:
        """Whether any phase has enough events for a rule."""
        return any(phase.signals is not None for phase in self.runs)


def event_series(
    responses: Responses,
    instrument: Instrument,
    days: Mapping[str, date],
    log: Log | None = None,
    earlier: Sequence[Published] = (),
) -> EventSeries:
    """Return the series of an instrument's events.

    The value of an event is the mean score of those who answered at least half of the items. An event with fewer
    than five of them is withheld, and is missing from every chart. A new phase begins at the first event on or
    after the day of the event that an adaptation with ``phase`` names.

    Args:
        responses: the answers; waves that are not in ``days`` are left out.
        instrument: what they are to.
        days: day of each event, by id.
        log: what was changed, and further events.
        earlier: reports that were given out before.
    """
    log = log or Log()
    days = {**days, **{event.id: event.day for event in log.events}}
    asked = sorted((days[wave], wave) for wave in responses.waves(instrument.id) if wave in days)
    answered: dict[str, list[float]] = {}
    for _, wave in asked:
        given = scores(responses, instrument, wave).values()
        answered[wave] = [one.value for one in given if one.value is not None]
    keys = {wave: _key(instrument, wave) for _, wave in asked}
    release = pass_gate((Cell(keys[wave], len(answered[wave])) for _, wave in asked), earlier=earlier)
    points = [_point(wave, day, answered[wave], shown=release.shows(keys[wave])) for day, wave in asked]
    starts = _phase_starts(points, log, days)
    values = [point.value for point in points]
    runs = run_chart(values, phases=starts) if points else ()
    limits = control_chart(values, phases=starts) if points else ()
    adaptations = sorted(log.adaptations, key=lambda one: (one.day, one.event))
    return EventSeries(
        instrument=instrument.id,
        low=instrument.answers.low,
        high=instrument.answers.high,
        points=points,
        runs=runs,
        limits=limits,
        signals=_signals(points, runs, limits, adaptations),
        adaptations=adaptations,
        release=release,
    )


def _key(instrument: Instrument, wave: str) -> Key:
    return ((f"{instrument.id}:{wave}", "complete"),)


def _point(wave: str, day: date, values: Sequence[float], *, shown: bool) -> Point:
    if not shown:
        return Point(event=wave, day=day, people=None, value=None)
    mean = sum(sorted(values)) / len(values) if values else None
    return Point(event=wave, day=day, people=len(values), value=mean)


def _phase_starts(points: Sequence[Point], log: Log, days: Mapping[str, date]) -> list[int]:
    """Return the positions at which new phases begin, the first phase's apart."""
    starts = set()
    for adaptation in log.adaptations:
        if adaptation.phase and adaptation.event in days:
            later = (index for index, point in enumerate(points) if point.day >= days[adaptation.event])
            starts.add(next(later, 0))
    return sorted(starts - {0})


def _signals(
    points: Sequence[Point],
    runs: Sequence[RunPhase],
    limits: Sequence[ControlPhase],
    adaptations: Sequence[Adaptation],
) -> list[Signal]:
    found: list[tuple[int, SignalKind]] = []
    for chart in runs:
        found += [(chart.longest[0], kind) for kind in chart.signals or ()]
    for limit in limits:
        found += [(position, "outside") for position in limit.outside or ()]
        found += [(position, "wide") for position in limit.wide or ()]
    return [_signal(points[position], kind, adaptations) for position, kind in sorted(found)]


def _signal(point: Point, kind: SignalKind, adaptations: Sequence[Adaptation]) -> Signal:
    near = min(adaptations, key=lambda one: (abs((point.day - one.day).days), one.day), default=None)
    days = None if near is None else (point.day - near.day).days
    return Signal(kind=kind, event=point.event, day=point.day, adaptation=near, days=days)
