"""Logs of decisions on proposals: JSON to :class:`~curriculum.evaluation.improvement.ImprovementLog` and back."""

from __future__ import annotations

import json

from attrs import asdict

from curriculum.errors import raise_if
from curriculum.evaluation.improvement.deciding import ImprovementLog
from curriculum.files.json_file import read_json
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA, Reader, check_schema


def load_improvement_log(path: FilePath) -> ImprovementLog:
    """Read a log of decisions.

    Raises:
        InvalidInput: with every finding, each with line and place.
    """
    raw, complaints = read_json(path)
    reader = Reader(complaints)
    if isinstance(raw, dict):
        raw = check_schema(raw, complaints)
    log: ImprovementLog = reader.record(ImprovementLog, raw, "")
    raise_if(complaints.located())
    return log


def improvement_log_text(log: ImprovementLog) -> str:
    """Return the text of a log: keys sorted, decisions in their order."""
    document = {"schema": SCHEMA, **asdict(log)}
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
