"""All metrics: worked examples to the last digit, and the definitions on hundreds of small graphs."""

from __future__ import annotations

import json
import random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import (
    acyclic,
    all_paths,
    any_graph,
    blocking,
    centrality,
    delay,
    drawn,
    edges,
    fewest_terms,
    redundant,
    rounded,
    settlings,
    taken_together,
    with_choices,
)

from curriculum.errors import InvalidInput
from curriculum.graph import Node, RequisiteGraph, requisite_graph
from curriculum.metrics import (
    CurriculumMetrics,
    circle_findings,
    longest_paths,
    metrics_document,
    structural_metrics,
)
from curriculum.metrics.measure import adjusted
from curriculum.metrics.wording import metrics_text
from curriculum.requisites import One, parse


def measured(text: str, modules: str = "") -> CurriculumMetrics:
    return structural_metrics(requisite_graph(edges(text), modules=modules))


def column(metrics: CurriculumMetrics, name: str) -> dict[str, object]:
    return {module.id: getattr(module, name) for module in metrics.modules}


# A   B   D
#  \  |  ~|\
#   '-C-' |  F        G   H
#     |   '-'
#     E
FIRST = measured("A>C B>C D~C C>E D>F", modules="ABCDEFGH")


def test_the_first_worked_example():
    assert list(column(FIRST, "delay").values()) == [3, 3, 3, 3, 3, 2, 1, 1]
    assert list(column(FIRST, "blocking").values()) == [2, 2, 1, 3, 0, 0, 0, 0]
    assert list(column(FIRST, "centrality").values()) == [0, 0, 9, 0, 0, 0, 0, 0]
    assert list(column(FIRST, "complexity").values()) == [5, 5, 4, 6, 3, 2, 1, 1]
    assert (FIRST.delay, FIRST.blocking, FIRST.centrality, FIRST.complexity) == (19, 8, 9, 27)


#   A
#  ~ \
# B   C
#  \  ~
#   '-D--~ G
#   C-E  \ |
#         F'
SECOND = measured("A~B A>C B>D C~D C>E D>F D~G G>F", modules="ABCDEFG")


def test_the_second_worked_example():
    assert list(column(SECOND, "delay").values()) == [5, 5, 5, 5, 3, 5, 5]
    assert list(column(SECOND, "blocking").values()) == [6, 3, 4, 2, 0, 0, 1]
    assert list(column(SECOND, "centrality").values()) == [0, 9, 12, 18, 0, 0, 10]
    assert list(column(SECOND, "complexity").values()) == [11, 8, 9, 7, 3, 5, 6]
    assert (SECOND.delay, SECOND.blocking, SECOND.centrality, SECOND.complexity) == (33, 16, 49, 49)


def test_a_way_that_begins_with_a_corequisite_makes_nothing_redundant():
    assert SECOND.redundant == ()
    assert measured("A>B B>C A>C").redundant == (("A", "C"),)
    assert measured("A~B B>C A>C").redundant == ()


def test_the_third_worked_example_is_infeasible():
    with pytest.raises(InvalidInput, match="C < A < B = C"):
        measured("A>B C=B C>A")


@pytest.mark.parametrize(("language", "numbers"), [("en", ("0.62", "2.38")), ("da", ("0,62", "2,38"))])
def test_metrics_are_told_as_the_language_writes_numbers(language: str, numbers: tuple[str, str]):
    told = metrics_text(FIRST, language)
    assert all(f": {number}\n" in told for number in numbers)
    in_quarters = evolve(FIRST, modules=[evolve(FIRST.modules[0], complexity=3.3)])
    assert metrics_text(in_quarters, language).count("3.3" if language == "en" else "3,3") == 2


def test_the_further_metrics_of_the_first_example_are_those_of_the_document():
    assert (FIRST.rigidity, FIRST.average_sequencing) == (0.625, 2.375)
    assert (FIRST.longest_path, FIRST.longest_paths) == (("A", "C", "E"), 3)
    assert FIRST.critical_path == ("A", "C", "E")
    assert FIRST.bottlenecks == ("C",)
    assert FIRST.redundant == ()
    assert (FIRST.module("C").needs, FIRST.module("C").needed_by, FIRST.module("E").reachability) == (3, 1, 4)


