"""Computed criteria: an indicator, or the number of findings of a check. A failure is held against whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from curriculum.checks import CHECKS, Check
from curriculum.errors import Finding
from curriculum.evaluation.rubrics.bounds import Bounds
from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.indicators import INDICATORS, Blank, Indicator, Situation
from curriculum.evaluation.rubrics.indicators.indicator import Measurement
from curriculum.evaluation.rubrics.placing import placed
from curriculum.evaluation.rubrics.results import CriterionResult
from curriculum.evaluation.rubrics.rubric import CHECK, Criterion
from curriculum.sequences import as_tuple


def _no_faults() -> Iterable[Finding]:
    return ()


@frozen(kw_only=True)
class Computing:
    """What computed criteria can ask for.

    Attributes:
        indicators: indicators by name.
        checks: the checks whose findings can be counted.
        faults: what went wrong so far in checks that plugins bring: those stop nothing else by raising.
    """

    indicators: Mapping[str, Indicator] = field(factory=lambda: INDICATORS)
    checks: Sequence[Check] = field(default=CHECKS, converter=as_tuple)
    faults: Callable[[], Iterable[Finding]] = _no_faults


def computed_result(criterion: Criterion, situation: Situation, computing: Computing) -> CriterionResult:
    """Return what a computed criterion comes to."""
    name = criterion.indicator or ""
    if name.startswith(CHECK):
        return _counted(criterion, name.removeprefix(CHECK), situation, computing)
    indicator = computing.indicators.get(name)
    if indicator is None:
        return _failed(criterion, "no-indicator", name=name)
    if indicator.needs == "schedule" and (situation.cohort is None or situation.schedule is None):
        looked = [Evidence("absence", "none-schedule")]
        return CriterionResult(criterion=criterion.id, state="missing-data", reason="no-schedule", evidence=looked)
    try:
        found = indicator.find(situation)
    except Exception as error:  # noqa: BLE001 - what one indicator does must not take the other criteria down
        return _failed(
            criterion, "indicator-raises", name=name, plugin=indicator.brought_by, error=type(error).__name__
        )
    if isinstance(found, Measurement):
        return placed(criterion, found.value, found.evidence)
    return _blank(criterion, found)


def _counted(criterion: Criterion, code: str, situation: Situation, computing: Computing) -> CriterionResult:
    """Count the findings of a check in the whole catalog."""
    check = next((one for one in computing.checks if one.code == code), None)
    if check is None:
        return _failed(criterion, "no-check", name=code)
    try:
        places = [finding.where for finding in check.findings(situation.catalog)]
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(criterion, "indicator-raises", name=code, plugin="curriculum", error=type(error).__name__)
    for fault in computing.faults():
        if fault.values.get("check") == code:
            return _failed(criterion, "check-raises", name=code, plugin=fault.values.get("distribution", "?"))
    from curriculum.checks.places import named

    found = [named(situation.catalog, where) for where in places]
    evidence = [Evidence("node", "findings", found)] if found else [Evidence("absence", "no-findings", [code])]
    return placed(criterion, Bounds.exactly(Fraction(len(found))), evidence)


def _blank(criterion: Criterion, blank: Blank) -> CriterionResult:
    result = CriterionResult(
        criterion=criterion.id, state=blank.state, reason=blank.reason, evidence=blank.evidence
    )
    return evolve(result, points=None) if blank.state == "not-applicable" else result


def _failed(criterion: Criterion, reason: str, **details: str) -> CriterionResult:
    return CriterionResult(criterion=criterion.id, state="error", reason=reason, details=details)
