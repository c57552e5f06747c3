"""A series of events in words, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import asdict

from curriculum.columns import columns
from curriculum.evaluation.events.log import Adaptation
from curriculum.evaluation.events.series import EventSeries, Signal
from curriculum.evaluation.statistics import why_not
from curriculum.messages import decimal, say


def series_text(series: EventSeries, language: str = "en") -> str:
    """Return the events with their values, what is more than chance, and the log of adaptations.

    Args:
        series: the events.
        language: da, sv or en.
    """
    low, high = (decimal(f"{end:g}", language) for end in (series.low, series.high))
    lines = [say("events.title", language, instrument=series.instrument, low=low, high=high), ""]
    withheld = say("events.withheld", language)
    rows = [
        (
            point.day.isoformat(),
            point.event,
            withheld if point.people is None else f"n={point.people}",
            "-" if point.value is None else decimal(f"{point.value:.2f}", language),
        )
        for point in series.points
    ]
    lines += columns(rows) if rows else [f"  {say('events.none', language)}"]
    lines += ["", *_phases(series, language), *_signals(series, language)]
    if series.adaptations:
        lines += ["", say("events.log", language)]
        for place, adaptation in enumerate(series.adaptations, 1):
            lines += _adaptation(place, adaptation, series, language)
    return "\n".join(lines) + "\n"


def _phases(series: EventSeries, language: str) -> Iterator[str]:
    for number, (runs, limits) in enumerate(zip(series.runs, series.limits, strict=True), 1):
        centre = "-" if runs.median is None else decimal(f"{runs.median:.2f}", language)
        first, last = series.points[runs.start].event, series.points[runs.stop - 1].event
        yield say("events.phase", language, number=number, first=first, last=last, n=runs.n, median=centre)
        for reason in dict.fromkeys(one for one in (runs.reason, limits.reason) if one is not None):
            yield f"  {why_not(reason, language)}"
        if runs.signals is not None:
            values = {
                "longest": len(runs.longest),
                "allowed": runs.longest_allowed,
                "crossings": runs.crossings,
                "needed": runs.crossings_needed,
            }
            yield f"  {say('events.runs', language, **values)}"
        if limits.outside is not None and limits.low is not None and limits.high is not None:
            low, high = (decimal(f"{limit:.2f}", language) for limit in (limits.low, limits.high))
            yield f"  {say('events.limits', language, low=low, high=high)}"


def _signals(series: EventSeries, language: str) -> Iterator[str]:
    if series.judged and not series.signals:
        yield say("events.calm", language)
    for signal in series.signals:
        yield say(f"events.signal.{signal.kind}", language, event=signal.event, day=signal.day)
        yield f"  {_nearest(signal, language)}"


def _nearest(signal: Signal, language: str) -> str:
    if signal.adaptation is None or signal.days is None:
        return say("events.nearest.none", language)
    change = signal.adaptation.change.said(language, "en")
    values = {"day": signal.adaptation.day, "change": change, "days": abs(signal.days)}
    return say("events.nearest.before" if signal.days >= 0 else "events.nearest.after", language, **values)


def _adaptation(place: int, adaptation: Adaptation, series: EventSeries, language: str) -> Iterator[str]:
    change, why = (one.said(language, "en") for one in (adaptation.change, adaptation.why))
    yield f"  {place}. {adaptation.day} {adaptation.event}: {change}"
    yield f"     {say('events.why', language, why=why)}"
    if adaptation.signal is not None:
        is_signal = any(signal.event == adaptation.signal for signal in series.signals)
        kind = "signal" if is_signal else "no-signal" if series.judged else "not-judged"
        yield f"     {say(f'events.tied.{kind}', language, event=adaptation.signal)}"


def series_document(series: EventSeries) -> dict[str, Any]:
    """Return a series as plain data."""
    return {
        "instrument": series.instrument,
        "points": [{**asdict(point), "day": point.day.isoformat()} for point in series.points],
        "phases": [
            {"runs": asdict(runs), "limits": asdict(limits)}
            for runs, limits in zip(series.runs, series.limits, strict=True)
        ],
        "signals": [
            {
                "kind": signal.kind,
                "event": signal.event,
                "day": signal.day.isoformat(),
                "nearest": None if signal.adaptation is None else signal.adaptation.day.isoformat(),
                "days": signal.days,
            }
            for signal in series.signals
        ],
        "adaptations": [
            {
                "day": one.day.isoformat(),
                "event": one.event,
                "change": one.change.by_language(),
                "why": one.why.by_language(),
                "signal": one.signal,
            }
            for one in series.adaptations
        ],
    }
