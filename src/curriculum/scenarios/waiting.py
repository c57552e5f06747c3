"""The waiting list: who is next for a place that becomes free, in an order that can be defended.

1. A basis module, which everybody must have, comes before an elective.
2. Whoever lacks more places comes first.
3. Whoever carries more preference points for the places held, and so has had to give way more, comes first.
4. Then a draw with a seed decides; the order of the roster never does.

Partners who must stay together wait as one and need a seat each; while there is only one, those behind them may
take it, and they keep their turn. Whoever lacks two electives has two turns, the second as one who lacks one.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from attrs import field, frozen

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.schedule import Schedule
from curriculum.scheduler.problem import Problem
from curriculum.sequences import as_tuple


@frozen
class Waiting:
    """One turn on the waiting list.

    Attributes:
        participants: ids of one person, or of partners who must stay together.
        module: the basis module; None for an elective, which could be any.
        lacking: how many places the person lacks; of partners, the one who lacks most.
        carried: preference points of the places held; of partners, the one who carries most.
    """

    participants: tuple[str, ...] = field(converter=as_tuple)
    module: str | None
    lacking: int
    carried: int


def waiting_order(cohort: Cohort, schedule: Schedule, seed: int = 1) -> tuple[Waiting, ...]:
    """Return everybody who lacks a place, in the order of their turns.

    Args:
        cohort: the cohort.
        schedule: its schedule.
        seed: seed of the draw among those with equal claims, 0 or more.
    """
    entries = judge.unfilled(cohort, schedule)
    lacks = Counter(entry.participant for entry in entries)
    carried = _carried(cohort, schedule)
    turns: dict[tuple[str, str | None, int], list[str]] = defaultdict(list)
    earlier: Counter[tuple[str, str | None]] = Counter()
    for entry in entries:
        who, module = entry.participant, entry.module
        turns[_bond(cohort, who), module, earlier[who, module]].append(who)
        earlier[who, module] += 1
    waiting = [
        Waiting(
            sorted(people),
            module,
            lacking=max(lacks[who] for who in people) - before,
            carried=max(carried[who] for who in people),
        )
        for (_, module, before), people in turns.items()
    ]
    return tuple(sorted(waiting, key=lambda turn: _claim(turn, seed)))


def _claim(turn: Waiting, seed: int) -> tuple[object, ...]:
    """Return what decides whose turn it is; the lowest is first."""
    draw = random.Random(f"{seed}/{'|'.join(turn.participants)}")  # noqa: S311 - a fair draw, not a secret
    lot = draw.random()
    return turn.module is None, -turn.lacking, -turn.carried, lot, turn.participants, turn.module or ""


def _bond(cohort: Cohort, participant: str) -> str:
    """Return what is the same for people who must stay together."""
    pairs = {person.id: person.pair for person in cohort.participants}
    together = cohort.rules.pairs == "together"
    return f"pair {pairs[participant]}" if together and pairs[participant] else f"person {participant}"


def _carried(cohort: Cohort, schedule: Schedule) -> Counter[str]:
    """Return the preference points that everybody carries."""
    problem = Problem(cohort, 0)
    carried: Counter[str] = Counter()
    for place in schedule.places:
        if place.participant in problem.number:
            carried[place.participant] += problem.preference_cost(problem.number[place.participant], place.module)
    return carried
