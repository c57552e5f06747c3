"""Linear programs solved by HiGHS, one at a time, in this process."""

from __future__ import annotations

import math
from typing import Literal

from attrs import frozen
from ortools.linear_solver.python import model_builder_helper as helper

from curriculum.scheduler.linear import Linear

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]


@frozen
class Task:
    """A program to solve.

    Attributes:
        program: the program.
        whole: whether every column must be a whole number; otherwise the linear relaxation is solved.
        seconds: wall-clock limit.
        seed: seed of the solver.
    """

    program: Linear
    whole: bool
    seconds: float
    seed: int


@frozen
class Solved:
    """HiGHS's answer.

    Attributes:
        outcome: ``optimal``, ``feasible``, ``infeasible`` or ``unknown``.
        values: value of every column, when there is a solution.
        objective: value of the objective, when there is a solution.
        bound: no solution has an objective below it.
    """

    outcome: Outcome
    values: tuple[float, ...] | None = None
    objective: float | None = None
    bound: float = -math.inf


def solve(task: Task) -> Solved:
    """Solve one task with HiGHS on one thread."""
    model = helper.ModelBuilderHelper()
    program = task.program
    for (low, high), cost in zip(program.bounds, program.objective.costs, strict=True):
        column = model.add_var()
        model.set_var_lower_bound(column, low)
        model.set_var_upper_bound(column, high)
        model.set_var_objective_coefficient(column, cost)
        model.set_var_integrality(column, task.whole)
    start = 0
    for end, low, high in zip(program.rows.ends, program.rows.lows, program.rows.highs, strict=True):
        row = model.add_linear_constraint()
        model.set_constraint_lower_bound(row, low)
        model.set_constraint_upper_bound(row, high)
        for entry in range(start, end):
            model.add_term_to_constraint(row, program.rows.columns[entry], program.rows.weights[entry])
        start = end
    model.set_objective_offset(program.objective.offset)
    solver = helper.ModelSolverHelper("highs")
    solver.set_time_limit_in_seconds(task.seconds)
    solver.set_solver_specific_parameters(f"threads=1,mip_rel_gap=0,random_seed={task.seed % 2**31}")
    solver.solve(model)
    return _answer(solver)


def _answer(solver: helper.ModelSolverHelper) -> Solved:
    status = solver.status()
    if status == helper.SolveStatus.INFEASIBLE:
        return Solved("infeasible")
    if not solver.has_solution():
        return Solved("unknown", bound=solver.best_objective_bound() if solver.has_response() else -math.inf)
    outcome: Outcome = "optimal" if status == helper.SolveStatus.OPTIMAL else "feasible"
    objective = solver.objective_value()
    bound = objective if outcome == "optimal" else solver.best_objective_bound()
    return Solved(outcome, tuple(solver.variable_values()), objective, bound)