def test_the_further_metrics_of_the_second_example():
    assert column(SECOND, "reachability") == {"A": 0, "B": 1, "C": 1, "D": 3, "E": 2, "F": 5, "G": 4}
    assert SECOND.rigidity == 8 / 7
    assert SECOND.average_sequencing == 33 / 7
    assert SECOND.bottlenecks == ()
    assert SECOND.longest_path == ("A", "B", "D", "G", "F")
    assert SECOND.longest_paths == 2
    assert SECOND.critical_path == ("A", "C", "E")
    assert SECOND.critical_terms == 3


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a>x b>x", False),
        ("a>x b>x c~x", True),
        ("x>a x>b x>c", True),
        ("a>x b>x x>c x>d", False),
        ("a>x b>x c>x x>d x>e", True),
    ],
)
def test_a_bottleneck_has_three_requisites_on_one_side_or_five_in_all(text: str, *, is_one: bool):
    assert ("x" in measured(text).bottlenecks) is is_one


def test_five_requisites_on_both_sides_make_a_bottleneck_even_if_neither_side_has_three():
    module = evolve(measured("x>a").module("x"), needs=2, needed_by=3)
    assert module.is_bottleneck
    assert evolve(module, needs=3, needed_by=2).is_bottleneck
    assert not evolve(module, needs=2, needed_by=2).is_bottleneck


def test_in_a_quarter_system_each_complexity_is_rounded_before_they_are_added():
    quarter = structural_metrics(requisite_graph(edges("a>b b>c"), system="quarter"))
    assert column(quarter, "complexity") == {"a": 3.3, "b": 2.7, "c": 2.0}
    assert quarter.complexity == 8.0
    assert quarter.complexity_max == 8.0


@given(st.integers(0, 10**6))
def test_two_thirds_are_rounded_as_fractions_are(complexity: int):
    assert adjusted(complexity, "quarter") == rounded(complexity)
    assert adjusted(complexity, "semester") == complexity


def test_two_kinds_of_requisite_between_the_same_modules_are_one_edge():
    both = measured("a>b a~b b>c")
    assert both.requisites == 2
    assert both.module("b").centrality == 3


def test_requirements_of_modules_elsewhere_do_not_count():
    graph = RequisiteGraph(nodes=[Node(id="a", requires=parse("x & other:y"))])
    assert structural_metrics(graph).requisites == 0


def test_an_empty_curriculum_measures_nothing():
    empty = structural_metrics(RequisiteGraph())
    assert (empty.complexity, empty.rigidity, empty.average_sequencing, empty.critical_terms) == (0, 0, 0, 0)
    assert (empty.longest_path, empty.longest_paths, empty.plan) == ((), 0, None)


def test_modules_that_corequire_each_other_are_taken_together():
    #  s > (a <~> b) > t
    pair = measured("s>a a~b b~a b>t", modules="sabt")
    assert column(pair, "blocking") == {"s": 3, "a": 2, "b": 2, "t": 0}
    assert column(pair, "delay") == {"s": 4, "a": 4, "b": 4, "t": 4}
    assert column(pair, "centrality") == {"s": 0, "a": 4, "b": 4, "t": 0}
    assert pair.longest_path == ("s", "a", "b", "t")
    assert pair.critical_terms == 3


def test_of_two_requisites_into_a_pair_taken_together_each_is_redundant():
    assert measured("u>a u>b a~b b~a").redundant == (("u", "a"), ("u", "b"))


@settings(max_examples=300, deadline=None)
@given(acyclic())
def test_every_metric_is_what_its_definition_says(graph: RequisiteGraph):
    if circle_findings(graph):
        return
    network = drawn(graph)
    metrics = structural_metrics(graph)
    assert column(metrics, "blocking") == blocking(network)
    assert column(metrics, "delay") == delay(network)
    assert column(metrics, "centrality") == centrality(network)
    assert column(metrics, "reachability") == blocking(network.reverse())
    assert set(metrics.redundant) == redundant(network)
    assert len(metrics.redundant) == len(set(metrics.redundant))
    assert metrics.requisites == network.number_of_edges()
    assert metrics.critical_terms == fewest_terms(graph)


def test_every_metric_is_what_its_definition_says_on_larger_random_graphs():
    random_numbers = random.Random(20260101)  # noqa: S311 - nothing secret is drawn
    for _ in range(60):
        size = random_numbers.randint(9, 14)
        pairs = [(u, v) for u in range(size) for v in range(u) if random_numbers.random() < 0.25]
        graph = requisite_graph([(str(u), str(v)) for u, v in pairs], modules=map(str, range(size)))
        network = drawn(graph)
        metrics = structural_metrics(graph)
        assert column(metrics, "blocking") == blocking(network)
        assert column(metrics, "delay") == delay(network)
        assert column(metrics, "centrality") == centrality(network)
        assert set(metrics.redundant) == redundant(network)


