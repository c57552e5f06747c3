"""How long an outcome takes, estimated from those that are there."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from curriculum.coverage.scope import Scope
from curriculum.model import LearningOutcome, Module


def typical_hours(scope: Scope, competency: str, step: str | None) -> float | None:
    """Estimate the contact hours that an outcome takes.

    A module's contact hours are shared among its outcomes as its activities share theirs, or evenly when they say
    no hours. The estimate is the mean over the outcomes at the same step of the same competency; without any, over
    those of the same competency; without any, over all outcomes. None when no module with outcomes says its hours.
    """
    rank = scope.rank(competency, step)
    shared = [
        (outcome, hours)
        for module in scope.modules.values()
        if module.hours is not None
        for outcome, hours in _shares(module)
    ]
    same = [one for one in shared if one[0].competency == competency]
    exact = [one for one in same if scope.rank(competency, one[0].reaches) == rank]
    for group in (exact, same, shared):
        if group:
            return round(float(sum(hours for _, hours in group) / len(group)), 2)
    return None


def _shares(module: Module) -> Iterator[tuple[LearningOutcome, Fraction]]:
    """Yield a module's outcomes with their share of its contact hours."""
    weights = {outcome.id: Fraction(0) for outcome in module.outcomes}
    for activity in module.activities:
        for name in activity.outcomes:
            weights[name] += Fraction(str(activity.hours or 0)) / len(activity.outcomes)
    total = sum(weights.values())
    for outcome in module.outcomes:
        share = weights[outcome.id] / total if total else Fraction(1, len(weights))
        yield outcome, share * Fraction(str(module.hours))
