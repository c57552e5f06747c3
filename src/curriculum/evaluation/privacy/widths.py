"""How closely anybody can work out the cells that are withheld: bounds by linear programming."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np
from scipy.optimize import linprog

from curriculum.evaluation.privacy.cells import Cell, Key, Sum, sums

_TOLERANCE = 1e-6


def narrow_cells(
    cells: Iterable[Cell], withheld: Collection[Key], width: int, least: Mapping[Key, int] | None = None
) -> list[Key]:
    """Return the withheld cells that can be narrowed to an interval shorter than ``width``.

    The reader of a report knows the cells that are shown, which cells add up to which, and that a withheld cell
    holds somebody, since empty ones are shown. The bounds are those of the linear relaxation, which are the widest
    that this knowledge leaves open to somebody who computes with real numbers.

    Args:
        cells: all cells, with their counts.
        withheld: keys of the cells that are not shown.
        width: the shortest interval that is wide enough, 1 or more.
        least: how many people a cell is known to hold at least; 1 where nothing is said.

    Example:
        >>> total, one, two = Cell((), 12), Cell((("level", "a"),), 3), Cell((("level", "b"),), 9)
        >>> narrow_cells([total, one, two], [one.key], 5)
        [(('level', 'a'),)]
        >>> narrow_cells([total, one, two], [one.key, two.key], 5)
        []
    """
    listed = list(cells)
    count = {cell.key: cell.count for cell in listed}
    bounds = {key: (max(1, (least or {}).get(key, 1)), None) for key in set(withheld)}
    return sorted(
        key
        for key, (low, high) in _ranges(list(sums(listed)), count, bounds).items()
        if high - low < width - _TOLERANCE
    )


def narrow_before(
    cells: Iterable[Cell], withheld: Collection[Key], width: int, before: Mapping[Key, int]
) -> list[Key]:
    """Return the cells that a report lets people narrow in an earlier one, where they may have been small.

    Whoever takes it that answers are only added knows that a group which was not shown then was no larger than it
    is shown to be now. Where people have left instead, that contradicts itself, and nothing can be worked out.

    Args:
        cells: all cells of the report, with their counts.
        withheld: keys of the cells that it does not show.
        width: the shortest interval that is wide enough, and the fewest people of a cell that may be known, 1 or
            more.
        before: the cells that the earlier report showed, with their counts.

    Example:
        >>> a, b, c = ((("level", name),) for name in "abc")
        >>> now = [Cell((), 34), Cell(a, 5), Cell(b, 9), Cell(c, 20)]
        >>> narrow_before(now, [], 5, {(): 26, c: 14})
        [(('level', 'a'),)]
        >>> narrow_before(now, [a, b], 5, {(): 26, c: 14})
        []
    """
    listed = list(cells)
    hidden = set(withheld)
    bounds = {
        cell.key: (1, None if cell.key in hidden else cell.count)
        for cell in listed
        if cell.key not in before and cell.count > 0
    }
    empty = {cell.key: 0 for cell in listed if cell.count == 0}
    return sorted(
        key
        for key, (low, high) in _ranges(list(sums(listed)), {**empty, **before}, bounds).items()
        if high - low < width - _TOLERANCE and low < width - _TOLERANCE and low <= high
    )


def _ranges(
    equations: list[Sum], count: Mapping[Key, int], bounds: Mapping[Key, tuple[int, int | None]]
) -> dict[Key, tuple[float, float]]:
    """Return the smallest and the largest value that each unknown cell of a sum can have.

    Args:
        equations: which cells add up to which.
        count: the counts that are known.
        bounds: the unknown cells, and between what each is known to be; None where there is no upper end.
    """
    found: dict[Key, tuple[float, float]] = {}
    for group, touching in _components(sorted(bounds), equations):
        if touching:
            found |= _solved(group, touching, count, [bounds[key] for key in group])
    return found


def _components(hidden: list[Key], equations: list[Sum]) -> Iterator[tuple[list[Key], list[Sum]]]:
    """Yield the withheld cells that hang together through sums, with those sums."""
    leader = {key: key for key in hidden}

    def find(key: Key) -> Key:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for equation in equations:
        inside = [key for key in (equation.whole, *equation.parts) if key in leader]
        for key in inside[1:]:
            leader[find(key)] = find(inside[0])
    groups: dict[Key, list[Key]] = {}
    for key in hidden:
        groups.setdefault(find(key), []).append(key)
    for first, group in groups.items():
        touching = [
            equation
            for equation in equations
            if any(key in leader and find(key) == first for key in (equation.whole, *equation.parts))
        ]
        yield group, touching


def _solved(
    group: list[Key], equations: list[Sum], count: Mapping[Key, int], bounds: list[tuple[int, int | None]]
) -> dict[Key, tuple[float, float]]:
    position = {key: index for index, key in enumerate(group)}
    matrix, known = np.zeros((len(equations), len(group))), np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for key, sign in ((equation.whole, -1), *((part, 1) for part in equation.parts)):
            if key in position:
                matrix[row, position[key]] += sign
            else:
                known[row] -= sign * count[key]
    return {
        key: (_end(matrix, known, bounds, position[key], 1.0), _end(matrix, known, bounds, position[key], -1.0))
        for key in group
    }


def _end(
    matrix: np.ndarray, known: np.ndarray, bounds: list[tuple[int, int | None]], position: int, sign: float
) -> float:
    """Return the smallest (sign 1) or the largest (sign -1) value of a cell.

    Where nothing fits, the largest is below the smallest, so that no interval is wide enough.
    """
    aim = np.zeros(matrix.shape[1])
    aim[position] = sign
    found = linprog(aim, A_eq=matrix, b_eq=known, bounds=bounds, method="highs")
    if found.status == 3:  # noqa: PLR2004 - unbounded, as scipy says it
        return -sign * float("inf")
    return sign * (float("inf") if found.x is None else float(found.fun))
