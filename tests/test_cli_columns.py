"""``curriculum columns`` shows which column is which, and what was kept is used again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import load_cohort
from curriculum.files.roster_format import load_roster_format
from curriculum.roster_format import RosterFormat

if TYPE_CHECKING:
    from conftest import Command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree("examples/first-cohort", tmp_path / "mine")
    return tmp_path / "mine"


def retitled(folder: Path, old: str, new: str) -> None:
    roster = folder / "participants.csv"
    head, _, rest = roster.read_text(encoding="utf-8").partition("\n")
    roster.write_text(f"{head.replace(old, new)}\n{rest}", encoding="utf-8")


def test_every_column_is_shown_with_its_meaning(command: Command, folder: Path):
    retitled(folder, "organisation", "Afd. navn")
    done = command("columns", folder, "--json")
    assert done.code == 0
    meanings = {one["heading"]: (one["column"], one["meaning"]) for one in done.document["participants"]}
    assert meanings["id"] == ("A", "id")
    assert meanings["Afd. navn"] == ("D", None)
    assert {one["meaning"] for one in done.document["runs"]} >= {"id", "module", "sessions"}


def test_what_was_kept_and_mended_is_used_again(command: Command, folder: Path):
    expected = load_cohort(folder).participants
    assert command("columns", folder, "--save", folder / "words.toml").code == 0
    assert load_roster_format(folder / "words.toml").columns["organisation"] == ("organisation",)
    retitled(folder, "organisation", "Afd. navn")
    assert {person.organisation for person in load_cohort(folder).participants} == {None}
    words = folder / "words.toml"
    text = words.read_text(encoding="utf-8").replace('["organisation"]', '["organisation", "Afd. navn"]')
    words.write_text(text, encoding="utf-8")
    settings = folder / "cohort.toml"
    text = settings.read_text(encoding="utf-8").replace("[cohort]", '[cohort]\nroster_format = "words.toml"')
    settings.write_text(text, encoding="utf-8")
    assert load_cohort(folder).participants == expected
    assert command("schedule", folder).code == 0


def test_a_table_with_broken_rows_shows_its_columns_all_the_same(command: Command, folder: Path):
    roster = folder / "participants.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("2026-03-03", "3/3"), encoding="utf-8")
    assert command("schedule", folder).code == 3
    assert "unavailable" in command("columns", folder).out


def test_a_file_of_words_that_is_wrong_is_refused_with_its_lines(command: Command, folder: Path):
    (folder / "words.toml").write_text('schema = 1\nid = "words"\n[columns]\nunit = ["Afd."]\n', encoding="utf-8")
    settings = folder / "cohort.toml"
    text = settings.read_text(encoding="utf-8").replace("[cohort]", '[cohort]\nroster_format = "words.toml"')
    settings.write_text(text, encoding="utf-8")
    done = command("schedule", folder)
    assert done.code == 3
    assert "words.toml:4" in done.err


def test_a_dry_run_keeps_nothing(command: Command, folder: Path):
    assert command("columns", folder, "--save", folder / "words.toml", "--dry-run").code == 0
    assert not (folder / "words.toml").exists()


def test_words_given_singly_are_lists():
    assert RosterFormat(id="x", columns={"organisation": "Afd."}).columns == {"organisation": ("Afd.",)}
