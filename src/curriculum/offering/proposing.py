"""Candidate runs for the people of a cohort, spread over the days, rooms and teachers of an offer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from math import ceil

from curriculum.calendars import Calendar
from curriculum.cohort import Cohort
from curriculum.errors import raise_if
from curriculum.model import Module
from curriculum.offering.days import teaching_days
from curriculum.offering.demand import places_owed
from curriculum.offering.fitting import misfits
from curriculum.offering.offer import MANY, Offer, Venue
from curriculum.offering.proposal import ModuleProposal, Proposal
from curriculum.offering.slots import Slot, Slots
from curriculum.offering.windows import Window, module_windows
from curriculum.runs import Run


def propose_runs(cohort: Cohort, offer: Offer, calendars: Iterable[Calendar] = ()) -> Proposal:
    """Propose candidate runs for every module of a cohort's programme.

    As many runs as the people owed places need, and the offer's spare share more, at least one; at the venues in
    proportion to where the people work; evenly over the module's part of the period, each on the day nearby on
    which the fewest of its people are unavailable. All of them can be held side by side. The cohort's own runs are
    passed over.

    Args:
        cohort: the people, the programme and its gaps.
        offer: the period, venues, rooms and teachers.
        calendars: their special days, such as school holidays, are closed.

    Returns:
        The proposal; where rooms or teachers are too few it has fewer runs than wanted, and says so.

    Raises:
        InvalidInput: the offer does not fit the cohort: unknown modules or venues, a module that nobody teaches,
            no seats known, no open day, a period shorter than the gaps between the modules.
        MissingExtra: a country's holidays are asked for and the package holidays is not installed.

    Example:
        >>> from curriculum import load_cohort
        >>> cohort = load_cohort("examples/first-cohort")
        >>> offer = Offer(first=date(2026, 9, 1), last=date(2026, 12, 1), venues=[Venue(name="Horsens")])
        >>> len(propose_runs(cohort, offer).runs) > len(cohort.programme.module_ids)
        True
    """
    region = cohort.catalog.region
    days = teaching_days(offer, country=region.partition("-")[0] if region else None, calendars=calendars)
    raise_if(misfits(cohort, offer, days))
    windows = module_windows(cohort, days.open[0], days.open[-1])
    search = _Search(cohort, offer, days.open)
    made = [search.module(cohort.modules[module], windows[module], phase) for module, phase in _phases(cohort)]
    order = {module: position for position, module in enumerate(cohort.programme.module_ids)}
    made.sort(key=lambda pair: order[pair[0].module])
    return Proposal(
        runs=[run for _, runs in made for run in runs],
        modules=[module for module, _ in made],
        closed=days.closed,
    )


def _phases(cohort: Cohort) -> Iterator[tuple[str, Fraction]]:
    """Yield the modules, each with the part of a step by which it begins later, so that they are spread."""
    ids = cohort.programme.module_ids
    for position, module in enumerate(ids):
        yield module, Fraction(2 * position + 1, 2 * len(ids))


class _Search:
    """Finds days, rooms and teachers, one module after the other."""

    def __init__(self, cohort: Cohort, offer: Offer, days: tuple[date, ...]) -> None:
        self.cohort = cohort
        self.offer = offer
        self.days = days
        self.slots = Slots(offer, days)
        self.places = places_owed(cohort)
        self.away = Counter(
            day for person in cohort.participants for span in person.unavailable for day in days if day in span
        )

    def module(self, module: Module, window: Window, phase: Fraction) -> tuple[ModuleProposal, list[Run]]:
        """Propose the runs of one module."""
        places = ceil(sum(self.places[module.id].values()))
        needed = ceil(Fraction(places, self._seats(module)))
        wanted = ceil(needed * (1 + self.offer.spare))
        days = [day for day in self.days if window.first <= day <= window.last] or list(self.days)
        found: list[Slot] = []
        for number, venue in enumerate(self._venues(module.id, wanted)):
            target = days[min(int((number + phase) * len(days) / wanted), len(days) - 1)]
            slot = self._nearest(module, venue, days, target, max(len(days) // (2 * wanted), 1))
            if slot is not None:
                self.slots.take(slot)
                found.append(slot)
        found.sort(key=lambda slot: (slot.sessions, slot.venue, slot.room.name))
        proposal = ModuleProposal(
            module=module.id,
            places=places,
            needed=needed,
            wanted=wanted,
            proposed=len(found),
            first=found[0].sessions[0].date if found else None,
            last=found[-1].sessions[0].date if found else None,
        )
        return proposal, [self._run(module, slot, number) for number, slot in enumerate(found, start=1)]

    def _seats(self, module: Module) -> int:
        """Return how many people a run of the module takes in the largest room."""
        largest = max(room.seats or MANY for venue in self.offer.venues for room in venue.places)
        return min(module.capacity.maximum or MANY, largest)

    def _venues(self, module: str, wanted: int) -> Iterator[Venue]:
        """Yield the venue of each wanted run: in proportion to the places, and each spread over the period.

        Places of people who work at no venue of the offer count for all venues alike.
        """
        venues = self.offer.venues
        names = {venue.name for venue in venues}
        rest = sum((count for name, count in self.places[module].items() if name not in names), Fraction())
        owed = {
            venue.name: Fraction(self.places[module].get(venue.name, 0)) + rest / len(venues) for venue in venues
        }
        total = sum(owed.values())
        given: Counter[str] = Counter()
        for number in range(1, wanted + 1):
            behind = max(venues, key=lambda venue: owed[venue.name] * number / total - given[venue.name])
            given[behind.name] += 1
            yield behind

    def _nearest(self, module: Module, venue: Venue, days: list[date], target: date, reach: int) -> Slot | None:
        """Return the best slot: near the target the day that suits most people, else the nearest that is free."""
        center = days.index(target)
        near = sorted(
            range(len(days)),
            key=lambda index: (
                max(abs(index - center) - reach, 0),
                self.away[days[index]],
                abs(index - center),
                index,
            ),
        )
        hours = module.hours or self.offer.day_length.total_seconds() / 3600
        others = sorted(self.offer.venues, key=lambda other: other.name != venue.name)
        for place in others:
            for index in near:
                if (slot := self.slots.find(module.id, hours, place, days[index])) is not None:
                    return slot
        return None

    def _run(self, module: Module, slot: Slot, number: int) -> Run:
        capacity = module.capacity.maximum
        seats = slot.room.seats
        small = seats is not None and (capacity is None or seats < capacity)
        return Run(
            id=f"{module.id.upper()}-{number:02}",
            module=module.id,
            sessions=slot.sessions,
            venue=slot.venue,
            room=slot.room.name or None,
            teachers=(slot.teacher,) if slot.teacher else (),
            capacity=seats if small else None,
        )
