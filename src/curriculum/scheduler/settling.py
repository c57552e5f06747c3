"""A legal schedule out of an almost legal one, in a moment.

Whoever is in a run that breaks a rule moves, one bond after the other, to the cheapest itinerary that breaks none;
runs that stay below their minimum are given up, and their people move too. Rules that a crowd does not see, such
as service cover, corequisites and rules of plugins, are left to the judge: what it complains of is given up.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np

from curriculum.judge.case import Case
from curriculum.judge.checks import broken_rules, in_order
from curriculum.judge.violation import Violation
from curriculum.schedule import Schedule
from curriculum.scheduler.bonds import Flags
from curriculum.scheduler.crowd import Crowd, Tolls
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.routes import Route, routes
from curriculum.scheduler.solving import Limits

ROUNDS = 3
"""Rounds of negotiation before the first schedule. After a single one, some places in a hundred stay unfilled."""
UNHURRIED = 5e-3
"""Seconds for each person from which there is time for so many rounds."""
ROUND_WORK = 4e-6
"""Deterministic work of one round of negotiation for each option."""
MOVES = 8
"""Times that people move before what still breaks a rule is given up."""
PLACE = 10_000.0
"""Points that a place is worth: more than any place costs."""


def first_schedule(problem: Problem, limits: Limits, seed: int) -> frozenset[int] | None:
    """Return a legal schedule after a few rounds of negotiation, as the numbers of its options.

    Args:
        problem: the cohort in numbers.
        limits: what may be spent; when the time is short, and work is not limited, there is a single round.
        seed: of the order in which people take turns.

    Returns:
        The schedule, or None when pins or confirmed runs ask for more than is found so quickly.
    """
    crowd, order = Crowd(problem), random.Random(seed)  # noqa: S311 - a fair order, not a secret
    ways, bonds = routes(problem, crowd.bonds), list(range(len(crowd.bonds)))
    unhurried = limits.work is not None or limits.seconds > UNHURRIED * len(problem.people)
    rounds = ROUNDS if unhurried else 1
    for number in range(1, rounds + 1):
        tolls = Tolls.at(number / rounds)
        order.shuffle(bonds)
        for bond in bonds:
            crowd.leave(bond)
            costs = crowd.tolls(bond, tolls) - PLACE * crowd.sizes[bond]
            crowd.join(bond, ways[bond].cheapest(costs.tolist()))
        limits.spent += ROUND_WORK * len(problem.options)
        if limits.exhausted:
            break
    _move(crowd, ways)
    return judged(problem, crowd.chosen())


def settled(problem: Problem, options: Iterable[int]) -> frozenset[int] | None:
    """Return a legal schedule that is close to an almost legal one.

    Args:
        problem: the cohort in numbers.
        options: numbers of the options that are taken in the almost legal schedule.

    Returns:
        The schedule, or None when none is found that has all that pins and confirmed runs ask for.
    """
    crowd = Crowd(problem)
    attended: list[list[int]] = [[] for _ in crowd.bonds]
    for number in sorted(options):
        option = problem.options[number]
        attended[crowd.bond_of[option.party.members[0]]].append(option.run)
    for bond, runs in enumerate(attended):
        crowd.join(bond, tuple(runs))
    _move(crowd, routes(problem, crowd.bonds))
    return judged(problem, crowd.chosen())


def _move(crowd: Crowd, ways: Sequence[Route]) -> None:
    """Let everybody move who is in a run that breaks a rule; in the end whoever lacks a place tries again."""
    given_up = np.zeros(len(crowd.heads), dtype=bool)
    for move in range(MOVES):
        trouble = crowd.at_fault()
        unwanted = trouble | given_up
        for bond, runs in enumerate(crowd.attended):
            if unwanted[list(runs)].any() or crowd.meets_foes(bond):
                _reroute(crowd, ways, bond, given_up)
        short = (crowd.heads > 0) & (crowd.heads < crowd.fewest) & (crowd.demanded == 0)
        lost = short | (crowd.at_fault() if move else False)
        if not lost.any() and not crowd.at_fault().any():
            break
        given_up |= lost
    for bond, runs in enumerate(crowd.attended):
        if crowd.sizes[bond, list(runs)].sum() < crowd.owed_to[bond]:
            _reroute(crowd, ways, bond, given_up)


def _reroute(crowd: Crowd, ways: Sequence[Route], bond: int, given_up: Flags) -> None:
    """Give a bond the cheapest itinerary that breaks no rule; an empty run is not opened."""
    crowd.leave(bond)
    costs = crowd.costs[bond] - PLACE * crowd.sizes[bond]
    costs[crowd.forbidden(bond) | given_up] = np.inf
    crowd.join(bond, ways[bond].cheapest(costs.tolist()))


def judged(problem: Problem, options: frozenset[int]) -> frozenset[int] | None:
    """Give up places until the judge has nothing left to say."""
    cohort, kept = problem.cohort, options
    while True:
        places = problem.places(problem.options[number] for number in sorted(kept))
        draft = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places)
        broken = broken_rules(Case.of(cohort, draft))
        if not broken:
            return kept
        at_stake = [_at_stake(problem, kept, violation) for violation in in_order(broken)]
        if not all(at_stake):
            return None
        kept = kept.difference(*at_stake)


def _at_stake(problem: Problem, options: frozenset[int], broken: Violation) -> list[int]:
    """Return what is given up because of a violation: a run below its minimum, else as few places as may do."""
    runs = {problem.run_number[run] for run in broken.runs}
    people = {problem.number[who] for who in broken.people}
    involved = [
        number
        for number in sorted(options)
        if problem.options[number].run in runs
        and (not people or not people.isdisjoint(problem.options[number].party.members))
    ]
    if broken.rule == "minimum":
        return involved
    too_many = int(broken.values["count"]) - int(broken.values["per_day"]) if broken.rule == "cover" else 1
    involved.sort(key=lambda number: (number in problem.pinned, -problem.options[number].cost))
    return involved[:too_many]
