"""``curriculum check`` tells invalid catalogs from weak designs, with file, line, place and cure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import load_catalog

if TYPE_CHECKING:
    from conftest import Command

CLEAN = """\
schema = 1

[catalog]
id = "mine"
title = "Mine"
license = "CC-BY-4.0"

[[sources]]
id = "own"
title = "Own"

[[modules]]
id = "a"
title = "A"
source = "own"
"""


def catalog(folder: Path, text: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_catalog_ends_with_0_and_without_data(shell: Command, tmp_path: Path) -> None:
    catalog(tmp_path, CLEAN)
    assert shell("check", tmp_path) == (0, "", "mine: nothing to complain about.\n")
    assert shell("check", tmp_path, "-q") == (0, "", "")


def test_a_weak_design_ends_with_1_and_is_located(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN.replace('source = "own"\n', "", 1))
    done = command("check", path, "--json")
    assert done.code == 1
    assert done.document == {
        "findings": [
            {
                "code": "DOC001",
                "severity": "warning",
                "message": '"a" names no source.',
                "cure": 'Add source = "..." with the id of an entry under [[sources]]; '
                "your own design can be one.",
                "file": str(path),
                "line": 12,
                "where": "modules[0].source",
            }
        ]
    }


def test_notes_alone_end_with_0(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN.replace('title = "A"\n', ""))
    done = command("check", path, "--json")
    assert (done.code, done.codes) == (0, ["LANG001"])


def test_findings_come_in_the_order_of_the_file(command: Command, tmp_path: Path) -> None:
    text = CLEAN.replace('source = "own"\n', "", 1).replace('license = "CC-BY-4.0"\n', "")
    done = command("check", catalog(tmp_path, text), "--json")
    assert done.codes == ["DOC002", "DOC001"]


def test_an_invalid_catalog_ends_with_3_and_every_finding(command: Command, tmp_path: Path) -> None:
    more = """
[[modules]]
id = "b"
requires = "c & nowhere"
[[modules]]
id = "c"
requires = "b"
colour = "red"
"""
    path = catalog(tmp_path, CLEAN + more)
    done = command("check", path, "--json")
    assert done.code == 3
    assert sorted(done.codes) == ["circle", "unknown-id", "unknown-key"]
    circle = next(finding for finding in done.document["findings"] if finding["code"] == "circle")
    assert "b → c → b" in circle["message"]
    assert (circle["file"], circle["line"]) == (str(path), 19)


def test_findings_for_people_are_data_on_standard_output(command: Command, tmp_path: Path) -> None:
    path = catalog(tmp_path, CLEAN + "[[modules]]\nid = 'A'\n")
    done = command("check", path)
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith(f'error: {path}:17: modules[1].id: "A" is not an id.')


def test_a_folder_stands_for_its_catalog(command: Command, tmp_path: Path) -> None:
    catalog(tmp_path, CLEAN.replace('title = "A"\n', ""))
    done = command("check", tmp_path, "--json")
    assert done.document["findings"][0]["file"] == str(tmp_path / "catalog.toml")


def test_a_path_wins_over_the_id_of_an_installed_catalog(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = load_catalog(catalog(tmp_path, CLEAN))
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: {"mine": installed}.get(word))
    monkeypatch.chdir(tmp_path)
    assert command("check", "mine").err == "mine: nothing to complain about.\n"
    (tmp_path / "mine").mkdir()
    catalog(tmp_path / "mine", CLEAN.replace('title = "A"\n', ""))
    assert command("check", "mine", "--json").codes == ["LANG001"]


def test_what_is_neither_a_path_nor_installed_is_named_with_what_is(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = {"mine": load_catalog(catalog(tmp_path, CLEAN))}
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: found.get(word))
    monkeypatch.setattr("curriculum.plugins.installed_catalogs", lambda **_: found)
    done = command("check", "minne", "--json")
    assert (done.code, done.codes) == (3, ["no-such-catalog"])
    assert done.document["findings"][0]["cure"] == 'Did you mean "mine"? Installed are: mine.'


def test_without_plugins_none_is_loaded(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda _, only: asked.append(only))
    monkeypatch.setattr("curriculum.plugins.installed_catalogs", lambda only: asked.append(only) or {})
    assert command("check", "nowhere", "--no-plugins").code == 3
    assert asked == [(), ()]


@pytest.mark.parametrize("name", ["no/such/path", "nowhere.toml", "", "\0"])
def test_a_path_that_does_not_exist_is_reported(command: Command, name: str) -> None:
    assert command("check", name).code == 3
