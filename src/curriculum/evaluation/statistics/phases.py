"""A series of events cut into phases: each stretch between two changes of the design is looked at by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from curriculum.evaluation.statistics.observations import Numbers, Vector, as_vector

FEWEST_EVENTS = 10
"""With fewer events no rule can tell a signal from chance."""


@frozen(kw_only=True)
class Stretch:
    """The events of one phase that have a value.

    Attributes:
        start: position of the phase's first event, from 0.
        stop: position after its last event.
        positions: positions of the events that have a value.
        values: those values.
        baseline: the values that centre and limits come from.
    """

    start: int
    stop: int
    positions: tuple[int, ...]
    values: Vector
    baseline: Vector


def stretches(values: Numbers, phases: Sequence[int], baseline: int | None) -> tuple[Stretch, ...]:
    """Return the phases of a series.

    Args:
        values: one an event, in the order of time; None or NaN where missing.
        phases: positions from 0 at which a new phase starts; the first phase starts at 0 without being named.
        baseline: number of first events that centre and limits come from; None for all of a phase.

    Raises:
        ValueError: a phase starts outside the series or out of order, ``baseline`` is under 1, or both
            ``phases`` and ``baseline`` are given.

    Example:
        >>> [(one.start, one.stop) for one in stretches([1, 2, 3, 4, 5], [3], None)]
        [(0, 3), (3, 5)]
    """
    series = as_vector(values)
    starts = [0, *phases]
    if any(later <= earlier for earlier, later in zip(starts, [*starts[1:], max(series.size, 1)], strict=True)):
        raise ValueError("each phase starts inside the series and after the one before")
    if baseline is not None and (baseline < 1 or phases):
        raise ValueError("a baseline has an event or more, and is for a series without phases")
    found = []
    for start, stop in zip(starts, [*starts[1:], series.size], strict=True):
        known = [position for position in range(start, stop) if not np.isnan(series[position])]
        within = [position for position in known if baseline is None or position < baseline]
        found.append(
            Stretch(start=start, stop=stop, positions=tuple(known), values=series[known], baseline=series[within])
        )
    return tuple(found)
