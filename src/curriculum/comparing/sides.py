"""What is held against what: two catalogs, a programme of each, or two plain graphs of modules."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.graph import Node, RequisiteGraph, catalog_graph
from curriculum.model import Competency, Module, Programme
from curriculum.sequences import as_tuple

Comparable = Catalog | RequisiteGraph
"""A catalog, or the graph of a Curricular Analytics CSV: that has modules and requirements, and nothing else."""


@frozen(kw_only=True)
class Side:
    """One of the two that are compared.

    Attributes:
        graph: modules and what they require.
        catalog: the catalog; None when only the graph is compared.
        programme: id of the one programme that is compared; None when it is the whole catalog.
        others: catalogs that this one uses, as far as they are at hand.
    """

    graph: RequisiteGraph
    catalog: Catalog | None = None
    programme: str | None = None
    others: tuple[Catalog, ...] = field(default=(), converter=as_tuple)

    @property
    def name(self) -> str:
        """What the side is called: catalog, programme and version, or the name of the curriculum."""
        if self.catalog is None:
            return self.graph.name
        return f"{self.graph.name} {self.catalog.version}"

    @property
    def modules(self) -> tuple[Module, ...]:
        """The catalog's modules that take part, in its order."""
        ids = {node.id for node in self.graph.nodes}
        return tuple(module for module in self.catalog.modules if module.id in ids) if self.catalog else ()

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """The programmes that take part."""
        if self.catalog is None:
            return ()
        return self.catalog.programmes if self.programme is None else (self.catalog.programme(self.programme),)

    @property
    def competencies(self) -> tuple[Competency, ...]:
        """The catalog's competencies that take part: all, or those that the programme mentions."""
        if self.catalog is None:
            return ()
        mentioned = set(self.mentioned())
        return tuple(one for one in self.catalog.competencies if self.programme is None or one.id in mentioned)

    def mentioned(self) -> Iterator[str]:
        """Yield every competency that an outcome builds or a programme promises, repeats included."""
        for module in self.modules:
            yield from (outcome.competency for outcome in module.outcomes if outcome.competency)
        for programme in self.programmes:
            yield from (target.competency for target in programme.targets)

    def holds(self, module: str) -> bool:
        """Tell whether a module takes part."""
        return any(node.id == module for node in self.graph.nodes)


def side(of: Comparable, programme: str | None = None, others: Collection[Catalog] = ()) -> Side:
    """Return one side of a comparison.

    Raises:
        KeyError: the catalog has no such programme.
        TypeError: a programme of a plain graph is asked for.
    """
    if isinstance(of, RequisiteGraph):
        if programme is not None:
            raise TypeError("a plain graph has no programmes")
        return Side(graph=_in_order(of))
    graph = catalog_graph(of, programme=programme)
    return Side(graph=_in_order(graph), catalog=of, programme=programme, others=others)


def as_graph(of: Side) -> Side:
    """Return a side without all that a plain graph does not have."""
    return Side(graph=of.graph)


def _in_order(graph: RequisiteGraph) -> RequisiteGraph:
    """Return the graph with its modules by id, so that nothing depends on the order of a file."""

    def by_id(node: Node) -> str:
        return node.id

    return evolve(graph, nodes=sorted(graph.nodes, key=by_id))
