"""The catalog against what is published."""

import pytest

from curriculum import Catalog, Programme, find_catalog, load_catalog
from curriculum.testing import CatalogConformance
from curriculum_syddanmark import curriculum_catalogs


class TestConformance(CatalogConformance):
    plugin = "syddanmark"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    (source,) = curriculum_catalogs()
    return load_catalog(source.path, find_catalog)


@pytest.fixture(scope="module")
def programme(catalog: Catalog) -> Programme:
    return catalog.programme("kompetencer-til-digital-ledelse")


def test_the_installed_plugin_brings_the_catalog(catalog: Catalog):
    assert find_catalog("syddanmark", only=["syddanmark"]) == catalog


def test_the_modules_follow_the_five_stated_themes_and_are_marked_as_illustrative(catalog: Catalog):
    titles = [module.title.said("en") for module in catalog.modules if module.title]
    assert titles == [
        "Digital strategy",
        "Change management",
        "Data ethics",
        "Use of new technologies",
        "Motivating staff",
    ]
    assert {module.evidence for module in catalog.modules} == {"illustrative"}
    assert "published" in str(catalog.note.said("en") if catalog.note else "")


def test_theory_and_practice_alternate(catalog: Catalog, programme: Programme):
    for before, after in zip(programme.basis, programme.basis[1:], strict=False):
        assert str(catalog.module(after).requires) == before
    for module in catalog.modules:
        kinds = [activity.kind for activity in module.activities]
        assert (kinds[0], kinds[-1]) == ("knowledge-sharing", "trial-action"), "first what the last trials showed"


def test_every_stated_form_is_there(catalog: Catalog):
    kinds = {activity.kind for module in catalog.modules for activity in module.activities}
    assert {"workshop", "case", "knowledge-sharing", "trial-action", "network"} <= kinds


def test_it_is_for_department_heads_in_2024(catalog: Catalog, programme: Programme):
    assert programme.audience == ("department",)
    assert (str(catalog.valid_from), str(catalog.valid_to)) == ("2024-01-01", "2024-12-31")
