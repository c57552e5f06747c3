"""The transitive closure, in blocks of any size."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import acyclic, any_graph, drawn

from curriculum.graph import RequisiteGraph
from curriculum.metrics import circle_findings, reach
from curriculum.metrics.index import groups, index, partition
from curriculum.metrics.reach import ancestor_counts, blocking_and_redundant, blocks


@given(acyclic(), st.integers(1, 100))
def test_every_pair_is_in_exactly_one_block(graph: RequisiteGraph, memory: int):
    indexed = index(graph)
    grouped = groups(indexed, partition(indexed.children))
    size = len(grouped.sizes)
    pairs = [
        (start, target)
        for block in blocks(grouped.sizes, grouped.children, range(size - 1, -1, -1), memory)
        for target, bit in block.bit.items()
        for start in range(size)
        if block.reached[start] >> bit & 1
    ]
    names = [graph.nodes[members[0]].id for members in grouped.members]
    closure = nx.transitive_closure_dag(drawn(graph))
    expected = {(name, name) for name in names} | set(closure.edges)
    assert len(pairs) == len(set(pairs))
    assert {(names[start], names[target]) for start, target in pairs} == expected


@settings(deadline=None)
@given(any_graph())
def test_blocks_of_one_group_count_the_same_as_one_block(graph: RequisiteGraph):
    if circle_findings(graph):
        return
    indexed = index(graph)
    grouped = groups(indexed, partition(indexed.children))
    whole = blocking_and_redundant(indexed, grouped), ancestor_counts(grouped)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach.blocks, "__defaults__", (1,))
        assert (blocking_and_redundant(indexed, grouped), ancestor_counts(grouped)) == whole
