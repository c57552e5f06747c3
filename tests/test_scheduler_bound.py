"""The bound from prices of seats: never above what is possible, and no lower than what it knows of makes it."""

from __future__ import annotations

import random

import numpy as np
import pytest
from attrs import evolve
from cases import cohort as tiny
from cases import optimum
from drawings import catalog, cohort

from curriculum.cohort import Cohort
from curriculum.requisites import parse
from curriculum.rules import GapDays, Goals, Rules
from curriculum.schedule import Score
from curriculum.scheduler import bonds, schedule_cohort
from curriculum.scheduler.bonds import Bonds, Reach
from curriculum.scheduler.itineraries import Terms, cheapest_itineraries
from curriculum.scheduler.prices import Market
from curriculum.scheduler.problem import Problem

LEGAL = [number for number in range(1, 150, 3) if optimum(number) is not None]


def bound(of: Cohort) -> Score:
    return Market(Problem(of, 1)).bound(lambda: True)


@pytest.mark.parametrize("number", LEGAL)
def test_no_schedule_is_better_than_the_prices_of_seats_allow(number: int, monkeypatch: pytest.MonkeyPatch):
    best = Score(*optimum(number).score)
    looked_at = bound(tiny(number))
    assert looked_at <= best
    monkeypatch.setattr(bonds, "CHOICES", 0)
    assert bound(tiny(number)) <= min(best, looked_at)


def test_the_bound_knows_what_the_worst_off_carries(monkeypatch: pytest.MonkeyPatch):
    runs = "A1 a 2@9-12; B1 b 3@9-12; E1 e 4@9-12 capacity=2; F1 f 5@9-12; G1 g 6@9-12"
    people = "; ".join(f"p{number} preferences=e|f" for number in range(3))
    of = evolve(cohort(runs, people), goals=Goals(preference=[0, 1], unranked=7, worst=2))
    assert schedule_cohort(of).score == bound(of) == Score(0, 1 + 1 + 8 + 2 * 8)
    monkeypatch.setattr(bonds, "CHOICES", 0)
    assert bound(of) == Score(0, 1 + 1 + 8)


def test_the_bound_holds_when_only_some_people_have_too_many_choices(monkeypatch: pytest.MonkeyPatch):
    runs = "A1 a 2@9-12; B1 b 3@9-12; E1 e 4@9-12; F1 f 5@9-12; G1 g 6@9-12"
    of = evolve(cohort(runs, "p1; p2 completed=e"), goals=Goals(unranked=7, worst=2))
    best = schedule_cohort(of).score
    monkeypatch.setattr(bonds, "CHOICES", 3)
    assert bound(of) <= best == Score(0, 7 * 3 + 2 * 14)


def test_the_bound_knows_the_calendar():
    needs = catalog(b={"requires": parse("a")})
    runs = "A1 a 9@9-12; B1 b 5@9-12; E1 e 12@9-12; F1 f 13@9-12"
    assert bound(cohort(runs, "p1; p2", catalog=needs)).unfilled == 2
    late = runs.replace("B1 b 5", "B1 b 11")
    assert bound(cohort(late, "p1; p2", catalog=needs)).unfilled == 0
    far = Rules(gap_days=GapDays(minimum=7))
    assert bound(cohort(late, "p1; p2", catalog=needs, rules=far)).unfilled == 2


def test_the_bound_knows_days_off_and_seats():
    runs = "A1 a 2@9-12; B1 b 3@9-12; E1 e 4@9-12; F1 f 5@9-12 capacity=1"
    assert bound(cohort(runs, "p1 unavailable=2; p2")).unfilled == 2


def test_the_bound_knows_rooms():
    runs = "A1 a 2@9-12 room=R capacity=1; A2 a 2@11-13 room=R capacity=1; B1 b 3@9-12; E1 e 4@9-12; F1 f 5@9-12"
    assert bound(cohort(runs, "p1; p2")).unfilled == 1


def test_the_bound_counts_the_places_for_which_there_are_no_seats():
    runs = "; ".join(
        f"{module.upper()}{n} {module} {n + first}@9-12 capacity=4"
        for module, first in (("a", 2), ("b", 8), ("e", 14), ("f", 20))
        for n in range(5)
    )
    scarce = bound(cohort(runs, "; ".join(f"p{n}" for n in range(30))))
    assert (scarce.unfilled, bound(cohort(runs, "; ".join(f"p{n}" for n in range(20)))).unfilled) == (40, 0)


def test_people_who_fill_several_blocks_of_numbers_count_like_one(monkeypatch: pytest.MonkeyPatch):
    of = [tiny(number) for number in LEGAL[:12]]
    whole = [bound(one) for one in of]
    monkeypatch.setattr(bonds, "TOGETHER", 2)
    assert [bound(one) for one in of] == whole


@pytest.mark.parametrize("number", LEGAL)
def test_whatever_the_prices_itineraries_less_what_runs_earn_are_no_dearer_than_the_best_schedule(number: int):
    problem, draw = Problem(tiny(number), 1), np.random.default_rng(number)
    seats = np.array([float(problem.cohort.capacity(run) or 0) for run in problem.runs])
    confirmed = np.array([run.state == "confirmed" for run in problem.runs], dtype=bool)
    unfilled, points = optimum(number).score
    for worth in (5, 100):
        for dear in (0.5, 4, 60):
            prices = np.round(1024 * dear * draw.random(len(seats)) * (draw.random(len(seats)) < 0.7)) / 1024
            total = cheapest_itineraries(Bonds(problem), Terms(prices, worth)).total
            earned = seats * prices - problem.cohort.goals.run
            held = np.where(confirmed, earned, np.maximum(earned, 0)).sum()
            assert total + worth * problem.places_owed - held <= points + worth * unfilled


def test_the_least_of_what_may_follow_is_found_in_ranges_of_any_kind():
    draw = random.Random(1)  # noqa: S311
    for _ in range(200):
        below, above, people = draw.randrange(1, 9), draw.randrange(1, 7), 3
        ranges = [tuple(sorted(draw.choices(range(below + 1), k=2))) for _ in range(above)]
        table = np.array([[draw.randrange(50) for _ in range(people)] for _ in range(below + 1)], dtype=float)
        reach = Reach.of(ranges)
        least = [[min(table[low:high, one], default=np.inf) for one in range(people)] for low, high in ranges]
        assert reach.least(table[:-1]).tolist() == [*least, [np.inf] * people]
        slots = np.array([draw.randrange(above + 1) for _ in range(people)])
        taken = reach.within(table, slots)
        for one, (slot, there) in enumerate(zip(slots, taken, strict=True)):
            low, high = [*ranges, (0, 0)][slot]
            assert there == below or low <= there < high
            assert table[there, one] == min([*table[low:high, one], table[-1, one]])
