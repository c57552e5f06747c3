"""Can the rules of a conflict hold together? Tried out, for tiny cohorts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import contract
from contract import Complaint

from curriculum.cohort import Cohort
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Conflict

NEVER_MENDED = {"capacity", "room", "teacher", "apart", "cover"}
"""Rules that a schedule breaks for good: more places cannot mend it."""


def can_hold(cohort: Cohort, conflict: Sequence[Conflict]) -> bool:
    """Tell whether some places keep the rules of a conflict, whatever other rules they break.

    Nothing else is asked for but that places are of modules that a person is owed.
    """
    company = [entry for entry in conflict if entry.rule not in contract.ALONE]
    wanted = {run for entry in company for run in entry.runs}
    options = [_options(cohort, person, conflict, wanted) for person in cohort.participants]
    return _try(cohort, company, options, {})


def _options(
    cohort: Cohort, person: Participant, conflict: Sequence[Conflict], wanted: set[str]
) -> set[frozenset[str]]:
    """Return which of the wanted runs a person can attend with any others, by the person's own rules."""
    own = [entry for entry in conflict if entry.rule in contract.ALONE and entry.people in {(person.id,), ()}]
    owed = [run for run in cohort.runs if contract.is_owed(cohort, person, run.module)]
    runs = owed if own else [run for run in owed if run.id in wanted]
    return {
        frozenset(run.id for run in chosen) & wanted
        for size in range(len(runs) + 1)
        for chosen in combinations(runs, size)
        if not any(_is_named(complaint, own) for complaint in contract.alone(cohort, person, chosen))
    }


def _try(
    cohort: Cohort,
    company: Sequence[Conflict],
    options: Sequence[set[frozenset[str]]],
    attended: dict[str, list[Run]],
) -> bool:
    level = len(attended)
    broken = [c for c in contract.in_company(cohort, attended) if _is_named(c, company)]
    if level == len(options):
        return not broken
    if any(complaint.rule in NEVER_MENDED for complaint in broken):
        return False
    person = cohort.participants[level]
    return any(
        _try(cohort, company, options, attended | {person.id: [run for run in cohort.runs if run.id in chosen]})
        for chosen in options[level]
    )


def _is_named(complaint: Complaint, conflict: Iterable[Conflict]) -> bool:
    """Tell whether a complaint breaks one of the rules of a conflict.

    ``gap_days`` stands for the whole requirement, with its gap; an entry without people for whoever it is.
    """
    names = {complaint.rule} | ({"gap_days"} if complaint.rule == "requires" else set())
    return any(
        entry.rule in names
        and entry.people in {complaint.people, ()}
        and (not entry.runs or set(complaint.runs) <= set(entry.runs))
        for entry in conflict
    )
