"""From a network to its groups: a design first, then exchanges, then the judge."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random

from curriculum.errors import CurriculumError
from curriculum.groups.bounds import lowest_broken, lowest_score
from curriculum.groups.exchange import Exchange
from curriculum.groups.judge import GroupViolation, group_violations
from curriculum.groups.lines import Round, line_rounds
from curriculum.groups.network import Network
from curriculum.groups.numbers import Cost, Numbered, Seats, fitted
from curriculum.groups.placing import free_places, placed, without
from curriculum.groups.result import GroupMeeting, Groups, GroupScore
from curriculum.groups.shifts import shifted_rounds
from curriculum.groups.sizes import group_sizes
from curriculum.groups.starters import turning_rounds

_PLACING_STEPS = 30_000
_WORK = ((6, 100_000), (30, 100_000), (0, 200_000), (0, 400_000), (0, 800_000))
"""Starters tried and exchanges tried, in turn: the work of a search that never meets the bound."""
_MOST_ON_WHEELS = 150
"""People for whom starters are searched; for more, lines give many meetings, and the search takes too long."""
_MOST_SHIFTED = 4
"""Designs on boards that people are seated by: they differ in who meets whom, not in how often."""
_FROM_DESIGN, _FROM_ANYWHERE = 0.15, 0.7
"""Heat at the start: a design is to be mended, not melted."""


class GroupsInterrupted(CurriculumError):
    """The user interrupted the search.

    Attributes:
        groups: the best groups found until then.
    """

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        super().__init__(groups)


class IllegalGroups(CurriculumError):
    """The search and the judge disagree: a fault of this library, never of the input.

    Attributes:
        violations: what the judge found.
    """

    def __init__(self, violations: Sequence[GroupViolation]) -> None:
        self.violations = tuple(violations)
        super().__init__(self.violations)


def arrange_groups(network: Network, *, seed: int = 1, time_limit: float = 60.0) -> Groups:
    """Seat the people of a network in groups at each meeting, so that they meet as many others as possible.

    First as few broken rules (apart, together) as possible, then as few repeats, then as few unmixed groups. The
    search does a fixed amount of work: the same network and seed give the same groups on every machine, unless the
    time limit comes first.

    Args:
        network: who comes, and what is asked for.
        seed: seed of the search, 0 or more.
        time_limit: seconds of wall-clock time at most, above 0.

    Returns:
        The groups, ``optimal`` when the bound proves that none are better.

    Raises:
        GroupsInterrupted: Ctrl-C was pressed; it carries the best groups found.
        IllegalGroups: the judge refuses the groups: please report it.

    Example:
        >>> from curriculum.groups import numbered_network
        >>> arrange_groups(numbered_network(15, size=3, meetings=7)).score
        GroupScore(repeats=0, unmixed=0)
    """
    search = _Search(network, seed, time_limit)
    try:
        search.run()
    except KeyboardInterrupt:
        raise GroupsInterrupted(search.result()) from None
    return search.result()


class _Search:
    """The best arrangement so far, and what is left to try."""

    def __init__(self, network: Network, seed: int, time_limit: float) -> None:
        self.network = network
        self.seed = seed
        self.rng = Random(seed)  # noqa: S311 - a seed is to give the same groups again
        self.end = time.monotonic() + time_limit
        self.numbered = Numbered(network)
        self.floor = lowest_broken(network)
        self.bounds = {unbroken: lowest_score(network, unbroken=unbroken) for unbroken in (True, False)}
        everybody = group_sizes(len(network.people), network.size)
        self.groups, self.size = len(everybody), everybody[0]
        self.possible = self._possible_meetings()
        self.best = self._anyhow()
        self.cost = self.numbered.cost(self.best)

    def run(self) -> None:
        """Try designs, then exchanges from the best and from elsewhere, until the bound is met."""
        self._keep(self._seated(self._lines()))
        self._keep_best(self._shifted())
        for attempt, (tries, steps) in enumerate(_WORK):
            self._keep_best(self._turned(tries))
            if self._done() or self._late():
                return
            is_mending = attempt % 2 == 0
            exchange = Exchange(self.numbered, self.best if is_mending else self._anyhow())
            hottest = _FROM_DESIGN if is_mending else _FROM_ANYWHERE
            try:
                exchange.run(self.rng, steps=steps, hottest=hottest, enough=self._enough(), stop=self._late)
            finally:
                self._keep(exchange.best)

    def result(self) -> Groups:
        """Return the best groups, passed by the judge."""
        ids = self.network.people
        bound = self._bound()
        groups = Groups(
            meetings=[
                GroupMeeting(name, [[ids[person] for person in group] for group in meeting])
                for name, meeting in zip(self.network.meetings, self.best, strict=True)
            ],
            score=GroupScore(self.cost.repeats, self.cost.unmixed),
            bound=bound,
            status="optimal" if self._done() else "feasible",
            broken=self.cost.broken,
            seed=self.seed,
        )
        violations = group_violations(self.network, groups)
        wrong = [violation for violation in violations if violation.rule not in {"apart", "together"}]
        if wrong or groups.score.repeats < bound.repeats or groups.score.unmixed < bound.unmixed:
            raise IllegalGroups(wrong)
        return groups

    def _possible_meetings(self) -> int:
        """Return how many of the meetings could be without repeats; 0 when there is nobody to change with."""
        if self.groups == 1:
            return 0
        wanted = len(self.network.meetings)
        return wanted if self.size == 1 else min(wanted, (self.groups * self.size - 1) // (self.size - 1))

    def _late(self) -> bool:
        return time.monotonic() >= self.end

    def _keep(self, seats: Seats) -> None:
        cost = self.numbered.cost(seats)
        if cost < self.cost:
            self.best, self.cost = seats, cost

    def _keep_best(self, designs: Iterable[list[Round]]) -> None:
        for rounds in designs:
            self._keep(self._seated(rounds))
            if self._done():
                break

    def _bound(self) -> GroupScore:
        """Return the bound among groups that break as many rules; keeping all of them, it may be higher."""
        return self.bounds[self.cost.broken == 0]

    def _enough(self) -> Cost:
        bound = self.bounds[self.floor == 0]
        return Cost(self.floor, bound.repeats, bound.unmixed)

    def _done(self) -> bool:
        bound = self._bound()
        return self.cost == Cost(self.floor, bound.repeats, bound.unmixed)

    def _anyhow(self) -> Seats:
        """Seat people by chance."""
        seats = []
        for people, sizes in zip(self.numbered.present, self.numbered.sizes, strict=True):
            shuffled = list(people)
            self.rng.shuffle(shuffled)
            seats.append(fitted([], shuffled, sizes))
        return seats

    def _seated(self, rounds: Sequence[Round]) -> Seats:
        """Seat people by a design for all of them, changed for those who do not come."""
        left_out = free_places(rounds, self.groups * self.size - self.numbered.size, self.rng) if rounds else None
        if left_out is None:
            return self._anyhow()
        places = without(rounds, left_out)
        seats = placed(places, self.numbered, rng=self.rng, steps=_PLACING_STEPS, stop=self._late)
        seats += self._anyhow()[len(seats) :]
        return [
            fitted(meeting, people, wanted)
            for meeting, people, wanted in zip(seats, self.numbered.present, self.numbered.sizes, strict=True)
        ]

    def _lines(self) -> list[Round]:
        """Return as many meetings without repeats as geometry gives, at most those wanted."""
        return line_rounds(self.groups, self.size, self.possible) if self.possible else []

    def _shifted(self) -> Iterator[list[Round]]:
        """Yield all meetings that can be without repeats, a few times, from boards."""
        if self.size == 1 or not self.possible or self._done():
            return iter(())
        found = shifted_rounds(self.groups, self.size, self.possible, rng=self.rng, stop=self._late)
        return islice(found, _MOST_SHIFTED)

    def _turned(self, tries: int) -> Iterator[list[Round]]:
        """Yield all meetings that can be without repeats, once for each starter that is found, from wheels."""
        if self.size == 1 or not self.possible or self._done() or self.numbered.size > _MOST_ON_WHEELS:
            return iter(())
        columns = (0, 1, self.size) if self.numbered.mixes or self.numbered.rules else (0,)
        return turning_rounds(
            self.groups, self.size, self.possible, rng=self.rng, tries=tries, stop=self._late, columns=columns
        )
