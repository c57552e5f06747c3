"""A bound for cohorts of any size: the cohort without its calendar.

Dates, mixing and who knows whom are left out; what remains is who takes which module, and how many seats there
are. Every legal schedule is a solution of that much easier problem, so no schedule can be better than its optimum.
"""

from __future__ import annotations

import math
from collections import defaultdict

from attrs import define, field

from curriculum.schedule import Score
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.linear import NOISE, Linear, Objective, Rows
from curriculum.scheduler.problem import Problem


@define
class _Columns:
    """Columns of the relaxed problem, each between 0 and 1, as they are made."""

    missing: list[float] = field(factory=list)
    points: list[float] = field(factory=list)

    def add(self, missing: float, points: float) -> int:
        """Add a column with its weight in the two parts of the score, and return its number."""
        self.missing.append(missing)
        self.points.append(points)
        return len(self.missing) - 1


def bound_without_calendar(problem: Problem, highs: Highs) -> Score:
    """Return a score that no legal schedule of the problem can be below.

    Args:
        problem: the cohort in numbers; only people, modules and seats matter.
        highs: the solver.
    """
    columns, rows = _Columns(), Rows()
    held = [columns.add(0, problem.cohort.goals.run) for _ in problem.runs]
    takers: dict[str, list[int]] = defaultdict(list)
    electives = set(problem.cohort.programme.elective_ids)
    for number in range(len(problem.people)):
        chosen = []
        for module, cost in _cheapest(problem, number).items():
            column = columns.add(-1, cost)
            takers[module].append(column)
            if module in electives:
                chosen.append(column)
        if chosen:
            rows.add(chosen, [1] * len(chosen), -math.inf, problem.electives_owed[number])
    for module, there in takers.items():
        runs = problem.runs_of.get(module, [])
        seats = [-(problem.cohort.capacity(problem.runs[run]) or 0) for run in runs]
        rows.add([*there, *(held[run] for run in runs)], [*[1] * len(there), *seats], -math.inf, 0)
    bounds = [(0.0, 1.0)] * len(columns.missing)
    missing, points = Objective(columns.missing, problem.places_owed), Objective(columns.points)
    program = Linear(bounds, rows, missing)
    fewest = _least(highs, program)
    if fewest is None:
        return Score(0, 0)
    return Score(fewest, _least(highs, program.limited(missing, fewest).minimising(points)) or 0)


def _cheapest(problem: Problem, number: int) -> dict[str, int]:
    """Return for every module that a person is owed and that has a run the fewest points that it can cost."""
    goals, person = problem.cohort.goals, problem.people[number]
    found: dict[str, int] = {}
    for module in problem.cohort.programme.module_ids:
        runs = problem.runs_of.get(module)
        if runs and problem.is_owed(number, module):
            found[module] = problem.preference_cost(number, module)
            if person.location and problem.venues_of[module].isdisjoint((None, "", person.location)):
                found[module] += goals.travel
            if problem.cohort.previous is not None and module not in problem.had(person.id):
                found[module] += goals.change
    return found


def _least(highs: Highs, program: Linear) -> int | None:
    solved = highs.relaxed(program)
    return math.ceil(solved.bound - NOISE) if solved.outcome == "optimal" else None
