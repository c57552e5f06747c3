"""Small cohorts that have answered: what the tests of evaluations share."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from attrs import evolve, frozen

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.evaluation.evaluation import Evaluation
from curriculum.evaluation.instruments import AnswerScale, Construct, Instrument, Instruments, Item
from curriculum.evaluation.responses import Response, Responses
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.roster import Participant
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

EXAMPLES = Path(__file__).parents[1] / "examples"
PILOT = EXAMPLES / "midtjylland-pilot"
LEVELS = ("top", "middle", "ward")


@frozen(kw_only=True)
class Person:
    """Somebody made up, with true scores."""

    before: float | None = 2.0
    after: float | None = 3.0
    then: float | None = None
    level: str | None = "ward"
    organisation: str | None = "A"
    paired: bool = False
    modules: tuple[str, ...] = ()


def questionnaire(low: float = 1, high: float = 5, **further: object) -> Instrument:
    """Return an instrument of one item, on which any number is an answer."""
    given = {
        "id": "q",
        "title": "Q",
        "version": "1",
        "source": "us",
        "license": "CC0-1.0",
        "answers": AnswerScale(low=low, high=high),
        "constructs": [Construct(id="c", title="C")],
        "items": [Item(id="i", construct="c")],
    }
    return Instrument(**{**given, **further})  # type: ignore[arg-type]


def evaluation(people: Sequence[Person], *, name: str = "p{:03}", scheduled: bool = True) -> Evaluation:
    """Return the evaluation of leaders who answered one question before and after; their key persons did not."""
    ids = [name.format(number) for number in range(len(people))]
    answers = [
        Response(participant=person_id, instrument="q", item="i", wave=wave, value=value)
        for person_id, person in zip(ids, people, strict=True)
        for wave, value in (("before", person.before), ("after", person.after), ("then", person.then))
        if value is not None
    ]
    return Evaluation(
        cohort=cohort(dict(zip(ids, people, strict=True))),
        responses=Responses(answers),
        instruments=Instruments([questionnaire()]),
        schedule=schedule(dict(zip(ids, people, strict=True))) if scheduled else None,
    )


def cohort(people: Mapping[str, Person]) -> Cohort:
    modules = [
        Module(id="base", hours=6.0, capacity=Capacity(maximum=99)),
        Module(id="data", hours=3.0, capacity=Capacity(maximum=99)),
        Module(id="care", hours=9.0, capacity=Capacity(maximum=99)),
    ]
    programme = Programme(id="prog", basis=["base"], electives=Electives(modules=["data", "care"], choose=1))
    roster: list[Participant] = []
    for person_id, person in people.items():
        leader = Participant(
            id=person_id,
            role="leader",
            level=person.level,
            organisation=person.organisation,
            pair=f"pair-{person_id}" if person.paired else None,
        )
        roster.append(leader)
        if person.paired:
            roster.append(Participant(id=f"k-{person_id}", role="key-person", pair=leader.pair))
    day = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - sessions are in local time
    session = Session(day, day.replace(hour=15))
    runs = [Run(id=f"R-{module.id}", module=module.id, sessions=[session]) for module in modules]
    levels = [Level(id=level) for level in (*LEVELS, "front")]
    catalog = Catalog(id="cat", levels=levels, modules=modules, programmes=[programme])
    return Cohort(id="small", catalog=catalog, programme_id="prog", participants=roster, runs=runs)


def schedule(people: Mapping[str, Person]) -> Schedule:
    places = [
        Place(person_id, module, f"R-{module}")
        for person_id, person in people.items()
        for module in person.modules
    ]
    return Schedule(cohort="small", programme="cat:prog", status="feasible", places=places)


def drawn(seed: int, size: int = 40, pairing: float = 0.5) -> list[Person]:
    """Draw people whose change is 0.5, and more when they are paired."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    people = []
    for number in range(size):
        paired = chance.random() < 0.5
        before = chance.gauss(2.5, 0.4)
        after = before + 0.5 + (pairing if paired else 0.0) + chance.gauss(0, 0.3)
        people.append(
            Person(
                before=min(max(before, 1.0), 5.0),
                after=min(max(after, 1.0), 5.0),
                level=chance.choice(LEVELS),
                organisation="ABCDEFGH"[number % 8],
                paired=paired,
                modules=("base", chance.choice(["data", "care"])),
            )
        )
    return people


def pilot_people() -> list[dict[str, str]]:
    with (PILOT / "participants.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def script(name: str) -> ModuleType:
    """Load a script of the examples."""
    spec = spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def answered(rows: Iterable[tuple[str, ...]], instrument: Instrument) -> Responses:
    """Return drawn rows as answers to one instrument."""
    return Responses(
        Response(
            participant=participant,
            instrument=named,
            item=item,
            wave=wave,
            value=instrument.answers.read(value) or 0,
        )
        for participant, named, item, wave, _, value in rows
        if named == instrument.id
    )


def without(people: Sequence[Person], number: int) -> list[Person]:
    """Return people of whom one has not answered."""
    return [
        evolve(one, before=None, after=None) if position == number else one for position, one in enumerate(people)
    ]
