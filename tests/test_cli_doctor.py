"""``curriculum doctor`` shows what is installed, what lacks and what cures it."""

from __future__ import annotations

import platform
from importlib.metadata import metadata, version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum import installation
from curriculum.cli.commands import doctor

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
    assert (
        "  frames: planer og mål som tabeller i pandas: mangler; "
        "Det hjælper: pip install --upgrade 'curriculum[frames]'\n"
    ) in done.out
    assert "nowhere" not in done.out


def test_extras_for_building_the_library_are_not_shown(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    offered = [f"attrs; extra == '{extra}'" for extra in sorted(doctor.OFFERED)]
    others = [f"nowhere; extra == '{extra}'" for extra in ("dev", "test", "all")]
    monkeypatch.setattr(installation, "requires", lambda _: [*offered, *others])
    shown = command("doctor", "--no-plugins").out.split("Extras")[1].split("\n\n")[0].splitlines()[1:]
    assert [line.split(":")[0].strip() for line in shown] == sorted(doctor.OFFERED)
    assert all(line.endswith(": in order") for line in shown)


def test_every_extra_is_either_offered_to_users_or_for_building_the_library() -> None:
    extras = set(metadata("curriculum").get_all("Provides-Extra") or ())
    assert extras == doctor.OFFERED | {"dev", "test", "all"}


def test_a_missing_or_old_package_that_is_needed_always_is_a_finding(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "requires", lambda _: ["attrs>=9999", "nowhere"])
    done = command("doctor")
    assert done.code == 1
    assert f"  attrs >=9999: {version('attrs')}, too old\n" in done.out
    assert "  nowhere : -, missing\n" in done.out
    assert "  Cure: pip install --upgrade curriculum\n" in done.out
