"""How many places the people of a cohort are owed, by module and by where they work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from curriculum.cohort import Cohort
from curriculum.roster import Participant

Places = Mapping[str, Mapping[str | None, Fraction]]
"""Places by module and location; parts of places where a choice of electives is open."""


def places_owed(cohort: Cohort) -> Places:
    """Return the places that a cohort's people are owed.

    A basis module counts once for everybody who has not completed it. Elective places count for the electives that
    a person lists first; what a list leaves open is spread evenly over the other electives.

    Example:
        >>> from curriculum import load_cohort
        >>> places = places_owed(load_cohort("examples/first-cohort"))
        >>> sorted(places) == sorted(load_cohort("examples/first-cohort").programme.module_ids)
        True
    """
    places: dict[str, dict[str | None, Fraction]] = {module: {} for module in cohort.programme.module_ids}
    for person in cohort.participants:
        for module, share in _owed(cohort, person):
            places[module][person.location] = places[module].get(person.location, Fraction()) + share
    return places


def _owed(cohort: Cohort, person: Participant) -> Iterable[tuple[str, Fraction]]:
    """Yield the modules that a person is owed, each with how sure it is."""
    programme, done = cohort.programme, set(person.completed)
    for module in programme.basis:
        if module not in done:
            yield module, Fraction(1)
    open_ids = [module for module in programme.elective_ids if module not in done]
    count = min(max(programme.choose.maximum - (len(programme.elective_ids) - len(open_ids)), 0), len(open_ids))
    listed = [module for module in person.preferences if module in open_ids][:count]
    for module in listed:
        yield module, Fraction(1)
    others = [module for module in open_ids if module not in listed]
    for module in others:
        yield module, Fraction(count - len(listed), len(others))
