"""Two groups before and after: two estimators side by side, and whether this design can decide between them.

Where the groups were not drawn by lot, adjusting for the pre-test (ANCOVA) and comparing the changes (d_ppc2)
answer different questions and can disagree (Lord 1967, *Psychological Bulletin* 68:304-305). Then neither is shown
as the answer.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from curriculum.evaluation.statistics.effect_sizes import Sample, pooled_sd, pre_post_control_effect
from curriculum.evaluation.statistics.estimates import Estimate, Probability, Reason
from curriculum.evaluation.statistics.limits import normal_interval
from curriculum.evaluation.statistics.noncentral import small_sample_factor
from curriculum.evaluation.statistics.observations import (
    Numbers,
    Vector,
    complete_rows,
    correlated,
    in_bounds,
    spread,
)
from curriculum.evaluation.statistics.regression import Coefficient, Kind, LinearModel

MOST_APART = 0.3
"""So many standard deviations the two estimates may differ."""


@frozen(kw_only=True)
class GroupComparison:
    """How much more a treated group changed than another.

    Attributes:
        treated: number of people in the treated group with both values.
        control: number of people in the other group with both values.
        missing: number of people left out because a value is missing.
        baseline: difference of the groups before, in pooled pre-test standard deviations.
        ancova: the difference after at equal values before, in scale points.
        ancova_g: the same in pooled pre-test standard deviations, without small-sample bias.
        d_ppc2: the difference in change in pooled pre-test standard deviations, without small-sample bias.
        apart: by how many standard deviations ``ancova_g`` and ``d_ppc2`` differ.
        decidable: whether they agree in sign and within 0.3; None when one of them is not there.
    """

    treated: int
    control: int
    missing: int
    baseline: float | None = None
    ancova: Coefficient
    ancova_g: float | None = None
    d_ppc2: Estimate
    apart: float | None = None
    decidable: bool | None = None


def compare_groups(
    before: Numbers,
    after: Numbers,
    treated: Sequence[bool],
    clusters: Sequence[Hashable] | None = None,
    *,
    unequal: bool = False,
    confidence: float = 0.95,
) -> GroupComparison:
    """Return how much more the treated changed: ANCOVA and Morris' d_ppc2 side by side.

    ANCOVA is after ~ 1 + before + treated: with the textbook's equal variances, with CR2 when the clusters are
    given, or with each person as a cluster (HC2) when ``unequal`` asks for it. d_ppc2 is that of
    :func:`~curriculum.evaluation.statistics.effect_sizes.pre_post_control_effect` with the correlation within
    groups; its interval is a normal one, or with clusters that of the difference in change by CR2, divided by the
    standard deviation.

    "Not decidable by this design" is ``decidable=False``: the two differ in sign, or by more than 0.3 standard
    deviations.

    Args:
        before: values before, one a person; None or NaN where missing.
        after: values after, of the same people in the same order.
        treated: whether the person is in the treated group.
        clusters: the organisation of each person, when several come from one.
        unequal: let the groups vary differently; with clusters they may anyway.
        confidence: confidence of every interval, over 0 and under 1.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` is out of bounds.

    Example:
        >>> found = compare_groups([2, 3, 4, 2, 3, 4], [4, 5, 6, 2, 4, 4], [True] * 3 + [False] * 3)
        >>> round(found.ancova.estimate.value, 2), round(found.d_ppc2.value, 2), found.decidable
        (1.67, 1.33, True)
    """
    in_bounds(confidence)
    if clusters is not None and len(clusters) != len(before):
        raise ValueError("the columns have different lengths")
    (first, last, flag), kept = complete_rows(before, after, [float(one) for one in treated])
    inside: NDArray[np.bool_] = flag == 1
    places = None if clusters is None else [place for place, seen in zip(clusters, kept, strict=True) if seen]
    reason: Reason = "one-group" if inside.size else "no-data"
    found = GroupComparison(
        treated=int(inside.sum()),
        control=int(inside.size - inside.sum()),
        missing=int(np.count_nonzero(~kept)),
        ancova=Coefficient(estimate=Estimate(confidence=confidence, reason=reason), p=Probability(reason=reason)),
        d_ppc2=Estimate(confidence=confidence, reason=reason),
    )
    if not found.treated or not found.control:
        return found
    kind: Kind = "CR2" if places is not None or unequal else "equal"
    ancova = LinearModel(last, [np.ones_like(first), first, flag], places).coefficient(2, kind, confidence)
    d_ppc2, sd = _d_ppc2(first, last, inside, places, confidence)
    found = evolve(found, ancova=ancova, d_ppc2=d_ppc2)
    if not sd:
        return found
    found = evolve(found, baseline=float(first[inside].mean() - first[~inside].mean()) / sd)
    if ancova.estimate.value is None or d_ppc2.value is None:
        return found
    ancova_g = small_sample_factor(first.size - 2) * ancova.estimate.value / sd
    apart = abs(ancova_g - d_ppc2.value)
    agree = ancova_g * d_ppc2.value >= 0 and apart <= MOST_APART
    return evolve(found, ancova_g=ancova_g, apart=apart, decidable=agree)


def _d_ppc2(
    first: Vector, last: Vector, inside: NDArray[np.bool_], places: Sequence[Hashable] | None, confidence: float
) -> tuple[Estimate, float | None]:
    """Return the difference in change in pooled pre-test standard deviations, and that standard deviation."""
    groups = [(first[rows], last[rows]) for rows in (inside, ~inside)]
    if min(before.size for before, _ in groups) < 2:  # noqa: PLR2004 - one value has no spread
        return Estimate(confidence=confidence, reason="too-few"), None
    size = float(np.abs(first).max())
    treated, control = (
        Sample(mean=float(before.mean()), sd=spread(before, size), n=before.size) for before, _ in groups
    )
    sd = pooled_sd(treated, control)
    if not sd:
        return Estimate(confidence=confidence, reason="no-variation"), None
    centred = [np.concatenate([group[time] - group[time].mean() for group in groups]) for time in (0, 1)]
    same = np.ptp(centred[1]) <= 1e-12 * float(np.abs(last).max())
    correlation = 0.0 if same else correlated(*centred)
    treated_after, control_after = (float(after.mean()) for _, after in groups)
    effect = pre_post_control_effect(treated, treated_after, control, control_after, correlation)
    if places is None:
        return normal_interval(effect.g, math.sqrt(effect.variance_g), confidence), sd
    columns = [np.ones_like(first), inside.astype(np.float64)]
    change = LinearModel(last - first, columns, places).coefficient(1, "CR2", confidence).estimate
    return _scaled(change, effect.g, small_sample_factor(first.size - 2) / sd), sd


def _scaled(change: Estimate, value: float, factor: float) -> Estimate:
    if change.low is None or change.high is None:
        return evolve(change, value=value)
    error = None if change.standard_error is None else factor * change.standard_error
    return evolve(change, value=value, low=factor * change.low, high=factor * change.high, standard_error=error)
