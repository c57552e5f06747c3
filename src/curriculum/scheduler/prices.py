"""A bound for cohorts of any size, calendar included: what the best schedule costs when seats are for sale.

Put a price on every seat. Whoever attends a run pays it, and whoever holds a run earns it for every seat, sold or
not. A legal schedule earns at least what is paid, as it sells no more seats than it has; so *everybody's cheapest
itinerary, less what the runs can earn,* is never above the points of a legal schedule, whatever the prices (weak
duality; A. M. Geoffrion, "Lagrangean relaxation for integer programming", 1974). A place left unfilled costs a
fixed sum beyond the fewest that must be; that too is a price, on the constraint that no more are unfilled.

Good prices make the bound high (:mod:`~curriculum.scheduler.climbing`). They are multiples of a power of 2 and
points are whole, so floating-point sums are exact, and so is the bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from curriculum.schedule import Score
from curriculum.scheduler.bonds import Bonds, Numbers
from curriculum.scheduler.climbing import Climb, Value
from curriculum.scheduler.crowd import rivals
from curriculum.scheduler.itineraries import Terms, cheapest_itineraries
from curriculum.scheduler.problem import Problem

WORTH = 60
"""Points that an unfilled place costs beyond the dearest place: more than seats come to."""
PLACES_AT_FIRST = 0.4
"""By how much prices change at first when places are counted: what a place is worth is 1."""
PLACES_AT_LAST = 0.0015
"""Where such steps end."""
POINTS_AT_FIRST = 0.03
"""By how much prices change at first when points are."""
FINE = 0.01
"""When such steps are shorter, some loads are looked at rather than all."""


@frozen(eq=False)
class _Range:
    """A bound for schedules in which the heaviest load that anyone carries is between two loads.

    Attributes:
        low: number of the lowest of these loads.
        high: number of the highest.
        least: points that the lowest costs.
        climb: the search for a bound on all other points, when nobody carries more than the highest.
    """

    low: int
    high: int
    least: float
    climb: Climb

    @property
    def bound(self) -> float:
        """No such schedule has fewer points."""
        return self.climb.bound + self.least

    @property
    def ripe(self) -> bool:
        """Whether more is to be expected of its halves."""
        return self.low < self.high and (self.climb.over or self.climb.length < FINE)


class Market:
    """The seats of a problem, for sale.

    Args:
        problem: the cohort in numbers.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.bonds = Bonds(problem)
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
        places = Climb(self._places_at, np.zeros(len(self.seats)), PLACES_AT_FIRST, shortest=PLACES_AT_LAST)
        places.step()
        while not places.over and going():
            places.step()
        fewest = max(0, _whole(places.bound))
        run = self.problem.cohort.goals.run / np.maximum(self.seats, 1)
        points = self._points(self.worth * places.best + run, going) - self.worth * fewest
        return Score(fewest, max(0, _whole(points)))

    def _points(self, prices: Numbers, going: Callable[[], bool]) -> float:
        """Return a bound on the points and what unfilled places cost, whatever the heaviest load anyone carries.

        Better prices are looked for where the bound is lowest; when they hardly help, that range is cut in half.
        """
        weight, loads = float(self.problem.cohort.goals.worst), self.bonds.loads
        if not weight:
            loads = loads[-1:]

        def climb(high: int, prices: Numbers, length: float, bound: float) -> Climb:
            return Climb(partial(self._points_at, heaviest=loads[high]), prices, length, bound)

        top = len(loads) - 1
        ranges = [_Range(0, top, weight * loads[0], climb(top, prices, POINTS_AT_FIRST, -math.inf))]
        ranges[0].climb.step()
        while True:
            lowest = min(ranges, key=lambda one: one.bound)
            if lowest.ripe:
                middle = (lowest.low + lowest.high) // 2
                ranges.remove(lowest)
                ranges.append(evolve(lowest, low=middle + 1, least=weight * loads[middle + 1]))
                lower = climb(middle, lowest.climb.best, FINE, lowest.climb.bound)
                ranges.append(evolve(lowest, high=middle, climb=lower))
            elif lowest.climb.over or not going():
                return lowest.bound
            else:
                lowest.climb.step()

    def _places_at(self, prices: Numbers) -> Value:
        """Return how many places stay unfilled at least."""
        return self._value(Terms(prices, worth=1, weight=0))

    def _points_at(self, prices: Numbers, heaviest: float) -> Value:
        """Return how much a schedule costs at least, unfilled places included, but not the goal ``worst``.

        Nobody carries more than the ``heaviest`` load.
        """
        return self._value(Terms(prices, self.worth, heaviest=heaviest))

    def _value(self, terms: Terms) -> Value:
        taken = cheapest_itineraries(self.bonds, terms)
        earned = self.seats * terms.prices - terms.weight * self.problem.cohort.goals.run
        held = self.confirmed.astype(float)
        for clique in self.cliques:  # at most one of these is held
            best = clique[int(earned[clique].argmax())]
            held[best] = held[best] or (earned[best] > 0 and not self.confirmed[clique].any())
        unfilled = terms.worth * float(self.problem.places_owed)
        return Value(taken.total + unfilled - float(held @ earned), taken.seats - self.seats * held)


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
