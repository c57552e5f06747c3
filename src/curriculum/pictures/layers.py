"""Modules in layers: each right of everything that it requires, by the longest path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from curriculum.graph import Requisite, RequisiteGraph
from curriculum.metrics.components import components


@frozen
class Layering:
    """Which layer each module is in.

    Attributes:
        layer: from 0, by id; for the modules that requisites connect.
        edges: the requisites that lead from left to right, or stay in a layer.
        against: those that are not kept: only where modules require each other in a circle.
        alone: ids of modules that nothing is connected to.
    """

    layer: Mapping[str, int]
    edges: tuple[Requisite, ...]
    against: tuple[Requisite, ...]
    alone: tuple[str, ...]


def layered(graph: RequisiteGraph) -> Layering:
    """Put the modules of a curriculum into layers.

    A prerequisite is at least one layer further left, a corequisite is not further right, strict corequisites are
    in the same layer. In a circle the order of the curriculum decides which requisites lead back.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> dict(layered(requisite_graph([("a", "b"), ("b", "c"), ("a", "c")])).layer)
        {'a': 0, 'b': 1, 'c': 2}
    """
    requisites = [edge for edge in graph.requisites() if edge.before != edge.after]
    connected = {name for edge in requisites for name in (edge.before, edge.after)}
    names = [node.id for node in graph.nodes if node.id in connected]
    block = _blocks(names, requisites)
    size = len(set(block.values()))
    within = [edge for edge in requisites if block[edge.before] != block[edge.after]]
    children: list[list[int]] = [[] for _ in range(size)]
    for edge in within:
        children[block[edge.before]].append(block[edge.after])
    found = components(children)
    circle = {member: number for number, members in enumerate(found) for member in members}
    steps: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for edge in within:
        before, after = block[edge.before], block[edge.after]
        if circle[before] != circle[after] or before < after:
            steps[before].append((after, int(edge.kind == "pre")))
    depth = [0] * size
    for members in found:
        for member in members:
            for after, step in steps[member]:
                depth[after] = max(depth[after], depth[member] + step)
    layer = {name: depth[block[name]] for name in names}
    against = [edge for edge in requisites if layer[edge.after] - layer[edge.before] < int(edge.kind == "pre")]
    return Layering(
        layer=layer,
        edges=tuple(edge for edge in requisites if edge not in set(against)),
        against=tuple(against),
        alone=tuple(node.id for node in graph.nodes if node.id not in connected),
    )


def layers_document(graph: RequisiteGraph) -> dict[str, Any]:
    """Return the document of ``curriculum map --json``: ids by layer, and those that nothing is connected to."""
    layering = layered(graph)
    depth = max(layering.layer.values(), default=-1) + 1
    return {
        "name": graph.name,
        "layers": [[name for name, layer in layering.layer.items() if layer == number] for number in range(depth)],
        "alone": list(layering.alone),
    }


def _blocks(names: Sequence[str], requisites: Sequence[Requisite]) -> Mapping[str, int]:
    """Return the number of each module's block: modules that strict corequisites hold together have the same."""
    number = {name: position for position, name in enumerate(names)}
    tied: list[list[int]] = [[] for _ in names]
    for edge in requisites:
        if edge.kind == "strict":
            tied[number[edge.before]].append(number[edge.after])
            tied[number[edge.after]].append(number[edge.before])
    first = sorted(members for members in components(tied))
    return {names[member]: position for position, members in enumerate(first) for member in members}
