"""Graphs of a curriculum: what is a vertex, what is an edge."""

from __future__ import annotations

import subprocess
import sys

import pytest

from curriculum.catalog import Catalog
from curriculum.errors import InvalidInput
from curriculum.graph import (
    Node,
    Requisite,
    RequisiteGraph,
    catalog_graph,
    catalog_network,
    module_network,
    requisite_graph,
)
from curriculum.model import Competency, LearningOutcome, Module, Programme
from curriculum.requisites import parse

CATALOG = Catalog(
    id="tiny",
    language="da",
    uses=["other"],
    competencies=[
        Competency(id="ethics", broader="governance"),
        Competency(id="governance", title={"en": "Governance"}),
    ],
    modules=[
        Module(
            id="intro",
            title={"da": "Start", "en": "Start here"},
            credits=5,
            outcomes=[LearningOutcome(id="see", statement="Se", competency="ethics")],
        ),
        Module(id="deep", requires="intro & (trial | other:case)", corequires="trial"),
        Module(id="trial"),
    ],
    programmes=[Programme(id="short", basis=["intro", "deep"])],
)


def test_a_catalog_gives_its_modules_and_requisites():
    graph = catalog_graph(CATALOG)
    assert [(node.id, node.title, node.credits) for node in graph.nodes] == [
        ("intro", "Start here", 5),
        ("deep", "", 0),
        ("trial", "", 0),
    ]
    assert graph.requisites() == (
        Requisite("intro", "deep", "pre"),
        Requisite("trial", "deep", "pre", certain=False),
        Requisite("trial", "deep", "co"),
    )


def test_a_programme_gives_only_its_own_modules():
    graph = catalog_graph(CATALOG, programme="short", language="da")
    assert [(node.id, node.title) for node in graph.nodes] == [("intro", "Start"), ("deep", "")]
    assert graph.name == "tiny:short"
    with pytest.raises(KeyError):
        catalog_graph(CATALOG, programme="long")


def test_what_is_needed_beside_an_alternative_is_certain():
    graph = RequisiteGraph(nodes=[Node(id="a"), Node(id="b"), Node(id="c", requires=parse("(a | b) & a"))])
    assert [(edge.before, edge.certain) for edge in graph.requisites()] == [("a", True), ("b", False)]


@pytest.mark.parametrize(("ids", "code"), [(["a", "b", "a"], "duplicate-id"), (["a", ""], "empty-node-id")])
def test_an_id_is_there_once(ids: list[str], code: str):
    with pytest.raises(InvalidInput) as raised:
        RequisiteGraph(nodes=[Node(id=module) for module in ids])
    assert [finding.code for finding in raised.value.findings] == [code]


def test_networkx_gets_modules_with_the_kinds_of_their_requisites():
    network = module_network(catalog_graph(CATALOG))
    assert network.nodes["intro"] == {"title": "Start here", "credits": 5, "term": None}
    assert network.edges["trial", "deep"] == {"kinds": ("pre", "co"), "certain": True}
    assert network.edges["intro", "deep"] == {"kinds": ("pre",), "certain": True}


def test_networkx_gets_the_whole_catalog():
    network = catalog_network(CATALOG)
    assert network.nodes["competency", "governance"] == {"kind": "competency", "label": "Governance"}
    assert network.nodes["outcome", "intro.see"]["label"] == "Se"
    assert {(start, end, kind) for start, end, kind in network.edges(data="kind")} == {
        (("competency", "ethics"), ("competency", "governance"), "part-of"),
        (("module", "intro"), ("outcome", "intro.see"), "teaches"),
        (("outcome", "intro.see"), ("competency", "ethics"), "builds"),
        (("module", "intro"), ("requirement", "deep.requires"), "counts"),
        (("requirement", "deep.requires.1"), ("requirement", "deep.requires"), "counts"),
        (("module", "trial"), ("requirement", "deep.requires.1"), "counts"),
        (("module", "other:case"), ("requirement", "deep.requires.1"), "counts"),
        (("requirement", "deep.requires"), ("module", "deep"), "requires"),
        (("module", "trial"), ("module", "deep"), "corequires"),
    }
    assert network.nodes["requirement", "deep.requires"]["count"] == 2
    assert network.nodes["requirement", "deep.requires.1"]["count"] == 1
    assert network.nodes["module", "other:case"] == {"kind": "module", "label": "other:case"}


def test_pairs_make_a_graph_in_the_order_given():
    graph = requisite_graph(
        [("b", "c"), ("a", "c", "co"), ("b", "c", "co")], modules=["z"], name="n", system="quarter"
    )
    assert [node.id for node in graph.nodes] == ["z", "b", "c", "a"]
    assert graph.requisites() == (Requisite("b", "c", "pre"), Requisite("a", "c", "co"), Requisite("b", "c", "co"))
    assert (graph.name, graph.system) == ("n", "quarter")


def test_measuring_loads_no_networkx():
    code = """
import sys
from curriculum.graph import requisite_graph
from curriculum.metrics import structural_metrics
structural_metrics(requisite_graph([("a", "b")]))
print("networkx" in sys.modules, "pandas" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
