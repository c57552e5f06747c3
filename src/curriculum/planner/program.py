"""The plan as yes-or-no variables: is this module done by the end of that term?

That way of asking makes a prerequisite one implication a term, which both sides of CP-SAT, clauses and linear
relaxation, are good at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from ortools.sat.python import cp_model

from curriculum.amounts import exact
from curriculum.design import PlanRule, PlanTask, Terms, parts
from curriculum.graph import KINDS, Node, RequisiteGraph, RequisiteKind
from curriculum.planner.switches import Switches
from curriculum.planner.units import unit
from curriculum.requisites import One, Requirement

Enforcement = Sequence[cp_model.IntVar]


class Program:
    """A model of CP-SAT in which every legal plan is a solution.

    Attributes:
        cp: the model.
        unit: the largest amount of which each module's credits are a whole multiple.
        switches: what the rules are enforced by.
    """

    def __init__(self, graph: RequisiteGraph, task: PlanTask, *, explaining: bool = False) -> None:
        self.graph = graph
        self.task = task
        self.cp = cp_model.CpModel()
        self.switches = Switches[PlanRule](self.cp, explaining=explaining)
        self.unit = unit(exact(node.credits) for node in graph.nodes)
        self._sizes = [int(exact(node.credits) / self.unit) for node in graph.nodes]
        self._number = {node.id: number for number, node in enumerate(graph.nodes)}
        never, always = self.cp.new_constant(0), self.cp.new_constant(1)
        self._never = never
        self._done = [
            [self.cp.new_bool_var(f"{node.id} {term}") for term in range(1, task.terms)] + [always]
            for node in graph.nodes
        ]
        for done in self._done:
            for sooner, later in pairwise(done):
                self.cp.add_implication(sooner, later)
        self._state_rules()

    @property
    def variables(self) -> list[cp_model.IntVar]:
        """The variables whose values make a plan."""
        return [variable for done in self._done for variable in done]

    def terms(self, values: Sequence[bool]) -> Terms:
        """Return the plan that the values of :attr:`variables` make."""
        found: list[list[str]] = [[] for _ in range(self.task.terms)]
        for number, node in enumerate(self.graph.nodes):
            start = number * self.task.terms
            found[list(values[start : start + self.task.terms]).index(True)].append(node.id)
        return tuple(map(tuple, found))

    def done(self, number: int, term: int) -> cp_model.IntVar:
        """Return whether a module is done by the end of a term, 0 being the first one."""
        return self._done[number][term] if term >= 0 else self._never

    def placed(self, number: int, term: int) -> cp_model.LinearExpr:
        """Return 1 for a module's own term, 0 for every other."""
        return self.done(number, term) - self.done(number, term - 1)

    @cached_property
    def loads(self) -> list[cp_model.LinearExpr]:
        """The units of credits by term."""
        numbers = range(len(self._sizes))
        return [
            cp_model.LinearExpr.sum([self._sizes[number] * self.placed(number, term) for number in numbers])
            for term in range(self.task.terms)
        ]

    @cached_property
    def counts(self) -> list[cp_model.LinearExpr]:
        """The number of modules by term."""
        numbers = range(len(self._sizes))
        return [
            cp_model.LinearExpr.sum([self.placed(number, term) for number in numbers])
            for term in range(self.task.terms)
        ]

    @cached_property
    def used(self) -> list[cp_model.IntVar]:
        """Whether there is a module in each term; terms without one come last, where that makes no difference."""
        used = [self.cp.new_bool_var(f"used {term}") for term in range(self.task.terms)]
        for term, is_used in enumerate(used):
            self.cp.add(self.counts[term] >= 1).only_enforce_if(is_used)
            for number in range(len(self._sizes)):
                self.cp.add(self.placed(number, term) <= is_used)
        if not (self.task.fixed or self.task.alternate):
            for sooner, later in pairwise(used):
                self.cp.add_implication(later, sooner)
        return used

    @property
    def total(self) -> int:
        """Units of credits of all modules."""
        return sum(self._sizes)

    def forbid(self, terms: Terms) -> None:
        """Exclude one plan."""
        place = {module: term for term, modules in enumerate(terms) for module in modules}
        same = [self.placed(number, place[node.id]) for number, node in enumerate(self.graph.nodes)]
        self.cp.add(cp_model.LinearExpr.sum(same) <= len(same) - 1)

    def _state_rules(self) -> None:
        for node in self.graph.nodes:
            for kind, rule in KINDS.items():
                for part in parts(getattr(node, rule)):
                    self._state_requisite(node, kind, rule, part)
        for module, term in self.task.fixed.items():
            enforced = self.switches.of(PlanRule("fixed", (module,)))
            self.cp.add(self.placed(self._number[module], term - 1) == 1).only_enforce_if(enforced)
        for pair in self.task.consecutive:
            self._state_consecutive(pair)
        if self.task.alternate:
            self._state_turns()
        self._state_limits()

    def _state_requisite(self, node: Node, kind: RequisiteKind, rule: str, part: Requirement) -> None:
        mentioned = dict.fromkeys(part.modules())
        if mentioned:
            enforced = self.switches.of(PlanRule(rule, (node.id, *mentioned)))
            self._require(self._number[node.id], kind, part, enforced)

    def _require(self, number: int, kind: RequisiteKind, part: Requirement, enforced: Enforcement) -> None:
        """State that an expression is met; a module that is not in the plan is done elsewhere."""
        if isinstance(part, One):
            other = self._number.get(part.module)
            if other is not None:
                self._order(other, number, kind, enforced)
            return
        chosen = [self.cp.new_bool_var("") for _ in part.parts]
        for choice, inner in zip(chosen, part.parts, strict=True):
            self._require(number, kind, inner, [choice])
        self.cp.add(cp_model.LinearExpr.sum(chosen) >= part.count).only_enforce_if(enforced)

    def _order(self, before: int, after: int, kind: RequisiteKind, enforced: Enforcement) -> None:
        wait = int(kind == "pre")
        for term in range(self.task.terms):
            later, sooner = self.done(after, term), self.done(before, term - wait)
            self.cp.add_bool_or(~later, sooner).only_enforce_if(enforced)
            if kind == "strict":
                self.cp.add_bool_or(~sooner, later).only_enforce_if(enforced)

    def _state_consecutive(self, pair: tuple[str, str]) -> None:
        first, second = (self._number[module] for module in pair)
        enforced = self.switches.of(PlanRule("consecutive", pair))
        for term in range(self.task.terms):
            sooner, later = self.done(first, term - 1), self.done(second, term)
            self.cp.add(sooner == later).only_enforce_if(enforced)

    def _state_turns(self) -> None:
        enforced = self.switches.of(PlanRule("alternate"))
        theory_comes_first = self.cp.new_bool_var("theory comes first")
        for module, nature in self.task.natures(self.graph).items():
            for term in range(self.task.terms):
                is_first = (term % 2 == 0) == (nature == "theory")
                comes_then = theory_comes_first if is_first else ~theory_comes_first
                is_placed = self.placed(self._number[module], term)
                self.cp.add(is_placed == 0).only_enforce_if([*enforced, ~comes_then])

    def _state_limits(self) -> None:
        task = self.task
        if task.min_credits is not None:
            self._limit("min_credits", self.loads, math.ceil(exact(task.min_credits) / self.unit), None)
        if task.max_credits is not None:
            self._limit("max_credits", self.loads, None, math.floor(exact(task.max_credits) / self.unit))
        if task.min_modules is not None:
            self._limit("min_modules", self.counts, task.min_modules, None)
        if task.max_modules is not None:
            self._limit("max_modules", self.counts, None, task.max_modules)

    def _limit(
        self, name: str, amounts: Sequence[cp_model.LinearExpr], least: int | None, most: int | None
    ) -> None:
        enforced = self.switches.of(PlanRule(name))
        for term, amount in enumerate(amounts):
            if most is not None:
                self.cp.add(amount <= most).only_enforce_if(enforced)
            elif least is not None:
                used = [self.used[term]] if self.task.objective == "terms" else []
                self.cp.add(amount >= least).only_enforce_if([*enforced, *used])
