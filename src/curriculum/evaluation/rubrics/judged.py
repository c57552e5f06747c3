"""Judged criteria: what raters wrote, as a result."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from curriculum.errors import Finding
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.placing import between
from curriculum.evaluation.rubrics.raters import NOT_APPLICABLE, Rating, panel_of
from curriculum.evaluation.rubrics.results import CriterionResult
from curriculum.evaluation.rubrics.rubric import Criterion, Rubric
from curriculum.known import Known


def rating_findings(rubric: Rubric, ratings: Collection[Rating]) -> Iterator[Finding]:
    """Yield what is wrong with ratings: criteria and levels that are none, and a rater who rates twice.

    Nobody adjudicates twice either: a decision is not overwritten.
    """
    judged = {one.id: one for one in rubric.criteria if one.kind == "judged"}
    criteria = Known("criteria", judged)
    seen: set[tuple[str, ...]] = set()
    for index, one in enumerate(ratings):
        where = f"ratings[{index}]"
        if one.criterion not in criteria:
            yield criteria.unknown(one.criterion, f"{where}.criterion")
            continue
        levels = Known("levels", [*(level.id for level in judged[one.criterion].levels), NOT_APPLICABLE])
        if one.level is not None and one.level not in levels:
            yield levels.unknown(one.level, f"{where}.level")
        key = (one.criterion,) if one.adjudicates else (one.criterion, one.rater)
        if key in seen:
            code = "adjudicated-twice" if one.adjudicates else "rated-twice"
            yield Finding(code=code, values={"criterion": one.criterion}, where=where)
        seen.add(key)


def judged_result(criterion: Criterion, ratings: Collection[Rating] | None) -> CriterionResult:
    """Return what a judged criterion comes to."""
    listed = list(ratings or ())
    own = [one for one in listed if one.criterion == criterion.id]
    panel = panel_of(criterion, own, {one.rater for one in listed if not one.adjudicates})
    documents = {document for one in own for document in one.evidence}
    evidence = [Evidence("document", "raters-saw", documents)] if documents else []
    if panel is None:
        return CriterionResult(criterion=criterion.id, state="not-assessed", reason="no-rating")
    if panel.lowest is None or panel.highest is None:
        return CriterionResult(
            criterion=criterion.id,
            state="not-applicable",
            points=None,
            reason="raters-say",
            evidence=evidence,
            panel=panel,
        )
    reason = "raters-missing" if panel.rated < panel.size else "raters-differ"
    return between(criterion, panel.lowest, panel.highest, reason=reason, evidence=evidence, panel=panel)
