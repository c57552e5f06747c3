"""Nobody can work out a withheld cell from what a report shows, nor from several reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from curriculum.evaluation.privacy import (
    THRESHOLD,
    Cell,
    Key,
    Published,
    cross_table,
    narrow_cells,
    pass_gate,
)

Person = Mapping[str, str]
LEVELS, PAIRINGS, PLACES = ("hospital", "department", "function"), ("pair", "alone"), ("A", "B", "C", "D")


def people(counts: Mapping[tuple[str, ...], int], names: Sequence[str]) -> list[Person]:
    return [dict(zip(names, values, strict=True)) for values, count in counts.items() for _ in range(count)]


def attack(shown: Iterable[Cell], names: Sequence[str], values: Mapping[str, Sequence[str]], key: Key) -> float:
    """Return the width to which somebody narrows a cell who knows the cells shown and nothing else.

    Written apart from the gate: one unknown for each combination of all values, and one equation for each cell.
    """
    atoms = list(product(*(values[name] for name in names)))

    def row(wanted: Key) -> list[float]:
        return [float(all(atom[names.index(name)] == value for name, value in wanted)) for atom in atoms]

    cells = list(shown)
    matrix, known = [row(cell.key) for cell in cells], [cell.count for cell in cells]
    ends = []
    for sign in (1, -1):
        given_by = {"A_eq": matrix, "b_eq": known} if cells else {}
        found = linprog(sign * np.array(row(key)), bounds=(0, None), method="highs", **given_by)
        if found.status == 3:
            return float("inf")
        assert found.status == 0
        ends.append(sign * found.fun)
    return float(ends[1] - ends[0])


counts_2 = st.lists(st.integers(0, 14), min_size=6, max_size=6)


@settings(max_examples=20, deadline=None)
@given(counts_2)
def test_no_attacker_narrows_a_withheld_cell_of_a_table_of_two_dimensions(numbers: list[int]):
    names, values = ["level", "pairing"], {"level": LEVELS, "pairing": PAIRINGS}
    group = people(dict(zip(product(LEVELS, PAIRINGS), numbers, strict=True)), names)
    release = pass_gate(cross_table(group, [names]))
    for key in release.withheld:
        assert attack(release.shown, names, values, key) >= THRESHOLD - 1e-6
    assert not [cell for cell in release.shown if 0 < cell.count < THRESHOLD]


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=24, max_size=24))
def test_no_attacker_narrows_a_withheld_cell_of_several_tables_with_three_dimensions(numbers: list[int]):
    names = ["level", "pairing", "place"]
    values = {"level": LEVELS, "pairing": PAIRINGS, "place": PLACES}
    group = people(dict(zip(product(LEVELS, PAIRINGS, PLACES), numbers, strict=True)), names)
    release = pass_gate(cross_table(group, [["level", "pairing"], ["place"], ["level", "place"]]))
    for key in release.withheld:
        assert attack(release.shown, names, values, key) >= THRESHOLD - 1e-6


@settings(max_examples=5, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
def test_as_little_as_possible_is_withheld_from_a_single_row(numbers: list[int]):
    """Against every subset of cells: the fewest people in cells that are hidden, totals included."""
    cells = [Cell((("place", str(number)),), count) for number, count in enumerate(numbers)]
    cells.append(Cell((), sum(numbers)))
    weight = {cell.key: cell.count + 1 for cell in cells}
    small = {cell.key for cell in cells if 0 < cell.count < THRESHOLD}
    free = [cell.key for cell in cells if cell.count and cell.key not in small]
    best = min(
        (
            sum(weight[key] for key in hidden)
            for chosen in product((False, True), repeat=len(free))
            if not narrow_cells(
                cells, hidden := small | {key for key, is_in in zip(free, chosen, strict=True) if is_in}, THRESHOLD
            )
        ),
    )
    found = sum(weight[key] for key in pass_gate(cells).withheld)
    assert found <= best * 1.5 + 1
    if not small:
        assert found == best == 0


def test_six_hospitals_of_which_one_is_small_hide_two():
    places = Counter({"A": 10, "B": 9, "C": 8, "D": 12, "E": 7, "F": 3})
    group = [{"place": place} for place, count in places.items() for _ in range(count)]
    release = pass_gate(cross_table(group, [["place"]]))
    assert [key[0][1] for key in release.withheld] == ["E", "F"]
    assert release.shows(())
    assert not release.shows((("place", "F"),))


def test_an_empty_cell_is_shown_and_protects_nobody():
    cells = [Cell((("x", "a"),), 0), Cell((("x", "b"),), 3), Cell((("x", "c"),), 20), Cell((), 23)]
    assert list(pass_gate(cells).withheld) == [(("x", "b"),), (("x", "c"),)]


def test_two_small_cells_that_could_be_worked_out_to_a_few_are_protected_by_a_third():
    cells = [Cell((("x", name),), count) for name, count in (("a", 1), ("b", 2), ("c", 9), ("d", 9))]
    release = pass_gate([*cells, Cell((), 21)])
    assert len(release.withheld) == 3


def test_a_group_that_gained_a_few_people_since_the_last_report_is_withheld():
    before = pass_gate([Cell((), 20), Cell((("x", "a"),), 8), Cell((("x", "b"),), 12)]).published("spring")
    later = [Cell((), 22), Cell((("x", "a"),), 8), Cell((("x", "b"),), 14)]
    release = pass_gate(later, earlier=[before])
    assert set(release.withheld) == {(), (("x", "b"),)}
    assert pass_gate(later).withheld == ()
    grown = [Cell((), 40), Cell((("x", "a"),), 18), Cell((("x", "b"),), 22)]
    assert pass_gate(grown, earlier=[before]).withheld == ()


def levels(hospital: int, department: int, function: int) -> list[Cell]:
    numbers = zip(LEVELS, (hospital, department, function), strict=True)
    return [
        *(Cell((("level", name),), count) for name, count in numbers),
        Cell((), hospital + department + function),
    ]


def test_a_group_that_was_shown_before_cannot_hide_a_small_one_now():
    """The department has grown, the function has not: whoever remembers its 14 would know the hospital's 3."""
    before = pass_gate(levels(3, 9, 14))
    assert before.shows((("level", "function"),))
    hospital, department, function = ((("level", name),) for name in LEVELS)
    assert set(pass_gate(levels(3, 15, 14)).withheld) == {hospital, function}
    later = pass_gate(levels(3, 15, 14), earlier=[before.published("spring")])
    assert set(later.withheld) == {hospital, department}


