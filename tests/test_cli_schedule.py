"""``curriculum schedule`` prints and writes the best schedule, says how good it is, and ends as it should."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve

from curriculum.cohort import Cohort
from curriculum.files import load_cohort, schedule_text
from curriculum.schedule import Conflict, Schedule, Score
from curriculum.scheduler import Interrupted, Progress, schedule_cohort
from curriculum.templates import cohort_start

if TYPE_CHECKING:
    from conftest import Command

Stand = Callable[[Callable[[Cohort], Schedule]], None]


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Return the folder of a small cohort."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for path, text in cohort_start(folder).items():
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Put something else in the place of the search."""

    def put(search: Callable[[Cohort], Schedule]) -> None:
        monkeypatch.setattr("curriculum.scheduler.schedule_cohort", lambda cohort, **_: search(cohort))

    return put


def empty(status: str, **fields: Any) -> Callable[[Cohort], Schedule]:
    return lambda cohort: Schedule(cohort=cohort.id, programme=cohort.programme_name, status=status, **fields)


def best(cohort: Cohort) -> Schedule:
    return schedule_cohort(cohort, time_limit=20)


def test_the_real_command_prints_a_summary_and_writes_two_files(
    shell: Command, cohort: Path, tmp_path: Path
) -> None:
    done = shell("schedule", cohort, "--out", "plan", cwd=tmp_path)
    assert done.code == 0
    assert done.out.startswith("Status:          optimal: proven that no legal schedule is better\nScore:  ")
    for heading in ("Runs\n", "Preferences met\n", "Unfilled\n", "Who is where\n"):
        assert f"\n{heading}" in done.out
    assert done.err.splitlines()[-2:] == ["Written: plan/schedule.json", "Written: plan/summary.txt"]
    assert (tmp_path / "plan/summary.txt").read_text(encoding="utf-8") == done.out
    assert "\x1b" not in done.out + done.err


