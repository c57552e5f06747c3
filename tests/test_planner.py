"""The search for plans, beside trying them all."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from public_data import public_data
from small_graphs import NAMES, edges, requirements

from curriculum.design import Plan, PlanRule, PlanTask, Terms, plan_cost, plan_violations
from curriculum.errors import InvalidInput
from curriculum.graph import Node, RequisiteGraph, requisite_graph
from curriculum.interop.curricular_analytics import load_curriculum
from curriculum.planner import plan_terms
from curriculum.requisites import NOTHING, parse

OBJECTIVES = ("terms", "balance", "distance", "load")


@st.composite
def curricula(draw: st.DrawFn, largest: int = 4) -> RequisiteGraph:
    names = NAMES[: draw(st.integers(1, largest))]
    nodes = []
    for name in names:
        needed = {"requires": NOTHING, "corequires": NOTHING, "strict_corequires": NOTHING}
        for rule in draw(st.sets(st.sampled_from(sorted(needed)), max_size=1)):
            needed[rule] = draw(requirements([other for other in names if other != name]))
        nature = draw(st.sampled_from([None, "theory", "practice"]))
        nodes.append(Node(id=name, credits=draw(st.sampled_from([0, 1, 2.5, 5])), nature=nature, **needed))
    return RequisiteGraph(nodes=nodes)


@st.composite
def cases(draw: st.DrawFn) -> tuple[RequisiteGraph, PlanTask]:
    graph = draw(curricula())
    names = [node.id for node in graph.nodes]
    terms = draw(st.integers(1, 3))
    least = draw(st.none() | st.sampled_from([0, 1, 2]))
    most = draw(st.none() | st.sampled_from([2, 3, 7.5]))
    fixed = draw(st.dictionaries(st.sampled_from(names), st.integers(1, terms), max_size=1))
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names))
    task = PlanTask(
        terms=terms,
        objective=draw(st.sampled_from(OBJECTIVES)),
        min_credits=least,
        max_credits=most,
        min_modules=draw(st.none() | st.just(1)),
        max_modules=draw(st.none() | st.integers(1, 3)),
        fixed=fixed,
        consecutive=draw(st.lists(pairs, max_size=1)),
        alternate={"theory", "practice"} <= {node.nature for node in graph.nodes} and draw(st.booleans()),
    )
    return graph, task


def every_plan(graph: RequisiteGraph, task: PlanTask) -> Iterator[Terms]:
    for places in itertools.product(range(task.terms), repeat=len(graph.nodes)):
        yield tuple(
            tuple(node.id for node, place in zip(graph.nodes, places, strict=True) if place == term)
            for term in range(task.terms)
        )


def broken_rules(graph: RequisiteGraph, task: PlanTask, terms: Terms) -> set[PlanRule]:
    """Return the rules that a plan breaks, as conflicts name them: limits and turns without term and modules."""
    limits = ("min_credits", "max_credits", "min_modules", "max_modules", "alternate")
    return {
        PlanRule(broken.rule) if broken.rule in limits else broken
        for broken in plan_violations(graph, task, terms)
    }


@settings(max_examples=120, deadline=None)
@given(cases())
def test_plans_are_as_good_as_the_best_of_all(case: tuple[RequisiteGraph, PlanTask]):
    graph, task = case
    legal = [terms for terms in every_plan(graph, task) if not plan_violations(graph, task, terms)]
    plan = plan_terms(graph, task)
    if not legal:
        check_conflict(graph, task, plan)
        return
    assert plan.status == "optimal"
    assert plan.terms in legal
    costs = [plan_cost(graph, task.objective, terms) for terms in legal]
    assert plan.objective == plan.bound == min(costs)


def check_conflict(graph: RequisiteGraph, task: PlanTask, plan: Plan) -> None:
    """Hold a conflict to be one, and to be one no longer without any one of its rules."""
    assert plan.status == "infeasible"
    assert (plan.terms, plan.objective, plan.bound) == ((), None, None)
    conflict = set(plan.conflict)
    broken = [broken_rules(graph, task, terms) & conflict for terms in every_plan(graph, task)]
    assert all(broken)
    for rule in conflict:
        assert {rule} in broken


@settings(max_examples=30, deadline=None)
@given(cases())
def test_further_plans_are_all_the_best_ones(case: tuple[RequisiteGraph, PlanTask]):
    graph, task = case
    legal = [terms for terms in every_plan(graph, task) if not plan_violations(graph, task, terms)]
    plan = plan_terms(graph, task, optima=100)
    if not legal:
        return
    costs = {terms: plan_cost(graph, task.objective, terms) for terms in legal}
    best = {terms for terms, cost in costs.items() if cost == min(costs.values())}
    if task.objective == "terms":  # terms without modules come last, so that one of several such plans is enough
        placed = bool(task.fixed) or task.alternate
        best = {terms for terms in best if placed or not any(terms[sum(map(bool, terms)) :])}
    assert {plan.terms, *plan.others} == best
    assert len(plan.others) == len(best) - 1


def test_the_plan_of_a_small_curriculum():
    graph = requisite_graph(edges("a>b b>d c~d d=e"), modules="abcde")
    plan = plan_terms(graph, PlanTask(terms=3, objective="distance"))
    assert plan.terms[0] == ("a",)
    assert plan.terms[1] == ("b",)
    assert set(plan.terms[2]) == {"c", "d", "e"}
    assert plan.objective == 2


def test_theory_and_practice_take_turns():
    natures = {"a": "theory", "b": "theory", "c": "practice", "d": "practice"}
    nodes = [Node(id=name, nature=nature) for name, nature in natures.items()]
    plan = plan_terms(
        RequisiteGraph(nodes=[*nodes, Node(id="e")]),
        PlanTask(terms=4, alternate=True, max_modules=1, objective="load"),
    )
    assert plan.status == "infeasible"
    plan = plan_terms(
        RequisiteGraph(nodes=nodes), PlanTask(terms=4, alternate=True, max_modules=1, objective="load")
    )
    taught = [natures[module] for (module,) in plan.terms]
    assert taught in (["theory", "practice"] * 2, ["practice", "theory"] * 2)


def test_turns_that_cannot_be_taken_are_named_with_what_stands_against_them():
    first, second = Node(id="a", nature="theory"), Node(id="b", nature="theory", requires=parse("a"))
    graph = RequisiteGraph(nodes=[first, second, Node(id="c", nature="practice")])
    plan = plan_terms(graph, PlanTask(terms=2, alternate=True))
    assert plan.conflict == (PlanRule("alternate"), PlanRule("requires", ("b", "a")))


def test_turns_need_both_theory_and_practice():
    with pytest.raises(InvalidInput) as raised:
        plan_terms(requisite_graph(edges("a>b")), PlanTask(terms=2, alternate=True))
    assert [finding.code for finding in raised.value.findings] == ["plan-nothing-alternates"]


def test_too_few_terms_are_blamed_on_the_chain_that_needs_more():
    graph = requisite_graph(edges("a>b b>c x>y"))
    plan = plan_terms(graph, PlanTask(terms=2))
    assert plan.conflict == (PlanRule("requires", ("b", "a")), PlanRule("requires", ("c", "b")))


def test_too_many_credits_are_blamed_on_the_limit_alone():
    graph = RequisiteGraph(nodes=[Node(id="a", credits=7.5), Node(id="b", credits=8)])
    plan = plan_terms(graph, PlanTask(terms=2, max_credits=7.5))
    assert plan.conflict == (PlanRule("max_credits"),)


def test_the_same_seed_gives_the_same_plan_and_the_seed_is_told():
    graph = requisite_graph(edges("a>b c>d e>f"), modules="gh")
    task = PlanTask(terms=4, objective="balance")
    first, second = (plan_terms(graph, task, seed=7, optima=3) for _ in range(2))
    assert first == second
    assert first.seed == 7


def test_without_any_work_nothing_is_known():
    graph = requisite_graph(edges("a>b"))
    plan = plan_terms(graph, PlanTask(terms=2, objective="load"), work_limit=0.0)
    assert plan.status in {"unknown", "optimal"}
    assert (plan.terms == ()) == (plan.status == "unknown")


def test_a_module_that_is_not_in_the_curriculum_is_refused():
    with pytest.raises(InvalidInput) as raised:
        plan_terms(requisite_graph(edges("a>b")), PlanTask(terms=2, fixed={"x": 1}, consecutive=[("a", "y")]))
    assert [finding.values["id"] for finding in raised.value.findings] == ["x", "y"]


def test_credits_that_cannot_be_added_up_are_refused():
    nodes = [Node(id="a", credits=1e-9), Node(id="b", credits=1e9)]
    with pytest.raises(InvalidInput) as raised:
        plan_terms(RequisiteGraph(nodes=nodes), PlanTask(terms=2))
    assert [finding.code for finding in raised.value.findings] == ["plan-credits"]


def test_an_empty_curriculum_has_an_empty_plan():
    plan = plan_terms(RequisiteGraph(), PlanTask(terms=2))
    assert (plan.status, plan.terms, plan.objective) == ("optimal", ((), ()), 0)


@pytest.mark.parametrize(("name", "terms", "heaviest"), [("bacp8", 8, 17), ("bacp10", 10, 14), ("bacp12", 12, 17)])
def test_the_balanced_curriculum_instances_are_proven(name: str, terms: int, heaviest: int):
    graph = load_curriculum(public_data(f"curricula/{name}.csv")).curriculum.graph()
    limits = {"min_credits": 10, "max_credits": 24, "min_modules": 2, "max_modules": 10}
    plan = plan_terms(graph, PlanTask(terms=terms, objective="load", **limits))
    assert (plan.status, plan.objective, plan.bound) == ("optimal", heaviest, heaviest)
    even = plan_terms(graph, PlanTask(terms=terms, objective="balance", **limits))
    assert (even.status, even.objective) == ("optimal", {8: 15, 10: 24, 12: 0}[terms])


def test_what_is_asked_needs_no_solver():
    code = "import sys, curriculum.design; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
