"""Rules that somebody adds: the solver keeps what their builders state, the judge asks their checks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import product

import pytest
from attrs import evolve, frozen

from curriculum import (
    Catalog,
    Cohort,
    Module,
    Participant,
    Place,
    Programme,
    Rules,
    Run,
    Schedule,
    Score,
    Session,
    judge,
    schedule_cohort,
)
from curriculum.further_rules import AppliedRule, Attendance, Breach, FurtherRule, Limits
from curriculum.scheduler import parts

TEXTS = {
    "title": {"en": "a rule"},
    "violation": {"en": "{people} in {runs}: {count} of {most}", "da": "{nothing} her"},
}


@frozen(kw_only=True)
class Most:
    most: int


def few_runs(limits: Limits, options: Most) -> None:
    limits.at_most({run.id: 1 for run in limits.cohort.runs}, options.most)


def too_many_runs(attendance: Attendance, options: Most) -> Iterator[Breach]:
    held = [run.id for run in attendance.cohort.runs if attendance.people_in(run.id)]
    if len(held) > options.most:
        yield Breach(runs=held, values={"count": len(held), "most": options.most})


FEW_RUNS = FurtherRule(id="few_runs", options=Most, build=few_runs, check=too_many_runs, texts=TEXTS)


@frozen
class Nothing:
    """No options."""


def follow(limits: Limits, _: Nothing) -> None:
    """A run has people only where a run of the other module is held at the same venue."""
    runs = {run.id: run for run in limits.cohort.runs}
    for place in limits.places:
        run = runs[place.run]
        others = [one for one in runs.values() if one.module != run.module and one.venue == run.venue]
        limits.at_most({place: 1} | {other.id: -1 for other in others}, 0)


def lonely(attendance: Attendance, _: Nothing) -> Iterator[Breach]:
    held = {(run.module, run.venue) for run in attendance.cohort.runs if attendance.people_in(run.id)}
    for person in attendance.people:
        for run in attendance.runs_of(person.id):
            if not any(module != run.module and venue == run.venue for module, venue in held):
                yield Breach(people=[person.id], runs=[run.id])


FOLLOW = FurtherRule(id="follow", options=Nothing, build=follow, check=lonely, texts=TEXTS)


def cohort(draw: random.Random, *further: AppliedRule) -> Cohort:
    modules = ("a", "b")
    catalog = Catalog(
        id="mine",
        modules=[Module(id=module) for module in modules],
        programmes=[Programme(id="p", basis=modules)],
    )
    first = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - sessions are in local time
    runs = [
        Run(
            id=f"{module}{number}",
            module=module,
            venue=draw.choice(["Lund", "Ystad"]),
            sessions=[Session(start, start + timedelta(hours=6))],
            capacity=draw.choice([1, 2, 3]),
        )
        for module in modules
        for number in range(2)
        for start in [first + timedelta(days=draw.randrange(6))]
    ]
    people = [Participant(id=f"p{number}", pair=draw.choice(["x", None])) for number in range(3)]
    rules = Rules(runs_per_day=1, further=further)
    return Cohort(id="c", catalog=catalog, programme_id="p", participants=people, runs=runs, rules=rules)


def scheduled(places: list[Place]) -> Schedule:
    return Schedule(cohort="c", programme="mine:p", status="feasible", places=places)


def best(drawn: Cohort) -> Score:
    """Return the best score of all that the judge lets pass, found by trying every schedule."""
    of = {module: [None, *(run for run in drawn.runs if run.module == module)] for module in "ab"}
    slots = [(person.id, module) for person in drawn.participants for module in "ab"]
    scores = []
    for chosen in product(*(of[module] for _, module in slots)):
        places = [Place(who, run.module, run.id) for (who, _), run in zip(slots, chosen, strict=True) if run]
        schedule = scheduled(places)
        if not {one.rule for one in judge.violations(drawn, schedule)} - {"score", "unfilled"}:
            scores.append(judge.score(drawn, schedule))
    return min(scores)


@pytest.mark.parametrize("seed", range(8))
def test_the_schedule_is_the_best_of_all_that_keep_every_rule(seed: int):
    draw = random.Random(seed)  # noqa: S311 - seeded
    applied = [AppliedRule(FEW_RUNS, Most(most=draw.choice([1, 2, 3]))), AppliedRule(FOLLOW, Nothing())]
    drawn = cohort(draw, *applied[: draw.choice([1, 2])])
    found = schedule_cohort(drawn)
    assert (found.status, found.score) == ("optimal", best(drawn))


def test_a_rule_that_looks_at_all_people_together_keeps_a_cohort_whole(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "WHOLE", 1)
    monkeypatch.setattr(parts, "PART", 1)
    monkeypatch.setattr(parts, "SCANT", 0.0)
    plain = evolve(cohort(random.Random(3)), runs=[])  # noqa: S311 - seeded
    people = [evolve(person, pair=None, location=person.id) for person in plain.participants]
    plain = evolve(plain, participants=people)
    assert len(parts.parts(plain, 1)) > 1
    together = AppliedRule(FEW_RUNS, Most(most=1))
    assert len(parts.parts(evolve(plain, rules=Rules(further=[together])), 1)) == 1
    by_person = AppliedRule(evolve(FEW_RUNS, per_person=True), Most(most=1))
    assert len(parts.parts(evolve(plain, rules=Rules(further=[by_person])), 1)) > 1


def test_violations_of_further_rules_come_after_the_librarys_and_are_told_in_their_own_words():
    drawn = cohort(random.Random(1), AppliedRule(FEW_RUNS, Most(most=0)))  # noqa: S311 - seeded
    run = drawn.runs[0]
    schedule = scheduled([Place("p0", run.module, run.id), Place("nobody", run.module, run.id)])
    found = judge.violations(drawn, schedule)
    assert [one.rule for one in found if one.rule != "pairs"] == ["place", "few_runs", "score", *["unfilled"] * 5]
    (violation,) = [one for one in found if one.rule == "few_runs"]
    assert violation.message() == f" in {run.id}: 1 of 0"
    assert violation.message("sv") == violation.message("en")
    assert violation.message("da") == "{nothing} her"


def test_further_rules_are_kept_in_the_order_of_their_names():
    applied = [AppliedRule(FOLLOW, Nothing()), AppliedRule(FEW_RUNS, Most(most=1))]
    assert Rules(further=applied) == Rules(further=reversed(applied))
    assert [one.rule.id for one in Rules(further=applied).further] == ["few_runs", "follow"]
