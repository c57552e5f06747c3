"""The cheapest repairs of a gap: what to change so that every selection reaches the target.

What is tried, each as small as it can be: up to two electives become basis modules, and what then is still lacking
is added to a basis module as outcomes, or, after one such move, to the other electives; outcomes are added to as
few electives as it takes, or some of them to a basis module; more electives are chosen. Nothing is taken away from
anybody. Each candidate is made and the programme measured again, so that what is said of it is what happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations, islice, product

from attrs import frozen

from curriculum.coverage.editing import repaired
from curriculum.coverage.measuring import measure
from curriculum.coverage.overlap import needed
from curriculum.coverage.progression import behind
from curriculum.coverage.reaching import Reach
from curriculum.coverage.results import Edit, Gap, ProgrammeCoverage, Repair
from curriculum.coverage.scope import NO_STEP, Scope
from curriculum.coverage.selections import Selections
from curriculum.errors import InvalidInput
from curriculum.model import LearningOutcome, Module, Programme

MOST_REPAIRS = 5
"""So many repairs of one gap are told, the cheapest first."""
MOST_TRIED = 400
"""So many candidates are tried for one gap where that is quickly done,"""
FEWEST_TRIED = 20
"""so many where it is not."""
MOST_WORK = 20_000
"""So many cases of electives are looked at for one gap."""
_MOST_DIVISIONS = 10
"""So many ways are tried to teach some steps in electives and the others in a basis module."""
_Edits = tuple[Edit, ...]
_Group = Iterator[_Edits]


def repairs_of(gap: Gap, before: ProgrammeCoverage, scope: Scope) -> tuple[Repair, ...]:
    """Return what closes a gap, the fewest added hours first.

    Args:
        gap: a gap of ``before``.
        before: the coverage of the programme as it is.
        scope: the catalogs at hand.
    """
    search = _Search(gap, before, scope, scope.catalog.programme(before.programme))
    found = sorted(search.repairs(), key=_cost)
    return tuple(found[:MOST_REPAIRS])


def _cost(repair: Repair) -> tuple[int, float, int, int]:
    """Order repairs: no harm to other targets first, then few hours, few edits, most targets closed."""
    hours = float("inf") if repair.hours is None else repair.hours
    return len(repair.opens), hours, len(repair.edits), -len(repair.closes)


@frozen
class _Search:
    """The search for the repairs of one gap."""

    gap: Gap
    before: ProgrammeCoverage
    scope: Scope
    programme: Programme

    def repairs(self) -> Iterator[Repair]:
        """Yield the cheapest repair of each kind."""
        left = iter(range(self._affordable()))
        for groups in self._kinds():
            for group in groups:
                candidates = (edits for edits, _ in zip(group, left, strict=False))
                found = [done for edits in candidates if (done := self._tried(edits)) is not None]
                if found:
                    yield min(found, key=_cost)
                    break

    def _affordable(self) -> int:
        """Return how many candidates to try: fewer where each of them takes long to measure."""
        targets = self.programme.targets
        wanted = frozenset(target.competency for target in targets)
        counted = Selections(Reach(self.scope, self.programme.module_ids), self.programme, wanted)
        work = counted.combinations + len(counted.ways())
        return max(FEWEST_TRIED, min(MOST_TRIED, MOST_WORK // max(1, work)))

    def _tried(self, edits: _Edits) -> Repair | None:
        """Make some edits and measure; None when the gap is still there."""
        catalog = repaired(self.scope.catalog, self.programme.id, edits)
        try:
            after = measure(Scope(catalog, self.scope.others), catalog.programme(self.programme.id))
        except InvalidInput:  # choosing more can make the selections too many to count
            return None
        index = self.gap.target.index
        if not after.targets[index].guaranteed:
            return None
        pairs = list(zip(self.before.targets, after.targets, strict=True))
        return Repair(
            edits=edits,
            hours=self._growth(edits, after),
            selections=after.selections,
            closes=tuple(new.index for old, new in pairs if new.guaranteed and not old.guaranteed),
            opens=tuple(new.index for old, new in pairs if old.guaranteed and not new.guaranteed),
        )

    def _growth(self, edits: _Edits, after: ProgrammeCoverage) -> float | None:
        guessed = all(edit.hours is not None for edit in edits if edit.kind == "add-outcome")
        if self.before.mean_hours is None or after.mean_hours is None or not guessed:
            return None
        return round(after.mean_hours - self.before.mean_hours, 6)

    def _kinds(self) -> Iterator[Iterator[_Group]]:
        """Yield, kind by kind, groups of edits to try; the first group of a kind with a repair in it is enough."""
        yield iter([self._into_basis(())])
        yield self._choosing_more()
        yield from (iter([self._into_basis((name,))]) for name in self._movable)
        steps = self._lacking()
        for count in range(len(steps), 0, -1):
            for taken in islice(combinations(steps, count), _MOST_DIVISIONS):
                yield self._into_electives(taken)
        yield from (iter([self._into_basis(moved)]) for moved in combinations(self._movable, 2))
        for name in self._movable:
            if steps := self._steps((name,)):
                yield self._into_electives(steps, (name,))

    def _into_basis(self, moved: Sequence[str]) -> _Group:
        """Make basis modules of some electives, and add what is still lacking to a basis module."""
        moves = tuple(Edit(kind="make-basis", module=name) for name in moved)
        steps = self._steps(moved)
        if moved and not steps:
            yield moves
        for host in self._hosts(moved, steps) if steps else ():
            yield (*moves, *self._outcomes(host, steps))

    def _into_electives(self, taken: Sequence[str | None], moved: Sequence[str] = ()) -> Iterator[_Group]:
        """Teach some of the lacking steps in as few electives as it takes, and the others in a basis module.

        What an elective teaches that becomes a basis module itself is lacking no more.
        """
        moves = tuple(Edit(kind="make-basis", module=name) for name in moved)
        rest = [step for step in self._steps(moved) if step not in taken]
        bases = [self._outcomes(host, rest) for host in self._hosts(moved, rest)] if rest else [()]
        additions = [
            self._outcomes(name, [step for step in taken if not self._teaches(name, step)])
            for name in self.programme.elective_ids
            if self._is_own(name) and name not in moved
        ]
        wanted = [edits for edits in additions if edits]
        for size in range(self._fewest(len(wanted)), len(wanted) + 1):
            yield (
                (*moves, *base, *(edit for edits in chosen for edit in edits))
                for base, chosen in product(bases, combinations(wanted, size))
            )

    def _fewest(self, lacking: int) -> int:
        """Return how many electives to begin with: one, or what it takes at least where any can be combined."""
        if 2**lacking <= MOST_TRIED:
            return 1
        return max(1, lacking - self.programme.choose.minimum + 1)

    def _choosing_more(self) -> Iterator[_Group]:
        for count in range(self.programme.choose.minimum + 1, len(self.programme.elective_ids) + 1):
            yield iter([(Edit(kind="choose", count=count),)])

    def _steps(self, moved: Sequence[str]) -> list[str | None]:
        """Return the steps that are still to be added when some electives are basis modules."""
        lacking = self._lacking()
        return [step for step in lacking if not any(self._teaches(name, step) for name in moved)]

    def _lacking(self) -> list[str | None]:
        """Return the steps that some selection lacks; all steps when they are there in the wrong order."""
        if self.gap.lacking:
            return list(self.gap.lacking)
        competency = self.gap.target.competency
        ranks = [lowest for lowest, _ in needed(self.scope, competency, self.gap.target.reaches)]
        return [self.scope.step(competency, rank) for rank in ranks]

    @cached_property
    def _movable(self) -> Sequence[str]:
        """The electives that would help as basis modules: those that teach a lacking step, and what they require.

        Where no basis module could take a new outcome, any elective helps that could.
        """
        steps, electives = self._lacking(), self.programme.elective_ids
        if not self._hosts((), steps):
            return [name for name in electives if self._is_own(name)]
        teaching = [name for name in electives if any(self._teaches(name, step) for step in steps)]
        required = {needed for name in teaching for needed in behind(name, self.scope.modules)}
        return [name for name in electives if name in teaching or name in required]

    def _teaches(self, name: str, step: str | None) -> bool:
        """Tell whether a module gives a lacking step: any step will do for a target that names none."""
        competency = self.gap.target.competency
        rank = self.scope.rank(competency, step)
        ranks = [taught.rank for taught in self.scope.providers(competency, (name,))]
        if rank == NO_STEP or not self.scope.stepwise(competency):
            return any(one >= rank for one in ranks)
        return rank in ranks

    def _hosts(self, moved: Sequence[str], steps: Sequence[str | None]) -> list[str]:
        """Return the basis modules that could teach some steps, those that suit their order best first.

        A module suits when what teaches lower steps lies behind it, and it lies behind what teaches higher ones.
        """
        competency, modules = self.gap.target.competency, self.scope.modules
        taught = list(self.scope.providers(competency, self.programme.module_ids))
        ranks = [self.scope.rank(competency, step) for step in steps]

        def misfits(name: str) -> int:
            early = [one for one in taught for rank in ranks if one.rank < rank]
            late = [one for one in taught for rank in ranks if one.rank > rank]
            return sum(one.module not in behind(name, modules) for one in early) + sum(
                name not in behind(one.module, modules) for one in late
            )

        return sorted(
            (name for name in reversed((*self.programme.basis, *moved)) if self._is_own(name)), key=misfits
        )

    def _is_own(self, name: str) -> bool:
        return name in self.scope.modules and ":" not in name

    def _outcomes(self, host: str, steps: Sequence[str | None]) -> _Edits:
        competency = self.gap.target.competency
        return tuple(
            Edit(
                kind="add-outcome",
                module=host,
                competency=competency,
                reaches=step,
                hours=typical_hours(self.scope, competency, step),
            )
            for step in steps
        )


def typical_hours(scope: Scope, competency: str, step: str | None) -> float | None:
    """Estimate the contact hours that an outcome takes.

    A module's contact hours are shared among its outcomes as its activities share theirs, or evenly when they say
    no hours. The estimate is the mean over the outcomes at the same step of the same competency; without any, over
    those of the same competency; without any, over all outcomes. None when no module with outcomes says its hours.
    """
    rank = scope.rank(competency, step)
    shared = [
        (outcome, hours)
        for module in scope.modules.values()
        if module.hours is not None
        for outcome, hours in _shares(module)
    ]
    same = [one for one in shared if one[0].competency == competency]
    exact = [one for one in same if scope.rank(competency, one[0].reaches) == rank]
    for group in (exact, same, shared):
        if group:
            return round(float(sum(hours for _, hours in group) / len(group)), 2)
    return None


def _shares(module: Module) -> Iterator[tuple[LearningOutcome, Fraction]]:
    """Yield a module's outcomes with their share of its contact hours."""
    weights = {outcome.id: Fraction(0) for outcome in module.outcomes}
    for activity in module.activities:
        for name in activity.outcomes:
            weights[name] += Fraction(str(activity.hours or 0)) / len(activity.outcomes)
    total = sum(weights.values())
    for outcome in module.outcomes:
        share = weights[outcome.id] / total if total else Fraction(1, len(weights))
        yield outcome, share * Fraction(str(module.hours))
