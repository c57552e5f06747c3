"""The search for a plan: the best one with its bound, further ones as good, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from curriculum.amounts import exact
from curriculum.design import Plan, PlanTask, Terms, plan_cost, plan_violations
from curriculum.errors import raise_if
from curriculum.graph import RequisiteGraph
from curriculum.planner.conflict import smallest_conflict
from curriculum.planner.objectives import COSTS, IDEALS, Cost
from curriculum.planner.program import Program
from curriculum.planner.units import refuse_beyond_counting
from curriculum.schedule import Status
from curriculum.scheduler.solving import Limits, minimise

IDEAL_WORK = 5.0
"""Deterministic work that is spent on the hope that the least conceivable cost can be had."""


def plan_terms(
    graph: RequisiteGraph,
    task: PlanTask,
    *,
    seed: int = 1,
    time_limit: float = 60.0,
    work_limit: float | None = None,
    optima: int = 1,
) -> Plan:
    """Put the modules of a curriculum into terms, as well as is possible.

    Prerequisites come in strictly earlier terms, corequisites no later, strict corequisites in the same term; of
    alternatives enough come in time. Modules that are not in the graph count as done elsewhere.

    Args:
        graph: the curriculum.
        task: how many terms, which limits, what is to be small.
        seed: seed of the search; the same input and seed give the same plan, unless the time limit ends it.
        time_limit: seconds, by the clock.
        work_limit: deterministic work in CP-SAT's units of roughly a second; the same on every machine.
        optima: how many plans are wanted at most, all of the least cost and each different from all before; the
            further ones share the same limits.

    Returns:
        The plan, with its cost and the bound. When there is none, a smallest set of rules that cannot all be kept.
        Ctrl-C ends the search; the best plan so far counts.

    Raises:
        InvalidInput: the task names a module that is not in the graph, or credits are too large or too finely
            divided to be added up.
    """
    raise_if(task.foreign_findings(graph))
    refuse_beyond_counting([exact(node.credits) for node in graph.nodes])
    limits = Limits(time_limit, work_limit)
    plan = _ideal(graph, task, limits, seed) or _best(graph, task, limits, seed)
    if plan.status == "infeasible":
        switches = Program(graph, task, explaining=True).switches
        return evolve(plan, conflict=smallest_conflict(switches, limits, seed) or sorted(switches.by_rule))
    if plan.status == "optimal" and optima > 1:
        return evolve(plan, others=_others(graph, task, plan, optima - 1, limits))
    return plan


def _ideal(graph: RequisiteGraph, task: PlanTask, limits: Limits, seed: int) -> Plan | None:
    """Return a plan of the least conceivable cost, if there is one and it is found soon."""
    if task.objective not in IDEALS:
        return None
    search = _Search(Program(graph, task), limits, seed)
    IDEALS[task.objective](search.program)
    ends = limits.spent + IDEAL_WORK
    search.limits = evolve(limits, work=ends if limits.work is None else min(ends, limits.work))
    search.run()
    limits.spent, limits.interrupted = search.limits.spent, search.limits.interrupted
    return search.plan("optimal") if search.found else None


def _best(graph: RequisiteGraph, task: PlanTask, limits: Limits, seed: int) -> Plan:
    """Return the best plan, or as good a one as the limits allow."""
    search = _Search(Program(graph, task), limits, seed)
    search.program.cp.add(search.cost.expression >= search.cost.least)
    search.program.cp.minimize(search.cost.expression)
    return search.plan(search.run())


def _others(graph: RequisiteGraph, task: PlanTask, plan: Plan, count: int, limits: Limits) -> Sequence[Terms]:
    """Return further plans that cost the same as an optimal one."""
    search = _Search(Program(graph, task), limits, plan.seed)
    if plan.objective is not None:
        search.program.cp.add(search.cost.expression == int(plan.objective / search.cost.unit))
    others: list[Terms] = []
    last = plan.terms
    while len(others) < count and not limits.exhausted:
        search.program.forbid(last)
        search.run()
        if not search.found:
            break
        last = search.judged()
        others.append(last)
    return others


class _Search:
    """One search for a plan."""

    def __init__(self, program: Program, limits: Limits, seed: int) -> None:
        self.program = program
        self.cost: Cost = COSTS[program.task.objective](program)
        self.limits = limits
        self.seed = seed
        self.found: Terms = ()
        self.bound = self.cost.least

    def run(self) -> Status:
        """Search for ever better plans; the last one is kept."""
        self.found = ()
        return minimise(
            self.program.cp,
            self.program.variables,
            self.limits,
            self.seed,
            found=self._offer,
            proved=self._prove,
        )

    def plan(self, status: Status) -> Plan:
        """Return what was found."""
        if status == "infeasible":
            return Plan(status=status, seed=self.seed)
        bound = self.bound * self.cost.unit
        if not self.found:
            return Plan(status="unknown", bound=bound, seed=self.seed)
        terms = self.judged()
        cost = plan_cost(self.program.graph, self.program.task.objective, terms)
        reached: Status = "optimal" if cost == bound else "feasible"
        return Plan(status=reached, terms=terms, objective=cost, bound=bound, seed=self.seed)

    def judged(self) -> Terms:
        """Return the plan that was found, after it has passed the judge."""
        if broken := plan_violations(self.program.graph, self.program.task, self.found):
            raise AssertionError(f"the planner broke rules: {broken}")
        return self.found

    def _offer(self, values: Sequence[bool]) -> None:
        self.found = self.program.terms(values)

    def _prove(self, bound: int) -> None:
        self.bound = max(self.bound, bound)
