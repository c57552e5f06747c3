"""How closely anybody can work out the cells that are withheld: bounds by linear programming."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from scipy.optimize import linprog

from curriculum.evaluation.privacy.cells import Cell, Key, Sum, sums

_TOLERANCE = 1e-6


def narrow_cells(cells: Iterable[Cell], withheld: Collection[Key], width: int) -> list[Key]:
    """Return the withheld cells that can be narrowed to an interval shorter than ``width``.

    The reader of a report knows the cells that are shown, which cells add up to which, and that a withheld cell
    holds somebody, since empty ones are shown. The bounds are those of the linear relaxation, which are the widest
    that this knowledge leaves open to somebody who computes with real numbers.

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
    listed = list(cells)
    hidden = sorted(set(withheld))
    narrow: list[Key] = []
    for group, equations in _components(hidden, list(sums(listed))):
        narrow += _narrow(group, equations, {cell.key: cell.count for cell in listed}, width)
    return sorted(narrow)


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


def _narrow(group: list[Key], equations: list[Sum], count: dict[Key, int], width: int) -> Iterator[Key]:
    if not equations:
        return
    position = {key: index for index, key in enumerate(group)}
    matrix, known = np.zeros((len(equations), len(group))), np.zeros(len(equations))
    for row, equation in enumerate(equations):
        for key, sign in ((equation.whole, -1), *((part, 1) for part in equation.parts)):
            if key in position:
                matrix[row, position[key]] += sign
            else:
                known[row] -= sign * count[key]
    for key in group:
        if _width(matrix, known, position[key]) < width - _TOLERANCE:
            yield key


def _width(matrix: np.ndarray, known: np.ndarray, position: int) -> float:
    """Return how far the largest and the smallest possible value of a cell are apart."""
    ends = []
    for sign in (1.0, -1.0):
        aim = np.zeros(matrix.shape[1])
        aim[position] = sign
        found = linprog(aim, A_eq=matrix, b_eq=known, bounds=(1, None), method="highs")
        if found.status == 3:  # noqa: PLR2004 - unbounded, as scipy says it
            return float("inf")
        if found.x is None:  # nothing fits, which cannot be: the true counts do; so nothing is wide enough
            return 0.0
        ends.append(sign * float(found.fun))
    return ends[1] - ends[0]
