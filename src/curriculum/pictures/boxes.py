"""Modules as boxes: a title in lines, what kind it is, how large, and what it builds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from attrs import field, frozen

from curriculum.amounts import exact, number_text
from curriculum.catalog import Catalog
from curriculum.coverage.scope import Scope
from curriculum.graph import Node, RequisiteGraph
from curriculum.messages import decimal, say
from curriculum.model import Module
from curriculum.nature import Nature
from curriculum.pictures.lettering import wrapped
from curriculum.pictures.svg import element, group, line_of_text
from curriculum.sequences import as_tuple

WIDTH = 172.0
_PADDING = 9.0
_ROOM = WIDTH - 2 * _PADDING
_LINE, _SMALL_LINE = 15.0, 13.5
BOLD = 13.2
"""Size of letters of 12 pixels as far as their width goes: bold ones are wider."""


@frozen(kw_only=True)
class Box:
    """A module, as it is drawn.

    Attributes:
        id: of the module.
        title: what it is called.
        style: ``basis``, ``elective``, ``theory``, ``practice``, or empty where nothing is known.
        facts: short line under the title.
        details: further lines.
    """

    id: str
    title: str = ""
    style: str = ""
    facts: str = ""
    details: tuple[str, ...] = field(default=(), converter=as_tuple)

    @property
    def lines(self) -> Sequence[str]:
        """The title, or the id where there is none, in lines."""
        return wrapped(self.title or self.id, _ROOM, BOLD) or ["-"]

    @property
    def small_lines(self) -> Sequence[str]:
        """What stands under the title, in lines."""
        facts = wrapped(self.facts, _ROOM, 10.5, most=2)
        return [*facts, *(line for detail in self.details for line in wrapped(f"· {detail}", _ROOM, 10.5, most=3))]

    @property
    def height(self) -> float:
        """How high the box is."""
        return 2 * _PADDING + _LINE * len(self.lines) + _SMALL_LINE * len(self.small_lines) - 3

    def drawn(self, left: float, top: float) -> str:
        """Return the box with its upper left corner in a place; those of basis modules are sharp, others round."""
        corner = 2 if self.style == "basis" else 9
        frame = element(
            "rect", x=left, y=top, width=WIDTH, height=self.height, rx=corner, class_=f"box {self.style}".rstrip()
        )
        words, bottom = [], top + _PADDING + 9
        for line in self.lines:
            words.append(line_of_text(line, left + _PADDING, bottom, "strong"))
            bottom += _LINE
        for line in self.small_lines:
            words.append(line_of_text(line, left + _PADDING, bottom - 1, "quiet"))
            bottom += _SMALL_LINE
        told = " - ".join(part for part in (self.title, self.id, self.facts) if part)
        return group(frame, *words, title=told)


def catalog_boxes(
    catalog: Catalog,
    modules: Iterable[str],
    *,
    outcomes: bool = False,
    others: Iterable[Catalog] = (),
    language: str,
) -> dict[str, Box]:
    """Return the boxes of a catalog's modules, by id.

    Args:
        catalog: the catalog.
        modules: ids of the modules.
        outcomes: whether each box tells which competencies its module builds, up to which step.
        others: catalogs that it uses.
        language: da, sv or en.
    """
    scope = Scope(catalog, others)
    return {name: _catalog_box(scope, name, language, outcomes=outcomes) for name in modules}


def _catalog_box(scope: Scope, name: str, language: str, *, outcomes: bool) -> Box:
    module = scope.modules.get(name)
    if module is None:
        return Box(id=name)
    return Box(
        id=name,
        title=module.title.said(language, scope.catalog.language) if module.title else "",
        style=module.kind or "",
        facts=_facts(module, language),
        details=_built(scope, module, language) if outcomes else (),
    )


def _facts(module: Module, language: str) -> str:
    told = [say(f"picture.{module.kind}", language)] if module.kind else []
    for amount, name in ((module.hours, "hours"), (module.credits, "credits")):
        if amount:
            told.append(_amount(name, amount, language))
    return ", ".join(told)


def _amount(name: str, amount: float, language: str) -> str:
    """Return hours or credits with their unit, as the language writes numbers."""
    return say(f"picture.amount.{name}", language, size=decimal(number_text(exact(amount)), language))


def _built(scope: Scope, module: Module, language: str) -> list[str]:
    """Return the competencies that a module builds, each with the highest step."""
    titles = {one.id: one.title for one in scope.catalog.competencies}
    highest: dict[str, int] = {}
    for outcome in module.outcomes:
        if outcome.competency:
            rank = scope.rank(outcome.competency, outcome.reaches)
            highest[outcome.competency] = max(rank, highest.get(outcome.competency, 0))
    told = []
    for competency, rank in highest.items():
        title = titles.get(competency)
        name = title.said(language, scope.catalog.language) if title else competency
        step = step_text(scope, competency, rank, language)
        told.append(f"{name}: {step}" if step else name)
    return told


def step_text(scope: Scope, competency: str, rank: int, language: str) -> str:
    """Return what the step at a position of a competency's scale is called; an empty text where there is none."""
    scale = scope.scales.get(competency)
    if scale is None or rank < 1:
        return ""
    step = scale.steps[rank - 1]
    return step.title.said(language, scope.catalog.language) if step.title else step.id


def graph_boxes(
    graph: RequisiteGraph, language: str, natures: Mapping[str, Nature] = MappingProxyType({})
) -> dict[str, Box]:
    """Return the boxes of the modules of a graph, by id: titles and credits, as far as they are known.

    Args:
        graph: the graph.
        language: da, sv or en.
        natures: which modules are told to be theory or practice, by id.
    """
    return {node.id: _node_box(node, natures.get(node.id), language) for node in graph.nodes}


def _node_box(node: Node, nature: Nature | None, language: str) -> Box:
    credit = _amount("credits", node.credits, language) if node.credits else ""
    told = say(f"picture.{nature}", language) if nature else ""
    facts = ", ".join(part for part in (node.id if node.title else "", credit, told) if part)
    return Box(id=node.id, title=node.title, style=nature or "", facts=facts)
