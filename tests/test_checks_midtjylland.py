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


@pytest.mark.parametrize(
    ("module", "outcome", "expected"),
    [
        ("basis-1", "describe-expectations", {"SEQ005": 1, "ALN005": 2, "COV001": 2}),
        ("basis-1", "list-leadership-tasks", {"SEQ005": 1, "COV001": 3}),
        ("basis-2", "plan-trial", {"ALN005": 2, "COV001": 3}),
        ("basis-2", "compare-expectations", {"COV001": 2}),
        ("data", "describe-data", {"ALN005": 1, "SEQ005": 1}),
        ("data", "analyse-data", {}),
        ("data", "generalise-data-talk", {"ALN005": 2}),
    ],
)
def test_an_outcome_less_brings_the_codes_that_one_expects(module: str, outcome: str, expected: dict[str, int]):
    assert codes(without_outcome(module, outcome)) == expected


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


@pytest.mark.parametrize(
    ("module", "expected"),
    [
        ("basis-2", {"SEQ005": 4}),
        ("development", {"SEQ005": 2}),
        ("data", {"SEQ005": 2}),
    ],
)
def test_a_requirement_less_brings_what_is_continued_before_it_was_begun(module: str, expected: dict[str, int]):
    assert codes(changed(module, lambda one: evolve(one, requires=""))) == expected


@pytest.mark.parametrize(
    ("module", "assessment", "expected"),
    [
        ("basis-1", "task-list", {"ALN002": 2}),
        ("basis-2", "readiness-note", {"ALN002": 2, "EVA001": 4}),
        ("data", "data-note", {"ALN002": 2}),
        ("data", "report-back", {"ALN002": 2, "TRN002": 1}),
    ],
)
def test_an_assessment_less_brings_the_codes_that_one_expects(
    module: str, assessment: str, expected: dict[str, int]
):
    assert codes(without_assessment(module, assessment)) == expected


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
