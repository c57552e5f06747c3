"""Curriculum maps, overlaps and single points of failure."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve
from small_programmes import programme

from curriculum.catalog import Catalog
from curriculum.coverage import curriculum_map, overlaps, single_points
from curriculum.files import load_catalog
from curriculum.model import Assessment, Competency, LearningOutcome, Module

ROOT = Path(__file__).parents[1]
LEDELSE = "ledelse-i-digitalisering"


@pytest.fixture(scope="module")
def midtjylland() -> Catalog:
    return load_catalog(ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml")


def outcome(name: str, coverage: str | None = None, reaches: str | None = None) -> LearningOutcome:
    return LearningOutcome(id=name, statement=name, competency="x", coverage=coverage, reaches=reaches)


def mapped(*outcomes: LearningOutcome, assessed: str = "") -> str:
    """Return the letters of one competency in one module."""
    module = Module(
        id="m",
        outcomes=outcomes,
        assessments=[Assessment(id=name, kind="note", outcomes=[name]) for name in assessed.split()],
    )
    catalog = Catalog(id="mine", competencies=[Competency(id="x", scale="dreyfus")], modules=[module])
    return curriculum_map(catalog).letters("x", "m")


def test_a_cell_has_the_letters_of_its_outcomes_in_order():
    assert mapped(outcome("p", "mastered"), outcome("q", "introduced")) == "IM"
    assert mapped(outcome("p", "reinforced"), assessed="p") == "RA"
    assert mapped(outcome("p"), outcome("q", "introduced")) == "I"
    assert mapped(outcome("p")) == "T"
    assert mapped(outcome("p"), outcome("q"), assessed="q") == "TA"
    assert mapped() == ""


def test_a_cell_tells_outcomes_and_steps_the_lowest_first():
    module = Module(
        id="m", outcomes=[outcome("p", reaches="expert"), outcome("q", reaches="novice"), outcome("r")]
    )
    catalog = Catalog(id="mine", competencies=[Competency(id="x", scale="dreyfus")], modules=[module])
    cell = curriculum_map(catalog).cell("x", "m")
    assert cell is not None
    assert (cell.outcomes, cell.steps) == (("p", "q", "r"), ("novice", "expert"))


def test_the_map_of_midtjylland_by_competency(midtjylland: Catalog):
    found = curriculum_map(midtjylland, LEDELSE)
    assert found.modules == midtjylland.programme(LEDELSE).module_ids
    assert found.rows == tuple(one.id for one in midtjylland.competencies)
    assert [found.letters("digital-change", module) for module in found.modules] == ["IA", "RA", *["MA"] * 4]
    assert [found.letters("data-use", module) for module in found.modules] == ["", "", "", "", "", "IRA"]
    assert len(found.cells) == 4 + 4 + 4 * 3


def test_the_map_of_midtjylland_by_outcome(midtjylland: Catalog):
    found = curriculum_map(midtjylland, LEDELSE, by="outcome")
    assert len(found.rows) == len(found.cells) == 24
    assert found.letters("data/analyse-data", "data") == "RA"
    assert found.titles["data/analyse-data"].said("en").startswith("Analyse data")


def test_a_map_becomes_a_frame_and_a_page(midtjylland: Catalog):
    found = curriculum_map(midtjylland, LEDELSE)
    table = found.to_frame()
    assert list(table.columns) == ["competency", *found.modules]
    assert table.loc[table["competency"] == "surroundings", "basis-2"].item() == "RA"
    assert ">RA<" in found._repr_html_()
    assert "<script>" not in evolve(found, rows=("<script>",))._repr_html_()


def test_a_module_of_another_catalog_that_is_not_at_hand_has_an_empty_column():
    catalog = programme("a x1", "x1", basis="a")
    away = evolve(catalog.programmes[0], basis=["a", "away:b"])
    found = curriculum_map(evolve(catalog, uses=["away"], programmes=[away]), "p")
    assert (found.modules, [cell.module for cell in found.cells]) == (("a", "away:b"), ["a"])


def test_an_unknown_programme_is_a_key_error(midtjylland: Catalog):
    for function in (curriculum_map, overlaps, single_points):
        with pytest.raises(KeyError):
            function(midtjylland, "nowhere")


def test_the_same_step_in_several_modules_is_an_overlap():
    found = overlaps(programme("a x1;b x1 x2;c x2 y1;d x1;o x2", "x1", basis="a b", choose=1), "p")
    assert [(one.competency, one.reaches, one.modules, one.basis) for one in found] == [
        ("x", "1", ("a", "b", "d"), ("a", "b")),
        ("x", "2", ("b", "c"), ("b",)),
    ]


def test_twice_in_one_module_and_without_a_step_is_no_overlap():
    module = Module(id="m", outcomes=[outcome("p", reaches="novice"), outcome("q", reaches="novice")])
    other = Module(id="n", outcomes=[outcome("p"), outcome("q")])
    third = Module(id="k", outcomes=[outcome("p")])
    catalog = Catalog(
        id="mine", competencies=[Competency(id="x", scale="dreyfus")], modules=[module, other, third]
    )
    assert overlaps(catalog) == ()


def test_a_step_in_one_module_only_is_a_single_point_of_failure():
    found = single_points(programme("a x1 x2;b x1;c x3", "x2@top y1", basis="a"), "p")
    assert [(one.target_index, one.reaches, one.level, one.module, one.outcomes) for one in found] == [
        (0, "2", "top", "a", ("x2",))
    ]


def test_where_one_step_suffices_higher_outcomes_count_as_well():
    assert single_points(programme("a x1;b x3", "x2", demands="one-step"), "p")[0].module == "b"
    assert single_points(programme("a x2;b x3", "x2", demands="one-step"), "p") == ()


def test_a_target_without_a_step_hangs_on_the_only_module_that_builds_it():
    (found,) = single_points(programme("a x2 x3;b y1", "x", basis="a"), "p")
    assert (found.reaches, found.module, found.outcomes) == (None, "a", ("x2", "x3"))


def test_the_basis_of_midtjylland_carries_eight_steps_alone(midtjylland: Catalog):
    found = {(one.competency, one.reaches): one.module for one in single_points(midtjylland, LEDELSE)}
    assert len(found) == 8
    assert set(found.values()) == {"basis-1", "basis-2"}
    assert [(one.competency, one.reaches) for one in overlaps(midtjylland, LEDELSE)] == [
        ("digital-change", "competent"),
        ("shared-leadership", "competent"),
    ]
