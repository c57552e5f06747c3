"""What was pinned and barred on the board counts for every command that judges its schedule."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path("examples/first-cohort")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cohort's folder with a schedule, and a board on which p1 is barred from a run that they attend in it."""
    from curriculum import dump_schedule, load_cohort, schedule_cohort

    folder = tmp_path_factory.mktemp("board") / "mine"
    shutil.copytree(FIRST, folder)
    schedule = schedule_cohort(load_cohort(folder))
    dump_schedule(schedule, folder / "schedule.json")
    board = {
        "changes": [f"bar:p1={schedule.runs_of('p1')[0]}"],
        "cohort": schedule.cohort,
        "places": [],
        "schema": 1,
    }
    (folder / "board.json").write_text(json.dumps(board), encoding="utf-8")
    return folder


def words_of(command: str, folder: Path, out: Path) -> list[object]:
    words: list[object] = [command, folder, folder / "schedule.json"]
    return [*words, "--out", out] if command == "report" else words


@pytest.mark.parametrize("name", ["verify", "report"])
def test_a_bar_of_the_board_is_judged_when_its_file_is_named(
    command: Command, saved: Path, tmp_path: Path, name: str
) -> None:
    words = words_of(name, saved, tmp_path)
    assert command(*words).code == 0
    assert command(*words, "--with", f"@{saved / 'board.json'}").code == 1


def test_verify_names_the_rule_that_the_board_has_added(command: Command, saved: Path) -> None:
    done = command("verify", saved, saved / "schedule.json", "--with", f"@{saved / 'board.json'}", "--json")
    assert {one["rule"] for one in done.document["violations"]} == {"barred"}


def test_the_page_of_a_report_tells_what_the_board_has_added(
    command: Command, saved: Path, tmp_path: Path
) -> None:
    command("report", saved, saved / "schedule.json", "--with", f"@{saved / 'board.json'}", "--out", tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert 'class="alarm"' in page


def test_explain_asks_about_the_cohort_as_the_board_has_it(command: Command, saved: Path) -> None:
    words: tuple[object, ...] = ("explain", saved, saved / "schedule.json", "--json")
    assert command(*words).code == 0
    assert command(*words, "--with", f"@{saved / 'board.json'}").codes == ["explain-illegal"]


@pytest.mark.parametrize("name", ["verify", "report", "explain"])
def test_a_change_that_cannot_be_read_is_refused(command: Command, saved: Path, tmp_path: Path, name: str) -> None:
    assert command(*words_of(name, saved, tmp_path), "--with", "seat:x=1").code == 3
