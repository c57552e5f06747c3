"""The cheapest itinerary of one bond, when every run has a cost of its own for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import combinations

from attrs import frozen

from curriculum.scheduler.following import later, needed_before
from curriculum.scheduler.problem import Problem

Way = tuple[float, tuple[int, ...]]
"""What it costs to take some runs, and the runs."""
NOTHING: Way = (0.0, ())


@frozen(eq=False)
class Route:
    """Modules that somebody is owed, and what may follow what.

    Attributes:
        basis: the basis modules, each after those that require it.
        electives: the electives to choose from.
        choose: how many of these.
        parents: by module the module that must come before it.
        trunk: the module that most electives require; None when most require nothing.
        runs: by module its runs in the order of their first day.
        windows: by run and by module that may follow it, which of that module's runs fit, as a range.
        clashes: pairs of runs that nobody can attend both.
    """

    basis: tuple[str, ...]
    electives: tuple[str, ...]
    choose: int
    parents: Mapping[str, str]
    trunk: str | None
    runs: Mapping[str, Sequence[int]]
    windows: Mapping[tuple[int, str], tuple[int, int]]
    clashes: frozenset[tuple[int, int]]

    def cheapest(self, costs: list[float]) -> tuple[int, ...]:
        """Return the runs of the cheapest itinerary.

        Args:
            costs: of each run, less what a place is worth, so that a place is taken when its cost is negative; an
                impossible run costs infinitely much. Changed where runs clash.
        """
        while True:
            runs = self._planned(costs)
            clash = next((pair for pair in combinations(sorted(runs), 2) if pair in self.clashes), None)
            if clash is None:
                return runs
            costs[max(clash, key=lambda run: costs[run])] = math.inf

    def _planned(self, costs: Sequence[float]) -> tuple[int, ...]:
        ways: dict[str, list[Way]] = {}
        best_from: dict[str, list[Way]] = {}
        for module in (*self.electives, *self.basis):
            ways[module] = [self._way(module, run, costs[run], ways, best_from) for run in self.runs[module]]
            best_from[module] = [NOTHING]
            for way in reversed(ways[module]):
                best_from[module].append(min(best_from[module][-1], way))
            best_from[module].reverse()
        chosen = [run for m in self.basis if m not in self.parents for run in best_from[m][0][1]]
        if self.trunk is None:
            _, electives = self._electives([best_from[elective][0] for elective in self.electives])
            chosen += electives
        return tuple(chosen)

    def _way(
        self,
        module: str,
        run: int,
        cost: float,
        ways: Mapping[str, list[Way]],
        best_from: Mapping[str, list[Way]],
    ) -> Way:
        """Return the cheapest way to take a run and what comes below it."""
        if cost == math.inf:
            return cost, (run,)

        def below(child: str) -> Way:
            if self.parents.get(child) != module:
                return best_from[child][0]
            low, high = self.windows[run, child]
            return best_from[child][low] if high == len(ways[child]) else min([NOTHING, *ways[child][low:high]])

        taken: tuple[int, ...] = (run,)
        for child in self.basis:
            if self.parents.get(child) == module:
                more, runs = below(child)
                cost, taken = cost + more, taken + runs
        if module == self.trunk:
            more, runs = self._electives([below(elective) for elective in self.electives])
            cost, taken = cost + more, taken + runs
        return cost, taken

    def _electives(self, ways: list[Way]) -> Way:
        chosen = sorted(ways)[: self.choose]
        return sum(cost for cost, _ in chosen), tuple(run for _, runs in chosen for run in runs)


def routes(problem: Problem, bonds: Sequence[Sequence[int]]) -> list[Route]:
    """Return the route of each bond, that is, people who stay together; those who are owed the same share one."""
    clashes = _clashes(problem)
    known: dict[object, Route] = {}
    found = []
    for bond in bonds:
        owed = frozenset((problem.electives_owed[n], frozenset(problem.people[n].completed)) for n in bond)
        if owed not in known:
            known[owed] = _route(problem, bond, clashes)
        found.append(known[owed])
    return found


def _clashes(problem: Problem) -> frozenset[tuple[int, int]]:
    """Return the pairs of runs that nobody can attend both, the smaller number first."""
    one_a_day = problem.cohort.rules.runs_per_day == 1
    return frozenset(
        (one, other)
        for (one, first), (other, second) in combinations(enumerate(problem.runs), 2)
        if (one_a_day and first.dates & second.dates)
        or any(a.overlaps(b) for a in first.sessions for b in second.sessions)
    )


def _route(problem: Problem, bond: Sequence[int], clashes: frozenset[tuple[int, int]]) -> Route:
    """Return the route of people who stay together: what the one who is owed most is owed."""
    someone = max(bond, key=lambda number: len(problem.basis_owed[number]) + problem.electives_owed[number])
    every = problem.cohort.programme
    modules = tuple(
        module
        for module in every.module_ids
        if module in problem.runs_of and any(problem.is_owed(number, module) for number in bond)
    )
    parents = needed_before(problem, modules, someone)
    electives = tuple(module for module in modules if module in every.elective_ids)
    basis = [module for module in modules if module not in electives]
    depth = {module: _depth(module, parents) for module in basis}
    above = [parents.get(module) for module in electives]
    runs = {
        module: sorted(problem.runs_of[module], key=lambda run: _first_day(problem, run)) for module in modules
    }
    windows = {
        (run, child): later(problem, problem.runs[run].dates, [problem.runs[other].dates for other in runs[child]])
        for child, parent in parents.items()
        for run in runs[parent]
    }
    return Route(
        basis=tuple(sorted(basis, key=lambda module: -depth[module])),
        electives=electives,
        choose=min(problem.electives_owed[number] for number in bond),
        parents=parents,
        trunk=max(above, key=above.count) if above else None,
        runs=runs,
        windows=windows,
        clashes=clashes,
    )


def _first_day(problem: Problem, run: int) -> tuple[bool, int, int]:
    dates = problem.runs[run].dates
    return not dates, min(dates).toordinal() if dates else 0, run


def _depth(module: str, parents: Mapping[str, str]) -> int:
    return 1 + _depth(parents[module], parents) if module in parents else 0
