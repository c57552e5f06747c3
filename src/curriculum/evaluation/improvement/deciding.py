"""Decisions on proposals, kept for good: who, in which role, when, and why. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.evaluation.improvement.proposal import Proposal
from curriculum.model import choice_findings
from curriculum.sequences import as_tuple

Verdict = Literal["accepted", "rejected"]


@frozen(kw_only=True)
class Decision:
    """One decision.

    Attributes:
        proposal: the proposal as it was decided on, its prediction included.
        verdict: accepted or rejected.
        role: who decided, as a role: ``programme lead``, ``steering group``; nobody's name.
        day: when, as ``2026-06-01``.
        why: the reason.

    Raises:
        InvalidInput: the verdict is neither of the two, the role or the reason is empty, or the day is none.
    """

    proposal: Proposal
    verdict: Verdict
    role: str
    day: str
    why: str

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the decision."""
        yield from choice_findings(self.verdict, Verdict, "verdict")
        for name in ("role", "why"):
            if not getattr(self, name).strip():
                yield Finding(code="decision-without", values={"name": name}, where=name)
        try:
            date.fromisoformat(self.day)
        except ValueError:
            yield Finding(code="decision-without-day", values={"value": self.day}, where="day")


@frozen(kw_only=True)
class ImprovementLog:
    """Every decision about one programme, the oldest first.

    Attributes:
        programme: ``catalog:programme``.
        rubric: id of the rubric that predictions were made with.
        decisions: the decisions.
    """

    programme: str
    rubric: str
    decisions: tuple[Decision, ...] = field(default=(), converter=as_tuple)

    def with_decision(self, decision: Decision) -> ImprovementLog:
        """Return the log with one more decision at its end."""
        return evolve(self, decisions=(*self.decisions, decision))

    def standing(self) -> tuple[Decision, ...]:
        """Return the last decision on each proposal, in the order in which they were made."""
        last = {decision.proposal.id: decision for decision in self.decisions}
        return tuple(one for one in self.decisions if last[one.proposal.id] is one)
