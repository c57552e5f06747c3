"""What a choice of modules is: the modules, what they cost, the bound, or why there is none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attrs import field, frozen

from curriculum.amounts import plain_number
from curriculum.messages import say
from curriculum.model import Target
from curriculum.schedule import Status
from curriculum.sequences import as_tuple

Chosen = tuple[str, ...]
"""Ids of modules, in the order in which they were offered."""


@frozen(order=True)
class ChoiceRule:
    """A rule of a choice, that is broken or takes part in making every choice impossible.

    Attributes:
        rule: ``target``, ``keep``, ``requires``, ``corequires`` or ``strict_corequires``.
        subject: id of the competency of a target, else of the module.
        needs: the step of a target, or what the module requires, as an expression; empty for neither.
        lacking: the steps that no module to choose from teaches, or the required modules that are not among them.
    """

    rule: str
    subject: str
    needs: str = ""
    lacking: tuple[str, ...] = field(default=(), converter=as_tuple)

    def message(self, language: str = "en") -> str:
        """Say what the rule asks for, and what is missing, in ``language`` (da, sv or en)."""
        subject = f"{self.subject} ({self.needs})" if self.rule == "target" and self.needs else self.subject
        said = say(f"choice-rule.{self.rule}", language, subject=subject, needs=self.needs)
        if not self.lacking:
            return said
        key = "choice-lacking.target" if self.rule == "target" else "choice-lacking.module"
        return f"{said}; {say(key, language, lacking=', '.join(self.lacking))}"


@frozen(kw_only=True)
class ModuleChoice:
    """Modules that reach targets.

    Attributes:
        status: ``optimal`` (nothing costs less), ``feasible``, ``infeasible`` or ``unknown`` (nothing was found in
            time).
        fewest: what is little: hours, workload, credits or modules.
        targets: what is reached.
        level: the leadership level that the targets hold for; None for everybody.
        modules: ids of the chosen modules, in the order in which they were offered.
        size: what they cost together; None when there is no choice.
        bound: no choice costs less; None when there is no choice at all.
        seed: seed of the search.
        others: further choices that cost the same with as many modules, each different from all before.
        conflicts: when there is none, for each target that cannot be reached by itself the rules that cannot all
            be kept, none of which can be left out; where each can, such rules for all targets together.
    """

    status: Status
    fewest: str
    targets: tuple[Target, ...] = field(converter=as_tuple)
    level: str | None = None
    modules: Chosen = field(default=(), converter=as_tuple)
    size: Fraction | None = None
    bound: Fraction | None = None
    seed: int = 0
    others: tuple[Chosen, ...] = field(default=(), converter=as_tuple)
    conflicts: tuple[tuple[ChoiceRule, ...], ...] = field(default=(), converter=as_tuple)


def choice_document(choice: ModuleChoice) -> dict[str, Any]:
    """Return a choice as it stands in the JSON document of ``curriculum plan --choose``."""
    document: dict[str, Any] = {
        "status": choice.status,
        "level": choice.level,
        "modules": list(choice.modules),
        "fewest": choice.fewest,
        "objective": plain_number(choice.size),
        "bound": plain_number(choice.bound),
        "seed": choice.seed,
        "targets": [{"competency": one.competency, "reaches": one.reaches} for one in choice.targets],
    }
    if choice.others:
        document["others"] = [list(modules) for modules in choice.others]
    if choice.status == "infeasible":
        document["conflicts"] = [[_rule(rule) for rule in conflict] for conflict in choice.conflicts]
    return document


def _rule(rule: ChoiceRule) -> dict[str, Any]:
    return {"rule": rule.rule, "subject": rule.subject, "needs": rule.needs, "lacking": list(rule.lacking)}
