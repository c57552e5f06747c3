"""A plan by term: a column a term, its modules as boxes, its load as a bar with the limits."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from attrs import frozen

from curriculum.amounts import exact, number_text
from curriculum.design import Plan, PlanTask, credits_by_term
from curriculum.graph import RequisiteGraph
from curriculum.messages import decimal, say
from curriculum.pictures.boxes import WIDTH, Box, graph_boxes
from curriculum.pictures.lettering import width, wrapped
from curriculum.pictures.svg import Picture, element, group, line_of_text, number, picture

_MARGIN, _HEAD, _GAP, _BETWEEN = 24.0, 96.0, 20.0, 10.0
_BARS = 96.0
"""Height of the highest bar or limit."""


def plan_picture(
    plan: Plan, graph: RequisiteGraph | None = None, task: PlanTask | None = None, *, language: str = "en"
) -> Picture:
    """Draw a plan: which module in which term, and how heavy each term is.

    Args:
        plan: the plan.
        graph: the curriculum, for titles and credits; without it only ids are drawn.
        task: what was asked, for the limits of the terms.
        language: language of the words: da, sv or en.

    Example:
        >>> plan_picture(Plan(status="optimal", terms=(("a",), ("b",)))).count('class="box"')
        2
    """
    natures = task.natures(graph) if graph and task and task.alternate else {}
    known = graph_boxes(graph, language, natures) if graph else {}
    boxes = {name: known.get(name, Box(id=name)) for term in plan.terms for name in term}
    title = graph.name if graph and graph.name else say("picture.plan", language)
    proven = " ".join(wrapped(say(f"plan.status.{plan.status}", language), 10_000))
    parts = [line_of_text(title, _MARGIN, 34, "head"), line_of_text(proven, _MARGIN, 54, "quiet")]
    bottom = _HEAD
    for place, term in enumerate(plan.terms):
        left, top = _left(place), _HEAD
        parts.append(line_of_text(say("picture.term", language, number=place + 1), left, _HEAD - 12, "strong"))
        for name in term:
            parts.append(boxes[name].drawn(left, top))
            top += boxes[name].height + _BETWEEN
        bottom = max(bottom, top)
    wide = max(_left(len(plan.terms)) - _GAP, _MARGIN + width(title, 18), _MARGIN + width(proven, 11)) + _MARGIN
    bars = _Bars.of(plan, graph, task)
    if bars is not None:
        parts += bars.drawn(bottom + 24, wide, language)
        bottom += 24 + _BARS + 40
    description = say("picture.plan-described", language, modules=len(boxes), terms=len(plan.terms))
    return picture(title, description, wide, bottom + 16, *parts)


def _left(place: int) -> float:
    return _MARGIN + place * (WIDTH + _GAP)


@frozen
class _Bars:
    """The credits of each term, or the number of its modules where nothing has credits; and the limits."""

    unit: str
    loads: list[Fraction]
    limits: Mapping[str, Fraction]

    @classmethod
    def of(cls, plan: Plan, graph: RequisiteGraph | None, task: PlanTask | None) -> _Bars | None:
        """Return the bars of a plan; None when there is no term."""
        if not plan.terms:
            return None
        loads = credits_by_term(graph, plan.terms) if graph else []
        unit = "credits" if any(loads) else "modules"
        if unit == "modules":
            loads = [Fraction(len(term)) for term in plan.terms]
        told = {bound: getattr(task, f"{bound}_{unit}", None) for bound in ("min", "max")}
        return cls(unit, loads, {bound: exact(limit) for bound, limit in told.items() if limit is not None})

    def drawn(self, top: float, right: float, language: str) -> list[str]:
        """Return the bars from their highest point ``top`` on, with lines for the limits."""
        floor = top + _BARS
        most = max([*self.loads, *self.limits.values(), Fraction(1)])

        def height(amount: Fraction) -> float:
            return float(amount / most) * _BARS

        parts = [element("path", d=f"M{number(_MARGIN)} {number(floor)}H{number(right - _MARGIN)}", class_="rule")]
        parts.append(line_of_text(say(f"picture.load.{self.unit}", language), _MARGIN, floor + 17, "quiet"))
        for place, load in enumerate(self.loads):
            middle = _left(place) + WIDTH - 40
            bar = element(
                "rect", x=middle - 30, y=floor - height(load), width=60, height=height(load), rx=2, class_="load"
            )
            parts.append(
                group(bar, line_of_text(decimal(number_text(load), language), middle, floor + 17, "middle"))
            )
        for bound, limit in self.limits.items():
            y = floor - height(limit)
            words = say(f"picture.limit.{bound}", language, size=decimal(number_text(limit), language))
            parts.append(
                element("path", d=f"M{number(_MARGIN)} {number(y)}H{number(right - _MARGIN)}", class_="limit")
            )
            parts.append(line_of_text(words, _MARGIN, y - 4, "quiet"))
        return parts
