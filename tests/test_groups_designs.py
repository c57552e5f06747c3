"""Meetings without repeats, by lines and by starters: everybody sits once, and nobody meets anybody twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.groups.lines import Round, line_rounds
from curriculum.groups.placing import free_places, without
from curriculum.groups.rings import field_product, modular, prime_powers
from curriculum.groups.starters import turning_rounds


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same numbers every time


def repeats(rounds: Sequence[Round]) -> int:
    times = Counter(frozenset(pair) for meeting in rounds for block in meeting for pair in combinations(block, 2))
    return sum(count - 1 for count in times.values())


def is_whole(rounds: Sequence[Round], groups: int, size: int) -> bool:
    return all(
        sorted(person for block in meeting for person in block) == list(range(groups * size))
        and all(len(block) == size for block in meeting)
        for meeting in rounds
    )


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 14), st.integers(1, 9), st.integers(1, 15))
def test_lines_are_meetings_without_repeats(groups: int, size: int, meetings: int):
    rounds = line_rounds(groups, size, meetings)
    assert 1 <= len(rounds) <= meetings
    assert is_whole(rounds, groups, size)
    assert repeats(rounds) == 0 or len(rounds) == 1


@pytest.mark.parametrize("order", [2, 3, 4, 5, 7, 8, 9, 11, 13])
def test_lines_make_a_whole_plane_of_the_order_of_a_field(order: int):
    rounds = line_rounds(order, order, order + 5)
    assert (len(rounds), repeats(rounds)) == (order + 1, 0)


def test_columns_that_never_met_meet_among_themselves():
    rounds = line_rounds(16, 4, 30)
    assert (len(rounds), repeats(rounds)) == (21, 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(2, 7), st.integers(1, 12))
def test_lines_reach_as_far_as_the_modulus_says(groups: int, size: int, meetings: int):
    if (size - 1) * (meetings - 1) < groups:
        assert len(line_rounds(groups, size, meetings)) == meetings


@pytest.mark.parametrize("order", [2, 4, 6, 8, 9, 12, 25, 27, 30])
def test_a_product_of_fields_is_a_ring_whose_distinct_elements_differ_by_units(order: int):
    ring = field_product(order)
    everything = range(order)
    draw = seeded(order)
    for a, b, c in (draw.choices(everything, k=3) for _ in range(200)):
        assert ring.multiply(a, ring.add(b, c)) == ring.add(ring.multiply(a, b), ring.multiply(a, c))
        assert ring.multiply(a, ring.multiply(b, c)) == ring.multiply(ring.multiply(a, b), c)
    assert len(ring.distinct) == min(prime**power for prime, power in prime_powers(order))
    for one, other in combinations(ring.distinct, 2):
        difference = next(d for d in everything if ring.add(other, d) == one)
        assert sorted(ring.multiply(difference, factor) for factor in everything) == list(everything)


def test_a_ring_without_tables_is_refused():
    with pytest.raises(ValueError, match="no tables for 1"):
        field_product(1)
    assert modular(15).distinct == (0, 1, 2)


@pytest.mark.parametrize(
    ("groups", "size", "meetings"), [(5, 3, 7), (8, 3, 10), (6, 4, 4), (6, 4, 7), (6, 5, 6), (10, 4, 9), (6, 3, 8)]
)
def test_starters_turn_into_meetings_without_repeats(groups: int, size: int, meetings: int):
    rounds = next(turning_rounds(groups, size, meetings, rng=seeded(1), tries=30, stop=lambda: False))
    assert len(rounds) == meetings
    assert is_whole(rounds, groups, size)
    assert repeats(rounds) == 0


def test_starters_may_keep_columns_from_meeting():
    (rounds, *_) = turning_rounds(6, 4, 4, rng=seeded(1), tries=10, stop=lambda: False, columns=(1,))
    assert is_whole(rounds, 6, 4)
    assert repeats(rounds) == 0
    assert {sum(person < 6 for person in block) for meeting in rounds for block in meeting} == {1}


def test_starters_that_do_not_exist_are_not_found():
    # Two meetings of two groups of three: somebody must meet somebody again.
    assert list(turning_rounds(2, 3, 2, rng=seeded(1), tries=3, stop=lambda: False)) == []
    assert list(turning_rounds(5, 3, 7, rng=seeded(1), tries=3, stop=lambda: True)) == []


def test_places_that_are_left_out_make_no_group_smaller_by_two():
    rounds = line_rounds(7, 4, 6)
    places = free_places(rounds, 5, seeded(1))
    assert places is not None
    smaller = without(rounds, places)
    assert sorted(person for block in smaller[0] for person in block) == list(range(23))
    assert {len(block) for meeting in smaller for block in meeting} == {3, 4}
    assert repeats(smaller) == 0
    assert free_places(rounds, 8, seeded(1)) is None
