"""Indicators: numbers that a rubric computes from a curriculum, or from a cohort and its schedule.

Each is a pure function from a :class:`Situation` to bounds with evidence; :data:`INDICATORS` has them by name.
Their definitions are in ``docs/rubrics.md``.
"""

from curriculum.evaluation.rubrics.indicators import attendance, promises, teaching
from curriculum.evaluation.rubrics.indicators.indicator import Blank, Indicator, Measurement, Situation

INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator for indicator in (*promises.INDICATORS, *teaching.INDICATORS, *attendance.INDICATORS)
}
"""Every indicator of the library, by name."""

__all__ = ["INDICATORS", "Blank", "Indicator", "Measurement", "Situation"]
