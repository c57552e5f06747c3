"""What makes a schedule legal and how good it is, written down once more, from the contract alone.

This is the tests' own reading of the rules: plain and slow, sharing nothing with the judge or the scheduler but
the data. A complaint names a rule, the people and the runs in the same way as a conflict of the scheduler does, so
that a single rule of a conflict can be held or dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from curriculum.cohort import Cohort
from curriculum.requisites import One, Requirement
from curriculum.roster import Participant
from curriculum.rules import GapDays, Mixing
from curriculum.runs import Run

Attended = Mapping[str, Sequence[Run]]
"""The runs that each person has a place in, by the person's id; people without a place may be left out."""
ALONE = (
    "place", "owed", "overlap", "unavailable", "runs_per_day", "requires", "gap_days", "corequires",
    "strict_corequires", "pinned", "barred", "cancelled",
)  # fmt: skip
"""Rules that one person's places keep or break whatever the others do."""


class Complaint(NamedTuple):
    """One rule broken by some people in some runs; no people stands for everybody."""

    rule: str
    people: tuple[str, ...]
    runs: tuple[str, ...]


def complaints(cohort: Cohort, attended: Attended) -> Iterator[Complaint]:
    """Yield every rule that a schedule breaks."""
    for person in cohort.participants:
        yield from alone(cohort, person, attended.get(person.id, ()))
    yield from in_company(cohort, attended)


def alone(cohort: Cohort, person: Participant, runs: Sequence[Run]) -> Iterator[Complaint]:
    """Yield the rules that one person's places break whatever the others do."""
    for run in runs:
        for rule in (*_broken_by_one_place(cohort, person, run), *_unmet(cohort, person, run, runs)):
            yield Complaint(rule, (person.id,), (run.id,))
    for first, second in combinations(runs, 2):
        if first.module == second.module:
            yield Complaint("owed", (person.id,), (first.id, second.id))
        if at_once(first, second):
            yield Complaint("overlap", (person.id,), (first.id, second.id))
    yield from _too_many(cohort, person, runs)
    for pinned in person.pinned:
        if pinned not in {run.id for run in runs}:
            yield Complaint("pinned", (person.id,), (pinned,))


def _too_many(cohort: Cohort, person: Participant, runs: Sequence[Run]) -> Iterator[Complaint]:
    electives = {run.module for run in runs if run.module in cohort.programme.elective_ids} - set(person.completed)
    if len(electives) > electives_owed(cohort, person):
        chosen = tuple(run.id for run in runs if run.module in electives)
        yield Complaint("owed", (person.id,), chosen)
    if (most := cohort.rules.runs_per_day) is not None:
        for day in days_of(runs):
            there = tuple(run.id for run in runs if day in days_of([run]))
            if len(there) > most:
                yield Complaint("runs_per_day", (person.id,), there)


def _broken_by_one_place(cohort: Cohort, person: Participant, run: Run) -> Iterator[str]:
    if run.module not in cohort.programme.module_ids or run.module in person.completed:
        yield "place"
    if any(span.first <= day <= span.last for span in person.unavailable for day in days_of([run])):
        yield "unavailable"
    if run.id in person.barred:
        yield "barred"
    if run.state == "cancelled":
        yield "cancelled"


def _unmet(cohort: Cohort, person: Participant, run: Run, runs: Sequence[Run]) -> Iterator[str]:
    module = cohort.modules[run.module]
    before = [other for other in runs if _is_before(other, run)]
    in_time = [other for other in before if _is_in_time(cohort.rules.gap_days, other, run)]
    begun = [other for other in runs if not _is_later(other, run)]  # the run itself is taken at the same time
    alongside = [other for other in begun if not _ended_earlier(other, run)]
    if not _met(module.requires, person, before):
        yield "requires"
    elif not _met(module.requires, person, in_time):
        yield "gap_days"
    if not _met(module.corequires, person, begun):
        yield "corequires"
    if not _met(module.strict_corequires, person, alongside):
        yield "strict_corequires"


def _met(requirement: Requirement, person: Participant, counting: Sequence[Run]) -> bool:
    if isinstance(requirement, One):
        done = requirement.module in person.completed
        return done or any(run.module == requirement.module for run in counting)
    return sum(_met(part, person, counting) for part in requirement.parts) >= requirement.count


