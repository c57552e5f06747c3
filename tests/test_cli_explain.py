"""``curriculum explain`` says why not, and what would help."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path(__file__).parents[1] / "examples/first-cohort"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A cohort in which every run is to have two leaders of a department, and there are three."""
    folder = tmp_path / "mine"
    shutil.copytree(FIRST, folder)
    rules = folder / "cohort.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("groups = 2", "groups = 2\nat_least = { department = 2 }"), encoding="utf-8")
    return folder


def test_the_conflict_and_the_cheapest_change_are_told(command: Command, mine: Path) -> None:
    done = command("explain", mine, "-q")
    assert (done.code, done.err) == (0, "")
    assert "every run needs 2 of department" in done.out
    assert "[rule:mixing.level.at_least.department=1]" in done.out


def test_as_a_document_with_a_schedule(command: Command, mine: Path, tmp_path: Path) -> None:
    command("schedule", mine, "--out", tmp_path / "plan")
    found = command("explain", mine, tmp_path / "plan/schedule.json", "--json").document["explanations"]
    assert [(one["module"], one["verdict"], one["confirmed"]) for one in found] == [
        ("start", "conflict", True),
        (None, "conflict", True),
    ]
    best = found[0]["changes"][0]
    assert best["changes"] == ["rule:mixing.level.at_least.department=1"]
    assert (best["before"], best["after"]) == ({"unfilled": 8, "points": 3}, {"unfilled": 0, "points": 5})
    assert best["proven"] is True


@pytest.mark.parametrize(("language", "words"), [("da", "Ændringer, der ville"), ("sv", "Ändringar som skulle")])
def test_it_is_said_in_the_readers_language(command: Command, mine: Path, language: str, words: str) -> None:
    shown = command("explain", mine, "--lang", language).out
    assert words in shown
    assert "instead of" not in shown


def test_a_run_a_person_and_both_can_be_asked_about(command: Command) -> None:
    assert command("explain", FIRST, "--run", "S-1").out == "S-1 is held.\n"
    assert command("explain", FIRST, "--participant", "p4", "--run", "S-2").out == "p4 is in S-2.\n"
    assert "[pin:p1=D-1]" in command("explain", FIRST, "--participant", "p1").out
    asked = command("explain", FIRST, "--participant", "p1", "--run", "S-2", "--json").document
    assert [one["subject"] for one in asked["explanations"]] == ["wish"]


def test_that_no_schedule_exists_ends_with_1_and_the_reason(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(FIRST, folder)
    plan = folder / "runs.csv"
    lines = plan.read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{lines[0]},state", *(f"{line},cancelled" for line in lines[1:3]), *lines[3:]])
    plan.write_text(f"{text}\n", encoding="utf-8")
    people = folder / "participants.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("unavailable", "unavailable,pinned", 1), "utf-8")
    roster = people.read_text(encoding="utf-8").replace("2026-03-02\n", "2026-03-02,S-2\n", 1)
    people.write_text(roster, encoding="utf-8")
    done = command("explain", folder, "-q")
    assert done.code == 1
    assert done.out.startswith("No schedule exists.")
    assert "[run:S-2=planned]" in done.out


def test_a_participant_who_is_not_there_ends_with_3(command: Command) -> None:
    done = command("explain", FIRST, "--participant", "p99", "--json")
    assert (done.code, done.codes) == (3, ["unknown-id"])
