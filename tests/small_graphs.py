"""Small requisite graphs to draw, and every metric once more: slowly, straight from its definition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import networkx as nx
from hypothesis import strategies as st

from curriculum.graph import Node, RequisiteGraph, RequisiteKind, module_network, requisite_graph
from curriculum.requisites import NOTHING, AtLeast, One, Requirement

NAMES = "abcdefgh"


@st.composite
def acyclic(draw: st.DrawFn, largest: int = 8) -> RequisiteGraph:
    """Draw a graph without circles, whose modules stand in any order."""
    size = draw(st.integers(1, largest))
    names = draw(st.permutations(NAMES[:size]))
    pairs = list(itertools.combinations(names, 2))
    kinds = draw(st.lists(st.sampled_from(["", "", "pre", "pre", "co", "strict"]), min_size=len(pairs)))
    edges = [(*pair, kind) for pair, kind in zip(pairs, kinds, strict=False) if kind]
    return requisite_graph(edges, modules=NAMES[:size])


@st.composite
def any_graph(draw: st.DrawFn, largest: int = 6) -> RequisiteGraph:
    """Draw a graph that may have circles, and several kinds of requisite between the same two modules."""
    size = draw(st.integers(1, largest))
    pairs = list(itertools.product(NAMES[:size], repeat=2))
    kinds = st.sampled_from(["pre", "co", "strict"])
    edges = draw(st.lists(st.tuples(st.sampled_from(pairs), kinds), max_size=2 * size))
    return requisite_graph([(*pair, kind) for pair, kind in edges], modules=NAMES[:size])


@st.composite
def with_choices(draw: st.DrawFn, largest: int = 6) -> RequisiteGraph:
    """Draw a graph without circles whose requirements have alternatives."""
    size = draw(st.integers(1, largest))
    nodes = []
    for position, name in enumerate(NAMES[:size]):
        requires = draw(requirements(NAMES[:position])) if position else NOTHING
        corequires = draw(requirements(NAMES[:position])) if position and draw(st.booleans()) else NOTHING
        nodes.append(Node(id=name, requires=requires, corequires=corequires))
    return RequisiteGraph(nodes=draw(st.permutations(nodes)))


def requirements(names: Sequence[str]) -> st.SearchStrategy[Requirement]:
    """Draw an expression of a few of these modules, and of one that is not in the graph."""
    leaf: st.SearchStrategy[Requirement] = st.sampled_from([*names, *names, "elsewhere"]).map(One)
    several = st.lists(leaf | st.lists(leaf, min_size=1, max_size=2).flatmap(counted), min_size=1, max_size=3)
    return leaf | several.flatmap(counted) | st.just(NOTHING)


def counted(parts: Sequence[Requirement]) -> st.SearchStrategy[Requirement]:
    return st.integers(1, len(parts)).map(lambda count: AtLeast(count, tuple(parts)))


def drawn(graph: RequisiteGraph) -> nx.DiGraph:
    """Return the graph as networkx sees it, without corequisites of modules on themselves."""
    network = module_network(graph)
    network.remove_edges_from([(v, v) for v in network if network.has_edge(v, v)])
    return network


def paths_between_ends(network: nx.DiGraph) -> list[list[str]]:
    """List every path from a source to a sink."""
    sources = [v for v in network if network.in_degree(v) == 0]
    sinks = [v for v in network if network.out_degree(v) == 0]
    found = [[v] for v in sources if v in sinks]
    for source, sink in itertools.product(sources, sinks):
        if source != sink:
            found += nx.all_simple_paths(network, source, sink)
    return found


def blocking(network: nx.DiGraph) -> dict[str, int]:
    return {v: len(nx.descendants(network, v)) for v in network}


def delay(network: nx.DiGraph) -> dict[str, int]:
    paths = paths_between_ends(network)
    return {v: max(len(path) for path in paths if v in path) for v in network}


def centrality(network: nx.DiGraph) -> dict[str, int]:
    paths = paths_between_ends(network)
    return {v: sum(len(path) for path in paths if v in path[1:-1]) for v in network}


def taken_together(network: nx.DiGraph) -> tuple[dict[str, int], dict[str, int]]:
    """Return delay and centrality when modules that need each other in a circle are one vertex of their number."""
    whole = nx.condensation(network)
    paths = paths_between_ends(whole)
    length = {tuple(path): sum(len(whole.nodes[step]["members"]) for step in path) for path in paths}
    home = whole.graph["mapping"]
    return (
        {v: max(length[tuple(path)] for path in paths if home[v] in path) for v in network},
        {v: sum(length[tuple(path)] for path in paths if home[v] in path[1:-1]) for v in network},
    )


def all_paths(network: nx.DiGraph) -> Iterator[list[str]]:
    """Yield every path of a graph without circles."""
    waiting = [[start] for start in network]
    while waiting:
        path = waiting.pop()
        yield path
        waiting += [[*path, child] for child in network.successors(path[-1])]


def redundant(network: nx.DiGraph) -> set[tuple[str, str]]:
    return {
        (u, v)
        for u, v in network.edges
        if any(
            len(path) > 2 and "pre" in network.edges[path[0], path[1]]["kinds"]
            for path in nx.all_simple_paths(network, u, v)
        )
    }


def rounded(complexity: int) -> float:
    """Return two thirds, rounded to one decimal."""
    return float(round(Fraction(2 * complexity, 3), 1))


def fewest_terms(graph: RequisiteGraph) -> int | None:
    """Return how many terms the certain and uncertain requisites need, moving modules back until all is well."""
    term = {node.id: 1 for node in graph.nodes}
    for _ in range(len(term) * len(term) + 1):
        before = dict(term)
        for edge in graph.requisites():
            if edge.before != edge.after or edge.kind == "pre":
                wait = int(edge.kind == "pre")
                term[edge.after] = max(term[edge.after], term[edge.before] + wait)
            if edge.kind == "strict" and edge.certain:
                term[edge.before] = max(term[edge.before], term[edge.after])
        if term == before:
            return max(term.values(), default=0)
    return None


def settlings(graph: RequisiteGraph) -> Iterator[RequisiteGraph]:
    """Yield the graph once for every way of settling its choices."""
    ways = [list(settled(node)) for node in graph.nodes]
    known = {node.id for node in graph.nodes}
    for chosen in itertools.product(*ways):
        edges = [
            (before, node.id)
            for node, needed in zip(graph.nodes, chosen, strict=True)
            for before in needed
            if before in known
        ]
        yield requisite_graph(edges, modules=[node.id for node in graph.nodes])


def settled(node: Node) -> set[frozenset[str]]:
    expressions = (node.requires, node.corequires, node.strict_corequires)
    return {frozenset().union(*parts) for parts in itertools.product(*map(met_by, expressions))}


def met_by(requirement: Requirement) -> set[frozenset[str]]:
    """Return the sets of modules that meet an expression with nothing to spare in any part of it."""
    if isinstance(requirement, One):
        return {frozenset({requirement.module})}
    return {
        frozenset().union(*chosen)
        for parts in itertools.combinations(requirement.parts, requirement.count)
        for chosen in itertools.product(*map(met_by, parts))
    }


def edges(text: str) -> list[tuple[str, str, RequisiteKind]]:
    """Read ``a>b a~c a=d``: before, not after, together."""
    kinds: Mapping[str, RequisiteKind] = {">": "pre", "~": "co", "=": "strict"}
    return [(word[0], word[2], kinds[word[1]]) for word in text.split()]
