"""Findings about what was read are put where it stands in its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.errors import Finding
from curriculum.files import load_cohort
from curriculum.files.locating import located, located_in_tables
from curriculum.templates import cohort_start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a small cohort with three notes: two pairs of one, and a run outside the programme."""
    for path, text in cohort_start(tmp_path).items():
        path.write_text(text, encoding="utf-8")
    people, runs = tmp_path / "participants.csv", tmp_path / "runs.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("pair-2", "pair-3", 1), encoding="utf-8")
    catalog = tmp_path / "catalog.toml"
    module = '\n[[modules]]\nid = "extra"\ncapacity = { maximum = 9 }\n'
    catalog.write_text(catalog.read_text(encoding="utf-8") + module, encoding="utf-8")
    runs.write_text(runs.read_text(encoding="utf-8") + "X-01,extra,,,,,,,\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """Return a folder whose name is an id."""
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


@pytest.mark.parametrize("name", ["", "catalog.toml"])
def test_a_finding_about_a_catalog_gets_file_and_line(folder: Path, name: str) -> None:
    findings = [Finding(code="DOC001", values={"id": "x"}, where="modules[0].source")]
    (found,) = located(findings, folder / name)
    assert found.file == str(folder / "catalog.toml")
    lines = (folder / "catalog.toml").read_text(encoding="utf-8").splitlines()
    first_module = lines.index("[[modules]]")
    assert found.line == first_module + 1 + lines[first_module:].index('source = "own-design"')


@pytest.mark.parametrize("name", ["", "cohort.toml"])
def test_notes_about_a_cohort_get_file_row_and_column(folder: Path, name: str) -> None:
    notes = located_in_tables(load_cohort(folder).notes(), folder / name)
    assert [(note.code, Path(note.file or "").name, note.line, note.where) for note in notes] == [
        ("pair-of-one", "participants.csv", 7, "row 7, column pair"),
        ("pair-of-one", "participants.csv", 8, "row 8, column pair"),
        ("run-outside", "runs.csv", 10, "row 10, column module"),
    ]


def test_a_note_about_goals_gets_its_line_in_the_settings(folder: Path) -> None:
    settings = folder / "cohort.toml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("unranked")]
    settings.write_text("\n".join(kept), encoding="utf-8")
    note = next(located_in_tables(load_cohort(folder).notes(), folder))
    at = next(number for number, line in enumerate(kept, 1) if line.startswith("preference"))
    assert (note.code, note.file, note.line) == ("unlisted-is-free", str(settings), at)


def test_without_findings_no_file_is_read(tmp_path: Path) -> None:
    assert list(located_in_tables([], tmp_path / "nowhere")) == []
