"""Modules that can never be taken, and the shortest circle that shows why."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import requirements

from curriculum.feasibility import circle_findings, circle_findings_across, circles, out_of_reach
from curriculum.model import Module
from curriculum.requisites import NOTHING

often = settings(max_examples=60, deadline=None)
FIELDS = {">": "requires", "~": "corequires", "=": "strict_corequires"}
Edge = tuple[str, str, str]


def modules(edges: Sequence[Edge], names: str = "") -> list[Module]:
    """Make the modules of edges ``(before, after, sign)``; all that a module needs, it needs at once."""
    ids = sorted({*names, *(name for before, after, _ in edges for name in (before, after))})
    needs: Mapping[str, dict[str, list[str]]] = {name: {} for name in ids}
    for before, after, sign in edges:
        needs[after].setdefault(FIELDS[sign], []).append(before)
    return [
        Module(id=name, **{field: " & ".join(dict.fromkeys(befores)) for field, befores in needs[name].items()})
        for name in ids
    ]


def drawn(text: str) -> list[Module]:
    """Read ``a>b a~c a=d``: a before b, c not before a, a and d together."""
    return modules([(word[0], word[2], word[1]) for word in text.split()])


@pytest.mark.parametrize(
    "text",
    [
        "a>c b>c d~c c>e d>f",  # with g and h alone: the first worked example
        "a~b a>c b>d c~d c>e d>f d~g g>f",  # the second
        "a>b b>c a>c",
        "a~b b~a",
        "a=b b=a",
        "a=b b=c c=a a~c",
        "a~a",
        "a=a",
        "a>b a>c b=c",
        "a>b b~c c~b",
    ],
)
def test_modules_that_can_be_taken_are_in_no_circle(text: str):
    assert circles(drawn(text)) == []


@pytest.mark.parametrize(
    ("text", "witnesses"),
    [
        ("a>b c=b c>a", [("a", "c", "b")]),  # the third worked example
        ("a>a", [("a",)]),
        ("a>b b>a", [("a", "b")]),
        ("a>b b~a", [("b", "a")]),
        ("a>b a=b", [("b", "a")]),
        ("a>b b=a", [("b", "a")]),
        ("a>b b>c c>a", [("a", "c", "b")]),
        ("a>b b>c c>a c>b", [("a", "c", "b")]),
        ("a>b b>a c>d d>c", [("a", "b"), ("c", "d")]),
        ("a>b b>a c>a d>c a>d", [("a", "b")]),  # the way round by c and d is longer
        ("a>b b>a b>c", [("a", "b")]),  # c is only behind the circle
        ("a=b b=c a>d d>c", [("c", "d", "a")]),  # through a block of three
    ],
)
def test_a_circle_is_shown_by_a_shortest_one(text: str, witnesses: list[tuple[str, ...]]):
    assert [set(circle) for circle in circles(drawn(text))] == [set(circle) for circle in witnesses]
    assert [len(circle) for circle in circles(drawn(text))] == [len(circle) for circle in witnesses]


@pytest.mark.parametrize(
    ("requires", "stuck"),
    [
        ({"a": "b | c", "b": "a"}, ""),
        ({"a": "b", "b": "a | c"}, ""),
        ({"a": "b & c", "b": "a"}, "ab"),
        ({"a": "2 of (b, c, d)", "b": "a"}, ""),
        ({"a": "2 of (b, c, d)", "b": "a", "c": "a"}, "abc"),
        ({"a": "b | c", "b": "a", "c": "a"}, "abc"),
        ({"a": "b | other:x", "b": "a"}, ""),
        ({"a": "b", "b": "c", "c": "a | d", "d": "b"}, "abcd"),
    ],
)
def test_an_alternative_leads_out_of_a_circle_unless_it_is_in_one_too(requires: dict[str, str], stuck: str):
    made = [Module(id=name, requires=requires.get(name, "")) for name in "abcd"]
    elsewhere = {"other:x"}
    assert out_of_reach(made, elsewhere) == set(stuck)
    assert bool(circles(made)) is bool(stuck)


def test_whatever_is_behind_a_circle_is_out_of_reach_too():
    assert out_of_reach(drawn("a>b b>a b>c c~d e>f")) == {"a", "b", "c", "d"}


def test_modules_of_elsewhere_are_somebody_elses_to_check():
    made = [Module(id="a", requires="other:x"), Module(id="b", requires="a", corequires="other:y")]
    assert circles(made) == []
    assert out_of_reach(made) == {"a", "b"}
    assert out_of_reach(made, ["other:x"]) == {"b"}


def test_a_module_whose_block_is_stuck_is_stuck():
    assert out_of_reach(drawn("a>b b>a b=c")) == {"a", "b", "c"}


@pytest.mark.parametrize(("together", "stuck"), [("a | b", ""), ("a & (a | b)", ""), ("a & b", "abc"), ("b", "")])
def test_only_what_is_taken_together_for_certain_is_one_block(together: str, stuck: str):
    made = [Module(id="a"), Module(id="b", requires="a"), Module(id="c", strict_corequires=together)]
    assert out_of_reach(made) == set(stuck)


def test_a_finding_names_the_circle_and_stands_at_the_module_in_it():
    made = [Module(id="x"), Module(id="b", requires="a"), Module(id="a", requires="b & x")]
    (finding,) = circle_findings(made)
    assert (finding.code, finding.where) == ("circle", "modules[1].requires")
    assert finding.values == {"circle": "b → a → b", "module": "b", "count": "2"}


def test_a_circle_of_thousands_and_a_chain_of_thousands_are_no_trouble():
    size = 3_000
    chain = [Module(id=f"m{n}", requires=f"m{n - 1}" if n else "") for n in range(size)]
    assert out_of_reach(chain) == set()
    ring = [Module(id=f"m{n}", requires=f"m{(n + 1) % size}") for n in range(size)]
    assert [len(circle) for circle in circles(ring)] == [size]


NAMES = "abcdef"
EDGES = st.lists(st.tuples(*[st.sampled_from(NAMES)] * 2, st.sampled_from(">>~=")), max_size=10)


def network(edges: Sequence[Edge]) -> nx.DiGraph:
    """Return the graph of all requisites; of modules that are taken together, each needs every other."""
    together = nx.Graph([(before, after) for before, after, sign in edges if sign == "="])
    whole = nx.DiGraph([(before, after) for before, after, _ in edges])
    for block in nx.connected_components(together):
        whole.add_edges_from(itertools.permutations(block, 2))
    return whole


@often
@given(EDGES)
def test_there_is_a_circle_exactly_when_a_prerequisite_lies_in_a_strong_component(edges: list[Edge]):
    home = {name: n for n, part in enumerate(nx.strongly_connected_components(network(edges))) for name in part}
    within = any(home[before] == home[after] for before, after, sign in edges if sign == ">")
    found = circles(modules(edges, NAMES))
    assert bool(found) is within
    assert bool(out_of_reach(modules(edges, NAMES))) is within


@often
@given(EDGES)
def test_every_step_of_a_witness_is_real_and_no_way_round_is_shorter(edges: list[Edge]):
    whole = network(edges)
    for circle in circles(modules(edges, NAMES)):
        needs = list(zip(circle, (*circle[1:], circle[0]), strict=True))
        assert (needs[0][1], needs[0][0], ">") in edges
        assert all(whole.has_edge(needed, module) for module, needed in needs)
        through = [
            1 + nx.shortest_path_length(whole, circle[0], before)
            for before, after, sign in edges
            if (after, sign) == (circle[0], ">") and nx.has_path(whole, circle[0], before)
        ]
        assert len(circle) == min(through)


@st.composite
def with_alternatives(draw: st.DrawFn) -> list[Module]:
    names = NAMES[: draw(st.integers(1, 4))]
    corequires = st.just(NOTHING) | requirements(names)
    return [Module(id=name, requires=draw(requirements(names)), corequires=draw(corequires)) for name in names]


def can_all_be_taken(made: Sequence[Module]) -> bool:
    """Try every way to put the modules into terms; ``elsewhere`` is done before."""
    for terms in itertools.product(range(len(made)), repeat=len(made)):
        term = dict(zip((module.id for module in made), terms, strict=True))
        if all(
            module.requires.met({"elsewhere"} | {name for name in term if term[name] < term[module.id]})
            and module.corequires.met({"elsewhere"} | {name for name in term if term[name] <= term[module.id]})
            for module in made
        ):
            return True
    return False


@often
@given(with_alternatives())
def test_with_alternatives_there_is_a_circle_exactly_when_no_terms_can_be_found(made: list[Module]):
    assert bool(circles(made)) is not can_all_be_taken(made)


def across(own: dict[str, str], other: dict[str, str]) -> list[tuple[str, str]]:
    """Return circles and places that the catalog ``mine`` finds through the catalog ``theirs``."""
    mine, theirs = ([Module(id=name, requires=text) for name, text in one.items()] for one in (own, other))
    found = circle_findings_across(mine, "mine", {"theirs": theirs})
    return [(finding.values["circle"], finding.where) for finding in found]


def test_a_circle_through_another_catalog_is_found_from_either_side():
    mine, theirs = {"z": "", "a": "theirs:b"}, {"b": "c", "c": "mine:a"}
    assert across(mine, theirs) == [("a → theirs:b → theirs:c → a", "modules[1].requires")]
    found = circle_findings_across(
        [Module(id=name, requires=text) for name, text in theirs.items()],
        "theirs",
        {"mine": [Module(id=name, requires=text) for name, text in mine.items()]},
    )
    assert [finding.values["circle"] for finding in found] == ["b → c → mine:a → b"]


def test_the_same_id_in_another_catalog_is_another_module():
    assert across({"a": "theirs:a"}, {"a": ""}) == []
    assert across({"a": "theirs:a"}, {"a": "mine:b | mine:a"}) == []
    assert across({"a": "theirs:a", "b": ""}, {"a": "mine:b | mine:a"}) == []
    assert across({"a": "theirs:a"}, {"a": "mine:a"}) == [("a → theirs:a → a", "modules[0].requires")]


def test_a_circle_inside_one_catalog_is_that_ones_own_affair():
    assert across({"a": "b", "b": "a"}, {"x": ""}) == []
    assert across({"a": ""}, {"x": "y", "y": "x"}) == []