def test_the_same_input_and_seed_give_the_same_bytes(shell: Command, cohort: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert shell("schedule", cohort, "--out", tmp_path / name, "--seed", "7", "-q").err == ""
    one, two = (tmp_path / name / "schedule.json" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert json.loads(one.read_bytes())["seed"] == 7


def test_the_document_is_the_schedule_itself(command: Command, cohort: Path) -> None:
    done = command("schedule", cohort, "--json", "-q")
    assert done.out == schedule_text(best(load_cohort(cohort)))


def test_without_out_nothing_is_written(command: Command, cohort: Path) -> None:
    before = sorted(cohort.parent.rglob("*"))
    command("schedule", cohort)
    assert sorted(cohort.parent.rglob("*")) == before


def test_a_dry_run_writes_nothing_and_says_what_it_would_write(
    command: Command, cohort: Path, tmp_path: Path
) -> None:
    done = command("schedule", cohort, "--out", tmp_path / "plan", "--dry-run")
    assert done.code == 0
    assert f"Would write: {tmp_path / 'plan/schedule.json'}" in done.err
    assert not (tmp_path / "plan").exists()


def test_the_summary_is_in_the_readers_language(command: Command, cohort: Path, tmp_path: Path) -> None:
    done = command("schedule", cohort, "--out", tmp_path / "plan", "--lang", "da")
    assert "Opfyldte ønsker" in done.out
    assert "Opfyldte ønsker" in (tmp_path / "plan/summary.txt").read_text(encoding="utf-8")


def test_options_reach_the_search(command: Command, cohort: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    def search(cohort: Cohort, **options: object) -> Schedule:
        given.update(options)
        return empty("unknown")(cohort)

    monkeypatch.setattr("curriculum.scheduler.schedule_cohort", search)
    command("schedule", cohort, "--time-limit", "9", "--work-limit", "2.5", "--seed", "3", "--workers", "2", "-q")
    assert given == {"time_limit": 9.0, "work_limit": 2.5, "seed": 3, "workers": 2, "progress": None}


def test_notes_about_the_cohort_go_to_standard_error(command: Command, cohort: Path) -> None:
    people = cohort / "participants.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("pair-2", "pair-3", 1), encoding="utf-8")
    done = command("schedule", cohort)
    assert done.err.count("[pair-of-one]") == 2
    assert f"note: {people}:7: row 7, column pair: Nobody else has the pair" in done.err
    assert "pair-of-one" not in done.out
    assert "pair-of-one" not in command("schedule", cohort, "-q").err


def test_a_schedule_that_is_not_proven_says_how_far_it_can_be_from_the_best(
    command: Command, cohort: Path, stand_in: Stand
) -> None:
    def search(cohort: Cohort) -> Schedule:
        found = best(cohort)
        assert found.score is not None
        return evolve(found, status="feasible", bound=Score(0, found.score.points - 1))

    stand_in(search)
    done = command("schedule", cohort)
    assert done.code == 0
    assert "not optimal, within 2.0 %" in done.out


def test_when_no_schedule_exists_the_conflict_is_told_and_written(
    command: Command, cohort: Path, stand_in: Stand, tmp_path: Path
) -> None:
    stand_in(empty("infeasible", conflict=[Conflict("pinned", ["p01"], ["B1-01"])]))
    done = command("schedule", cohort, "--out", tmp_path / "plan")
    assert done.code == 1
    assert "pinned (everybody attends the runs they are pinned to): people p01; runs B1-01" in done.out
    written = json.loads((tmp_path / "plan/schedule.json").read_bytes())
    assert (written["status"], written["score"]) == ("infeasible", None)
    assert "no schedule exists" in (tmp_path / "plan/summary.txt").read_text(encoding="utf-8")


def test_a_cohort_that_contradicts_itself_is_found_to_have_no_schedule(command: Command, cohort: Path) -> None:
    people = cohort / "participants.csv"
    text = people.read_text(encoding="utf-8").replace("unavailable\n", "unavailable,pinned\n")
    people.write_text(text.replace("2027-03-02\n", "2027-03-02,B1-02\n"), encoding="utf-8")
    done = command("schedule", cohort, "--json", "-q")
    assert (done.code, done.document["status"]) == (1, "infeasible")
    assert {conflict["rule"] for conflict in done.document["conflict"]} == {"pinned", "unavailable"}
    assert all(conflict["people"] == ["p09"] for conflict in done.document["conflict"])


def test_nothing_found_in_time_ends_with_4_and_overwrites_nothing(
    command: Command, cohort: Path, stand_in: Stand, tmp_path: Path
) -> None:
    stand_in(empty("unknown"))
    done = command("schedule", cohort, "--out", tmp_path / "plan")
    assert done.code == 4
    assert "no schedule found in the time given" in done.out
    assert not (tmp_path / "plan").exists()


def test_ctrl_c_writes_the_best_schedule_and_ends_with_130(
    command: Command, cohort: Path, stand_in: Stand, tmp_path: Path
) -> None:
    def search(cohort: Cohort) -> Schedule:
        raise Interrupted(evolve(best(cohort), status="feasible"))

    stand_in(search)
    done = command("schedule", cohort, "--out", tmp_path / "plan", "--json", "-q")
    assert (done.code, done.document["status"]) == (130, "feasible")
    assert json.loads((tmp_path / "plan/schedule.json").read_bytes())["status"] == "feasible"
    assert done.err == "Interrupted; this is the best schedule found until then.\n"


PRESSED = """
import os, signal, sys
from contextlib import contextmanager
from curriculum.cli import main
from curriculum.cli.screen import Screen

@contextmanager
def progress(screen, seconds):
    pressed = []
    def press(standing):
        if standing.score and not standing.score.unfilled and not pressed:
            pressed.append(standing)
            os.kill(os.getpid(), signal.SIGINT)
    yield press

Screen.progress = progress
sys.exit(main(sys.argv[1:]))
"""
"""The command, with Ctrl-C pressed as soon as the search has filled every place."""


def test_a_real_ctrl_c_in_the_middle_of_the_search_keeps_the_best_schedule(cohort: Path, tmp_path: Path) -> None:
    words = ["schedule", str(cohort), "--out", "plan", "--json", "--lang", "en"]
    done = subprocess.run(
        [sys.executable, "-c", PRESSED, *words], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 130
    assert done.stderr.startswith("Interrupted; this is the best schedule found until then.\nWritten: ")
    assert (tmp_path / "plan/schedule.json").read_text(encoding="utf-8") == done.stdout
    assert json.loads(done.stdout)["score"]["unfilled"] == 0


def test_ctrl_c_before_anything_is_found_writes_nothing(
    command: Command, cohort: Path, stand_in: Stand, tmp_path: Path
) -> None:
    def search(cohort: Cohort) -> Schedule:
        raise Interrupted(empty("unknown")(cohort))

    stand_in(search)
    done = command("schedule", cohort, "--out", tmp_path / "plan")
    assert (done.code, done.err) == (130, "Interrupted.\n")
    assert not (tmp_path / "plan").exists()


def test_progress_is_told_while_it_searches(
    command: Command, cohort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(cohort: Cohort, *, progress: Callable[[Progress], None], **_: object) -> Schedule:
        progress(Progress(12.0, 48.0, Score(1, 20), Score(1, 10)))
        return best(cohort)

    monkeypatch.setattr("curriculum.scheduler.schedule_cohort", search)
    done = command("schedule", cohort)
    assert "best 1 unfilled, 20 points; bound 10; gap 50.0 %; 48 s left\n" in done.err


def test_invalid_input_ends_with_3_with_every_finding_and_nothing_written(
    command: Command, cohort: Path, tmp_path: Path
) -> None:
    people = cohort / "participants.csv"
    text = people.read_text(encoding="utf-8").replace("p05,leader,top", "p05,leader,tip")
    people.write_text(text.replace("p12,leader", "p11,leader"), encoding="utf-8")
    done = command("schedule", cohort, "--out", tmp_path / "plan", "--json")
    assert done.code == 3
    assert sorted(done.codes) == ["duplicate-id", "unknown-id"]
    assert all(finding["file"] == str(people) and finding["line"] for finding in done.document["findings"])
    assert not (tmp_path / "plan").exists()


def test_the_encoding_of_the_tables_can_be_named(command: Command, cohort: Path) -> None:
    people = cohort / "participants.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("North", "Nørre"), encoding="cp850")
    assert "Nørre 2" in command("schedule", cohort, "--encoding", "cp850").out
    assert "N\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}rre 2" in command("schedule", cohort).out, (
        "Windows-1252 is assumed otherwise"
    )
    done = command("schedule", cohort, "--encoding", "klingon", "--json")
    assert (done.code, set(done.codes)) == (3, {"unknown-encoding"})


def test_a_folder_that_does_not_exist_ends_with_3(command: Command, tmp_path: Path) -> None:
    assert command("schedule", tmp_path / "nowhere").code == 3


def test_out_that_cannot_be_written_ends_with_3(command: Command, cohort: Path, tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("a file", encoding="utf-8")
    assert command("schedule", cohort, "--out", tmp_path / "plan").code == 3
    assert (tmp_path / "plan").read_text(encoding="utf-8") == "a file"


def test_names_of_people_are_in_no_output(shell: Command, cohort: Path, tmp_path: Path) -> None:
    people = cohort / "participants.csv"
    head, *rows = people.read_text(encoding="utf-8").splitlines()
    named = [f"{head},name,email", *(f"{row},Nomen Nescio,n@example.org" for row in rows)]
    people.write_text("\n".join(named), encoding="utf-8")
    done = shell("schedule", cohort, "--out", "plan", "-v", cwd=tmp_path)
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "plan").iterdir())
    assert done.code == 0
    assert "Nomen" not in done.out + done.err + written
    assert "example.org" not in done.out + done.err + written


@pytest.mark.parametrize("options", [["--out", "plan"], ["--out", "plan/deeper/still", "--dry-run"]])
def test_a_file_in_the_way_of_the_folder_is_told_before_anything_is_searched_for(
    command: Command, cohort: Path, stand_in: Stand, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    def never(_: Cohort) -> Schedule:
        raise AssertionError("searched for a schedule that cannot be written")

    stand_in(never)
    monkeypatch.chdir(cohort.parent)
    Path("plan").write_text("mine", encoding="utf-8")
    done = command("schedule", cohort, *options, "--json")
    assert (done.code, done.codes) == (3, ["not-a-folder"])
    assert done.document["findings"][0]["file"] == "plan"
    assert Path("plan").read_text(encoding="utf-8") == "mine"
