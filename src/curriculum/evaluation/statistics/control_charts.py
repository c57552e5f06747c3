"""XmR charts: which single events fall outside of what the process does by itself?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from curriculum.evaluation.statistics.estimates import Reason
from curriculum.evaluation.statistics.observations import Numbers
from curriculum.evaluation.statistics.phases import FEWEST_EVENTS, Stretch, stretches

RANGE_TO_SD = 1.128
"""d2 for two values: the mean range of two draws from a normal distribution, in standard deviations."""
RANGE_LIMIT = 3.267
"""D4 for two values: the upper limit of a moving range, in mean moving ranges."""


@frozen(kw_only=True)
class ControlPhase:
    """Centre, limits and signals of one phase.

    Attributes:
        start: position of its first event, from 0.
        stop: position after its last event.
        n: number of events with a value.
        centre: mean of the baseline; None without one.
        mean_range: mean of the ranges of events next to each other in the baseline; None below two events.
        low: lower limit, centre - 3 mean_range / 1.128.
        high: upper limit, centre + 3 mean_range / 1.128.
        range_high: upper limit of the moving range, 3.267 mean_range.
        outside: positions of the events outside the limits; None where no rule is applied.
        wide: positions of the events that are further from the one before than ``range_high``; None likewise.
        reason: why there are no limits, or why no rule is applied.
    """

    start: int
    stop: int
    n: int
    centre: float | None = None
    mean_range: float | None = None
    low: float | None = None
    high: float | None = None
    range_high: float | None = None
    outside: tuple[int, ...] | None = None
    wide: tuple[int, ...] | None = None
    reason: Reason | None = None


def control_chart(
    values: Numbers, *, phases: Sequence[int] = (), baseline: int | None = None
) -> tuple[ControlPhase, ...]:
    """Return centre, limits and signals of an XmR chart, a phase at a time.

    (Montgomery 2013, *Introduction to Statistical Quality Control*, 7th edition, 6.4; Shewhart's limits of three
    standard deviations, these from the moving range.) Ranges are between events next to each other that have a
    value. Below 10 events in a phase limits are shown, but no rule is applied.

    Args:
        values: one an event, in the order of time; None or NaN where missing.
        phases: positions from 0 at which a new phase starts.
        baseline: number of first events that centre and limits come from; None for all of a phase.

    Raises:
        ValueError: a value is infinite, or ``phases`` or ``baseline`` do not fit the series.

    Example:
        >>> (chart,) = control_chart([5, 6, 5, 4, 5, 6, 5, 4, 5, 20, 5, 6], baseline=9)
        >>> round(chart.centre, 2), round(chart.high, 2), chart.outside
        (5.0, 7.66, (9,))
    """
    return tuple(_phase(stretch) for stretch in stretches(values, phases, baseline))


def _phase(stretch: Stretch) -> ControlPhase:
    found = ControlPhase(start=stretch.start, stop=stretch.stop, n=int(stretch.values.size), reason="no-data")
    if not stretch.baseline.size:
        return found
    found = evolve(found, centre=float(stretch.baseline.mean()), reason="one-value")
    if stretch.baseline.size < 2:  # noqa: PLR2004 - one event has no range
        return found
    centre, mean_range = float(stretch.baseline.mean()), float(np.abs(np.diff(stretch.baseline)).mean())
    reach, range_high = 3 * mean_range / RANGE_TO_SD, RANGE_LIMIT * mean_range
    found = evolve(found, mean_range=mean_range, low=centre - reach, high=centre + reach, range_high=range_high)
    if not mean_range:
        return evolve(found, reason="no-variation")
    if stretch.values.size < FEWEST_EVENTS:
        return evolve(found, reason="few-events")
    return evolve(
        found,
        outside=_at(stretch.positions, np.abs(stretch.values - centre) > reach),
        wide=_at(stretch.positions[1:], np.abs(np.diff(stretch.values)) > range_high),
        reason=None,
    )


def _at(positions: Sequence[int], chosen: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(position for position, yes in zip(positions, chosen, strict=True) if yes)
