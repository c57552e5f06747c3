"""``curriculum verify`` names rule, people and runs of every violation, and the true score."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from curriculum.files import dump_schedule, load_cohort
from curriculum.scheduler import schedule_cohort
from curriculum.templates import cohort_start

if TYPE_CHECKING:
    from conftest import Command

Edit = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small cohort with its best schedule."""
    folder = tmp_path_factory.mktemp("solved") / "mine"
    folder.mkdir()
    for path, text in cohort_start(folder).items():
        path.write_text(text, encoding="utf-8")
    dump_schedule(schedule_cohort(load_cohort(folder), time_limit=20), folder / "schedule.json")
    return folder


def edited(solved: Path, folder: Path, edit: Edit) -> Path:
    """Return the path of a copy of the schedule with something changed in it."""
    document = json.loads((solved / "schedule.json").read_bytes())
    edit(document)
    path = folder / "edited.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def move(participant: str, module: str, run: str) -> Edit:
    def edit(document: dict[str, Any]) -> None:
        for place in document["places"]:
            if (place["participant"], place["module"]) == (participant, module):
                place["run"] = run

    return edit


def test_a_legal_schedule_ends_with_0(shell: Command, solved: Path) -> None:
    done = shell("verify", solved, solved / "schedule.json")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "Every rule is kept, and what the schedule says of itself is true.",
        "Score: 0 unfilled, 50 points",
    ]


def test_a_legal_schedule_has_no_violations_as_data(command: Command, solved: Path) -> None:
    done = command("verify", solved, solved / "schedule.json", "--json")
    assert done.document == {"violations": [], "score": {"unfilled": 0, "points": 50}}


def test_a_broken_rule_ends_with_1_and_names_rule_people_and_runs(
    command: Command, solved: Path, tmp_path: Path
) -> None:
    path = edited(solved, tmp_path, move("p09", "basis-1", "B1-02"))
    done = command("verify", solved, path, "--json")
    assert done.code == 1
    violation = next(one for one in done.document["violations"] if one["rule"] == "unavailable")
    assert (violation["people"], violation["runs"]) == (["p09"], ["B1-02"])
    assert "p09" in violation["message"]
    done = command("verify", solved, path)
    assert "unavailable: Participant p09" in done.out
    assert "\n  people p09; runs B1-02\n" in done.out


def test_messages_are_in_the_readers_language(command: Command, solved: Path, tmp_path: Path) -> None:
    path = edited(solved, tmp_path, move("p09", "basis-1", "B1-02"))
    done = command("verify", solved, path, "--json", "--lang", "da")
    assert any("Deltageren p09" in violation["message"] for violation in done.document["violations"])


def test_a_false_score_is_a_violation(command: Command, solved: Path, tmp_path: Path) -> None:
    path = edited(solved, tmp_path, lambda document: document["score"].update(points=1))
    done = command("verify", solved, path, "--json")
    assert done.code == 1
    assert {violation["rule"] for violation in done.document["violations"]} == {"score"}
    assert done.document["score"] == {"unfilled": 0, "points": 50}


def test_a_schedule_that_cannot_be_read_ends_with_3(command: Command, solved: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"schema": 1, "cohort": 7}', encoding="utf-8")
    done = command("verify", solved, path, "--json")
    assert done.code == 3
    assert done.codes
    assert all(finding["file"] == str(path) for finding in done.document["findings"])


def test_files_that_do_not_exist_end_with_3(command: Command, solved: Path, tmp_path: Path) -> None:
    assert command("verify", solved, tmp_path / "nowhere.json").code == 3
    assert command("verify", tmp_path / "nowhere", solved / "schedule.json").code == 3


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_a_file_without_a_schedule_is_not_said_to_keep_every_rule(
    command: Command, solved: Path, tmp_path: Path, status: str
) -> None:
    def empty(document: dict[str, Any]) -> None:
        no_points = dict.fromkeys(document["points"], 0)
        document.update(status=status, score=None, bound=None, points=no_points, places=[], unfilled=[])

    done = command("verify", solved, edited(solved, tmp_path, empty))
    assert done.code == 0
    assert done.out == (
        f"The file states that there is no schedule ({status}) and has no places: there is nothing to judge.\n"
    )
