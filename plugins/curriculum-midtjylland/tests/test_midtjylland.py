"""The region against the facts that it has published, and against itself."""

from itertools import combinations
from pathlib import Path

from curriculum import Catalog, Module, Programme
from curriculum.plugins import find_roster_format
from curriculum.testing import RegionConformance

STEPS = ("novice", "advanced-beginner", "competent", "proficient", "expert")


class TestMidtjylland(RegionConformance):
    plugin = "midtjylland"
    programme_id = "ledelse-i-digitalisering"
    example = Path(__file__).parents[3] / "examples/midtjylland-pilot"

    def test_the_programme_has_two_basis_modules_of_one_day_and_four_electives(
        self, catalog: Catalog, programme: Programme
    ):
        assert programme.basis == ("basis-1", "basis-2")
        assert programme.elective_ids == ("development", "patients", "cross-sector", "data")
        assert {catalog.module(module).kind for module in programme.basis} == {"basis"}
        assert {catalog.module(module).kind for module in programme.elective_ids} == {"elective"}
        assert {module.hours for module in catalog.modules} == {6.0}

    def test_everybody_has_four_teaching_days(self, programme: Programme):
        assert len(programme.basis) + programme.choose.minimum == 4
        assert len(programme.basis) + programme.choose.maximum == 4

    def test_the_electives_have_their_published_names(self, catalog: Catalog, programme: Programme):
        assert [catalog.module(module).title.said("da") for module in programme.elective_ids] == [
            "Udvikling og digitalisering",
            "Patientinvolvering og digitalisering",
            "Tværsektorielt samarbejde og digitalisering",
            "Data og digitalisering",
        ]

    def test_a_staff_list_may_name_the_levels_by_their_titles(self, catalog: Catalog):
        words = find_roster_format("midtjylland")
        assert words is not None
        for level in catalog.levels:
            assert level.title is not None
            assert level.title.said("da") in [word.casefold() for word in words.levels[level.id]]

    def test_the_levels_are_listed_from_the_top(self, catalog: Catalog, programme: Programme):
        assert [level.id for level in catalog.levels] == ["hospital", "department", "function"]
        assert programme.audience == ("hospital", "department", "function")

    def test_a_run_takes_a_cohort_of_twenty_five(self, catalog: Catalog):
        assert {module.capacity.maximum for module in catalog.modules} == {25}

    def test_the_basis_comes_first_and_in_order(self, catalog: Catalog, programme: Programme):
        assert str(catalog.module("basis-1").requires) == ""
        assert str(catalog.module("basis-2").requires) == "basis-1"
        assert {str(catalog.module(module).requires) for module in programme.elective_ids} == {"basis-2"}

    def test_the_catalog_may_be_reused_and_names_its_region(self, catalog: Catalog):
        assert (catalog.license, catalog.region, catalog.language) == ("CC-BY-4.0", "DK-82", "da")

    def test_what_the_sources_do_not_state_is_not_passed_off_as_stated(
        self, catalog: Catalog, programme: Programme
    ):
        for module in catalog.modules:
            parts = [*module.outcomes, *module.activities, *module.assessments]
            assert {part.evidence for part in parts} == {"illustrative"}
            assert module.note is not None
        assert {competency.evidence for competency in catalog.competencies} == {"inferred"}
        assert {target.evidence for target in programme.targets} == {"illustrative"}
        assert all(target.note for target in programme.targets)
        assert programme.note is not None

    def test_every_outcome_is_trained_and_assessed_at_its_level(self, catalog: Catalog):
        for module in catalog.modules:
            for outcome in module.outcomes:
                wanted = _solo(outcome.level)
                trained = [_solo(one.level) for one in module.activities if outcome.id in one.outcomes]
                assessed = [_solo(one.level) for one in module.assessments if outcome.id in one.outcomes]
                assert max(trained) >= wanted - 1, f"{module.id}.{outcome.id} is not trained"
                assert max(assessed) >= wanted, f"{module.id}.{outcome.id} is not assessed"

    def test_activities_fill_the_day_and_the_workload(self, catalog: Catalog):
        for module in catalog.modules:
            at_home = sum(one.hours for one in module.activities if one.kind in ("practice", "trial-action"))
            together = sum(one.hours for one in module.activities) - at_home
            assert (together, together + at_home) == (module.hours, module.workload), module.id

    def test_every_choice_of_two_electives_reaches_every_target_step_by_step(
        self, catalog: Catalog, programme: Programme
    ):
        choices = list(combinations(programme.elective_ids, programme.choose.minimum))
        assert len(choices) == 6
        for choice in choices:
            modules = [catalog.module(module) for module in (*programme.basis, *choice)]
            for target in programme.targets:
                reached = _reached(modules, target.competency)
                assert STEPS.index(target.reaches) < reached, f"{choice} does not reach {target}"

    def test_every_level_of_leadership_is_promised_something(self, catalog: Catalog, programme: Programme):
        assert {target.level for target in programme.targets} == {level.id for level in catalog.levels}


def _solo(level: str) -> int:
    scale, _, step = level.partition(":")
    assert scale == "solo"
    return int(step)


def _reached(modules: list[Module], competency: str) -> int:
    """Return how many steps of the scale are reached, each after the one before."""
    reached = 0
    for module in modules:
        for outcome in module.outcomes:
            if outcome.competency == competency and STEPS.index(outcome.reaches) == reached:
                reached += 1
    return reached
