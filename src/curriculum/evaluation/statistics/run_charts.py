"""Run charts with Anhoej's rules: has a series of events shifted, or is this what chance does?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import evolve, frozen
from scipy import stats

from curriculum.evaluation.statistics.estimates import Reason
from curriculum.evaluation.statistics.observations import Numbers
from curriculum.evaluation.statistics.phases import FEWEST_EVENTS, Stretch, stretches

Signal = Literal["long-run", "few-crossings"]
"""``long-run``: too many events in a row on one side; ``few-crossings``: the series changes sides too seldom."""


@frozen(kw_only=True)
class RunPhase:
    """Median, runs and signals of one phase.

    Attributes:
        start: position of its first event, from 0.
        stop: position after its last event.
        n: number of events with a value.
        useful: number of those that are not on the median; only they make runs and crossings.
        median: median of the baseline; None without one.
        longest: positions of the events of the longest run on one side of the median, the first such run.
        longest_allowed: the longest run that chance readily makes: round(log2 useful) + 3.
        crossings: number of times that the series goes from one side of the median to the other.
        crossings_needed: the fewest that chance readily makes: the 5 % point of Binomial(useful - 1, 1/2).
        signals: what chance does not readily make; None where no rule is applied.
        reason: why no rule is applied.
    """

    start: int
    stop: int
    n: int
    useful: int
    median: float | None = None
    longest: tuple[int, ...] = ()
    longest_allowed: int | None = None
    crossings: int | None = None
    crossings_needed: int | None = None
    signals: tuple[Signal, ...] | None = None
    reason: Reason | None = None


def run_chart(values: Numbers, *, phases: Sequence[int] = (), baseline: int | None = None) -> tuple[RunPhase, ...]:
    """Return median, runs and signals of a run chart, a phase at a time.

    A longest run over round(log2 n) + 3, or fewer crossings than the 5 % point of Binomial(n - 1, 1/2), is a
    signal (Anhoej & Olesen 2014, *PLoS ONE* 9:e113825; Anhoej 2015, *PLoS ONE* 10:e0121349). Events on the median
    are left out of n, of runs and of crossings. With n below 10 no rule is applied.

    Args:
        values: one an event, in the order of time; None or NaN where missing.
        phases: positions from 0 at which a new phase starts.
        baseline: number of first events that the median comes from; None for all of a phase.

    Raises:
        ValueError: a value is infinite, or ``phases`` or ``baseline`` do not fit the series.

    Example:
        >>> (chart,) = run_chart([1, 2, 1, 3, 2, 1, 7, 8, 6, 9, 8, 7])
        >>> chart.median, len(chart.longest), chart.crossings, chart.crossings_needed, chart.signals
        (4.5, 6, 1, 3, ('few-crossings',))
    """
    return tuple(_phase(stretch) for stretch in stretches(values, phases, baseline))


def longest_run_allowed(useful: int) -> int:
    """Return the longest run that chance readily makes of this many events off the median.

    Args:
        useful: number of events off the median, at least 1.

    Example:
        >>> [longest_run_allowed(n) for n in (10, 12, 24)]
        [6, 7, 8]
    """
    return round(math.log2(useful)) + 3


def crossings_needed(useful: int) -> int:
    """Return the fewest crossings that chance readily makes of this many events off the median.

    Args:
        useful: number of events off the median, at least 1.

    Example:
        >>> [crossings_needed(n) for n in (10, 12, 24)]
        [2, 3, 8]
    """
    return int(stats.binom.ppf(0.05, useful - 1, 0.5)) if useful > 1 else 0


def _phase(stretch: Stretch) -> RunPhase:
    n = int(stretch.values.size)
    if not stretch.baseline.size:
        return RunPhase(start=stretch.start, stop=stretch.stop, n=n, useful=0, reason="no-data")
    median = float(np.median(stretch.baseline))
    sides = [
        (value > median, position)
        for value, position in zip(stretch.values, stretch.positions, strict=True)
        if value != median
    ]
    runs = [tuple(position for _, position in run) for _, run in itertools.groupby(sides, key=lambda one: one[0])]
    useful = len(sides)
    found = RunPhase(
        start=stretch.start,
        stop=stretch.stop,
        n=n,
        useful=useful,
        median=median,
        longest=max(runs, key=len, default=()),
        crossings=max(len(runs) - 1, 0),
        reason="few-events",
    )
    if useful < FEWEST_EVENTS:
        return found
    allowed, needed = longest_run_allowed(useful), crossings_needed(useful)
    signals: list[Signal] = ["long-run"] if len(found.longest) > allowed else []
    if len(runs) - 1 < needed:
        signals.append("few-crossings")
    return evolve(found, longest_allowed=allowed, crossings_needed=needed, signals=tuple(signals), reason=None)
