"""What evaluating with a rubric comes to: a state for each criterion, gates, and a total that hides nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from curriculum.evaluation.rubrics.bounds import OPEN, Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.raters import Agreement, Panel
from curriculum.evaluation.rubrics.rubric import Rubric
from curriculum.sequences import as_tuple

if TYPE_CHECKING:
    from curriculum.evaluation.privacy import Release

State = Literal["met", "not-met", "not-applicable", "not-assessed", "missing-data", "error", "withheld"]
"""What a criterion comes to.

``met``: a level above the lowest is reached; ``not-met``: the lowest is all there is; ``not-applicable``: the
question does not arise; ``not-assessed``: nobody has looked; ``missing-data``: somebody has, and it does not
suffice; ``error``: a computation failed, and the reason names whose it is; ``withheld``: too few people to tell.
"""
Verdict = Literal["passed", "failed", "open"]


@frozen(kw_only=True)
class CriterionResult:
    """What one criterion comes to.

    Attributes:
        criterion: the criterion's id.
        state: what became of it.
        level: id of the level that is certainly reached; None when nothing is known.
        highest: id of the level that is perhaps reached; None when nothing is known.
        value: the number that was computed, measured or imported; None for what people judge.
        points: what it counts, from 0 to 1; None when it does not apply.
        reason: why there is no level, or no single one: the name of a sentence; None when there is.
        details: what the reason's sentence names.
        evidence: what it rests on.
        panel: how people judged, for a judged criterion.
    """

    criterion: str
    state: State
    level: str | None = None
    highest: str | None = None
    value: Bounds | None = None
    points: Bounds | None = OPEN
    reason: str | None = None
    details: dict[str, str] = field(factory=dict, hash=False)
    evidence: tuple[Evidence, ...] = field(default=(), converter=as_tuple)
    panel: Panel | None = None

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "criterion": self.criterion,
            "state": self.state,
            "level": self.level,
            "highest": self.highest,
            "value": self.value and self.value.document(),
            "points": self.points and self.points.document(),
            "reason": self.reason,
            "details": dict(self.details),
            "evidence": [one.document() for one in self.evidence],
            "raters": self.panel and self.panel.document(),
        }


@frozen(kw_only=True)
class GateResult:
    """What became of a gate.

    Attributes:
        gate: the gate's id.
        verdict: passed, failed, or open while something is missing.
        failing: ids of the criteria that stand in the way, or may, sorted.
        at_most: the highest total when it is failed.
    """

    gate: str
    verdict: Verdict
    failing: tuple[str, ...] = field(default=(), converter=as_tuple)
    at_most: Fraction

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "gate": self.gate,
            "verdict": self.verdict,
            "failing": list(self.failing),
            "at_most": float(self.at_most),
        }


@frozen(kw_only=True)
class RubricResult:
    """What an evaluation with a rubric comes to.

    Attributes:
        rubric: the rubric.
        subject: what was evaluated: ``catalog:programme``, with the cohort's id behind a slash where there is one.
        criteria: every criterion's result, in the rubric's order.
        gates: every gate's, in the rubric's order.
        ungated: weighted mean of the points, from 0 to 1, before the gates; None when no criterion applies.
        total: the same after them.
        agreement: how far the raters agree, when two or more have judged.
        release: which groups of people are shown, for the next report's privacy gate; None without answers.
    """

    rubric: Rubric
    subject: str
    criteria: tuple[CriterionResult, ...] = field(converter=as_tuple)
    gates: tuple[GateResult, ...] = field(default=(), converter=as_tuple)
    ungated: Bounds | None = None
    total: Bounds | None = None
    agreement: Agreement | None = None
    release: Release | None = None

    def of(self, criterion_id: str) -> CriterionResult:
        """Return the result of one criterion.

        Raises:
            KeyError: the rubric has no such criterion.
        """
        for result in self.criteria:
            if result.criterion == criterion_id:
                return result
        raise KeyError(criterion_id)

    def document(self) -> dict[str, Any]:
        """Return the result as plain data; nobody's comments are in it."""
        return {
            "rubric": self.rubric.id,
            "version": self.rubric.version,
            "definition": self.rubric.document(),
            "subject": self.subject,
            "criteria": [
                {**result.document(), "weight": float(self.rubric.criterion(result.criterion).weight)}
                for result in self.criteria
            ],
            "gates": [gate.document() for gate in self.gates],
            "ungated": self.ungated and self.ungated.document(),
            "total": self.total and self.total.document(),
            "agreement": self.agreement and self.agreement.document(),
        }
