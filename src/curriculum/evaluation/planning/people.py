"""The leaders of a schedule, reduced to what their change can be compared by."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.evaluation.subjects import ALONE, KEY_PERSON, PAIR, subjects
from curriculum.schedule import Schedule

TOOK, DID_NOT = "took", "did-not"


@frozen(kw_only=True)
class Leader:
    """Somebody who is asked what the programme has changed.

    Attributes:
        organisation: where they work; None when that is not known, and then they count as one of their own.
        level: id of the leadership level.
        paired: whether they come together with somebody, such as a key person.
        modules: ids of the modules that they have a place in.
        hours: contact hours of those, 0 or more.
    """

    organisation: str | None = None
    level: str | None = None
    paired: bool = False
    modules: frozenset[str] = frozenset()
    hours: float = 0.0

    def values(self, modules: Iterable[str]) -> dict[str, str | None]:
        """Return what tables show of the person, by dimension; modules as ``module:ID``."""
        return {
            "level": self.level,
            "organisation": self.organisation,
            "pairing": PAIR if self.paired else ALONE,
            **{f"module:{module}": TOOK if module in self.modules else DID_NOT for module in modules},
        }


def leaders_of(cohort: Cohort, schedule: Schedule) -> tuple[Leader, ...]:
    """Return the leaders of a schedule, everybody but key persons, in an order that no id decides."""
    found = [
        Leader(
            organisation=subject.organisation,
            level=subject.level,
            paired=subject.pairing == PAIR,
            modules=subject.modules or frozenset(),
            hours=float(subject.hours or 0),
        )
        for subject in subjects(cohort, schedule).values()
        if subject.pairing != KEY_PERSON
    ]
    return tuple(sorted(found, key=_in_order))


def _in_order(one: Leader) -> tuple[str, str, bool, list[str], float]:
    return (one.organisation or "", one.level or "", one.paired, sorted(one.modules), one.hours)
