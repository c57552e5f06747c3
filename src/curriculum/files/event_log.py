"""The log of a series of events, as TOML: what was changed in the design, when, and why."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.errors import raise_if
from curriculum.evaluation.events.log import Log
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml


def load_event_log(file: FilePath, events: Iterable[str]) -> Log:
    """Read a log of events.

    Args:
        file: the path of a TOML file with ``[[adaptations]]`` and ``[[events]]``; their keys are the attributes
            of the classes of :mod:`curriculum.evaluation.events.log`.
        events: ids of the runs, which are events as well.

    Raises:
        InvalidInput: with every finding, each with file, line and place.
    """
    raw, complaints = read_toml(file)
    log: Log = Reader(complaints).record(Log, check_schema(raw, complaints), "")
    if isinstance(log, Log):
        complaints.add(log.findings(events))
    raise_if(complaints.located())
    return log
