"""Cohorts without a rule: what each rule is about is taken out of their data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, nearest
from curriculum.rules import GapDays
from curriculum.runs import Run


def without_rule(cohort: Cohort, rule: str) -> Cohort:
    """Return a cohort that is the same but for one rule, which nothing breaks any more.

    Args:
        cohort: the cohort.
        rule: a name of :data:`curriculum.rules.RULES`; ``mixing.COLUMN``, ``cover.COLUMN`` or ``apart.COLUMN`` for
            the rules about one column. ``place``, ``owed`` and ``overlap`` say what a place is, and stay.

    Raises:
        InvalidInput: there is no such rule, or it stays.
    """
    if rule in _LEAVING_OUT:
        return _LEAVING_OUT[rule](cohort)
    if rule in set(_by_column(cohort)):
        return _without_column(cohort, *rule.split(".", 1))
    known = [*_LEAVING_OUT, *_by_column(cohort)]
    values = {"rule": rule, "known": ", ".join(known), "suggestion": nearest(rule, known)}
    raise InvalidInput([Finding(code="no-rule-to-leave-out", values=values)])


def _by_column(cohort: Cohort) -> Iterator[str]:
    """Yield the names of the rules about single columns."""
    yield from dict.fromkeys(f"mixing.{rule.attribute}" for rule in cohort.rules.mixing)
    yield from dict.fromkeys(f"cover.{rule.attribute}" for rule in cohort.rules.cover)
    yield from (f"apart.{column}" for column in cohort.rules.apart)


def _without_column(cohort: Cohort, rule: str, column: str) -> Cohort:
    stated: Iterable[Any] = getattr(cohort.rules, rule)
    kept = [one for one in stated if (one if isinstance(one, str) else one.attribute) != column]
    return _rules(cohort, **{rule: kept})


def _rules(cohort: Cohort, **values: Any) -> Cohort:
    return evolve(cohort, rules=evolve(cohort.rules, **values))


def _runs(change: Callable[[Cohort, Run], Run], cohort: Cohort) -> Cohort:
    return evolve(cohort, runs=[change(cohort, run) for run in cohort.runs])


def _spacious(cohort: Cohort, run: Run) -> Run:
    return evolve(run, capacity=max(cohort.capacity(run) or 1, len(cohort.participants)))


def _planned(state: str, _: Cohort, run: Run) -> Run:
    return evolve(run, state="planned") if run.state == state else run


def _people(column: str, cohort: Cohort) -> Cohort:
    nothing: Mapping[str, Any] = {column: ()}
    return evolve(cohort, participants=[evolve(person, **nothing) for person in cohort.participants])


def _requirement(kind: str, cohort: Cohort) -> Cohort:
    nothing: Mapping[str, Any] = {kind: ""}

    def freed(catalog: Catalog) -> Catalog:
        return evolve(catalog, modules=[evolve(module, **nothing) for module in catalog.modules])

    return evolve(cohort, catalog=freed(cohort.catalog), others=[freed(other) for other in cohort.others])


_LEAVING_OUT: Mapping[str, Callable[[Cohort], Cohort]] = {
    "capacity": partial(_runs, _spacious),
    "minimum": partial(_runs, lambda _, run: evolve(run, minimum=1)),
    "confirmed": partial(_runs, partial(_planned, "confirmed")),
    "cancelled": partial(_runs, partial(_planned, "cancelled")),
    "room": partial(_runs, lambda _, run: evolve(run, room=None)),
    "teacher": partial(_runs, lambda _, run: evolve(run, teachers=())),
    "unavailable": partial(_people, "unavailable"),
    "runs_per_day": partial(_rules, runs_per_day=None),
    "requires": partial(_requirement, "requires"),
    "gap_days": partial(_rules, gap_days=GapDays()),
    "corequires": partial(_requirement, "corequires"),
    "strict_corequires": partial(_requirement, "strict_corequires"),
    "pairs": partial(_rules, pairs="ignore"),
    "apart": partial(_rules, apart=()),
    "mixing": partial(_rules, mixing=()),
    "cover": partial(_rules, cover=()),
    "pinned": partial(_people, "pinned"),
    "barred": partial(_people, "barred"),
}
"""How each rule is left out, in the order of :data:`curriculum.rules.RULES`."""
