"""``curriculum timeline`` draws the runs of a cohort, and who is in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from curriculum import load_cohort

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path("examples/first-cohort")


def texts(svg: str) -> list[str]:
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    return ["".join(one.itertext()).strip() for one in root.iter("{http://www.w3.org/2000/svg}text")]


def test_every_run_is_in_the_picture_that_is_printed(command: Command) -> None:
    done = command("timeline", FIRST)
    assert (done.code, done.err) == (0, "")
    assert {run.id for run in load_cohort(FIRST).runs} <= {
        word for text in texts(done.out) for word in text.split()
    }


def test_with_a_schedule_the_picture_and_the_document_say_how_many_people_are_in_a_run(
    command: Command, tmp_path: Path
) -> None:
    command("schedule", FIRST, "--out", tmp_path)
    plan = tmp_path / "schedule.json"
    empty, filled = (command("timeline", FIRST, *words, "--json").document["runs"] for words in ((), (plan,)))
    assert {run["people"] for run in empty} == {None}
    held = [run["people"] for run in filled if run["people"]]
    assert sum(held) > 0
    assert command("timeline", FIRST).out != command("timeline", FIRST, plan).out
    assert [run["sessions"] for run in filled] == sorted(run["sessions"] for run in filled)


def test_the_picture_is_written_unless_only_for_show(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "new" / "timeline.svg"
    done = command("timeline", FIRST, "--out", out, "--dry-run")
    assert f"Would write: {out}" in done.err
    assert not out.parent.exists()
    assert command("timeline", FIRST, "--out", out).code == 0
    assert out.read_text(encoding="utf-8") == command("timeline", FIRST).out


def test_a_picture_that_is_no_svg_is_refused(command: Command, tmp_path: Path) -> None:
    assert command("timeline", FIRST, "--out", tmp_path / "timeline.png", "--json").codes == ["not-a-picture"]
