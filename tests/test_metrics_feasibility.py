"""Requisites in a circle: found whenever there are some, drawn as short as they are, with the best cure."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from small_graphs import any_graph, edges, fewest_terms

from curriculum.graph import Node, RequisiteGraph, requisite_graph
from curriculum.messages import LANGUAGES
from curriculum.metrics import circle_findings, feasibility, structural_metrics
from curriculum.requisites import parse

SIGNS = {"pre": "<", "co": "≤", "strict": "="}


def found_in(text: str) -> list[str]:
    return [finding.values["circle"] for finding in circle_findings(requisite_graph(edges(text)))]


@settings(max_examples=400, deadline=None)
@given(any_graph())
def test_a_circle_is_found_exactly_when_no_terms_can_be_given(graph: RequisiteGraph):
    assert (circle_findings(graph) == []) is (fewest_terms(graph) is not None)


@settings(max_examples=300, deadline=None)
@given(any_graph())
def test_the_circle_shown_is_a_shortest_one_made_of_real_requisites(graph: RequisiteGraph):
    steps = {(edge.before, edge.after, SIGNS[edge.kind]) for edge in graph.requisites()}
    steps |= {(after, before, sign) for before, after, sign in steps if sign == "="}
    network = nx.DiGraph([step[:2] for step in steps if step[2] == "<" or step[0] != step[1]])
    for finding in circle_findings(graph):
        words = finding.values["circle"].split()
        circle = list(zip(words[::2], words[2::2], words[1::2], strict=False))
        assert set(circle) <= steps
        assert circle[0][0] == circle[-1][1]
        assert circle[0][2] == "<"
        (home,) = (part for part in nx.strongly_connected_components(network) if words[0] in part)
        within = [(u, v) for u, v, sign in steps if sign == "<" and {u, v} <= home]
        assert len(circle) == min(1 + nx.shortest_path_length(network, v, u) for u, v in within)


@pytest.mark.parametrize(
    ("text", "circles"),
    [
        ("a>b b~c c>d", []),
        ("a~b b~a", []),
        ("a=b b=c c=a", []),
        ("a~a", []),
        ("a>a", ["a < a"]),
        ("a>b b>a", ["b < a < b"]),
        ("a>b b~a", ["a < b ≤ a"]),
        ("a>b a=b", ["a < b = a"]),
        ("a>b b>a c>d d>e e>c", ["b < a < b", "e < c < d < e"]),
    ],
)
def test_each_circle_is_drawn(text: str, circles: list[str]):
    assert found_in(text) == circles


def test_the_requisite_whose_removal_mends_most_is_named():
    # every circle goes through x > y
    (finding,) = circle_findings(requisite_graph(edges("y>a a>x x>y y>b b>x y>c c>x")))
    assert (finding.values["before"], finding.values["after"]) == ("x", "y")
    assert finding.values["modules"] == "5"


def test_the_finding_says_what_to_do_in_every_language():
    (finding,) = circle_findings(requisite_graph(edges("a>b b=a")))
    for language in LANGUAGES:
        assert "a < b = a" in finding.message(language)
        assert '"b"' in finding.cure(language)


def test_a_circle_that_alternatives_lead_out_of_is_another_finding():
    nodes = [
        Node(id="a", requires=parse("b | c")),
        Node(id="b", requires=parse("a | d")),
        Node(id="c"),
        Node(id="d"),
    ]
    (finding,) = circle_findings(RequisiteGraph(nodes=nodes))
    assert finding.code == "requisite-circle-of-choices"


def test_an_alternative_strict_corequisite_binds_in_one_direction_only():
    nodes = [
        Node(id="a"),
        Node(id="b", requires=parse("a")),
        Node(id="c", strict_corequires=parse("a | b")),
    ]
    graph = RequisiteGraph(nodes=nodes)
    assert circle_findings(graph) == []
    assert structural_metrics(graph).critical_terms == 2


def test_a_very_large_circle_is_shown_without_looking_at_every_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feasibility, "_EFFORT", 500)
    ring = requisite_graph([(str(step), str((step + 1) % 200)) for step in range(200)])
    (finding,) = circle_findings(ring)
    assert finding.values["modules"] == "200"
