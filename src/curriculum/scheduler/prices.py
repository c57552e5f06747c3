"""A bound for cohorts of any size, calendar included: what the best schedule costs when seats are for sale.

Put a price on every seat. Whoever attends a run pays it, and whoever holds a run earns it for every seat, sold or
not. A legal schedule earns at least what is paid, as it sells no more seats than it has; so *everybody's cheapest
itinerary, less what the runs can earn,* is never above the points of a legal schedule, whatever the prices (weak
duality; A. M. Geoffrion, "Lagrangean relaxation for integer programming", 1974). A place left unfilled costs a
fixed sum beyond the fewest that must be; that too is a price, on the constraint that no more are unfilled.

Good prices make the bound high. They are found by making seats dearer that too many want and cheaper that are left
over, with steps that shrink (B. T. Polyak, "Minimization of unsmooth functionals", 1969). Prices are multiples of
:data:`GRAIN` and points are whole, so floating-point sums are exact, and so is the bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from heapq import heappop, heappush

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from curriculum.schedule import Score
from curriculum.scheduler.crowd import rivals
from curriculum.scheduler.itineraries import Itineraries, Numbers, Terms
from curriculum.scheduler.problem import Problem

GRAIN = 2.0**-10
"""Prices are multiples of this, in points."""
AMBITION = 1.2
"""How many times the bound so far the best bound is thought to be: sets the length of steps."""
STEPS = 400
"""Most changes of the prices."""
PATIENCE = 10
"""Steps without a better bound after which they are shortened."""
WORTH = 60
"""Points that an unfilled place costs beyond the dearest place: more than seats come to."""


@frozen(eq=False)
class _Value:
    """The bound at some prices, and how it changes with them.

    Attributes:
        bound: no schedule has fewer points, or unfilled places.
        excess: for each run how many seats too many are wanted; below 0 when seats are left over.
    """

    bound: float
    excess: Numbers


@frozen(order=True)
class _Range:
    """A bound for schedules in which the heaviest load that anyone carries is between two loads.

    Attributes:
        bound: none of them has fewer points.
        low: number of the lowest of these loads.
        high: number of the highest.
        prices: at which the bound holds.
    """

    bound: float
    low: int
    high: int
    prices: Numbers = field(eq=False)


class Market:
    """The seats of a problem, for sale.

    Args:
        problem: the cohort in numbers.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.itineraries = Itineraries(problem)
        self.seats = np.array([float(problem.cohort.capacity(run) or 0) for run in problem.runs])
        self.confirmed = np.array([run.state == "confirmed" for run in problem.runs], dtype=bool)
        self.cliques = _cliques(problem)
        goals = problem.cohort.goals
        dearest = max([*goals.preference, goals.unranked]) + goals.travel + goals.change
        self.worth = WORTH + dearest + goals.run

    def bound(self, going: Callable[[], bool]) -> Score:
        """Return a score that no legal schedule is below.

        Args:
            going: whether there is time for other prices.
        """
        nothing, run = np.zeros(len(self.problem.runs)), float(self.problem.cohort.goals.run)
        fewest = max(0, _whole(self._climb(self._places_at, nothing, going)[0]))
        return Score(fewest, max(0, _whole(self._points(fewest, run / np.maximum(self.seats, 1), going))))

    def _points(self, fewest: int, prices: Numbers, going: Callable[[], bool]) -> float:
        """Return a bound on the points, whatever the heaviest load that anyone carries.

        That load is at least ``low`` and at most ``high``. What it costs is known at ``low``, what everybody's
        itineraries cost is known at ``high``; where the bound is lowest the range is cut in half.
        """
        weight = self.problem.cohort.goals.worst
        loads = self.itineraries.loads

        def ranged(low: int, high: int, prices: Numbers, enough: float = math.inf) -> _Range:
            value_at = partial(self._points_at, fewest=fewest, heaviest=loads[high])
            rest, best = self._climb(value_at, prices, going, enough - weight * loads[low])
            return _Range(rest + weight * loads[low], low, high, best)

        ranges = [ranged(0, len(loads) - 1, prices)]
        enough = ranges[0].bound + weight * loads[-1]  # the bound of the highest load: in the end one of those
        while weight and ranges[0].low < ranges[0].high and going():
            lowest = heappop(ranges)
            middle = (lowest.low + lowest.high) // 2
            dearer = weight * (loads[middle + 1] - loads[lowest.low])
            heappush(ranges, evolve(lowest, low=middle + 1, bound=lowest.bound + dearer))
            heappush(ranges, ranged(lowest.low, middle, lowest.prices, enough))
        return ranges[0].bound

    def _climb(
        self,
        value_at: Callable[[Numbers], _Value],
        prices: Numbers,
        going: Callable[[], bool],
        enough: float = math.inf,
    ) -> tuple[float, Numbers]:
        """Return the best bound found, and at which prices; a bound that is high enough is not improved on."""
        here = best = np.round(np.maximum(prices, 0) / GRAIN) * GRAIN
        bound, length, stalled = -math.inf, 0.5, 0
        direction = np.zeros(len(prices))
        for step in range(STEPS):
            value = value_at(here)
            stalled = 0 if value.bound > bound + 1e-4 * abs(bound) else stalled + 1
            if value.bound > bound:
                bound, best = value.bound, here
            if stalled >= PATIENCE:
                length, stalled, here = length * 0.7, 0, best
                direction[:] = 0
            useful = np.where((here <= 0) & (value.excess < 0), 0, value.excess)
            steepness = float(useful @ useful)
            if bound >= enough or not steepness or length < 1e-3 or (step and not going()):  # noqa: PLR2004
                break
            direction = (direction + useful) / 2
            aim = AMBITION * abs(bound) + 1
            here = here + length * (aim - value.bound) / steepness * direction
            here = np.round(np.maximum(here, 0) / GRAIN) * GRAIN
        return bound, best

    def _places_at(self, prices: Numbers) -> _Value:
        """Return how many places stay unfilled at least."""
        return self._value(Terms(prices, worth=1, weight=0), float(self.problem.places_owed))

    def _points_at(self, prices: Numbers, fewest: int, heaviest: float) -> _Value:
        """Return how many points a schedule has at least, without those for the goal ``worst``.

        It leaves only the ``fewest`` places unfilled, and nobody carries more than the ``heaviest`` load.
        """
        unfilled = self.worth * float(self.problem.places_owed - fewest)
        return self._value(Terms(prices, self.worth, heaviest=heaviest), unfilled)

    def _value(self, terms: Terms, unfilled: float) -> _Value:
        taken = self.itineraries.taken(terms)
        earned = self.seats * terms.prices - terms.weight * self.problem.cohort.goals.run
        held = self.confirmed.astype(float)
        for clique in self.cliques:  # at most one of these is held
            best = clique[int(earned[clique].argmax())]
            held[best] = held[best] or (earned[best] > 0 and not self.confirmed[clique].any())
        return _Value(taken.total + unfilled - float(held @ earned), taken.seats - self.seats * held)


def _cliques(problem: Problem) -> list[NDArray[np.int64]]:
    """Return all runs in sets of which at most one is held: they want a room or a teacher at the same time."""
    against: list[set[int]] = [set() for _ in problem.runs]
    for one, other in rivals(problem.runs):
        against[one].add(other)
        against[other].add(one)
    cliques: list[list[int]] = []
    clique_of: dict[int, list[int]] = {}
    for run, enemies in enumerate(against):
        known = (clique_of[other] for other in sorted(enemies) if other in clique_of)
        clique = next((some for some in known if enemies.issuperset(some)), None)
        if clique is None:
            clique = []
            cliques.append(clique)
        clique.append(run)
        clique_of[run] = clique
    return [np.array(clique) for clique in cliques]


def _whole(bound: float) -> int:
    """Return the least whole number that is not below an exact bound."""
    return math.ceil(bound)
