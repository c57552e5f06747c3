"""Prices that make a bound high, found step by step.

Seats become dearer that too many want and cheaper that are left over (B. T. Polyak, "Minimization of unsmooth
functionals", 1969). Every run has a pace of its own, slower the more seats too many or too few it usually has, so
that a few runs that are short of seats can become very dear while other prices hardly change (J. Duchi, E. Hazan
and Y. Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from attrs import define, field, frozen

from curriculum.scheduler.bonds import Numbers

GRAIN = 2.0**-10
"""Prices are multiples of this, in points."""
GROWTH = 1.2
"""How many times as long steps become that make the bound better."""
SHRINKAGE = 0.7
"""How many times as long they become when none has made it better for a while."""
PATIENCE = 5
"""Steps without a better bound after which they are shortened."""
BETTER = 1e-4
"""Share of the bound by which it must rise to count as better."""
MOMENTUM = 0.6
"""How much of its direction the next step keeps."""
MEMORY = 0.97
"""How much counts at the next step what a run has had too many or too few until now."""
STEPS = 400
"""Most changes of the prices."""


@frozen(eq=False)
class Value:
    """The bound at some prices, and how it changes with them.

    Attributes:
        bound: no schedule has fewer points, or unfilled places.
        excess: for each run how many seats too many are wanted; below 0 when seats are left over.
    """

    bound: float
    excess: Numbers


def _grains(prices: Numbers) -> Numbers:
    """Return the nearest prices that may be asked."""
    return np.asarray(np.round(np.maximum(prices, 0) / GRAIN) * GRAIN)


@define(eq=False)
class Climb:
    """The search for good prices.

    Attributes:
        value_at: returns the bound at some prices.
        prices: where the search stands.
        length: by how much a usual price changes in the next step.
        shortest: steps shorter than this are not worth while.
        bound: the best found so far.
        best: the prices at which it was found.
        steps: how many were taken.
    """

    value_at: Callable[[Numbers], Value]
    prices: Numbers = field(converter=_grains)
    length: float
    bound: float = -math.inf
    shortest: float = GRAIN / 2
    best: Numbers = field(init=False)
    steps: int = field(default=0, init=False)
    _direction: Numbers = field(init=False)
    _usual: Numbers = field(init=False)
    _stalled: int = field(default=0, init=False)

    def __attrs_post_init__(self) -> None:
        self.best, self._direction, self._usual = self.prices, 0 * self.prices, 0 * self.prices

    @property
    def over(self) -> bool:
        """Whether nothing more is to be expected."""
        return self.steps >= STEPS or self.length < self.shortest

    def step(self) -> None:
        """Take the value at the prices, and change them."""
        value = self.value_at(self.prices)
        better = value.bound > self.bound + BETTER * abs(self.bound) or not self.steps
        if value.bound > self.bound:
            self.bound, self.best = value.bound, self.prices
        self._stalled = 0 if better else self._stalled + 1
        if better:
            self.length *= GROWTH
        elif self._stalled >= PATIENCE:
            self.length, self._stalled = self.length * SHRINKAGE, 0
        useful = np.where((self.prices <= 0) & (value.excess < 0), 0, value.excess)
        self._usual = MEMORY * self._usual + (1 - MEMORY) * useful**2 if self.steps else useful**2
        self._direction = MOMENTUM * self._direction + (1 - MOMENTUM) * useful
        self.prices = _grains(self.prices + self.length * self._direction / np.sqrt(self._usual + 1))
        self.steps += 1
