"""What the improvement loop reads and writes: logs of decisions, and what an evaluation says of modules."""

from __future__ import annotations

import json
import os

from attrs import asdict, evolve

from curriculum.errors import InvalidInput, raise_if
from curriculum.evaluation.improvement.deciding import ImprovementLog
from curriculum.evaluation.improvement.signals import Signals
from curriculum.files.json_file import read_json
from curriculum.files.json_record import read_record
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA


def load_improvement_log(path: FilePath) -> ImprovementLog:
    """Read a log of decisions.

    Raises:
        InvalidInput: with every finding, each with line and place.
    """
    return read_record(ImprovementLog, path)


def improvement_log_text(log: ImprovementLog) -> str:
    """Return the text of a log: keys sorted, decisions in their order."""
    document = {"schema": SCHEMA, **asdict(log)}
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load_signals(path: FilePath) -> Signals:
    """Read what an evaluation says about modules.

    Args:
        path: what ``curriculum evaluate --json`` printed, or the ``evaluation.json`` of its ``--out``.

    Raises:
        InvalidInput: it cannot be read, or is something else.
    """
    raw, complaints = read_json(path)
    raise_if(complaints.located())
    try:
        return Signals.read(raw)
    except InvalidInput as invalid:
        raise InvalidInput(evolve(finding, file=os.fspath(path)) for finding in invalid.findings) from None
