"""A program as plain columns and rows of numbers: what a linear solver needs, and nothing of the cohort."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable

from attrs import define, evolve, field, frozen
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model_helper import ConstraintProto

from curriculum.sequences import as_tuple

_UNBOUNDED = 2**62
NOISE = 1e-6
"""Differences below this are floating-point noise."""


@define
class Rows:
    """Constraints in flat arrays, which are quick to hand to another process.

    Attributes:
        ends: for each row where its entries end; they begin where the row before ends.
        columns: the column of each entry.
        weights: the coefficient of each entry.
        lows: for each row the least value of its weighted sum.
        highs: for each row the greatest value.
    """

    ends: array[int] = field(factory=lambda: array("q"))
    columns: array[int] = field(factory=lambda: array("q"))
    weights: array[float] = field(factory=lambda: array("d"))
    lows: array[float] = field(factory=lambda: array("d"))
    highs: array[float] = field(factory=lambda: array("d"))

    def add(self, columns: Iterable[int], weights: Iterable[float], low: float, high: float) -> None:
        """Add a row."""
        self.columns.extend(columns)
        self.weights.extend(weights)
        self.ends.append(len(self.columns))
        self.lows.append(low)
        self.highs.append(high)

    def copy(self) -> Rows:
        """Return rows of their own that are equal to these."""
        return Rows(self.ends[:], self.columns[:], self.weights[:], self.lows[:], self.highs[:])


@frozen
class Objective:
    """A weighted sum of columns.

    Attributes:
        costs: weight of each column.
        offset: constant part.
    """

    costs: tuple[float, ...] = field(converter=as_tuple)
    offset: float = 0.0

    def times(self, factor: float) -> Objective:
        """Return the sum with all weights multiplied."""
        return Objective((cost * factor for cost in self.costs), self.offset * factor)

    def plus(self, other: Objective) -> Objective:
        """Return the sum of both."""
        both = zip(self.costs, other.costs, strict=True)
        return Objective((a + b for a, b in both), self.offset + other.offset)


@frozen
class Linear:
    """A linear program over whole numbers.

    Attributes:
        bounds: the lowest and highest value of each column.
        rows: the constraints.
        objective: what is to be as low as possible.
    """

    bounds: tuple[tuple[float, float], ...] = field(converter=as_tuple)
    rows: Rows
    objective: Objective

    def minimising(self, objective: Objective) -> Linear:
        """Return the same program with another objective."""
        return evolve(self, objective=objective)

    def limited(self, objective: Objective, most: float) -> Linear:
        """Return the same program with the further constraint that ``objective`` is at most ``most``."""
        weights = {column: cost for column, cost in enumerate(objective.costs) if cost}
        rows = self.rows.copy()
        rows.add(weights, weights.values(), -math.inf, most - objective.offset)
        return evolve(self, rows=rows)

    def without(self, columns: frozenset[int]) -> Linear:
        """Return the same program with some columns held at 0."""
        kept = ((0.0, 0.0) if column in columns else bound for column, bound in enumerate(self.bounds))
        return evolve(self, bounds=tuple(kept))


def linear(cp: cp_model.CpModel) -> Linear:
    """Return a CP-SAT model, made of linear constraints, clauses and implications only, in numbers."""
    bounds = ((float(variable.domain[0]), float(variable.domain[1])) for variable in cp.proto.variables)
    rows = Rows()
    for part in cp.proto.constraints:
        _add(rows, part)
    return Linear(bounds, rows, objective(cp))


def objective(cp: cp_model.CpModel) -> Objective:
    """Return the objective of a CP-SAT model in numbers."""
    costs = [0.0] * len(cp.proto.variables)
    for column, cost in zip(cp.proto.objective.vars, cp.proto.objective.coeffs, strict=True):
        costs[column] += cost
    return Objective(costs, cp.proto.objective.offset)


def _add(rows: Rows, part: ConstraintProto) -> None:
    if part.has_linear():
        domain = list(part.linear.domain)
        low = -math.inf if domain[0] < -_UNBOUNDED else float(domain[0])
        high = math.inf if domain[-1] > _UNBOUNDED else float(domain[-1])
        rows.add(part.linear.vars, part.linear.coeffs, low, high)
    elif part.has_at_most_one():
        _count(rows, list(part.at_most_one.literals), most=1)
    elif part.has_bool_or():
        refused = [-literal - 1 for literal in part.enforcement_literal]
        _count(rows, [*part.bool_or.literals, *refused], fewest=1)
    elif part.has_bool_and():
        refused = [-literal - 1 for literal in part.enforcement_literal]
        for literal in part.bool_and.literals:
            _count(rows, [literal, *refused], fewest=1)
    else:
        raise TypeError("the program has a constraint that is not linear")


def _count(rows: Rows, literals: list[int], fewest: float = -math.inf, most: float = math.inf) -> None:
    """Add the row that counts how many literals hold; a negated one counts 1 minus its column."""
    columns = (literal if literal >= 0 else -literal - 1 for literal in literals)
    signs = (1 if literal >= 0 else -1 for literal in literals)
    negated = sum(literal < 0 for literal in literals)
    rows.add(columns, signs, fewest - negated, most - negated)
