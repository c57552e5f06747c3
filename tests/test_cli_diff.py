"""``curriculum diff`` shows what changed, for whom, and both scores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import dump_schedule
from curriculum.schedule import Place, Schedule, Score

if TYPE_CHECKING:
    from conftest import Command

OLD = [Place("p1", "a", "A1"), Place("p2", "a", "A1")]
NEW = [Place("p1", "a", "A2"), Place("p3", "a", "A1")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Return the paths of two schedules, the second without a score."""
    for name, places, score in (("old", OLD, Score(1, 5)), ("new", NEW, None)):
        schedule = Schedule(cohort="c", programme="cat:p", status="feasible", places=places, score=score)
        dump_schedule(schedule, tmp_path / f"{name}.json")
    return tmp_path / "old.json", tmp_path / "new.json"


def test_changes_are_told_line_by_line(shell: Command, files: tuple[Path, Path]) -> None:
    done = shell("diff", *files)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "p1: a from A1 to A2",
        "p2: a in A1, gone",
        "p3: a in A1, new",
        "",
        "Score before:  1 unfilled, 5 points",
        "Score after:   none",
    ]


def test_changes_are_one_document(command: Command, files: tuple[Path, Path]) -> None:
    assert command("diff", *files, "--json").document == {
        "changes": [
            {"participant": "p1", "module": "a", "before": "A1", "after": "A2"},
            {"participant": "p2", "module": "a", "before": "A1", "after": None},
            {"participant": "p3", "module": "a", "before": None, "after": "A1"},
        ],
        "score": {"before": {"unfilled": 1, "points": 5}, "after": None},
    }


def test_a_schedule_does_not_differ_from_itself(command: Command, files: tuple[Path, Path]) -> None:
    done = command("diff", files[0], files[0], "--lang", "sv")
    assert (done.code, done.out.splitlines()[0]) == (0, "Ingen har fått en annan plats.")


def test_a_file_that_does_not_exist_ends_with_3(command: Command, files: tuple[Path, Path]) -> None:
    assert command("diff", files[0], files[0].with_name("nowhere.json")).code == 3
