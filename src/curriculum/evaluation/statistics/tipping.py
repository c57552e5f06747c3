"""How differently those who did not answer must have fared for the conclusion to fall."""

from __future__ import annotations

from attrs import frozen

from curriculum.evaluation.statistics.estimates import Reason
from curriculum.evaluation.statistics.paired import PairedChange


@frozen(kw_only=True)
class TippingPoint:
    """The mean change of those who are missing at which a conclusion falls.

    Attributes:
        answered: number of people whose change is known.
        missing: number of people whose change is not.
        no_change: mean change of the missing at which nobody changed on average, in scale points.
        no_evidence: mean change of the missing at which the interval of all just reaches zero; None when the
            interval of those who answered holds zero already: there is nothing to tip.
        possible: whether the missing can have changed that much on this scale; None when the scale is not given or
            there is nothing to tip.
        reason: why there is no tipping point.
    """

    answered: int
    missing: int
    no_change: float | None = None
    no_evidence: float | None = None
    possible: bool | None = None
    reason: Reason | None = None


def tipping_point(change: PairedChange, *, width: float | None = None) -> TippingPoint:
    """Return the mean change of the missing at which the conclusion from those who answered falls.

    A pattern-mixture model with the mean change delta of the missing as its unknown (Little 1993, *Journal of the
    American Statistical Association* 88:125-134; tipping points: Yan, Lee & Li 2009, *Journal of Biopharmaceutical
    Statistics* 19:1085-1098). With n known changes, m missing and L the interval's limit nearest to zero, the
    interval of all (n L + m delta) / (n + m) reaches zero at delta = -n L / m.

    Args:
        change: the change of those who answered; ``change.missing`` are the others.
        width: the highest answer of the scale minus the lowest, over 0: nobody can change by more.

    Raises:
        ValueError: ``width`` is not over 0.

    Example:
        >>> from curriculum.evaluation.statistics.paired import paired_change
        >>> change = paired_change([2, 3, 2, 3, 2, 3, 2, 3, None, 2], [3, 4, 3, 4, 3, 4, 4, 4, 5, None])
        >>> found = tipping_point(change, width=4)
        >>> round(found.no_change, 2), round(found.no_evidence, 2), found.possible
        (-4.5, -3.32, True)
    """
    if width is not None and not width > 0:
        raise ValueError("a scale has a width over 0")
    mean, n, m = change.mean, change.n, change.missing
    if mean.value is None or not m:
        reason: Reason = "no-data" if mean.value is None else "nobody-missing"
        return TippingPoint(answered=n, missing=m, reason=reason)
    no_change = -n * mean.value / m
    if mean.low is None or mean.high is None:
        return TippingPoint(answered=n, missing=m, no_change=no_change, reason=mean.reason)
    if mean.low <= 0 <= mean.high:
        return TippingPoint(answered=n, missing=m, no_change=no_change)
    nearest = mean.low if mean.low > 0 else mean.high
    no_evidence = -n * nearest / m
    return TippingPoint(
        answered=n,
        missing=m,
        no_change=no_change,
        no_evidence=no_evidence,
        possible=None if width is None else abs(no_evidence) <= width,
    )
