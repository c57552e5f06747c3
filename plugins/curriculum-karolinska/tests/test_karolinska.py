"""The catalog against what is published."""

import pytest

from curriculum import Catalog, Programme, find_catalog, load_catalog
from curriculum.testing import CatalogConformance
from curriculum_karolinska import curriculum_catalogs


class TestConformance(CatalogConformance):
    plugin = "karolinska"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    (source,) = curriculum_catalogs()
    return load_catalog(source.path, find_catalog)


@pytest.fixture(scope="module")
def programme(catalog: Catalog) -> Programme:
    return catalog.programme("innovationsurverket")


def test_the_installed_plugin_brings_the_catalog(catalog: Catalog):
    assert find_catalog("karolinska", only=["karolinska"]) == catalog


def test_every_event_is_evaluated_so_that_the_next_is_adapted(catalog: Catalog, programme: Programme):
    for name in programme.basis:
        (evaluation,) = (one for one in catalog.module(name).assessments if one.kind == "event-evaluation")
        (served,) = evaluation.outcomes
        (outcome,) = (one for one in catalog.module(name).outcomes if one.id == served)
        assert (evaluation.evidence, outcome.competency) == ("stated", "shaping-the-network")


def test_the_first_event_plans_the_network_with_its_participants(catalog: Catalog, programme: Programme):
    first = catalog.module(programme.basis[0])
    assert first.title is not None
    assert first.title.said("en") == "Event 1: needs and plan"


def test_events_can_be_attended_one_without_the_other(catalog: Catalog):
    assert {str(module.requires) for module in catalog.modules} == {""}
    assert [one.code for one in catalog.suppressions] == ["SEQ005"]


def test_no_leadership_levels_are_made_up(catalog: Catalog, programme: Programme):
    assert (catalog.levels, programme.audience) == ((), ())
