"""Cohorts with schedules for the tests of reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve

from curriculum import Capacity, Catalog, Cohort, Module, Participant, Place, Programme, Run, Schedule, Session
from curriculum.model import Electives, Level

MONDAY = datetime(2026, 8, 10, 9)  # noqa: DTZ001 - local time
FIRST = ("Anne", "Bent", "Camilla", "Dorte", "Erik", "Freja", "Gösta", "Hanne", "Ida", "Jørgen")
LAST = ("Andersen", "Bäckström", "Christensen", "Dahl", "Eriksson", "Friis", "Højgaard")
SEATS = 25
ELECTIVES = ("development", "data", "patients")
LEVELS = ("hospital", "department", "function")


def crowd(people: int) -> tuple[Cohort, Schedule]:
    """Return a cohort of any size in which everybody has all places but the last, who lacks one.

    Its schedule keeps every rule; it says neither its score nor a bound.
    """
    modules = [Module(id="basis", kind="basis", title="Basis", capacity=Capacity(maximum=SEATS))]
    modules += [
        Module(id=name, kind="elective", title=name.title(), requires="basis", capacity=Capacity(maximum=SEATS))
        for name in ELECTIVES
    ]
    programme = Programme(id="leading", basis=["basis"], electives=Electives(modules=ELECTIVES, choose=2))
    catalog = Catalog(
        id="crowd",
        language="en",
        levels=[Level(id=level, title=level.title()) for level in LEVELS],
        modules=modules,
        programmes=[programme],
    )
    roster = [
        Participant(
            id=f"p{number:05d}",
            name=f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} {number}",
            email=f"p{number}@example.org",
            level=LEVELS[min(number % 7, 2)],
            organisation=f"Hospital {number % 9}",
            preferences=[ELECTIVES[(number + step) % 3] for step in range(3)],
        )
        for number in range(people)
    ]
    places, runs = [], []
    for group in range(-(-people // SEATS)):
        members = roster[group * SEATS : (group + 1) * SEATS]
        for number, module in enumerate(("basis", ELECTIVES[group % 3], ELECTIVES[(group + 1) % 3])):
            run = f"{module}-{group:03d}"
            start = MONDAY + timedelta(days=group % 5, weeks=8 * number + group // 5 % 8)
            runs.append(
                Run(
                    id=run,
                    module=module,
                    sessions=[Session(start, start + timedelta(hours=6))],
                    venue="Aarhus",
                    room=f"Room {group // 40}",
                )
            )
            places += [Place(person.id, module, run) for person in members]
    cohort = Cohort(id=f"crowd-{people}", catalog=catalog, programme_id="leading", participants=roster, runs=runs)
    schedule = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places[:-1])
    return cohort, schedule


def with_names(cohort: Cohort, names: Sequence[str]) -> Cohort:
    """Return a cohort whose people have the given names, one after the other."""
    people = [
        evolve(person, name=names[number % len(names)], email=f"{person.id}@example.org")
        for number, person in enumerate(cohort.participants)
    ]
    return evolve(cohort, participants=people)


def with_titles(titles: Sequence[str]) -> tuple[Cohort, Schedule]:
    """Return a cohort of one person who attends as many modules as there are titles, a day each."""
    modules = [
        Module(id=f"m{number}", kind="basis", title=title, capacity=Capacity(maximum=1))
        for number, title in enumerate(titles)
    ]
    programme = Programme(id="all", basis=[module.id for module in modules])
    catalog = Catalog(id="titles", language="en", modules=modules, programmes=[programme])
    runs = [
        Run(
            id=f"r{number}",
            module=module.id,
            sessions=[Session(MONDAY + timedelta(days=number), MONDAY + timedelta(days=number, hours=1))],
        )
        for number, module in enumerate(modules)
    ]
    person = Participant(id="p1", name="Anne")
    cohort = Cohort(id="titles", catalog=catalog, programme_id="all", participants=[person], runs=runs)
    places = [Place(person.id, run.module, run.id) for run in runs]
    return cohort, Schedule(cohort="titles", programme="titles:all", status="feasible", places=places)
