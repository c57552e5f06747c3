"""All rules on one screen: every name with the function that checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from curriculum.judge import company, further, held, order, people, stored
from curriculum.judge.case import Case
from curriculum.judge.violation import Violation
from curriculum.schedule import Schedule

Check = Callable[[Case], Iterable[Violation]]
CHECKS: Mapping[str, Check] = {
    "place": people.place,
    "owed": people.owed,
    "capacity": held.capacity,
    "minimum": held.minimum,
    "confirmed": held.confirmed,
    "cancelled": held.cancelled,
    "room": held.room,
    "teacher": held.teacher,
    "overlap": people.overlap,
    "unavailable": people.unavailable,
    "runs_per_day": people.runs_per_day,
    "requires": order.requires,
    "gap_days": order.gap_days,
    "corequires": order.corequires,
    "strict_corequires": order.strict_corequires,
    "pairs": company.pairs,
    "apart": company.apart,
    "mixing": company.mixing,
    "cover": company.cover,
    "pinned": people.pinned,
    "barred": people.barred,
}
"""The check of every rule, in the order of :data:`curriculum.rules.RULES`."""

STORED_CHECKS: Mapping[str, Callable[[Case, Schedule], Iterable[Violation]]] = {
    "score": stored.score,
    "unfilled": stored.unfilled,
    "cohort": stored.cohort,
}
"""The check of everything that a schedule says about itself."""

_POSITION = {rule: index for index, rule in enumerate(CHECKS)}
_LAST = {rule: index for index, rule in enumerate(STORED_CHECKS)}


def checks_of(case: Case) -> Mapping[str, Check]:
    """Return the check of every rule that holds for a cohort: the library's, and those that it has switched on."""
    applied = {one.rule.id: partial(further.check, one) for one in case.cohort.rules.further}
    return {**CHECKS, **applied} if applied else CHECKS


def broken_rules(case: Case) -> set[Violation]:
    """Return every violation of a rule among what the case asks about."""
    return {violation for check in checks_of(case).values() for violation in check(case)}


def false_statements(case: Case, schedule: Schedule) -> set[Violation]:
    """Return everything that a schedule says about itself and that its places do not bear out."""
    return {violation for check in STORED_CHECKS.values() for violation in check(case, schedule)}


def in_order(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Sort violations by rule, in the order of the rules, then by runs, people and the rest.

    Further rules come after the library's, by name, and what a schedule says about itself comes last.
    """
    return tuple(
        sorted(violations, key=lambda v: (*_rank(v.rule), v.runs, v.people, v.detail, sorted(v.values.items())))
    )


def _rank(rule: str) -> tuple[int, int, str]:
    if rule in _POSITION:
        return (0, _POSITION[rule], "")
    return (2, _LAST[rule], "") if rule in _LAST else (1, 0, rule)
