"""``curriculum convert`` writes the new file, whole or not at all, and tells what is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli.commands import convert
from curriculum.interop.formats import FORMATS

if TYPE_CHECKING:
    from conftest import Command

ROOT = Path(__file__).parents[1]
TEACHING = ROOT / "catalogs/teaching/catalog.toml"


def test_a_catalog_becomes_a_table_that_metrics_can_read(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "courses.csv"
    done = command("convert", TEACHING, table)
    assert (done.code, done.err) == (0, f"Written: {table}\n")
    assert "  lost: outcome (4): " in done.out
    before, after = (command("metrics", one, "--json").document["total"] for one in (TEACHING, table))
    assert before == after


def test_there_and_back_the_modules_are_the_same(command: Command, tmp_path: Path) -> None:
    command("convert", TEACHING, tmp_path / "a.csv")
    done = command("convert", tmp_path / "a.csv", tmp_path / "b.toml", "--json")
    assert (done.document["from"], done.document["to"]) == ("curricular-analytics", "catalog")
    assert (done.document["losses"], done.document["written"]) == ([], True)
    assert command("check", tmp_path / "b.toml").code in {0, 1}


def test_nothing_is_written_by_a_trial(command: Command, tmp_path: Path) -> None:
    done = command("convert", "midtjylland", tmp_path / "frame.json", "--dry-run", "--json")
    assert (done.code, done.document["written"], list(tmp_path.iterdir())) == (0, False, [])
    assert {"kind", "entry", "field", "ids"} == done.document["losses"][0].keys()


def test_what_cannot_be_is_refused_and_nothing_written(command: Command, tmp_path: Path) -> None:
    done = command("convert", TEACHING, tmp_path / "x.docx", "--json")
    assert (done.code, done.codes) == (3, ["no-way-to-format"])
    assert command("convert", TEACHING, tmp_path / "x", "--to", "case").code == 0
    assert command("convert", tmp_path / "missing.toml", tmp_path / "y.csv").code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_doubts_about_a_table_are_told(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("Curriculum,Tiny\nCourses\nCourse ID,Course Name,Prerequisites,Credit Hours\n1,First,7,5\n")
    done = command("convert", table, tmp_path / "a.toml", "--json")
    assert [finding["code"] for finding in done.document["findings"]] == ["csv-unknown-requisite"]
    assert "csv-unknown-requisite" in command("convert", table, tmp_path / "a.toml").err


def test_a_circle_in_a_table_is_told_with_its_line(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    table.write_text("Course ID,Course Name,Prerequisites,Credit Hours\n1,First,2,5\n2,Second,1,5\n")
    done = command("convert", table, tmp_path / "a.toml")
    assert (done.code, done.err.startswith(f"error: {table}:2: 1: ")) == (3, True)
    assert command("convert", table, tmp_path / "b.csv").code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_the_formats_on_the_command_line_are_those_that_are_written() -> None:
    assert tuple(one.id for one in FORMATS if one.write) == convert.FORMATS
