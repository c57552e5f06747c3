"""A series of events as a picture: values, median, limits, phases, and where the design was changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from curriculum.evaluation.events.series import EventSeries
from curriculum.messages import decimal, say
from curriculum.pictures.svg import Picture, element, group, line_of_text, number, picture

_MARGIN, _HEAD, _HEIGHT, _STEP = 56.0, 64.0, 240.0, 64.0
_FOOT = 76.0


@frozen
class _Frame:
    """Where things stand in the picture."""

    series: EventSeries

    @property
    def width(self) -> float:
        return 2 * _MARGIN + _STEP * max(len(self.series.points), 6)

    def x(self, position: float) -> float:
        return _MARGIN + _STEP * (position + 0.5)

    def y(self, value: float) -> float:
        low, high = self.series.low, self.series.high
        share = (min(max(value, low), high) - low) / (high - low)
        return _HEAD + _HEIGHT * (1 - share)

    def between(self, day: date) -> float:
        """Return where a day stands: between the last event before it and the first one on it or after."""
        earlier = sum(point.day < day for point in self.series.points)
        return self.x(earlier - 0.5)


def series_picture(series: EventSeries, title: str, *, language: str = "en") -> Picture:
    """Draw a series of events.

    Each event with a value is a dot; the line in the middle of a phase is its median, dashed lines are the limits
    of its XmR chart where there are any. Events at which a signal begins are ringed; numbered lines are changes of
    the design. Limits off the scale are drawn at its end.

    Args:
        series: the events.
        title: what stands above.
        language: da, sv or en.
    """
    frame = _Frame(series)
    parts = [
        line_of_text(title, _MARGIN, 30, "head"),
        *_scale(frame, language),
        *_phases(frame),
        *_values(frame, language),
    ]
    parts += _changes(frame, language)
    described = say("events.picture", language, events=len(series.points), signals=len(series.signals))
    return picture(title, described, frame.width, _HEAD + _HEIGHT + _FOOT, *parts)


def _scale(frame: _Frame, language: str) -> Iterator[str]:
    low, high = frame.series.low, frame.series.high
    for value in (low, (low + high) / 2, high):
        y = frame.y(value)
        yield element("path", d=f"M{number(_MARGIN)} {number(y)}H{number(frame.width - _MARGIN)}", class_="rule")
        yield line_of_text(decimal(f"{value:g}", language), _MARGIN - 8, y + 4, "quiet end")
    for position, point in enumerate(frame.series.points):
        yield line_of_text(point.event, frame.x(position), _HEAD + _HEIGHT + 18, "quiet middle")
        yield line_of_text(point.day.isoformat(), frame.x(position), _HEAD + _HEIGHT + 32, "quiet middle")


def _phases(frame: _Frame) -> Iterator[str]:
    for chart in frame.series.runs:
        if chart.median is not None:
            yield _level(frame, chart.start, chart.stop, chart.median, "edge")
    for limits in frame.series.limits:
        for value in (limits.low, limits.high):
            if value is not None and limits.outside is not None:
                yield _level(frame, limits.start, limits.stop, value, "limit")


def _level(frame: _Frame, start: int, stop: int, value: float, style: str) -> str:
    left, right = frame.x(start - 0.5), frame.x(stop - 0.5)
    return element("path", d=f"M{number(left)} {number(frame.y(value))}H{number(right)}", class_=style)


def _values(frame: _Frame, language: str) -> Iterator[str]:
    ringed = {signal.event for signal in frame.series.signals}
    known = [(place, point) for place, point in enumerate(frame.series.points) if point.value is not None]
    steps = " ".join(f"{number(frame.x(place))},{number(frame.y(point.value or 0.0))}" for place, point in known)
    if known:
        yield element("polyline", points=steps, class_="edge")
    for place, point in known:
        x, y = frame.x(place), frame.y(point.value or 0.0)
        ring = [element("circle", cx=x, cy=y, r=9, class_="edge circle")] if point.event in ringed else []
        dot = element("circle", cx=x, cy=y, r=4, class_="tip")
        value = decimal(f"{point.value:.2f}", language)
        yield group(*ring, dot, title=f"{point.event}: {value} ({point.people})")


def _changes(frame: _Frame, language: str) -> Iterator[str]:
    top, bottom = _HEAD - 6, _HEAD + _HEIGHT
    for place, change in enumerate(frame.series.adaptations, 1):
        x = frame.between(change.day)
        line = element("path", d=f"M{number(x)} {number(top)}V{number(bottom)}", class_="edge maybe")
        told = f"{change.day}: {change.change.said(language, 'en')}"
        yield group(line, line_of_text(str(place), x, top - 4, "small middle"), title=told)
