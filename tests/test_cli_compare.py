"""``curriculum compare`` names every difference and what follows from it, and never fails because of one."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command

ROOT = Path(__file__).parents[1]
MIDTJYLLAND = ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml"
TEACHING = ROOT / "catalogs/teaching"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "catalog.toml"
    text = MIDTJYLLAND.read_text(encoding="utf-8")
    path.write_text(text.replace('requires = "basis-1"', 'requires = ""'), encoding="utf-8")
    return path


def test_a_catalog_and_itself(command: Command) -> None:
    done = command("compare", MIDTJYLLAND, MIDTJYLLAND)
    assert (done.code, done.err) == (0, "")
    assert "Nothing is different." in done.out


def test_a_requirement_that_is_gone_explains_the_metrics(command: Command, changed: Path) -> None:
    done = command("compare", MIDTJYLLAND, changed)
    assert (done.code, done.err) == (0, "")
    assert "  - requirement basis-2: requires basis-1\n" in done.out
    assert "  complexity -12\n    -12  - requirement basis-2: requires basis-1\n" in done.out
    assert "  + SEQ005 modules[basis-2].outcomes[plan-trial].coverage\n" in done.out


def test_the_document_adds_up(command: Command) -> None:
    document = command("compare", f"{MIDTJYLLAND}:ledelse-i-digitalisering", TEACHING, "--json").document
    assert document["after"] == "teaching:first-steps 1"
    assert document["divided"] == {"removed": "every-order", "added": "every-order"}
    for change in document["metrics"]:
        parts = sum((Fraction(part["exact"]) for part in change["parts"]), Fraction(0))
        assert parts == Fraction(change["after"]["exact"]) - Fraction(change["before"]["exact"])
    assert {edit["kind"] for edit in document["edits"]} <= {"added", "removed", "moved", "changed"}


def test_two_tables_are_compared_and_doubts_told(command: Command, tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    heading = "Curriculum,Tiny\nCourses\nCourse ID,Course Name,Prerequisites,Credit Hours\n"
    one.write_text(f"{heading}1,First,,5\n2,Second,1,5\n")
    other.write_text(f"{heading}1,First,,5\n2,Second,7,6\n")
    done = command("compare", one, other)
    assert (done.code, "csv-unknown-requisite" in done.err) == (0, True)
    assert "  ~ module 2: credits 5 → 6\n  - requirement 2: requires 1\n" in done.out
    mixed = command("compare", one, f"{MIDTJYLLAND}:ledelse-i-digitalisering")
    assert (mixed.code, "  + module basis-1\n" in mixed.out) == (0, True)


def test_every_circle_in_two_tables_is_told_with_its_line(command: Command, tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    heading = "Course ID,Course Name,Prerequisites,Credit Hours\n"
    one.write_text(f"{heading}0,Zero,,5\n1,First,2,5\n2,Second,1,5\n")
    other.write_text(f"{heading}1,First,2,5\n2,Second,1,5\n")
    done = command("compare", one, other)
    told = [line[: line.index(": These")] for line in done.err.splitlines()]
    assert (done.code, told) == (0, [f"error: {one}:3: 1", f"error: {other}:2: 1"])
    assert "  - module 0\n" in done.out
    assert len(command("compare", one, other, "--json").document["doubts"]) == 2


def test_tables_are_not_said_to_pass_checks_that_never_ran(command: Command, tmp_path: Path) -> None:
    table = tmp_path / "one.csv"
    table.write_text("Course ID,Course Name,Prerequisites,Credit Hours\n1,First,,5\n")
    assert "Findings of the checks" not in command("compare", table, TEACHING).out
    assert "Findings of the checks" in command("compare", MIDTJYLLAND, TEACHING).out


def test_what_cannot_be_read_is_refused(command: Command, tmp_path: Path) -> None:
    done = command("compare", MIDTJYLLAND, tmp_path / "nothing.toml", "--json")
    assert (done.code, done.codes) == (3, ["no-such-catalog"])
