"""Changes to a cohort as data: another number of seats, a day off less, a rule left out.

Each is a small frozen object that makes a changed cohort of a cohort, says what it is in three languages, and is
written in one word on the command line: ``seats:E2-03=25``, ``free:p017=2026-03-12``, ``without:mixing.level``.
Nothing here knows a schedule; what a change is worth is found out by scheduling the changed cohort.
"""

from curriculum.changes.change import CohortChange, with_changes
from curriculum.changes.people import AddPerson, Away, Bar, DropPerson, Free, Pin, Unbar, Unpin
from curriculum.changes.reading import FORMS, read_change
from curriculum.changes.rules import (
    ChooseElectives,
    GoalWeight,
    KeepApart,
    LimitAbsence,
    LimitGap,
    LimitRunsPerDay,
    MixBy,
    TreatPairs,
    WithoutRule,
)
from curriculum.changes.runs import AddRun, DropRun, Minimum, OtherRoom, OtherTeachers, RepeatRun, RunState, Seats

__all__ = [
    "FORMS",
    "AddPerson",
    "AddRun",
    "Away",
    "Bar",
    "ChooseElectives",
    "CohortChange",
    "DropPerson",
    "DropRun",
    "Free",
    "GoalWeight",
    "KeepApart",
    "LimitAbsence",
    "LimitGap",
    "LimitRunsPerDay",
    "Minimum",
    "MixBy",
    "OtherRoom",
    "OtherTeachers",
    "Pin",
    "RepeatRun",
    "RunState",
    "Seats",
    "TreatPairs",
    "Unbar",
    "Unpin",
    "WithoutRule",
    "read_change",
    "with_changes",
]
