"""What happens to a sound catalog when one thing is taken out of it: exactly the findings that one expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, effect
from curriculum.errors import InvalidInput
from curriculum.files import load_catalog
from curriculum.model import Activity, Assessment, Module

PLUGIN = Path(__file__).parents[1] / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml"
MIDTJYLLAND = load_catalog(PLUGIN)
Part = TypeVar("Part", Activity, Assessment)


def changed(module_id: str, change: Callable[[Module], Module]) -> Catalog:
    modules = [change(module) if module.id == module_id else module for module in MIDTJYLLAND.modules]
    return evolve(MIDTJYLLAND, modules=modules)


def served_no_more(part: Part, outcome_id: str) -> Part:
    return evolve(part, outcomes=[name for name in part.outcomes if name != outcome_id])


def without_outcome(module_id: str, outcome_id: str) -> Catalog:
    def change(module: Module) -> Module:
        outcomes = [outcome for outcome in module.outcomes if outcome.id != outcome_id]
        assert len(outcomes) < len(module.outcomes)
        activities = [served_no_more(activity, outcome_id) for activity in module.activities]
        assessments = [served_no_more(assessment, outcome_id) for assessment in module.assessments]
        return evolve(module, outcomes=outcomes, activities=activities, assessments=assessments)

    return changed(module_id, change)


def without_assessment(module_id: str, assessment_id: str) -> Catalog:
    def change(module: Module) -> Module:
        assessments = [one for one in module.assessments if one.id != assessment_id]
        assert len(assessments) < len(module.assessments)
        return evolve(module, assessments=assessments)

    return changed(module_id, change)


def codes(catalog: Catalog) -> dict[str, int]:
    return dict(Counter(finding.code for finding in check(catalog)))


def test_the_catalog_as_it_is_has_no_findings():
    assert codes(MIDTJYLLAND) == {}


OUTCOMES = {
    ("basis-1", "describe-expectations"): {"ALN005": 2, "COV001": 2, "SEQ005": 1},
    ("basis-1", "describe-starting-point"): {"ALN005": 2, "COV001": 2, "SEQ005": 1},
    ("basis-1", "list-leadership-tasks"): {"COV001": 3, "SEQ005": 1},
    ("basis-1", "describe-roles"): {"ALN005": 1, "COV001": 3, "SEQ005": 1},
    ("basis-2", "compare-expectations"): {"COV001": 2},
    ("basis-2", "analyse-readiness"): {"COV001": 2},
    ("basis-2", "plan-trial"): {"ALN005": 2, "COV001": 3},
    ("basis-2", "explain-levels"): {"ALN005": 2, "COV001": 3},
    ("development", "describe-small-trials"): {"ALN005": 1, "SEQ005": 1},
    ("development", "analyse-idea"): {"ALN008": 1},
    ("development", "carry-out-trial"): {"ALN005": 1},
    ("development", "generalise-development"): {"ALN005": 2, "ALN008": 1},
    ("patients", "describe-involvement"): {"ALN005": 1, "SEQ005": 1},
    ("patients", "analyse-patient-view"): {"ALN008": 1},
    ("patients", "carry-out-involvement"): {"ALN005": 1},
    ("patients", "generalise-involvement"): {"ALN005": 2, "ALN008": 1},
    ("cross-sector", "describe-meeting-points"): {"ALN005": 1, "SEQ005": 1},
    ("cross-sector", "analyse-gap"): {"ALN008": 1},
    ("cross-sector", "carry-out-bridge"): {"ALN005": 1},
    ("cross-sector", "generalise-agreements"): {"ALN005": 2, "ALN008": 1},
    ("data", "describe-data"): {"ALN005": 1, "SEQ005": 1},
    ("data", "analyse-data"): {"ALN008": 1},
    ("data", "carry-out-data-trial"): {"ALN005": 1},
    ("data", "generalise-data-talk"): {"ALN005": 2, "ALN008": 1},
}
"""What each outcome leaves behind when it goes: a promise that is broken, something that is continued before it is
begun, an activity or assessment that serves nothing any more or asks for more than is left to learn."""
ASSESSMENTS = {
    ("basis-1", "starting-point-poster"): {"ALN002": 2},
    ("basis-1", "task-list"): {"ALN002": 2},
    ("basis-2", "readiness-note"): {"ALN002": 2, "EVA001": 4},
    ("basis-2", "trial-plan"): {"ALN002": 2},
    ("development", "idea-review"): {"ALN002": 2},
    ("development", "report-back"): {"ALN002": 2, "TRN002": 1},
    ("patients", "patient-view-note"): {"ALN002": 2},
    ("patients", "report-back"): {"ALN002": 2, "TRN002": 1},
    ("cross-sector", "gap-note"): {"ALN002": 2},
    ("cross-sector", "report-back"): {"ALN002": 2, "TRN002": 1},
    ("data", "data-note"): {"ALN002": 2},
    ("data", "report-back"): {"ALN002": 2, "TRN002": 1},
}
REQUIREMENTS = {
    "basis-2": {"SEQ005": 4},
    "development": {"SEQ005": 2},
    "patients": {"SEQ005": 2},
    "cross-sector": {"SEQ005": 2},
    "data": {"SEQ005": 2},
}


def test_the_tables_have_everything_that_can_be_taken_out():
    modules = MIDTJYLLAND.modules
    assert set(OUTCOMES) == {(module.id, one.id) for module in modules for one in module.outcomes}
    assert set(ASSESSMENTS) == {(module.id, one.id) for module in modules for one in module.assessments}
    assert set(REQUIREMENTS) == {module.id for module in modules if str(module.requires)}


@pytest.mark.parametrize(("module", "outcome"), OUTCOMES)
def test_an_outcome_less_brings_the_codes_that_one_expects(module: str, outcome: str):
    assert codes(without_outcome(module, outcome)) == OUTCOMES[module, outcome]


def test_a_promise_that_hangs_on_the_choice_is_found_when_two_electives_lose_it():
    names = {"patients": "generalise-involvement", "data": "generalise-data-talk"}
    thinner = {
        module_id: next(one for one in without_outcome(module_id, name).modules if one.id == module_id)
        for module_id, name in names.items()
    }
    modules = [thinner.get(module.id, module) for module in MIDTJYLLAND.modules]
    found = [one for one in check(evolve(MIDTJYLLAND, modules=modules)) if one.code == "COV002"]
    assert {one.values["choice"] for one in found} == {"patients, data"}
    assert {one.values["competency"] for one in found} == {"shared-leadership"}
    assert len(found) == 3, "one for each level that it is promised to"


@pytest.mark.parametrize("module", REQUIREMENTS)
def test_a_requirement_less_brings_what_is_continued_before_it_was_begun(module: str):
    assert codes(changed(module, lambda one: evolve(one, requires=""))) == REQUIREMENTS[module]


@pytest.mark.parametrize(("module", "assessment"), ASSESSMENTS)
def test_an_assessment_less_brings_the_codes_that_one_expects(module: str, assessment: str):
    assert codes(without_assessment(module, assessment)) == ASSESSMENTS[module, assessment]


def test_an_outcome_cut_out_of_the_file_leaves_references_to_nowhere(tmp_path: Path):
    text = PLUGIN.read_text(encoding="utf-8")
    start = text.index('  [[modules.outcomes]]\n  id = "plan-trial"')
    end = text.index("  [[modules.outcomes]]", start + 1)
    path = tmp_path / "catalog.toml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(InvalidInput) as invalid:
        load_catalog(path)
    assert [finding.code for finding in invalid.value.findings] == ["unknown-id"] * 3


def test_the_suggestion_for_a_broken_promise_is_the_cheapest_repair_and_shows_what_it_leaves_to_do():
    catalog = without_outcome("basis-2", "compare-expectations")
    first, second = (finding for finding in check(catalog) if finding.code == "COV001")
    assert first.patch == second.patch
    assert first.patch is not None
    added, longer = first.patch.edits
    assert (added.operation, added.where) == ("add", "modules[1].outcomes")
    assert (longer.where, longer.value) == ("modules[1].hours", 7.5)
    change = effect(catalog, first.patch, CHECKS, today=date(2026, 6, 1))
    assert Counter(code for code, _ in change.gone) == {"COV001": 2}
    assert Counter(code for code, _ in change.new) == {"ALN001": 1, "ALN002": 1, "EVA001": 2, "LOD002": 1}
