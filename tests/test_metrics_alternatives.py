"""What no settling of the choices avoids."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import with_choices

from curriculum.graph import Node, RequisiteGraph
from curriculum.metrics import alternatives, structural_metrics
from curriculum.metrics.alternatives import Quota, column_sums, unavoidable
from curriculum.requisites import parse


@given(st.lists(st.integers(0, 2**12), max_size=40))
def test_columns_are_added_up(rows: list[int]):
    count = column_sums(rows)
    assert [count(bit) for bit in range(13)] == [sum(row >> bit & 1 for row in rows) for bit in range(13)]


@given(st.lists(st.integers(0, 63), min_size=1, max_size=5), st.data())
def test_unavoidable_is_what_every_choice_of_so_many_parts_contains(sets: list[int], data: st.DataObject):
    count = data.draw(st.integers(1, len(sets)))
    every = 63
    for chosen in combinations(sets, count):
        union = 0
        for part in chosen:
            union |= part
        every &= union
    assert unavoidable(Quota(count, tuple(range(len(sets)))), sets.__getitem__) == every


@settings(max_examples=60, deadline=None)
@given(with_choices())
def test_modules_followed_one_at_a_time_have_the_same_bounds(graph: RequisiteGraph):
    whole = structural_metrics(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alternatives, "_WIDTH", 1)
        assert structural_metrics(graph) == whole


def test_a_pair_taken_together_counts_twice_in_what_cannot_be_avoided():
    #  a > (p <~> q) > z,   but z is content with a alone
    nodes = [
        Node(id="a"),
        Node(id="p", requires=parse("a"), corequires=parse("q")),
        Node(id="q", corequires=parse("p")),
        Node(id="y", requires=parse("q")),
        Node(id="z", requires=parse("p | a")),
    ]
    metrics = structural_metrics(RequisiteGraph(nodes=nodes))
    hard = {module.id: (module.hard_blocking, module.hard_delay) for module in metrics.modules}
    assert hard == {"a": (4, 4), "p": (2, 4), "q": (2, 4), "y": (0, 4), "z": (0, 2)}
