"""Where boxes stand and lines run: layers from left to right, long lines in lanes between the boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from curriculum.graph import Requisite
from curriculum.pictures.crossings import ordered
from curriculum.pictures.layers import Layering
from curriculum.pictures.placing import spread

Vertex = tuple[str, int]
"""A module and -1; or where a line passes a layer: an empty text, and the number of its lane."""
_LANE = 6.0
_GAP = 16.0
_ROUNDS = 6


@frozen
class Layout:
    """Heights at which everything stands, from 0.

    Attributes:
        centre: of each module.
        lanes: for each requisite that passes layers, the height at which it passes each of them.
    """

    centre: Mapping[str, float]
    lanes: Mapping[Requisite, Sequence[float]]


def laid_out(layering: Layering, heights: Mapping[str, float]) -> Layout:
    """Order the layers so that few lines cross, and give everything a height near to what it is linked to.

    Args:
        layering: the modules in layers, and the requisites between them.
        heights: how high the box of each module is.
    """
    depth = max(layering.layer.values(), default=-1) + 1
    layers: list[list[Vertex]] = [[] for _ in range(depth)]
    links: list[list[tuple[Vertex, Vertex]]] = [[] for _ in range(max(depth - 1, 0))]
    for name, layer in layering.layer.items():
        layers[layer].append((name, -1))
    passing: dict[Requisite, list[Vertex]] = {}
    lane = 0
    for edge in layering.edges:
        first, last = layering.layer[edge.before], layering.layer[edge.after]
        chain: list[Vertex] = [(edge.before, -1)]
        for layer in range(first + 1, last):
            chain.append(("", lane))
            layers[layer].append(("", lane))
            lane += 1
        chain.append((edge.after, -1))
        passing[edge] = chain[1:-1]
        for layer, link in enumerate(pairwise(chain) if last > first else (), first):
            links[layer].append(link)
    arranged = ordered(layers, links)
    height = _heights(arranged, links, heights)
    return Layout(
        centre={name: height[name, -1] for name in layering.layer},
        lanes={edge: [height[vertex] for vertex in chain] for edge, chain in passing.items()},
    )


def _heights(
    layers: Sequence[Sequence[Vertex]],
    links: Sequence[Sequence[tuple[Vertex, Vertex]]],
    heights: Mapping[str, float],
) -> Mapping[Vertex, float]:
    """Return the centre of each vertex: moved towards its neighbours layer by layer, back and forth."""
    towards: dict[Vertex, list[Vertex]] = {}
    for between in links:
        for before, after in between:
            towards.setdefault(before, []).append(after)
            towards.setdefault(after, []).append(before)
    sizes = [[heights[name] if lane < 0 else _LANE for name, lane in layer] for layer in layers]
    centre: dict[Vertex, float] = {}
    for layer, size in zip(layers, sizes, strict=True):
        stacked = spread([0.0] * len(layer), size, _GAP)
        centre.update(zip(layer, stacked, strict=True))
    for turn in range(_ROUNDS):
        pairs = list(zip(layers, sizes, strict=True))
        for layer, size in pairs if turn % 2 else reversed(pairs):
            wishes = []
            for vertex in layer:
                near = [centre[other] for other in towards.get(vertex, ())]
                wishes.append(sum(near) / len(near) if near else centre[vertex])
            centre.update(zip(layer, spread(wishes, size, _GAP), strict=True))
    tops = [
        centre[vertex] - height / 2
        for layer, size in zip(layers, sizes, strict=True)
        for vertex, height in zip(layer, size, strict=True)
    ]
    top = min(tops, default=0.0)
    return {vertex: middle - top for vertex, middle in centre.items()}
