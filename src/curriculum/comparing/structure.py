"""Why the structural metrics changed: each change divided among the edits of modules and requirements.

The way from the first graph to the second leads through what both have. First what only the first has goes, then
what only the second has comes; so every graph on the way is a part of one of the two, and none has a circle that
they do not have. The shares of each half are taken over the orders of its own edits (:mod:`.shares`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from attrs import evolve, frozen

from curriculum.comparing.edits import Edit, EditKind, of_entries
from curriculum.comparing.results import MetricChange, Part
from curriculum.comparing.rows import conjuncts
from curriculum.comparing.shares import Amounts, Way, shares, way
from curriculum.comparing.sides import Side
from curriculum.graph import KINDS, Node, RequisiteGraph
from curriculum.metrics import CurriculumMetrics, structural_metrics
from curriculum.requisites import all_of

STRUCTURAL = (
    "modules",
    "requisites",
    "blocking",
    "delay",
    "centrality",
    "complexity",
    "complexity_min",
    "rigidity",
    "average_sequencing",
    "longest_path",
    "critical_terms",
    "bottlenecks",
    "redundant",
)
"""The metrics whose changes are divided; the last four are numbers of modules, terms, modules and requisites."""
EFFORT = 300_000
"""So many modules and requisites are measured, all graphs on the way taken together."""
_SMALLEST = 30
"""Measuring takes as long as for so many, however small the graph is."""


@frozen
class Step:
    """Edits that are made together: a requirement, or a module with its own requirements.

    Attributes:
        edits: their positions.
        module: id of the module.
        requirement: field and text of a single requirement; None when it is the whole module.
    """

    edits: tuple[int, ...]
    module: str
    requirement: tuple[str, str] | None = None


@frozen
class Divided:
    """The changes of the structural metrics.

    Attributes:
        metrics: each metric with its parts.
        ways: how the change was divided: of what went, and of what came.
    """

    metrics: tuple[MetricChange, ...]
    ways: tuple[Way, Way]


def divided(before: Side, after: Side, edits: Sequence[Edit]) -> Divided:
    """Return the structural metrics of both sides, each change divided among the edits.

    Raises:
        InvalidInput: requirements of one of the graphs go in a circle, so that its metrics are not defined.
    """
    went, came = _Half(before.graph, steps(edits, "removed")), _Half(after.graph, steps(edits, "added"))
    parts = {made: tuple(-amount for amount in amounts) for made, amounts in went.parts().items()}
    parts |= came.parts()
    for position, edit in of_entries(edits, "catalog"):
        if edit.field == "system":
            parts[position,] = tuple(now - was for was, now in zip(went.shared, came.shared, strict=True))
    first, second = measured(before.graph), measured(after.graph)
    found = tuple(
        MetricChange(
            metric=name,
            before=first[number],
            after=second[number],
            parts=ranked(Part(made, amounts[number]) for made, amounts in parts.items()),
        )
        for number, name in enumerate(STRUCTURAL)
    )
    return Divided(found, (went.way, came.way))


def ranked(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts that are not 0, the largest first."""
    return tuple(sorted((part for part in parts if part.amount), key=lambda part: (-abs(part.amount), part.edits)))


def steps(edits: Sequence[Edit], kind: EditKind) -> list[Step]:
    """Return what is made in one go, of what was added or of what was removed."""
    own: dict[str, list[int]] = {
        edit.id: [position] for position, edit in of_entries(edits, "module") if edit.kind == kind
    }
    single = []
    for position, edit in of_entries(edits, "requirement"):
        if edit.kind == kind and edit.id in own:
            own[edit.id].append(position)
        elif edit.kind == kind:
            text = edit.after if kind == "added" else edit.before
            single.append(Step((position,), edit.id, (edit.field, text)))
    return [Step(tuple(positions), module) for module, positions in own.items()] + single


class _Half:
    """One half of the way: from what both graphs have to one of them."""

    def __init__(self, graph: RequisiteGraph, made: Sequence[Step]) -> None:
        size = _SMALLEST + len(graph.nodes) + sum(len(list(node.needs())) for node in graph.nodes)
        self.graph = graph
        self.steps = made
        self.most = EFFORT // size
        self.way = way(len(made), self.most)

    @property
    def shared(self) -> Amounts:
        """The metrics of what both graphs have."""
        return self.without(self.steps)

    def parts(self) -> dict[tuple[int, ...], Amounts]:
        """Return what each step adds, by the positions of its edits."""
        found = shares(self.worth, len(self.steps), self.most)
        if found is not None:
            return {step.edits: amounts for step, amounts in zip(self.steps, found, strict=True)}
        whole = [one for one in self.steps if one.requirement is None]
        single = [one for one in self.steps if one.requirement is not None]
        kinds = [kind for kind in (whole, single) if kind]

        def worth(made: frozenset[int]) -> Amounts:
            return self.without([step for number, kind in enumerate(kinds) if number not in made for step in kind])

        amounts = shares(worth, len(kinds), 2 ** len(kinds)) or []
        together = (tuple(sorted(edit for step in kind for edit in step.edits)) for kind in kinds)
        return dict(zip(together, amounts, strict=True))

    def worth(self, made: frozenset[int]) -> Amounts:
        """Return the metrics when some of the steps are made."""
        return self.without([step for number, step in enumerate(self.steps) if number not in made])

    def without(self, unmade: Iterable[Step]) -> Amounts:
        """Return the metrics of the graph without what some steps bring."""
        modules: set[str] = set()
        requirements: set[tuple[str, str, str]] = set()
        for step in unmade:
            if step.requirement is None:
                modules.add(step.module)
            else:
                requirements.add((step.module, *step.requirement))
        concerned = {module for module, _, _ in requirements}
        nodes = [
            _lighter(node, requirements) if node.id in concerned else node
            for node in self.graph.nodes
            if node.id not in modules
        ]
        return measured(evolve(self.graph, nodes=nodes))


def _lighter(node: Node, without: set[tuple[str, str, str]]) -> Node:
    """Return a module without some of its requirements."""
    left: dict[str, Any] = {
        name: all_of(
            *(part for part in conjuncts(getattr(node, name)) if (node.id, name, str(part)) not in without)
        )
        for name in KINDS.values()
    }
    return evolve(node, **left)


def measured(graph: RequisiteGraph) -> Amounts:
    """Return the structural metrics of a graph, exactly, in the order of :data:`STRUCTURAL`.

    Raises:
        InvalidInput: requirements go in a circle.
    """
    return tuple(map(Fraction, _numbers(structural_metrics(graph))))


def _numbers(metrics: CurriculumMetrics) -> tuple[Fraction | int, ...]:
    size = len(metrics.modules)
    return (
        size,
        metrics.requisites,
        metrics.blocking,
        metrics.delay,
        metrics.centrality,
        _tenths(metrics.complexity),
        _tenths(metrics.complexity_min),
        Fraction(metrics.requisites, size or 1),
        Fraction(metrics.delay, size or 1),
        len(metrics.longest_path),
        metrics.critical_terms,
        len(metrics.bottlenecks),
        len(metrics.redundant),
    )


def _tenths(complexity: float) -> Fraction:
    """Return a complexity exactly; in a quarter system it has one decimal."""
    return Fraction(complexity) if isinstance(complexity, int) else Fraction(str(complexity))
