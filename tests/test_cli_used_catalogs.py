"""A catalog that lies beside the one that uses it counts for every command as an installed one does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import load_catalog

if TYPE_CHECKING:
    from conftest import Command

FRAME = """
schema = 1
[catalog]
id = "frame"
title = "Frame"

[[competencies]]
id = "change"
title = "Change"
scale = "dreyfus"

[[competencies]]
id = "part"
title = "Part"
broader = "change"

[[modules]]
id = "first"
title = "First"
hours = 3
outcomes = [{ id = "o", statement = "lead change", competency = "part" }]
"""
MINE = """
schema = 1
[catalog]
id = "mine"
title = "Mine"
uses = ["frame"]

[[modules]]
id = "a"
title = "A"
hours = 3
outcomes = [{ id = "o", statement = "lead change", competency = "frame:change", reaches = "competent" }]

[[programmes]]
id = "p"
title = "P"
basis = ["a", "frame:first"]
targets = [{ competency = "frame:change" }, { competency = "frame:part" }]
"""
COMMANDS = (
    "check mine",
    "compare mine less",
    "compare mine:p less:p",
    "coverage mine",
    "evaluate mine --rubric programme-design",
    "improve mine",
    "map mine:p --outcomes",
    "plan mine --choose",
    "plan mine:p --choose --reach frame:part",
)


def written(folder: Path, **catalogs: str) -> Path:
    for name, text in catalogs.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "catalog.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("words", COMMANDS)
def test_a_catalog_beside_counts_as_an_installed_one(
    words: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = {"mine": MINE, "less": MINE.replace(', "frame:first"]', "]")}
    monkeypatch.chdir(written(tmp_path / "beside", frame=FRAME, **mine))
    beside = command(*words.split())
    installed = {"frame": load_catalog(tmp_path / "beside/frame")}
    monkeypatch.setattr("curriculum.plugins.find_catalog", lambda word, **_: installed.get(word))
    monkeypatch.chdir(written(tmp_path / "installed", **mine))
    assert beside == command(*words.split())
    assert beside.code in {0, 1}
    assert beside.out


def test_modules_of_another_catalog_that_get_no_term_are_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(written(tmp_path, frame=FRAME, mine=MINE))
    done = command("plan", "mine:p", "--terms", "2")
    assert done.code == 0
    assert "modules-elsewhere" in done.err
    assert "frame:first" in done.err
    assert "frame:first" not in done.out
    assert "modules-elsewhere" not in command("plan", "mine", "--terms", "2").err
