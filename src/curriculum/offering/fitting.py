"""Whether an offer fits the cohort that runs are to be proposed for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curriculum.cohort import Cohort
from curriculum.errors import Finding
from curriculum.known import Known
from curriculum.offering.days import TeachingDays
from curriculum.offering.offer import Offer


def misfits(cohort: Cohort, offer: Offer, days: TeachingDays) -> Iterator[Finding]:
    """Yield where an offer does not fit a cohort: unknown names, untaught modules, no seats, no open days."""
    if not days.open:
        yield Finding(code="no-open-days", where="first")
    yield from _unknown_names(cohort, offer)
    for module in cohort.programme.module_ids:
        yield from _untaught(module, offer)
        if cohort.modules[module].capacity.maximum is None:
            yield from _without_seats(module, offer)


def places_without_venue(cohort: Cohort, offer: Offer) -> Iterator[Finding]:
    """Note where people work and the offer has no venue: perhaps it is written in two ways."""
    venues = Known("venues", (venue.name for venue in offer.venues))
    working = Counter(person.location for person in cohort.participants if person.location)
    for place, count in sorted(working.items()):
        if place not in venues:
            values = {"place": place, "count": count, "known": venues.shown()}
            yield Finding(code="no-venue-there", values=values, where="venues", severity="note")


def _unknown_names(cohort: Cohort, offer: Offer) -> Iterator[Finding]:
    modules = Known("modules", cohort.programme.module_ids)
    venues = Known("venues", (venue.name for venue in offer.venues))
    for index, teacher in enumerate(offer.teachers):
        for known, names in ((modules, teacher.modules), (venues, teacher.venues)):
            for position, name in enumerate(names):
                if name not in known:
                    yield known.unknown(name, f"teachers[{index}].{known.table}[{position}]")


def _untaught(module: str, offer: Offer) -> Iterator[Finding]:
    taught = any(teacher.teaches(module, venue.name) for teacher in offer.teachers for venue in offer.venues)
    if offer.teachers and not taught:
        yield Finding(code="nobody-teaches", values={"module": module}, where="teachers")


def _without_seats(module: str, offer: Offer) -> Iterator[Finding]:
    for position, venue in enumerate(offer.venues):
        if any(room.seats is None for room in venue.places):
            values = {"module": module, "venue": venue.name}
            yield Finding(code="no-seats", values=values, where=f"venues[{position}].rooms")
