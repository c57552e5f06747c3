"""One run of CP-SAT: within limits, interruptible, and always the same for the same input.

A single worker with the full linear relaxation proves optima of cohorts that several workers do not, and is
deterministic. The solver runs in a thread of its own so that Ctrl-C reaches Python, which then stops the solver
and keeps what it found.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from attrs import define, field
from ortools.sat.python import cp_model

from curriculum.scheduler.tasks import Outcome

STRAIGHT_WORK = 1.0
"""Deterministic work in which a contradiction is sought in a program as it stands, before it is simplified."""
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
        stoppers: what ends the solvers that are at work.
        parts: limits of the parts of the search.
    """

    seconds: float
    work: float | None = None
    started: float = field(factory=time.monotonic)
    spent: float = 0.0
    interrupted: bool = False
    stoppers: list[Callable[[], object]] = field(factory=list)
    parts: list[Limits] = field(factory=list)

    def part(self, share_of_time: float, share_of_work: float = 0.0) -> Limits:
        """Return limits for a part of the search; :meth:`begin` starts its clock again.

        Args:
            share_of_time: share of the seconds that are left, above 0 and at most 1.
            share_of_work: share of the work that is left.
        """
        work = None if self.work is None else (self.work - self.spent) * share_of_work
        made = Limits((self.seconds - self.elapsed) * share_of_time, work, interrupted=self.interrupted)
        self.parts.append(made)
        return made

    def begin(self) -> None:
        """Start the clock anew."""
        self.started = time.monotonic()

    def stop(self) -> None:
        """End the search and all its parts at once."""
        self.interrupted = True
        self.hurry()
        for part in self.parts:
            part.stop()

    def hurry(self) -> None:
        """End the solvers that are at work; they keep what they have found."""
        for stopper in list(self.stoppers):
            stopper()

    @property
    def elapsed(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def overdue(self) -> bool:
        """Whether the seconds have passed."""
        return self.elapsed >= self.seconds

    @property
    def exhausted(self) -> bool:
        """Whether nothing more may be spent."""
        out_of_work = self.work is not None and self.spent >= self.work
        return self.interrupted or out_of_work or self.overdue


class OutOfTime(Exception):
    """The time limit has passed before a program was stated."""


Solve = Callable[[], cp_model.CpSolverStatus]


class _Reporter(cp_model.CpSolverSolutionCallback):
    """Passes every new solution on."""

    def __init__(self, variables: Sequence[cp_model.IntVar], found: Callable[[Sequence[bool]], None]) -> None:
        super().__init__()
        self.variables = variables
        self.found = found

    def on_solution_callback(self) -> None:
        self.found([self.boolean_value(variable) for variable in self.variables])


def minimise(
    cp: cp_model.CpModel,
    variables: Sequence[cp_model.IntVar],
    limits: Limits,
    seed: int,
    *,
    found: Callable[[Sequence[bool]], None],
    proved: Callable[[int], None],
) -> Outcome:
    """Solve a model that has an objective to be minimised.

    Args:
        cp: the model.
        variables: the yes-or-no variables whose values are wanted.
        limits: what may be spent; what is spent is noted there.
        seed: seed of the search.
        found: is told the variables' values in every solution that is better than the last.
        proved: is told every better bound: no solution has an objective below it.

    Returns:
        ``optimal`` when the last solution found is proven to be the best.

    Raises:
        ValueError: CP-SAT calls the model invalid, which is a fault of ours.
    """
    solver = _solver(limits, seed)
    reporter = _Reporter(variables, found)
    solver.best_bound_callback = lambda bound: proved(_rounded_up(bound))
    status = _interruptibly(solver, lambda: solver.solve(cp, reporter), limits)
    limits.spent += solver.response_proto.deterministic_time
    if status == cp_model.MODEL_INVALID:
        raise ValueError(cp.validate())
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        proved(_rounded_up(solver.best_objective_bound))
    return _OUTCOMES[status]


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
    limits.stoppers.append(solver.stop_search)
    while not ended.is_set():
        try:
            ended.wait()
        except KeyboardInterrupt:
            limits.interrupted = True
            solver.stop_search()
    limits.stoppers.remove(solver.stop_search)
    if failed:
        raise failed[0]
    return found[0]


def _straight(limits: Limits, seed: int) -> cp_model.CpSolver:
    """Return a solver that takes a program as it is, for a while: so most contradictions are seen at once."""
    solver = _solver(limits, seed)
    solver.parameters.cp_model_presolve = False
    solver.parameters.linearization_level = 0
    left = STRAIGHT_WORK if limits.work is None else min(limits.work - limits.spent, STRAIGHT_WORK)
    solver.parameters.max_deterministic_time = max(left, 0.0)
    return solver


def _solved(solver: cp_model.CpSolver, cp: cp_model.CpModel, limits: Limits) -> cp_model.CpSolverStatus:
    status = _interruptibly(solver, lambda: solver.solve(cp), limits)
    limits.spent += solver.response_proto.deterministic_time
    return status


Name = TypeVar("Name")


def core(
    cp: cp_model.CpModel,
    switches: Mapping[Name, cp_model.IntVar],
    limits: Limits,
    seed: int,
    *,
    straight: bool = True,
) -> tuple[Name, ...] | None:
    """Return names of switches that cannot all be on, or None when they can (or when it could not be told).

    Args:
        cp: a model whose constraints hold only as far as their switches are on.
        switches: the switches to turn on, by name.
        limits: what may be spent; what is spent is noted there.
        seed: seed of the search.
        straight: whether the model is first tried as it stands; otherwise it is simplified at once.
    """
    cp.clear_assumptions()
    cp.add_assumptions(list(switches.values()))
    solver, status = _straight(limits, seed), cp_model.UNKNOWN
    if straight:
        status = _solved(solver, cp, limits)
    if status == cp_model.UNKNOWN and not limits.exhausted:
        solver = _solver(limits, seed)
        status = _solved(solver, cp, limits)
    if status != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return tuple(name for name, switch in switches.items() if switch.index in named)
