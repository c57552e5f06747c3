"""The layered map of a curriculum: modules from left to right, each right of what it requires."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from curriculum.catalog import Catalog
from curriculum.graph import Requisite, RequisiteGraph, catalog_graph
from curriculum.messages import say
from curriculum.pictures.boxes import WIDTH, Box, catalog_boxes, graph_boxes
from curriculum.pictures.layers import Layering, layered
from curriculum.pictures.layout import Layout, laid_out
from curriculum.pictures.lettering import width
from curriculum.pictures.lines import Point, beside, drawn
from curriculum.pictures.svg import Picture, element, line_of_text, picture

_MARGIN, _HEAD, _GAP = 24.0, 58.0, 72.0
_ALONE_GAP = 16.0
_SAMPLES = {
    "pre": Requisite("", "", "pre"),
    "co": Requisite("", "", "co"),
    "strict": Requisite("", "", "strict"),
    "maybe": Requisite("", "", "pre", certain=False),
    "circle": Requisite("", "", "pre"),
}


def catalog_picture(
    catalog: Catalog,
    programme_id: str | None = None,
    *,
    outcomes: bool = False,
    others: Iterable[Catalog] = (),
    language: str = "en",
) -> Picture:
    """Draw the modules of a catalog, or of one of its programmes, and what they require of each other.

    Args:
        catalog: the catalog.
        programme_id: id of the programme; every module of the catalog when None.
        outcomes: whether each module tells which competencies it builds, up to which step.
        others: catalogs that it uses, for the steps of their scales.
        language: language of titles and legend: da, sv or en.

    Raises:
        KeyError: there is no such programme.
    """
    graph = catalog_graph(catalog, programme=programme_id, language=language)
    named = catalog if programme_id is None else catalog.programme(programme_id)
    title = named.title.said(language, catalog.language) if named.title else graph.name
    names = [node.id for node in graph.nodes]
    boxes = catalog_boxes(catalog, names, outcomes=outcomes, others=others, language=language)
    return _map(graph, boxes, title, language)


def graph_picture(graph: RequisiteGraph, *, language: str = "en") -> Picture:
    """Draw a requisite graph, for example that of a Curricular Analytics CSV.

    Args:
        graph: the graph.
        language: language of the legend: da, sv or en.

    Example:
        >>> from curriculum.graph import requisite_graph
        >>> graph_picture(requisite_graph([("a", "b")])).startswith("<svg")
        True
    """
    return _map(graph, graph_boxes(graph, language), graph.name or say("picture.map", language), language)


def _map(graph: RequisiteGraph, boxes: Mapping[str, Box], title: str, language: str) -> Picture:
    layering = layered(graph)
    layout = laid_out(layering, {name: boxes[name].height for name in layering.layer})
    place = {
        name: (_MARGIN + layer * (WIDTH + _GAP), _HEAD + layout.centre[name] - boxes[name].height / 2)
        for name, layer in layering.layer.items()
    }
    columns = max(layering.layer.values(), default=-1) + 1
    bottom = max((place[name][1] + boxes[name].height for name in place), default=_HEAD - 12)
    across = max(columns, min(len(layering.alone), 5))
    parts = [line_of_text(title, _MARGIN, 34, "head")]
    parts += _lines(layering, layout, place, boxes)
    parts += [boxes[name].drawn(*corner) for name, corner in place.items()]
    alone, bottom = _alone([boxes[name] for name in layering.alone], across, bottom, language)
    legend, right = _legend(layering, boxes.values(), bottom + 30, language)
    wide = max(2 * _MARGIN + across * WIDTH + (across - 1) * _GAP, right, width(title, 18) + 2 * _MARGIN)
    description = say("picture.map-described", language, modules=len(boxes), requisites=len(graph.requisites()))
    return picture(title, description, wide, bottom + 52, *parts, *alone, *legend)


def _lines(layering: Layering, layout: Layout, place: Mapping[str, Point], boxes: Mapping[str, Box]) -> list[str]:
    """Return the requisites as lines, from the side of a box that looks at the other box to the side that does."""
    port = _ports(layering, layout, boxes)
    found = []
    for edge in (*layering.edges, *layering.against):
        (x1, y1), (x2, y2) = place[edge.before], place[edge.after]
        against = edge in layering.against
        leaves, arrives = y1 + port[edge, True], y2 + port[edge, False]
        if x1 == x2:
            bulge = min(_GAP * 0.8, 22 + abs(y2 - y1) / 12)
            found.append(beside(edge, (x1 + WIDTH, leaves), (x2 + WIDTH, arrives), bulge, against=against))
            continue
        if x1 > x2:
            found.append(drawn(edge, [(x1, leaves), (x2 + WIDTH, arrives)], against=against))
            continue
        start, end = (x1 + WIDTH, leaves), (x2, arrives)
        points: list[Point] = [start]
        for number, height in enumerate(layout.lanes[edge], 1):
            left = x1 + number * (WIDTH + _GAP)
            points += [(left, _HEAD + height), (left + WIDTH, _HEAD + height)]
        found.append(drawn(edge, [*points, end]))
    return found


def _ports(layering: Layering, layout: Layout, boxes: Mapping[str, Box]) -> dict[tuple[Requisite, bool], float]:
    """Return how far below the top of its box each requisite leaves (True) or comes in (False).

    On each side of a box the lines are in the order of the heights at which they go on.
    """
    sides: dict[tuple[str, str], list[tuple[float, Requisite, bool]]] = {}
    for edge in (*layering.edges, *layering.against):
        lanes = layout.lanes.get(edge, ())
        first, last = (lanes[0], lanes[-1]) if lanes else (layout.centre[edge.after], layout.centre[edge.before])
        onwards = layering.layer[edge.after] - layering.layer[edge.before]
        sides.setdefault((edge.before, "right" if onwards >= 0 else "left"), []).append((first, edge, True))
        sides.setdefault((edge.after, "left" if onwards > 0 else "right"), []).append((last, edge, False))
    found = {}
    for (name, _), ends in sides.items():
        step = min(9.0, boxes[name].height * 0.7 / len(ends))
        top = boxes[name].height / 2 - step * (len(ends) - 1) / 2
        for number, (_, edge, leaves) in enumerate(sorted(ends)):
            found[edge, leaves] = top + number * step
    return found


def _alone(boxes: Sequence[Box], across: int, top: float, language: str) -> tuple[list[str], float]:
    """Return the modules that nothing is connected to, in rows under the others, and where they end."""
    if not boxes:
        return [], top
    parts = [line_of_text(say("picture.alone", language), _MARGIN, top + 34, "quiet")]
    top += 44
    for start in range(0, len(boxes), across):
        row = boxes[start : start + across]
        parts += [box.drawn(_MARGIN + place * (WIDTH + _GAP), top) for place, box in enumerate(row)]
        top += max(box.height for box in row) + _ALONE_GAP
    return parts, top - _ALONE_GAP


def _legend(layering: Layering, boxes: Iterable[Box], top: float, language: str) -> tuple[list[str], float]:
    """Return what the kinds of line and box that occur mean, and where that ends on the right."""
    edges = (*layering.edges, *layering.against)
    shown: set[str] = {edge.kind for edge in edges} | {box.style for box in boxes}
    shown |= {"maybe"} if any(not edge.certain for edge in edges) else set()
    shown |= {"circle"} if layering.against else set()
    parts, left = [], _MARGIN
    for style in ("basis", "elective"):
        if style in shown:
            corner = 1 if style == "basis" else 5
            parts.append(element("rect", x=left, y=top - 6, width=26, height=12, rx=corner, class_=f"box {style}"))
            left = _labelled(parts, say(f"picture.{style}", language), left, top)
    for name, sample in _SAMPLES.items():
        if name in shown:
            parts.append(drawn(sample, [(left, top), (left + 26, top)], against=name == "circle"))
            left = _labelled(parts, say(f"picture.line.{name}", language), left, top)
    return parts, left


def _labelled(parts: list[str], words: str, left: float, top: float) -> float:
    """Add what a sample means; return where the next one stands."""
    parts.append(line_of_text(words, left + 33, top + 4, "small"))
    return left + 33 + width(words, 10.5) + 22
