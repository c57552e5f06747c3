"""A small programme, its cohort, schedule, answers, ratings, scores; a rubric with every kind of criterion."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.evaluation.instruments import AnswerScale, Construct, Instrument, Instruments, Item
from curriculum.evaluation.responses import Response, Responses
from curriculum.evaluation.rubrics import (
    Criterion,
    Gate,
    ImportedScore,
    Measure,
    Rating,
    Rubric,
    RubricLevel,
    RubricResult,
    evaluate_rubric,
)
from curriculum.model import (
    Activity,
    Assessment,
    Competency,
    Electives,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Source,
    Target,
)
from curriculum.roster import Participant
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule


def level(name: str, at_least: str | None = None, at_most: str | None = None) -> RubricLevel:
    ends = {"at_least": at_least, "at_most": at_most}
    return RubricLevel(
        id=name, title=name, **{key: None if end is None else Fraction(end) for key, end in ends.items()}
    )


def levels(*thresholds: str) -> list[RubricLevel]:
    """Return a lowest level ``l0`` and one for each threshold: ``l1``, ``l2`` ..."""
    return [level("l0"), *(level(f"l{rank}", one) for rank, one in enumerate(thresholds, 1))]


def criterion(name: str, kind: str, *thresholds: str, **further: Any) -> Criterion:
    fitting = levels(*thresholds) if thresholds else [level("l0"), level("l1"), level("l2")]
    return Criterion(id=name, title=name.upper(), kind=kind, source="s", levels=fitting, **further)


def rubric(*criteria: Criterion, gates: tuple[Gate, ...] = ()) -> Rubric:
    return Rubric(id="r", title="R", sources=[Source(id="s", title="S")], criteria=criteria, gates=gates)


def module(
    name: str, requires: str = "", *, work: bool = True, tested: bool = True, trial: bool = False
) -> Module:
    """Draw a module with one outcome, taught in a lecture, perhaps with something to do at work."""
    kinds = ["workshop", *(["practice"] if work else []), *(["trial-action"] if trial else [])]
    return Module(
        id=name,
        requires=requires,
        hours=6,
        outcomes=[LearningOutcome(id="o", statement="Do.", competency="c", reaches="novice", level="solo:3")],
        activities=[Activity(id=kind, kind=kind, outcomes=["o"], level="solo:3") for kind in kinds],
        assessments=[Assessment(id="t", kind="case", outcomes=["o"], level="solo:3")] if tested else [],
    )


def catalog(*modules: Module, choose: int = 1) -> Catalog:
    """Return a catalog with the programme ``p``: ``b1`` and ``b2`` are its basis, everything else an elective."""
    designed = modules or (module("b1"), module("b2", "b1"), module("e1", "b2", trial=True), module("e2", "b2"))
    electives = [one.id for one in designed if one.id.startswith("e")]
    return Catalog(
        id="mine",
        levels=[Level(id="top"), Level(id="low")],
        competencies=[Competency(id="c", scale="dreyfus")],
        modules=designed,
        programmes=[
            Programme(
                id="p",
                audience=["top", "low"],
                basis=[one.id for one in designed if one.id.startswith("b")],
                electives=Electives(modules=electives, choose=choose) if electives else None,
                targets=[Target(competency="c", reaches="novice")],
            )
        ],
    )


PEOPLE = 12
"""Half of them of the top level; the first two are a pair, and so are the next two."""


def cohort(of: Catalog | None = None) -> Cohort:
    people = [
        Participant(
            id=f"p{number:02}",
            level="top" if number % 2 else "low",
            organisation=f"org-{number % 3}",
            pair=f"pair-{(number + 1) // 2}" if number <= 4 else None,
            preferences=["e1", "e2"] if number <= 6 else [],
        )
        for number in range(1, PEOPLE + 1)
    ]
    return Cohort(
        id="c1", catalog=of or catalog(), programme_id="p", participants=people, runs=list(map(run, RUNS))
    )


RUNS = {"B1": ("b1", 2), "B2": ("b2", 12), "E1": ("e1", 22), "E2": ("e2", 15)}
"""Runs by id: the module, and the day in March 2026."""


def run(name: str) -> Run:
    from datetime import datetime

    taught, day = RUNS[name]
    session = Session(datetime(2026, 3, day, 9), datetime(2026, 3, day, 16))  # noqa: DTZ001 - local time
    return Run(id=name, module=taught, sessions=[session], capacity=20, minimum=1)


def schedule(**changes: str) -> Schedule:
    """Everybody in B1 and B2; odd numbers in E1, even ones in E2; ``p01="E2"`` puts somebody elsewhere."""
    places = []
    for number in range(1, PEOPLE + 1):
        who = f"p{number:02}"
        chosen = changes.get(who, "E1" if number % 2 else "E2")
        places += [Place(who, RUNS[held][0], held) for held in ("B1", "B2", chosen)]
    return Schedule(cohort="c1", programme="mine:p", status="feasible", places=places)


FORM = Instruments(
    [
        Instrument(
            id="form",
            title="F",
            version="1",
            source="us",
            license="CC0-1.0",
            answers=AnswerScale(low=1, high=5),
            constructs=[Construct(id="a", title="A"), Construct(id="b", title="B")],
            items=[Item(id="a1", construct="a"), Item(id="a2", construct="a"), Item(id="b1", construct="b")],
            reversed=["a2"],
        )
    ]
)


def answers(people: int = PEOPLE, wave: str = "after", **values: float) -> Responses:
    """Let so many people give the same answers: a1 = 4, a2 = 2 (which is reversed) and b1 = 3, or other ones."""
    given = {"a1": 4.0, "a2": 2.0, "b1": 3.0} | values
    return Responses(
        Response(participant=f"p{number:02}", instrument="form", item=item, wave=wave, value=value)
        for number in range(1, people + 1)
        for item, value in given.items()
    )


EVERY_KIND = rubric(
    criterion("tested", "computed", "0.5", "1", indicator="outcomes-assessed", weight=3),
    criterion("top", "computed", "0.5", "1", indicator="top-level-in-every-run", weight=2),
    criterion("felt", "measured", "3", "4.5", measure=Measure(instrument="form", construct="a", wave="after")),
    criterion("seen", "judged", raters=3, weight=2),
    criterion("score", "imported", "48", "55"),
    gates=(Gate(id="g", title="G", all_of={"tested": "l1", "seen": "l1"}, at_most=Fraction(1, 2)),),
)


def ratings(*words: str) -> list[Rating]:
    """Return ratings of ``seen``, written ``a:l1``; an exclamation mark makes it an adjudication."""
    split = [word.partition(":") for word in words]
    return [
        Rating(rater=who.rstrip("!"), criterion="seen", level=said or None, adjudicates=who.endswith("!"))
        for who, _, said in split
    ]


SCORES = [ImportedScore(criterion="score", value=Fraction(50), source="report 2025")]


def everything() -> dict[str, Any]:
    """Return every input of an evaluation with :data:`EVERY_KIND`."""
    return {
        "cohort": cohort(),
        "schedule": schedule(),
        "responses": answers(),
        "instruments": FORM,
        "ratings": ratings("a:l1", "b:l2", "c:l2"),
        "imported": SCORES,
    }


def evaluated(by: Rubric, **inputs: Any) -> RubricResult:
    """Evaluate the small programme, by itself when no cohort is given."""
    if "cohort" not in inputs:
        inputs = {"catalog": catalog(), "programme": "p", **inputs}
    return evaluate_rubric(by, **inputs)
