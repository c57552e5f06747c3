"""A change that gives a rule up, drawn back to what the schedule found with it needs."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from curriculum.changes import CohortChange, LimitGap, Minimum, MixBy
from curriculum.cohort import Cohort
from curriculum.schedule import Schedule


def tightened(change: CohortChange, cohort: Cohort, found: Schedule) -> CohortChange:
    """Return the smallest change of the same kind with which a schedule is still legal.

    Args:
        change: the change that the schedule was found with.
        cohort: the cohort without the change.
        found: a schedule of the changed cohort.
    """
    if isinstance(change, Minimum):
        here = len(found.people_in(change.run))
        return Minimum(change.run, here) if change.people < here < _minimum(cohort, change.run) else change
    if isinstance(change, LimitGap):
        return _gap(change, cohort, found)
    if isinstance(change, MixBy) and change.amount == "max_share" and change.most is None:
        return MixBy(change.attribute, "max_share", _largest_share(change.attribute, cohort, found))
    return change


def _minimum(cohort: Cohort, run: str) -> int:
    return next(cohort.minimum(one) for one in cohort.runs if one.id == run)


def _gap(change: LimitGap, cohort: Cohort, found: Schedule) -> CohortChange:
    """Return the least change of the gap with which no pair of a module and one that needs it is out of it."""
    runs = {run.id: run for run in cohort.runs}
    taken = defaultdict(list)
    for place in found.places:
        taken[place.participant].append(runs[place.run])
    gaps = [
        (later.start.date() - earlier.end.date()).days
        for attended in taken.values()
        for later in attended
        for earlier in attended
        if earlier.sessions
        and later.sessions
        and earlier.end <= later.start
        and earlier.module in cohort.modules[later.module].requires.modules()
    ]
    now = cohort.rules.gap_days
    if change.end == "minimum":
        return LimitGap("minimum", min([now.minimum, *gaps]))
    return LimitGap("maximum", max([now.maximum or 0, *gaps]))


def _largest_share(attribute: str, cohort: Cohort, found: Schedule) -> Fraction:
    """Return the largest share that one value has in any run that is held."""
    people = {person.id: person for person in cohort.participants}
    said: dict[str, list[str]] = defaultdict(list)
    for place in found.places:
        if value := people[place.participant].value(attribute):
            said[place.run].append(value)
    shares = (Fraction(values.count(value), len(values)) for values in said.values() for value in set(values))
    return max(shares, default=Fraction(0))
