"""What a plan costs, for the solver: one function an objective, each with what is known about it beforehand."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations

from attrs import frozen
from ortools.sat.python import cp_model

from curriculum.amounts import exact
from curriculum.design import PlanObjective
from curriculum.planner.program import Program


@frozen
class Cost:
    """An objective.

    Attributes:
        expression: whole numbers, to be minimised.
        unit: what one of them is worth.
        least: no plan costs less, whatever its requisites.
    """

    expression: cp_model.LinearExpr
    unit: Fraction
    least: int


def _terms(program: Program) -> Cost:
    task, size = program.task, len(program.graph.nodes)
    least = 1 if size else 0
    if task.max_modules:
        least = max(least, math.ceil(size / task.max_modules))
    if task.max_credits:
        least = max(least, math.ceil(program.total * program.unit / exact(task.max_credits)))
    return Cost(cp_model.LinearExpr.sum(program.used), Fraction(1), least)


def _balance(program: Program) -> Cost:
    apart = []
    for first, second in combinations(program.loads, 2):
        difference = program.cp.new_int_var(0, program.total, "")
        program.cp.add(first - second <= difference)
        program.cp.add(second - first <= difference)
        apart.append(difference)
    heavier = program.total % program.task.terms
    return Cost(cp_model.LinearExpr.sum(apart), program.unit, heavier * (program.task.terms - heavier))


def evenly(program: Program) -> None:
    """Ask for terms none of which is more than a unit above another: nothing is more even than that."""
    lightest, heavier = divmod(program.total, program.task.terms)
    for load in program.loads:
        program.cp.add_linear_constraint(load, lightest, lightest + bool(heavier))


def _distance(program: Program) -> Cost:
    number = {node.id: position for position, node in enumerate(program.graph.nodes)}
    edges = {(edge.before, edge.after): None for edge in program.graph.requisites() if edge.certain}
    between = [
        program.done(number[before], term) - program.done(number[after], term)
        for before, after in edges
        for term in range(program.task.terms)
    ]
    return Cost(cp_model.LinearExpr.sum(between), Fraction(1), 0)


def _load(program: Program) -> Cost:
    heaviest = program.cp.new_int_var(0, program.total, "heaviest")
    for load in program.loads:
        program.cp.add(load <= heaviest)
    return Cost(heaviest, program.unit, -(-program.total // program.task.terms))


COSTS: Mapping[PlanObjective, Callable[[Program], Cost]] = {
    "terms": _terms,
    "balance": _balance,
    "distance": _distance,
    "load": _load,
}
"""The cost of a plan, by objective."""

IDEALS: Mapping[PlanObjective, Callable[[Program], None]] = {"balance": evenly}
"""What a plan of the least conceivable cost looks like, where to ask for that is easier than to search for it."""
