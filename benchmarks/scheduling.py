"""Scheduling side by side: this library, the direct CP-SAT model, and the same model as a MIP for HiGHS.

Every method gets the same cohort (:mod:`instances`), the same time and the same machine, in a process of its own
whose peak memory is measured. The direct models are what a user would write with the solvers alone: one yes-or-no
variable for each party and run, all rules, one weighted objective.

    python benchmarks/scheduling.py 48:60 300:60 1200:180 --seed 1
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from attrs import asdict, frozen
from instances import Instance, instance
from ortools.sat.python import cp_model

from curriculum import judge
from curriculum.schedule import Score
from curriculum.scheduler import Progress, goals, schedule_cohort
from curriculum.scheduler.linear import linear
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.program import Program
from curriculum.scheduler.rules import state_rules
from curriculum.scheduler.tasks import Task, solve

HEAVY = 1_000
"""Points of an unfilled place in the direct models: more than any place can cost."""


@frozen
class Measured:
    """One method on one cohort."""

    method: str
    people: int
    runs: int
    unfilled: int | None
    points: int | None
    gap: float | None
    first: float | None
    seconds: float
    mebibytes: float


def ours(made: Instance, seconds: float, told: Callable[[Score], None]) -> tuple[Score, float | None]:
    """Schedule with this library."""

    def listen(progress: Progress) -> None:
        if progress.score is not None and progress.score.unfilled < Problem(made.cohort, 1).places_owed:
            told(progress.score)

    found = schedule_cohort(made.cohort, time_limit=seconds, progress=listen)
    if found.score is None:
        raise RuntimeError(found.status)
    return found.score, found.gap


def direct(made: Instance, seconds: float, told: Callable[[Score], None]) -> tuple[Score, float | None] | None:
    """Give the whole cohort to CP-SAT with two workers."""
    problem, program = _program(made)

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            told(problem.score([self.boolean_value(variable) for variable in program.taken]))

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(program.cp, Watch())
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    score = problem.score([solver.boolean_value(variable) for variable in program.taken])
    return score, _gap(score, solver.best_objective_bound)


def mip(made: Instance, seconds: float, told: Callable[[Score], None]) -> tuple[Score, float | None] | None:
    """Give the whole cohort to HiGHS as a mixed-integer program."""
    problem, program = _program(made)
    solved = solve(Task(linear(program.cp), whole=True, seconds=seconds, seed=1))
    if solved.values is None:
        return None
    score = problem.score([value > 0.5 for value in solved.values[: len(problem.options)]])
    told(score)
    return score, _gap(score, solved.bound)


def _program(made: Instance) -> tuple[Problem, Program]:
    problem = Problem(made.cohort, 1)
    program = Program(problem)
    state_rules(program)
    program.cp.minimize(HEAVY * goals.unfilled(program) + goals.points(program))
    return problem, program


def _gap(score: Score, bound: float) -> float | None:
    """Return the gap of the points, once the bound leaves no doubt about the unfilled places."""
    left = bound - HEAVY * score.unfilled
    return (score.points - left) / score.points if left > -HEAVY and score.points else None


METHODS = {"ours": ours, "direct": direct, "mip": mip}


def measured(method: str, people: int, seed: int, seconds: float) -> Measured:
    """Run one method in this process and measure it."""
    made = instance(people, seed)
    began = time.perf_counter()
    first: list[float] = []

    def told(score: Score) -> None:
        if not first and score.unfilled < 4 * people:
            first.append(time.perf_counter() - began)

    outcome = METHODS[method](made, seconds, told)
    spent = time.perf_counter() - began
    score, gap = outcome or (None, None)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Measured(
        method,
        people,
        len(made.cohort.runs),
        score.unfilled if score else None,
        score.points if score else None,
        gap,
        first[0] if first else None,
        spent,
        peak / 1024,
    )


def planted(people: int, seed: int) -> Measured:
    """Return the score of the schedule that was planted."""
    made = instance(people, seed)
    score = judge.score(made.cohort, made.planted)
    broken = [v for v in judge.violations(made.cohort, made.planted) if v.rule not in {"score", "unfilled"}]
    if broken:
        raise RuntimeError(broken[0].message())
    return Measured("planted", people, len(made.cohort.runs), score.unfilled, score.points, None, None, 0.0, 0.0)


def row(result: Measured) -> str:
    """Return a row of the table."""

    def said(value: float | None, form: str) -> str:
        return "-" if value is None else format(value, form)

    cells = (
        f"{result.people:,}",
        f"{result.runs:,}",
        result.method,
        said(result.unfilled, ",d"),
        said(result.points, ",d"),
        said(result.gap, ".1%"),
        said(result.first, ".1f"),
        said(result.seconds or None, ".1f"),
        said(result.mebibytes or None, ",.0f"),
    )
    return "| " + " | ".join(cells) + " |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sizes", nargs="+", help="people:seconds, for example 300:60")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--methods", default="ours,direct,mip")
    parser.add_argument("--one", action="store_true", help="measure the first method in this process, print JSON")
    options = parser.parse_args(arguments)
    if options.one:
        people, seconds = options.sizes[0].split(":")
        print(json.dumps(asdict(measured(options.methods, int(people), options.seed, float(seconds)))))
        return
    print("| people | runs | method | unfilled | points | gap | first schedule, s | seconds | MiB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in options.sizes:
        print(row(planted(int(size.split(":")[0]), options.seed)), flush=True)
        for method in options.methods.split(","):
            command = [sys.executable, __file__, size, "--seed", str(options.seed), "--methods", method, "--one"]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            print(row(Measured(**json.loads(done.stdout.splitlines()[-1]))), flush=True)


if __name__ == "__main__":
    main()
