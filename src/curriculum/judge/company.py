"""Rules about who is together with whom, and about who is away at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor

from curriculum.judge.case import Case, grouped
from curriculum.judge.violation import Violation
from curriculum.roster import Participant
from curriculum.rules import Mixing
from curriculum.runs import Run

PRIVATE = ("name", "email")
"""Columns whose values no message shows, even when a rule names them."""


def pairs(case: Case) -> Iterator[Violation]:
    """The people of a pair attend the same runs, or never the same, as the rule says."""
    kinds = {"together": _together, "apart": _apart}
    if check := kinds.get(case.cohort.rules.pairs):
        for pair in dict.fromkeys(person.pair for person in case.people if person.pair):
            yield from check(case, case.lookup.pairs[pair])


def _together(case: Case, members: Sequence[Participant]) -> Iterator[Violation]:
    for module in case.cohort.programme.module_ids:
        bound = [person.id for person in members if case.lookup.still_owed(person, module)]
        runs = {frozenset(run.id for run in case.runs_of(who) if run.module == module) for who in bound}
        if len(runs) > 1:
            yield Violation("pairs", bound, frozenset().union(*runs), {"module": module}, "together")


def _apart(case: Case, members: Sequence[Participant]) -> Iterator[Violation]:
    ids = [person.id for person in members]
    for run in dict.fromkeys(run.id for who in ids for run in case.runs_of(who)):
        together = [who for who in ids if who in case.people_in(run)]
        if len(together) > 1:
            yield Violation("pairs", together, [run], {}, "apart")


def apart(case: Case) -> Iterator[Violation]:
    """Nobody shares a run with a person named in an ``apart`` column, unless they are a pair to be together."""
    for run in case.held() if case.cohort.rules.apart else ():
        present = {who: case.lookup.people[who] for who in case.people_in(run.id)}
        for who, person in present.items():
            for column in case.cohort.rules.apart:
                for named in case.cohort.named_in(person, column):
                    if named in present and named != who and not _inseparable(case, person, present[named]):
                        values = {"person": who, "other": named, "column": column}
                        yield Violation("apart", [who, named], [run.id], values)


def _inseparable(case: Case, one: Participant, other: Participant) -> bool:
    return case.cohort.rules.pairs == "together" and bool(one.pair) and one.pair == other.pair


def mixing(case: Case) -> Iterator[Violation]:
    """The people of a run that is held are mixed as every mixing rule says."""
    for run in case.held() if case.cohort.rules.mixing else ():
        for rule in case.cohort.rules.mixing:
            groups = case.lookup.by_value(case.people_in(run.id), rule.attribute)
            yield from _too_few_groups(run, rule, groups)
            yield from _too_few_of_one(run, rule, groups)
            yield from _too_many_of_one(run, rule, groups)


def _too_few_groups(run: Run, rule: Mixing, groups: Mapping[str, Sequence[str]]) -> Iterator[Violation]:
    count = sum(len(people) >= rule.per_group for people in groups.values())
    if count < rule.groups:
        people = [who for group in groups.values() for who in group]
        values = {"attribute": rule.attribute, "count": count, "groups": rule.groups, "per_group": rule.per_group}
        yield Violation("mixing", people, [run.id], values, "groups")


def _too_few_of_one(run: Run, rule: Mixing, groups: Mapping[str, Sequence[str]]) -> Iterator[Violation]:
    for value, needed in rule.at_least.items():
        people = groups.get(value, ())
        if len(people) < needed:
            values = {**_shown(rule.attribute, value), "count": len(people), "needed": needed}
            yield Violation("mixing", people, [run.id], values, "at_least")


def _too_many_of_one(run: Run, rule: Mixing, groups: Mapping[str, Sequence[str]]) -> Iterator[Violation]:
    if rule.max_share is None:
        return
    size = sum(len(people) for people in groups.values())
    most = floor(rule.max_share * size)
    for value, people in groups.items():
        if len(people) > most:
            share = float(rule.max_share)
            values = {**_shown(rule.attribute, value), "count": len(people), "size": size, "share": share}
            yield Violation("mixing", people, [run.id], values, "max_share")


def cover(case: Case) -> Iterator[Violation]:
    """Of the people with the same value no more are away on the same day than the rule allows."""
    for rule in case.cohort.rules.cover:
        everybody = case.lookup.by_covered_value[rule.attribute]
        for value in case.lookup.by_value((person.id for person in case.people), rule.attribute):
            away = {(day, who) for who in everybody[value] for run in case.runs_of(who) for day in run.dates}
            for day, people in grouped(away).items():
                if len(people) > rule.per_day:
                    runs = {run.id for who in people for run in case.runs_of(who) if day in run.dates}
                    values = {"day": day, "count": len(people), "per_day": rule.per_day}
                    yield Violation("cover", people, runs, values | _shown(rule.attribute, value))


def _shown(attribute: str, value: str) -> dict[str, str]:
    return {"attribute": attribute, "value": "***" if attribute in PRIVATE else value}
