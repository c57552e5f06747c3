"""Terms: how many a curriculum needs at least, and how good a given degree plan is."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from attrs import frozen

from curriculum.graph import Requisite, RequisiteGraph
from curriculum.metrics.index import Index, Link, Partition


def critical_path(indexed: Index, found: Partition) -> tuple[int, ...]:
    """Return a chain of modules that needs as many terms as the requisites ask for at least.

    Formula: 1 + the weight of the heaviest path, where a prerequisite weighs 1, a corequisite 0, and strict
    corequisites are merged into one vertex; 0 without modules. Unlike delay it measures time. All modules that
    are mentioned count, alternatives too.

    Args:
        indexed: a feasible graph.
        found: which of its modules must be taken together.

    Returns:
        One module for each term, as positions, first term first; none when there are no modules.
    """
    home = found.home
    term = [1] * len(found.members)
    reason: list[Link | None] = [None] * len(found.members)  # why a group is in no earlier term
    for link in sorted(indexed.links, key=lambda link: home[link[1]]):
        before, after, kind = link
        earliest = term[home[before]] + (kind == "pre")
        if earliest > term[home[after]]:
            term[home[after]], reason[home[after]] = earliest, link
    last = max(range(len(term)), key=term.__getitem__, default=None)
    return () if last is None else tuple(_chain(last, reason, found))[::-1]


def _chain(group: int, reason: Sequence[Link | None], found: Partition) -> Iterator[int]:
    """Yield, from the last term back, one module of each term: the one that the next has to wait for."""
    link = reason[group]
    yield found.members[group][0] if link is None else link[1]
    while link is not None:
        before, _, kind = link
        if kind == "pre":
            yield before
        link = reason[found.home[before]]


@frozen(kw_only=True)
class PlanMetrics:
    """How good a degree plan is: modules that are put into terms.

    Attributes:
        credits: total credits by term, first term first; a term without modules has 0.
        total: credits of the whole plan.
        minimum: credits of the lightest term.
        maximum: credits of the heaviest term.
        mean: mean credits of a term.
        deviation: population standard deviation of the terms' credits.
        distance: sum over requisites without alternatives of the terms from ``before`` to ``after``; fewer is
            fresher.
        broken: requisites without alternatives that the plan does not keep.
        unplaced: ids of the modules that are in no term; they count in none of the above.
    """

    credits: tuple[float, ...]
    total: float
    minimum: float
    maximum: float
    mean: float
    deviation: float
    distance: int
    broken: tuple[Requisite, ...]
    unplaced: tuple[str, ...]


def plan_metrics(graph: RequisiteGraph) -> PlanMetrics | None:
    """Measure the degree plan that the nodes' terms make.

    Formula: over terms ``1 ... T``, ``T`` being the last that has a module: sum, minimum, maximum, mean and
    population standard deviation of the credits; requisite distance = sum over edges ``u -> v`` without
    alternatives of ``term(v) - term(u)``.

    Args:
        graph: the curriculum, whose nodes have terms.

    Returns:
        The plan's metrics, or None when no node has a term.

    Example:
        >>> from curriculum.graph import Node
        >>> plan = [Node(id="a", credits=6, term=1), Node(id="b", credits=4, term=2)]
        >>> plan_metrics(RequisiteGraph(nodes=plan)).deviation
        1.0

    Reference: Heileman et al. (2018), arXiv:1811.09676.
    """
    term = {node.id: node.term for node in graph.nodes if node.term is not None}
    if not term:
        return None
    load = [0.0] * max(term.values())
    for node in graph.nodes:
        if node.term is not None:
            load[node.term - 1] += node.credits
    placed = [edge for edge in graph.requisites() if edge.before in term and edge.after in term]
    pairs = {(edge.before, edge.after) for edge in placed if edge.certain}
    return PlanMetrics(
        credits=tuple(load),
        total=sum(load),
        minimum=min(load),
        maximum=max(load),
        mean=statistics.fmean(load),
        deviation=statistics.pstdev(load),
        distance=sum(term[after] - term[before] for before, after in pairs),
        broken=tuple(edge for edge in placed if edge.certain and not _kept(edge, term)),
        unplaced=tuple(node.id for node in graph.nodes if node.term is None),
    )


def _kept(edge: Requisite, term: dict[str, int]) -> bool:
    wait = term[edge.after] - term[edge.before]
    return {"pre": wait > 0, "co": wait >= 0, "strict": wait == 0}[edge.kind]
