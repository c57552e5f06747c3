"""What a statistic comes back as: a value with its interval, a p, or the reason why there is none.

No statistic of this room answers with a silent zero or with NaN: what cannot be computed is None, and ``reason``
says why.
"""

from __future__ import annotations

import math
from typing import Literal

from attrs import field, frozen
from attrs.converters import optional

from curriculum.messages import say

Reason = Literal[
    "aliased",
    "few-degrees",
    "few-events",
    "few-for-bootstrap",
    "few-for-omega",
    "few-variables",
    "lone-cluster",
    "nobody-missing",
    "no-data",
    "no-disagreement",
    "no-fit",
    "no-overlap",
    "no-variation",
    "one-cluster",
    "one-group",
    "one-level",
    "one-rater",
    "one-value",
    "too-few",
    "under-half",
]
"""Why something is not computable; its sentences are ``statistics.reason.REASON`` in ``messages/``."""


def why_not(reason: Reason, language: str = "en") -> str:
    """Return a reason as a sentence.

    Args:
        reason: why something was not computed.
        language: da, sv or en.

    Example:
        >>> why_not("one-cluster")
        'All answers come from one organisation, so nothing can be said of the variation between organisations.'
    """
    return say(f"statistics.reason.{reason}", language)


@frozen(kw_only=True)
class Estimate:
    """A value with its interval, as far as they can be computed.

    Attributes:
        value: the estimate; None when it cannot be computed.
        low: lower limit of the interval; None when there is no interval.
        high: upper limit of the interval; None when there is no interval.
        standard_error: standard error of the value where the interval is made from one; else None.
        confidence: confidence of the interval, over 0 and under 1.
        reason: why the value or its interval is None; None when both are there.

    Raises:
        ValueError: a number is NaN, a limit is there without the other, or a reason and the numbers contradict
            each other.

    Example:
        >>> Estimate(value=0.4, low=0.1, high=0.7).complete
        True
        >>> Estimate(reason="no-data").value is None
        True
    """

    value: float | None = field(default=None, converter=optional(float))
    low: float | None = field(default=None, converter=optional(float))
    high: float | None = field(default=None, converter=optional(float))
    standard_error: float | None = field(default=None, converter=optional(float))
    confidence: float = 0.95
    reason: Reason | None = None

    def __attrs_post_init__(self) -> None:
        _refuse_nan(self.value, self.low, self.high, self.standard_error)
        if (self.low is None) != (self.high is None):
            raise ValueError("an interval has two limits")
        if self.complete == (self.reason is not None):
            raise ValueError("a reason stands where, and only where, a value or its interval does not")

    @property
    def complete(self) -> bool:
        """Whether both the value and its interval are there."""
        return self.value is not None and self.low is not None


@frozen(kw_only=True)
class Probability:
    """The p of a test, and how small it could have become with this design.

    Attributes:
        value: the p, two-sided, from 0 to 1; None when it cannot be computed.
        method: ``t``, ``F``, ``enumerated`` (every outcome counted) or ``drawn`` (a seeded sample of outcomes).
        attainable: the smallest p that any data of this size could give; None where there is no such bound.
        outcomes: number of outcomes counted or drawn; None for ``t`` and ``F``.
        seed: seed of the draws; None when nothing was drawn.
        reason: why the p is None.

    Raises:
        ValueError: the p is NaN, or both a p and a reason are given, or neither is.

    Example:
        >>> Probability(value=0.0625, method="enumerated", attainable=0.0625, outcomes=32).can_reach(0.05)
        False
    """

    value: float | None = field(default=None, converter=optional(float))
    method: Literal["t", "F", "enumerated", "drawn"] | None = None
    attainable: float | None = field(default=None, converter=optional(float))
    outcomes: int | None = None
    seed: int | None = None
    reason: Reason | None = None

    def __attrs_post_init__(self) -> None:
        _refuse_nan(self.value)
        if (self.value is None) != (self.reason is not None):
            raise ValueError("a reason stands where, and only where, there is no p")

    def can_reach(self, alpha: float) -> bool:
        """Say whether any data of this size could give a p of at most ``alpha``."""
        return self.attainable is None or self.attainable <= alpha


def _refuse_nan(*numbers: float | None) -> None:
    if any(number is not None and math.isnan(number) for number in numbers):
        raise ValueError("a result is a number, or None with a reason")
