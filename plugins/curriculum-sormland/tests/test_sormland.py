"""The region against what is published."""

from pathlib import Path

from curriculum import Catalog, Programme, find_catalog
from curriculum.plugins import find_instrument
from curriculum.testing import RegionConformance


class TestSormland(RegionConformance):
    plugin = "sormland"
    programme_id = "dynamiska-formagor"
    example = Path(__file__).parents[3] / "examples/sormland-workshops"

    def test_the_nine_micro_foundations_are_there_and_lead_to_their_dynamic_capabilities(self, catalog: Catalog):
        framework = find_catalog("digital-leadership")
        assert framework is not None
        area = {one.id: one.broader for one in framework.competencies}
        named = [one for one in catalog.competencies if one.source == "warner-waeger-2019"]
        areas = [area[(one.broader or "").partition(":")[2]] for one in named]
        assert sorted(areas, key=str) == ["seizing"] * 3 + ["sensing"] * 3 + ["transforming"] * 3

    def test_the_instrument_asks_about_each_of_them_once_in_its_capability(self, catalog: Catalog):
        instrument = find_instrument("sormland")
        framework = find_catalog("digital-leadership")
        assert instrument is not None
        assert framework is not None
        area = {f"digital-leadership:{one.id}": one.broader for one in framework.competencies}
        named = [one for one in catalog.competencies if one.source == "warner-waeger-2019"]
        assert {item.id: item.construct for item in instrument.items} == {
            one.id: area[one.broader or ""] for one in named
        }

    def test_the_instrument_answers_in_the_words_of_the_scale_and_with_not_yet(self, catalog: Catalog):
        instrument = find_instrument("sormland")
        assert instrument is not None
        steps = [step.title.said("en") for step in catalog.scale("maturity").steps if step.title]
        assert [label.said("en") for label in instrument.answers.labels] == ["not at all yet", *steps]

    def test_maturity_is_the_scale_of_every_competency(self, catalog: Catalog):
        assert {competency.scale for competency in catalog.competencies} == {"maturity"}
        assert [step.id for step in catalog.scale("maturity").steps] == ["noticed", "tried", "shared", "lasting"]

    def test_every_system_level_is_promised_something_of_its_own(self, catalog: Catalog, programme: Programme):
        assert [level.id for level in catalog.levels] == ["organisation", "unit", "individual"]
        promised = {
            level.id: {
                (target.competency, target.reaches) for target in programme.targets if target.level == level.id
            }
            for level in catalog.levels
        }
        for level, targets in promised.items():
            assert targets - set().union(*(other for name, other in promised.items() if name != level))

    def test_it_holds_for_the_two_stated_steps(self, catalog: Catalog):
        assert (str(catalog.valid_from), str(catalog.valid_to)) == ("2021-11-15", "2024-03-31")
