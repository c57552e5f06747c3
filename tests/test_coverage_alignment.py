"""Constructive alignment: outcome, activity and assessment at fitting levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.coverage import Alignment, alignments
from curriculum.files import load_catalog
from curriculum.model import Activity, Assessment, LearningOutcome, Module, Scale, Step

ROOT = Path(__file__).parents[1]


def aligned(outcome: str | None, activities: list[str | None], assessments: list[str | None]) -> Alignment:
    """Return the alignment of one outcome with activities and assessments at some levels."""
    module = Module(
        id="m",
        outcomes=[LearningOutcome(id="o", statement="o", level=outcome)],
        activities=[
            Activity(id=f"a{number}", kind="case", outcomes=["o"], level=level)
            for number, level in enumerate(activities)
        ],
        assessments=[
            Assessment(id=f"s{number}", kind="note", outcomes=["o"], level=level)
            for number, level in enumerate(assessments)
        ],
    )
    own = Scale(id="own", steps=[Step(id="low"), Step(id="high")])
    (found,) = alignments(Catalog(id="mine", scales=[own], modules=[module]))
    return found


@pytest.mark.parametrize(
    ("level", "trained"),
    [("solo:4", "met"), ("solo:5", "met"), ("solo:3", "met"), ("solo:2", "too-low"), ("solo:relational", "met")],
)
def test_an_activity_may_be_one_step_below_its_outcome(level: str, trained: str):
    assert aligned("solo:4", [level], []).trained == trained


@pytest.mark.parametrize(("level", "tested"), [("solo:4", "met"), ("solo:5", "met"), ("solo:3", "too-low")])
def test_an_assessment_may_not_be_below_its_outcome(level: str, tested: str):
    assert aligned("solo:4", [], [level]).tested == tested


def test_one_that_fits_is_enough():
    found = aligned("solo:4", ["solo:1", "solo:3"], ["solo:2", "solo:4", None])
    assert (found.trained, found.tested, found.aligned) == ("met", "met", True)
    assert (found.activities, found.assessments) == (("a0", "a1"), ("s0", "s1", "s2"))


def test_nothing_at_all_is_told_apart_from_too_low():
    found = aligned("solo:4", [], ["solo:1"])
    assert (found.trained, found.tested, found.aligned) == ("none", "too-low", False)


@pytest.mark.parametrize("level", [None, "bloom:create", "own:high"])
def test_what_cannot_be_compared_is_unknown(level: str | None):
    found = aligned("solo:4", [level], [level, "solo:1"])
    assert (found.trained, found.tested) == ("unknown", "unknown")


def test_an_outcome_without_a_level_asks_for_no_level():
    found = aligned(None, [None], ["solo:1"])
    assert (found.trained, found.tested) == ("met", "met")
    assert aligned(None, [], []).trained == "none"


def test_levels_on_a_scale_of_the_catalog_are_compared():
    assert aligned("own:high", ["own:low"], ["own:low"]).trained == "met"
    assert aligned("own:high", ["own:low"], ["own:low"]).tested == "too-low"


def test_an_activity_counts_only_for_the_outcomes_that_it_names():
    module = Module(
        id="m",
        outcomes=[LearningOutcome(id="o", statement="o"), LearningOutcome(id="p", statement="p")],
        activities=[Activity(id="a", kind="case", outcomes=["p"])],
    )
    found = alignments(Catalog(id="mine", modules=[module]))
    assert [(one.outcome, one.outcome_index, one.trained) for one in found] == [("o", 0, "none"), ("p", 1, "met")]


def test_every_outcome_of_midtjylland_is_aligned_and_one_assessment_less_shows():
    midtjylland = load_catalog(ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml")
    assert all(one.aligned for one in alignments(midtjylland))
    data = midtjylland.module("data")
    without = evolve(data, assessments=[one for one in data.assessments if one.id != "report-back"])
    changed = evolve(midtjylland, modules=[without if one.id == "data" else one for one in midtjylland.modules])
    assert [(one.module, one.outcome, one.tested) for one in alignments(changed) if not one.aligned] == [
        ("data", "carry-out-data-trial", "none"),
        ("data", "generalise-data-talk", "none"),
    ]
