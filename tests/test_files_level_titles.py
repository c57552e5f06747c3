"""A roster may name levels by their titles in the catalog."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from folders import change, refused, write_cohort
from workbooks import Rows, book, content

from curriculum.files import load_cohort
from curriculum.files.level_titles import with_level_titles
from curriculum.files.roster_format import load_roster_format
from curriculum.model import Level
from curriculum.roster_format import USUAL, RosterFormat

if TYPE_CHECKING:
    from conftest import Command

LEVELS = (
    ('id = "hospital"', 'id = "hospital"\ntitle = { da = "Øverste ledelse", en = "Top management" }'),
    ('id = "department"', 'id = "department"\ntitle = { da = "Afdelingsledelse", en = "Department" }'),
)


def titled(folder: Path, *levels: tuple[str, str]) -> Path:
    write_cohort(folder)
    change(folder / "catalog.toml", *(levels or LEVELS))
    return folder


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("word", ["Øverste ledelse", "øVERSTE  LEDELSE", "top-management", " TOP_MANAGEMENT "])
def test_a_title_in_any_language_is_the_level(word: str, form: str, tmp_path: Path):
    titled(tmp_path)
    change(tmp_path / "participants.csv", ("leader,hospital", f"leader,{unicodedata.normalize(form, word)}"))
    assert load_cohort(tmp_path).participants[0].level == "hospital"


def test_a_title_that_the_catalog_writes_decomposed_is_the_same(tmp_path: Path):
    title = unicodedata.normalize("NFD", "Områdesledning")
    titled(tmp_path, ('id = "hospital"', f'id = "hospital"\ntitle = "{title}"'))
    change(tmp_path / "participants.csv", ("leader,hospital", "leader,områdesledning"))
    assert load_cohort(tmp_path).participants[0].level == "hospital"


def test_a_workbook_may_use_titles_too(tmp_path: Path):
    titled(tmp_path)
    rows: Rows = [["id", "level"], ["p1", "Top management"], ["p2", "AFDELINGSLEDELSE"]]
    (tmp_path / "roster.xlsx").write_bytes(content(book(Roster=rows)))
    change(
        tmp_path / "cohort.toml",
        ('id = "pilot"', 'id = "pilot"\nparticipants = "roster.xlsx"'),
        ('apart = ["manager"]', ""),
    )
    assert [person.level for person in load_cohort(tmp_path).participants] == ["hospital", "department"]


def test_a_title_that_two_levels_share_is_complained_about_as_any_unknown_word(tmp_path: Path):
    shared = [(f'id = "{name}"', f'id = "{name}"\ntitle = "Ledelse"') for name in ("hospital", "department")]
    titled(tmp_path, *shared)
    change(tmp_path / "participants.csv", ("leader,hospital", "leader,Ledelse"))
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.code, finding.values["id"], finding.where) == ("unknown-id", "Ledelse", "row 2, column level")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Øverste ledelsen", "Øverste ledelse"),
        ("topmanagment", "Top management"),
        ("AFDELINGSLEDELSEN", "Afdelingsledelse"),
        ("hopsital", "hospital"),
        ("Key staff", ""),
    ],
)
def test_a_misspelt_level_is_told_with_the_title_that_was_meant_and_all_that_may_be_written(
    written: str, meant: str, tmp_path: Path
):
    titled(tmp_path)
    change(tmp_path / "participants.csv", ("leader,hospital", f"leader,{written}"))
    (finding,) = refused(load_cohort, tmp_path)
    assert finding.values["suggestion"] == meant
    known = "hospital (Øverste ledelse, Top management), department (Afdelingsledelse, Department)"
    assert known in finding.cure("da")


def test_a_level_in_a_rule_is_named_by_its_id_alone(tmp_path: Path):
    titled(tmp_path)
    change(tmp_path / "cohort.toml", ("max_share = 0.75", "at_least = { hopsital = 1 }"))
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.values["known"], finding.values["suggestion"]) == ("hospital, department", "hospital")


def test_ids_and_the_words_of_a_staff_system_come_before_titles():
    low = Level(id="low", title={"en": " ", "da": "Nær"})
    levels = [Level(id="top", title="Mid"), Level(id="mid", title="Boss"), low]
    found = with_level_titles(RosterFormat(id="x", levels={"top": ["boss"]}), levels)
    assert found.levels == {"top": ("boss",), "low": ("Nær",)}
    assert with_level_titles(USUAL, [Level(id="top")]) == USUAL


def test_what_is_kept_of_a_rosters_words_has_the_titles(command: Command, tmp_path: Path):
    titled(tmp_path)
    assert command("columns", tmp_path, "--save", tmp_path / "words.toml").code == 0
    assert load_roster_format(tmp_path / "words.toml").levels == {
        "hospital": ("Øverste ledelse", "Top management"),
        "department": ("Afdelingsledelse", "Department"),
    }
