"""A legal schedule made better: a few people at a time are placed anew as well as possible, all others staying.

CP-SAT finds the best for so few in less than a second, and proves it. Chosen are people who pay much or lack a
place, everybody in some runs, who have something to swap, or whoever it takes to hold a run that is not held. If
nothing is to be gained, more people are taken the next time; if there are too many for a proof, fewer (P. Shaw,
"Using constraint programming and local search methods to solve vehicle routing problems", 1998).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Self

import numpy as np
from attrs import frozen

from curriculum.scheduler import goals
from curriculum.scheduler.best import Best
from curriculum.scheduler.bonds import Numbers
from curriculum.scheduler.brief import minimise_briefly
from curriculum.scheduler.crowd import Crowd
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules

OPTIONS = 2_000.0
"""Options among which people are placed anew at first."""
GROWTH = 1.1
"""How many times as many these become when nothing is to be gained among them."""
SHRINKAGE = 0.8
"""How many times as many these become when there are too many for a proof."""
PATIENCE = 100
"""Times without gain in a row after which no more is expected."""
SOLVING = 0.3
"""Most deterministic work of CP-SAT at a time."""
STATING = 0.05
"""Deterministic work for which stating the rules counts."""
LACKING = 60
"""Points that a place that is lacking counts for when people are chosen."""


def rearrange(best: Best, seed: int) -> None:
    """Improve on the best schedule, if there is one, until nothing is left to gain or to spend.

    Args:
        best: the best schedule so far.
        seed: of the draw who is placed anew, and of the solver.

    Raises:
        OutOfTime: the time was over while rules were stated.
    """
    programme, futile = best.problem.cohort.programme, 0
    draw = random.Random(seed)  # noqa: S311 - a fair draw, not a secret
    neighbourhoods = _Neighbourhoods(best.problem, draw)
    every = frozenset(programme.module_ids)
    sizes = {every: OPTIONS, frozenset(programme.elective_ids) or every: OPTIONS}
    while best.taken is not None and futile < PATIENCE and not (best.settled or best.limits.exhausted):
        before, modules = best.score, draw.choice(list(sizes))
        free = neighbourhoods.drawn(best.taken, modules, sizes[modules])
        proven = _place_anew(best, best.taken, free, seed)
        futile = 0 if best.score != before else futile + 1
        if not proven:
            sizes[modules] *= SHRINKAGE
        elif futile:
            sizes[modules] *= GROWTH


class _Neighbourhoods:
    """Draws who is placed anew, as the options that they have.

    Args:
        problem: the cohort in numbers.
        draw: source of chance.
    """

    def __init__(self, problem: Problem, draw: random.Random) -> None:
        self.problem = problem
        self.draw = draw
        self.crowd = Crowd(problem)

    def drawn(self, taken: Sequence[bool], modules: frozenset[str], size: float) -> frozenset[int]:
        """Return about ``size`` options.

        Args:
            taken: for each option whether it is taken in the schedule.
            modules: in which people are placed anew.
            size: most options; there are more only if one bond alone has more.
        """
        there = _There.of(self.problem, self.crowd, taken)
        idle = [run for run, bonds in enumerate(there.inside) if not bonds]
        found: set[int] = set()
        otherwise = self.draw.random() < 0.5  # noqa: PLR2004 - as often as not
        if otherwise and idle and modules.issuperset(self.problem.cohort.programme.module_ids):
            self._gather(found, self._around(idle, there), modules, size)
        elif otherwise:
            self._gather(found, self._in_whole_runs(there), modules, size / 2)
        self._gather(found, self._weightiest(there.paying + LACKING * there.lacking + 1), modules, size)
        return frozenset(found)

    def _gather(self, found: set[int], bonds: Iterable[int], modules: frozenset[str], size: float) -> None:
        """Add the options of one bond after the other."""
        for bond in bonds:
            options = self.crowd.options[bond].items()
            theirs = [option for run, option in options if self.problem.runs[run].module in modules]
            if found and len(found.union(theirs)) > size:
                break
            found.update(theirs)

    def _in_whole_runs(self, there: _There) -> list[int]:
        """Return everybody, run by run."""
        runs = list(range(len(there.inside)))
        self.draw.shuffle(runs)
        return [bond for run in runs for bond in there.inside[run]]

    def _around(self, idle: Sequence[int], there: _There) -> list[int]:
        """Return who is in the way of a run that is not held, then who could attend it."""
        able = np.isfinite(self.crowd.costs[:, idle])
        run = idle[self._weightiest(there.lacking @ able + 1)[0]]
        rivals = np.flatnonzero(self.crowd.rivals[run]).tolist()
        saved = np.maximum(there.dearest - self.crowd.costs[:, run], 0) + LACKING * there.lacking
        comers = (bond for bond in self._weightiest(saved + 0.3) if run in self.crowd.options[bond])
        return [*(bond for rival in rivals for bond in there.inside[rival]), *comers]

    def _weightiest(self, weights: Numbers) -> list[int]:
        """Return the numbers of weights, drawn one by one, each as likely as it is heavy."""
        keys = [self.draw.random() ** (1 / weight) for weight in weights.tolist()]
        return sorted(range(len(keys)), key=lambda number: -keys[number])


@frozen(eq=False)
class _There:
    """A schedule as the draw sees it.

    Attributes:
        inside: for each run the bonds that attend it.
        paying: for each bond the points of its places.
        dearest: for each bond the points of its dearest place.
        lacking: for each bond how many places it lacks.
    """

    inside: list[list[int]]
    paying: Numbers
    dearest: Numbers
    lacking: Numbers

    @classmethod
    def of(cls, problem: Problem, crowd: Crowd, taken: Sequence[bool]) -> Self:
        """Look at a schedule, given for each option whether it is taken."""
        inside: list[list[int]] = [[] for _ in problem.runs]
        mine = [[problem.options[o] for o in options.values() if taken[o]] for options in crowd.options]
        for bond, options in enumerate(mine):
            for option in options:
                inside[option.run].append(bond)
        costs = [[option.cost for option in options] for options in mine]
        had = [sum(len(option.party.members) for option in options) for options in mine]
        return cls(
            inside,
            np.array([float(sum(theirs)) for theirs in costs]),
            np.array([float(max(theirs, default=0)) for theirs in costs]),
            np.array(crowd.owed_to, dtype=float) - had,
        )


def _place_anew(best: Best, taken: Sequence[bool], free: frozenset[int], seed: int) -> bool:
    """Offer the best schedule that differs from the best one in some options only; tell whether it is proven."""
    limits, problem = best.limits, best.problem
    numbers = [number for number, there in enumerate(taken) if there or number in free]
    program = Program(problem.among(numbers), limits=limits)
    for index, number in enumerate(numbers):
        if number in free:
            program.cp.add_hint(program.taken[index], taken[number])
        else:
            program.taken[index] = program.cp.new_constant(1)
    movable = {member for number in free for member in problem.options[number].party.members}
    program.travellers = [number for number in program.travellers if number in movable]
    state_rules(program)
    program.cp.minimize(goals.both(program))
    limits.spent += STATING
    outcome = minimise_briefly(
        program, limits, SOLVING, seed, lambda values: best.offer_some(frozenset(compress(numbers, values)))
    )
    return outcome == "optimal"
