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


def test_columns_of_national_ids_are_refused_and_nothing_of_them_is_shown_or_kept(command: Command, folder: Path):
    roster = folder / "participants.csv"
    head, *rows = roster.read_text(encoding="utf-8").splitlines()
    lines = [f"{head},CPR", *(f"{row},0101{50 + n}-1234" for n, row in enumerate(rows))]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = command("columns", folder, "--save", folder / "words.toml", "--lang", "da")
    assert done.code == 3
    assert f"række 2, kolonne CPR: I denne kolonne ligner {len(rows)} celler et cpr-nummer" in done.err
    assert "-1234" not in done.out + done.err
    assert not (folder / "words.toml").exists()


def test_the_other_faults_of_a_roster_are_told_together_with_its_national_ids(command: Command, folder: Path):
    roster = folder / "participants.csv"
    head, *rows = roster.read_text(encoding="utf-8").splitlines()
    rows[1] = rows[1].replace("p2,", "p1,")
    rows[2] = rows[2].replace("function", "functoin")
    lines = [f"{head},CPR", *(f"{row},010150123{n}" for n, row in enumerate(rows))]
    roster.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = command("schedule", folder, "--json")
    codes = [finding["code"] for finding in done.document["findings"]]
    assert codes.count("national-id") == 1
    assert {"duplicate-id", "unknown-id"} <= set(codes)
