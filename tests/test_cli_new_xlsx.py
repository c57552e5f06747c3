"""``curriculum new cohort --xlsx`` makes tables for Excel that hold the same as those in CSV."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import evolve
from openpyxl import load_workbook

from curriculum.files import load_cohort

if TYPE_CHECKING:
    from conftest import Command


def test_the_tables_hold_the_same_in_excel_and_are_scheduled(command: Command, tmp_path: Path):
    assert command("new", "cohort", tmp_path / "a" / "mine").code == 0
    assert command("new", "cohort", tmp_path / "b" / "mine", "--xlsx").code == 0
    assert {path.name for path in (tmp_path / "b/mine").iterdir()} == {
        "catalog.toml",
        "cohort.toml",
        "participants.xlsx",
        "runs.xlsx",
    }
    in_csv, in_excel = load_cohort(tmp_path / "a/mine"), load_cohort(tmp_path / "b/mine")
    assert evolve(in_csv) == in_excel
    assert command("schedule", tmp_path / "b/mine").code == 0


def test_roles_levels_modules_and_states_are_chosen_from_lists(command: Command, tmp_path: Path):
    assert command("new", "cohort", tmp_path / "mine", "--xlsx").code == 0
    for name, columns in (("participants", {"role", "level"}), ("runs", {"module", "state"})):
        book = load_workbook(tmp_path / f"mine/{name}.xlsx")
        page = book[name]
        headings = {cell.coordinate.rstrip("1"): cell.value for cell in page[1]}
        checked = page.data_validations.dataValidation
        assert {headings[str(one.sqref).partition("2")[0]] for one in checked} == columns
        for one in checked:
            sheet, _, area = one.formula1.partition("!")
            offered = {cell.value for row in book[sheet][area.replace("$", "")] for cell in row}
            column = str(one.sqref).partition("2")[0]
            used = {cell.value for cell in page[column][1:] if cell.value}
            assert used <= offered
        assert book["lists"].sheet_state == "hidden"


def test_nothing_that_exists_is_overwritten(command: Command, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/runs.xlsx").write_bytes(b"mine")
    done = command("new", "cohort", tmp_path / "mine", "--xlsx")
    assert done.code == 3
    assert (tmp_path / "mine/runs.xlsx").read_bytes() == b"mine"
    assert not (tmp_path / "mine/cohort.toml").exists()


def test_without_xlsxwriter_one_line_says_what_to_install(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = command("new", "cohort", tmp_path / "mine", "--xlsx")
    assert done.code == 3
    assert "pip install 'curriculum[office]'" in done.err
