"""Meetings without repeats from boards that are shifted, and the boards themselves."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.groups import arrange_groups, group_violations, numbered_network
from curriculum.groups.boards import boards, shapes
from curriculum.groups.shifts import shifted_rounds


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same numbers every time


@pytest.mark.parametrize(
    ("groups", "size", "meetings"),
    [
        (8, 4, 10),
        (7, 4, 8),
        (7, 4, 9),
        (6, 3, 8),
        (6, 4, 6),
        (6, 4, 7),
        (6, 5, 5),
        (6, 5, 6),
        (5, 3, 7),
    ],
)
def test_shifts_make_meetings_without_repeats(groups: int, size: int, meetings: int):
    rounds = next(shifted_rounds(groups, size, meetings, rng=seeded(1), stop=lambda: False))
    assert len(rounds) == meetings
    for meeting in rounds:
        assert {len(block) for block in meeting} == {size}
        assert sorted(person for block in meeting for person in block) == list(range(groups * size))
    times = Counter(pair for meeting in rounds for block in meeting for pair in combinations(sorted(block), 2))
    assert set(times.values()) == {1}


@pytest.mark.parametrize("people", [32, 31, 30])
def test_ten_meetings_of_eight_groups_of_four_repeat_nobody(people: int):
    """A. Aguado gave such meetings in 2004: everybody meets all others but one."""
    network = numbered_network(people, size=4, meetings=10)
    groups = arrange_groups(network, seed=1)
    assert (groups.score.repeats, groups.status) == (0, "optimal")
    assert not group_violations(network, groups)


def test_shifts_find_nothing_where_nothing_is():
    # Four groups of three meet four times at most without a repeat; two groups of three once.
    assert list(shifted_rounds(4, 3, 5, rng=seeded(1), stop=lambda: False)) == []
    assert list(shifted_rounds(2, 3, 2, rng=seeded(1), stop=lambda: False)) == []


def test_shifts_stop_when_there_is_no_time():
    assert list(shifted_rounds(7, 4, 9, rng=seeded(1), stop=lambda: True)) == []


@given(st.sampled_from([(6,), (4, 2), (3, 3), (2, 2, 2), (4, 3)]), st.integers(0, 1), st.integers(1, 2))
def test_boards_number_pairs_by_where_shifts_take_them(shape: tuple[int, ...], alone: int, copies: int):
    seats = 1
    for length in shape:
        seats *= length
    on = boards(shape, seats * copies + alone)
    assert len(set(on.shifts)) == seats
    counted = Counter()
    for one, other in combinations(range(seats * copies + alone), 2):
        number = on.relation[one][other]
        counted[number] += 1
        assert all(on.relation[shift[one]][shift[other]] == number for shift in on.shifts)
        assert number == on.relation[other][one]
    assert [counted[number] for number in range(len(on.pairs))] == list(on.pairs)


@pytest.mark.parametrize(("shape", "count"), [((8,), 4), ((4, 4), 15), ((2, 2, 2), 16), ((4, 3), 6)])
def test_boards_know_all_subgroups_of_their_shifts(shape: tuple[int, ...], count: int):
    on = boards(shape, 40)
    assert len(set(on.subgroups)) == len(on.subgroups) == count
    for subgroup in on.subgroups:
        assert {on.shifts[one][other] for one in subgroup for other in subgroup} == subgroup


def test_shapes_are_all_abelian_groups_of_an_order():
    assert [len(list(shapes(seats))) for seats in (2, 7, 8, 16, 30, 36)] == [1, 1, 3, 5, 1, 4]
