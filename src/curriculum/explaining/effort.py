"""How much a change asks for: a convention, so that changes can be ranked.

A seat, a day or a person less in a minimum is 1; another room or teacher 2; what concerns everybody 3 and more; a
further run 6. What matters is the order, not the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from curriculum.changes import (
    CohortChange,
    Free,
    KeepApart,
    LimitAbsence,
    LimitGap,
    LimitRunsPerDay,
    Minimum,
    MixBy,
    OtherRoom,
    OtherTeachers,
    RepeatRun,
    RunState,
    Seats,
    TreatPairs,
    Unbar,
    Unpin,
)
from curriculum.changes.change import the_run
from curriculum.cohort import Cohort

EFFORT: Mapping[type[CohortChange], int] = {
    Seats: 1,
    Minimum: 1,
    Free: 1,
    Unpin: 1,
    Unbar: 1,
    OtherRoom: 2,
    OtherTeachers: 2,
    RunState: 2,
    LimitAbsence: 3,
    LimitRunsPerDay: 3,
    LimitGap: 3,
    MixBy: 4,
    KeepApart: 4,
    TreatPairs: 5,
    RepeatRun: 6,
}
"""The effort of each kind of change; of seats, minimum and days for each one."""
_ANY = 10


def effort(change: CohortChange, cohort: Cohort) -> int:
    """Return how much a change to a cohort asks for, 1 or more."""
    each = EFFORT.get(type(change), _ANY)
    if isinstance(change, Seats):
        return each * max(1, change.seats - (cohort.capacity(the_run(cohort, change.run)) or 0))
    if isinstance(change, Minimum):
        return each * max(1, cohort.minimum(the_run(cohort, change.run)) - change.people)
    if isinstance(change, Free):
        return each * sum((span.last - span.first).days + 1 for span in change.days)
    return each
