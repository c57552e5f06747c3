"""Indicators of who sits where: whether the schedule brings together whom the programme wants together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from curriculum.evaluation.rubrics.evidence import Evidence
from curriculum.evaluation.rubrics.indicators.indicator import (
    Blank,
    Indicator,
    Measurement,
    Situation,
    ratio,
    share,
)
from curriculum.judge import unfilled
from curriculum.roster import Participant
from curriculum.runs import Run

DAYS_TO_PRACTISE = 7
"""Days between two runs, at least, in which something can be tried out at work."""

KEY_PERSON = ("level", "key-person")
"""Who is expected to have no value in that column."""


def _held(situation: Situation) -> dict[str, list[Participant]]:
    """Return the people of every run that is held, by the run's id."""
    cohort, schedule = situation.scheduled
    by_id = {person.id: person for person in cohort.participants}
    held: defaultdict[str, list[Participant]] = defaultdict(list)
    for place in schedule.places:
        held[place.run].append(by_id[place.participant])
    return dict(sorted(held.items()))


def _share_of_runs(
    situation: Situation, about: str, attribute: str, good: Callable[[set[str]], bool]
) -> Measurement | Blank:
    """Return the share of the held runs whose people's values in a column are good.

    Where somebody's value is not known, a run that is not good may yet be. A key person without a leadership level
    has none.
    """
    values = {
        run: [
            one.value(attribute) for one in people if one.value(attribute) or (attribute, one.role) != KEY_PERSON
        ]
        for run, people in _held(situation).items()
    }
    if values and not any(value for said in values.values() for value in said):
        return Blank("missing-data", "no-values", [Evidence("absence", "nothing-found")])
    known = {run: {value for value in said if value} for run, said in values.items()}
    fine = [run for run, said in known.items() if good(said)]
    open_ = [run for run in known if run not in fine and None in values[run]]
    return share(about, fine, [run for run in known if run not in (*fine, *open_)], open_)


def top_level_in_every_run(situation: Situation) -> Measurement | Blank:
    """Share of the held runs in which somebody of the audience's top leadership level takes part."""
    audience = situation.programme.audience
    levels = [level.id for level in situation.catalog.levels if not audience or level.id in audience]
    if not levels:
        return Blank("not-applicable", "no-audience")
    return _share_of_runs(situation, "top-level", "level", lambda said: levels[0] in said)


def levels_mixed(situation: Situation) -> Measurement | Blank:
    """Share of the held runs in which people of two leadership levels or more meet."""
    return _share_of_runs(situation, "levels-mixed", "level", lambda said: len(said) > 1)


def organisations_mixed(situation: Situation) -> Measurement | Blank:
    """Share of the held runs in which people of two organisations or more meet."""
    return _share_of_runs(situation, "organisations-mixed", "organisation", lambda said: len(said) > 1)


def pairs_together(situation: Situation) -> Measurement | Blank:
    """Share of the pairs whose members attend the same run of every module that two of them attend."""
    cohort, schedule = situation.scheduled
    members: defaultdict[str, list[str]] = defaultdict(list)
    for person in cohort.participants:
        if person.pair:
            members[person.pair].append(person.id)
    pairs = [people for people in members.values() if len(people) > 1]
    if not pairs:
        return Blank("not-applicable", "no-pairs")
    runs = {(place.participant, place.module): place.run for place in schedule.places}
    together: list[str] = []
    apart: list[str] = []
    for people in pairs:
        by_module: defaultdict[str, list[str]] = defaultdict(list)
        for (who, module), run in runs.items():
            if who in people:
                by_module[module].append(run)
        shared = [attended for attended in by_module.values() if len(attended) > 1]
        fine = bool(shared) and all(len(set(attended)) == 1 for attended in shared)
        (together if fine else apart).append(" + ".join(sorted(people)))
    return share("together", together, apart)


def preferences_met(situation: Situation) -> Measurement | Blank:
    """Share of the elective places of people with wishes that are among as many first wishes as they are owed."""
    cohort, schedule = situation.scheduled
    electives = set(situation.programme.elective_ids)
    if not electives:
        return Blank("not-applicable", "no-electives")
    wishes = {
        person.id: [name for name in person.preferences if name not in person.completed]
        for person in cohort.participants
        if person.preferences
    }
    owed = {
        person.id: situation.programme.choose.maximum - len(electives & set(person.completed))
        for person in cohort.participants
    }
    places = [one for one in schedule.places if one.module in electives and one.participant in wishes]
    met = [one for one in places if one.module in wishes[one.participant][: max(owed[one.participant], 0)]]
    return ratio("wished", len(met), len(places))


def places_filled(situation: Situation) -> Measurement | Blank:
    """Share of the places that people are owed and have."""
    cohort, schedule = situation.scheduled
    there = len(schedule.places)
    return ratio("filled", there, there + len(unfilled(cohort, schedule)))


def time_to_practise(situation: Situation) -> Measurement | Blank:
    """Share of the steps from one of a person's runs to the next with seven days or more in between."""
    cohort, schedule = situation.scheduled
    runs = {run.id: run for run in cohort.runs if run.sessions}
    steps: set[tuple[str, str]] = set()
    for person in cohort.participants:
        attended = sorted((runs[name] for name in schedule.runs_of(person.id) if name in runs), key=_when)
        steps |= {(one.id, other.id) for one, other in pairwise(attended)}
    if not steps:
        return Blank("missing-data", "nothing-to-look-at", [Evidence("absence", "nothing-found")])
    long = {step for step in steps if _between(runs[step[0]], runs[step[1]]) >= timedelta(DAYS_TO_PRACTISE)}
    return share("time", [" > ".join(one) for one in long], [" > ".join(one) for one in steps - long], kind="edge")


def _when(run: Run) -> tuple[object, ...]:
    return run.start, run.end, run.id


def _between(one: Run, other: Run) -> timedelta:
    return other.start.date() - one.end.date()


INDICATORS = tuple(
    Indicator(name, "schedule", find)
    for name, find in (
        ("top-level-in-every-run", top_level_in_every_run),
        ("levels-mixed", levels_mixed),
        ("organisations-mixed", organisations_mixed),
        ("pairs-together", pairs_together),
        ("preferences-met", preferences_met),
        ("places-filled", places_filled),
        ("time-to-practise", time_to_practise),
    )
)
