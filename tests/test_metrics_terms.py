"""Degree plans: modules that stand in terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.graph import Node, Requisite, RequisiteGraph
from curriculum.metrics import metrics_document, plan_metrics, structural_metrics
from curriculum.requisites import parse

#  term 1: a (6), b (3)    term 2: nothing    term 3: c (4), d (2.5)
PLAN = RequisiteGraph(
    nodes=[
        Node(id="a", credits=6, term=1),
        Node(id="b", credits=3, term=1, corequires=parse("a")),
        Node(id="c", credits=4, term=3, requires=parse("a & b")),
        Node(id="d", credits=2.5, term=3, requires=parse("c"), strict_corequires=parse("c")),
        Node(id="e", credits=9, requires=parse("c")),
    ]
)


def test_a_plan_is_measured_by_hand():
    plan = plan_metrics(PLAN)
    assert plan is not None
    assert plan.credits == (9, 0, 6.5)
    assert (plan.total, plan.minimum, plan.maximum) == (15.5, 0, 9)
    assert plan.mean == 15.5 / 3
    assert plan.deviation == pytest.approx((14.694444 + 26.694444 + 1.777778) ** 0.5 / 3**0.5)
    assert plan.distance == 0 + 2 + 2 + 0
    assert plan.unplaced == ("e",)


def test_a_requisite_that_the_plan_breaks_is_named():
    plan = plan_metrics(PLAN)
    assert plan is not None
    assert plan.broken == (Requisite("c", "d", "pre"),)


@pytest.mark.parametrize(
    ("field", "wait", "is_kept"),
    [
        ("requires", 1, True),
        ("requires", 0, False),
        ("corequires", 0, True),
        ("corequires", -1, False),
        ("strict_corequires", 0, True),
        ("strict_corequires", 1, False),
        ("strict_corequires", -1, False),
    ],
)
def test_each_kind_of_requisite_is_kept_or_broken(field: str, wait: int, *, is_kept: bool):
    nodes = [Node(id="a", term=2), Node(id="b", term=2 + wait, **{field: parse("a")})]
    plan = plan_metrics(RequisiteGraph(nodes=nodes))
    assert plan is not None
    assert (plan.broken == ()) is is_kept


def test_an_alternative_that_another_module_stands_in_for_is_not_broken_and_has_no_distance():
    nodes = [Node(id="a", term=1), Node(id="b", term=3), Node(id="c", term=2, requires=parse("a | b"))]
    plan = plan_metrics(RequisiteGraph(nodes=nodes))
    assert plan is not None
    assert (plan.broken, plan.distance) == ((), 0)


def test_without_terms_there_is_no_plan():
    assert plan_metrics(RequisiteGraph(nodes=[Node(id="a")])) is None


def test_the_document_has_the_plan():
    nodes = [Node(id="a", credits=6, term=1), Node(id="b", credits=4, term=2, requires=parse("a"))]
    document = metrics_document(structural_metrics(RequisiteGraph(nodes=nodes)))
    assert document["plan"] == {
        "credits": [6, 4],
        "total": 10,
        "minimum": 4,
        "maximum": 6,
        "mean": 5,
        "deviation": 1,
        "distance": 1,
        "broken": [],
        "unplaced": [],
    }


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 30)), min_size=1))
def test_the_mean_lies_between_the_lightest_and_the_heaviest_term(modules: list[tuple[int, int]]):
    nodes = [Node(id=str(number), term=term, credits=size) for number, (term, size) in enumerate(modules)]
    plan = plan_metrics(RequisiteGraph(nodes=nodes))
    assert plan is not None
    assert plan.minimum <= plan.mean <= plan.maximum
    assert plan.total == sum(size for _, size in modules)
    assert len(plan.credits) == max(term for term, _ in modules)
