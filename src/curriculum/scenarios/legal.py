"""What asks about a schedule as it stands takes a legal one only."""

from __future__ import annotations

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.errors import Finding, raise_if
from curriculum.schedule import Schedule


def refuse_broken(cohort: Cohort, schedule: Schedule) -> None:
    """Refuse a schedule that is not legal for a cohort, whatever it says about itself.

    Raises:
        InvalidInput: its places break a rule.
    """
    broken = judge.broken(cohort, schedule)
    rules = ", ".join(dict.fromkeys(one.rule for one in broken))
    raise_if([Finding(code="schedule-broken", values={"rules": rules})] if broken else [])
