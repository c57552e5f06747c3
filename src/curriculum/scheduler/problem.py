"""A cohort as the solver sees it: parties of people, and the runs that each party could attend.

Everything is numbered here; the numbers never leave this package. People and runs are sorted by id and then
shuffled with the seed, so that ties are broken by a seeded draw and never by the order of a list.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from functools import cached_property

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Place, Score


@frozen
class Party:
    """People who take a module together or not at all: a pair that is to stay together, or one person.

    Attributes:
        module: the module's id.
        members: numbers of the people, at least one.
    """

    module: str
    members: tuple[int, ...]


@frozen
class Option:
    """A party in a run: one yes-or-no decision.

    Attributes:
        party: the party.
        run: number of the run.
        cost: points of the option: preference, travel and change of all its members.
        barriers: names of the rules that forbid it, whatever else is decided, with the people who are the reason.
    """

    party: Party
    run: int
    cost: int
    barriers: tuple[tuple[str, int], ...] = ()


class Problem:
    """A cohort in numbers.

    Args:
        cohort: the cohort.
        seed: seed of the order in which ties are broken.
        together: whether a pair that is to stay together is one party; otherwise everyone is a party alone, and
            the rule ``pairs`` has to be stated.
        keep_forbidden: whether options that a rule forbids are kept, so that the rule can be stated and named.
    """

    def __init__(self, cohort: Cohort, seed: int, *, together: bool = True, keep_forbidden: bool = False) -> None:
        self.cohort = cohort
        order = random.Random(seed)  # noqa: S311 - a fair order, not a secret
        self.people: list[Participant] = sorted(cohort.participants, key=lambda person: person.id)
        self.runs: list[Run] = sorted(cohort.runs, key=lambda run: run.id)
        order.shuffle(self.people)
        order.shuffle(self.runs)
        self.together = together and cohort.rules.pairs == "together"
        self.number = {person.id: number for number, person in enumerate(self.people)}
        self.run_number = {run.id: number for number, run in enumerate(self.runs)}
        self.basis_owed = [self._basis_owed(person) for person in self.people]
        self.electives_owed = [self._electives_owed(person) for person in self.people]
        self.keep_forbidden = keep_forbidden

    @cached_property
    def options(self) -> list[Option]:
        """Every party in every run of its module, as far as no rule forbids it from the start."""
        every = (option for party in self._parties() for option in self._options(party))
        return [option for option in every if self.keep_forbidden or not option.barriers]

    def among(self, options: Iterable[int]) -> Problem:
        """Return the same problem with some of its options only, given by their numbers."""
        smaller = copy(self)
        smaller.__dict__["options"] = [self.options[number] for number in options]
        smaller.__dict__.pop("pinned", None)  # these have other numbers now
        return smaller

    def _basis_owed(self, person: Participant) -> tuple[str, ...]:
        return tuple(module for module in self.cohort.programme.basis if module not in person.completed)

    def _electives_owed(self, person: Participant) -> int:
        done = sum(module in person.completed for module in self.cohort.programme.elective_ids)
        return max(0, self.cohort.programme.choose.maximum - done)

    @cached_property
    def places_owed(self) -> int:
        """How many places all people are owed."""
        return sum(len(basis) for basis in self.basis_owed) + sum(self.electives_owed)

    @property
    def demands(self) -> bool:
        """Whether a pin or a confirmed run asks for anything; without, the empty schedule is legal."""
        return any(person.pinned for person in self.people) or any(run.state == "confirmed" for run in self.runs)

    @cached_property
    def pinned(self) -> frozenset[int]:
        """Numbers of the options that a pin asks for."""
        pins = {(number, run) for number, person in enumerate(self.people) for run in person.pinned}
        return frozenset(
            index
            for index, option in enumerate(self.options if pins else ())
            if any((number, self.runs[option.run].id) in pins for number in option.party.members)
        )

    @cached_property
    def pairs(self) -> dict[str, list[int]]:
        """Numbers of the people of each pair of two or more."""
        members: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self.people):
            if person.pair:
                members[person.pair].append(number)
        return {pair: numbers for pair, numbers in members.items() if len(numbers) > 1}

    def is_owed(self, number: int, module: str) -> bool:
        """Tell whether a person is still owed a module: a basis module, or an elective that could be chosen."""
        if module in self.cohort.programme.basis:
            return module in self.basis_owed[number]
        return self.electives_owed[number] > 0 and module not in self.people[number].completed

    def _parties(self) -> list[Party]:
        paired = {number for numbers in self.pairs.values() for number in numbers} if self.together else set()
        bonds: list[list[int]] = [[number] for number in range(len(self.people)) if number not in paired]
        if self.together:
            bonds.extend(self.pairs.values())
        bonds.sort()
        parties = []
        for bond in bonds:
            for module in self.cohort.programme.module_ids:
                owed = tuple(number for number in bond if self.is_owed(number, module))
                if owed:
                    parties.append(Party(module, owed))
        return parties

    def _options(self, party: Party) -> Iterable[Option]:
        runs = self.runs_for(party)
        barriers = self._barriers(party) if runs else {}
        preference = sum(self.preference_cost(number, party.module) for number in party.members)
        for run in runs:
            cost = preference
            for number in party.members:
                cost += self._journey_cost(number, run)
            yield Option(party, run, cost, barriers.get(run, ()))

    def runs_for(self, party: Party) -> Sequence[int]:
        """Return the numbers of the runs that a party could attend."""
        return self.runs_of.get(party.module, ())

    def has_everybody(self, run: int) -> bool:  # noqa: ARG002 - problems with some of the options say otherwise
        """Tell whether the options in a run are those of everybody who could attend it."""
        return True

    @cached_property
    def runs_of(self) -> dict[str, list[int]]:
        """Numbers of the runs of each module."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, run in enumerate(self.runs):
            found[run.module].append(number)
        return dict(found)

    def _barriers(self, party: Party) -> dict[int, tuple[tuple[str, int], ...]]:
        """Return by run what forbids it to a party: names of rules, each with the person who is the reason."""
        found: dict[int, dict[tuple[str, int], None]] = defaultdict(dict)
        days = self._days_of.get(party.module, [])
        for number in party.members:
            person = self.people[number]
            for span in person.unavailable:
                low, high = bisect_left(days, (span.first, -1)), bisect_left(days, (span.last, len(self.runs)))
                for _, run in days[low:high]:
                    found[run]["unavailable", number] = None
            for barred in person.barred:
                found[self.run_number[barred]]["barred", number] = None
            for run in self._cancelled:
                found[run]["cancelled", number] = None
        return {run: tuple(barriers) for run, barriers in found.items()}

    @cached_property
    def _days_of(self) -> dict[str, list[tuple[date, int]]]:
        """By module every day of every run, in their order."""
        return {
            module: sorted((day, number) for number in runs for day in self.runs[number].dates)
            for module, runs in self.runs_of.items()
        }

    @cached_property
    def _cancelled(self) -> list[int]:
        return [number for number, run in enumerate(self.runs) if run.state == "cancelled"]

    def preference_cost(self, number: int, module: str) -> int:
        """Return the preference points of an elective place; 0 for a basis module."""
        if module not in self.cohort.programme.elective_ids:
            return 0
        goals, wishes = self.cohort.goals, self.people[number].preferences
        rank = wishes.index(module) if module in wishes else len(goals.preference)
        return goals.preference[rank] if rank < len(goals.preference) else goals.unranked

    def place_cost(self, number: int, run: int) -> int:
        """Return the points of one person's place in a run: preference, travel and change."""
        return self.preference_cost(number, self.runs[run].module) + self._journey_cost(number, run)

    def _journey_cost(self, number: int, run: int) -> int:
        """Return the points of one person's place in a run that do not depend on its module: travel and change."""
        goals, person, held = self.cohort.goals, self.people[number], self.runs[run]
        cost = goals.travel if person.location and held.venue and person.location != held.venue else 0
        if self._previous is not None and (person.id, held.id) not in self._previous:
            cost += goals.change
        return cost

    @cached_property
    def venues_of(self) -> dict[str, frozenset[str | None]]:
        """Venues of the runs of each module; None for a run without one."""
        return {module: frozenset(self.runs[run].venue for run in runs) for module, runs in self.runs_of.items()}

    @cached_property
    def _previous(self) -> frozenset[tuple[str, str]] | None:
        previous = self.cohort.previous
        return None if previous is None else frozenset((place.participant, place.run) for place in previous.places)

    @cached_property
    def _modules_before(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for place in self.cohort.previous.places if self.cohort.previous else ():
            found[place.participant].add(place.module)
        return found

    def had(self, participant: str) -> set[str]:
        """Return the modules in which a participant had a place in the previous schedule."""
        return self._modules_before.get(participant, set())

    def score(self, taken: Sequence[bool]) -> Score:
        """Return the score of a schedule, given for each option whether it is taken."""
        chosen = [option for option, is_taken in zip(self.options, taken, strict=True) if is_taken]
        carried: dict[int, int] = defaultdict(int)
        for option in chosen:
            for number in option.party.members:
                carried[number] += self.preference_cost(number, option.party.module)
        goals = self.cohort.goals
        points = sum(option.cost for option in chosen)
        points += goals.run * len({option.run for option in chosen})
        points += goals.worst * max(carried.values(), default=0)
        return Score(self.places_owed - sum(len(option.party.members) for option in chosen), points)

    def places(self, chosen: Iterable[Option]) -> list[Place]:
        """Return the places that the chosen options stand for."""
        return [
            Place(self.people[number].id, option.party.module, self.runs[option.run].id)
            for option in chosen
            for number in option.party.members
        ]
