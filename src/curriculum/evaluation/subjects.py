"""Who the people are that answered: level, pairing and organisation from the roster, modules from the schedule."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Schedule

PAIR, ALONE, KEY_PERSON = "pair", "alone", "key-person"


@frozen(kw_only=True)
class Subject:
    """What may have to do with how much a person changed.

    Attributes:
        level: id of the leadership level; None for people without one.
        pairing: ``pair`` for a leader who comes with somebody, ``alone``, or ``key-person``; None when not known.
        organisation: the organisation; None when not known.
        modules: ids of the modules that the person has a place in; None without a schedule.
        hours: contact hours of those modules, 0 or more; None without a schedule.
    """

    level: str | None = None
    pairing: str | None = None
    organisation: str | None = None
    modules: frozenset[str] | None = None
    hours: Fraction | None = None


def subjects(cohort: Cohort, schedule: Schedule | None = None) -> dict[str, Subject]:
    """Return what is known about the people of a cohort, by id.

    Args:
        cohort: the people.
        schedule: who has which place; None when that is not known.
    """
    size = Counter(person.pair for person in cohort.participants if person.pair)
    taken: dict[str, list[Place]] = {person.id: [] for person in cohort.participants}
    for place in schedule.places if schedule else ():
        taken.setdefault(place.participant, []).append(place)
    found = {}
    for person in cohort.participants:
        accompanied = person.pair is not None and size[person.pair] > 1
        leads = person.role != KEY_PERSON
        places = taken[person.id]
        found[person.id] = Subject(
            level=person.level or None,
            pairing=(PAIR if accompanied else ALONE) if leads else KEY_PERSON,
            organisation=person.organisation or None,
            modules=None if schedule is None else frozenset(place.module for place in places),
            hours=None if schedule is None else sum((_hours(cohort, place) for place in places), Fraction(0)),
        )
    return found


def _hours(cohort: Cohort, place: Place) -> Fraction:
    """Return the contact hours of a place: the module's, else those of the run's sessions."""
    module = cohort.modules.get(place.module)
    if module is not None and module.hours is not None:
        return Fraction(module.hours)
    sessions = [session for run in cohort.runs if run.id == place.run for session in run.sessions]
    return sum((Fraction((one.end - one.start).total_seconds()) / 3600 for one in sessions), Fraction(0))
