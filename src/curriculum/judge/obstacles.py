"""Why a place is unfilled: the rules that every run for it would break; and where it could be filled after all."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from curriculum.judge.case import Case
from curriculum.judge.checks import broken_rules, checks_of
from curriculum.judge.violation import Violation
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Place, Unfilled

NO_RUN = "no-run"
"""Stands for the names of rules when there is no run that could fill a place."""
NOT_TRIED = "not-tried"
"""Stands for the names of rules when nobody has looked for them."""


def obstacles_to(case: Case, entry: Unfilled) -> tuple[str, ...]:
    """Return the names of the rules that stand in the way of an unfilled place, sorted."""
    person = case.lookup.people.get(entry.participant)
    runs = candidates(case, entry)
    if person is None or not runs:
        return (NO_RUN,) if person else ("place",)
    asked = case.asking(_company(case, person), runs)
    already = broken_rules(asked)
    found: set[str] = set()
    for run in runs:
        joined = asked.joined(_joining(asked, person, run), run)
        fresh = {rule for rule in checks_of(case) if rule not in found and _breaks(joined, rule, already)}
        if not fresh and not any(_breaks(joined, rule, already) for rule in found):
            return ()
        found |= fresh
    return tuple(sorted(found))


def obstacles_by_run_to(case: Case, entry: Unfilled) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every run that could fill a place with the names of the rules that joining it would newly break."""
    person = case.lookup.people.get(entry.participant)
    if person is None:
        return
    runs = candidates(case, entry)
    asked = case.asking(_company(case, person), runs)
    already = broken_rules(asked)
    for run in runs:
        joined = asked.joined(_joining(asked, person, run), run)
        yield run.id, tuple(rule for rule in checks_of(case) if _breaks(joined, rule, already))


def openings_for(case: Case, entry: Unfilled, runs: Sequence[Run] | None = None) -> Iterator[tuple[Place, ...]]:
    """Yield for every run that would fill a place without breaking a rule the places that it would add.

    Args:
        case: a schedule.
        entry: a place that is not filled in it.
        runs: that are tried, one after the other; every run that could fill the place by default.
    """
    person = case.lookup.people.get(entry.participant)
    if person is None:
        return
    runs = candidates(case, entry) if runs is None else runs
    asked = case.asking(_company(case, person), runs)
    already = broken_rules(asked)
    for run in runs:
        joining = _joining(asked, person, run)
        joined = asked.joined(joining, run)
        if not any(_breaks(joined, rule, already) for rule in checks_of(case)):
            yield tuple(Place(member.id, run.module, run.id) for member in joining)


def candidates(case: Case, entry: Unfilled) -> list[Run]:
    """Return the runs that could fill a place, whatever stands in the way."""
    return [run for module in _modules(case, entry) for run in case.lookup.runs_of_module.get(module, ())]


def _breaks(case: Case, rule: str, already: Container[Violation]) -> bool:
    """Tell whether a rule is broken in a way in which it was not ``already``."""
    return any(violation not in already for violation in checks_of(case)[rule](case))


def _modules(case: Case, entry: Unfilled) -> Sequence[str]:
    """Return the modules that could fill the place."""
    if entry.module is not None:
        return (entry.module,)
    person = case.lookup.people.get(entry.participant)
    has = {run.module for run in case.runs_of(entry.participant)} | set(person.completed if person else ())
    return [module for module in case.lookup.electives if module not in has]


def _company(case: Case, person: Participant) -> Sequence[Participant]:
    """Return the person and everybody of the same pair."""
    return case.lookup.pairs[person.pair] if person.pair else [person]


def _joining(case: Case, person: Participant, run: Run) -> Sequence[Participant]:
    """Return the person and the partners who must come along: those who are owed the module and lack it."""
    if case.cohort.rules.pairs != "together":
        return [person]
    return [
        member
        for member in case.people
        if member is person
        or (
            case.lookup.still_owed(member, run.module)
            and all(other.module != run.module for other in case.runs_of(member.id))
        )
    ]
