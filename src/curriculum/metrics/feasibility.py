"""Can the requisites be met at all? Those that go in a circle cannot.

A curriculum is infeasible exactly when a prerequisite lies inside a strongly connected component of the graph of
prerequisites, corequisites, strict corequisites and reversed strict corequisites: its ``before`` must come
strictly before its ``after``, which in turn must not come later than its ``before``. Modules that
corequire each other are fine: they are taken together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from attrs import frozen

from curriculum.errors import Finding
from curriculum.graph import RequisiteGraph, RequisiteKind
from curriculum.metrics.index import Index, Partition, index, partition, together

_EFFORT = 2_000_000
"""Edges looked at in search of a shorter circle or a better requisite to remove; then the best so far will do."""
_SIGNS = {"pre": "<", "co": "≤", "strict": "="}


@frozen
class Arc:
    """A step forward in time: ``start`` is before, not after, or together with ``end``.

    Attributes:
        start: position of a module.
        end: position of the next one.
        kind: before (``pre``), not after (``co``), together (``strict``).
        needs: positions of the two modules of the requisite that says so, ``before`` and ``after``.
        certain: whether no alternative can stand in for it.
    """

    start: int
    end: int
    kind: RequisiteKind
    needs: tuple[int, int]
    certain: bool


def circle_findings(graph: RequisiteGraph) -> list[Finding]:
    """Complain about every set of modules whose requisites go in a circle.

    Args:
        graph: the curriculum.

    Returns:
        One finding for each strongly connected component with a prerequisite inside: a shortest circle in it
        (``<`` before, ``≤`` not after, ``=`` together), and that one of its requisites whose removal mends most.
        None when the curriculum is feasible.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> found = circle_findings(requisite_graph([("a", "b"), ("c", "b", "strict"), ("c", "a")]))
        >>> found[0].values["circle"]
        'c < a < b = c'

    Reference: Heileman et al. (2018), arXiv:1811.09676, for the four kinds of edge.
    """
    indexed = index(graph)
    return index_findings(indexed, together(indexed, partition(indexed.children)))


def index_findings(indexed: Index, found: Partition) -> list[Finding]:
    """Do the same for a graph that is indexed already, given what must be taken together."""
    inside: dict[int, list[Arc]] = {}
    for (before, after, kind), certain in indexed.links.items():
        if found.home[before] == found.home[after]:
            arcs = inside.setdefault(found.home[before], [])
            arcs.append(Arc(before, after, kind, (before, after), certain))
            if kind == "strict" and certain:
                arcs.append(Arc(after, before, kind, (before, after), certain))
    return [_finding(indexed, arcs) for arcs in inside.values() if any(arc.kind == "pre" for arc in arcs)]


def _finding(indexed: Index, arcs: list[Arc]) -> Finding:
    circle = _shortest_circle(arcs)
    ids = [node.id for node in indexed.graph.nodes]
    mended = _best_removal(circle, arcs)
    drawn = "".join(f"{ids[arc.start]} {_SIGNS[arc.kind]} " for arc in circle) + ids[circle[0].start]
    code = "requisite-circle" if all(arc.certain for arc in circle) else "requisite-circle-of-choices"
    values = {
        "circle": drawn,
        "before": ids[mended.needs[0]],
        "after": ids[mended.needs[1]],
        "modules": len({arc.start for arc in arcs}),
    }
    return Finding(code=code, values=values, where=ids[circle[0].end])


def _shortest_circle(arcs: Sequence[Arc]) -> list[Arc]:
    """Return a shortest circle that begins with a prerequisite."""
    leaving: dict[int, list[Arc]] = {}
    for arc in arcs:
        leaving.setdefault(arc.start, []).append(arc)
    best: list[Arc] = []
    effort = 0
    for first in arcs:
        if first.kind == "pre" and (not best or effort < _EFFORT):
            back = _way(first.end, first.start, leaving, len(best) - 1 if best else len(arcs) + 1)
            effort += len(arcs)
            if back is not None:
                best = [first, *back]
    return best


def _way(start: int, goal: int, leaving: dict[int, list[Arc]], limit: int) -> list[Arc] | None:
    """Return a shortest way of fewer than ``limit`` arcs, found breadth first."""
    came: dict[int, Arc | None] = {start: None}
    queue = deque([(start, 0)])
    while queue:
        here, length = queue.popleft()
        if here == goal:
            return _walked(goal, came)
        if length + 1 < limit:
            for arc in leaving[here]:
                if arc.end not in came:
                    came[arc.end] = arc
                    queue.append((arc.end, length + 1))
    return None


def _walked(goal: int, came: dict[int, Arc | None]) -> list[Arc]:
    way: list[Arc] = []
    here = goal
    while (arc := came[here]) is not None:
        way.append(arc)
        here = arc.start
    return way[::-1]


def _best_removal(circle: Sequence[Arc], arcs: Sequence[Arc]) -> Arc:
    """Return the arc of the circle without whose requisite the fewest prerequisites stay in a circle."""
    number = {module: position for position, module in enumerate(dict.fromkeys(arc.start for arc in arcs))}

    def left(candidate: Arc) -> int:
        children: list[list[int]] = [[] for _ in number]
        kept = [arc for arc in arcs if arc.needs != candidate.needs]
        for arc in kept:
            children[number[arc.start]].append(number[arc.end])
        home = partition(children).home
        return sum(arc.kind == "pre" and home[number[arc.start]] == home[number[arc.end]] for arc in kept)

    return min(circle[: max(_EFFORT // len(arcs), 1)], key=left)
