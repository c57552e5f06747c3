"""Guaranteed, mean and best coverage: against brute force, on drawn programmes, and on the region's own."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from small_programmes import mean, met, programme, programmes, rank, selections

from curriculum.catalog import Catalog
from curriculum.coverage import ProgrammeCoverage, admissible_selections, programme_coverage
from curriculum.coverage.selections import MOST_CASES
from curriculum.errors import InvalidInput
from curriculum.files import load_catalog
from curriculum.model import Choose, Competency, LearningOutcome, Module, Programme, Target

ROOT = Path(__file__).parents[1]
MIDTJYLLAND = ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml"
LEDELSE = "ledelse-i-digitalisering"


def covered(catalog: Catalog) -> ProgrammeCoverage:
    return programme_coverage(catalog, "p", repairs=False)


@given(programmes())
@settings(max_examples=150, deadline=None)
def test_brute_force_over_selections_and_orders_agrees(catalog: Catalog):
    found, chosen = covered(catalog), list(selections(catalog))
    whole = catalog.programme("p")
    assert found.selections == len(chosen)
    for entry, one in zip(found.targets, whole.targets, strict=True):
        ranks = [rank(catalog, one.competency, selection) for selection in chosen]
        assert entry.met == sum(met(catalog, one, selection) for selection in chosen)
        assert entry.mean == mean([max(0, reached) for reached in ranks])
        assert (entry.lowest, entry.highest) == (name(min(ranks, default=0)), name(max(ranks, default=0)))
    for level in found.levels:
        own = [one for one in whole.targets if level.level is None or one.level in (None, level.level)]
        numbers = [sum(met(catalog, one, selection) for one in own) for selection in chosen]
        assert (level.guaranteed, level.best) == (min(numbers, default=0), max(numbers, default=0))
        assert (level.mean, level.targets) == (mean(numbers), len(own))
    hours = [sum(one.hours for one in selection.modules) for selection in chosen]
    assert found.mean_hours == (pytest.approx(float(mean(hours))) if chosen else None)


def name(reached: int) -> str | None:
    return str(reached) if reached > 0 else None


@given(programmes(largest=5))
@settings(max_examples=60, deadline=None)
def test_selections_are_listed_as_they_are_counted(catalog: Catalog):
    listed = list(admissible_selections(catalog, "p"))
    assert len(set(listed)) == len(listed) == covered(catalog).selections


@pytest.mark.parametrize(
    ("modules", "reached"),
    [
        ("a x1;b x2 <a", "2"),
        ("a x1 x2", "2"),
        ("a x2;b x1 <a", "1"),  # the higher step is forced to come first
        ("a x2;b x1 =a", "2"),  # both at the same time
        ("a x2;b x1 ~a", "2"),
        ("a x2;b <a;c x1 <b", "1"),
        ("a x2 x1;b x1 <a", "2"),
        ("a x1 x3;b x2 <a", "2"),
        ("a x1 x3;b x2 <a;c x3 <b", "3"),
        ("a x2;b;c x1 <a/b", "2"),  # b lets the lower step come first
        ("a x2;c x1 <a+b;b", "1"),
        ("a;b;c x1 <a =b;d x2 ~a", "1"),  # d is bound to the time of a, before c
        ("a x2;b;c x1 <b ~a/d;d", "2"),  # c may come with d, and need not
        ("a x2;b;c x1 <a ~a/d;d", "1"),
        ("a x2", None),
        ("a x1;b x4", "1"),
    ],
)
def test_a_step_counts_on_top_of_all_lower_ones_in_a_legal_order(modules: str, reached: str | None):
    names = [line.split()[0] for line in modules.split(";")]
    (found,) = covered(programme(modules, "x4", basis=" ".join(names))).targets
    assert (found.lowest, found.highest) == (reached, reached)


@pytest.mark.parametrize(("demands", "guaranteed"), [("every-step", False), ("one-step", True)])
def test_the_scale_says_whether_lower_steps_are_demanded(demands: str, *, guaranteed: bool):
    catalog = programme("a x3", "x2", basis="a", demands=demands)
    assert covered(catalog).targets[0].guaranteed is guaranteed


@pytest.mark.parametrize(
    ("scale", "guaranteed"), [("dreyfus", False), ("solo", True), ("bloom", True), ("eqf", True)]
)
def test_of_the_standard_scales_only_stages_demand_every_step(scale: str, *, guaranteed: bool):
    taught = LearningOutcome(id="x", statement="x", competency="x", reaches="3")
    catalog = Catalog(
        id="mine",
        competencies=[Competency(id="x", scale=scale)],
        modules=[Module(id="a", outcomes=[taught])],
        programmes=[Programme(id="p", basis=["a"], targets=[Target(competency="x", reaches="2")])],
    )
    assert covered(catalog).targets[0].guaranteed is guaranteed


def test_a_target_without_a_step_asks_that_the_competency_is_built():
    found = covered(programme("a x;b y2", "x y z", basis="a b")).targets
    assert [one.guaranteed for one in found] == [True, True, False]


def test_a_target_with_a_level_holds_for_that_level_only():
    found = covered(programme("a x1;b y1", "x1 y1@top y1@low", basis="a"))
    assert [(level.level, level.targets, level.guaranteed) for level in found.levels] == [
        (None, 3, 3),
        ("top", 2, 2),
        ("low", 2, 2),
    ]
    found = covered(programme("a x1;b y1;c", "x1 y1@top", basis="a"))
    assert (found.at("top").guaranteed, found.at("low").guaranteed, found.at("low").targets) == (1, 1, 1)
    assert (found.guaranteed, found.mean, found.best) == (0.5, 0.75, 1.0)


def test_the_worst_choice_counts_even_when_every_target_is_met_by_some_choice():
    found = covered(programme("a x1;b y1", "x1 y1"))
    assert (found.guaranteed, found.mean, found.best) == (0.5, 0.5, 0.5)
    assert [(choice.electives, choice.count, choice.missed) for choice in found.choices] == [
        (("b",), 1, (0,)),
        (("a",), 1, (1,)),
    ]


def test_a_programme_without_a_possible_selection_guarantees_nothing():
    found = covered(programme("a x1 <o;o", "x1", basis="a"))
    assert (found.selections, found.guaranteed, found.best, found.mean_hours) == (0, 0.0, 0.0, None)
    assert found.gaps[0].example is None


def test_more_ways_of_taking_modules_together_than_can_be_counted_are_refused():
    lines = [f"m{number} ~a/b" for number in range(11)]
    with pytest.raises(InvalidInput) as refused:
        covered(programme(";".join(["a x1", "b", *lines]), "x1", basis="a b"))
    assert [finding.code for finding in refused.value.findings] == ["too-many-strict-ways"]


def test_of_strict_corequisites_one_is_taken_at_the_same_time_whatever_was_taken_before():
    catalog = programme("a;b;c x1 <a ~a/b", "x1", basis="a c", choose=Choose(minimum=0, maximum=1))
    assert list(admissible_selections(catalog, "p")) == [("a", "c", "b")]


def test_a_programme_without_targets_has_nothing_to_guarantee():
    found = covered(programme("a x1;b", ""))
    assert (found.selections, found.guaranteed, found.best, found.gaps) == (2, 1.0, 1.0, ())


def test_a_module_without_hours_makes_the_mean_unknown():
    assert covered(programme("a ?h;b", "x1")).mean_hours is None


def test_many_electives_are_counted_exactly():
    modules = ";".join(f"m{number} {'x1' if number < 25 else 'y1'}" for number in range(60))
    found = covered(programme(modules, "x1 y1", choose=Choose(minimum=9, maximum=10)))
    total = comb(60, 9) + comb(60, 10)
    assert found.selections == total
    assert found.targets[0].share == 1 - Fraction(comb(35, 9) + comb(35, 10), total)
    assert (found.guaranteed, found.best) == (0.5, 1.0)


def test_electives_that_require_one_another_are_counted_exactly():
    chain = ";".join(["m0 x1", *(f"m{number} <m{number - 1}" for number in range(1, 12))])
    free = ";".join(f"n{number} x2 <m0" for number in range(30))
    found = covered(programme(f"{chain};{free}", "x2", choose=6))
    # So many of the chain come first; the others are any of those that require its first.
    assert found.selections == sum(comb(30, 6 - length) for length in range(1, 7))
    assert found.targets[0].met == found.selections - 1


def test_more_cases_than_can_be_told_apart_are_refused(monkeypatch: pytest.MonkeyPatch):
    catalog = programme("a;b <a;c <b;d <c", "x1", choose=2)
    assert covered(catalog).selections == 1
    assert MOST_CASES >= 20_000
    monkeypatch.setattr("curriculum.coverage.selections.MOST_CASES", 2)
    with pytest.raises(InvalidInput) as refused:
        covered(catalog)
    assert [finding.code for finding in refused.value.findings] == ["too-many-selections"]


def test_an_unknown_programme_is_a_key_error():
    with pytest.raises(KeyError):
        programme_coverage(programme("a", "x1"), "q")


def test_modules_and_competencies_of_other_catalogs_count():
    shared = programme("a x1;b x2 <a", "x2", basis="a b")
    third = LearningOutcome(id="c", statement="c", competency="mine:x", reaches="3")
    mine = Catalog(
        id="other",
        uses=["mine"],
        modules=[Module(id="c", outcomes=[third])],
        programmes=[
            Programme(id="p", basis=["mine:a", "mine:b", "c"], targets=[Target(competency="mine:x", reaches="3")])
        ],
    )
    (found,) = programme_coverage(mine, "p", others=[shared]).targets
    assert (found.guaranteed, found.lowest) == (True, "3")
    (found,) = programme_coverage(mine, "p").targets  # whose scale is not at hand
    assert found.lowest is None


# ------------------------------------------------------------------------------------ the region's


@pytest.fixture(scope="module")
def midtjylland() -> Catalog:
    return load_catalog(MIDTJYLLAND)


def test_midtjylland_guarantees_every_target_for_all_six_choices(midtjylland: Catalog):
    found = programme_coverage(midtjylland, LEDELSE)
    assert (found.selections, len(list(admissible_selections(midtjylland, LEDELSE)))) == (6, 6)
    assert [(one.guaranteed, one.met) for one in found.targets] == [(True, 6)] * 10
    assert (found.guaranteed, found.mean, found.best, found.gaps) == (1.0, 1.0, 1.0, ())
    assert {level.level: level.guaranteed for level in found.levels} == {
        None: 10,
        "hospital": 3,
        "department": 4,
        "function": 3,
    }
    assert found.mean_hours == 24.0


def test_midtjylland_without_an_outcome_has_exactly_the_gaps_of_its_competency(midtjylland: Catalog):
    targets = midtjylland.programme(LEDELSE).targets
    for place in midtjylland.modules:
        for gone in place.outcomes:
            found = programme_coverage(without(midtjylland, place.id, gone.id), LEDELSE, repairs=False)
            everybody = place.id in midtjylland.programme(LEDELSE).basis
            expected = [i for i, one in enumerate(targets) if everybody and one.competency == gone.competency]
            assert [gap.target.index for gap in found.gaps] == expected
            assert {gap.lacking for gap in found.gaps} == ({(gone.reaches,)} if expected else set())


def test_a_gap_shows_itself_as_what_is_not_reached_and_the_cheapest_repair():
    (gap, *_) = programme_coverage(programme("a x1;b y1", "x1 y1"), "p").gaps
    said = "x (1) for all: 1 of 2 choices reach it. Not everybody gets: 1."
    assert repr((gap,)).startswith(f"(<gap: {said} ")
    assert f"(targets closed: {len(gap.repairs[0].closes)})>" in repr(gap)
    assert repr(evolve(gap, repairs=())) == f"<gap: {said}>"


def without(catalog: Catalog, module_id: str, outcome_id: str) -> Catalog:
    """Take an outcome out of a module, with all that names it."""
    place = catalog.module(module_id)
    kept = {
        table: [
            evolve(entry, outcomes=[one for one in entry.outcomes if one != outcome_id])
            for entry in getattr(place, table)
        ]
        for table in ("activities", "assessments")
    }
    changed = evolve(place, outcomes=[one for one in place.outcomes if one.id != outcome_id], **kept)
    return evolve(catalog, modules=[changed if one.id == module_id else one for one in catalog.modules])


def test_the_results_become_a_frame(midtjylland: Catalog):
    table = programme_coverage(midtjylland, LEDELSE).to_frame()
    assert table.shape == (10, 8)
    assert set(table["share"]) == {1.0}


def test_the_page_of_a_coverage_is_escaped():
    catalog = programme("a x1;b", "x1")
    shown = evolve(covered(catalog), programme="<script>")._repr_html_()
    assert "<script>" not in shown
    assert "<td>1/2</td>" in shown
