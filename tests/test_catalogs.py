"""The catalogs in this repository are an example to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum import Catalog, load_catalog

ROOT = Path(__file__).parents[1]
FOUND = [*sorted(ROOT.glob("catalogs/*/catalog.toml")), *sorted(ROOT.glob("plugins/*/src/*/catalog.toml"))]
FILES = [path for path in FOUND if path.parent.name != "template"]
"""The catalogs, but for the start of one."""


@pytest.fixture(params=FILES, ids=lambda path: path.parent.name)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    return load_catalog(request.param)


def test_there_are_catalogs_of_both_kinds():
    assert {"teaching", "digital-leadership", "curriculum_midtjylland"} <= {path.parent.name for path in FILES}


def test_a_catalog_says_under_which_licence_it_can_be_used(catalog: Catalog):
    assert catalog.license == "CC-BY-4.0"


def test_every_entry_is_titled_in_the_own_language_and_in_english(catalog: Catalog):
    tables = (catalog.sources, catalog.levels, catalog.competencies, catalog.modules, catalog.programmes)
    titles = {entry.id: entry.title for table in tables for entry in table}
    wanted = {catalog.language, "en"}
    lacking = {name for name, title in titles.items() if title is None or not wanted <= set(title.by_language())}
    assert lacking == set()


def test_every_competency_module_and_programme_names_a_source(catalog: Catalog):
    known = {source.id for source in catalog.sources}
    entries = [*catalog.competencies, *catalog.modules, *catalog.programmes]
    assert {entry.id for entry in entries if entry.source not in known} == set()


def test_every_module_has_a_kind_hours_and_outcomes(catalog: Catalog):
    assert {
        module.id for module in catalog.modules if not (module.kind and module.hours and module.outcomes)
    } == set()


def test_every_outcome_has_an_activity_and_an_assessment(catalog: Catalog):
    for module in catalog.modules:
        for parts in (module.activities, module.assessments):
            served = {outcome for part in parts for outcome in part.outcomes}
            assert {outcome.id for outcome in module.outcomes} == served, module.id


def test_every_competency_is_reached_by_a_module_but_for_a_framework_that_has_none(catalog: Catalog):
    if not catalog.modules:
        assert catalog.programmes == ()
        return
    reached = {outcome.competency for module in catalog.modules for outcome in module.outcomes}
    assert {competency.id for competency in catalog.competencies} == reached
