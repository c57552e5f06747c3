"""The score as expressions over a program: unfilled places and points."""

from __future__ import annotations

from ortools.sat.python import cp_model

from curriculum.scheduler.program import Program, weighted

WEIGHTY = 1_000
"""Points of an unfilled place where places and points are weighed against each other."""


def unfilled(program: Program) -> cp_model.LinearExprT:
    """Return how many places that people are owed are not filled."""
    filled = weighted(program.taken, (program.size(index) for index in range(len(program.taken))))
    return program.problem.places_owed - filled


def points(program: Program) -> cp_model.LinearExprT:
    """Return the weighted sum of all goals; states what the goal ``worst`` needs."""
    goals = program.problem.cohort.goals
    costs = weighted(program.taken, (option.cost for option in program.problem.options))
    runs = cp_model.LinearExpr.sum(program.held)
    return cp_model.LinearExpr.weighted_sum([costs, runs, _heaviest(program)], [1, goals.run, goals.worst])


def both(program: Program) -> cp_model.LinearExprT:
    """Return both parts of the score in one: an unfilled place counts like :data:`WEIGHTY` points."""
    return cp_model.LinearExpr.weighted_sum([unfilled(program), points(program)], [WEIGHTY, 1])


def _heaviest(program: Program) -> cp_model.LinearExprT:
    """Return a variable that is at least everybody's preference points; the solver presses it down."""
    loads = _loads(program)
    if not program.problem.cohort.goals.worst or not loads:
        return 0
    heaviest = program.cp.new_int_var(0, max(sum(costs) for _, costs in loads), "")
    for options, costs in loads:
        program.cp.add(weighted((program.taken[index] for index in options), costs) <= heaviest)
    return heaviest


def _loads(program: Program) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return for everybody the options that cost preference points, and the points; equal ones once."""
    problem = program.problem
    loads: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for number, options in enumerate(program.of_person):
        costs = {i: problem.preference_cost(number, problem.options[i].party.module) for i in options}
        dear = tuple(index for index in options if costs[index])
        loads.add((dear, tuple(costs[index] for index in dear)))
    return sorted(load for load in loads if load[0])
