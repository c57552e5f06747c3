"""After the next run: was it carried out, and did it do what was predicted?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from attrs import asdict, field, frozen

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, Check, check, fingerprint, sift
from curriculum.coverage import programme_coverage
from curriculum.evaluation.improvement.deciding import ImprovementLog
from curriculum.evaluation.improvement.ideas import target_name
from curriculum.evaluation.improvement.proposal import Expected, Proposal
from curriculum.evaluation.improvement.remedies import remedies
from curriculum.evaluation.improvement.signals import Signal
from curriculum.evaluation.rubrics.results import RubricResult
from curriculum.sequences import as_tuple

Outcome = Literal["as-predicted", "better", "worse", "open", "gone"]
"""``open``: what came out is not known for certain; ``gone``: the criterion is no longer in the rubric."""
_CLOSE = 1e-6


@frozen(kw_only=True)
class FollowUp:
    """What became of one accepted proposal.

    Attributes:
        proposal: the proposal.
        cured: whether what it was to cure is gone; None when that cannot be told: a check is not there, or the
            answers of the next run say nothing, or nothing certain.
        criteria: for each criterion that it was to move, the prediction, the level that came out, and how they
            compare. Other changes were made as well, perhaps: a prediction that came true is no proof.
        signals: what the answers said when it was proposed, and what those of the next run say; None when nothing.
    """

    proposal: Proposal
    cured: bool | None
    criteria: tuple[tuple[Expected, str | None, Outcome], ...] = field(default=(), converter=as_tuple)
    signals: tuple[tuple[Signal, Signal | None], ...] = field(default=(), converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "proposal": self.proposal.id,
            "cause": self.proposal.cause,
            "cured": self.cured,
            "criteria": [
                {**asdict(expected), "observed": observed, "outcome": outcome}
                for expected, observed, outcome in self.criteria
            ],
            "signals": [{"before": asdict(old), "after": new and asdict(new)} for old, new in self.signals],
        }


def follow_up(
    log: ImprovementLog,
    observed: RubricResult,
    catalog: Catalog,
    programme: str,
    *,
    today: date,
    others: Sequence[Catalog] = (),
    checks: Sequence[Check] = CHECKS,
    signals: Collection[Signal] = (),
) -> tuple[FollowUp, ...]:
    """Return what became of every accepted proposal that no later decision has taken back.

    Args:
        log: the decisions.
        observed: what the programme came to afterwards, by the same rubric.
        catalog: the catalog afterwards.
        programme: the programme's id.
        today: suppressions of findings that ended before this day do not count.
        others: catalogs that it uses.
        checks: the checks to run.
        signals: what the answers of the next run say about modules.
    """
    covered = programme_coverage(catalog, programme, others=others, repairs=False)
    kept = {target_name(target) for target in covered.targets if target.guaranteed}
    told = sift(catalog, check(catalog, checks=checks), checks, today=today).told
    findings = {" ".join(fingerprint(catalog, finding)) for finding in told}
    codes = {one.code for one in checks}
    wanting = {f"{remedy.criterion} {remedy.module}" for remedy in remedies(catalog, observed)}

    def cured(proposal: Proposal) -> bool | None:
        if proposal.origin == "data":
            return _no_longer_against([signal for signal in signals if signal.module == proposal.cause])
        if proposal.origin == "gap":
            return proposal.cause in kept
        if proposal.origin == "criterion":
            return proposal.cause not in wanting
        known = proposal.cause.partition(" ")[0] in codes
        return proposal.cause not in findings if known else None

    return tuple(
        FollowUp(
            proposal=decision.proposal,
            cured=cured(decision.proposal),
            criteria=list(_held_against(decision.proposal.expected, observed)),
            signals=[(signal, _again(signal, signals)) for signal in decision.proposal.signals],
        )
        for decision in log.standing()
        if decision.verdict == "accepted"
    )


def _no_longer_against(said: Collection[Signal]) -> bool | None:
    """Tell whether signals have ceased to speak against a module; None when that is not certain."""
    if any(signal.sure for signal in said):
        return False
    return True if said and all(signal.low >= 0 for signal in said) else None


def _again(signal: Signal, signals: Collection[Signal]) -> Signal | None:
    """Return what the next run says of the same module by the same measurement."""
    about = signal.module, signal.measurement
    return next((one for one in signals if (one.module, one.measurement) == about), None)


def _held_against(
    expected: Collection[Expected], observed: RubricResult
) -> Iterator[tuple[Expected, str | None, Outcome]]:
    results = {one.criterion: one for one in observed.criteria}
    for one in expected:
        result = results.get(one.criterion)
        if result is None:
            yield one, None, "gone"
        elif result.points is None or not result.points.known:
            yield one, result.level, "open"
        else:
            apart = float(result.points.low) - one.points
            outcome: Outcome = "as-predicted" if abs(apart) < _CLOSE else "better" if apart > 0 else "worse"
            yield one, result.level, outcome
