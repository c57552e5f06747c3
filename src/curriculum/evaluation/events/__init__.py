"""Series of events: what people thought of each meeting, what is more than chance, and what was changed and why.

=========================  ====================================================================================
:func:`event_series`       values, run charts with Anhoej's rules, XmR charts, signals with the nearest change
:func:`series_picture`     the same as SVG
:func:`series_text`        the same in words
=========================  ====================================================================================
"""

from curriculum.evaluation.events.log import Adaptation, Event, Log
from curriculum.evaluation.events.picture import series_picture
from curriculum.evaluation.events.series import EventSeries, Point, Signal, event_series
from curriculum.evaluation.events.wording import series_document, series_text

__all__ = [
    "Adaptation",
    "Event",
    "EventSeries",
    "Log",
    "Point",
    "Signal",
    "event_series",
    "series_document",
    "series_picture",
    "series_text",
]
