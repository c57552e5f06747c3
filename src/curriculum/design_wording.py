"""A plan of terms in words: what ``curriculum plan`` prints for people, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

from curriculum.amounts import number_text
from curriculum.design import Plan, PlanTask, credits_by_term
from curriculum.graph import RequisiteGraph
from curriculum.messages import decimal, say


def plan_text(graph: RequisiteGraph, task: PlanTask, plan: Plan, language: str = "en") -> str:
    """Return what is proven, the objective and the terms with their modules and credits; or why there is no plan.

    Args:
        graph: the curriculum that was planned.
        task: what was asked.
        plan: what came out.
        language: da, sv or en.
    """
    lines = [say(f"plan.status.{plan.status}", language)]
    if plan.objective is not None:
        name = say(f"plan.objective.{task.objective}", language)
        values = {
            "name": name,
            "cost": decimal(number_text(plan.objective), language),
            "bound": decimal(number_text(plan.bound or Fraction(0)), language),
        }
        lines.append(say("plan.cost", language, **values))
    lines += [f"  {rule.message(language)}" for rule in plan.conflict]
    for number, (modules, size) in enumerate(zip(plan.terms, credits_by_term(graph, plan.terms), strict=True), 1):
        values = {
            "number": str(number),
            "credits": decimal(number_text(size), language),
            "modules": ", ".join(modules) or "-",
        }
        lines.append(say("plan.term", language, **values))
    for other in plan.others:
        shown = " | ".join(", ".join(modules) or "-" for modules in other)
        lines.append(say("plan.other", language, terms=shown))
    return "\n".join(lines) + "\n"
