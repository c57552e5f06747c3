"""How much a change asks for: a convention, so that changes can be ranked.

A seat, a day or a person less in a minimum is 1; another room or teacher 2; what concerns everybody 3 and more; a
further run 6. What matters is the order, not the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from curriculum import changes
from curriculum.changes import CohortChange
from curriculum.changes.change import the_run
from curriculum.cohort import Cohort

EFFORT: Mapping[type[CohortChange], int] = {
    changes.Seats: 1,
    changes.Minimum: 1,
    changes.Free: 1,
    changes.Unpin: 1,
    changes.Unbar: 1,
    changes.OtherRoom: 2,
    changes.OtherTeachers: 2,
    changes.RunState: 2,
    changes.LimitAbsence: 3,
    changes.LimitRunsPerDay: 3,
    changes.LimitGap: 3,
    changes.MixBy: 4,
    changes.KeepApart: 4,
    changes.TreatPairs: 5,
    changes.RepeatRun: 6,
}
"""The effort of each kind of change; of seats, minimum and days for each one."""
_ANY = 10


def effort(change: CohortChange, cohort: Cohort) -> int:
    """Return how much a change to a cohort asks for, 1 or more."""
    each = EFFORT.get(type(change), _ANY)
    if isinstance(change, changes.Seats):
        return each * max(1, change.seats - (cohort.capacity(the_run(cohort, change.run)) or 0))
    if isinstance(change, changes.Minimum):
        return each * max(1, cohort.minimum(the_run(cohort, change.run)) - change.people)
    if isinstance(change, changes.Free):
        return each * sum((span.last - span.first).days + 1 for span in change.days)
    return each
