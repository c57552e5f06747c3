"""Scores that come from elsewhere, such as a maturity model that somebody else owns: the score, never its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from attrs import frozen

from curriculum.errors import Finding
from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.placing import placed
from curriculum.evaluation.rubrics.results import CriterionResult
from curriculum.evaluation.rubrics.rubric import Criterion, Rubric
from curriculum.known import Known


@frozen(kw_only=True)
class ImportedScore:
    """One score from elsewhere.

    Attributes:
        criterion: id of the criterion that it is for.
        value: the score; None when there should be one and is not.
        source: where it comes from: a report, a system, a date.
    """

    criterion: str
    value: Fraction | None
    source: str


def imported_result(criterion: Criterion, scores: Iterable[ImportedScore] | None) -> CriterionResult:
    """Return what an imported criterion comes to.

    Of several scores for one criterion the lowest and the highest are the bounds: two sources that differ are not
    averaged.
    """
    own = [one for one in scores or () if one.criterion == criterion.id]
    if not own:
        return CriterionResult(criterion=criterion.id, state="not-assessed", reason="no-score")
    evidence = [Evidence("document", "score-from", {one.source for one in own})]
    known = [one.value for one in own if one.value is not None]
    if len(known) < len(own):
        return CriterionResult(
            criterion=criterion.id, state="missing-data", reason="empty-score", evidence=evidence
        )
    return placed(criterion, Bounds(min(known), max(known)), evidence)


def score_findings(rubric: Rubric, scores: Iterable[ImportedScore]) -> Iterator[Finding]:
    """Yield the scores that are for no imported criterion of the rubric."""
    criteria = Known("criteria", (one.id for one in rubric.criteria if one.kind == "imported"))
    for index, one in enumerate(scores):
        if one.criterion not in criteria:
            yield criteria.unknown(one.criterion, f"scores[{index}].criterion")
