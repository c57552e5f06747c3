"""The graph with numbers for ids, and with modules that corequire each other put together.

Ids are identity everywhere else; inside this package vertices are positions in the list of nodes, because the
algorithms visit each edge a few times and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from curriculum.graph import RequisiteGraph, RequisiteKind
from curriculum.metrics.components import components

Link = tuple[int, int, RequisiteKind]
"""Positions of ``before`` and ``after``, and the kind of requisite."""


@frozen
class Index:
    """A requisite graph by position.

    Attributes:
        graph: what was indexed.
        links: every requisite, each once, and whether it is certain: no alternative can stand in for it. A
            module's corequisite on itself is left out.
        children: for each module those that need it, each once.
        parents: for each module those that it needs, each once.
    """

    graph: RequisiteGraph
    links: Mapping[Link, bool]
    children: list[list[int]]
    parents: list[list[int]]

    @property
    def requisites(self) -> int:
        """Number of edges, however many kinds of requisite join the same two modules."""
        return sum(map(len, self.children))

    def is_tight(self, before: int, after: int) -> bool:
        """Tell whether one module is a prerequisite of the other, not a corequisite only."""
        return (before, after, "pre") in self.links


def index(graph: RequisiteGraph) -> Index:
    """Number the modules of a graph and gather its requisites."""
    position = {node.id: number for number, node in enumerate(graph.nodes)}
    links: dict[Link, bool] = {}
    children: list[list[int]] = [[] for _ in graph.nodes]
    parents: list[list[int]] = []
    for after, node in enumerate(graph.nodes):
        needed: dict[int, None] = {}
        for name, kind, certain in node.needs():
            before = position.get(name)
            if before is not None and (before != after or kind == "pre"):
                links[before, after, kind] = links.get((before, after, kind), False) or certain
                needed[before] = None
        parents.append(list(needed))
        for before in needed:
            children[before].append(after)
    return Index(graph, links, children, parents)


@frozen
class Partition:
    """The modules in groups, the groups in topological order.

    Attributes:
        members: for each group its modules.
        home: for each module its group.
    """

    members: list[list[int]]
    home: list[int]


def partition(children: Sequence[Sequence[int]]) -> Partition:
    """Group the modules that can be reached from each other."""
    members = components(children)
    home = [0] * len(children)
    for group, modules in enumerate(members):
        for module in modules:
            home[module] = group
    return Partition(members, home)


def together(indexed: Index, circles: Partition) -> Partition:
    """Group the modules none of which can come before another of the group.

    Args:
        indexed: the graph.
        circles: its strongly connected components, which is the answer when nothing is a strict corequisite.
    """
    certain = [link for link, is_certain in indexed.links.items() if is_certain]
    strict = [(before, after) for before, after, kind in certain if kind == "strict"]
    if not strict:
        return circles
    later = [list(children) for children in indexed.children]
    for before, after in strict:
        later[after].append(before)
    return partition(later)


@frozen
class Groups:
    """An acyclic graph: modules that corequire each other in a circle are one vertex, a group.

    Nearly always each module is a group by itself, and this is the requisite graph in topological order.

    Attributes:
        members: for each group its modules, the groups in topological order.
        home: for each module its group.
        sizes: for each group how many modules it has.
        children: for each group those that need it, each once, in topological order.
        parents: for each group those that it needs, each once, in topological order.
    """

    members: list[list[int]]
    home: list[int]
    sizes: list[int]
    children: list[list[int]]
    parents: list[list[int]]


def groups(indexed: Index, circles: Partition) -> Groups:
    """Make each of the graph's strongly connected components one vertex."""
    return Groups(
        circles.members,
        circles.home,
        list(map(len, circles.members)),
        _between(circles, indexed.children),
        _between(circles, indexed.parents),
    )


def _between(found: Partition, neighbours: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the neighbours of each group, given those of each module."""
    if len(found.members) == len(found.home):  # every module is a group by itself: nothing can be double
        return [sorted(map(found.home.__getitem__, neighbours[module])) for (module,) in found.members]
    return [
        sorted({found.home[other] for member in members for other in neighbours[member]} - {group})
        for group, members in enumerate(found.members)
    ]
