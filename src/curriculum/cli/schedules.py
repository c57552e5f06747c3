"""The schedule that a command takes for a cohort where none has to be named."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curriculum.cohort import Cohort
    from curriculum.schedule import Schedule

BESIDE = "schedule.json"
"""The schedule beside the cohort's file, which is taken where no other is named."""


def usual_schedule(arguments: Namespace, cohort: Cohort) -> Schedule | None:
    """Return the schedule that is named, else the cohort's previous one, else the one beside its file, else none.

    Args:
        arguments: the command line, with ``cohort`` and perhaps ``by-schedule``.
        cohort: the cohort.

    Raises:
        InvalidInput: it cannot be read, or is of another cohort.
    """
    from curriculum.errors import Finding, InvalidInput
    from curriculum.files import load_schedule

    folder = Path(arguments.cohort)
    beside = (folder if folder.is_dir() else folder.parent) / BESIDE
    path = getattr(arguments, "by-schedule") or (beside if beside.is_file() else None)
    if getattr(arguments, "by-schedule") is None and cohort.previous is not None:
        return cohort.previous
    if path is None:
        return None
    schedule = load_schedule(path)
    if schedule.cohort != cohort.id:
        values = {"found": schedule.cohort, "expected": cohort.id}
        raise InvalidInput([Finding(code="schedule-of-another", values=values, file=str(path), where="cohort")])
    return schedule
