"""The order of what stands in each layer, so that few lines cross: barycentre sweeps, as Sugiyama has them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from typing import TypeVar

Vertex = TypeVar("Vertex")
SWEEPS = 12


def crossings(upper: Sequence[Vertex], lower: Sequence[Vertex], links: Sequence[tuple[Vertex, Vertex]]) -> int:
    """Return how many pairs of links between two neighbouring layers cross.

    Example:
        >>> crossings("ab", "xy", [("a", "y"), ("b", "x")])
        1
    """
    first = {vertex: place for place, vertex in enumerate(upper)}
    second = {vertex: place for place, vertex in enumerate(lower)}
    seen: list[int] = []
    crossed = 0
    for _, end in sorted((first[before], second[after]) for before, after in links):
        crossed += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return crossed


def ordered(
    layers: Sequence[Sequence[Vertex]], links: Sequence[Sequence[tuple[Vertex, Vertex]]], sweeps: int = SWEEPS
) -> list[list[Vertex]]:
    """Return the layers with their vertices in an order in which few links cross.

    Each sweep goes once through all layers, forth or back, and puts every vertex at the mean place of those that
    it is linked to in the layer before; the best order of all sweeps counts.

    Args:
        layers: the vertices by layer.
        links: between each layer and the next.
        sweeps: how many sweeps are made at most.

    Example:
        >>> ordered([["a", "b"], ["x", "y"]], [[("a", "y"), ("b", "x")]])
        [['a', 'b'], ['y', 'x']]
    """
    current = [list(layer) for layer in layers]
    best, fewest = [list(layer) for layer in current], _all(current, links)
    for sweep in range(sweeps):
        if not fewest:
            break
        _sweep(current, links, forth=sweep % 2 == 0)
        crossed = _all(current, links)
        if crossed < fewest:
            best, fewest = [list(layer) for layer in current], crossed
    return best


def _all(layers: Sequence[Sequence[Vertex]], links: Sequence[Sequence[tuple[Vertex, Vertex]]]) -> int:
    return sum(crossings(layers[number], layers[number + 1], between) for number, between in enumerate(links))


def _sweep(layers: list[list[Vertex]], links: Sequence[Sequence[tuple[Vertex, Vertex]]], *, forth: bool) -> None:
    for number in range(len(links)) if forth else reversed(range(len(links))):
        fixed, moved = (number, number + 1) if forth else (number + 1, number)
        place = {vertex: position for position, vertex in enumerate(layers[fixed])}
        towards: dict[Vertex, list[int]] = {}
        for before, after in links[number]:
            own, other = (after, before) if forth else (before, after)
            towards.setdefault(own, []).append(place[other])
        layers[moved] = _by_mean(layers[moved], towards)


def _by_mean(layer: Sequence[Vertex], towards: Mapping[Vertex, Sequence[int]]) -> list[Vertex]:
    """Sort a layer by the mean places of what its vertices are linked to; those without links keep their own."""
    mean = {vertex: sum(places) / len(places) for vertex, places in towards.items()}
    keys = {vertex: mean.get(vertex, float(position)) for position, vertex in enumerate(layer)}
    return sorted(layer, key=keys.__getitem__)
