"""``curriculum map``, and pictures of the other commands."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from conftest import Command
from public_data import public_data

LEDELSE = "midtjylland:ledelse-i-digitalisering"


def test_the_map_is_printed_where_no_file_is_named(command: Command):
    done = command("map", LEDELSE, "--lang", "da")
    assert (done.code, done.err) == (0, "")
    root = ET.fromstring(done.out)  # noqa: S314 - our own picture
    assert root.find("{http://www.w3.org/2000/svg}title").text == "Ledelse i digitalisering"


def test_the_map_is_written_unless_only_for_show(command: Command, tmp_path: Path):
    out = tmp_path / "new" / "map.svg"
    done = command("map", LEDELSE, "--out", out, "--dry-run")
    assert (done.code, done.out) == (0, "")
    assert f"Would write: {out}" in done.err
    assert not out.parent.exists()
    assert command("map", LEDELSE, "--out", out, "-q").err == ""
    assert out.read_text(encoding="utf-8") == command("map", LEDELSE).out
    assert command("map", LEDELSE, "--outcomes").out != command("map", LEDELSE).out


def test_the_document_has_the_layers(command: Command):
    assert command("map", LEDELSE, "--json").document == {
        "name": LEDELSE,
        "layers": [["basis-1"], ["basis-2"], ["development", "patients", "cross-sector", "data"]],
        "alone": [],
    }


def test_a_whole_catalog_and_a_table_of_courses_are_drawn(command: Command, tmp_path: Path):
    assert command("map", "midtjylland").code == 0
    table = tmp_path / "plan.csv"
    table.write_text("Course ID,Course Name,Prerequisites\n1,First,\n2,Second,1\n", encoding="utf-8")
    assert command("map", table, "--json").document["layers"] == [["1"], ["2"]]
    assert "Second" in command("map", table).out


@pytest.mark.parametrize("name", ["Kennesaw_State_University_CS_w_metrics", "U_of_Colorado_Boulder_CS_w_metrics"])
def test_public_curricula_are_drawn(command: Command, name: str):
    done = command("map", public_data(f"curricula/{name}.csv"), "-q")
    assert done.code == 0
    assert len(done.out) > 20_000


@pytest.mark.parametrize("words", [("map",), ("coverage",), ("plan", "--terms", "3")])
def test_a_picture_has_a_name_that_ends_with_svg(command: Command, tmp_path: Path, words: tuple[str, ...]):
    done = command(words[0], LEDELSE, *words[1:], "--out", tmp_path / "map.png", "--json")
    assert (done.code, done.codes) == (3, ["not-a-picture"])
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    done = command(words[0], LEDELSE, *words[1:], "--out", tmp_path / "file" / "map.svg", "--json")
    assert (done.code, done.codes) == (3, ["not-a-folder"])


def test_coverage_is_drawn_beside_what_is_printed(command: Command, tmp_path: Path):
    out = tmp_path / "coverage.svg"
    assert command("coverage", LEDELSE, "--out", out, "--dry-run").err == f"Would write: {out}\n"
    done = command("coverage", LEDELSE, "--out", out, "--lang", "sv")
    assert done.code == 0
    assert done.out == command("coverage", LEDELSE, "--lang", "sv").out
    assert "fördjupat" in out.read_text(encoding="utf-8")


def test_a_programme_that_does_not_exist_is_refused(command: Command):
    assert command("map", "midtjylland:nothing", "--json").codes == ["no-such-programme"]
