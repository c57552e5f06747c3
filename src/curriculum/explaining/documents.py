"""Explanations as plain data: the JSON document of ``curriculum explain --json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict

from curriculum.cohort import Cohort
from curriculum.explaining.results import Effect, Explanation
from curriculum.schedule import Score


def explanations_document(found: Iterable[Explanation], cohort: Cohort, language: str = "en") -> dict[str, Any]:
    """Return explanations as one document.

    Args:
        found: the explanations.
        cohort: the cohort that they are about.
        language: language of the sentences that describe changes: da, sv or en.
    """
    return {"cohort": cohort.id, "explanations": [_explanation(one, cohort, language) for one in found]}


def _explanation(one: Explanation, cohort: Cohort, language: str) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "verdict": one.verdict,
        "people": one.people,
        "module": one.module,
        "run": one.run,
        "obstacles": [asdict(obstacle) for obstacle in one.obstacles],
        "conflict": [asdict(entry) for entry in one.conflict],
        "confirmed": one.confirmed,
        "changes": [_effect(effect, cohort, language) for effect in one.effects],
        "tried": one.tried,
        "unknown": [[str(change) for change in changes] for changes in one.unknown],
        "nearby": None if one.nearby is None else dict(zip(("people", "runs"), one.nearby, strict=True)),
        "alike": one.alike,
        "also": one.also,
    }


def _effect(effect: Effect, cohort: Cohort, language: str) -> dict[str, Any]:
    return {
        "changes": [str(change) for change in effect.changes],
        "text": [change.describe(language, cohort) for change in effect.changes],
        "before": _score(effect.before),
        "after": _score(effect.after),
        "proven": effect.proven,
        "impossible": effect.impossible,
        "moved": effect.moved,
        "effort": effect.effort,
    }


def _score(score: Score | None) -> dict[str, int] | None:
    return None if score is None else asdict(score)
