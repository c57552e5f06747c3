"""Time until something happens, when for some it has not happened yet: Kaplan and Meier's estimate."""

from __future__ import annotations

import math
from collections.abc import Sequence

from attrs import frozen
from scipy import stats

_HALF = 0.5


@frozen(kw_only=True)
class Step:
    """A time at which it happened to somebody.

    Attributes:
        time: the time.
        at_risk: to how many it could have happened then.
        events: to how many it did.
        share: estimated share to whom it has not happened by then.
        low: lower limit of that share.
        high: upper limit.
    """

    time: float
    at_risk: int
    events: int
    share: float
    low: float
    high: float


@frozen(kw_only=True)
class Waiting:
    """How long it takes.

    Attributes:
        n: number of people.
        events: to how many it has happened.
        steps: the times at which it did, in order.
        median: time by which it has happened to half; None when it has not happened to half yet.
        low: lower limit of the median; None when not even that is reached.
        high: upper limit; None when the data end before it.
        confidence: of both intervals.
    """

    n: int
    events: int
    steps: tuple[Step, ...]
    median: float | None
    low: float | None
    high: float | None
    confidence: float


def waiting_time(times: Sequence[float], happened: Sequence[bool], *, confidence: float = 0.95) -> Waiting:
    """Return how long it takes until something happens.

    Kaplan & Meier (1958, *JASA* 53:457-481), with Greenwood's variance on the log(-log) scale (Kalbfleisch &
    Prentice 2002, 1.4), and for the median the times at which the limits of the share first are a half or less
    (Brookmeyer & Crowley 1982, *Biometrics* 38:29-41).

    Args:
        times: for each person, the time until it happened or until nobody looked any more, at least 0.
        happened: whether it did.
        confidence: over 0 and under 1.

    Raises:
        ValueError: the lengths differ, or a time is below 0 or no number.

    Example:
        >>> found = waiting_time([3, 5, 5, 8, 10, 12], [True, True, False, True, True, False])
        >>> found.median, [round(step.share, 3) for step in found.steps]
        (8, [0.833, 0.667, 0.444, 0.222])
    """
    if len(times) != len(happened) or not all(time >= 0 and math.isfinite(time) for time in times):
        raise ValueError("each person has a time of 0 or more, and whether it happened")
    z = float(stats.norm.ppf((1 + confidence) / 2))
    share, variance, steps = 1.0, 0.0, []
    for time in sorted({time for time, yes in zip(times, happened, strict=True) if yes}):
        at_risk = sum(other >= time for other in times)
        events = sum(yes and other == time for other, yes in zip(times, happened, strict=True))
        share *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if events < at_risk else 0.0
        low, high = _limits(share, variance, z)
        steps.append(Step(time=time, at_risk=at_risk, events=events, share=share, low=low, high=high))

    def first(name: str) -> float | None:
        return next((step.time for step in steps if getattr(step, name) <= _HALF), None)

    return Waiting(
        n=len(times),
        events=sum(map(bool, happened)),
        steps=tuple(steps),
        median=first("share"),
        low=first("low"),
        high=first("high"),
        confidence=confidence,
    )


def _limits(share: float, variance: float, z: float) -> tuple[float, float]:
    if not 0 < share < 1:
        return share, share
    shift = z * math.sqrt(variance) / abs(math.log(share))
    return share ** math.exp(shift), share ** math.exp(-shift)
