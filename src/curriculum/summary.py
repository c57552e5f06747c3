"""What a coordinator wants to know about a schedule, as data: runs, people, wishes met, what is missing.

It holds ids only, no names and no addresses. :mod:`curriculum.plaintext` makes sentences of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.errors import Finding, raise_if
from curriculum.roster import Participant
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule, Unfilled
from curriculum.text import Text

Count = tuple[str | None, int]
"""A value of a column, and how many people have it; None for people without one."""


@frozen(kw_only=True)
class HeldRun:
    """A run that is held, and who is in it.

    Attributes:
        run: the run.
        capacity: most people.
        people: ids, sorted.
        levels: people by leadership level, in the catalog's order of levels.
        organisations: people by organisation, the largest first.
    """

    run: Run
    capacity: int
    people: tuple[str, ...]
    levels: tuple[Count, ...]
    organisations: tuple[Count, ...]


@frozen(kw_only=True)
class Person:
    """Where one participant is.

    Attributes:
        participant: the person's id.
        places: the places, in the order of their first session.
        missing: places owed and not filled.
    """

    participant: str
    places: tuple[Place, ...]
    missing: tuple[Unfilled, ...]


@frozen(kw_only=True)
class Wishes:
    """How well elective places meet the preferences of some people.

    Attributes:
        people: how many people have an elective place.
        by_rank: how many places were somebody's first, second ... wish.
        unlisted: how many places are not on the list of the person who has them.
    """

    people: int
    by_rank: tuple[int, ...]
    unlisted: int

    @property
    def places(self) -> int:
        """How many elective places there are."""
        return sum(self.by_rank) + self.unlisted


@frozen(kw_only=True)
class Summary:
    """A schedule made readable.

    Attributes:
        schedule: the schedule.
        held: the runs that are held, by module in the programme's order, then by time.
        not_held: ids of the other runs, in the same order.
        people: where everybody is, in the roster's order.
        wishes: preferences met, of everybody.
        wishes_by_level: the same by leadership level, in the catalog's order; None for people without one.
        module_titles: title of each module of the programme.
        level_titles: title of each leadership level.
    """

    schedule: Schedule
    held: tuple[HeldRun, ...]
    not_held: tuple[str, ...]
    people: tuple[Person, ...]
    wishes: Wishes
    wishes_by_level: tuple[tuple[str | None, Wishes], ...]
    module_titles: Mapping[str, Text]
    level_titles: Mapping[str, Text]


def summarise(cohort: Cohort, schedule: Schedule) -> Summary:
    """Return the summary of a schedule.

    Args:
        cohort: the cohort that the schedule is for.
        schedule: any schedule of that cohort, legal or not.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
    """
    raise_if(_stranger_findings(cohort, schedule))
    by_id = {person.id: person for person in cohort.participants}
    people_in: defaultdict[str, list[Participant]] = defaultdict(list)
    for place in schedule.places:
        people_in[place.run].append(by_id[place.participant])
    runs = _in_order(cohort)
    members: defaultdict[str | None, list[Participant]] = defaultdict(list)
    for person in cohort.participants:
        members[person.level].append(person)
    return Summary(
        schedule=schedule,
        held=tuple(_held(cohort, run, people_in[run.id]) for run in runs if run.id in people_in),
        not_held=tuple(run.id for run in runs if run.id not in people_in),
        people=tuple(_people(cohort, schedule)),
        wishes=_wishes(cohort.participants, cohort, schedule),
        wishes_by_level=tuple(
            (level, _wishes(members[level], cohort, schedule)) for level in _levels(cohort) if level in members
        ),
        module_titles=_module_titles(cohort),
        level_titles={
            level.id: _spelled_out(level.title, cohort.catalog.language)
            for level in cohort.catalog.levels
            if level.title
        },
    )


def _stranger_findings(cohort: Cohort, schedule: Schedule) -> Iterator[Finding]:
    people = {person.id for person in cohort.participants}
    runs = {run.id for run in cohort.runs}
    for index, place in enumerate(schedule.places):
        for table, wanted, known in (("participants", place.participant, people), ("runs", place.run, runs)):
            if wanted not in known:
                values = {"id": wanted, "table": table, "known": ", ".join(sorted(known)[:12])}
                yield Finding(code="unknown-id", values=values, where=f"places[{index}]")


def _levels(cohort: Cohort) -> tuple[str | None, ...]:
    return (*(level.id for level in cohort.catalog.levels), None)


def _time(run: Run) -> tuple[bool, tuple[Session, ...], str]:
    """Return what runs are sorted by: their sessions; those without any come last."""
    return not run.sessions, run.sessions, run.id


def _in_order(cohort: Cohort) -> list[Run]:
    position = {module_id: index for index, module_id in enumerate(cohort.programme.module_ids)}
    return sorted(cohort.runs, key=lambda run: (position.get(run.module, len(position)), _time(run)))


def _held(cohort: Cohort, run: Run, members: Sequence[Participant]) -> HeldRun:
    levels = Counter(person.level for person in members)
    organisations = Counter(person.organisation for person in members)
    return HeldRun(
        run=run,
        capacity=cohort.capacity(run) or len(members),
        people=tuple(sorted(person.id for person in members)),
        levels=tuple((level, levels[level]) for level in _levels(cohort) if level in levels),
        organisations=tuple(sorted(organisations.items(), key=lambda count: (-count[1], count[0] or ""))),
    )


def _people(cohort: Cohort, schedule: Schedule) -> Iterator[Person]:
    times = {run.id: _time(run) for run in cohort.runs}
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for place in sorted(schedule.places, key=lambda place: (times[place.run], place)):
        places[place.participant].append(place)
    missing: defaultdict[str, list[Unfilled]] = defaultdict(list)
    for unfilled in schedule.unfilled:
        missing[unfilled.participant].append(unfilled)
    for person in cohort.participants:
        yield Person(participant=person.id, places=tuple(places[person.id]), missing=tuple(missing[person.id]))


def _wishes(members: Iterable[Participant], cohort: Cohort, schedule: Schedule) -> Wishes:
    listed = {person.id: person.preferences for person in members}
    electives = set(cohort.programme.elective_ids)
    ranks = [
        (place.participant, _rank(place.module, listed[place.participant]))
        for place in schedule.places
        if place.module in electives and place.participant in listed
    ]
    counted = Counter(rank for _, rank in ranks)
    worst = max((rank for rank in counted if rank is not None), default=0)
    return Wishes(
        people=len({participant for participant, _ in ranks}),
        by_rank=tuple(counted[rank] for rank in range(1, worst + 1)),
        unlisted=counted[None],
    )


def _rank(module: str, preferences: Sequence[str]) -> int | None:
    return preferences.index(module) + 1 if module in preferences else None


def _module_titles(cohort: Cohort) -> dict[str, Text]:
    languages = {other.id: other.language for other in cohort.others}
    titles: dict[str, Text] = {}
    for module_id in cohort.programme.module_ids:
        module = cohort.modules.get(module_id)
        if module and module.title:
            home, _, _ = module_id.rpartition(":")
            titles[module_id] = _spelled_out(module.title, languages.get(home, cohort.catalog.language))
    return titles


def _spelled_out(title: Text, own: str) -> Text:
    """Return a text that no longer depends on the language of its catalog."""
    return Text(title.by_language(own))
