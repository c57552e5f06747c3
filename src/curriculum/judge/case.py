"""The case before the judge: a cohort and a set of places, looked up from every side.

A :class:`Case` also says what is asked about. The whole schedule is asked about when it is judged; a single run
and the people who would join it are asked about when we want to know why a place is unfilled.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import combinations
from typing import TypeVar

from attrs import evolve, frozen

from curriculum.cohort import Cohort
from curriculum.judge.times import clash
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Place, Schedule

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
Clashes = Mapping[str, Sequence[tuple[str, datetime]]]
"""By a run's id: the ids of the runs that it clashes with, and when each clash begins."""


def grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    """Gather the second parts under the first ones, both in the order of ``pairs``."""
    groups: dict[_K, list[_V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


@frozen(eq=False)
class Lookup:
    """A cohort's people and runs, found by what the rules ask about; the same for every schedule.

    Attributes:
        cohort: the cohort.
    """

    cohort: Cohort

    @cached_property
    def people(self) -> dict[str, Participant]:
        """The participants by id."""
        return {person.id: person for person in self.cohort.participants}

    @cached_property
    def runs(self) -> dict[str, Run]:
        """The runs by id."""
        return {run.id: run for run in self.cohort.runs}

    @cached_property
    def basis(self) -> tuple[str, ...]:
        """Ids of the programme's basis modules, in the catalog's order."""
        return self.cohort.programme.basis

    @cached_property
    def electives(self) -> tuple[str, ...]:
        """Ids of the programme's electives, in the catalog's order."""
        return self.cohort.programme.elective_ids

    @cached_property
    def choose(self) -> int:
        """How many elective places the programme owes to somebody who has completed no elective."""
        return self.cohort.programme.choose.maximum

    @cached_property
    def runs_of_module(self) -> dict[str, list[Run]]:
        """The runs by module."""
        return grouped((run.module, run) for run in self.cohort.runs)

    @cached_property
    def pairs(self) -> dict[str, list[Participant]]:
        """The people by pair; those without a pair are in none."""
        return grouped((person.pair, person) for person in self.cohort.participants if person.pair)

    @cached_property
    def room_clashes(self) -> Clashes:
        """The runs that would use the same room at the same time."""
        with_room = [run for run in self.cohort.runs if run.room]
        return _clashes(((run.venue, run.room, day), run) for run in with_room for day in run.dates)

    @cached_property
    def teacher_clashes(self) -> Clashes:
        """The runs that would need the same teacher at the same time."""
        return _clashes(
            ((teacher, day), run) for run in self.cohort.runs for teacher in run.teachers for day in run.dates
        )

    def by_value(self, people: Iterable[str], attribute: str) -> dict[str, list[str]]:
        """Group people by what a column of the roster says about them; those without a value are left out."""
        said = ((self.people[who].value(attribute), who) for who in people)
        return grouped((value, who) for value, who in said if value)

    @cached_property
    def by_covered_value(self) -> dict[str, dict[str, list[str]]]:
        """All people by the value that each column named by a cover rule says about them."""
        return {rule.attribute: self.by_value(self.people, rule.attribute) for rule in self.cohort.rules.cover}

    def electives_owed(self, person: Participant) -> int:
        """Return how many elective places the programme owes a person."""
        return max(0, self.choose - sum(module in person.completed for module in self.electives))

    def still_owed(self, person: Participant, module: str) -> bool:
        """Tell whether a person may be owed a place of this module of the programme."""
        if module in person.completed:
            return False
        return module in self.basis or self.electives_owed(person) > 0


def _clashes(used: Iterable[tuple[Hashable, Run]]) -> Clashes:
    """Find the clashes among runs that use the same thing on the same day."""
    found = {
        (first.id, second.id): when
        for runs in grouped(used).values()
        for first, second in combinations(runs, 2)
        if first is not second and (when := clash(first, second))
    }
    both_ways = [(one, other, when) for (a, b), when in found.items() for one, other in ((a, b), (b, a))]
    return grouped((one, (other, when)) for one, other, when in both_ways)


@frozen(kw_only=True, eq=False)
class Case:
    """A set of places to be judged, and which of them are asked about.

    People and runs that the cohort does not know are in ``places`` only: whatever else is judged is judged
    without them. A place that is listed twice counts once.

    Attributes:
        lookup: the cohort.
        attended: by a participant's id, the runs that the person has a place in.
        attendees: by a run's id, the ids of the people who have a place in it.
        places: the places asked about, as they are listed.
        people: the people asked about.
        runs: the runs asked about, held or not.
    """

    lookup: Lookup
    attended: Mapping[str, Sequence[Run]]
    attendees: Mapping[str, Sequence[str]]
    places: Sequence[Place]
    people: Sequence[Participant]
    runs: Sequence[Run]

    @classmethod
    def of(cls, cohort: Cohort, schedule: Schedule) -> Case:
        """Return the case of a whole schedule."""
        lookup = Lookup(cohort)
        pairs = dict.fromkeys((place.participant, place.run) for place in schedule.places)
        known = [(who, run) for who, run in pairs if who in lookup.people and run in lookup.runs]
        return cls(
            lookup=lookup,
            attended=grouped((who, lookup.runs[run]) for who, run in known),
            attendees=grouped((run, who) for who, run in known),
            places=schedule.places,
            people=cohort.participants,
            runs=cohort.runs,
        )

    @property
    def cohort(self) -> Cohort:
        """The cohort."""
        return self.lookup.cohort

    def runs_of(self, person: str) -> Sequence[Run]:
        """Return the runs that a person has a place in."""
        return self.attended.get(person, ())

    def people_in(self, run: str) -> Sequence[str]:
        """Return the ids of the people who have a place in a run."""
        return self.attendees.get(run, ())

    def held(self) -> Iterator[Run]:
        """Yield the runs asked about that are held, that is, have at least one place."""
        return (run for run in self.runs if run.id in self.attendees)

    def attendances(self) -> Iterator[tuple[Participant, Run]]:
        """Yield each person asked about with each run that the person has a place in."""
        return ((person, run) for person in self.people for run in self.runs_of(person.id))

    def asking(self, people: Sequence[Participant], runs: Sequence[Run]) -> Case:
        """Return the same places, of which only those of some people and runs are asked about."""
        return evolve(self, places=(), people=people, runs=runs)

    def with_places(self, added: Sequence[Place]) -> Case:
        """Return the case with further places, of people and runs that the cohort knows, asked about like it."""
        attended, attendees = dict(self.attended), dict(self.attendees)
        for place in added:
            attended[place.participant] = (*self.runs_of(place.participant), self.lookup.runs[place.run])
            attendees[place.run] = (*attendees.get(place.run, ()), place.participant)
        return evolve(self, attended=attended, attendees=attendees, places=(*self.places, *added))

    def without_places(self, given_up: Sequence[Place]) -> Case:
        """Return the case without some of its places, asked about like it."""
        gone = {(place.participant, place.run) for place in given_up}
        attended, attendees = dict(self.attended), dict(self.attendees)
        for who in {who for who, _ in gone}:
            attended[who] = [run for run in self.runs_of(who) if (who, run.id) not in gone]
        for run in {run for _, run in gone}:
            left = [who for who in self.people_in(run) if (who, run) not in gone]
            attendees[run] = left
            if not left:
                del attendees[run]
        places = [place for place in self.places if (place.participant, place.run) not in gone]
        return evolve(self, attended=attended, attendees=attendees, places=places)

    def joined(self, joining: Sequence[Participant], run: Run) -> Case:
        """Return the case in which ``joining`` have a place in ``run`` as well, asked about that run."""
        attended = {person.id: (*self.runs_of(person.id), run) for person in joining}
        attendees = {run.id: (*self.people_in(run.id), *attended)}
        return evolve(
            self,
            attended=ChainMap(attended, self.attended),  # type: ignore[arg-type]  # ChainMap is written to nowhere
            attendees=ChainMap(attendees, self.attendees),  # type: ignore[arg-type]
            places=[Place(person.id, run.module, run.id) for person in joining],
            runs=(run,),
        )
