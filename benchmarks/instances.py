"""Hard, realistic cohorts of any size, each with a planted schedule: legal, complete, and hard to beat.

The planted schedule is composed first, area by area. Everybody is dealt into runs so that every rule holds; the
runs get dates, rooms and teachers around the people in them, and hardly more seats than people. Then comes what
could betray it: decoy runs that want the room or the teacher of a real run at its time, days off that spare the
planted days only, wishes of which some are more popular than the seats allow.

    python benchmarks/instances.py 300 --seed 1 --out cohort-300
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from attrs import define, evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.roster import Participant, Span
from curriculum.rules import GapDays, Goals, Mixing, Rules
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

FIRST_MONDAY = date(2026, 8, 10)
WEEKS = 26
SEATS = 24
FEWEST = 10
AREA = 300
"""People per area of a region; areas have venues of their own."""
DEPARTMENT = 9
"""People per department on average."""
LEVELS = {"hospital": 3, "department": 42, "function": 300}
"""Leaders per level in one hospital unit of Region Midtjylland; directors are never fewer than two an area."""
COMMON = "function"
POPULARITY = {"development": 8, "patients": 5, "cross-sector": 4, "data": 3}
BASIS = ("basis-1", "basis-2")
PAIRED = 0.45
DECOYS = 0.45
"""Decoy runs per real one."""
LEANING = 0.85
"""Share of people who wish for the electives that are planted for them."""
SCATTER = 21
"""Days by which people fall behind or get ahead of each other from one module to the next."""
ATTEMPTS = 5_000


@frozen
class Instance:
    """A cohort and the schedule planted in it."""

    cohort: Cohort
    planted: Schedule


@frozen(eq=False)
class _Bond:
    """People who attend the same runs: a pair, or one person."""

    people: tuple[Participant, ...]

    @property
    def rare(self) -> bool:
        """Whether somebody here is not of the most common level."""
        return any(person.level != COMMON for person in self.people)


@define
class _Group:
    """A planted run under construction: the bonds in it, then its day, room and teacher."""

    module: str
    bonds: list[_Bond]
    run: Run | None = None

    @property
    def people(self) -> list[Participant]:
        """Everybody in the run."""
        return [person for bond in self.bonds for person in bond.people]


@define
class _Area:
    """What is taken on which day in one area.

    Attributes:
        number: of the area.
        busy: by a person's id, that person's days.
        first: by a person's id, the day of the first basis module.
        used: rooms and teachers in use, by day.
    """

    number: int
    busy: dict[str, set[date]] = field(factory=lambda: defaultdict(set))
    first: dict[str, date] = field(factory=dict)
    used: dict[date, set[str]] = field(factory=lambda: defaultdict(set))

    def free(self, kind: str, day: date) -> str:
        """Take the first room or teacher that is free on a day; a new one when all are taken."""
        number = 1
        while (name := f"a{self.number:02d}-{kind}-{number}") in self.used[day]:
            number += 1
        self.used[day].add(name)
        return name


def instance(people: int, seed: int) -> Instance:
    """Compose a cohort.

    Args:
        people: how many, 40 or more.
        seed: equal seeds give equal instances.

    Raises:
        ValueError: so few people cannot be mixed as the rules ask.
    """
    draw = random.Random(f"{people}/{seed}")
    areas = max(1, round(people / AREA))
    roster: list[Participant] = []
    runs: list[Run] = []
    places: list[Place] = []
    for area in range(areas):
        size = people * (area + 1) // areas - people * area // areas
        members, planted = _composed(draw, area, size)
        runs += planted.keys()
        runs += _decoys(draw, list(planted))
        places += [Place(person.id, run.module, run.id) for run, there in planted.items() for person in there]
        mine: dict[str, list[Run]] = defaultdict(list)
        for run, there in planted.items():
            for person in there:
                mine[person.id].append(run)
        roster += [_with_wishes(draw, person, mine[person.id]) for person in members]
    draw.shuffle(roster)
    cohort = Cohort(
        id=f"planted-{people}-{seed}",
        catalog=_catalog(),
        programme_id="leading",
        participants=roster,
        runs=sorted(runs, key=lambda run: run.id),
        rules=Rules(
            apart=["manager"],
            gap_days=GapDays(minimum=7, maximum=140),
            runs_per_day=1,
            mixing=[
                Mixing(attribute="level", groups=2, max_share=Fraction(19, 20)),
                Mixing(attribute="organisation", max_share=Fraction(1, 2)),
            ],
        ),
        goals=Goals(preference=[0, 1, 4, 9], unranked=16, run=3, worst=2, travel=1),
    )
    schedule = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places)
    return Instance(cohort, schedule)


def _catalog() -> Catalog:
    capacity = Capacity(minimum=FEWEST, maximum=SEATS)
    modules = [
        Module(id="basis-1", kind="basis", capacity=capacity),
        Module(id="basis-2", kind="basis", requires="basis-1", capacity=capacity),
        *(Module(id=name, kind="elective", requires="basis-1", capacity=capacity) for name in POPULARITY),
    ]
    programme = Programme(id="leading", basis=BASIS, electives=Electives(modules=tuple(POPULARITY), choose=2))
    levels = [Level(id=name) for name in LEVELS]
    return Catalog(id="planted", levels=levels, modules=modules, programmes=[programme])


def _composed(draw: random.Random, area: int, size: int) -> tuple[list[Participant], dict[Run, list[Participant]]]:
    """Return the people of one area, and a legal and complete schedule for them."""
    for _ in range(ATTEMPTS):
        members = _members(draw, area, size)
        groups = _planted(draw, _Area(area), _bonds(members))
        if groups is not None:
            return members, {group.run: group.people for group in groups if group.run}
    raise ValueError(f"{size} people are too few to be mixed")


def _members(draw: random.Random, area: int, size: int) -> list[Participant]:
    """Deal the people of one area into levels, departments, pairs and lines of management."""
    levels = sorted(draw.choices(list(LEVELS), weights=list(LEVELS.values()), k=size))
    levels[:2] = ["hospital", "hospital"]
    departments = max(3, round(size / DEPARTMENT))
    people = [
        Participant(
            id=f"a{area:02d}-{number:03d}",
            role="leader",
            level=level,
            organisation=f"a{area:02d}-d{draw.randrange(departments):02d}",
            location=f"town-{area:02d}",
        )
        for number, level in enumerate(levels)
    ]
    draw.shuffle(people)
    bosses: dict[str | None, str] = {p.organisation: p.id for p in people if p.level == "department"}
    people = [
        evolve(person, manager=bosses[person.organisation])
        if person.level == COMMON and person.organisation in bosses
        else person
        for person in people
    ]
    paired = int(size * PAIRED / 2)
    singles = [index for index, person in enumerate(people) if person.id not in bosses.values()]
    draw.shuffle(singles)
    for number, (first, second) in enumerate(zip(singles[:paired], singles[paired : 2 * paired], strict=False)):
        label = f"a{area:02d}-pair-{number:03d}"
        people[first] = evolve(people[first], pair=label)
        people[second] = evolve(
            people[second], pair=label, role="key-person", organisation=people[first].organisation
        )
    return people


def _bonds(members: Iterable[Participant]) -> list[_Bond]:
    bonds: dict[str, list[Participant]] = defaultdict(list)
    for person in members:
        bonds[person.pair or person.id].append(person)
    return [_Bond(tuple(people)) for people in bonds.values()]


def _planted(draw: random.Random, area: _Area, bonds: Sequence[_Bond]) -> list[_Group] | None:
    """Deal everybody into both basis modules and two electives; None when this draw does not come out even."""
    wishes = {bond: _drawn(draw, 2) for bond in bonds}
    takers = {module: list(bonds) for module in BASIS}
    takers |= {module: [bond for bond in bonds if module in wishes[bond]] for module in POPULARITY}
    planted = []
    for module, there in takers.items():
        groups = _dealt(draw, module, _in_time(draw, area, there))
        _separate(draw, groups)
        if not all(_legal(group.people) for group in groups):
            return None
        for group in groups:
            group.run = _run(draw, area, group)
        planted += groups
    return planted


def _in_time(draw: random.Random, area: _Area, bonds: Iterable[_Bond]) -> list[_Bond]:
    """Return the bonds roughly in the order in which they have had the first module."""

    def when(bond: _Bond) -> int:
        return area.first.get(bond.people[0].id, FIRST_MONDAY).toordinal() + draw.randrange(SCATTER)

    return sorted(bonds, key=when)


def _dealt(draw: random.Random, module: str, bonds: Sequence[_Bond]) -> list[_Group]:
    """Cut the bonds into runs of almost :data:`SEATS` people, in order; each gets its share of levels."""
    people = sum(len(bond.people) for bond in bonds)
    groups = [_Group(module, []) for _ in range(max(1, -(-people // (SEATS - 1))))]
    for some in ([bond for bond in bonds if bond.rare], [bond for bond in bonds if not bond.rare]):
        total = sum(len(bond.people) for bond in some)
        dealt = 0
        for bond in some:
            wanted = dealt * len(groups) // total
            open_to = [group for group in groups if len(group.people) + len(bond.people) <= SEATS] or groups
            min(open_to, key=lambda group: abs(groups.index(group) - wanted)).bonds.append(bond)
            dealt += len(bond.people)
    draw.shuffle(groups)
    return groups


def _separate(draw: random.Random, groups: Sequence[_Group]) -> None:
    """Swap bonds that are in a run with a manager or report of theirs, as far as others can take their place."""
    for group in groups:
        for bond in list(group.bonds):
            if not _meets_manager(bond, group.bonds):
                continue
            others = [(other, there) for other in groups if other is not group for there in other.bonds]
            draw.shuffle(others)
            for other, there in others:
                if _swappable(group, bond, other, there):
                    group.bonds[group.bonds.index(bond)] = there
                    other.bonds[other.bonds.index(there)] = bond
                    break


def _swappable(group: _Group, bond: _Bond, other: _Group, there: _Bond) -> bool:
    alike = len(bond.people) == len(there.people) and bond.rare == there.rare
    return (
        alike
        and not _meets_manager(bond, [b for b in other.bonds if b is not there])
        and not _meets_manager(there, [b for b in group.bonds if b is not bond])
    )


def _meets_manager(bond: _Bond, others: Iterable[_Bond]) -> bool:
    managers = {person.manager for person in bond.people}
    names = {person.id for person in bond.people}
    return any(
        person.id in managers or person.manager in names
        for other in others
        if other is not bond
        for person in other.people
    )


def _legal(people: Sequence[Participant]) -> bool:
    """Tell whether people may be in one run."""
    together = _bonds(people)
    organisations = Counter(person.organisation for person in people)
    levels = Counter(person.level for person in people)
    return (
        FEWEST <= len(people) <= SEATS
        and len(levels) > 1
        and 20 * max(levels.values()) <= 19 * len(people)
        and 2 * max(organisations.values()) <= len(people)
        and not any(_meets_manager(bond, together) for bond in together)
    )


def _run(draw: random.Random, area: _Area, group: _Group) -> Run:
    """Give a group a day on which everybody can come, a room, a teacher, and at most two seats to spare."""
    taken = set().union(*(area.busy[person.id] for person in group.people))
    if group.module == BASIS[0]:
        days = _weekdays(FIRST_MONDAY, 8 * 7)
    else:
        latest = max(area.first[person.id] for person in group.people)
        days = _weekdays(latest + timedelta(days=7), 8 * 7)
    day = draw.choice([day for day in days if day not in taken])
    for person in group.people:
        area.busy[person.id].add(day)
        if group.module == BASIS[0]:
            area.first[person.id] = day
    return Run(
        id=f"a{area.number:02d}-{group.module}-{draw.randrange(16**6):06x}",
        module=group.module,
        sessions=[_session(day, 9, 16)],
        venue=f"town-{area.number:02d}",
        room=area.free("room", day),
        teachers=[area.free(f"teacher-{group.module}", day)],
        capacity=min(SEATS, len(group.people) + draw.randrange(3)),
    )


def _weekdays(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=number) for number in range(count))
    return [day for day in days if day.isoweekday() <= 5]


def _session(day: date, start: int, end: int) -> Session:
    return Session(datetime.combine(day, time(start)), datetime.combine(day, time(end)))


def _decoys(draw: random.Random, real: Sequence[Run]) -> list[Run]:
    """Return runs that want the room or the teacher of a real run at its time: only one of the two can be held."""
    decoys = []
    for number, model in enumerate(draw.sample(list(real), k=round(len(real) * DECOYS))):
        electives = list(POPULARITY)
        module = model.module if model.module in BASIS else draw.choices(electives, list(POPULARITY.values()))[0]
        share = draw.choice(["room", "teacher", "both"])
        hours = draw.choice([(9, 16), (9, 13), (12, 16)])
        decoys.append(
            evolve(
                model,
                id=f"{model.id}-x{number}",
                module=module,
                sessions=[_session(model.sessions[0].date, *hours)],
                room=model.room if share != "teacher" else f"spare-{number}",
                teachers=model.teachers if share != "room" else [f"{model.id}-guest-{number}"],
                capacity=draw.choice([model.capacity, SEATS]),
            )
        )
    return decoys


def _drawn(draw: random.Random, count: int) -> list[str]:
    """Draw different electives, the popular ones more often."""
    return sorted(POPULARITY, key=lambda name: -(draw.random() ** (1 / POPULARITY[name])))[:count]


def _with_wishes(draw: random.Random, person: Participant, mine: Sequence[Run]) -> Participant:
    """Give a person wishes that lean to the planted electives, and days off that spare the planted days."""
    days = {run.sessions[0].date for run in mine}
    off = []
    for _ in range(draw.randrange(5)):
        first = FIRST_MONDAY + timedelta(days=draw.randrange(WEEKS * 7))
        last = first + timedelta(days=draw.choice([0, 0, 1, 4, 11]))
        if not any(first <= day <= last for day in days):
            off.append(Span(first, last))
    wishes = _drawn(draw, 3)
    given = [run.module for run in mine if run.module in POPULARITY]
    draw.shuffle(given)
    if draw.random() < LEANING:
        wishes = list(dict.fromkeys(given + wishes))[: draw.choice([2, 3, 3])]
    return evolve(person, preferences=wishes, unavailable=sorted(off))


def main() -> None:
    """Write an instance and its planted schedule to a folder."""
    from curriculum.files import dump_cohort, dump_schedule

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    made = instance(options.people, options.seed)
    dump_cohort(made.cohort, options.out)
    dump_schedule(made.planted, options.out / "planted.json")


if __name__ == "__main__":
    main()
