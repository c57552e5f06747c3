"""A schedule's places as a table: who has a place in which run. Other programs' lists begin with this."""

from __future__ import annotations

import csv
import io

from curriculum.files.cells import guarded
from curriculum.interop.losses import Loss, field_losses
from curriculum.schedule import Schedule

COLUMNS = ("participant", "module", "run")


def places_csv(schedule: Schedule) -> tuple[str, tuple[Loss, ...]]:
    """Return the places as CSV, one a line, and what of the schedule it does not have.

    Example:
        >>> from curriculum.schedule import Place
        >>> schedule = Schedule(
        ...     cohort="c", programme="a:p", status="unknown", score=None, bound=None, points=None, seed=1,
        ...     places=[Place("p1", "basis-1", "B1-01")],
        ... )
        >>> places_csv(schedule)[0].splitlines()
        ['participant,module,run', 'p1,basis-1,B1-01']
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for place in schedule.places:
        table.writerow([guarded(getattr(place, name)) for name in COLUMNS])
    head = ("programme", "status", "score", "bound", "points", "seed", "unfilled", "conflict")
    return text.getvalue(), field_losses("schedule", {n: getattr(schedule, n) for n in head}, [schedule.cohort])
