"""What illness does is drawn with a seed, and the intervals say how sure it is."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations
from math import comb

import pytest
from attrs import evolve
from folders import refused

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.model import Module, Programme
from curriculum.roster import Participant
from curriculum.rules import Mixing, Rules
from curriculum.runs import Run, Session
from curriculum.scenarios import robustness
from curriculum.schedule import Place, Schedule

DAY = (datetime.fromisoformat("2026-03-02T09:00"), datetime.fromisoformat("2026-03-02T16:00"))


def in_one_run(people: int, minimum: int, **rules: object) -> tuple[Cohort, Schedule]:
    """Return people who all attend one run on one day; half of them are chiefs."""
    here = Cohort(
        id="c",
        catalog=Catalog(id="cat", modules=[Module(id="m")], programmes=[Programme(id="p", basis=["m"])]),
        programme_id="p",
        participants=[
            Participant(id=f"p{number}", further={"post": "chief" if number % 2 else "clerk"})
            for number in range(people)
        ],
        runs=[
            Run(
                id="R",
                module="m",
                capacity=people,
                minimum=minimum,
                sessions=[Session(*DAY)],
            )
        ],
        rules=Rules(**rules),
    )
    places = [Place(person.id, "m", "R") for person in here.participants]
    return here, Schedule(cohort="c", programme="cat:p", status="feasible", places=places)


def fewer_than(minimum: int, people: int, absence: float) -> float:
    """Return the probability that fewer than ``minimum`` of the people come."""
    return sum(comb(people, n) * (1 - absence) ** n * absence ** (people - n) for n in range(minimum))


@pytest.mark.parametrize(("people", "minimum", "absence"), [(8, 7, 0.2), (5, 5, 0.05), (6, 2, 0.5)])
def test_a_run_breaks_as_often_as_the_binomial_distribution_says(people: int, minimum: int, absence: float):
    found = robustness(*in_one_run(people, minimum), absence=absence, draws=4000)
    (risk,) = found.runs
    expected = fewer_than(minimum, people, absence)
    assert abs(risk.broken.value - expected) < 0.03
    assert risk.broken.low < risk.broken.value < risk.broken.high
    assert abs(found.missed.value - people * absence) < 0.1
    assert found.unharmed.value == pytest.approx(1 - risk.broken.value)
    assert found.broken.value == pytest.approx(risk.broken.value)


def test_the_intervals_hold_the_truth_in_nineteen_cases_of_twenty():
    expected = fewer_than(7, 8, 0.2)
    here = in_one_run(8, 7)
    hits = [
        risk.broken.low <= expected <= risk.broken.high
        for seed in range(60)
        for risk in robustness(*here, absence=0.2, draws=200, seed=seed).runs
    ]
    assert 0.85 <= sum(hits) / len(hits) <= 1


def test_a_run_breaks_when_it_is_no_longer_mixed():
    here = in_one_run(4, 1, mixing=[Mixing(attribute="post", at_least={"chief": 2})])
    (risk,) = robustness(*here, absence=0.3, draws=4000).runs
    assert abs(risk.broken.value - (1 - 0.7**2)) < 0.03


def test_nobody_ill_breaks_nothing_and_everybody_ill_breaks_everything():
    here = in_one_run(4, 2)
    well = robustness(*here, absence=0.0, draws=50)
    assert (well.missed.value, well.broken.value, well.unharmed.value) == (0, 0, 1)
    ill = robustness(*here, absence=1.0, draws=50)
    assert (ill.missed.value, ill.broken.value, ill.lost.value, ill.unharmed.value) == (4, 1, 0, 0)


def test_a_draw_is_the_same_however_many_are_made_and_another_with_another_seed():
    here = in_one_run(8, 6)
    assert robustness(*here, absence=0.2, draws=250) == robustness(*here, absence=0.2, draws=250)
    different = {robustness(*here, absence=0.2, draws=250, seed=seed).missed.value for seed in range(4)}
    assert all(a != b for a, b in combinations(different, 2))
    assert len(different) > 1


def test_a_schedule_that_breaks_rules_while_everybody_is_well_is_refused():
    here, planned = in_one_run(3, 1)
    stranger = Place("nobody", planned.places[0].module, planned.places[0].run)
    (finding,) = refused(robustness, here, evolve(planned, places=[*planned.places, stranger]))
    assert (finding.code, finding.values["rules"]) == ("schedule-broken", "place")


def test_an_empty_schedule_has_nothing_to_break():
    here, _ = in_one_run(3, 1)
    nothing = robustness(here, Schedule(cohort="c", programme="cat:p", status="feasible"))
    assert (nothing.runs, nothing.broken.value) == ((), 0)
