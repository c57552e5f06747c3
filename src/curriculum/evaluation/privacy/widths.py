"""How closely anybody can work out what is withheld: bounds by linear programming over all reports together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np
from attrs import frozen
from scipy.optimize import OptimizeResult, linprog

from curriculum.evaluation.privacy.cells import Cell, Key
from curriculum.evaluation.privacy.knowledge import Statement, Told, Unknown, growth, statements, told_by

_TOLERANCE = 1e-6
_MANY = 100_000.0
"""More people than any cell holds."""

Terms = tuple[tuple[Unknown, int], ...]


def narrow_cells(cells: Iterable[Cell], withheld: Collection[Key], width: int) -> list[Key]:
    """Return the withheld cells of a report that it lets people narrow to an interval shorter than ``width``.

    Args:
        cells: all cells, with their counts.
        withheld: keys of the cells that are not shown.
        width: the shortest interval that is wide enough, 1 or more.

    Example:
        >>> total, one, two = Cell((), 12), Cell((("level", "a"),), 3), Cell((("level", "b"),), 9)
        >>> narrow_cells([total, one, two], [one.key], 5)
        [(('level', 'a'),)]
        >>> narrow_cells([total, one, two], [one.key, two.key], 5)
        []
    """
    counts = {cell.key: cell.count for cell in cells}
    known = {key: count for key, count in counts.items() if key not in withheld}
    told = told_by(known, withheld, counts=counts)
    return sorted({key for narrow in narrowed([told], width) for (_, key), _ in narrow.terms})


@frozen
class Narrow:
    """Something that can be worked out too closely.

    Attributes:
        terms: the cell; or two whose difference it is.
        beside: every cell of the last report that has to do with it.
    """

    terms: Terms
    beside: frozenset[Key]


def narrowed(told: Sequence[Told], width: int) -> Iterator[Narrow]:
    """Yield what somebody who has all reports can narrow to an interval shorter than ``width``.

    That may not be: a withheld cell of any report; and neither a cell of an earlier report whose table was not
    told then, nor the people by whom a cell has grown, nor those whom the parts of a whole leave out, unless they
    are known to be none or to be ``width`` or more. The bounds are those of the linear relaxation, which leave
    open what is open to somebody who computes with real numbers.

    Args:
        told: what each report tells, in the order of time; the last is the one to be judged. What has nothing to
            do with it is passed over.
        width: the shortest interval that is wide enough, and the fewest people that may be known.
    """
    for found in by_component(told, width):
        yield from found


def by_component(told: Sequence[Told], width: int) -> Iterator[Iterator[Narrow]]:
    """Yield the same by unknowns that hang together, so that one of each can be asked for."""
    last = len(told) - 1
    yield _rests(told[last], width)
    for component in _components(told):
        if component.beside(last):
            yield component.narrow(width)


def _rests(told: Told, width: int) -> Iterator[Narrow]:
    """Yield what is left of a whole when all its parts are shown and leave out a few."""
    for family in told.partial:
        if all(key in told.known for key in family.members):
            rest = told.known[family.whole] - sum(told.known[key] for key in family.parts)
            if 0 < rest < width:
                yield Narrow((), frozenset(family.members))


@frozen(slots=False)
class _Component:
    """Unknowns that hang together.

    Attributes:
        told: what each report tells.
        unknowns: the unknowns.
        always: what holds in any case.
        grown: by pairs of reports, that no cell has shrunk from the one to the other.
    """

    told: Sequence[Told]
    unknowns: Sequence[Unknown]
    always: Sequence[Statement]
    grown: Mapping[tuple[int, int], Sequence[Statement]]

    def beside(self, report: int) -> frozenset[Key]:
        """Return the cells of a report that it has to do with."""
        stated = [*self.always, *(one for pair in self.grown.values() for one in pair)]
        about = {cell for one in stated for cell in one.about} | set(self.unknowns)
        return frozenset(key for number, key in about if number == report)

    @cached_property
    def believed(self) -> tuple[tuple[int, int], ...]:
        """Pairs of reports between which nothing contradicts that no cell has shrunk."""
        if self._fits(self.grown):
            return tuple(self.grown)
        single = tuple(pair for pair in self.grown if self._fits([pair]))
        return single if self._fits(single) else ()

    @cached_property
    def sides(self) -> dict[str, np.ndarray]:
        """What the reader goes by, as linprog takes it."""
        return self._sides(self.believed)

    def narrow(self, width: int) -> Iterator[Narrow]:
        """Yield what can be worked out too closely."""
        last = len(self.told) - 1
        for terms, constant, withheld in self._aims(last):
            low, high = self._range(terms, constant)
            close = high - low < width - _TOLERANCE
            few = high > _TOLERANCE and low < width - _TOLERANCE
            if close and (withheld or few):
                yield Narrow(terms, self.beside(last))

    def _aims(self, last: int) -> Iterator[tuple[Terms, int, bool]]:
        """Yield sums of unknowns with a constant, and whether each is a cell that was withheld."""
        for cell in self.unknowns:
            yield ((cell, 1),), 0, self.told[cell[0]].least[cell[1]] > 0
        for pair in self.believed:
            if pair[1] == last:
                for one in self.grown[pair]:
                    yield tuple((cell, -sign) for cell, sign in one.terms), -one.constant, False
        for one in self.always:
            if not one.exact and all(number == last for number, _ in one.about):
                yield tuple((cell, -sign) for cell, sign in one.terms), -one.constant, False

    def _range(self, terms: Terms, constant: int) -> tuple[float, float]:
        """Return the smallest and the largest value; where nothing fits, no interval at all."""
        found = [self._solved(self.sides, [(cell, sign * side) for cell, sign in terms]) for side in (1, -1)]
        if any(one.x is None for one in found):
            return 0.0, 0.0
        return constant + found[0].fun, constant - found[1].fun

    def _fits(self, pairs: Iterable[tuple[int, int]]) -> bool:
        return self._solved(self._sides(pairs), []).x is not None

    def _sides(self, pairs: Iterable[tuple[int, int]]) -> dict[str, np.ndarray]:
        rows = [*self.always, *(one for pair in pairs for one in self.grown[pair])]
        position = {cell: number for number, cell in enumerate(self.unknowns)}
        sides: dict[str, np.ndarray] = {}
        for name, exact in (("eq", True), ("ub", False)):
            chosen = [row for row in rows if row.exact is exact]
            matrix = np.zeros((len(chosen), len(position)))
            for number, row in enumerate(chosen):
                for cell, sign in row.terms:
                    matrix[number, position[cell]] += sign
            if chosen:
                sides |= {f"A_{name}": matrix, f"b_{name}": np.array([-row.constant for row in chosen])}
        return sides

    def _solved(self, sides: Mapping[str, np.ndarray], aim: Sequence[tuple[Unknown, int]]) -> OptimizeResult:
        objective = np.zeros(len(self.unknowns))
        for cell, sign in aim:
            objective[self.unknowns.index(cell)] += sign
        bounds = [(self.told[number].least[key], _MANY) for number, key in self.unknowns]
        return linprog(objective, bounds=bounds, method="highs", **sides)


def _components(told: Sequence[Told]) -> Iterator[_Component]:
    """Yield the unknowns that hang together through what is known."""
    always = [one for number, report in enumerate(told) for one in statements(report, number) if one.terms]
    grown = {
        pair: list(growth(told, *pair, [*told[pair[0]].known, *told[pair[0]].least]))
        for pair in combinations(range(len(told)), 2)
    }
    unknowns = [(number, key) for number, report in enumerate(told) for key in sorted(report.least)]
    leader = {cell: cell for cell in unknowns}

    def find(cell: Unknown) -> Unknown:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    for one in [*always, *(one for pair in grown.values() for one in pair)]:
        for cell, _ in one.terms[1:]:
            leader[find(cell)] = find(one.terms[0][0])
    groups: dict[Unknown, list[Unknown]] = {}
    for cell in unknowns:
        groups.setdefault(find(cell), []).append(cell)
    for first, group in groups.items():
        mine = {pair: [one for one in found if find(one.terms[0][0]) == first] for pair, found in grown.items()}
        yield _Component(
            told=told,
            unknowns=group,
            always=[one for one in always if find(one.terms[0][0]) == first],
            grown={pair: found for pair, found in mine.items() if found},
        )