def _is_before(other: Run, run: Run) -> bool:
    """Tell whether the last session of ``other`` ends no later than the first of ``run`` starts."""
    if not other.sessions or not run.sessions:
        return False
    return max(s.end for s in other.sessions) <= min(s.start for s in run.sessions)


def _is_in_time(gap: GapDays, other: Run, run: Run) -> bool:
    days = (min(days_of([run])) - max(days_of([other]))).days
    return days >= gap.minimum and not (gap.maximum is not None and days > gap.maximum)


def _is_later(other: Run, run: Run) -> bool:
    """Tell whether ``other`` begins only after ``run`` has ended."""
    if not other.sessions or not run.sessions:
        return False
    return min(s.start for s in other.sessions) > max(s.end for s in run.sessions)


def _ended_earlier(other: Run, run: Run) -> bool:
    """Tell whether the days from the first to the last session of the two runs have none in common."""
    if not other.sessions or not run.sessions:
        return False
    theirs, ours = sorted(days_of([other])), sorted(days_of([run]))
    return theirs[-1] < ours[0] or ours[-1] < theirs[0]


def in_company(cohort: Cohort, attended: Attended) -> Iterator[Complaint]:
    """Yield the rules that the places of several people, or of nobody, break."""
    people_in: dict[str, list[Participant]] = {}
    for person in cohort.participants:
        for run in attended.get(person.id, ()):
            people_in.setdefault(run.id, []).append(person)
    yield from _wrongly_held(cohort, people_in)
    for first, second in combinations([run for run in cohort.runs if run.id in people_in], 2):
        for rule in in_each_others_way(first, second):
            yield Complaint(rule, (), (first.id, second.id))
    for first, second in combinations(cohort.participants, 2):
        yield from _wrong_company(cohort, first, second, attended)
    yield from _too_many_away(cohort, attended)


def in_each_others_way(first: Run, second: Run) -> Iterator[str]:
    """Yield the rules because of which two runs cannot both be held."""
    if at_once(first, second):
        if first.room and (first.venue, first.room) == (second.venue, second.room):
            yield "room"
        if set(first.teachers) & set(second.teachers):
            yield "teacher"


def at_once(first: Run, second: Run) -> bool:
    """Tell whether two runs have sessions at the same time."""
    return any(a.start < b.end and b.start < a.end for a in first.sessions for b in second.sessions)


def _wrongly_held(cohort: Cohort, people_in: Mapping[str, Sequence[Participant]]) -> Iterator[Complaint]:
    for run in cohort.runs:
        people = people_in.get(run.id, ())
        if run.state == "confirmed" and not people:
            yield Complaint("confirmed", (), (run.id,))
        if people and len(people) < fewest(cohort, run):
            yield Complaint("minimum", (), (run.id,))
        if len(people) > seats(cohort, run):
            yield Complaint("capacity", (), (run.id,))
        if people and not all(is_mixed(rule, people) for rule in cohort.rules.mixing):
            yield Complaint("mixing", (), (run.id,))


def is_mixed(rule: Mixing, people: Sequence[Participant]) -> bool:
    """Tell whether the people of a run that is held are mixed as the rule asks."""
    values = [value for person in people if (value := person.value(rule.attribute))]
    counts = {value: values.count(value) for value in values}
    large_enough = [value for value, count in counts.items() if count >= rule.per_group]
    share = rule.max_share
    return (
        len(large_enough) >= rule.groups
        and all(counts.get(value, 0) >= needed for value, needed in rule.at_least.items())
        and (share is None or all(n * share.denominator <= share.numerator * len(values) for n in counts.values()))
    )


def _wrong_company(
    cohort: Cohort, first: Participant, second: Participant, attended: Attended
) -> Iterator[Complaint]:
    mine, theirs = ({run.id: run for run in attended.get(person.id, ())} for person in (first, second))
    people = (first.id, second.id) if first.id < second.id else (second.id, first.id)
    for rule in unwelcome(cohort, first, second):
        for run in mine.keys() & theirs.keys():
            yield Complaint(rule, people, (run,))
    if cohort.rules.pairs == "together" and first.pair and first.pair == second.pair:
        for run in (mine | theirs).values():
            both_owed = all(is_owed(cohort, person, run.module) for person in (first, second))
            if both_owed and (run.id in mine) != (run.id in theirs):
                yield Complaint("pairs", people, (run.id,))


