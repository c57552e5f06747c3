"""Where things stand in a picture, beside the definitions and beside trying."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import acyclic, any_graph, edges

from curriculum.graph import RequisiteGraph, requisite_graph
from curriculum.pictures.crossings import crossings, ordered
from curriculum.pictures.layers import layered
from curriculum.pictures.lettering import ELLIPSIS, width, wrapped
from curriculum.pictures.placing import spread


@settings(max_examples=60, deadline=None)
@given(acyclic())
def test_a_module_is_as_far_right_as_its_longest_chain_of_prerequisites(graph: RequisiteGraph):
    found = layered(graph)
    longest = nx.DiGraph()
    for edge in graph.requisites():
        longest.add_edge(edge.before, edge.after, step=int(edge.kind == "pre"))
        if edge.kind == "strict":
            longest.add_edge(edge.after, edge.before, step=0)
    if any(edge in found.against for edge in graph.requisites()):  # strict corequisites can close a circle
        return
    depth = dict.fromkeys(longest, 0)
    for _ in range(len(depth) + 1):
        for before, after, step in longest.edges(data="step"):
            depth[after] = max(depth[after], depth[before] + step)
    assert dict(found.layer) == depth
    assert set(found.alone) == {node.id for node in graph.nodes} - set(depth)


@settings(max_examples=100, deadline=None)
@given(any_graph(8))
def test_what_is_not_against_is_kept(graph: RequisiteGraph):
    found = layered(graph)
    for edge in found.edges:
        step = found.layer[edge.after] - found.layer[edge.before]
        assert {"pre": step >= 1, "co": step >= 0, "strict": step == 0}[edge.kind]
    kept = {edge for edge in graph.requisites() if edge.before != edge.after}
    assert {*found.edges, *found.against} == kept


def test_without_a_circle_nothing_is_against():
    assert layered(requisite_graph(edges("a>b b>c a~c c=d"))).against == ()
    assert [edge.after for edge in layered(requisite_graph(edges("a>b b>a"))).against] == ["a"]


LINKS = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), max_size=10)


@given(LINKS)
def test_crossings_are_counted(links: list[tuple[str, str]]):
    counted = sum((a < b and x > y) or (a > b and x < y) for (a, x), (b, y) in itertools.combinations(links, 2))
    assert crossings("abcd", "wxyz", links) == counted


@given(LINKS)
def test_an_order_is_never_worse_than_the_first_and_loses_nothing(links: list[tuple[str, str]]):
    upper, lower = ordered([list("abcd"), list("wxyz")], [links])
    assert (sorted(upper), sorted(lower)) == (list("abcd"), list("wxyz"))
    assert crossings(upper, lower, links) <= crossings("abcd", "wxyz", links)


def test_a_tree_has_no_crossings_left():
    links = [("a", "z"), ("a", "y"), ("b", "x"), ("c", "w")]
    upper, lower = ordered([list("abc"), list("wxyz")], [links])
    assert crossings(upper, lower, links) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)), min_size=1, max_size=2))
def test_nothing_that_keeps_its_distance_is_nearer_to_its_wishes(things: list[tuple[int, int]]):
    wishes, sizes = [float(wish) for wish, _ in things], [float(size) for _, size in things]
    found = spread(wishes, sizes, 1)

    def is_spread(places: tuple[float, ...]) -> bool:
        return all(
            after - before >= (first + second) / 2 + 1 - 1e-9
            for (before, first), (after, second) in itertools.pairwise(zip(places, sizes, strict=True))
        )

    def distance(places: tuple[float, ...]) -> float:
        return sum((place - wish) ** 2 for place, wish in zip(places, wishes, strict=True))

    assert is_spread(tuple(found))
    grid = [place / 2 for place in range(-12, 36)]
    assert all(
        distance(tuple(found)) <= distance(places) + 1e-9
        for places in itertools.product(grid, repeat=len(things))
        if is_spread(places)
    )


@settings(max_examples=100, deadline=None)
@given(st.text("abcæøå WM.", max_size=60), st.floats(30, 200))
def test_lines_have_room_and_lose_nothing(words: str, room: float):
    lines = wrapped(words, room, most=1000)
    assert all(width(line) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == words.replace(" ", "")


def test_what_has_no_room_ends_with_an_ellipsis():
    lines = wrapped("one two three four five six", 40, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith(ELLIPSIS)
    assert wrapped("", 40) == []
