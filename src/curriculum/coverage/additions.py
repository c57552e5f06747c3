"""The cheapest outcomes to add to some modules, so that every selection reaches a target.

More outcomes never make a selection reach less. So whenever some outcomes do not do, a set of others can be named
of which at least one is needed: a core. The cheapest outcomes that hit every core named so far are looked for, and
tried, until they do: the implicit hitting set method (E. Moreno-Centeno, R. M. Karp, "The Implicit Hitting Set
Approach to Solve Combinatorial Optimization Problems with an Application to Multigenome Alignment", Operations
Research 61, 2013).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from math import lcm

from attrs import evolve, frozen

from curriculum.coverage.covering import Cover, Need, least_cover
from curriculum.coverage.effort import EACH_MODULE, Effort
from curriculum.coverage.measuring import measure
from curriculum.coverage.reaching import Reach
from curriculum.coverage.scope import Scope, Taught
from curriculum.model import Programme, Target

MOST_ROUNDS = 60
"""So many times outcomes are tried; then those that hit what is known, and all of the last cores, have to do."""


@frozen
class Additions:
    """Outcomes that can be added, for one target of a programme.

    Attributes:
        scope: the catalogs at hand.
        programme: the programme, in the shape that it is to have.
        target: the target.
        hours: what each outcome costs: hours of the mean selection.
        misfit: how badly each suits its place; of outcomes that cost the same the better suited are taken.
        known: needs of outcomes that are known beforehand.
        looks: how many looks it takes to measure the programme.
        effort: what may still be spent.
    """

    scope: Scope
    programme: Programme
    target: Target
    hours: Mapping[Taught, Fraction]
    misfit: Mapping[Taught, int]
    known: Sequence[Need[Taught]]
    looks: int
    effort: Effort

    def cheapest(self, modules: Collection[str]) -> Cover[Taught] | None:
        """Return outcomes for some modules so that every selection reaches the target; None when none will do.

        Returns:
            Those of the fewest hours, among these the fewest, and whether that is proven.

        Raises:
            TooMuchWork: that would take too long.
        """
        possible = sorted(one for one in self.hours if one.module in modules)
        costs = self._costs(possible)
        needs = [
            Need({one: weight for one, weight in need.weights.items() if one in costs}, need.quota)
            for need in self.known
        ]
        cover, proven = Cover(frozenset[Taught](), proven=True), True
        for _ in range(MOST_ROUNDS):
            if not all(need.possible for need in needs):
                return None
            cover = least_cover(needs, costs)
            proven &= cover.proven
            self.effort.spend(cover.looks)
            cores = list(self._cores(cover.chosen, possible))
            if not cores:
                return evolve(cover, proven=proven)
            needs += [Need(dict.fromkeys(core, 1)) for core in cores]
        return Cover(cover.chosen.union(*cores), proven=False)

    def _costs(self, possible: Collection[Taught]) -> dict[Taught, int]:
        """Return whole numbers whose sums are ordered by hours, then number of outcomes, then misfit."""
        whole = lcm(*(self.hours[one].denominator for one in possible))
        number = sum(self.misfit[one] for one in possible) + 1
        hour = number * (len(possible) + 1)
        return {one: int(self.hours[one] * whole) * hour + number + self.misfit[one] for one in possible}

    def _cores(self, chosen: frozenset[Taught], possible: Collection[Taught]) -> Iterator[frozenset[Taught]]:
        """Yield sets, no two of which share an outcome, each of which some selection needs one of."""
        while (selection := self._missing(chosen)) is not None:
            core = self._core(selection, chosen, possible)
            yield core
            if not core:
                return
            chosen |= core

    def _missing(self, added: frozenset[Taught]) -> frozenset[str] | None:
        """Return a selection that misses the target with some outcomes added; None when there is none."""
        self.effort.spend(self.looks)
        covered = measure(self._with(added), evolve(self.programme, targets=[self.target]))
        missing = [choice.electives for choice in covered.choices if choice.missed]
        return frozenset((*self.programme.basis, *missing[0])) if missing else None

    def _core(
        self, selection: frozenset[str], added: frozenset[Taught], possible: Collection[Taught]
    ) -> frozenset[Taught]:
        """Return a set of outcomes that a selection needs one of: all others together will not do."""
        core = set()
        for one in possible:
            if one.module in selection and one not in added:
                if self._reached(selection, added | {one}):
                    core.add(one)
                else:
                    added |= {one}
        return frozenset(core)

    def _reached(self, selection: frozenset[str], added: frozenset[Taught]) -> bool:
        self.effort.spend(EACH_MODULE * len(self.programme.module_ids))
        scope = self._with(added)
        reached = Reach(scope, self.programme.module_ids).rank(self.target.competency, selection)
        return reached >= scope.rank(self.target.competency, self.target.reaches)

    def _with(self, added: frozenset[Taught]) -> Scope:
        return self.scope.imagining(added)
