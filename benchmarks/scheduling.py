"""Scheduling side by side: this library, the direct CP-SAT model, and the same model as a MIP for HiGHS.

Every method gets the same cohort (:mod:`instances`), the same time and the same machine, in a process of its own
whose peak memory is measured with that of its children. The direct models are what a user would write with the
solvers alone: one yes-or-no variable for each party and run, all rules, one weighted objective.

    python benchmarks/scheduling.py                 # everything: half an hour
    python benchmarks/scheduling.py 48 300:60       # these sizes only, 300 people in 60 seconds

Up to 1,200 people every method is measured. One that finds no schedule for so many is not tried on more.
What is measured is kept in ``benchmarks/scheduling.json``; the table in ``docs/performance.md`` and the picture
beside it are made from all that is kept there.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

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

SECONDS = {48: 60, 300: 30, 1_200: 60, 5_000: 240, 20_000: 800}
"""Time limit by people."""
ALWAYS = 1_200
"""People up to which every method is measured; one that finds no schedule from there on is not tried on more."""
PATIENCE = 1.5
"""How many times its limit a method may take, building its model included, before it is ended."""
MOST_MEBIBYTES = 6 * 1024
"""Memory above which a method is ended."""
KEPT = Path(__file__).with_suffix(".json")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
PICTURE = PAGE.with_name("performance.svg")
START, END = "<!-- table of benchmarks/scheduling.py -->", "<!-- end of table -->"


@frozen(order=True)
class Measured:
    """One method on one cohort; what could not be measured is None.

    Attributes:
        people: in the cohort.
        rank: place of the method in the table.
        method: its name.
        runs: on offer.
        unfilled: places unfilled in the best schedule.
        points: of the best schedule.
        gap: of the points, proven.
        first: seconds until there was a schedule with at least one place.
        seconds: in all.
        mebibytes: peak memory, child processes included.
    """

    people: int
    rank: int
    method: str
    runs: int
    unfilled: int | None = None
    points: int | None = None
    gap: float | None = None
    first: float | None = None
    seconds: float | None = None
    mebibytes: float | None = None


Outcome = tuple[Score, float | None] | None
"""The best score and the proven gap."""


def planted(made: Instance, seconds: float, told: Callable[[Score], None]) -> Outcome:  # noqa: ARG001
    """Judge the schedule that was planted."""
    broken = [v for v in judge.violations(made.cohort, made.planted) if v.rule not in {"score", "unfilled"}]
    if broken:
        raise RuntimeError(broken[0].message())
    return judge.score(made.cohort, made.planted), None


def ours(made: Instance, seconds: float, told: Callable[[Score], None]) -> Outcome:
    """Schedule with this library."""

    def listen(progress: Progress) -> None:
        if progress.score is not None:
            told(progress.score)

    found = schedule_cohort(made.cohort, time_limit=seconds, progress=listen)
    return None if found.score is None else (found.score, found.gap)


def direct(made: Instance, seconds: float, told: Callable[[Score], None]) -> Outcome:
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


def mip(made: Instance, seconds: float, told: Callable[[Score], None]) -> Outcome:
    """Give the whole cohort to HiGHS as a mixed-integer program."""
    problem, program = _program(made)
    solved = solve(Task(linear(program.cp), whole=True, seconds=seconds, seed=1))
    if solved.values is None:
        return None
    score = problem.score([value > 0.5 for value in solved.values[: len(problem.options)]])
    told(score)
    return score, _gap(score, solved.bound)


METHODS = {"planted": planted, "ours": ours, "direct": direct, "mip": mip}


def _program(made: Instance) -> tuple[Problem, Program]:
    problem = Problem(made.cohort, 1)
    program = Program(problem)
    state_rules(program)
    program.cp.minimize(goals.both(program))
    return problem, program


def _gap(score: Score, bound: float) -> float | None:
    """Return the gap of the points, once the bound leaves no doubt about the unfilled places."""
    left = bound - goals.WEIGHTY * score.unfilled
    return max(0.0, (score.points - left) / score.points) if left >= 0 and score.points else None


def measured(method: str, people: int, seed: int, seconds: float) -> Measured:
    """Run one method in this process and measure it."""
    made = instance(people, seed)
    owed = Problem(made.cohort, 1).places_owed
    first: list[float] = []
    began = time.perf_counter()

    def told(score: Score) -> None:
        if not first and score.unfilled < owed:
            first.append(time.perf_counter() - began)

    outcome = METHODS[method](made, seconds, told)
    spent = time.perf_counter() - began
    score, gap = outcome or (None, None)
    return Measured(
        people=people,
        rank=list(METHODS).index(method),
        method=method,
        runs=len(made.cohort.runs),
        unfilled=score.unfilled if score else None,
        points=score.points if score else None,
        gap=gap,
        first=first[0] if first else None,
        seconds=spent if method != "planted" else None,
    )


def watched(method: str, people: int, seed: int, seconds: float) -> Measured:
    """Run one method in a process of its own, and watch its memory; end it when it takes far too much.

    Raises:
        RuntimeError: the method has failed.
    """
    command = [sys.executable, __file__, f"{people}:{seconds}", "--seed", str(seed), "--one", method]
    with (
        tempfile.TemporaryFile("w+") as complaints,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, text=True) as process,
    ):
        watchdog = threading.Timer(seconds * PATIENCE + 60, process.kill)
        watchdog.start()
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            if peak > MOST_MEBIBYTES:
                process.kill()
            time.sleep(0.2)
        watchdog.cancel()
        said = process.stdout.read() if process.stdout else ""
        complaints.seek(0)
        if process.returncode > 0:  # below 0 it was ended by a signal: ours, or that of a solver that gave up
            raise RuntimeError(complaints.read())
    rank = list(METHODS).index(method)
    if process.returncode:
        return Measured(people, rank, method, len(instance(people, seed).cohort.runs), mebibytes=peak)
    found = json.loads(said.splitlines()[-1])
    return Measured(**found | {"mebibytes": peak if method != "planted" else None})


def _family(process: int) -> Iterator[int]:
    """Yield a process and all its descendants (Linux only; elsewhere nothing)."""
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _resident(process: int) -> float:
    """Return the memory of a process in MiB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def table(results: Iterable[Measured]) -> str:
    """Return the results as a table in Markdown."""

    def said(value: float | None, form: str) -> str:
        return "-" if value is None else format(value, form)

    lines = [
        "| people | runs | method | unfilled | points | gap | first schedule, s | seconds | MiB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for result in sorted(results):
        cells = (
            f"{result.people:,}",
            f"{result.runs:,}",
            result.method,
            said(result.unfilled, ",d"),
            said(result.points, ",d"),
            said(result.gap, ".1%"),
            said(result.first, ".1f"),
            said(result.seconds, ".1f"),
            said(result.mebibytes, ",.0f"),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def draw(results: Sequence[Measured]) -> None:
    """Draw how points, time and memory grow with the people."""
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    rcParams["svg.hashsalt"] = "curriculum"  # equal figures are equal files
    figure = Figure(figsize=(10, 3.4), layout="constrained")
    charts: dict[str, Callable[[Measured], float | None]] = {
        "points per person": lambda r: None if r.points is None or r.unfilled else r.points / r.people,
        "seconds until the first schedule": lambda r: r.first,
        "peak memory, MiB": lambda r: r.mebibytes,
    }
    for axes, (title, value) in zip(figure.subplots(1, 3), charts.items(), strict=True):
        for number, method in enumerate(METHODS):
            there = [(r.people, v) for r in sorted(results) if r.method == method and (v := value(r)) is not None]
            if there:
                axes.plot(*zip(*there, strict=True), marker="o", label=method, color=f"C{number}")
        axes.set(title=title, xlabel="people", xscale="log", ylim=(0, None))
        axes.legend()
    figure.savefig(PICTURE, metadata={"Date": None})


def _limit(size: str) -> tuple[int, float]:
    """Return people and seconds of a size as it is given on the command line."""
    people, _, seconds = size.partition(":")
    return int(people), float(seconds or SECONDS.get(int(people), 60))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, keep what is measured, and renew the table and the picture."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "sizes", nargs="*", help="people, or people:seconds", default=[str(size) for size in SECONDS]
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--methods", default=",".join(METHODS))
    parser.add_argument("--one", help="measure one method in this process, print JSON")
    options = parser.parse_args(arguments)
    kept = (
        {(m.people, m.method): m for m in (Measured(**m) for m in json.loads(KEPT.read_text()))}
        if KEPT.exists()
        else {}
    )
    limits = dict(map(_limit, options.sizes))
    if options.one:
        ((people, seconds),) = limits.items()
        print(json.dumps(asdict(measured(options.one, people, options.seed, seconds))))
        return
    methods = options.methods.split(",")
    for people, seconds in sorted(limits.items()):
        for method in tuple(methods):
            found = kept[people, method] = watched(method, people, options.seed, seconds)
            print(table([found]).splitlines()[-1], flush=True)
            if people >= ALWAYS and found.unfilled is None:
                methods.remove(method)
            KEPT.write_text(
                json.dumps([asdict(m) for m in sorted(kept.values())], indent=1) + "\n", encoding="utf-8"
            )
    if kept:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{START}\n{table(kept.values())}\n{END}{after}", encoding="utf-8")
        draw(list(kept.values()))


if __name__ == "__main__":
    main()
