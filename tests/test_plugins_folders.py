"""A folder with a catalog.toml is a region without any Python."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gardens import CALENDAR, CATALOG, INSTRUMENT, RUBRIC, Garden, brings

from curriculum.errors import InvalidInput
from curriculum.messages import LANGUAGES
from curriculum.plugins import (
    PluginState,
    find_calendar,
    find_catalog,
    find_instrument,
    find_rubric,
    forget_plugins,
    installed_catalogs,
    plugin_states,
)
from curriculum.plugins.folders import user_folder

if TYPE_CHECKING:
    from conftest import Command


@pytest.fixture
def shelf(garden: Garden, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which the regions of this user lie."""
    folder = garden.folder / "regions"
    folder.mkdir()
    monkeypatch.setenv("CURRICULUM_CATALOGS", str(folder))
    return folder


def region(shelf: Path, name: str, toml: str = "") -> Path:
    folder = shelf / name
    folder.mkdir(parents=True)
    (folder / "catalog.toml").write_text(toml or CATALOG.format(id=name), encoding="utf-8")
    return folder


def states() -> dict[str, PluginState]:
    """Return the states of all folders by path; what is said of them names them in every language."""
    found = {state.distribution: state for state in plugin_states() if state.kind == "folder"}
    for path, state in found.items():
        for language in LANGUAGES if state.reason else ():
            assert path in state.reason.message(language)
            assert "pip" not in state.reason.cure(language)
    return found


def test_a_folder_is_listed_as_a_kind_of_its_own_with_its_catalogs_version(shelf: Path):
    folder = region(shelf, "skane", CATALOG.format(id="skane") + 'version = "2026.1"\n')
    state = states()[str(folder)]
    assert (state.name, state.state, state.version) == ("skane", "active", "2026.1")
    assert (state.provides, state.findings) == (("catalog skane",), ())


def test_its_catalog_is_installed_under_its_id(shelf: Path, command: Command):
    region(shelf, "skane")
    assert find_catalog("skane").id == "skane"
    assert "skane" in installed_catalogs()
    assert command("check", "skane", "--json").codes == ["DOC002"]


def test_a_folder_may_be_named_itself_and_several_are_split_as_in_path(
    shelf: Path, monkeypatch: pytest.MonkeyPatch
):
    one, other = region(shelf, "skane"), region(shelf.parent / "more", "halland")
    monkeypatch.setenv("CURRICULUM_CATALOGS", os.pathsep.join([str(one), str(other.parent), str(one)]))
    assert set(states()) == {str(one), str(other)}


def test_the_users_own_folder_is_looked_into(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    home = user_folder({"XDG_DATA_HOME": str(garden.folder / "data")}, "linux")
    folder = region(home, "skane")
    for variable in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.setenv(variable, str(garden.folder / "data"))
    assert str(folder) in states()


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HOME": "/home/eva"}, "/home/eva/.local/share/curriculum/catalogs"),
        ("linux", {"HOME": "/home/eva", "XDG_DATA_HOME": "/data"}, "/data/curriculum/catalogs"),
        ("darwin", {"HOME": "/Users/eva"}, "/Users/eva/Library/Application Support/curriculum/catalogs"),
        ("win32", {"APPDATA": "C:/eva"}, "C:/eva/curriculum/catalogs"),
        ("linux", {}, None),
    ],
)
def test_each_system_has_its_folder_for_a_users_data(
    platform: str, environment: dict[str, str], expected: str | None
):
    found = user_folder(environment, platform)
    assert (None if found is None else found.as_posix()) == expected


def test_a_folder_may_have_a_rubric_an_instrument_and_a_calendar(shelf: Path):
    folder = region(shelf, "skane")
    for name, text in (("rubric", RUBRIC), ("instrument", INSTRUMENT), ("calendar", CALENDAR)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    brought = ("catalog skane", "rubric skane", "instrument skane", "calendar skane")
    assert states()[str(folder)].provides == brought
    assert find_rubric("skane").id == "skane"
    assert find_instrument("skane").id == "skane"
    assert find_calendar("skane").country == "SE"


@pytest.mark.parametrize(
    ("name", "toml", "code"),
    [
        ("skane", "[catalog", "folder-bad-catalog"),
        ("skane", CATALOG.format(id="halland"), "folder-catalog-id"),
        ("My Region", "", "folder-bad-name"),
    ],
)
def test_a_folder_that_cannot_be_used_is_broken_and_says_why(shelf: Path, name: str, toml: str, code: str):
    folder = region(shelf, name, toml)
    region(shelf, "healthy")
    found = states()[str(folder)]
    assert (found.state, found.reason.code, found.provides) == ("broken", code, ())
    assert find_catalog("healthy").id == "healthy"


def test_other_files_of_a_folder_that_cannot_be_used_are_its_fault(shelf: Path):
    folder = region(shelf, "skane")
    (folder / "calendar.toml").write_text("[calendar", encoding="utf-8")
    (folder / "rubric.toml").write_text(RUBRIC.replace('"skane"', '"other"'), encoding="utf-8")
    found = states()[str(folder)]
    assert [one.code for one in found.findings] == ["folder-file-id", "folder-bad-file", "toml-syntax"]
    assert found.provides == ("catalog skane",)


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_a_region_is_told_of(shelf: Path, monkeypatch: pytest.MonkeyPatch, there: bool):  # noqa: FBT001
    named = shelf if there else shelf / "missing"
    monkeypatch.setenv("CURRICULUM_CATALOGS", str(named))
    assert states()[str(named)].reason.code == "folder-without-region"


def test_a_package_keeps_its_name_against_a_folder(garden: Garden, shelf: Path):
    garden.plant("skane")
    folder = region(shelf, "skane")
    assert (states()[str(folder)].state, states()[str(folder)].reason.code) == ("conflict", "folder-name-taken")
    assert garden.state().state == "active"
    assert find_catalog("skane").id == "skane"


def test_a_folder_keeps_its_catalog_against_a_plugin_of_another_name(garden: Garden, shelf: Path):
    garden.plant("other", brings("skane"), toml=CATALOG.format(id="skane"))
    folder = region(shelf, "skane")
    assert states()[str(folder)].state == "active"
    assert garden.state().state == "conflict"


def test_two_folders_of_the_same_name_are_both_in_conflict(shelf: Path, monkeypatch: pytest.MonkeyPatch):
    folders = [region(shelf / where, "skane") for where in ("a", "b")]
    monkeypatch.setenv("CURRICULUM_CATALOGS", os.pathsep.join(str(folder) for folder in folders))
    assert {state.state for state in states().values()} == {"conflict"}
    with pytest.raises(InvalidInput, match="same name"):
        find_catalog("skane")


def test_folders_are_blocked_as_plugins_are(shelf: Path, monkeypatch: pytest.MonkeyPatch, command: Command):
    region(shelf, "skane")
    listed = command("plugins", "list", "--json", "--no-plugins").document["plugins"]
    assert {one["state"] for one in listed} == {"blocked"}
    monkeypatch.setenv("CURRICULUM_PLUGINS", "halland")
    forget_plugins()
    assert {state.state for state in states().values()} == {"blocked"}


def test_the_list_shows_folders_apart(shelf: Path, command: Command):
    folder = region(shelf, "skane")
    assert f"skane: active, folder {folder}, catalog version 0, " in command("plugins", "list").out
    listed = command("plugins", "list", "--json").document["plugins"]
    assert [one["kind"] for one in listed if one["name"] == "skane"] == ["folder"]
