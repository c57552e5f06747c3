"""Where places are unfilled, the page of a report says what would help, or how to ask."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum import dump_schedule, explain, load_cohort, load_schedule, schedule_cohort
from curriculum.explaining.wording import explanations_text, told_explanations
from curriculum.report import report_page
from curriculum.report.page import facts

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path("examples/first-cohort")


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a cohort in which every run needs two leaders of a department, and there are too few."""
    folder = tmp_path_factory.mktemp("short") / "mine"
    shutil.copytree(FIRST, folder)
    settings = folder / "cohort.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("groups = 2", "groups = 2\nat_least = { department = 2 }"), encoding="utf-8")
    dump_schedule(schedule_cohort(load_cohort(folder)), folder / "schedule.json")
    return folder


def section(folder: Path) -> str:
    page = (folder / "report.html").read_text(encoding="utf-8")
    return page.partition('<section id="unfilled"')[2].partition('<section id="wishes"')[0]


def test_the_page_shows_the_changes_that_explain_has_computed(
    command: Command, short: Path, tmp_path: Path
) -> None:
    done = command("report", short, short / "schedule.json", "--out", tmp_path)
    assert done.code == 0
    assert "what would help" in done.err
    told = section(tmp_path)
    asked = command("explain", short, short / "schedule.json", "--json").document
    effects = [effect for one in asked["explanations"] for effect in one["changes"]]
    assert effects
    for effect in effects:
        assert f"[{' '.join(effect['changes'])}]" in told
    assert "curriculum explain COHORT SCHEDULE" in told


def test_without_advice_nothing_is_searched_for_and_the_page_says_how_to_ask(
    command: Command, short: Path, tmp_path: Path
) -> None:
    done = command("report", short, short / "schedule.json", "--out", tmp_path, "--without-advice")
    assert "what would help" not in done.err
    assert "has not been computed for this report" in section(tmp_path)


def test_a_schedule_without_unfilled_places_needs_no_advice(command: Command, tmp_path: Path) -> None:
    command("schedule", FIRST, "--out", tmp_path)
    done = command("report", FIRST, tmp_path / "schedule.json", "--out", tmp_path)
    assert "what would help" not in done.err
    assert "curriculum explain" not in section(tmp_path)


def test_advice_in_its_parts_says_what_the_text_says(short: Path) -> None:
    cohort, schedule = load_cohort(short), load_schedule(short / "schedule.json")
    found = explain(cohort, schedule)
    text = " ".join(explanations_text(found, cohort).split())
    for told in told_explanations(found, cohort):
        for part in (told.heading, *told.notes, *told.conflict, *told.obstacles, *told.changes):
            assert " ".join(part.split()) in text


def test_places_that_are_not_looked_at_run_by_run_are_listed_all_the_same(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_RUN_BY_RUN", 3)
    cohort, schedule = load_cohort(short), load_schedule(short / "schedule.json")
    page = report_page(cohort, schedule).decode()
    left = len(schedule.unfilled) - 3
    assert left > 0
    assert f"Further unfilled places: {left}" in page
    further = page.partition("Further unfilled places")[2].partition('<section id="wishes"')[0]
    assert "--participant ID" in further
    for one in schedule.unfilled[3:]:
        assert f">{one.participant}</a>" in further
    assert json.loads((short / "schedule.json").read_bytes())["score"]["unfilled"] == len(schedule.unfilled)
