"""Who answered when, group by group: and were those who dropped out different from the start?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from attrs import frozen

from curriculum.evaluation.statistics.estimates import Estimate
from curriculum.evaluation.statistics.means import mean_difference
from curriculum.evaluation.statistics.observations import Numbers, Vector, as_codes, as_vector, in_bounds
from curriculum.evaluation.statistics.proportions import share


@frozen(kw_only=True)
class Flow:
    """One row of the flow of answers.

    Attributes:
        group: the group; None for everybody.
        invited: number of people.
        both: number who answered before and after.
        before_only: number who answered before and not after: the drop-outs.
        after_only: number who answered after and not before.
        neither: number who answered never.
        kept: share of those who answered before that also answered after, with Wilson's interval.
        difference: mean before of the drop-outs minus that of those who stayed, in scale points.
    """

    group: Hashable
    invited: int
    both: int
    before_only: int
    after_only: int
    neither: int
    kept: Estimate
    difference: Estimate


def attrition(
    before: Numbers, after: Numbers, groups: Sequence[Hashable] | None = None, *, confidence: float = 0.95
) -> tuple[Flow, ...]:
    """Return the flow of answers: a row for everybody, then one for each group.

    The interval of a share is Wilson's (1927, *Journal of the American Statistical Association* 22:209-212), that
    of the difference in the values before Welch's (1947, *Biometrika* 34:28-35).

    Args:
        before: values before, one a person invited; None or NaN where missing.
        after: values after, of the same people in the same order.
        groups: the group of each person; None for no groups.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> everybody, top, ward = attrition([1, 2, 3, None], [2, None, 4, 3], ["top", "ward", "ward", "ward"])
        >>> (ward.invited, ward.both, ward.before_only, ward.after_only), ward.kept.value
        ((3, 1, 1, 1), 0.5)
    """
    in_bounds(confidence)
    first, last = as_vector(before), as_vector(after)
    if not first.size == last.size == (first.size if groups is None else len(groups)):
        raise ValueError("the columns have different lengths")
    rows = [_flow(None, first, last, confidence)]
    if groups is not None:
        codes, names = as_codes(groups)
        rows += [
            _flow(name, first[codes == code], last[codes == code], confidence) for code, name in enumerate(names)
        ]
    return tuple(rows)


def _flow(group: Hashable, first: Vector, last: Vector, confidence: float) -> Flow:
    early, late = ~np.isnan(first), ~np.isnan(last)
    stayed, left = first[early & late], first[early & ~late]
    return Flow(
        group=group,
        invited=int(first.size),
        both=int(stayed.size),
        before_only=int(left.size),
        after_only=int((~early & late).sum()),
        neither=int((~early & ~late).sum()),
        kept=share(int(stayed.size), int(early.sum()), confidence=confidence),
        difference=_difference(left, stayed, confidence),
    )


def _difference(left: Vector, stayed: Vector, confidence: float) -> Estimate:
    if stayed.size and not left.size:
        return Estimate(confidence=confidence, reason="nobody-missing")
    return mean_difference(left.tolist(), stayed.tolist(), confidence=confidence)
