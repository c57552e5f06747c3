"""Rules about what must come before, or at the same time as, a module."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from curriculum.judge.case import Case
from curriculum.judge.times import days_between, is_alongside, is_before, is_begun, is_inside
from curriculum.judge.violation import Violation
from curriculum.requisites import Requirement
from curriculum.roster import Participant
from curriculum.rules import GapDays
from curriculum.runs import Run

Helps = Callable[[Run, Run], bool]
"""Whether a place in the first run helps a person to meet what the second run's module needs."""


def _is_met(needed: Requirement, case: Case, person: Participant, run: Run, helps: Helps) -> bool:
    if needed.met(person.completed):
        return True
    taken = (other.module for other in case.runs_of(person.id) if helps(other, run))
    return needed.met({*person.completed, *taken})


def requires(case: Case) -> Iterator[Violation]:
    """What a module requires has been completed, or ends before the module's run begins."""
    for person, run in case.attendances():
        needed = case.cohort.modules[run.module].requires
        if not _is_met(needed, case, person, run, is_before):
            values = {"module": run.module, "requirement": needed}
            yield Violation("requires", [person.id], [run.id], values)


def gap_days(case: Case) -> Iterator[Violation]:
    """What is required ends neither too few nor too many days before the run that requires it begins."""
    gap = case.cohort.rules.gap_days

    def in_time(other: Run, run: Run) -> bool:
        return is_before(other, run) and is_inside(gap, days_between(other, run))

    for person, run in case.attendances():
        needed = case.cohort.modules[run.module].requires
        if not _is_met(needed, case, person, run, in_time) and _is_met(needed, case, person, run, is_before):
            mentioned = set(needed.modules())
            before = [r for r in case.runs_of(person.id) if r.module in mentioned and is_before(r, run)]
            found = ", ".join(f"{other.id}: {days_between(other, run)}" for other in before)
            values = {"run": run.id, "module": run.module, "gap": _limits(gap), "found": found}
            yield Violation("gap_days", [person.id], [run.id, *(other.id for other in before)], values)


def _limits(gap: GapDays) -> str:
    return f"{gap.minimum}+" if gap.maximum is None else f"{gap.minimum}-{gap.maximum}"


def corequires(case: Case) -> Iterator[Violation]:
    """What must be taken before or at the same time has been completed, or has begun when the run ends."""
    for person, run in case.attendances():
        needed = case.cohort.modules[run.module].corequires
        if not _is_met(needed, case, person, run, is_begun):
            values = {"module": run.module, "requirement": needed}
            yield Violation("corequires", [person.id], [run.id], values)


def strict_corequires(case: Case) -> Iterator[Violation]:
    """What must be taken at the same time has been completed, or shares a day with the run's span of days."""
    for person, run in case.attendances():
        needed = case.cohort.modules[run.module].strict_corequires
        if not _is_met(needed, case, person, run, is_alongside):
            values = {"module": run.module, "requirement": needed}
            yield Violation("strict_corequires", [person.id], [run.id], values)
