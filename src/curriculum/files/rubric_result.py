"""Saved results of rubrics, ``rubric.json``: to compare and rank what was evaluated at different times."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args

from attrs import fields

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.evaluation.rubrics import Bounds, Criterion, CriterionResult, Evidence, Panel, Rubric, RubricResult
from curriculum.evaluation.rubrics.bounds import OPEN
from curriculum.evaluation.rubrics.results import State
from curriculum.evaluation.rubrics.totals import totalled
from curriculum.files.complaints import Complaints
from curriculum.files.json_file import read_json
from curriculum.files.reading import FilePath
from curriculum.files.rubric import rubric_of


def load_rubric_result(path: FilePath) -> RubricResult:
    """Read what an evaluation with a rubric came to.

    Args:
        path: what ``curriculum evaluate --rubric ID --json`` printed, or the ``rubric.json`` of its ``--out``.

    Raises:
        InvalidInput: it cannot be read, or is something else.
    """
    raw, complaints = read_json(path)
    raise_if(complaints.located())
    held = raw.get("rubric") if isinstance(raw, dict) else None
    return _result(held if isinstance(held, dict) else raw, os.fspath(path))


def as_saved(result: RubricResult) -> RubricResult:
    """Return a result as it is when it has been saved and read, so that it can be held against one that was."""
    return _result(json.loads(json.dumps(result.document(), sort_keys=True), parse_float=Decimal), "")


def _result(document: Any, file: str) -> RubricResult:
    """Return the result that a document describes: points, gates and totals are computed anew from the levels."""
    complaints = Complaints(file)
    try:
        rubric = rubric_of(document["definition"], complaints)
        raise_if(complaints.located())
        results = {one["criterion"]: _criterion_result(rubric, one) for one in document["criteria"]}
        found = [results[criterion.id] for criterion in rubric.criteria]
        return totalled(rubric, str(document["subject"]), found)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise InvalidInput([Finding(code="no-rubric-result", file=file)]) from None


def _criterion_result(rubric: Rubric, raw: Mapping[str, Any]) -> CriterionResult:
    criterion = rubric.criterion(raw["criterion"])
    if raw["state"] not in get_args(State):
        raise ValueError(raw["state"])
    return CriterionResult(
        criterion=criterion.id,
        state=raw["state"],
        level=raw["level"],
        highest=raw["highest"],
        value=raw["value"] and Bounds(*map(Fraction, raw["value"])),
        points=_points(criterion, raw),
        reason=raw["reason"],
        details=dict(raw["details"]),
        evidence=[Evidence(**one) for one in raw["evidence"]],
        panel=raw["raters"] and _panel(criterion, raw),
    )


def _points(criterion: Criterion, raw: Mapping[str, Any]) -> Bounds | None:
    if raw["state"] == "not-applicable":
        return None
    return (
        OPEN if raw["level"] is None else Bounds(*(criterion.points(_rank(criterion, end)) for end in _ends(raw)))
    )


def _panel(criterion: Criterion, raw: Mapping[str, Any]) -> Panel:
    known = {attribute.name for attribute in fields(Panel)}
    said = {key: value for key, value in raw["raters"].items() if key in known}
    lowest, highest = (None if end is None else _rank(criterion, end) for end in _ends(raw))
    return Panel(**{**said, "counts": list(said["counts"].items())}, lowest=lowest, highest=highest)


def _ends(raw: Mapping[str, Any]) -> tuple[Any, Any]:
    return raw["level"], raw["highest"]


def _rank(criterion: Criterion, level: str) -> int:
    rank = criterion.rank(level)
    if rank is None:
        raise ValueError(level)
    return rank
