"""All metrics of a curriculum at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from curriculum.errors import InvalidInput
from curriculum.graph import RequisiteGraph, System
from curriculum.metrics.alternatives import least
from curriculum.metrics.feasibility import index_findings
from curriculum.metrics.index import Groups, Index, Partition, groups, index, partition, together
from curriculum.metrics.paths import LongestPaths, centralities, delays
from curriculum.metrics.reach import ancestor_counts, blocking_and_redundant
from curriculum.metrics.results import CurriculumMetrics, ModuleMetrics
from curriculum.metrics.terms import critical_path, plan_metrics


def structural_metrics(graph: RequisiteGraph) -> CurriculumMetrics:
    """Measure a curriculum.

    The requisite graph has a vertex for each module and an edge from ``u`` to ``v`` when ``v`` requires ``u``, be
    it as prerequisite, corequisite or strict corequisite, with or without alternatives. Modules that corequire
    each other in a circle are taken together: paths count all of them, and each of them blocks the others.

    Formula: blocking ``b(v)`` = vertices that can be reached from ``v``; delay ``d(v)`` = vertices on the longest
    path through ``v``; complexity ``h(v) = b(v) + d(v)``, in a quarter system ``round(2/3 h(v), 1)``; centrality
    ``q(v)`` = sum of the lengths of the source-to-sink paths through ``v``. The further ones are described where
    they are attributes of the result.

    Args:
        graph: the curriculum, from :func:`~curriculum.graph.catalog_graph` or read from a file.

    Returns:
        Every metric, per module and in total, exact: centralities are integers of any size.

    Raises:
        InvalidInput: requisites go in a circle, so that paths have no end; the findings show each circle.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> measured = structural_metrics(requisite_graph([("a", "c"), ("b", "c"), ("c", "d")]))
        >>> [(module.id, module.blocking, module.delay, module.centrality) for module in measured.modules]
        [('a', 2, 3, 0), ('c', 1, 3, 6), ('b', 2, 3, 0), ('d', 0, 3, 0)]

    Reference: Heileman et al., "Curricular Analytics: A Framework for Quantifying the Impact of Curricular
    Reforms and Pedagogical Innovations" (2018), arXiv:1811.09676.
    """
    with _no_collecting():
        return _measured(graph)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let the garbage collector rest: hundreds of thousands of small lists are made here, and no reference cycle.

    Otherwise it walks through all of a large graph again and again, for a third of the time.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _measured(graph: RequisiteGraph) -> CurriculumMetrics:
    indexed, grouped, simultaneous = _checked(graph)
    blocking, redundant = blocking_and_redundant(indexed, grouped)
    longest = LongestPaths(grouped)
    delay = delays(grouped)
    hard = least(indexed, grouped, blocking, delay)
    columns = zip(
        blocking, delay, centralities(grouped), ancestor_counts(grouped), hard.blocking, hard.delay, strict=True
    )
    rows = list(columns)
    ids = [node.id for node in graph.nodes]
    return CurriculumMetrics(
        name=graph.name,
        system=graph.system,
        modules=tuple(_module(indexed, number, rows[group]) for number, group in enumerate(grouped.home)),
        requisites=indexed.requisites,
        redundant=tuple((ids[before], ids[after]) for before, after in redundant),
        longest_path=_named(next(iter(longest), ()), ids),
        longest_paths=longest.count,
        critical_path=_named(critical_path(indexed, simultaneous), ids),
        plan=plan_metrics(graph),
    )


def _module(indexed: Index, number: int, row: tuple[int, ...]) -> ModuleMetrics:
    blocking, delay, centrality, reachability, hard_blocking, hard_delay = row
    system = indexed.graph.system
    return ModuleMetrics(
        id=indexed.graph.nodes[number].id,
        blocking=blocking,
        delay=delay,
        centrality=centrality,
        complexity=adjusted(blocking + delay, system),
        reachability=reachability,
        needs=len(indexed.parents[number]),
        needed_by=len(indexed.children[number]),
        hard_blocking=hard_blocking,
        hard_delay=hard_delay,
        complexity_min=adjusted(hard_blocking + hard_delay, system),
    )


def adjusted(complexity: int, system: System) -> float:
    """Return a module's structural complexity as the system counts it.

    Formula: ``h`` in a semester system, ``round(2/3 h, 1)`` in a quarter system.

    Example:
        >>> adjusted(5, "semester"), adjusted(5, "quarter")
        (5, 3.3)
    """
    if system == "semester":
        return complexity
    return (40 * complexity + 3) // 6 / 10  # 20/3 h is never halfway between two integers


def longest_paths(graph: RequisiteGraph) -> Iterator[tuple[str, ...]]:
    """Yield every longest path, as ids from first to last, one at a time; there may be very many.

    Formula: the paths with the most vertices.

    Args:
        graph: the curriculum.

    Raises:
        InvalidInput: requisites go in a circle.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> list(longest_paths(requisite_graph([("a", "c"), ("b", "c")])))
        [('a', 'c'), ('b', 'c')]
    """
    _, grouped, _ = _checked(graph)
    longest = LongestPaths(grouped)
    ids = [node.id for node in graph.nodes]
    return (_named(path, ids) for path in longest)


def _checked(graph: RequisiteGraph) -> tuple[Index, Groups, Partition]:
    """Index a graph whose requisites can be met, and say what must be taken together."""
    indexed = index(graph)
    circles = partition(indexed.children)
    simultaneous = together(indexed, circles)
    if found := index_findings(indexed, simultaneous):
        raise InvalidInput(found)
    return indexed, groups(indexed, circles), simultaneous


def _named(path: Sequence[int], ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(ids[position] for position in path)
