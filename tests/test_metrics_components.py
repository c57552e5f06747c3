"""Strongly connected components, beside networkx."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from curriculum.metrics.components import components


@given(st.lists(st.lists(st.integers(0, 7), max_size=4), min_size=8, max_size=8))
def test_components_are_those_of_networkx_in_topological_order(children: list[list[int]]):
    network = nx.DiGraph()
    network.add_nodes_from(range(8))
    network.add_edges_from((start, end) for start, ends in enumerate(children) for end in ends)
    found = components(children)
    assert {frozenset(members) for members in found} == set(
        map(frozenset, nx.strongly_connected_components(network))
    )
    home = {member: group for group, members in enumerate(found) for member in members}
    assert all(home[start] <= home[end] for start, end in network.edges)
    assert all(members == sorted(members) for members in found)


def test_a_chain_of_many_modules_needs_no_recursion():
    assert len(components([[step + 1] for step in range(50_000)] + [[]])) == 50_001


def test_a_circle_of_many_modules_is_one_component():
    assert components([[(step + 1) % 50_000] for step in range(50_000)]) == [list(range(50_000))]
