"""Who may be moved while a question is answered: everybody, or the people and runs around those concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.judge.case import grouped
from curriculum.schedule import Schedule
from curriculum.scheduler.around import Surroundings

WHOLE = 120
"""Cohorts up to this size are looked at as a whole."""
NEARBY = 60
"""How many people of a larger cohort may be moved at most, apart from those who come along with their pair."""
PLACES = 1250
"""About how many places in the runs of the modules concerned these people may have a choice of."""
FEWEST = 20
"""How many people may be moved at least."""


@frozen
class Neighbourhood:
    """The part of a cohort that an answer is about; all others stay where they are.

    Attributes:
        people: ids of the people who may be moved.
        runs: ids of the runs that they may be moved to.
        others: ids of the other runs of the cohort.
        whole: whether it is the whole cohort.
    """

    people: frozenset[str]
    runs: frozenset[str]
    others: frozenset[str] = frozenset()
    whole: bool = True

    @property
    def small(self) -> bool:
        """Whether it is small enough to look for a conflict in it."""
        return len(self.people) <= WHOLE

    def problem(
        self,
        cohort: Cohort,
        schedule: Schedule,
        seed: int,
        *,
        explaining: bool = False,
        modules: Collection[str] | None = None,
    ) -> Surroundings:
        """Return the part of a cohort in numbers.

        Args:
            cohort: the cohort, or a changed one: runs that are new in it are in reach.
            schedule: where everybody is.
            seed: seed of the order in which ties are broken.
            explaining: whether every rule is to be named, those that forbid single places too.
            modules: ids of the only modules in which there are places at all; every module when None.
        """
        reach = {run.id for run in cohort.runs} - self.others
        return Surroundings(
            cohort,
            schedule.places,
            self.people,
            seed,
            reach=reach,
            modules=modules,
            together=not explaining,
            keep_forbidden=explaining,
        )


def whole(cohort: Cohort) -> Neighbourhood:
    """Return the neighbourhood of everybody."""
    people = (person.id for person in cohort.participants)
    return Neighbourhood(frozenset(people), frozenset(run.id for run in cohort.runs))


def clusters(cohort: Cohort, people: Iterable[str], modules: Iterable[str]) -> list[tuple[str, ...]]:
    """Divide people who want something by where they work; all of them stay together in a small cohort.

    Args:
        cohort: the cohort.
        people: their ids.
        modules: ids of the modules that they want.
    """
    if len(cohort.participants) <= WHOLE:
        return [tuple(people)]
    most = _movable(cohort, modules) // 2
    at = {person.id: person.location or "" for person in cohort.participants}
    there = sorted(grouped((at[who], who) for who in people).values(), key=len, reverse=True)
    return [tuple(who[start : start + most]) for who in there for start in range(0, len(who), most)]


def _movable(cohort: Cohort, modules: Iterable[str]) -> int:
    """Return how many people may be moved when places in some modules are concerned."""
    runs = [run for run in cohort.runs if run.module in set(modules)]
    at_one_venue = len(runs) / max(len({run.venue for run in runs}), 1)
    return max(FEWEST, min(NEARBY, int(PLACES / max(at_one_venue, 1))))


def around(
    cohort: Cohort,
    schedule: Schedule,
    people: Iterable[str],
    modules: Iterable[str],
    *,
    venue: str | None = None,
) -> Neighbourhood:
    """Return the neighbourhood of some people who want places in some modules.

    In a large cohort it is the people themselves, then those in runs of these modules: first nearby, then
    elsewhere. Nearby is where the people work; if there is no run of these modules, every venue that has one.

    Args:
        cohort: the cohort.
        schedule: where everybody is.
        people: ids of the people concerned.
        modules: ids of the modules that they want.
        venue: where a run is that is asked about; nearby is there then.
    """
    if len(cohort.participants) <= WHOLE:
        return whole(cohort)
    wanted = set(modules)
    most = _movable(cohort, wanted)
    centre = dict.fromkeys(list(people)[: most // 2])
    venue_of = {run.id: run.venue for run in cohort.runs}
    near = {venue} if venue else {person.location for person in cohort.participants if person.id in centre}
    if not any(run.venue in near and run.module in wanted for run in cohort.runs):
        near = {run.venue for run in cohort.runs if run.module in wanted}
    inside: dict[str, list[str]] = {}
    for place in schedule.places:
        if place.module in wanted:
            inside.setdefault(place.run, []).append(place.participant)
    for run in sorted(inside, key=lambda run: (venue_of[run] not in near, run)):
        further = [who for who in inside[run] if who not in centre]
        centre.update(dict.fromkeys(further[: max(0, most - len(centre))]))
    runs = frozenset(run.id for run in cohort.runs if run.venue in near)
    others = frozenset(run.id for run in cohort.runs) - runs
    return Neighbourhood(frozenset(centre), runs, others, whole=False)
