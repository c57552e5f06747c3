"""Changes that could resolve a conflict: for each rule in it, what of the rule could give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from curriculum import changes
from curriculum.changes import CohortChange
from curriculum.changes.change import the_person, the_run
from curriculum.cohort import Cohort
from curriculum.explaining.effort import effort
from curriculum.roster import Span
from curriculum.schedule import Conflict

EACH = 3
"""Proposals of one kind at most: of fifteen full runs, the first three."""


@frozen
class _Wish:
    """What the proposals are for.

    Attributes:
        cohort: the cohort.
        seats: in how many steps of seats to propose: how many people one place needs, how many places are missing.
        people: ids of those who want something; what concerns them comes first.
        modules: ids of the modules that they want.
    """

    cohort: Cohort
    seats: tuple[int, ...]
    people: frozenset[str]
    modules: frozenset[str]


def proposals(
    cohort: Cohort,
    conflict: Iterable[Conflict],
    *,
    people: Iterable[str],
    modules: Iterable[str],
    seats: Iterable[int],
    easy: Iterable[str] = (),
) -> list[CohortChange]:
    """Return single changes that could resolve a conflict, those that ask for least first.

    Args:
        cohort: the cohort.
        conflict: rules that cannot all hold.
        people: ids of those who want something.
        modules: ids of the modules that they want.
        seats: numbers of seats that would help.
        easy: ids of the runs that only one rule keeps somebody from, as everybody is placed now; what concerns
            them comes first.
    """
    wish = _Wish(cohort, tuple(sorted(set(seats))), frozenset(people), frozenset(modules))
    near = frozenset(easy)
    entries = sorted(conflict, key=lambda one: (not wish.people.issuperset(one.people), near.isdisjoint(one.runs)))
    found: dict[CohortChange, None] = {}
    counts: dict[type, int] = {}
    for change in (change for entry in entries for change in _for_rule(wish, entry)):
        kind = type(change)
        most = EACH + len(wish.seats) - 1 if kind is changes.Seats else EACH * 2 if kind is changes.MixBy else EACH
        if change not in found and counts.get(kind, 0) < most:
            found[change] = None
            counts[kind] = counts.get(kind, 0) + 1
    return sorted(found, key=lambda change: effort(change, cohort))


def _for_rule(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:
    propose = _PROPOSERS.get(entry.rule)
    if propose is not None:
        yield from propose(wish, entry)


def _capacity(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:
    for run in entry.runs:
        seats = wish.cohort.capacity(the_run(wish.cohort, run)) or 0
        yield from (changes.Seats(run, seats + more) for more in wish.seats)
        yield from _repeat(wish, run)


def _repeat(wish: _Wish, run: str) -> Iterator[CohortChange]:
    known = {one.id for one in wish.cohort.runs}
    copy = next(name for number in range(2, len(known) + 3) if (name := f"{run}-{number}") not in known)
    if the_run(wish.cohort, run).module in wish.modules:
        yield changes.RepeatRun(run, copy)


def _minimum(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:
    for run in entry.runs:
        if wish.cohort.minimum(the_run(wish.cohort, run)) > 1:
            yield changes.Minimum(run, 1)


def _unavailable(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:
    for who in entry.people:
        away = the_person(wish.cohort, who).unavailable
        for run in entry.runs:
            days = [day for day in sorted(the_run(wish.cohort, run).dates) if any(day in span for span in away)]
            if days:
                yield changes.Free(who, [Span(day, day) for day in days])


def _mixing(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - the rules are the cohort's
    for rule in wish.cohort.rules.mixing:
        if rule.groups > 1:
            yield changes.MixBy(rule.attribute, "groups", rule.groups - 1)
        if rule.groups and rule.per_group > 1:
            yield changes.MixBy(rule.attribute, "per_group", rule.per_group - 1)
        for value, people in rule.at_least.items():
            if people:
                yield changes.MixBy(rule.attribute, "at_least", people - 1, value)
        if rule.max_share is not None:
            yield changes.MixBy(rule.attribute, "max_share", None)


def _gap(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - the rule is the cohort's
    gap = wish.cohort.rules.gap_days
    if gap.minimum:
        yield changes.LimitGap("minimum", 0)
    if gap.maximum is not None:
        yield changes.LimitGap("maximum", None)


def _runs_per_day(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - as above
    if wish.cohort.rules.runs_per_day is not None:
        yield changes.LimitRunsPerDay(wish.cohort.rules.runs_per_day + 1)


def _cover(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - as above
    yield from (changes.LimitAbsence(rule.attribute, rule.per_day + 1) for rule in wish.cohort.rules.cover)


def _apart(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - as above
    columns = wish.cohort.rules.apart
    yield from (changes.KeepApart([other for other in columns if other != column]) for column in columns)


def _pairs(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - as above
    yield changes.TreatPairs("ignore")


def _each_run(make: Callable[[str], CohortChange]) -> Callable[[_Wish, Conflict], Iterator[CohortChange]]:
    def propose(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - ids do
        yield from (make(run) for run in entry.runs)

    return propose


def _each_binding(make: Callable[[str, str], CohortChange]) -> Callable[[_Wish, Conflict], Iterator[CohortChange]]:
    def propose(wish: _Wish, entry: Conflict) -> Iterator[CohortChange]:  # noqa: ARG001 - ids do
        yield from (make(who, run) for who in entry.people for run in entry.runs)

    return propose


_PROPOSERS: Mapping[str, Callable[[_Wish, Conflict], Iterator[CohortChange]]] = {
    "capacity": _capacity,
    "minimum": _minimum,
    "confirmed": _each_run(lambda run: changes.RunState(run, "planned")),
    "cancelled": _each_run(lambda run: changes.RunState(run, "planned")),
    "room": _each_run(lambda run: changes.OtherRoom(run, None)),
    "teacher": _each_run(lambda run: changes.OtherTeachers(run, [])),
    "unavailable": _unavailable,
    "runs_per_day": _runs_per_day,
    "gap_days": _gap,
    "pairs": _pairs,
    "apart": _apart,
    "mixing": _mixing,
    "cover": _cover,
    "pinned": _each_binding(changes.Unpin),
    "barred": _each_binding(changes.Unbar),
}
"""What is proposed about each rule; about the others (what a place is, what requires what) nothing is."""
