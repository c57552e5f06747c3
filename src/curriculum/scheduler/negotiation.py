"""A schedule by negotiation: everybody takes the cheapest itinerary, and what too many want becomes dearer.

One bond (a pair that stays together, or one person) after the other gives up its places and takes the itinerary
that costs least, given what all others have. Rules that tie people together (seats, minimum, rooms and teachers,
mixing, apart) can be broken at a toll. Tolls begin low, so that people move freely, and rise round by round until
hardly a rule is broken any more, as when wires are routed on a chip (L. McMurchie, C. Ebeling, "PathFinder: a
negotiation-based performance-driven router for FPGAs", 1995).

What comes out is almost legal: rules that are seldom used, and the last collisions, are left to whoever picks the
best legal schedule out of several negotiated ones.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import numpy as np

from curriculum.scheduler.crowd import Crowd, Tolls
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.routes import Route, routes

ROUNDS = 30
"""Rounds in which the tolls rise from low to high, when there is time."""
STRICT = 5
"""Rounds at high tolls after that."""
WORTH = 60.0
"""Points that a place is worth beyond the dearest place: more than tolls usually are."""
HURRY = 0.7
"""Share of the time after which tolls are high in any case."""
DISORDER = 1.5
"""Points that a run seems better or worse than it is, at random, while tolls are low."""
RISE = 0.2
"""Points by which a seat becomes dearer in a round for each person too many, up to three."""


def negotiated(problem: Problem, seed: int, worked: Callable[[], float]) -> frozenset[int]:
    """Return a schedule as the numbers of its options.

    Args:
        problem: the cohort in numbers.
        seed: of the order in which people take turns.
        worked: is told of every round, and says which share of what may be spent is spent.
    """
    draw, noise = random.Random(seed), np.random.default_rng(seed)  # noqa: S311 - a fair order, not a secret
    crowd = Crowd(problem)
    ways = routes(problem, crowd.bonds)
    spent = 0.0
    best: tuple[float, frozenset[int]] | None = None
    for strictness in _rounds(crowd, ways, draw, noise, lambda: spent):  # noqa: B023
        spent = worked()
        if strictness == 1:
            value = WORTH * (crowd.broken() + crowd.missing()) + crowd.points()
            if best is None or value < best[0]:
                best = value, crowd.chosen()
        if spent >= 1:
            break
    return best[1] if best else crowd.chosen()


def _rounds(
    crowd: Crowd,
    ways: list[Route],
    draw: random.Random,
    noise: np.random.Generator,
    spent: Callable[[], float],
) -> Iterator[float]:
    """Negotiate once, and yield after each round how high the tolls were; in a hurry they rise in fewer rounds."""
    prices = crowd.problem.cohort.goals.run / np.maximum(crowd.capacity, 1)
    worth = WORTH + np.where(np.isinf(crowd.costs), 0, crowd.costs).max(initial=0)
    order = list(range(len(crowd.bonds)))
    for bond in order:
        crowd.leave(bond)
    strictness, number, strict = 0.0, 0, 0
    while strict < STRICT:
        strictness = min(1.0, max(number / ROUNDS, spent() / HURRY))
        tolls = Tolls.at(strictness)
        draw.shuffle(order)
        for bond in order:
            crowd.leave(bond)
            costs = crowd.tolls(bond, tolls) + (prices - worth) * crowd.sizes[bond]
            costs += (1 - strictness) * DISORDER * noise.random(len(costs))
            crowd.join(bond, ways[bond].cheapest(costs.tolist()))
        crowding = np.clip(crowd.heads - crowd.capacity, -1, 3) * (crowd.heads > 0)
        prices = np.maximum(prices + RISE * crowding, 0)
        number += 1
        strict += strictness == 1
        yield strictness
