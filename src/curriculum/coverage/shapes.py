"""The shapes that a repair can give a programme: which electives are basis modules, how many others are chosen.

What is taught plays no part here: it neither makes a selection admissible nor changes how many there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from functools import cached_property
from heapq import heappop, heappush

from attrs import evolve, field, frozen

from curriculum.coverage.covering import Need
from curriculum.coverage.editing import with_basis, with_choice
from curriculum.coverage.effort import EACH_MODULE, Effort, TooMuchWork
from curriculum.coverage.measuring import measure
from curriculum.coverage.reaching import Reach
from curriculum.coverage.results import Edit, ProgrammeCoverage
from curriculum.coverage.scope import Scope
from curriculum.coverage.selections import Selections
from curriculum.errors import InvalidInput
from curriculum.model import Programme


@frozen
class Shape:
    """A programme with some electives among its basis modules, or with more electives chosen.

    Attributes:
        moved: ids of the electives that are basis modules now, in the programme's order.
        raised: the number of electives that are chosen at least now; None when that was not changed.
        programme: the programme in this shape.
    """

    moved: tuple[str, ...]
    raised: int | None
    programme: Programme = field(eq=False)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What makes it of the programme as it is."""
        moves = tuple(Edit(kind="make-basis", module=name) for name in self.moved)
        return moves if self.raised is None else (*moves, Edit(kind="choose", count=self.raised))


@frozen
class Shapes:
    """All shapes of a programme.

    Attributes:
        scope: the catalogs at hand.
        programme: the programme as it is.
        before: its coverage.
        timed: whether hours count; else only edits do.
        effort: what may still be spent.
    """

    scope: Scope
    programme: Programme
    before: ProgrammeCoverage
    timed: bool
    effort: Effort

    def in_order(self) -> Iterator[tuple[float, Shape]]:
        """Yield every shape after a bound: hours that any repair of this shape adds at least, the least first.

        No bound is larger than those of the shapes that are made of its shape by one edit more.

        Raises:
            TooMuchWork: measuring the further ones would take too long.
        """
        first = Shape((), None, self.programme)
        waiting = [(self._bound(first), 0, 0, first)]
        number = 0
        while waiting:
            bound, _, _, shape = heappop(waiting)
            yield bound, shape
            for further in self._further(shape):
                number += 1
                heappush(waiting, (self._bound(further), len(further.edits), number, further))

    def covered(self, shape: Shape) -> ProgrammeCoverage:
        """Return the coverage of a programme in a shape.

        Raises:
            TooMuchWork: that would take too long.
        """
        if shape not in self._covered:
            self.effort.spend(self.looks(shape))
            try:
                self._covered[shape] = measure(self.scope, shape.programme)
            except InvalidInput:  # choosing more can make the selections too many to count
                raise TooMuchWork from None
        return self._covered[shape]

    def looks(self, shape: Shape) -> int:
        """Return about how many looks it takes to measure a shape."""
        cases = self._selections(shape, {}).combinations + len(shape.programme.elective_ids)
        return cases * EACH_MODULE * len(shape.programme.module_ids)

    def growth(self, shape: Shape) -> float:
        """Return by how many hours the mean selection grows, 0 where hours do not count."""
        after = self.covered(shape).mean_hours
        if not self.timed or self.before.mean_hours is None:
            return 0.0
        return float("inf") if after is None else round(after - self.before.mean_hours, 6)

    def shares(self, shape: Shape) -> dict[str, Fraction]:
        """Return by module of a shape the share of its selections that have the module."""
        self.effort.spend(self.looks(shape))
        names = shape.programme.elective_ids
        place = 2 ** len(names) + 1  # no number of selections has more than one digit in this system
        ways = self._selections(shape, {name: Fraction(place**index) for index, name in enumerate(names)}).ways()
        total, digits = sum(way.count for way in ways), int(sum(way.hours for way in ways))
        return dict.fromkeys(shape.programme.basis, Fraction(1)) | {
            name: Fraction(digits // place**index % place, total) for index, name in enumerate(names)
        }

    def need(self, shape: Shape, teaching: AbstractSet[str]) -> Need[str] | None:
        """Return which further modules have to teach something, so that every selection has one that does.

        Told only where electives have nothing to do with each other: then all but ``choose.minimum`` - 1 of those
        that can be taken have to teach it, or one basis module.
        """
        programme = shape.programme
        if not self._independent or not teaching.isdisjoint(programme.basis):
            return None
        reach = Reach(self.scope, programme.module_ids)
        lacking = [
            name
            for name in programme.elective_ids
            if name not in teaching and reach.is_closed(frozenset((*programme.basis, name)))
        ]
        quota = len(lacking) - programme.choose.minimum + 1
        return (
            None if quota < 1 else Need(dict.fromkeys(programme.basis, quota) | dict.fromkeys(lacking, 1), quota)
        )

    def _further(self, shape: Shape) -> Iterator[Shape]:
        """Yield the shapes with one edit more, so that each shape comes once: first choose more, then move on."""
        electives = self.programme.elective_ids
        least = shape.programme.choose.minimum
        if not shape.moved and least < len(electives):
            yield evolve(shape, raised=least + 1, programme=with_choice(shape.programme, least + 1))
        later = electives[electives.index(shape.moved[-1]) + 1 :] if shape.moved else electives
        if shape.raised is None or shape.raised < len(shape.programme.elective_ids):
            for name in later:
                yield evolve(shape, moved=(*shape.moved, name), programme=with_basis(shape.programme, name))

    def _bound(self, shape: Shape) -> float:
        """Return hours that a shape adds at least, and no more than those made of it.

        Where electives have nothing to do with each other, these are the hours that it adds: one selection drawn
        from a shape can be drawn together with one of the shape made of it that has all its modules and more.
        """
        if not self.timed:
            return 0.0
        if self._independent:
            return self.growth(shape)
        hours, programme = self.scope.hours, shape.programme
        shortest = sorted(hours[name] for name in programme.elective_ids)[: programme.choose.minimum]
        certain = sum((hours[name] for name in programme.basis), Fraction(0))
        return round(float(certain + sum(shortest, Fraction(0))) - (self.before.mean_hours or 0.0), 6)

    @cached_property
    def _independent(self) -> bool:
        """Whether no elective bears on whether or when another module can be taken."""
        modules = [self.scope.modules[name] for name in self.programme.module_ids if name in self.scope.modules]
        electives = frozenset(self.programme.elective_ids)
        return all(electives.isdisjoint(module.mentioned) for module in modules) and not any(
            str(module.strict_corequires) for module in modules if module.id in electives
        )

    def _selections(self, shape: Shape, hours: dict[str, Fraction]) -> Selections:
        reach = Reach(self.scope, shape.programme.module_ids)
        return Selections(reach, shape.programme, frozenset(), hours)

    @cached_property
    def _covered(self) -> dict[Shape, ProgrammeCoverage]:
        return {}
