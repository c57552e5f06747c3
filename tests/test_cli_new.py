"""``curriculum new`` writes a start that works, and never over anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command


def test_a_new_catalog_is_clean(command: Command, tmp_path: Path) -> None:
    done = command("new", "catalog", tmp_path / "skane")
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        f"Written: {tmp_path / 'skane/catalog.toml'}",
        f"Next: curriculum check {tmp_path / 'skane'}",
    ]
    assert command("check", tmp_path / "skane").code == 0


def test_a_new_cohort_is_written_and_scheduled_by_the_real_command(shell: Command, tmp_path: Path) -> None:
    done = shell("new", "cohort", "mine", cwd=tmp_path)
    assert (done.code, done.out) == (0, "")
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == [
        "catalog.toml",
        "cohort.toml",
        "participants.csv",
        "runs.csv",
    ]
    done = shell("schedule", "mine", "--out", "plan", cwd=tmp_path)
    assert done.code == 0
    assert "optimal: proven" in done.out
    assert shell("verify", "mine", "plan/schedule.json", cwd=tmp_path).code == 0


def test_a_dry_run_writes_nothing_and_says_what_it_would_write(command: Command, tmp_path: Path) -> None:
    done = command("new", "catalog", tmp_path / "skane", "--dry-run")
    assert done.code == 0
    assert f"Would write: {tmp_path / 'skane/catalog.toml'}" in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_exists_is_never_overwritten(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/runs.csv").write_text("mine", encoding="utf-8")
    done = command("new", "cohort", tmp_path / "mine", "--json")
    assert (done.code, done.codes) == (3, ["already-there"])
    assert done.document["findings"][0]["file"] == str(tmp_path / "mine/runs.csv")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["runs.csv"]
    assert (tmp_path / "mine/runs.csv").read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_way_of_the_folder_is_reported(command: Command, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("a file", encoding="utf-8")
    assert command("new", "cohort", tmp_path / "mine").code == 3
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "a file"


@pytest.mark.parametrize(("dry", "written"), [([], True), (["--dry-run"], False)])
def test_the_files_are_one_document(command: Command, tmp_path: Path, dry: list[str], written: bool) -> None:  # noqa: FBT001 - a parameter of the test
    done = command("new", "catalog", tmp_path / "skane", "--json", *dry)
    assert done.document == {"files": [str(tmp_path / "skane/catalog.toml")], "written": written}


def test_comments_are_in_the_readers_language(command: Command, tmp_path: Path) -> None:
    command("new", "catalog", tmp_path / "sjaelland", "--lang", "da")
    assert "# Ledelsesniveauer" in (tmp_path / "sjaelland/catalog.toml").read_text(encoding="utf-8")


def test_the_next_command_is_in_quotes_where_it_must_be(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command("new", "cohort", "Hold 1")
    assert done.err.splitlines()[-1] == "Next: curriculum schedule 'Hold 1'"
    assert command("schedule", "Hold 1").code == 0
