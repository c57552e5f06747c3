"""Which cells of a report are withheld: the small ones, and the fewest others that protect them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from curriculum.evaluation.privacy.cells import Cell, Key, Sum, sums
from curriculum.evaluation.privacy.release import Published, Release
from curriculum.evaluation.privacy.widths import narrow_before, narrow_cells

THRESHOLD = 5
"""People of a cell that is shown, at least; and the shortest interval that a withheld count can be narrowed to."""
_ROUNDS = 60


def pass_gate(cells: Iterable[Cell], *, threshold: int = THRESHOLD, earlier: Sequence[Published] = ()) -> Release:
    """Return which cells may be shown.

    Withheld are the cells with 1 to ``threshold`` - 1 people; those whose count differs from what an earlier
    report showed for the same group by 1 to ``threshold`` - 1, since the two together would tell about the few who
    came or left; and as little else (counted in people) as it takes that no withheld count can be narrowed to an
    interval shorter than ``threshold``.

    Which cells protect others is found by integer programming: each sum hides none of its cells or at least two.
    Then every withheld cell is bounded by linear programming, and whatever is still narrow gets a further cell
    hidden beside it, until nothing is. If that cannot be had, everything is withheld. Earlier reports count in
    these bounds: as far as groups have grown, one is known to be as large as it once was, and one that was not
    shown once to have been no larger than it is now.

    Args:
        cells: the cells of all the report's tables, totals included.
        threshold: fewest people of a cell that is shown, 2 or more.
        earlier: the reports that were given out before.

    Raises:
        ValueError: the threshold is below 2, or two cells have the same key.

    Example:
        >>> levels = {"hospital": 3, "department": 9, "function": 12}
        >>> cells = [Cell((("level", name),), count) for name, count in levels.items()]
        >>> release = pass_gate([*cells, Cell((), 24)])
        >>> [key[0][1] for key in release.withheld]
        ['department', 'hospital']
    """
    listed = sorted(cells)
    if threshold < 2:  # noqa: PLR2004 - a cell of one person is a person
        raise ValueError("the threshold must be 2 or more")
    if not listed:
        return Release(shown=(), withheld=())
    if len({cell.key for cell in listed}) < len(listed):
        raise ValueError("two cells have the same key")
    small = _small(listed, threshold, earlier)
    hidden = _protected(listed, small, threshold, [_counts(report) for report in earlier])
    return Release(
        shown=[cell for cell in listed if cell.key not in hidden],
        withheld=sorted(hidden),
    )


def _small(cells: Sequence[Cell], threshold: int, earlier: Sequence[Published]) -> set[Key]:
    """Return the cells that must not be shown in any case."""
    small = {cell.key for cell in cells if 0 < cell.count < threshold}
    shown_before = [(cell.key, cell.count) for report in earlier for cell in report.shown]
    now = {cell.key: cell.count for cell in cells}
    return small | {key for key, count in shown_before if key in now and 0 < abs(now[key] - count) < threshold}


def _counts(report: Published) -> dict[Key, int]:
    return {cell.key: cell.count for cell in report.shown}


def _protected(
    cells: Sequence[Cell], small: set[Key], threshold: int, earlier: Sequence[Mapping[Key, int]]
) -> set[Key]:
    """Return the cells to withhold: the small ones and those that protect them."""
    now = {cell.key: cell.count for cell in cells}
    least: dict[Key, int] = {}
    for before in earlier:
        for key, count in before.items():
            if least.get(key, 0) < count <= now.get(key, 0):
                least[key] = count
    equations = list(sums(cells))
    demands: list[tuple[set[Key], int]] = []
    for _ in range(_ROUNDS):
        hidden = _cheapest(cells, small, equations, demands)
        if hidden is None:
            break
        narrow = set(narrow_cells(cells, hidden, threshold, least))
        narrow.update(*(narrow_before(cells, hidden, threshold, before) for before in earlier))
        if not narrow:
            return hidden
        visible = {cell.key for cell in cells if cell.count > 0} - hidden
        near = _near(narrow, equations, hidden) & visible
        if not near:
            break
        demands.append((near, 1))
    return {cell.key for cell in cells}


def _near(narrow: Iterable[Key], equations: Sequence[Sum], hidden: set[Key]) -> set[Key]:
    """Return the cells of all sums that hang together with narrow ones through withheld cells."""
    reached, fresh = set(narrow), set(narrow)
    while fresh:
        touched = {
            key
            for equation in equations
            if fresh & {equation.whole, *equation.parts}
            for key in (equation.whole, *equation.parts)
        }
        fresh = (touched & hidden) - reached
        reached |= touched
    return reached


def _cheapest(
    cells: Sequence[Cell], small: set[Key], equations: Sequence[Sum], demands: Sequence[tuple[set[Key], int]]
) -> set[Key] | None:
    """Return the cells to hide with the fewest people among them; None when the demands cannot be met.

    Empty cells are shown: that nobody is in a group tells nothing about anybody.
    """
    position = {cell.key: index for index, cell in enumerate(cells)}
    rows: list[np.ndarray] = []
    lowest: list[float] = []
    for equation in equations:
        inside = [position[key] for key in (equation.whole, *equation.parts)]
        for index in inside:
            row = np.zeros(len(cells))
            row[inside] = 1.0
            row[index] = -1.0
            rows.append(row)
            lowest.append(0.0)
    for keys, count in demands:
        row = np.zeros(len(cells))
        row[[position[key] for key in keys]] = 1.0
        rows.append(row)
        lowest.append(float(count))
    least = np.array([1.0 if cell.key in small else 0.0 for cell in cells])
    most = np.array([1.0 if cell.count > 0 else 0.0 for cell in cells])
    weights = np.array([1.0 + cell.count for cell in cells])
    limits = [LinearConstraint(np.array(rows), np.array(lowest), np.inf)] if rows else []
    found = milp(weights, integrality=np.ones(len(cells)), bounds=Bounds(least, most), constraints=limits)
    if found.x is None:
        return None
    return {cell.key for cell, chosen in zip(cells, found.x, strict=True) if chosen > 0.5}  # noqa: PLR2004 - 0 or 1
