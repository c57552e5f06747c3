"""A comparison as plain data: the JSON document of ``curriculum compare --json``."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from attrs import asdict

from curriculum.comparing.results import Comparison, MetricChange, ProgrammeChange, as_number
from curriculum.coverage.results import LevelCoverage, TargetCoverage


def comparison_document(found: Comparison, language: str = "en") -> dict[str, Any]:
    """Return a comparison as one document.

    An amount is a number, and beside it ``exact`` the same as a whole number or fraction in words (``"7/3"``), so
    that ``before``, ``after`` and the parts can be added up without rounding. ``edits`` of a part are positions in
    the list of edits, from 0.

    Args:
        found: the comparison.
        language: language of the doubts: da, sv or en.
    """
    return {
        "before": found.before,
        "after": found.after,
        "same": found.same,
        "edits": [asdict(edit) for edit in found.edits],
        "competencies": [asdict(match) for match in found.matched],
        "framework": [asdict(concept) for concept in found.concepts],
        "metrics": [_metric(change) for change in found.metrics],
        "divided": {"removed": found.ways[0], "added": found.ways[1]},
        "programmes": [_programme(change) for change in found.programmes],
        "findings": {
            name: [{"code": code, "entry": where} for code, where in marks]
            for name, marks in (("gone", found.gone), ("new", found.new))
        },
        "doubts": [{"code": doubt.code, "message": doubt.message(language)} for doubt in found.doubts],
    }


def _metric(change: MetricChange) -> Mapping[str, Any]:
    return {
        "metric": change.metric,
        "before": _amount(change.before),
        "after": _amount(change.after),
        "change": _amount(change.change),
        "parts": [{"edits": part.edits, **_amount(part.amount)} for part in change.parts],
    }


def _amount(amount: Fraction) -> Mapping[str, Any]:
    return {"amount": as_number(amount), "exact": str(amount)}


def _programme(change: ProgrammeChange) -> Mapping[str, Any]:
    return {
        "before": change.before,
        "after": change.after,
        "levels": [
            {"level": (was or now).level, "before": _level(was), "after": _level(now)}  # type: ignore[union-attr]
            for was, now in change.levels
        ],
        "targets": [
            {
                "competency": target.competency,
                "level": target.level,
                "verdict": target.verdict,
                "before": _target(target.before),
                "after": _target(target.after),
            }
            for target in change.targets
        ],
    }


def _level(level: LevelCoverage | None) -> Mapping[str, Any] | None:
    if level is None:
        return None
    return {
        "targets": level.targets,
        "guaranteed": level.guaranteed,
        "mean": float(level.mean),
        "best": level.best,
    }


def _target(target: TargetCoverage | None) -> Mapping[str, Any] | None:
    if target is None:
        return None
    return {
        "reaches": target.reaches,
        "guaranteed": target.guaranteed,
        "share": float(target.share),
        "lowest": target.lowest,
        "highest": target.highest,
    }
