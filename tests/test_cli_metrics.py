"""``curriculum metrics``."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command
from public_data import public_data

LADDER = """Curriculum,Ladder
Courses
Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours
A 1,First,,,,,,3
B 2,Second,,,A 1,,,3
C 3,Third,,,B 2;A 1,,,3
"""


@pytest.fixture
def ladder(tmp_path: Path) -> str:
    path = tmp_path / "ladder.csv"
    path.write_text(LADDER, encoding="utf-8")
    return str(path)


def test_the_document_has_the_ids_as_written_and_the_totals(command: Command, ladder: str):
    done = command("metrics", ladder, "--json")
    assert (done.code, done.err) == (0, "")
    assert [module["id"] for module in done.document["modules"]] == ["A 1", "B 2", "C 3"]
    wanted = {"blocking": 3, "delay": 9, "centrality": 3, "complexity": 12}
    assert {name: done.document["total"][name] for name in wanted} == wanted


def test_the_table_ends_with_what_stands_out(command: Command, ladder: str):
    done = command("metrics", ladder, "--lang", "da")
    assert done.code == 0
    assert done.out.splitlines()[0].split() == ["modul", "blokering", "forsinkelse", "centralitet", "kompleksitet"]
    assert "Forudsætninger, som følger af andre: A 1 → C 3" in done.out


def test_a_catalog_is_measured_by_its_id(command: Command):
    assert command("metrics", "midtjylland", "--json").document["total"]["complexity"] == 27


def test_a_curriculum_is_written_with_its_metrics_unless_it_is_a_dry_run(
    command: Command, ladder: str, tmp_path: Path
):
    out = tmp_path / "out.csv"
    assert command("metrics", ladder, "--write", str(out), "--dry-run").code == 0
    assert not out.exists()
    assert command("metrics", ladder, "--write", str(out), "-q").code == 0
    assert command("metrics", str(out), "--json").document["total"]["complexity"] == 12
    assert "Complexity" in out.read_text(encoding="utf-8")


def test_doubts_about_a_file_are_told_beside_the_data(command: Command, tmp_path: Path):
    path = tmp_path / "doubtful.csv"
    path.write_text(LADDER.replace("B 2;A 1", "B 2;Z 9"), encoding="utf-8")
    done = command("metrics", str(path), "--json")
    assert done.code == 0
    assert "Z 9" in done.err
    assert len(done.document["modules"]) == 3


def test_a_circle_is_refused_with_its_witness(command: Command, tmp_path: Path):
    path = tmp_path / "circle.csv"
    path.write_text(LADDER.replace("A 1,First,,,,", "A 1,First,,,C 3,"), encoding="utf-8")
    done = command("metrics", str(path))
    assert done.code == 3
    assert "A 1" in done.err


@pytest.mark.parametrize("name", ["Kennesaw_State_University_CS", "U_of_Colorado_Boulder_CS"])
def test_a_published_curriculum_is_measured_without_a_doubt(command: Command, name: str):
    done = command("metrics", str(public_data(f"curricula/{name}_w_metrics.csv")), "--json")
    assert done.code == 0
    assert done.document["total"]["complexity"] > 0


def test_a_circle_is_told_with_the_file_and_the_line_that_it_is_in(command: Command, tmp_path: Path):
    courses = "Course ID,Course Name,Prerequisites,Credit Hours\n1,A,2,3\n2,B,1,3\n"
    (tmp_path / "circle.csv").write_text(courses, encoding="utf-8")
    done = command("metrics", tmp_path / "circle.csv")
    assert done.code == 3
    assert done.err.startswith(f"error: {tmp_path / 'circle.csv'}:2: 1: ")
    done = command("check", tmp_path / "circle.csv")
    assert done.out.startswith(f"error: {tmp_path / 'circle.csv'}:2: 1: ")
