"""A legal schedule made better by ruin and recreation: some people at a time give up their places and choose anew.

Somebody who lacks a place, or anybody, gives up all places, together with some people of the runs that could be
attended instead, or with all who stand in the way of a run that is not held. Then one bond after the other takes
the cheapest itinerary that breaks no rule. What comes of it is kept if everything is legal and the whole is
better, or hardly worse while much time is left (G. Schrimpf et al., "Record breaking optimization results using
the ruin and recreate principle", 2000).

It looks at all people and runs at once, and so finds what people of different parts of a cohort can do for each
other.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from curriculum.scheduler.bonds import Numbers
from curriculum.scheduler.crowd import NOISE, Crowd
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.routes import Route, routes
from curriculum.scheduler.settling import PLACE, ROUND_WORK
from curriculum.scheduler.solving import Limits

HELPING = 0.9
"""Share of the ruins that begin with somebody who lacks a place, if anybody does."""
OPENING = 0.25
"""Share of the ruins that make way for a run that is not held."""
MOVERS = 12
"""Most people of other runs of the module who may move to a run that is opened."""
NEIGHBOURS = (2, 4, 8, 16)
"""How many bonds give up their places in each of the runs that somebody could attend; one of these is drawn."""
RUNS = 3
"""Most runs that somebody could attend and where others give up their places."""
CHOICE_WORK = 2e-4
"""Deterministic work of choosing anew for one bond, whatever the options."""
WARMTH = 2.0
"""Points by which a schedule may become worse in a step, roughly, as long as nearly all time is left."""
DISORDER = 2.0
"""Points that a run seems better or worse than it is, at random, in half of the steps."""
MENDING = 20.0
"""Points of a person by whom a run is not mixed that was empty."""
FILLING_UP = 5.0
"""Points by which a run is better for each person that it lacks."""


def recreated(problem: Problem, taken: Collection[int], limits: Limits, seed: int) -> frozenset[int]:
    """Return a schedule that is as good or better, legal as far as a crowd sees.

    Args:
        problem: the cohort in numbers.
        taken: numbers of the options of a legal schedule.
        limits: what may be spent; all of it is.
        seed: of the draw who gives up places.
    """
    recreation = _Recreation(problem, taken, seed)
    if not problem.options:
        return recreation.best
    work = CHOICE_WORK + ROUND_WORK * len(problem.options) / len(recreation.crowd.bonds)
    begun, at_first = limits.elapsed, limits.spent
    while not limits.exhausted:
        if limits.work is None:
            left = 1 - (limits.elapsed - begun) / max(limits.seconds - begun, 1e-9)
        else:
            left = 1 - (limits.spent - at_first) / max(limits.work - at_first, 1e-9)
        limits.spent += work * recreation.step(WARMTH * left)
    return recreation.best


class _Recreation:
    """Places while they are given up and taken again; ``best`` is the best schedule so far."""

    def __init__(self, problem: Problem, taken: Collection[int], seed: int) -> None:
        self.problem = problem
        self.crowd = Crowd(problem)
        self.ways: list[Route] = routes(problem, self.crowd.bonds)
        self.draw = random.Random(seed)  # noqa: S311 - a fair order, not a secret
        self.noise = np.random.default_rng(seed)
        self.inside: list[set[int]] = [set() for _ in problem.runs]
        attended: list[list[int]] = [[] for _ in self.crowd.bonds]
        for number in sorted(taken):
            option = problem.options[number]
            attended[self.crowd.bond_of[option.party.members[0]]].append(option.run)
        for bond, runs in enumerate(attended):
            self._join(bond, tuple(runs))
        self.pinned: dict[int, set[int]] = defaultdict(set)
        for number in problem.pinned:
            option = problem.options[number]
            self.pinned[self.crowd.bond_of[option.party.members[0]]].add(option.run)
        self.lacking = {bond for bond in range(len(attended)) if self._missing(bond)}
        self.best, self.record = frozenset(taken), self._value(range(len(attended)))
        self.value = self.record

    def step(self, warmth: float) -> int:
        """Ruin and recreate once; return how many bonds gave up their places."""
        crowd = self.crowd
        ruined, opened = self._ruin()
        before = [crowd.attended[bond] for bond in ruined]
        value = self._value(ruined)
        held = crowd.heads > 0
        for bond in ruined:
            self._leave(bond)
        open_now = [int(run) for run in np.flatnonzero(held & (crowd.heads == 0))]
        if opened is not None:
            open_now = [opened, *(run for run in open_now if not crowd.rivals[opened, run])]
        noise = DISORDER * self.noise.random(len(crowd.heads)) * self.draw.randrange(2)
        for bond in self._in_turn(ruined):
            self._choose(bond, open_now, noise)
        change = self._value(ruined) - value
        if self._legal(ruined) and change <= -warmth * math.log(1 - self.draw.random()):
            self._accept(ruined, change)
        else:
            for bond in ruined:
                self._leave(bond)
            for bond, runs in zip(ruined, before, strict=True):
                self._join(bond, runs)
        return len(ruined)

    def _accept(self, ruined: Sequence[int], change: float) -> None:
        self.value += change
        for bond in ruined:
            (self.lacking.add if self._missing(bond) else self.lacking.discard)(bond)
        if self.value < self.record - NOISE:
            self.best, self.record = self.crowd.chosen(), self.value

    def _ruin(self) -> tuple[list[int], int | None]:
        """Return who gives up all places, and the run that may be opened, if any."""
        crowd, draw = self.crowd, self.draw
        helping = bool(self.lacking) and draw.random() < HELPING
        first = draw.choice(sorted(self.lacking)) if helping else draw.randrange(len(crowd.bonds))
        runs = self._wanted(first)
        empty = [run for run in runs if not self.inside[run]]
        ruined, opened = [first], None
        if empty and draw.random() < OPENING:
            opened = draw.choice(empty)
            ruined += self._in_the_way_of(opened)
        else:
            neighbours, most = draw.choice(NEIGHBOURS), draw.randint(1, RUNS)
            for run in draw.sample(runs, min(most, len(runs))):
                ruined += self._some(sorted(self.inside[run]), neighbours)
        return list(dict.fromkeys(ruined)), opened

    def _wanted(self, bond: int) -> list[int]:
        """Return the runs that a bond could attend of modules that it lacks; of every module if it lacks none."""
        runs = self.problem.runs
        has = {runs[run].module for run in self.crowd.attended[bond]} if bond in self.lacking else set()
        return [run for run in self.crowd.options[bond] if runs[run].module not in has]

    def _in_the_way_of(self, opened: int) -> list[int]:
        """Return who attends a rival of the run, who lacks a place and could attend it, and some of its module."""
        crowd, problem = self.crowd, self.problem
        rivals = [bond for run in np.flatnonzero(crowd.rivals[opened]) for bond in sorted(self.inside[run])]
        lacking = [bond for bond in sorted(self.lacking) if opened in crowd.options[bond]]
        alike = problem.runs_of[problem.runs[opened].module]
        others = [bond for run in alike for bond in sorted(self.inside[run]) if opened in crowd.options[bond]]
        return rivals + lacking + self._some(others, MOVERS)

    def _some(self, bonds: Sequence[int], most: int) -> list[int]:
        return self.draw.sample(bonds, min(most, len(bonds)))

    def _in_turn(self, ruined: Sequence[int]) -> list[int]:
        """Return the order in which places are taken again: half of the time the first bond comes first."""
        first, *others = ruined
        self.draw.shuffle(others)
        others.insert(0 if self.draw.random() < 0.5 else self.draw.randrange(len(others) + 1), first)  # noqa: PLR2004
        return others

    def _choose(self, bond: int, empty: Sequence[int], noise: Numbers) -> None:
        """Give a bond the cheapest itinerary among the runs that are held, and some that are empty."""
        crowd = self.crowd
        short = np.maximum(np.minimum(crowd.fewest - crowd.heads, crowd.sizes[bond]), 0)
        costs = crowd.costs[bond] - PLACE * crowd.sizes[bond] - FILLING_UP * short + noise
        closed = crowd.forbidden(bond) | ((crowd.heads == 0) & (crowd.demanded == 0))
        for run in empty:
            if crowd.has_room(bond, run):
                closed[run] = False
                costs[run] += MENDING * sum(float(mixer.change(bond)[run]) for mixer in crowd.mixers)
        costs[closed] = np.inf
        self._join(bond, self.ways[bond].cheapest(costs.tolist()))

    def _leave(self, bond: int) -> None:
        for run in self.crowd.attended[bond]:
            self.inside[run].discard(bond)
        self.crowd.leave(bond)

    def _join(self, bond: int, runs: tuple[int, ...]) -> None:
        self.crowd.join(bond, runs)
        for run in runs:
            self.inside[run].add(bond)

    def _missing(self, bond: int) -> float:
        crowd = self.crowd
        return crowd.owed_to[bond] - float(crowd.sizes[bond, list(crowd.attended[bond])].sum())

    def _value(self, bonds: Sequence[int]) -> float:
        """Return what some bonds lack and carry, and what all held runs cost."""
        crowd = self.crowd
        own = sum(
            PLACE * self._missing(bond) + float(crowd.costs[bond, list(crowd.attended[bond])].sum())
            for bond in bonds
        )
        return own + self.problem.cohort.goals.run * int((crowd.heads > 0).sum())

    def _legal(self, ruined: Sequence[int]) -> bool:
        """Tell whether no run breaks a rule, and pins are kept; nobody has joined a run that was forbidden."""
        crowd = self.crowd
        short = (crowd.heads > 0) & (crowd.heads < crowd.fewest)
        return not (
            (short | (crowd.heads < crowd.demanded)).any()
            or any((mixer.broken > NOISE).any() for mixer in crowd.mixers)
            or any(not self.pinned[bond].issubset(crowd.attended[bond]) for bond in ruined if bond in self.pinned)
        )
