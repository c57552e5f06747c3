"""Which cells of a report are withheld: the small ones, and as few others as protect them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np
from attrs import frozen
from scipy.optimize import linprog

from curriculum.evaluation.privacy.cells import Cell, Key, Part, families
from curriculum.evaluation.privacy.knowledge import told_by
from curriculum.evaluation.privacy.release import Published, Release
from curriculum.evaluation.privacy.widths import Narrow, by_component

THRESHOLD = 5
"""People of a cell that is shown, at least; and the shortest interval that a withheld count can be narrowed to."""
_TOLERANCE = 1e-6
_PATIENT, _ROUNDS = 8, 30
"""So many times one further cell is hidden for what is narrow; then twice as many each time."""
_NOTHING = Release()


def pass_gate(
    cells: Iterable[Cell],
    *,
    threshold: int = THRESHOLD,
    earlier: Sequence[Published] = (),
    beside: Release = _NOTHING,
    within: Iterable[tuple[Part, Part]] = (),
) -> Release:
    """Return which cells may be shown.

    Withheld are the cells with 1 to ``threshold`` - 1 people; those whose count differs from what an earlier
    report showed for the same group by 1 to ``threshold`` - 1, since the two together would tell about the few
    who came or left; and as little else (counted in people) as it takes that no withheld count, of this report or
    of an earlier one, can be narrowed to an interval shorter than ``threshold``.

    Which cells protect others is found by linear programming, rounded up, and whatever is not needed is spared
    again, the largest first: each sum hides none of its cells or at least two. Then everything that is withheld is
    bounded by linear programming over all reports together, and whatever is still narrow gets further cells hidden
    beside it, until nothing is. If that cannot be had, everything is withheld. A reader is taken to believe that
    groups only grow, as far as the reports do not contradict it.

    Args:
        cells: the cells of all the report's tables, totals included.
        threshold: fewest people of a cell that is shown, 2 or more.
        earlier: the reports that were given out before, in the order of time.
        beside: what is decided already of the report that the cells belong to.
        within: parts of keys, the first of which holds nobody whom the second does not, such as those who answered
            twice and those who answered once.

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
    if len({cell.key for cell in listed}) < len(listed):
        raise ValueError("two cells have the same key")
    if not listed:
        return Release()
    case = _Case(listed, threshold, tuple(earlier), beside, tuple(within))
    hidden = case.protected()
    return Release(shown=[cell for cell in listed if cell.key not in hidden], withheld=hidden)


@frozen(slots=False)
class _Case:
    """The cells of a report, and what is told apart from them."""

    cells: Sequence[Cell]
    threshold: int
    earlier: Sequence[Published]
    beside: Release
    within: Sequence[tuple[Part, Part]]

    def protected(self) -> set[Key]:
        """Return the cells to withhold: the small ones and those that protect them."""
        everything = {cell.key for cell in self.cells}
        audit = self._audit()
        beyond_cure = {narrow.terms for component in audit(everything) for narrow in component}
        demands: list[tuple[frozenset[Key], int]] = []
        for tried in range(_ROUNDS):
            hidden = self._cheapest(demands)
            if hidden is None:
                break
            judged = [
                next((narrow for narrow in component if narrow.terms not in beyond_cure), None)
                for component in audit(hidden)
            ]
            found = [narrow for narrow in judged if narrow is not None]
            if not found:
                return hidden
            visible = {cell.key for cell in self.cells if cell.count > 0} - hidden
            fresh = {narrow.beside & visible for narrow in found}
            if not all(fresh):
                break
            more = 2 ** max(0, tried - _PATIENT)
            demands += [(keys, min(more, len(keys))) for keys in sorted(fresh, key=sorted)]
        return everything

    def _small(self) -> set[Key]:
        """Return the cells that must not be shown in any case."""
        counts = {cell.key: cell.count for cell in self.cells}
        shown_before = [cell for report in self.earlier for cell in report.shown]
        small = {key for key, count in counts.items() if 0 < count < self.threshold}
        small |= {
            cell.key
            for cell in shown_before
            if cell.key in counts and 0 < abs(counts[cell.key] - cell.count) < self.threshold
        }
        shown_beside = {cell.key: cell.count for cell in self.beside.shown}
        small |= {key for key, count in counts.items() if shown_beside.get(key, count) != count}
        return small | (set(self.beside.withheld) & counts.keys())

    def _audit(self) -> Callable[[Collection[Key]], Iterator[Iterator[Narrow]]]:
        """Return what finds out how closely withheld cells can be worked out."""
        counts = {cell.key: cell.count for cell in (*self.beside.shown, *self.cells)}
        reports = [({cell.key: cell.count for cell in one.shown}, one.withheld) for one in self.earlier]
        keys = {*counts, *self.beside.withheld, *(key for known, hidden in reports for key in (*known, *hidden))}
        before = [told_by(known, hidden, elsewhere=keys, within=self.within) for known, hidden in reports]

        def audit(hidden: Collection[Key]) -> Iterator[Iterator[Narrow]]:
            unknown = {*hidden, *self.beside.withheld}
            known = {key: count for key, count in counts.items() if key not in unknown}
            now = told_by(known, unknown, elsewhere=keys, counts=counts, within=self.within)
            return by_component([*before, now], self.threshold)

        return audit

    def _cheapest(self, demands: Sequence[tuple[Collection[Key], int]]) -> set[Key] | None:
        """Return cells to hide with few people among them, all needed; None when the demands cannot be met.

        Empty cells are shown: that nobody is in a group tells nothing about anybody.
        """
        small, shown = self._small(), {cell.key for cell in self.beside.shown}
        position = {cell.key: index for index, cell in enumerate(self.cells)}
        counts = {cell.key: cell.count for cell in self.cells}
        rows: list[np.ndarray] = []
        lowest: list[float] = []

        def demand(weights: Mapping[Key, float], least: float) -> None:
            row = np.zeros(len(position))
            for key, weight in weights.items():
                row[position[key]] = weight
            rows.append(row)
            lowest.append(least)

        for family in families(counts):
            for key in family.members if family.adds_up(counts) else ():
                demand({one: -1.0 if one == key else 1.0 for one in family.members}, 0.0)
        for keys, count in demands:
            demand(dict.fromkeys(keys, 1.0), float(count))
        least = np.array([1.0 if cell.key in small else 0.0 for cell in self.cells])
        most = np.array([1.0 if cell.count > 0 and cell.key not in shown else 0.0 for cell in self.cells])
        weights = np.array([1.0 + cell.count for cell in self.cells])
        demanded, at_least = np.array(rows).reshape(len(rows), len(position)), np.array(lowest)
        bounds = list(zip(least, np.maximum(least, most), strict=True))
        found = linprog(weights, A_ub=-demanded, b_ub=-at_least, bounds=bounds, method="highs")
        if found.x is None:
            return None
        chosen = np.ceil(found.x - _TOLERANCE)  # what part of a cell protects, the whole of it does
        for index in np.argsort(-weights, kind="stable"):
            spared = chosen.copy()
            spared[index] = 0.0
            if not least[index] and np.all(demanded @ spared >= at_least):
                chosen = spared
        return {key for key, index in position.items() if chosen[index]}
