"""The catalog against what is published."""

import pytest

from curriculum import Catalog, Programme, find_catalog, load_catalog
from curriculum.testing import CatalogConformance
from curriculum_sormland import curriculum_catalogs


class TestConformance(CatalogConformance):
    plugin = "sormland"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    (source,) = curriculum_catalogs()
    return load_catalog(source.path, find_catalog)


@pytest.fixture(scope="module")
def programme(catalog: Catalog) -> Programme:
    return catalog.programme("dynamiska-formagor")


def test_the_installed_plugin_brings_the_catalog(catalog: Catalog):
    assert find_catalog("sormland", only=["sormland"]) == catalog


def test_the_nine_micro_foundations_are_there_and_lead_to_their_dynamic_capabilities(catalog: Catalog):
    framework = find_catalog("digital-leadership")
    assert framework is not None
    area = {one.id: one.broader for one in framework.competencies}
    named = [one for one in catalog.competencies if one.source == "warner-waeger-2019"]
    areas = [area[(one.broader or "").partition(":")[2]] for one in named]
    assert sorted(areas, key=str) == ["seizing"] * 3 + ["sensing"] * 3 + ["transforming"] * 3


def test_maturity_is_the_scale_of_every_competency(catalog: Catalog):
    assert {competency.scale for competency in catalog.competencies} == {"maturity"}
    assert [step.id for step in catalog.scale("maturity").steps] == ["noticed", "tried", "shared", "lasting"]


def test_every_system_level_is_promised_something_of_its_own(catalog: Catalog, programme: Programme):
    assert [level.id for level in catalog.levels] == ["organisation", "unit", "individual"]
    promised = {
        level.id: {(target.competency, target.reaches) for target in programme.targets if target.level == level.id}
        for level in catalog.levels
    }
    for level, targets in promised.items():
        assert targets - set().union(*(other for name, other in promised.items() if name != level))


def test_it_holds_for_the_two_stated_steps(catalog: Catalog):
    assert (str(catalog.valid_from), str(catalog.valid_to)) == ("2021-11-15", "2024-03-31")