def unwelcome(cohort: Cohort, first: Participant, second: Participant) -> Iterator[str]:
    """Yield the rules because of which two people cannot share any run."""
    pair = bool(first.pair) and first.pair == second.pair
    if pair and cohort.rules.pairs == "apart":
        yield "pairs"
    if not (pair and cohort.rules.pairs == "together"):
        for column in cohort.rules.apart:
            if second.id in named(first, column) or first.id in named(second, column):
                yield "apart"


def _too_many_away(cohort: Cohort, attended: Attended) -> Iterator[Complaint]:
    for rule in cohort.rules.cover:
        by_value: dict[str, list[str]] = {}
        for person in cohort.participants:
            if value := person.value(rule.attribute):
                by_value.setdefault(value, []).append(person.id)
        for ids in by_value.values():
            for day in days_of(run for who in ids for run in attended.get(who, ())):
                there = {who: [r for r in attended.get(who, ()) if day in days_of([r])] for who in ids}
                if sum(bool(runs) for runs in there.values()) > rule.per_day:
                    concerned = sorted({run.id for runs in there.values() for run in runs})
                    yield Complaint("cover", tuple(sorted(ids)), tuple(concerned))


def score(cohort: Cohort, attended: Attended) -> tuple[int, int]:
    """Return the unfilled places and the points of a legal schedule."""
    goals = cohort.goals
    places = [(person, run) for person in cohort.participants for run in attended.get(person.id, ())]
    loads = [
        sum(wish_points(cohort, person, run.module) for run in attended.get(person.id, ()))
        for person in cohort.participants
    ]
    points = sum(loads) + goals.worst * max(loads, default=0)
    points += goals.run * len({run.id for _, run in places})
    points += sum(moving_points(cohort, person, run) for person, run in places)
    owed = sum(places_owed(cohort, person) for person in cohort.participants)
    return owed - len(places), points


def wish_points(cohort: Cohort, person: Participant, module: str) -> int:
    """Return the preference points of a place in a module."""
    if module not in cohort.programme.elective_ids:
        return 0
    for wish, cost in zip(person.preferences, cohort.goals.preference, strict=False):
        if wish == module:
            return cost
    return cohort.goals.unranked


def moving_points(cohort: Cohort, person: Participant, run: Run) -> int:
    """Return the points for travelling to a run, and for being in it unlike before."""
    points = 0
    if person.location and run.venue and person.location != run.venue:
        points += cohort.goals.travel
    if cohort.previous is not None:
        before = {(place.participant, place.run) for place in cohort.previous.places}
        points += 0 if (person.id, run.id) in before else cohort.goals.change
    return points


def places_owed(cohort: Cohort, person: Participant) -> int:
    """Return how many places a person is owed."""
    basis = [module for module in cohort.programme.basis if module not in person.completed]
    return len(basis) + electives_owed(cohort, person)


def electives_owed(cohort: Cohort, person: Participant) -> int:
    """Return how many elective places a person is owed."""
    electives = cohort.programme.electives
    if electives is None:
        return 0
    return max(electives.choose.maximum - len(set(electives.modules) & set(person.completed)), 0)


def is_owed(cohort: Cohort, person: Participant, module: str) -> bool:
    """Tell whether a person may still take a place of a module."""
    if module in person.completed or module not in cohort.programme.module_ids:
        return False
    return module in cohort.programme.basis or electives_owed(cohort, person) > 0


def seats(cohort: Cohort, run: Run) -> int:
    """Return the most people of a run."""
    seats = run.capacity if run.capacity is not None else cohort.modules[run.module].capacity.maximum
    assert seats is not None, "a cohort is consistent"
    return seats


def fewest(cohort: Cohort, run: Run) -> int:
    """Return the fewest people of a run that is held."""
    by_module = cohort.modules[run.module].capacity.minimum
    return run.minimum if run.minimum is not None else 1 if by_module is None else by_module


def named(person: Participant, column: str) -> list[str]:
    """Return the ids that a column of the roster names for a person."""
    return [name.strip() for name in (person.value(column) or "").split("|")]


def days_of(runs: Iterable[Run]) -> set[date]:
    """Return the days on which the runs have a session."""
    return {session.start.date() for run in runs for session in run.sessions}
