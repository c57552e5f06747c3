"""From the results of the criteria to gates and a total; what is missing widens the total and never lowers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.results import CriterionResult, GateResult, RubricResult, Verdict
from curriculum.evaluation.rubrics.rubric import Gate, Rubric


def totalled(rubric: Rubric, subject: str, criteria: Iterable[CriterionResult]) -> RubricResult:
    """Return the result of a rubric: the criteria's results with gates and total.

    Args:
        rubric: the rubric.
        subject: what was evaluated.
        criteria: the result of every criterion, in the rubric's order.
    """
    results = {one.criterion: one for one in criteria}
    gates = tuple(gate_result(gate, rubric, results) for gate in rubric.gates)
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria}
    ungated = weighted_mean(weights, {name: one.points for name, one in results.items()})
    total = after_gates(ungated, gates)
    return RubricResult(
        rubric=rubric, subject=subject, criteria=results.values(), gates=gates, ungated=ungated, total=total
    )


def weighted_mean(weights: Mapping[str, Fraction], points: Mapping[str, Bounds | None]) -> Bounds | None:
    """Return the weighted mean of the points of the criteria that apply.

    A criterion of which it is not known whether it applies has open points; the bounds hold either way, because a
    mean without it lies between the means with nothing and with everything for it.

    Args:
        weights: the weights by criterion, 0 or more.
        points: the points by criterion, None where it does not apply.

    Returns:
        The bounds of the mean; None when no criterion with a weight applies.

    Example:
        >>> weights = {"a": Fraction(3), "b": Fraction(1)}
        >>> mean = weighted_mean(weights, {"a": Bounds.exactly(1), "b": Bounds(0, 1)})
        >>> str(mean.low), str(mean.high)
        ('3/4', '1')
    """
    known = {name: bounds for name, bounds in points.items() if bounds is not None}
    every = sum((weights[name] for name in known), Fraction(0))
    if not every:
        return None
    low = sum((weights[name] * bounds.low for name, bounds in known.items()), Fraction(0))
    high = sum((weights[name] * bounds.high for name, bounds in known.items()), Fraction(0))
    return Bounds(low / every, high / every)


def gate_result(gate: Gate, rubric: Rubric, results: Mapping[str, CriterionResult]) -> GateResult:
    """Return whether all criteria of a gate reach their levels; one that does not apply asks for nothing."""
    failing, perhaps = [], []
    for name, level in gate.all_of.items():
        criterion, points = rubric.criterion(name), results[name].points
        needed = criterion.points(criterion.rank(level) or 0)
        if points is not None and points.high < needed:
            failing.append(name)
        elif points is not None and points.low < needed:
            perhaps.append(name)
    verdict: Verdict = "failed" if failing else "open" if perhaps else "passed"
    return GateResult(gate=gate.id, verdict=verdict, failing=sorted(failing or perhaps), at_most=gate.at_most)


def after_gates(total: Bounds | None, gates: tuple[GateResult, ...]) -> Bounds | None:
    """Return a total under the gates: capped by each that is failed, its lower end by each that is open."""
    if total is None:
        return None
    for gate in gates:
        capped = total.at_most(gate.at_most)
        total = {"passed": total, "failed": capped, "open": Bounds(capped.low, total.high)}[gate.verdict]
    return total
