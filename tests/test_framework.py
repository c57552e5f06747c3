"""The shared framework is there for everybody, whatever plugins are installed or chosen."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import curriculum
from curriculum import Catalog, InvalidInput, find_catalog, installed_catalogs, load_catalog
from curriculum.plugins import catalog_file, forget_plugins, plugin_states

if TYPE_CHECKING:
    from conftest import Command

FOLDER = Path(__file__).parents[1] / "catalogs" / "digital-leadership"
AREAS = {
    "sensing": {"digital-scouting", "scenario-planning", "digital-mindset"},
    "seizing": {"rapid-prototyping", "digital-portfolio", "strategic-agility"},
    "transforming": {"innovation-ecosystems", "internal-structures", "digital-maturity"},
}
HEAD = """schema = 1
[catalog]
id = "{id}"
title = "A catalog"
"""
USING = """uses = ["digital-leadership"]
[[competencies]]
id = "look-out"
broader = "digital-leadership:digital-scouting"
"""
STAND_IN = """
from pathlib import Path
from curriculum.plugins import CatalogSource, hookimpl

@hookimpl
def curriculum_catalogs():
    return [CatalogSource("digital-leadership", Path(__file__).with_name("catalog.toml"))]
"""


@pytest.fixture(scope="module")
def framework() -> Catalog:
    return load_catalog(FOLDER)


def test_the_framework_is_found_without_any_plugin(framework: Catalog):
    assert find_catalog("digital-leadership", only=()) == framework
    assert "digital-leadership" not in installed_catalogs(only=()), "which tells what plugins bring"


def test_the_framework_lies_inside_the_package_so_that_every_kind_of_installation_has_it():
    file = catalog_file("digital-leadership")
    assert file is not None
    assert Path(file).is_relative_to(Path(curriculum.__file__).parent)
    assert Path(file).samefile(FOLDER / "catalog.toml")
    assert not FOLDER.is_symlink(), "what is built from the source would lack the folder that the link leads to"


def test_a_misspelt_framework_is_suggested(command: Command):
    done = command("check", "digital-leadershp", "--json")
    assert done.code == 3
    assert done.document["findings"][0]["cure"].startswith('Did you mean "digital-leadership"?')


def test_a_catalog_may_refer_to_the_framework_and_is_told_of_a_slip(tmp_path: Path):
    path = tmp_path / "catalog.toml"
    text = HEAD.format(id="mine") + USING
    path.write_text(text, encoding="utf-8")
    assert load_catalog(path, find_catalog).competencies[0].broader == "digital-leadership:digital-scouting"
    path.write_text(text.replace("digital-scouting", "digital-scuoting"), encoding="utf-8")
    with pytest.raises(InvalidInput) as invalid:
        load_catalog(path, find_catalog)
    (finding,) = invalid.value.findings
    assert (finding.code, finding.line) == ("unknown-foreign-id", 8)
    assert finding.values["suggestion"] == "digital-scouting"


@pytest.mark.parametrize("plugin", ["digital-leadership", "other"])
def test_no_plugin_can_put_itself_in_the_place_of_the_framework(
    plugin: str, framework: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = f"stand_in_{plugin.replace('-', '_')}"
    (tmp_path / f"{package}.py").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "catalog.toml").write_text(HEAD.format(id="digital-leadership"), encoding="utf-8")
    info = tmp_path / f"curriculum_{plugin.replace('-', '_')}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: curriculum-{plugin}\nVersion: 1\n", encoding="utf-8"
    )
    (info / "entry_points.txt").write_text(f"[curriculum]\n{plugin} = {package}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    forget_plugins()
    try:
        (state,) = (state for state in plugin_states() if state.name == plugin)
        assert state.state == "conflict"
        assert state.reason is not None
        assert state.reason.values["parties"] == f"curriculum, curriculum-{plugin}"
        assert find_catalog("digital-leadership") == framework
    finally:
        forget_plugins()


def test_the_three_dynamic_capabilities_have_three_micro_foundations_each(framework: Catalog):
    parts = {area: {one.id for one in framework.competencies if one.broader == area} for area in AREAS}
    assert parts == AREAS
    named = [one for one in framework.competencies if one.id in AREAS or one.broader in AREAS]
    assert {one.source for one in named} == {"warner-waeger-2019"}


def test_every_competency_is_in_three_languages(framework: Catalog):
    texts = [text for one in framework.competencies for text in (one.title, one.description)]
    assert [text for text in texts if text is None or set(text.by_language()) != {"da", "en", "sv"}] == []


def test_what_is_the_same_elsewhere_is_named_by_a_uri_that_is_used_once(framework: Catalog):
    uris = [uri for one in framework.competencies for uri in one.same_as]
    assert len(uris) == len(set(uris)) > 0
    shape = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    assert [uri for uri in uris if not shape.fullmatch(uri)] == []
