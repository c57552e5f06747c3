"""A curriculum as a directed graph: the door to networkx.

The metrics and the planner need little of a module: an id, what it requires, its credits, its term. A
:class:`RequisiteGraph` holds just that, and comes from a catalog (:func:`catalog_graph`), from a Curricular
Analytics CSV (:mod:`curriculum.interop.curricular_analytics`) or from plain pairs (:func:`requisite_graph`).
Ids are any text here, so that the ids of a file are kept as they are written in it.

Whoever wants networkx gets it from :func:`module_network` and :func:`catalog_network`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from attrs import evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.errors import Finding, raise_if
from curriculum.model import Competency, Module
from curriculum.nature import Nature, module_nature
from curriculum.requisites import NOTHING, One, Requirement, all_of
from curriculum.sequences import as_tuple

if TYPE_CHECKING:
    import networkx as nx

RequisiteKind = Literal["pre", "co", "strict"]
"""Before; before or at the same time; at the same time."""
System = Literal["semester", "quarter"]
KINDS: Mapping[RequisiteKind, str] = {
    "pre": "requires",
    "co": "corequires",
    "strict": "strict_corequires",
}
"""The kinds of requisite, and the field of a module that holds each."""


@frozen(order=True)
class Requisite:
    """An edge: ``after`` needs ``before``.

    Attributes:
        before: id of the module that is needed.
        after: id of the module that needs it.
        kind: whether it is needed before (``pre``), before or at the same time (``co``), or at the same time
            (``strict``).
        certain: whether no alternative can stand in for it.
    """

    before: str
    after: str
    kind: RequisiteKind = "pre"
    certain: bool = True


@frozen(kw_only=True)
class Node:
    """A vertex: what the metrics and the planner need to know of a module.

    Attributes:
        id: any text that is not empty, unique in the graph.
        title: what the module is called.
        credits: its size in credits, 0 or more.
        term: the term that a degree plan puts it in, 1 or more; None when no plan does.
        requires: modules that must come before.
        corequires: modules that must come before or at the same time.
        strict_corequires: modules that must come at the same time.
        nature: whether it is mostly theory or mostly practice; None when it is neither, or nobody has told.
    """

    id: str
    title: str = ""
    credits: float = 0.0
    term: int | None = None
    requires: Requirement = NOTHING
    corequires: Requirement = NOTHING
    strict_corequires: Requirement = NOTHING
    nature: Nature | None = None

    def needs(self) -> Iterator[tuple[str, RequisiteKind, bool]]:
        """Yield id, kind and certainty of every module that is mentioned, repeats included."""
        yield from _mentions(self.requires, "pre")
        yield from _mentions(self.corequires, "co")
        yield from _mentions(self.strict_corequires, "strict")


def _mentions(
    requirement: Requirement, kind: RequisiteKind, *, certain: bool = True
) -> Iterator[tuple[str, RequisiteKind, bool]]:
    """Yield every module in an expression, and whether the expression cannot be met without it."""
    if isinstance(requirement, One):
        yield requirement.module, kind, certain
        return
    certain = certain and requirement.count == len(requirement.parts)
    for part in requirement.parts:
        if isinstance(part, One):  # nearly always
            yield part.module, kind, certain
        else:
            yield from _mentions(part, kind, certain=certain)


@frozen(kw_only=True)
class RequisiteGraph:
    """The modules of a curriculum and what each of them requires.

    Requirements of modules that are not in the graph count as met: they are somebody else's to check.

    Attributes:
        name: what the curriculum is called.
        nodes: the modules, in the order of the file they came from.
        system: whether its terms are semesters or quarters; in a quarter system a module's complexity counts
            two thirds.

    Raises:
        InvalidInput: an id is empty or double.
    """

    name: str = ""
    nodes: tuple[Node, ...] = field(default=(), converter=as_tuple)
    system: System = "semester"

    def __attrs_post_init__(self) -> None:
        raise_if(self._findings())

    def _findings(self) -> Iterator[Finding]:
        seen: dict[str, int] = {}
        for index, node in enumerate(self.nodes):
            where = f"nodes[{index}].id"
            if not node.id:
                yield Finding(code="empty-node-id", where=where)
            elif node.id in seen:
                values = {"id": node.id, "first": f"nodes[{seen[node.id]}]"}
                yield Finding(code="duplicate-id", values=values, where=where)
            seen.setdefault(node.id, index)

    def _repr_svg_(self) -> str:
        from curriculum.pictures import graph_picture

        return graph_picture(self)

    def requisites(self) -> tuple[Requisite, ...]:
        """Return the edges among the nodes, each pair and kind once, in the order of the nodes.

        Example:
            >>> requisite_graph([("a", "c"), ("b", "c", "co")]).requisites()[1]
            Requisite(before='b', after='c', kind='co', certain=True)
        """
        known = {node.id for node in self.nodes}
        certain: dict[tuple[str, str, RequisiteKind], bool] = {}
        for node in self.nodes:
            for name, kind, sure in node.needs():
                if name in known:
                    edge = (name, node.id, kind)
                    certain[edge] = certain.get(edge, False) or sure
        return tuple(Requisite(*edge, certain=sure) for edge, sure in certain.items())


def requisite_graph(
    requisites: Iterable[tuple[str, str] | tuple[str, str, RequisiteKind]],
    *,
    modules: Iterable[str] = (),
    name: str = "",
    system: System = "semester",
) -> RequisiteGraph:
    """Make a graph of plain pairs.

    Args:
        requisites: ``(before, after)`` or ``(before, after, kind)``; the kind is ``pre`` when left out.
        modules: ids in the order wanted, and those that nothing is connected to; further ids follow as they occur.
        name: what the curriculum is called.
        system: semester or quarter.

    Example:
        >>> [node.id for node in requisite_graph([("b", "c")], modules=["a"]).nodes]
        ['a', 'b', 'c']
    """
    needed: dict[str, dict[RequisiteKind, list[str]]] = {module: {} for module in modules}
    for before, after, *rest in requisites:
        kind: RequisiteKind = rest[0] if rest else "pre"
        needed.setdefault(before, {})
        needed.setdefault(after, {}).setdefault(kind, []).append(before)
    nodes = [
        Node(
            id=module,
            requires=all_needed(by_kind.get("pre", ())),
            corequires=all_needed(by_kind.get("co", ())),
            strict_corequires=all_needed(by_kind.get("strict", ())),
        )
        for module, by_kind in needed.items()
    ]
    return RequisiteGraph(name=name, nodes=nodes, system=system)


def all_needed(modules: Iterable[str]) -> Requirement:
    """Return the requirement of all these modules, each counted once."""
    return all_of(*map(One, dict.fromkeys(modules)))


def catalog_graph(catalog: Catalog, *, programme: str | None = None, language: str = "en") -> RequisiteGraph:
    """Return the graph of a catalog's modules.

    Args:
        catalog: the catalog.
        programme: id of one of its programmes, to take only the modules of that one.
        language: language of the titles.

    Raises:
        KeyError: there is no such programme.
    """
    wanted = None if programme is None else set(catalog.programme(programme).module_ids)
    nodes = [
        _node(module, catalog, language) for module in catalog.modules if wanted is None or module.id in wanted
    ]
    name = catalog.id if programme is None else f"{catalog.id}:{programme}"
    return RequisiteGraph(name=name, nodes=nodes)


def _node(module: Module, catalog: Catalog, language: str) -> Node:
    return Node(
        id=module.id,
        title=module.title.said(language, catalog.language) if module.title else "",
        credits=module.credits or 0.0,
        requires=module.requires,
        corequires=module.corequires,
        strict_corequires=module.strict_corequires,
        nature=module_nature(module),
    )


def part_of(graph: RequisiteGraph, modules: Collection[str]) -> RequisiteGraph:
    """Return the graph of some of the modules; what they require of the others counts as met.

    Example:
        >>> [node.id for node in part_of(requisite_graph([("a", "b"), ("b", "c")]), ["c", "a"]).nodes]
        ['a', 'c']
    """
    return evolve(graph, nodes=[node for node in graph.nodes if node.id in modules])


def module_network(graph: RequisiteGraph) -> nx.DiGraph:
    """Return modules and requisites as a networkx graph.

    Args:
        graph: the requisite graph.

    Returns:
        A graph whose nodes are ids with the attributes ``title``, ``credits`` and ``term``; an edge from a module
        to one that needs it has ``kinds`` (a tuple of ``pre``, ``co``, ``strict``) and ``certain``.

    Example:
        >>> sorted(module_network(requisite_graph([("a", "b"), ("b", "c")])).edges)
        [('a', 'b'), ('b', 'c')]
    """
    import networkx as nx

    network = nx.DiGraph(name=graph.name)
    for node in graph.nodes:
        network.add_node(node.id, title=node.title, credits=node.credits, term=node.term)
    for edge in graph.requisites():
        known = network.get_edge_data(edge.before, edge.after, {"kinds": (), "certain": False})
        network.add_edge(
            edge.before,
            edge.after,
            kinds=(*known["kinds"], edge.kind),
            certain=known["certain"] or edge.certain,
        )
    return network


def catalog_network(catalog: Catalog, *, language: str = "en") -> nx.MultiDiGraph:
    """Return a whole catalog as a networkx graph of modules, outcomes, competencies and requirements.

    Args:
        catalog: the catalog.
        language: language of the labels.

    Returns:
        A graph whose nodes are pairs of kind and id, with the attributes ``kind`` and ``label``:
        ``("module", "basis-2")``, ``("outcome", "basis-2.assess-readiness")``,
        ``("competency", "data-ethics")``, ``("requirement", "basis-2.requires")``; the last has ``count`` as
        well: so many of the nodes that point at it are needed. A part of an expression that is itself an
        expression is a requirement of its own (``"basis-2.requires.0"``); a single module that is required
        needs none. The edges carry ``kind``: ``teaches`` from a module to its outcomes, ``builds`` from an
        outcome to its competency, ``part-of`` from a competency to the broader one, ``counts`` into a
        requirement, and ``requires``, ``corequires`` or ``strict_corequires`` into the module that needs it.
    """
    import networkx as nx

    network = nx.MultiDiGraph(name=catalog.id)
    for competency in catalog.competencies:
        _add_competency(network, competency, catalog, language)
    for module in catalog.modules:
        _add_module(network, module, catalog, language)
    for (kind, entry_id), attributes in network.nodes(data=True):
        attributes.setdefault("kind", kind)  # an entry of another catalog was only referred to
        attributes.setdefault("label", entry_id)
    return network


def _add_competency(network: nx.MultiDiGraph, competency: Competency, catalog: Catalog, language: str) -> None:
    here = ("competency", competency.id)
    label = competency.title.said(language, catalog.language) if competency.title else competency.id
    network.add_node(here, kind=here[0], label=label)
    if competency.broader:
        network.add_edge(here, ("competency", competency.broader), kind="part-of")


def _add_module(network: nx.MultiDiGraph, module: Module, catalog: Catalog, language: str) -> None:
    here = ("module", module.id)
    network.add_node(here, kind=here[0], label=_node(module, catalog, language).title or module.id)
    for outcome in module.outcomes:
        taught = ("outcome", f"{module.id}.{outcome.id}")
        label = outcome.statement.said(language, catalog.language)
        network.add_node(taught, kind=taught[0], label=label)
        network.add_edge(here, taught, kind="teaches")
        if outcome.competency:
            network.add_edge(taught, ("competency", outcome.competency), kind="builds")
    for kind in KINDS.values():
        requirement = getattr(module, kind)
        if requirement != NOTHING:
            network.add_edge(_add_requirement(network, requirement, f"{module.id}.{kind}"), here, kind=kind)


def _add_requirement(network: nx.MultiDiGraph, requirement: Requirement, name: str) -> tuple[str, str]:
    """Add an expression and its parts; return the node that stands for it."""
    if isinstance(requirement, One):
        return "module", requirement.module
    here = ("requirement", name)
    network.add_node(here, kind=here[0], label=str(requirement), count=requirement.count)
    for index, part in enumerate(requirement.parts):
        network.add_edge(_add_requirement(network, part, f"{name}.{index}"), here, kind="counts")
    return here
