"""Requisites as lines with a tip: solid where certain, dashed where an alternative can stand in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from curriculum.graph import Requisite
from curriculum.pictures.svg import element, group, number

Point = tuple[float, float]
_TIP = 7.0


def style_of(edge: Requisite, *, against: bool) -> str:
    """Return the style of a requisite's line."""
    return " ".join(
        word for word, holds in (("edge", True), ("maybe", not edge.certain), ("circle", against)) if holds
    )


def course(points: Sequence[Point]) -> str:
    """Return a smooth path through points; each pair is joined by a curve that ends level."""
    words = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (left, top), (right, bottom) in pairwise(points):
        if top == bottom:
            words.append(f"H{number(right)}")
        else:
            middle = number((left + right) / 2)
            words.append(f"C{middle} {number(top)} {middle} {number(bottom)} {number(right)} {number(bottom)}")
    return "".join(words)


def drawn(edge: Requisite, points: Sequence[Point], *, against: bool = False) -> str:
    """Return a line through points with the tip of its kind at the end.

    A filled tip is a prerequisite, a hollow one a corequisite, a ring a strict corequisite.
    """
    *before, (x, y) = points
    leftwards = x < before[-1][0]
    line = element(
        "path",
        d=course([*before, (x + (_TIP if leftwards else -_TIP), y)]),
        class_=style_of(edge, against=against),
    )
    return group(line, tip(edge, (x, y), leftwards=leftwards), title=_told(edge))


def beside(edge: Requisite, start: Point, end: Point, bulge: float, *, against: bool) -> str:
    """Return a line from the right side of a box to that of another in the same layer."""
    (x1, y1), (x2, y2) = start, end
    reach = max(x1, x2) + bulge
    path = f"M{number(x1)} {number(y1)}C{number(reach)} {number(y1)} {number(reach)} {number(y2)} "
    line = element("path", d=f"{path}{number(x2 + _TIP)} {number(y2)}", class_=style_of(edge, against=against))
    return group(line, tip(edge, end, leftwards=True), title=_told(edge))


def _told(edge: Requisite) -> str:
    """Return what somebody is told who points at a line; nothing for a sample in a legend."""
    return f"{edge.before} → {edge.after}" if edge.before else ""


def tip(edge: Requisite, end: Point, *, leftwards: bool = False) -> str:
    """Return the tip of a requisite's line."""
    x, y = end
    turn = _TIP if leftwards else -_TIP
    if edge.kind == "strict":
        return element("circle", cx=x + turn / 2, cy=y, r=_TIP / 2, class_="hollow")
    corners = f"M{number(x)} {number(y)}L{number(x + turn)} {number(y - 4)}V{number(y + 4)}Z"
    return element("path", d=corners, class_="hollow" if edge.kind == "co" else "tip")
