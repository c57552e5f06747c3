"""The cheapest repairs of a gap: what to change so that every selection reaches the target.

A repair gives the programme a shape (:mod:`~curriculum.coverage.shapes`) and adds outcomes to its modules
(:mod:`~curriculum.coverage.additions`). Shapes are looked at in the order of what any repair of them costs at
least, until what was found costs no more. Each repair that is told was made, and the programme measured again, so
that what is said of it is what happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve, frozen

from curriculum.coverage.additions import Additions
from curriculum.coverage.covering import Need
from curriculum.coverage.editing import repaired
from curriculum.coverage.effort import Effort, TooMuchWork
from curriculum.coverage.hours import typical_hours
from curriculum.coverage.measuring import measure
from curriculum.coverage.overlap import needed
from curriculum.coverage.results import Edit, Gap, ProgrammeCoverage, Repair
from curriculum.coverage.scope import Scope, Taught
from curriculum.coverage.shapes import Shape, Shapes
from curriculum.model import Programme

MOST_REPAIRS = 5
"""So many repairs of one gap are told, the cheapest first."""
MOST_FURTHER = 10
"""So many shapes that by themselves cost more than the first repair are looked at for the others."""
Cost = tuple[float, int]
"""Hours by which the mean selection grows, 0 where they are not known, and the number of edits."""


@frozen
class Repairs:
    """The repairs of the gaps of a programme.

    Attributes:
        scope: the catalogs at hand.
        before: the coverage of the programme as it is.
    """

    scope: Scope
    before: ProgrammeCoverage

    def of(self, gap: Gap) -> tuple[tuple[Repair, ...], bool]:
        """Return what closes a gap, the cheapest first, and whether it is proven that nothing costs less."""
        found: list[Repair] = []
        unknown: list[Cost] = []
        least: Cost = -float("inf"), 0
        further = 0
        shapes = Shapes(self.scope, self._programme, self.before, self._timed, Effort())
        try:
            for bound, shape in shapes.in_order():
                least = bound, len(shape.edits)
                further += bool(found) and least >= _cost(found[0])
                if further and (further > MOST_FURTHER or len(found) >= MOST_REPAIRS):
                    break
                for repair, proven in self._in_shape(gap, shape, shapes):
                    unknown += [] if proven else [least]
                    found = _without_pointless([*found, repair])
        except TooMuchWork:
            unknown.append(least)
        proven = not unknown or (bool(found) and _cost(found[0]) <= min(unknown))
        return tuple(found[:MOST_REPAIRS]), proven

    @property
    def _programme(self) -> Programme:
        return self.scope.catalog.programme(self.before.programme)

    @cached_property
    def _timed(self) -> bool:
        """Whether all hours are known; else repairs are compared by the number of their edits."""
        return self.before.mean_hours is not None and typical_hours(self.scope, "", None) is not None

    def _in_shape(self, gap: Gap, shape: Shape, shapes: Shapes) -> Iterator[tuple[Repair, bool]]:
        """Yield the cheapest repair of one shape, each with whether that is proven.

        In the shape as it is, also the cheapest that adds to basis modules only, and to electives only.
        """
        shaped = shapes.covered(shape)
        if not shaped.selections or self._loses(shaped, gap.target.competency):
            return
        additions = self._additions(gap, shape, shapes)
        told: list[frozenset[Taught]] = []
        own = [name for name in shape.programme.module_ids if name in self.scope.modules and ":" not in name]
        kinds = [own] if shape.edits else [shape.programme.basis, own, shape.programme.elective_ids]
        for modules in kinds:
            cover = additions.cheapest(set(own).intersection(modules))
            if cover is not None and cover.chosen not in told:
                told.append(cover.chosen)
                yield self._made(shape, cover.chosen), cover.proven or modules is not own

    def _loses(self, shaped: ProgrammeCoverage, competency: str) -> bool:
        """Tell whether a shape breaks a promise that was kept, of a competency that no addition bears on."""
        pairs = zip(self.before.targets, shaped.targets, strict=True)
        return any(old.guaranteed and not new.guaranteed and new.competency != competency for old, new in pairs)

    def _additions(self, gap: Gap, shape: Shape, shapes: Shapes) -> Additions:
        target = self._programme.targets[gap.target.index]
        shares = shapes.shares(shape) if self._timed else {}
        hours: dict[Taught, Fraction] = {}
        known = []
        for lowest, highest in needed(self.scope, target.competency, target.reaches):
            taught = self.scope.providers(target.competency, shape.programme.module_ids)
            teaching = {one.module for one in taught if lowest <= one.rank <= highest}
            length = Fraction(str(self._hours(target.competency, lowest) or 0))
            lacking = {
                name: Taught(target.competency, lowest, name, "")
                for name in shape.programme.module_ids
                if name not in teaching
            }
            hours |= {one: shares.get(name, Fraction(0)) * length for name, one in lacking.items()}
            need = shapes.need(shape, teaching)
            if need is not None:
                known.append(Need({lacking[name]: weight for name, weight in need.weights.items()}, need.quota))
        return Additions(
            self.scope,
            shape.programme,
            target,
            hours,
            {one: self._misfit(one) for one in hours},
            known,
            shapes.looks(shape),
            shapes.effort,
        )

    def _misfit(self, one: Taught) -> int:
        """Return how badly an outcome suits its module.

        What teaches lower steps should lie behind the module, and the module behind what teaches higher ones; of
        modules that suit equally well the last is best.
        """
        names, behind = self._programme.module_ids, self.scope.behind
        wrong = sum(
            (other.rank < one.rank and other.module not in behind(one.module))
            or (other.rank > one.rank and one.module not in behind(other.module))
            for other in self.scope.providers(one.competency, names)
        )
        return wrong * len(names) + len(names) - 1 - names.index(one.module)

    def _hours(self, competency: str, rank: int) -> float | None:
        return typical_hours(self.scope, competency, self.scope.step(competency, rank))

    def _made(self, shape: Shape, added: frozenset[Taught]) -> Repair:
        """Make a repair, and measure what it does."""
        outcomes = tuple(
            Edit(
                kind="add-outcome",
                module=one.module,
                competency=one.competency,
                reaches=self.scope.step(one.competency, one.rank),
                hours=self._hours(one.competency, one.rank),
            )
            for one in sorted(added, key=lambda one: (shape.programme.module_ids.index(one.module), one.rank))
        )
        edits = (*shape.edits, *outcomes)
        catalog = repaired(self.scope.catalog, self.before.programme, edits)
        after = measure(evolve(self.scope, catalog=catalog), catalog.programme(self.before.programme))
        pairs = zip(self.before.targets, after.targets, strict=True)
        return Repair(
            edits=edits,
            hours=round(after.mean_hours - self.before.mean_hours, 6)
            if self._timed and after.mean_hours is not None and self.before.mean_hours is not None
            else None,
            selections=after.selections,
            closes=tuple(new.index for old, new in pairs if new.guaranteed and not old.guaranteed),
        )


def _cost(repair: Repair) -> Cost:
    return repair.hours or 0.0, len(repair.edits)


def _without_pointless(repairs: Sequence[Repair]) -> list[Repair]:
    """Return repairs, the cheapest first, without those that do something more than a cheaper one."""
    kept: list[Repair] = []
    for repair in sorted(repairs, key=_cost):
        if not any(_goes_on_from(repair, other) for other in kept):
            kept.append(repair)
    return kept


def _goes_on_from(repair: Repair, other: Repair) -> bool:
    """Tell whether a repair has every edit of another one, or chooses even more electives."""
    return all(
        any(edit.kind == mine.kind == "choose" and (mine.count or 0) >= (edit.count or 0) for mine in repair.edits)
        or edit in repair.edits
        for edit in other.edits
    )
