"""Other schedules to choose among, equally good, with fewer runs or fairer, are held against all there are."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain

import contract
from attrs import evolve
from cohorts import tiny
from every_schedule import Attended, is_small, legal_schedules, places
from public_data import public_data

from curriculum.cohort import Cohort
from curriculum.judge import violations
from curriculum.roster import Participant
from curriculum.rules import Goals
from curriculum.runs import Run
from curriculum.scenarios import alternatives, cohort_of_wishes, fair_schedule, frontier, satisfactions
from curriculum.schedule import Schedule, Score


def small(most: int) -> Iterator[tuple[Cohort, list[Attended]]]:
    """Yield cohorts that have a choice, with all their legal schedules."""
    for number in range(most):
        cohort = tiny(number)
        legal = list(legal_schedules(cohort)) if is_small(cohort) else []
        if len(legal) > 1:
            yield cohort, legal


def wishful(most: int) -> Iterator[tuple[Cohort, list[Attended]]]:
    """Yield cohorts whose people wish for different electives, with all their legal schedules."""
    for number in range(most):
        draw = random.Random(number)  # noqa: S311 - no secret
        wishes = {f"p{person}": draw.sample("abcd", 4) for person in range(3)}
        cohort = cohort_of_wishes(wishes, dict.fromkeys("abcd", draw.choice([2, 3])), choose=2)
        yield cohort, list(legal_schedules(cohort))


def held(schedule: Schedule) -> frozenset[tuple[str, str]]:
    return frozenset((place.participant, place.run) for place in schedule.places)


def test_all_schedules_with_the_best_score_are_found_and_no_other():
    several = 0
    for cohort, legal in small(40):
        best = min(contract.score(cohort, one) for one in legal)
        expected = {places(one) for one in legal if contract.score(cohort, one) == best}
        if len(expected) > 12:
            continue
        found = alternatives(cohort, 13)
        assert {held(one) for one in found.schedules} == expected
        assert len(found.schedules) == len(expected)
        assert found.complete
        assert {one.status for one in found.schedules} == {"optimal"}
        several += len(expected) > 1
    assert several > 5


def test_an_alternative_shares_no_more_places_than_it_must():
    for cohort, legal in small(40):
        best = min(contract.score(cohort, one) for one in legal)
        equal = [places(one) for one in legal if contract.score(cohort, one) == best]
        first, *others = alternatives(cohort, 2).schedules
        for other in others:
            shared = len(held(first) & held(other))
            assert shared == min(len(held(first) & one) for one in equal if one != held(first))


def test_the_frontier_has_every_bargain_between_runs_and_points():
    bargains = 0
    for cohort, legal in chain(small(30), wishful(6)):
        free = evolve(cohort, goals=evolve(cohort.goals, run=0))
        costs = [(len({run for _, run in places(one)}), *contract.score(free, one)) for one in legal]
        fewest = min(unfilled for _, unfilled, _ in costs)
        full = {(runs, points) for runs, unfilled, points in costs if unfilled == fewest}
        expected = sorted(
            (runs, points)
            for runs, points in full
            if not any((a <= runs and b <= points) and (a, b) != (runs, points) for a, b in full)
        )
        found = frontier(cohort)
        assert (found.unfilled, found.unfilled_bound) == (fewest, fewest)
        assert [(one.runs, one.points) for one in found.tradeoffs] == expected
        assert all(one.proven and not violations(cohort, one.schedule) for one in found.tradeoffs)
        bargains += len(expected) > 1
    assert bargains > 3


def own_best(cohort: Cohort, who: str, worth: Mapping[tuple[str, str], int]) -> int:
    owed = contract.electives_owed(cohort, next(person for person in cohort.participants if person.id == who))
    return sum(sorted((value for (one, _), value in worth.items() if one == who), reverse=True)[:owed])


def worth_of_electives(cohort: Cohort) -> Mapping[tuple[str, str], int]:
    """Return what electives are worth to those who can take them, as docs/scenarios.md defines it."""
    costs = {
        (person.id, module): contract.wish_points(cohort, person, module)
        for person in cohort.participants
        for module in cohort.programme.elective_ids
        for company in [bound(cohort, person, module)]
        if contract.is_owed(cohort, person, module)
        and any(
            all(open_to(cohort, p, run) for p in bound(cohort, person, module)) for run in runs(cohort, module)
        )
    }
    return {key: 1 + max(costs.values()) - cost for key, cost in costs.items()}


def runs(cohort: Cohort, module: str) -> list[Run]:
    return [run for run in cohort.runs if run.module == module]


def bound(cohort: Cohort, person: Participant, module: str) -> list[Participant]:
    together = cohort.rules.pairs == "together" and person.pair
    partners = [other for other in cohort.participants if together and other.pair == person.pair]
    return [person, *(other for other in partners if contract.is_owed(cohort, other, module))]


def open_to(cohort: Cohort, person: Participant, run: Run) -> bool:
    return not {"unavailable", "barred", "cancelled"} & set(contract._broken_by_one_place(cohort, person, run))


def floor(cohort: Cohort, has: frozenset[tuple[str, str]]) -> Fraction:
    worth, module = worth_of_electives(cohort), {run.id: run.module for run in cohort.runs}
    shares = [Fraction(1)]
    for person in cohort.participants:
        if best := own_best(cohort, person.id, worth):
            gained = sum(worth.get((person.id, module[run]), 0) for who, run in has if who == person.id)
            shares.append(Fraction(gained, best))
    return min(shares)


def test_no_schedule_has_a_higher_floor_and_none_with_that_floor_is_cheaper():
    for cohort, legal in chain(small(40), wishful(6)):
        scores = {places(one): contract.score(cohort, one) for one in legal}
        best = min(scores.values())
        full = [has for has, score in scores.items() if score[0] == best[0]]
        highest = max(floor(cohort, has) for has in full)
        cheapest = min(scores[has][1] for has in full if floor(cohort, has) == highest)
        fair = fair_schedule(cohort)
        assert (fair.floor, fair.floor_bound) == (highest, highest)
        assert min(satisfactions(cohort, fair.fairest).values()) == highest
        assert fair.fairest.score == Score(best[0], cheapest)
        assert (fair.price, fair.proven) == (cheapest - best[1], True)
        assert violations(cohort, fair.fairest) == ()


def test_a_course_that_everybody_wants_is_shared_out_by_its_seats():
    wishes = {f"p{number}": ["a", "b", "c"] for number in range(4)}
    fair = fair_schedule(cohort_of_wishes(wishes, {"a": 2, "b": 2, "c": 4}, choose=2))
    # worth 3, 2, 1: two with a and b are at 5/5 and two with c alone lack a place; a or b with c for each is full
    assert fair.fairest.score is not None
    assert fair.fairest.score.unfilled == 0
    assert fair.floor == Fraction(3, 5)


def test_fairness_has_a_price_in_points():
    wishes = {"p1": ["a", "b", "c"], "p2": ["b", "c", "a"], "p3": ["a", "b", "c"]}
    cohort = cohort_of_wishes(wishes, {"a": 1, "b": 1, "c": 1}, choose=1)
    fair = fair_schedule(evolve(cohort, goals=Goals(preference=[0, 4, 5])))
    # cheapest 0 + 0 + 5, where one has a place worth 1 of 6; fairest 0 + 4 + 4, where nobody has less than 2 of 6
    assert (fair.cheapest.points.preference, fair.fairest.points.preference) == (5, 8)
    assert (fair.floor, fair.price) == (Fraction(1, 3), 3)


def test_agh_students_are_shared_out_as_well_as_possible_and_fairly():
    preferences = public_data("preferences/agh2003_k2_slack100.json")  # of 146 students
    data = json.loads(preferences.read_text(encoding="utf-8"))
    wishes = {who: sorted(a["values"], key=a["values"].get, reverse=True) for who, a in data["agents"].items()}
    cohort = cohort_of_wishes(wishes, {course: item["capacity"] for course, item in data["items"].items()}, 2)
    fair = fair_schedule(cohort)
    assert fair.cheapest.score is not None
    assert fair.fairest.score is not None
    most = 2 * 9 * len(wishes)  # points count what a place is below the first wish, worth 9
    assert (most - fair.cheapest.score.points, most - fair.fairest.score.points) == (2110, 2097)
    assert fair.floor == Fraction(13, 17)
    assert fair.proven
