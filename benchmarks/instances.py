"""Hard, realistic cohorts of any size, each with a planted schedule that is known to be legal.

The planted schedule is composed first: people are dealt into runs so that every rule holds. Everything that could
betray it is then added around it: decoy runs that share rooms and teachers with real ones, days off that spare
only the planted places, seats with next to no slack, wishes that are more popular than seats allow.

    python benchmarks/instances.py 300 --seed 1 --out cohort-300
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
SEATS = 24
FEWEST = 10
AREA = 300
"""People per area of a region; areas have venues of their own."""
DEPARTMENT = 9
"""People per department on average."""
LEVELS = {"hospital": 3, "department": 42, "function": 300}
"""Leaders per level in one hospital unit of Region Midtjylland; directors are never fewer than one an area."""
POPULARITY = {"development": 8, "patients": 5, "cross-sector": 4, "data": 3}
BASIS = ("basis-1", "basis-2")
WEEKS = {"basis-1": range(4), "basis-2": range(5, 10), "elective": range(11, 19)}
PAIRED = 0.45


@frozen
class Instance:
    """A cohort and the schedule planted in it."""

    cohort: Cohort
    planted: Schedule


@define
class _Seat:
    """A planted run under construction."""

    run: Run
    people: list[Participant] = field(factory=list)


def instance(people: int, seed: int) -> Instance:
    """Compose a cohort of about ``people`` people (pairs are not split between areas).

    Args:
        people: how many, 12 or more.
        seed: equal seeds give equal instances.
    """
    draw = random.Random(f"{people}/{seed}")
    areas = max(1, round(people / AREA))
    roster: list[Participant] = []
    runs: list[Run] = []
    places: list[Place] = []
    for area in range(areas):
        size = people * (area + 1) // areas - people * area // areas
        members = _members(draw, area, size)
        planted = _planted(draw, area, members)
        runs += [seat.run for seat in planted] + _decoys(draw, [seat.run for seat in planted])
        places += [Place(person.id, seat.run.module, seat.run.id) for seat in planted for person in seat.people]
        roster += [_with_wishes(draw, person, planted) for person in members]
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
    planted_schedule = Schedule(
        cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places
    )
    return Instance(cohort, planted_schedule)


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
        if person.level == "function" and person.organisation in bosses
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


def _planted(draw: random.Random, area: int, members: Sequence[Participant]) -> list[_Seat]:
    """Deal everybody into basis runs and two electives each, keeping every rule."""
    bonds = _bonds(members)
    busy: dict[str, set[date]] = defaultdict(set)
    seats: list[_Seat] = []
    for module in BASIS:
        opened = _opened(draw, area, module, len(members), WEEKS[module])
        for bond in _in_order(draw, bonds):
            _seated(draw, bond, opened, busy)
        _keep_mixed(opened)
        seats += opened
        bonds = [bond for bond in bonds if any(bond[0] in seat.people for seat in opened)]
    wishes = {id(bond): _drawn(draw, len(POPULARITY)) for bond in bonds}
    for rank in range(2):
        seats += _electives(draw, area, bonds, wishes=wishes, rank=rank, before=seats, busy=busy)
    _keep_mixed(seats)
    for seat in seats:
        seat.run = evolve(seat.run, capacity=max(FEWEST, len(seat.people) + draw.randrange(3)))
    return [seat for seat in seats if seat.people]


def _electives(
    draw: random.Random,
    area: int,
    bonds: Sequence[list[Participant]],
    *,
    wishes: Mapping[int, Sequence[str]],
    rank: int,
    before: Sequence[_Seat],
    busy: dict[str, set[date]],
) -> list[_Seat]:
    """Give everybody the elective of this rank in their wishes, or another one."""
    opened = []
    for module in POPULARITY:
        wanting = sum(len(bond) for bond in bonds if wishes[id(bond)][rank] == module)
        if wanting >= FEWEST + 2:
            opened += _opened(draw, area, module, wanting, WEEKS["elective"])
    for bond in _in_order(draw, bonds):
        had = {seat.run.module for seat in before if bond[0] in seat.people}
        for module in dict.fromkeys((wishes[id(bond)][rank], *wishes[id(bond)])):
            there = [seat for seat in opened if seat.run.module == module]
            if module not in had and _seated(draw, bond, there, busy):
                break
    return opened


def _opened(draw: random.Random, area: int, module: str, people: int, weeks: Sequence[int]) -> list[_Seat]:
    count = -(-people // (SEATS - 2))
    return [_Seat(_run(draw, area, module, weeks)) for _ in range(count)]


def _in_order(draw: random.Random, bonds: Sequence[list[Participant]]) -> list[list[Participant]]:
    """Return the bonds with the rare levels first, so that they spread over the runs."""
    rarity = list(LEVELS)
    return sorted(
        bonds, key=lambda bond: (min(rarity.index(person.level or "") for person in bond), draw.random())
    )


def _seated(
    draw: random.Random, bond: Sequence[Participant], seats: Sequence[_Seat], busy: dict[str, set[date]]
) -> bool:
    """Seat a bond in the emptiest run that it fits, if there is one."""
    fitting = [seat for seat in seats if _fits(seat, bond, busy)]
    if not fitting:
        return False
    best = min(fitting, key=lambda seat: (len(seat.people), draw.random()))
    best.people += bond
    for person in bond:
        busy[person.id].add(best.run.sessions[0].date)
    return True


def _bonds(members: Iterable[Participant]) -> list[list[Participant]]:
    bonds: dict[str, list[Participant]] = defaultdict(list)
    for person in members:
        bonds[person.pair or person.id].append(person)
    return list(bonds.values())


def _drawn(draw: random.Random, count: int) -> list[str]:
    """Draw different electives, the popular ones more often."""
    return sorted(POPULARITY, key=lambda name: -(draw.random() ** (1 / POPULARITY[name])))[:count]


def _fits(seat: _Seat, bond: Sequence[Participant], busy: dict[str, set[date]]) -> bool:
    day = seat.run.sessions[0].date
    there = {person.id: person for person in seat.people}
    clash = any(person.manager in there for person in bond) or any(
        person.manager == other.id for person in seat.people for other in bond
    )
    organisation = sum(person.organisation == bond[0].organisation for person in seat.people)
    return (
        len(seat.people) + len(bond) <= SEATS
        and organisation + len(bond) <= FEWEST - 2
        and not clash
        and not any(day in busy[person.id] for person in bond)
    )


def _keep_mixed(seats: Iterable[_Seat]) -> None:
    """Empty the runs that are not mixed as the rules ask."""
    for seat in seats:
        if not _mixed(seat.people):
            seat.people.clear()


def _mixed(people: Sequence[Participant]) -> bool:
    organisations = [person.organisation for person in people]
    largest = max((organisations.count(organisation) for organisation in set(organisations)), default=0)
    levels = [person.level for person in people]
    top = max((levels.count(level) for level in set(levels)), default=0)
    return (
        len(people) >= FEWEST
        and len(set(levels)) > 1
        and 20 * top <= 19 * len(people)
        and 2 * largest <= len(people)
    )


def _run(draw: random.Random, area: int, module: str, weeks: Sequence[int]) -> Run:
    number = f"{draw.randrange(16**6):06x}"
    day = FIRST_MONDAY + timedelta(weeks=draw.choice(weeks), days=draw.randrange(5))
    return Run(
        id=f"a{area:02d}-{module}-{number}",
        module=module,
        sessions=[Session(datetime.combine(day, time(9)), datetime.combine(day, time(16)))],
        venue=f"town-{area:02d}",
        room=f"room-{module}-{number}",
        teachers=[f"a{area:02d}-teacher-{module}-{number}"],
    )


def _decoys(draw: random.Random, real: Sequence[Run]) -> list[Run]:
    """Return almost half as many runs again that share the room or teacher of a real run, some at its time."""
    decoys = []
    for number, model in enumerate(draw.sample(list(real), k=max(1, round(len(real) * 0.45)))):
        weeks = WEEKS.get(model.module, WEEKS["elective"])
        decoy = _run(draw, 0, model.module, weeks)
        same_time = draw.random() < 0.5
        decoys.append(
            evolve(
                decoy,
                id=f"{model.id}-x{number}",
                venue=model.venue,
                sessions=model.sessions if same_time else decoy.sessions,
                room=model.room if same_time else f"spare-{number}",
                teachers=model.teachers,
                capacity=SEATS,
            )
        )
    return decoys


def _with_wishes(draw: random.Random, person: Participant, planted: Sequence[_Seat]) -> Participant:
    """Give a person wishes that lean to the planted electives, and days off that spare the planted days."""
    mine = [seat.run for seat in planted if person in seat.people]
    days = {run.sessions[0].date for run in mine}
    off = []
    for _ in range(draw.randrange(4)):
        first = FIRST_MONDAY + timedelta(days=draw.randrange(19 * 7))
        last = first + timedelta(days=draw.choice([0, 0, 1, 4, 11]))
        if not any(first <= day <= last for day in days):
            off.append(Span(first, last))
    wishes = _drawn(draw, 3)
    given = [run.module for run in mine if run.module in POPULARITY]
    if draw.random() < 0.8:
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
