"""Whether a choice of modules is right, by the code that measures coverage; it shares none with the search."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction

from curriculum.choosing.result import ChoiceRule
from curriculum.choosing.task import ChoiceTask
from curriculum.coverage.overlap import needed
from curriculum.coverage.reaching import Reach
from curriculum.coverage.scope import Scope
from curriculum.design import parts
from curriculum.graph import KINDS
from curriculum.model import Target
from curriculum.requisites import Requirement


def choice_size(task: ChoiceTask, chosen: Collection[str]) -> Fraction:
    """Return what some modules cost together, exactly."""
    return sum((size for name, size in zip(task.modules, task.sizes, strict=True) if name in chosen), Fraction())


def choice_violations(task: ChoiceTask, chosen: Collection[str]) -> tuple[ChoiceRule, ...]:
    """Return every rule that a choice breaks; none when it is right.

    Args:
        task: what is asked.
        chosen: ids of modules.

    Raises:
        ValueError: a module is chosen that cannot be.
    """
    if not set(chosen) <= set(task.modules):
        raise ValueError("only modules that are offered can be chosen")
    reach = task.reach
    selection = frozenset(chosen)
    takeable = reach.takeable(selection)
    return (
        *(ChoiceRule("keep", name) for name in task.keep if name not in selection),
        *(rule for name in task.modules if name in selection - takeable for rule in requisite_rules(task, name)),
        *(target_rule(task, target) for target in task.targets if not _is_met(reach, target, selection)),
    )


def requisite_rules(task: ChoiceTask, module: str) -> Iterator[ChoiceRule]:
    """Yield what a module requires, one rule for each demand."""
    known = task.scope.modules.get(module)
    for rule in KINDS.values() if known else ():
        for part in parts(getattr(known, rule)):
            yield requisite_rule(task, rule, module, part)


def requisite_rule(task: ChoiceTask, rule: str, module: str, part: Requirement) -> ChoiceRule:
    """Return the rule that one demand of a module is; what cannot be chosen at all is lacking."""
    lacking = [name for name in dict.fromkeys(part.modules()) if name not in task.modules]
    return ChoiceRule(rule, module, str(part), lacking)


def target_rule(task: ChoiceTask, target: Target) -> ChoiceRule:
    """Return the rule that a target is; steps that no module to choose from teaches are lacking."""
    ranks = {taught.rank for taught in task.scope.providers(target.competency, task.modules)}
    lacking = [
        _step(task.scope, target.competency, lowest)
        for lowest, highest in needed(task.scope, target.competency, target.reaches)
        if not any(lowest <= rank <= highest for rank in ranks)
    ]
    return ChoiceRule("target", target.competency, target.reaches or "", lacking)


def _step(scope: Scope, competency: str, rank: int) -> str:
    return scope.step(competency, rank) or competency


def _is_met(reach: Reach, target: Target, selection: frozenset[str]) -> bool:
    demanded = reach.scope.rank(target.competency, target.reaches)
    return reach.rank(target.competency, selection) >= demanded
