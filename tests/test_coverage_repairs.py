"""Repairs of gaps: each closes its gap when it is made, and none that was tried is cheaper."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from small_programmes import mean, met, programme, programmes, selections
from test_coverage import LEDELSE, MIDTJYLLAND, without

from curriculum.catalog import Catalog
from curriculum.coverage import Edit, Gap, ProgrammeCoverage, Repair, programme_coverage, repaired
from curriculum.coverage.hours import typical_hours
from curriculum.coverage.repairs import MOST_REPAIRS
from curriculum.coverage.scope import Scope
from curriculum.files import catalog_text, load_catalog
from curriculum.model import Activity, Choose, LearningOutcome, Module


def repairs(catalog: Catalog) -> tuple[Repair, ...]:
    (gap,) = programme_coverage(catalog, "p").gaps
    return gap.repairs


def drawn(repair: Repair) -> str:
    words = [
        f"{edit.kind} {edit.module or edit.count} {edit.competency or ''}{edit.reaches or ''}".strip()
        for edit in repair.edits
    ]
    return f"{'; '.join(words)} +{repair.hours:g}"


@given(programmes())
@settings(max_examples=60, deadline=None)
def test_a_repair_that_is_made_closes_what_it_says_for_the_hours_that_it_says(catalog: Catalog):
    before = programme_coverage(catalog, "p")
    for gap in before.gaps:
        assert len(gap.repairs) <= MOST_REPAIRS
        for repair in gap.repairs:
            after = programme_coverage(repaired(catalog, "p", repair.edits), "p", repairs=False)
            promised = {one.index for one in after.targets if one.guaranteed}
            kept = {one.index for one in before.targets if one.guaranteed}
            assert gap.target.index in promised
            assert set(repair.closes) == promised - kept
            assert not kept - promised
            assert repair.selections == after.selections
            if repair.hours is not None:
                assert repair.hours == pytest.approx(after.mean_hours - before.mean_hours, abs=1e-6)
            else:
                assert not before.selections or not any(one.outcomes for one in catalog.modules)


@given(programmes(largest=3))
@settings(max_examples=60, deadline=None)
def test_no_combination_of_all_edits_there_are_is_cheaper_than_the_first_repair(catalog: Catalog):
    before = programme_coverage(catalog, "p")
    for gap in before.gaps:
        costs = [cost(repair) for repair in gap.repairs]
        assert costs == sorted(costs)
        assert gap.proven
        assert costs[:1] == [pytest.approx(one) for one in least_cost(catalog, before, gap)]


def cost(repair: Repair) -> tuple[float, int]:
    return repair.hours or 0.0, len(repair.edits)


def least_cost(catalog: Catalog, before: ProgrammeCoverage, gap: Gap) -> list[tuple[float, int]]:
    """Try all combinations of edits, straight from the definition; return no cost when nothing helps."""
    timed = before.selections > 0 and any(one.outcomes for one in catalog.modules)
    return min(
        (
            [(round(float(hours), 6) if timed else 0.0, len(edits) + size)]
            for edits, shaped in shapes(catalog)
            for hours, size in sufficient(shaped, before, gap, timed=timed)
        ),
        default=[],
    )


def shapes(catalog: Catalog) -> Iterator[tuple[tuple[Edit, ...], Catalog]]:
    """Move any electives to the basis, and have any number of the others chosen."""
    electives = catalog.programme("p").elective_ids
    for size in range(len(electives) + 1):
        for moved in itertools.combinations(electives, size):
            moves = tuple(Edit(kind="make-basis", module=name) for name in moved)
            shaped = repaired(catalog, "p", moves)
            yield moves, shaped
            for count in range(shaped.programme("p").choose.minimum + 1, len(electives) - size + 1):
                more = Edit(kind="choose", count=count)
                yield (*moves, more), repaired(shaped, "p", [more])


def sufficient(
    shaped: Catalog, before: ProgrammeCoverage, gap: Gap, *, timed: bool
) -> Iterator[tuple[Fraction, int]]:
    """Yield hours and number of all sets of outcomes that close a gap of a programme and open no other."""
    scope, whole, competency = Scope(shaped), shaped.programme("p"), gap.target.competency
    chosen = list(selections(shaped))
    goals = [one for one, was in zip(whole.targets, before.targets, strict=True) if was.guaranteed]
    goals.append(whole.targets[gap.target.index])
    top = int(gap.target.reaches or 0)
    steps = [str(step) for step in range(1 if scope.stepwise(competency) else top, top + 1) if step] or [None]
    possible = [(name, step) for name in whole.module_ids for step in steps]
    lengths = {step: Fraction(str(typical_hours(scope, competency, step) or 0)) for step in steps}
    for size in range(len(possible) + 1) if chosen else ():
        for added in itertools.combinations(possible, size):
            taught = [
                one._replace(modules=tuple(teaching(module, competency, added) for module in one.modules))
                for one in chosen
            ]
            if all(met(shaped, goal, one) for goal in goals for one in taught):
                longer = [sum(lengths[step] for name, step in added if name in one.orders[0]) for one in chosen]
                longer = [
                    more + Fraction(sum(module.hours for module in one.modules))
                    for more, one in zip(longer, chosen, strict=True)
                ]
                yield (mean(longer) - Fraction(before.mean_hours) if timed else Fraction(0)), size


def teaching(module: Module, competency: str, added: Sequence[tuple[str, str | None]]) -> Module:
    more = [
        LearningOutcome(id=f"new-{number}", statement="-", competency=competency, reaches=step)
        for number, (name, step) in enumerate(added)
        if name == module.id
    ]
    return evolve(module, outcomes=[*module.outcomes, *more]) if more else module


def test_an_elective_that_reaches_the_target_can_become_a_basis_module():
    # Both have 6 hours, and one elective is still chosen of the one that is left.
    assert {"make-basis a +6", "choose 2 +6"} <= {drawn(one) for one in repairs(programme("a x1;b", "x1"))}


def test_an_outcome_in_the_elective_that_lacks_it_costs_only_those_who_take_it():
    # a takes 6 hours for one outcome, so b is estimated to need 6 more, and half of the selections have b.
    assert drawn(repairs(programme("a x1;b", "x1"))[0]) == "add-outcome b x1 +3"


def test_a_missing_step_goes_to_the_basis_module_between_the_lower_and_the_higher():
    catalog = programme("a x1;b <a;c <b;d x3 <c", "x3", basis="a b c d")
    assert {edit.module for edit in repairs(catalog)[0].edits} == {"c"}


def test_lacking_steps_are_taught_where_it_costs_least():
    # Every outcome is estimated at 2 hours; everybody takes a, half of the selections have c.
    found = [drawn(one) for one in repairs(programme("a;b x2 2h;c", "x2", basis="a"))]
    assert found[0] == "add-outcome a x1; add-outcome c x2 +3"
    assert "add-outcome a x1; add-outcome a x2 +4" in found


def test_without_a_basis_module_an_elective_becomes_one_and_takes_the_outcome():
    found = [drawn(one) for one in repairs(programme("a 1h;b y1 2h", "x1", choose=0))]
    assert found[0] == "make-basis a; add-outcome a x1 +3"


def test_steps_in_the_wrong_order_are_taught_once_more():
    catalog = programme("a x2;b x1 <a", "x2", basis="a b")
    (gap,) = programme_coverage(catalog, "p").gaps
    assert gap.lacking == ()
    after = repaired(catalog, "p", gap.repairs[0].edits)
    assert programme_coverage(after, "p").gaps == ()


def test_nothing_is_taken_away_from_anybody():
    catalog = programme("a x1;b;c", "x1", choose=Choose(minimum=1, maximum=2))
    for repair in repairs(catalog):
        after = repaired(catalog, "p", repair.edits).programme("p")
        assert set(after.module_ids) == {"a", "b", "c"}
        assert after.choose.minimum >= 1


def test_without_hours_repairs_are_ordered_by_the_number_of_edits():
    found = repairs(programme("a ?h x1;b ?h;c ?h", "x1"))
    assert {one.hours for one in found} == {None}
    assert [len(one.edits) for one in found] == sorted(len(one.edits) for one in found)


def test_a_gap_among_many_electives_is_repaired_in_good_time():
    modules = ";".join(["a y1", *(f"m{number} {'x1' if number % 3 else 'x2'}" for number in range(30))])
    (gap,) = programme_coverage(programme(modules, "x1", basis="a", choose=3), "p").gaps
    # A choice of three that all lack the step stays possible until eight of the ten have it.
    assert [edit.kind for edit in gap.repairs[0].edits] == ["add-outcome"] * 8
    assert gap.repairs[0].hours == pytest.approx(8 * 6 / 10)
    assert gap.proven
    assert "add-outcome a x1 +6" in map(drawn, gap.repairs)


def test_a_programme_that_nobody_can_take_has_no_repair():
    assert repairs(programme("a x1 <o;o", "x1", basis="a")) == ()


def test_a_new_outcome_is_a_stand_in_with_an_id_of_its_own():
    catalog = programme("a x1", "x1", basis="a")
    edit = Edit(kind="add-outcome", module="a", competency="x", reaches="1", hours=1.5)
    twice = repaired(catalog, "p", [edit, edit]).module("a")
    assert [outcome.id for outcome in twice.outcomes] == ["x1", "x-1", "x-1-2"]
    assert {outcome.evidence for outcome in twice.outcomes[1:]} == {"illustrative"}
    assert set(twice.outcomes[1].statement.by_language()) == {"en", "da", "sv"}
    assert twice.hours == 9.0


def test_a_module_becomes_basis_unless_another_programme_offers_it_as_an_elective():
    catalog = programme("a x1;b", "x1")
    edit = Edit(kind="make-basis", module="a")
    assert repaired(catalog, "p", [edit]).module("a").kind == "basis"
    assert repaired(catalog, "p", [edit]).programme("p").basis == ("a",)
    assert repaired(catalog, "p", [edit, Edit(kind="make-basis", module="b")]).programme("p").electives is None


@pytest.mark.parametrize("name", ["nowhere", "q"])
def test_an_edit_of_what_is_not_there_is_a_key_error(name: str):
    catalog = programme("a x1;b", "x1")
    edit = Edit(kind="add-outcome", module="nowhere", competency="x", reaches="1")
    with pytest.raises(KeyError):
        repaired(catalog, name, [edit] if name == "nowhere" else [Edit(kind="choose", count=2)])


def test_hours_are_estimated_from_what_the_same_step_takes_elsewhere():
    def taught(name: str, competency: str, step: str) -> LearningOutcome:
        return LearningOutcome(id=name, statement=name, competency=competency, reaches=step)

    modules = [
        Module(
            id="a",
            hours=6,
            outcomes=[taught("p", "x", "1"), taught("q", "x", "2")],
            activities=[
                Activity(id="one", kind="lecture", hours=1, outcomes=["p"]),
                Activity(id="two", kind="case", hours=4, outcomes=["p", "q"]),
            ],
        ),
        Module(id="b", hours=4, outcomes=[taught("r", "y", "1"), taught("s", "y", "1")]),
        Module(id="c", outcomes=[taught("t", "x", "1")]),
    ]
    drawn_catalog = programme("a", "")
    catalog = Catalog(
        id="mine", scales=drawn_catalog.scales, competencies=drawn_catalog.competencies, modules=modules
    )
    scope = Scope(catalog)
    assert typical_hours(scope, "x", "1") == 3.6  # 3 of 5 hours of activities, of 6 contact hours
    assert typical_hours(scope, "x", "2") == 2.4
    assert typical_hours(scope, "x", "3") == 3.0  # any step of x
    assert typical_hours(scope, "y", "1") == 2.0  # 4 hours shared evenly
    assert typical_hours(scope, "z", "1") == 2.5  # anything
    assert typical_hours(Scope(Catalog(id="mine")), "z", "1") is None


def test_midtjylland_without_an_outcome_of_the_basis_is_mended_by_its_cheapest_repair(tmp_path: Path):
    midtjylland = load_catalog(MIDTJYLLAND)
    for place in map(midtjylland.module, midtjylland.programme(LEDELSE).basis):
        for gone in place.outcomes:
            broken = without(midtjylland, place.id, gone.id)
            gaps = programme_coverage(broken, LEDELSE).gaps
            best = gaps[0].repairs[0]
            (edit,) = best.edits
            assert (edit.module, edit.competency, edit.reaches) == (place.id, gone.competency, gone.reaches)
            assert set(best.closes) == {gap.target.index for gap in gaps}
            mended = repaired(broken, LEDELSE, best.edits)
            assert programme_coverage(mended, LEDELSE).gaps == ()
    (tmp_path / "catalog.toml").write_text(catalog_text(mended), encoding="utf-8")
    assert load_catalog(tmp_path) == mended


def test_what_one_elective_leaves_lacking_as_a_basis_module_is_added_to_the_others():
    catalog = programme("a 1h;b 1h y1;c 1h y2;o 6h x1 x2 y1", "y2@top")
    (best, *_) = repairs(catalog)
    assert drawn(best) == "make-basis b; add-outcome a y2 +1.5"


def test_what_is_too_much_to_look_at_is_not_said_to_be_proven():
    lines = [f"m{number} {number % 5 + 1}h x{number % 2 + 1} <m{number // 2}" for number in range(1, 11)]
    (gap,) = programme_coverage(programme(";".join(["m0 x1", *lines]), "x3", basis="m0", choose=5), "p").gaps
    assert gap.repairs
    assert not gap.proven