@settings(max_examples=200, deadline=None)
@given(acyclic(largest=6))
def test_the_longest_paths_are_those_that_no_other_exceeds(graph: RequisiteGraph):
    if circle_findings(graph):
        return
    network = drawn(graph)
    longest = max(delay(network).values())
    expected = {tuple(path) for path in all_paths(network) if len(path) == longest}
    found = list(longest_paths(graph))
    metrics = structural_metrics(graph)
    assert set(found) == expected
    assert len(found) == len(expected) == metrics.longest_paths
    assert metrics.longest_path == found[0]


@settings(max_examples=200, deadline=None)
@given(any_graph())
def test_the_definitions_hold_for_modules_that_are_taken_together(graph: RequisiteGraph):
    if circle_findings(graph):
        return
    network = drawn(graph)
    metrics = structural_metrics(graph)
    assert column(metrics, "blocking") == blocking(network)
    assert column(metrics, "reachability") == blocking(network.reverse())
    assert (column(metrics, "delay"), column(metrics, "centrality")) == taken_together(network)
    assert set(metrics.redundant) == redundant(network)


@settings(max_examples=300, deadline=None)
@given(any_graph())
def test_the_critical_path_needs_a_term_for_each_of_its_modules(graph: RequisiteGraph):
    if fewest_terms(graph) is None:
        return
    metrics = structural_metrics(graph)
    assert metrics.critical_terms == fewest_terms(graph)
    for before, after in zip(metrics.critical_path, metrics.critical_path[1:], strict=False):
        nodes = [evolve(node, corequires=One(after)) if node.id == before else node for node in graph.nodes]
        assert fewest_terms(RequisiteGraph(nodes=nodes)) is None, "they could share a term"


@settings(max_examples=150, deadline=None)
@given(with_choices(largest=5))
def test_the_bounds_are_reached_by_some_settling_of_the_choices(graph: RequisiteGraph):
    every = [structural_metrics(settling) for settling in settlings(graph)]
    metrics = structural_metrics(graph)
    for module in metrics.modules:
        settled = [other.module(module.id) for other in every]
        assert module.complexity == module.complexity_max == max(other.complexity for other in settled)
        assert module.complexity_min == min(other.complexity for other in settled)
        assert module.hard_blocking == min(other.blocking for other in settled)
        assert module.hard_delay == min(other.delay for other in settled)


def test_a_choice_blocks_nothing_hard():
    required = {"a": "", "b": "a", "c": "a | b", "d": "c"}
    nodes = [Node(id=module, requires=parse(text)) for module, text in required.items()]
    metrics = structural_metrics(RequisiteGraph(nodes=nodes))
    assert column(metrics, "blocking") == {"a": 3, "b": 2, "c": 1, "d": 0}
    assert column(metrics, "hard_blocking") == {"a": 3, "b": 0, "c": 1, "d": 0}
    assert column(metrics, "delay") == {"a": 4, "b": 4, "c": 4, "d": 4}
    assert column(metrics, "hard_delay") == {"a": 3, "b": 2, "c": 3, "d": 3}


def test_a_ladder_of_forty_diamonds_has_two_to_the_fortieth_paths():
    rungs = []
    for step in range(40):
        rungs += [(f"t{step}", f"l{step}"), (f"t{step}", f"r{step}")]
        rungs += [(f"l{step}", f"t{step + 1}"), (f"r{step}", f"t{step + 1}")]
    metrics = structural_metrics(requisite_graph(rungs))
    assert metrics.longest_paths == 2**40
    assert metrics.module("t20").centrality == 2**40 * 81
    assert metrics.module("l20").centrality == 2**39 * 81
    assert metrics.module("t0").blocking == 120


def test_the_document_has_the_words_of_the_contract():
    document = json.loads(json.dumps(metrics_document(FIRST)))
    assert document["modules"][2] == {"id": "C", "blocking": 1, "delay": 3, "centrality": 9, "complexity": 4}
    assert document["total"] == {"blocking": 8, "delay": 19, "centrality": 9, "complexity": 27}
    assert document["structure"]["modules"][2]["reachability"] == 3
    assert "plan" not in document


def test_the_frame_has_a_row_for_each_module():
    frame = FIRST.to_frame()
    assert list(frame["id"]) == list("ABCDEFGH")
    assert frame["complexity"].sum() == 27


def test_an_unknown_module_has_no_metrics():
    with pytest.raises(KeyError, match="Z"):
        FIRST.module("Z")
