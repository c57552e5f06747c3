"""Who drives how far: a table for the travel account."""

import csv
import io
from collections.abc import Iterator, Mapping

from curriculum import Cohort, Schedule
from curriculum_travel.options import RULE, LongDrives

HEADINGS = ("participant", "run", "from", "to", "days", "km")


def mileage(cohort: Cohort, schedule: Schedule) -> Mapping[str, str]:
    """Return the table ``mileage.csv``: a line for each place to which somebody drives, there and back.

    A distance that the cohort does not name leaves the kilometres empty.

    Raises:
        ValueError: the cohort has no ``[rules.long_drives]``, where the distances are.
    """
    options: LongDrives | None = next((one.options for one in cohort.rules.further if one.rule.id == RULE), None)
    if options is None:
        raise ValueError(f"the distances are missing: write them into [rules.{RULE}] of cohort.toml")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows(_lines(cohort, schedule, options))
    return {"mileage.csv": table.getvalue()}


def _lines(cohort: Cohort, schedule: Schedule, options: LongDrives) -> Iterator[tuple[object, ...]]:
    known = {frozenset((one.place, one.other)): one.km for one in options.distances}
    home = {person.id: person.location for person in cohort.participants}
    runs = {run.id: run for run in cohort.runs}
    for place in sorted(schedule.places):
        start, run = home[place.participant], runs[place.run]
        if start and run.venue and start != run.venue:
            days, km = len(run.dates), known.get(frozenset((start, run.venue)))
            driven = "" if km is None else f"{2 * km * days:g}"
            yield place.participant, run.id, start, run.venue, days, driven
