"""One run of CP-SAT: within limits, interruptible, and always the same for the same input.

A single worker with the full linear relaxation proves optima of cohorts that several workers do not, and is
deterministic. The solver runs in a thread of its own so that Ctrl-C reaches Python, which then stops the solver
and keeps what it found.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Literal, TypeVar

from attrs import define, field, frozen
from ortools.sat.python import cp_model

Outcome = Literal["optimal", "feasible", "infeasible", "unknown"]
_OUTCOMES: dict[cp_model.CpSolverStatus, Outcome] = {
    cp_model.OPTIMAL: "optimal",
    cp_model.FEASIBLE: "feasible",
    cp_model.INFEASIBLE: "infeasible",
    cp_model.UNKNOWN: "unknown",
}


@define
class Limits:
    """What a search may spend; shared by all its steps.

    Attributes:
        seconds: wall-clock time; the search ends soon after.
        work: deterministic work, in CP-SAT's units of roughly a second; the same on every machine. None: no limit.
        started: when the search began.
        spent: deterministic work done so far.
        interrupted: whether the user has interrupted the search.
    """

    seconds: float
    work: float | None = None
    started: float = field(factory=time.monotonic)
    spent: float = 0.0
    interrupted: bool = False

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def exhausted(self) -> bool:
        """Whether nothing more may be spent."""
        out_of_work = self.work is not None and self.spent >= self.work
        return self.interrupted or out_of_work or self.elapsed >= self.seconds


@frozen
class Answer:
    """What the solver says.

    Attributes:
        outcome: how the solver ended.
        values: for each yes-or-no variable asked about, whether it is yes; None without a solution.
        objective: value of the objective; None without a solution.
        bound: no solution has an objective below it; None when infeasible.
    """

    outcome: Outcome
    values: tuple[bool, ...] | None = None
    objective: int | None = None
    bound: int | None = None


Solve = Callable[[], cp_model.CpSolverStatus]
Watcher = Callable[[int | None, int | None], None]
"""Is told the best objective and the best bound so far whenever one of them improves."""


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Passes every new solution's objective and bound on."""

    def __init__(self, watch: Watcher) -> None:
        super().__init__()
        self.watch = watch

    def on_solution_callback(self) -> None:
        self.watch(round(self.objective_value), _rounded_up(self.best_objective_bound))


def minimise(
    cp: cp_model.CpModel,
    variables: list[cp_model.IntVar],
    limits: Limits,
    seed: int,
    watch: Watcher | None = None,
) -> Answer:
    """Solve a model that has an objective to be minimised, or none.

    Args:
        cp: the model.
        variables: the yes-or-no variables whose values are wanted.
        limits: what may be spent; what is spent is noted there.
        seed: seed of the search, 0 to 2^31 - 1.
        watch: is told of progress.

    Raises:
        ValueError: CP-SAT calls the model invalid, which is a fault of ours.
    """
    solver = _solver(limits, seed)
    reporter = _Reporter(watch) if watch else None
    if watch:
        solver.best_bound_callback = lambda bound: watch(None, _rounded_up(bound))
    status = _interruptibly(solver, lambda: solver.solve(cp, reporter), limits)
    limits.spent += solver.response_proto.deterministic_time
    if status == cp_model.MODEL_INVALID:
        raise ValueError(cp.validate())
    outcome = _OUTCOMES[status]
    if outcome == "infeasible":
        return Answer(outcome)
    bound = _rounded_up(solver.best_objective_bound)
    if outcome == "unknown":
        return Answer(outcome, bound=bound)
    values = tuple(bool(solver.value(variable)) for variable in variables)
    return Answer(outcome, values, round(solver.objective_value), bound)


def _solver(limits: Limits, seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.catch_sigint_signal = False
    solver.parameters.max_time_in_seconds = max(limits.seconds - limits.elapsed, 0.01)
    if limits.work is not None:
        solver.parameters.max_deterministic_time = max(limits.work - limits.spent, 0.0)
    return solver


def _rounded_up(bound: float) -> int:
    """Return the least whole number that a bound allows, with room for floating-point noise."""
    return -int(-(bound - 1e-6) // 1)


def _interruptibly(
    solver: cp_model.CpSolver, solve: Callable[[], cp_model.CpSolverStatus], limits: Limits
) -> cp_model.CpSolverStatus:
    found: list[cp_model.CpSolverStatus] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            found.append(solve())
        except BaseException as fault:  # noqa: BLE001 - raised again in the caller's thread
            failed.append(fault)
        finally:
            ended.set()

    # An event, because a join that Ctrl-C breaks off takes the thread for dead (Python 3.11).
    ended = threading.Event()
    threading.Thread(target=work, name="cp-sat", daemon=True).start()
    while not ended.is_set():
        try:
            ended.wait()
        except KeyboardInterrupt:
            limits.interrupted = True
            solver.stop_search()
    if failed:
        raise failed[0]
    return found[0]


Name = TypeVar("Name")


def core(
    cp: cp_model.CpModel, switches: Mapping[Name, cp_model.IntVar], limits: Limits, seed: int
) -> tuple[Name, ...] | None:
    """Return names of switches that cannot all be on, or None when they can (or when it could not be told).

    Args:
        cp: a model whose constraints hold only as far as their switches are on.
        switches: the switches to turn on, by name.
        limits: what may be spent; what is spent is noted there.
        seed: seed of the search.
    """
    cp.clear_assumptions()
    cp.add_assumptions(list(switches.values()))
    solver = _solver(limits, seed)
    status = _interruptibly(solver, lambda: solver.solve(cp), limits)
    limits.spent += solver.response_proto.deterministic_time
    if status != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return tuple(name for name, switch in switches.items() if switch.index in named)
