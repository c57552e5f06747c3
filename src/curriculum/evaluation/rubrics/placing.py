"""From a number, or from what a panel judged, to a level."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.raters import Panel
from curriculum.evaluation.rubrics.results import CriterionResult, State
from curriculum.evaluation.rubrics.rubric import Criterion


def placed(criterion: Criterion, value: Bounds, evidence: Iterable[Evidence]) -> CriterionResult:
    """Return the level, or the levels, that a number between bounds reaches."""
    ends = sorted((criterion.rank_of(value.low), criterion.rank_of(value.high)))
    return between(criterion, ends[0], ends[1], value=value, reason="value-open", evidence=evidence)


def between(
    criterion: Criterion,
    lowest: int,
    highest: int,
    *,
    reason: str,
    value: Bounds | None = None,
    evidence: Iterable[Evidence] = (),
    panel: Panel | None = None,
) -> CriterionResult:
    """Return the result of a criterion whose level lies between two.

    Args:
        criterion: the criterion.
        lowest: position of the level that is certainly reached.
        highest: position of the level that is perhaps reached.
        reason: why there are two, for when there are.
        value: the number behind them.
        evidence: what they rest on.
        panel: who judged.
    """
    state: State = "met" if lowest > 0 else "not-met" if highest == 0 else "missing-data"
    return CriterionResult(
        criterion=criterion.id,
        state=state,
        level=criterion.levels[lowest].id,
        highest=criterion.levels[highest].id,
        value=value,
        points=Bounds(criterion.points(lowest), criterion.points(highest)),
        reason=None if lowest == highest else reason,
        evidence=list(evidence),
        panel=panel,
    )
