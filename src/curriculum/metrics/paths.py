"""Paths through the graph: how long they are, how many there are, and which is the longest.

Everything here visits each edge a fixed number of times. Numbers of paths grow exponentially with the graph (a
ladder of 40 diamonds has 2**40), so they are counted, never listed, in integers of any size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from curriculum.metrics.index import Groups


def longest(sizes: Sequence[int], neighbours: Sequence[Sequence[int]], order: Sequence[int]) -> list[int]:
    """Return for each group the number of modules on the longest path that ends in it, itself included.

    Args:
        sizes: number of modules by group.
        neighbours: where a path can come from, by group.
        order: the groups, each after all its neighbours.
    """
    length = [0] * len(sizes)
    for group in order:
        before = 0
        for other in neighbours[group]:
            before = max(before, length[other])
        length[group] = before + sizes[group]
    return length


def delays(groups: Groups) -> list[int]:
    """Return the delay factor of each group's modules.

    Formula: ``d(v)`` = number of modules on the longest path through ``v``; 1 when it is isolated.

    Returns:
        The delay factors by group.

    Reference: Heileman et al., "Curricular Analytics: A Framework for Quantifying the Impact of Curricular
    Reforms and Pedagogical Innovations" (2018), arXiv:1811.09676.
    """
    count = len(groups.sizes)
    above = longest(groups.sizes, groups.parents, range(count))
    below = longest(groups.sizes, groups.children, range(count - 1, -1, -1))
    return [up + down - size for up, down, size in zip(above, below, groups.sizes, strict=True)]


def centralities(groups: Groups) -> list[int]:
    """Return the centrality of each group's modules.

    Formula: ``q(v)`` = the sum, over all paths from a source to a sink through ``v``, of the path's number of
    modules; 0 when ``v`` is a source or a sink. With ``N`` paths of total length ``S`` from sources to ``v``
    (``v`` counted), and ``M`` paths of total length ``T`` from ``v`` to sinks (``v`` not counted),
    ``q = S M + T N``.

    Returns:
        The centralities by group, exact.

    Reference: as :func:`delays`.
    """
    count = len(groups.sizes)
    number_up, total_up = [1] * count, list(groups.sizes)
    for group in range(count):
        if parents := groups.parents[group]:
            number = sum(number_up[parent] for parent in parents)
            number_up[group] = number
            total_up[group] = sum(total_up[parent] for parent in parents) + number * groups.sizes[group]
    number_down, total_down = [1] * count, [0] * count
    for group in range(count - 1, -1, -1):
        if children := groups.children[group]:
            number_down[group] = sum(number_down[child] for child in children)
            total_down[group] = sum(
                total_down[child] + number_down[child] * groups.sizes[child] for child in children
            )
    return [
        total_up[group] * number_down[group] + total_down[group] * number_up[group]
        if groups.parents[group] and groups.children[group]
        else 0
        for group in range(count)
    ]


class LongestPaths:
    """The longest paths of a graph, in the order of its modules.

    Attributes:
        count: how many there are; 0 in an empty graph.
    """

    def __init__(self, groups: Groups) -> None:
        self._groups = groups
        below = longest(groups.sizes, groups.children, range(len(groups.sizes) - 1, -1, -1))
        length = max(below, default=0)
        self._starts = self._ordered(group for group, reach in enumerate(below) if reach == length)
        self._next: dict[int, list[int]] = {}  # of the groups on longest paths only
        waiting = list(self._starts)
        while waiting:
            group = waiting.pop()
            if group not in self._next:
                wanted = below[group] - groups.sizes[group]
                children = groups.children[group]
                self._next[group] = self._ordered(child for child in children if below[child] == wanted)
                waiting += self._next[group]
        ways: dict[int, int] = {}
        for group in sorted(self._next, reverse=True):
            ways[group] = sum(ways[child] for child in self._next[group]) or 1
        self.count = sum(ways[group] for group in self._starts)

    def _ordered(self, found: Iterable[int]) -> list[int]:
        return sorted(found, key=self._groups.members.__getitem__)

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Yield every longest path as positions of modules, one after the other; there may be very many."""
        waiting = [iter(self._starts)]
        path: list[int] = []
        while waiting:
            group = next(waiting[-1], None)
            if group is None:
                waiting.pop()
                if path:
                    path.pop()
                continue
            path.append(group)
            following = self._next[group]
            if not following:
                yield tuple(module for step in path for module in self._groups.members[step])
            waiting.append(iter(following))
