"""``curriculum doctor`` shows what is installed, what lacks and what cures it."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum import installation

if TYPE_CHECKING:
    from conftest import Command


def test_the_real_command_finds_everything_that_is_needed(shell: Command, tmp_path: Path) -> None:
    (tmp_path / "cohort.toml").touch()
    done = shell("doctor", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert f"curriculum {version('curriculum')}" in done.out
    assert f"Python {platform.python_version()}" in done.out
    assert f"  ortools >=9.15: {version('ortools')}, in order" in done.out
    assert done.out.endswith("Files here\n  cohort.toml\n")


def test_the_document_has_the_same(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = command("doctor", "--json", "--no-plugins").document
    assert set(found) == {"python", "system", "version", "folder", "needed", "extras", "plugins", "files"}
    assert found["needed"]["complete"] is True
    assert found["needed"]["cure"] is None
    assert {"name": "attrs", "wanted": ">=24.2", "version": version("attrs"), "condition": "ok"} in found[
        "needed"
    ]["packages"]
    assert "frames" in [extra["extra"] for extra in found["extras"]]
    assert found["files"] == []


def test_a_missing_extra_is_no_fault_and_comes_with_its_cure(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "requires", lambda _: ["attrs", "nowhere>=2; extra == 'frames'"])
    done = command("doctor", "--lang", "da")
    assert done.code == 0
    assert "Tilvalg frames\n  nowhere >=2: -, mangler\n" in done.out
    assert "  Det hjælper: pip install --upgrade 'curriculum[frames]'\n" in done.out


def test_a_missing_or_old_package_that_is_needed_always_is_a_finding(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "requires", lambda _: ["attrs>=9999", "nowhere"])
    done = command("doctor")
    assert done.code == 1
    assert f"  attrs >=9999: {version('attrs')}, too old\n" in done.out
    assert "  nowhere : -, missing\n" in done.out
    assert "  Cure: pip install --upgrade curriculum\n" in done.out
