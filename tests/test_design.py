"""Plans: what is asked, what they cost, and which rules they break."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from small_graphs import edges

from curriculum.design import (
    Plan,
    PlanRule,
    PlanTask,
    Terms,
    plan_cost,
    plan_document,
    plan_violations,
)
from curriculum.design_wording import plan_text
from curriculum.errors import InvalidInput
from curriculum.graph import Node, RequisiteGraph, requisite_graph
from curriculum.messages import LANGUAGES
from curriculum.requisites import parse

RULES = (
    "requires",
    "corequires",
    "strict_corequires",
    "fixed",
    "consecutive",
    "alternate",
    "min_credits",
    "max_credits",
    "min_modules",
    "max_modules",
)


def terms(text: str) -> Terms:
    """Read ``ab c -``: three terms, the last one empty."""
    return tuple(tuple(term.strip("-")) for term in text.split())


def graph(text: str, amounts: str = "", modules: str = "") -> RequisiteGraph:
    sizes = dict(zip(amounts.split()[::2], map(float, amounts.split()[1::2]), strict=True))
    drawn = requisite_graph(edges(text), modules=modules)
    nodes = [
        Node(
            id=node.id,
            credits=sizes.get(node.id, 1.0),
            requires=node.requires,
            corequires=node.corequires,
            strict_corequires=node.strict_corequires,
        )
        for node in drawn.nodes
    ]
    return RequisiteGraph(nodes=nodes)


@pytest.mark.parametrize(
    ("text", "plan", "broken"),
    [
        ("a>b", "a b", []),
        ("a>b", "ab -", [PlanRule("requires", ("b", "a"))]),
        ("a>b", "b a", [PlanRule("requires", ("b", "a"))]),
        ("a~b", "ab", []),
        ("a~b", "a b", []),
        ("a~b", "b a", [PlanRule("corequires", ("b", "a"))]),
        ("a=b", "ab -", []),
        ("a=b", "a b", [PlanRule("strict_corequires", ("b", "a"))]),
        ("a=b", "b a", [PlanRule("strict_corequires", ("b", "a"))]),
        ("a>c b>c", "a bc", [PlanRule("requires", ("c", "b"))]),
    ],
)
def test_a_requisite_is_kept_or_broken(text: str, plan: str, broken: list[PlanRule]):
    placed = terms(plan)
    assert plan_violations(graph(text), PlanTask(terms=len(placed)), placed) == tuple(broken)


@pytest.mark.parametrize(
    ("plan", "is_kept"), [("a b c", True), ("c b a", False), ("b c a", True), ("bc a -", False)]
)
def test_of_alternatives_one_in_time_is_enough(plan: str, *, is_kept: bool):
    nodes = [Node(id="a"), Node(id="b"), Node(id="c", requires=parse("a | b"))]
    broken = plan_violations(RequisiteGraph(nodes=nodes), PlanTask(terms=3), terms(plan))
    assert broken == (() if is_kept else (PlanRule("requires", ("c", "a", "b")),))


def test_a_module_elsewhere_is_done_already():
    nodes = [Node(id="a", requires=parse("other:x")), Node(id="b", requires=parse("other:x & a"))]
    assert plan_violations(RequisiteGraph(nodes=nodes), PlanTask(terms=2), terms("a b")) == ()


@pytest.mark.parametrize(
    ("task", "broken"),
    [
        ({"fixed": {"a": 2}}, [PlanRule("fixed", ("a",))]),
        ({"fixed": {"a": 1}}, []),
        ({"consecutive": [("a", "c")]}, [PlanRule("consecutive", ("a", "c"))]),
        ({"consecutive": [("b", "c")]}, []),
        ({"consecutive": [("c", "b")]}, [PlanRule("consecutive", ("c", "b"))]),
        ({"min_credits": 3}, [PlanRule("min_credits", ("b",), 2)]),
        ({"min_credits": 2}, []),
        ({"max_credits": 4.5}, [PlanRule("max_credits", ("c",), 3)]),
        ({"max_credits": 5}, []),
        ({"min_modules": 1, "max_modules": 1}, []),
        ({"min_modules": 2}, [PlanRule("min_modules", (module,), term) for term, module in enumerate("abc", 1)]),
        ({"max_modules": 0}, [PlanRule("max_modules", (module,), term) for term, module in enumerate("abc", 1)]),
    ],
)
def test_what_the_task_asks_is_kept_or_broken(task: dict[str, object], broken: list[PlanRule]):
    curriculum = graph("", "a 3 b 2 c 5", "abc")
    assert plan_violations(curriculum, PlanTask(terms=3, objective="load", **task), terms("a b c")) == tuple(
        broken
    )


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        ("a c b d", ()),
        ("c - d ab", ()),
        ("a - b cd", ()),
        ("- ac b d", ("a",)),
        ("abcd - - -", ("a", "b")),
        ("x acy b d", ("a",)),
    ],
)
def test_theory_and_practice_take_turns_or_not(plan: str, wrong: tuple[str, ...]):
    natures = {"a": "theory", "b": "theory", "c": "practice", "d": "practice", "x": None, "y": None}
    placed = terms(plan)
    nodes = [Node(id=name, nature=natures[name]) for name in sorted({one for term in placed for one in term})]
    broken = plan_violations(RequisiteGraph(nodes=nodes), PlanTask(terms=4, alternate=True), placed)
    assert broken == ((PlanRule("alternate", wrong),) if wrong else ())


def test_limits_hold_in_empty_terms_unless_terms_are_to_be_few():
    curriculum = graph("", modules="ab")
    few = PlanTask(terms=2, objective="terms", min_modules=1, min_credits=1)
    assert plan_violations(curriculum, few, terms("ab -")) == ()
    even = PlanTask(terms=2, objective="balance", min_modules=1, min_credits=1)
    assert plan_violations(curriculum, even, terms("ab -")) == (
        PlanRule("min_credits", (), 2),
        PlanRule("min_modules", (), 2),
    )


@pytest.mark.parametrize("plan", ["a -", "aa b", "abx -", "ab", "a b -"])
def test_a_plan_has_every_module_once_and_the_right_number_of_terms(plan: str):
    with pytest.raises(ValueError, match="every module once"):
        plan_violations(graph("", modules="ab"), PlanTask(terms=2), terms(plan))


@pytest.mark.parametrize(
    ("objective", "cost"),
    [("terms", 2), ("load", Fraction(11, 2)), ("distance", 0 + 2 + 2), ("balance", Fraction(11, 2) * 2)],
)
def test_each_objective_by_hand(objective: str, cost: Fraction):
    # term 1: a 3, b 2.5   term 2: nothing   term 3: c 5.5
    curriculum = graph("a~b a>c b>c a~c", "a 3 b 2.5 c 5.5")
    assert plan_cost(curriculum, objective, terms("ab - c")) == cost


def test_credits_are_added_up_as_they_are_written():
    curriculum = graph("", "a 0.1 b 0.2 c 0.3", "abc")
    assert plan_cost(curriculum, "balance", terms("ab c")) == 0
    assert plan_violations(curriculum, PlanTask(terms=2, max_credits=0.3), terms("ab c")) == ()


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ({"terms": 0}, ["plan-terms"]),
        ({"terms": 1001}, ["plan-terms"]),
        ({"objective": "beauty"}, ["bad-choice"]),
        ({"min_credits": -1}, ["bad-amount"]),
        ({"max_credits": float("nan")}, ["bad-amount"]),
        ({"min_credits": 3, "max_credits": 2}, ["minimum-above-maximum"]),
        ({"min_modules": 3, "max_modules": 2}, ["minimum-above-maximum"]),
        ({"fixed": {"a": 4}}, ["plan-fixed-term"]),
        ({"fixed": {"a": 0}, "min_modules": -1}, ["bad-amount", "plan-fixed-term"]),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(wrong: dict[str, object], codes: list[str]):
    with pytest.raises(InvalidInput) as raised:
        PlanTask(**{"terms": 3, **wrong})
    assert [finding.code for finding in raised.value.findings] == codes
    for language in LANGUAGES:
        assert all(finding.text(language) for finding in raised.value.findings)


def test_the_document_has_the_words_of_the_contract():
    plan = Plan(status="optimal", terms=(("a", "b"), ()), objective=Fraction(17), bound=Fraction(17), seed=3)
    assert json.loads(json.dumps(plan_document(plan))) == {
        "status": "optimal",
        "terms": [["a", "b"], []],
        "objective": 17,
        "bound": 17,
        "seed": 3,
    }
    assert isinstance(plan_document(plan)["objective"], int)


def test_the_document_has_fractions_further_plans_and_conflicts_where_there_are_some():
    fine = Plan(status="feasible", objective=Fraction(15, 2), others=((("b",), ("a",)),))
    assert plan_document(fine)["objective"] == 7.5
    assert plan_document(fine)["bound"] is None
    assert plan_document(fine)["others"] == [[["b"], ["a"]]]
    none = Plan(status="infeasible", conflict=(PlanRule("fixed", ("a",)),))
    assert plan_document(none)["conflict"] == [{"rule": "fixed", "modules": ["a"]}]
    assert plan_document(none)["terms"] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_sentence(rule: str):
    said = {PlanRule(rule, ("a", "b")).message(language) for language in LANGUAGES}
    assert len(said) == len(LANGUAGES)
    assert all("a, b" in sentence for sentence in said) is (not rule.startswith(("min", "max", "alternate")))


@pytest.mark.parametrize(("language", "cost", "size"), [("en", "5.5", "2.5"), ("sv", "5,5", "2,5")])
def test_a_plan_is_told_as_the_language_writes_numbers(language: str, cost: str, size: str):
    drawn = graph("A>B", "A 2.5 B 3")
    plan = Plan(status="optimal", terms=terms("A B"), objective=Fraction(11, 2), bound=Fraction(11, 2))
    told = plan_text(drawn, PlanTask(terms=2, objective="load"), plan, language)
    assert told.count(cost) >= 1
    assert told.count(size) == 1