def test_a_group_that_is_large_enough_now_stays_withheld_where_it_would_tell_how_small_it_was():
    """12 together in spring, of whom no more than 5 and 9: the hospital would have had 3 to 5.

    Hospital and department are not withheld together: that would tell that two people have come to them.
    """
    before = pass_gate(levels(3, 9, 14)).published("spring")
    assert pass_gate(levels(5, 9, 20)).withheld == ()
    later = pass_gate(levels(5, 9, 20), earlier=[before])
    assert set(later.withheld) == {(("level", "hospital"),), (("level", "function"),)}
    assert pass_gate(levels(9, 15, 20), earlier=[before]).withheld == ()


def test_groups_from_which_many_have_left_do_not_close_the_gate():
    before = pass_gate(levels(20, 20, 20)).published("spring")
    assert pass_gate(levels(10, 10, 10), earlier=[before]).withheld == ()


def test_where_no_part_protects_a_small_one_the_total_is_withheld():
    cells = [Cell((), 6), Cell((("x", "a"),), 1), Cell((("x", "b"),), 5)]
    assert set(pass_gate(cells).withheld) == {(), (("x", "a"),)}


def test_what_was_published_holds_counts_of_shown_groups_only_and_reads_back_equal():
    release = pass_gate([Cell((), 24), Cell((("x", "a"),), 3), Cell((("x", "b"),), 21)])
    published = release.published("2026-1")
    assert Published.read(published.document()) == published
    assert {cell.key for cell in published.shown}.isdisjoint(release.withheld)


def test_a_threshold_below_two_and_double_cells_are_refused():
    with pytest.raises(ValueError, match="threshold"):
        pass_gate([], threshold=1)
    with pytest.raises(ValueError, match="same key"):
        pass_gate([Cell((), 5), Cell((), 6)])
    assert pass_gate([]).shown == ()
