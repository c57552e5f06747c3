"""The choice of modules as yes-or-no variables, with the orders in which what is chosen can be taken."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from itertools import pairwise

from ortools.sat.python import cp_model

from curriculum.choosing.judge import requisite_rule, target_rule
from curriculum.choosing.result import ChoiceRule, Chosen
from curriculum.choosing.task import ChoiceTask
from curriculum.coverage.overlap import needed
from curriculum.design import parts
from curriculum.graph import KINDS, RequisiteKind
from curriculum.metrics.components import components
from curriculum.model import Module, Target
from curriculum.planner.switches import Switches
from curriculum.planner.units import unit
from curriculum.requisites import One, Requirement

Enforcement = Sequence[cp_model.IntVar]
Times = Mapping[str, cp_model.IntVar]
"""When each module is taken, in one order."""


class ChoiceProgram:
    """A model of CP-SAT in which every right choice is a solution.

    What a module requires is chosen, and comes in time. Only modules that require each other in a circle, which
    alternatives allow, could all be chosen without any of them being the first; all others need no order. Where
    the requirements may force the steps of a competency into the wrong order, it can have an order of its own, as
    the definition of coverage has it; for competencies without one, the model also has choices that are not right.

    Args:
        task: what is asked.
        ordered: ids of the competencies whose steps have an order.
        explaining: whether each rule gets a switch.

    Attributes:
        cp: the model.
        taken: whether each module is chosen, by its id.
        unit: the amount that one whole number of :attr:`size` stands for.
        switches: what the rules are enforced by.
    """

    def __init__(self, task: ChoiceTask, ordered: Container[str], *, explaining: bool = False) -> None:
        self.task = task
        self.cp = cp_model.CpModel()
        self.taken = {name: self.cp.new_bool_var(name) for name in task.modules}
        self.unit = unit(task.sizes)
        self.switches = Switches[ChoiceRule](self.cp, explaining=explaining)
        self._ordered = ordered
        self._state_requisites(self._times(), _circles(task, []))
        for name in task.keep:
            self.cp.add_bool_or(self.taken[name]).only_enforce_if(self.switches.of(ChoiceRule("keep", name)))
        for target in dict.fromkeys((target.competency, target.reaches) for target in task.targets):
            self._state_target(*target)

    @property
    def size(self) -> cp_model.LinearExpr:
        """What the chosen modules cost together, in units."""
        sizes = [int(size / self.unit) for size in self.task.sizes]
        return cp_model.LinearExpr.weighted_sum(list(self.taken.values()), sizes)

    @property
    def count(self) -> cp_model.LinearExpr:
        """How many modules are chosen."""
        return cp_model.LinearExpr.sum(list(self.taken.values()))

    def forbid(self, chosen: Chosen) -> None:
        """Exclude one choice."""
        self.cp.add_bool_or([~taken if name in chosen else taken for name, taken in self.taken.items()])

    def _times(self) -> Times:
        last = max(len(self.taken) - 1, 0)
        return {name: self.cp.new_int_var(0, last, f"when {name}") for name in self.taken}

    def _state_requisites(self, times: Times, circle: Mapping[str, int]) -> None:
        """State that whatever a chosen module requires is chosen, and comes in time where that is asked."""
        for name, kind, rule, part in _demands(self.task):
            enforced = [self.taken[name], *self.switches.of(requisite_rule(self.task, rule, name, part))]
            self._require(_Need(name, kind, times, circle), part, enforced)

    def _require(self, need: _Need, part: Requirement, enforced: Enforcement) -> None:
        if isinstance(part, One):
            self._require_one(need, part.module, enforced)
            return
        chosen = [self.cp.new_bool_var("") for _ in part.parts]
        for choice, inner in zip(chosen, part.parts, strict=True):
            self._require(need, inner, [choice])
        self.cp.add(cp_model.LinearExpr.sum(chosen) >= part.count).only_enforce_if(enforced)

    def _require_one(self, need: _Need, other: str, enforced: Enforcement) -> None:
        taken = [self.taken[other]] if other in self.taken else []
        self.cp.add_bool_or(taken).only_enforce_if(enforced)
        if taken and need.circle[need.module] == need.circle[other]:
            own, others = need.times[need.module], need.times[other]
            order = {"pre": others + 1 <= own, "co": others <= own, "strict": others == own}[need.kind]
            self.cp.add(order).only_enforce_if(enforced)

    def _state_target(self, competency: str, reaches: str | None) -> None:
        """State that for each step up to a target a module is chosen that teaches it, in the right order."""
        scope = self.task.scope
        enforced = self.switches.of(target_rule(self.task, Target(competency=competency, reaches=reaches)))
        steps = [
            dict.fromkeys(
                one.module
                for one in scope.providers(competency, self.task.modules)
                if lowest <= one.rank <= highest
            )
            for lowest, highest in needed(scope, competency, reaches)
        ]
        if competency in self._ordered and scope.stepwise(competency):
            self._state_order(steps, enforced)
        else:
            for modules in steps:
                self.cp.add_bool_or([self.taken[name] for name in modules]).only_enforce_if(enforced)

    def _state_order(self, steps: Sequence[Mapping[str, None]], enforced: Enforcement) -> None:
        """State that a module is chosen for each of some steps, one no earlier than the other."""
        times = self._times()
        self._state_requisites(times, _circles(self.task, steps))
        last: cp_model.IntVar | None = None
        for modules in steps:
            last = self._state_step(modules, times, last, enforced)

    def _state_step(
        self, modules: Mapping[str, None], times: Times, last: cp_model.IntVar | None, enforced: Enforcement
    ) -> cp_model.IntVar:
        """State that one of some modules is chosen, no earlier than the last step; return when that is."""
        now = self.cp.new_int_var(0, len(self.taken), "")
        teaching = []
        for name in modules:
            is_used = self.cp.new_bool_var("")
            self.cp.add_implication(is_used, self.taken[name])
            self.cp.add(now == times[name]).only_enforce_if(is_used)
            teaching.append(is_used)
        self.cp.add_bool_or(teaching).only_enforce_if(enforced)
        if last is not None:
            self.cp.add(last <= now).only_enforce_if(enforced)
        return now


class _Need:
    """A module that requires something, and how its order is told."""

    def __init__(self, module: str, kind: RequisiteKind, times: Times, circle: Mapping[str, int]) -> None:
        self.module = module
        self.kind = kind
        self.times = times
        self.circle = circle


def _demands(task: ChoiceTask) -> Iterator[tuple[str, RequisiteKind, str, Requirement]]:
    """Yield what each module to choose from requires, one demand at a time, with its kind and rule."""
    for name in task.modules:
        module: Module | None = task.scope.modules.get(name)
        for kind, rule in KINDS.items() if module else ():
            for part in parts(getattr(module, rule)):
                yield name, kind, rule, part


def _circles(task: ChoiceTask, steps: Sequence[Collection[str]]) -> Mapping[str, int]:
    """Return for each module the number of the circle that it is in; alone it is its own.

    Args:
        task: what is asked; its requirements lead from module to module.
        steps: modules, any of which may have to come no later than any of the next step.
    """
    number = {name: position for position, name in enumerate(task.modules)}
    children: list[list[int]] = [[] for _ in number]
    for name, kind, _, part in _demands(task):
        for other in part.modules():
            if other in number:
                children[number[other]].append(number[name])
                if kind == "strict":
                    children[number[name]].append(number[other])
    for modules, later in pairwise(steps):
        for name in modules:
            children[number[name]].append(len(children))
        children.append([number[name] for name in later])
    found = components(children)
    return {
        task.modules[member]: position
        for position, members in enumerate(found)
        for member in members
        if member < len(number)
    }
