"""What ``evaluate``, ``events``, ``trial-actions`` and ``gap`` share: several files, earlier reports, packages."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command
from evaluation_cases import EXAMPLES, PILOT

from curriculum import load_instruments

BORAS, KAROLINSKA, SYDDANMARK = (
    EXAMPLES / name for name in ("boras-network", "karolinska-events", "syddanmark-2024")
)
HEAD = "participant,instrument,item,wave,value\n"


def ids(folder: Path) -> list[str]:
    with (folder / "participants.csv").open(encoding="utf-8") as file:
        return [row["id"] for row in csv.DictReader(file)]


def gap_answers(people: list[str], path: Path) -> Path:
    form = load_instruments().find("gap")
    assert form is not None
    rows = [
        f"{name},gap,{item.id},before,{1 + (number * 7 + place) % 5}"
        for number, name in enumerate(people)
        for place, item in enumerate(form.items_of())
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def trial_table(people: list[str], path: Path) -> Path:
    rows = [f"{name},2024-02-01,2024-02-{3 + number % 20:02},2024-03-01" for number, name in enumerate(people)]
    path.write_text("participant,agreed,started,done\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_answers_in_several_files_are_those_in_one(command: Command, tmp_path: Path):
    people = ids(BORAS)
    whole = gap_answers(people, tmp_path / "all.csv")
    lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)[1:]
    for name, some in (("b.csv", lines[::2]), ("a.csv", lines[1::2])):
        (tmp_path / name).write_text(HEAD + "".join(some), encoding="utf-8")
    several = ("--responses", tmp_path / "b.csv", "--responses", tmp_path / "a.csv", "--json")
    assert (
        command("gap", BORAS, *several).document == command("gap", BORAS, "--responses", whole, "--json").document
    )
    text = (KAROLINSKA / "responses.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    for name, some in (("e.csv", text[1::2]), ("f.csv", text[2::2])):
        (tmp_path / name).write_text(text[0] + "".join(some), encoding="utf-8")
    one = command("events", KAROLINSKA, "--responses", KAROLINSKA / "responses.csv", "--json").document
    several = ("--responses", tmp_path / "f.csv", "--responses", tmp_path / "e.csv", "--json")
    assert command("events", KAROLINSKA, *several).document == one
    table = trial_table(ids(SYDDANMARK), tmp_path / "actions.csv")
    nomad = [f"{name},nomad,{item},after,{1 + item % 5}" for name in ids(SYDDANMARK) for item in range(1, 21)]
    for name, some in (("all-nomad.csv", nomad), ("m.csv", nomad[::2]), ("n.csv", nomad[1::2])):
        (tmp_path / name).write_text(HEAD + "\n".join(some) + "\n", encoding="utf-8")
    words = ("trial-actions", SYDDANMARK, "--actions", table, "--until", "2024-04-01", "--json", "--responses")
    one = command(*words, tmp_path / "all-nomad.csv").document
    assert one["profile"][0]["mean"] is not None
    assert command(*words, tmp_path / "m.csv", "--responses", tmp_path / "n.csv").document == one


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_no_answers_about_the_gap_are_told_as_none(command: Command, tmp_path: Path, language: str):
    path = gap_answers(ids(BORAS), tmp_path / "before.csv")
    done = command("gap", BORAS, "--responses", path, "--wave", "after", "--lang", language)
    assert (done.code, len(done.out.splitlines())) == (0, 1)
    assert done.out.startswith(
        {"da": "Der er ingen svar", "sv": "Det finns inga svar", "en": "There are no"}[language]
    )
    again = command("gap", BORAS, "--responses", path, "--wave", "after", "--json").document
    assert again["gaps"] == [{"organisation": None, "people": 0, "gap": None, "between_levels": None}]


def test_two_latecomers_are_not_told_of_by_any_report(command: Command, tmp_path: Path):
    """The same command before and after two more have answered: what has changed by so few is withheld."""
    people = ids(BORAS)
    early = gap_answers(people[:-2], tmp_path / "early.csv")
    late = gap_answers(people, tmp_path / "late.csv")
    command("gap", BORAS, "--responses", early, "--out", tmp_path / "first")
    record = tmp_path / "first" / "published.json"
    held = command("gap", BORAS, "--responses", late, "--published", record, "--json").document
    assert held["gaps"][0]["people"] is None
    assert command("gap", BORAS, "--responses", late, "--json").document["gaps"][0]["people"] == len(people)
    same = command("gap", BORAS, "--responses", early, "--published", record, "--json").document
    assert same == command("gap", BORAS, "--responses", early, "--json").document

    text = (KAROLINSKA / "responses.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    who = text[1].partition(",")[0]
    (tmp_path / "few.csv").write_text(
        "".join(row for row in text if row.partition(",")[0] != who), encoding="utf-8"
    )
    command("events", KAROLINSKA, "--responses", tmp_path / "few.csv", "--out", tmp_path / "events")
    words = ("events", KAROLINSKA, "--responses", KAROLINSKA / "responses.csv", "--json")
    free = command(*words).document["points"]
    held = command(*words, "--published", tmp_path / "events" / "published.json").document["points"]
    came = {row.split(",")[3] for row in text if row.partition(",")[0] == who}
    assert came
    assert all(point["people"] is None for point in held if point["event"] in came)
    assert [point for point in held if point["event"] not in came] == [
        point for point in free if point["event"] not in came
    ]

    leaders = ids(SYDDANMARK)
    first, all_of_them = (trial_table(some, tmp_path / f"{len(some)}.csv") for some in (leaders[:-2], leaders))
    words = ("trial-actions", SYDDANMARK, "--until", "2024-04-01", "--actions")
    command(*words, first, "--out", tmp_path / "actions")
    held = command(*words, all_of_them, "--published", tmp_path / "actions" / "published.json", "--json").document
    assert held["groups"][0]["people"] is None


def test_one_record_serves_all_commands_and_a_dry_run_writes_none(command: Command, tmp_path: Path):
    answers = gap_answers(ids(BORAS), tmp_path / "gap.csv")
    dry = command("gap", BORAS, "--responses", answers, "--out", tmp_path / "dry", "--dry-run")
    assert "published.json" in dry.err
    assert not (tmp_path / "dry").exists()
    command("gap", BORAS, "--responses", answers, "--out", tmp_path / "one")
    assert {path.name for path in (tmp_path / "one").iterdir()} == {"gap.txt", "gap.json", "published.json"}
    record = tmp_path / "one" / "published.json"
    table = trial_table(ids(BORAS), tmp_path / "actions.csv")
    words = ("trial-actions", BORAS, "--actions", table, "--until", "2024-04-01", "--published", record)
    command(*words, "--out", tmp_path / "two")
    reports = json.loads((tmp_path / "two" / "published.json").read_text(encoding="utf-8"))["reports"]
    assert [one["report"][-2:] for one in reports] == ["-1", "-2"]
    assert {"shown", "withheld"} <= reports[1].keys()
    assert not [name for name in ids(BORAS) if f'"{name}"' in json.dumps(reports)]


@pytest.mark.parametrize("package", ["numpy", "scipy"])
def test_a_missing_package_is_told_in_one_line(package: str, tmp_path: Path):
    answers = gap_answers(ids(BORAS), tmp_path / "gap.csv")
    table = trial_table(ids(SYDDANMARK), tmp_path / "actions.csv")
    commands = [
        ["evaluate", PILOT, "--responses", PILOT / "responses.csv"],
        ["events", KAROLINSKA, "--responses", KAROLINSKA / "responses.csv"],
        ["trial-actions", SYDDANMARK, "--actions", table, "--until", "2024-04-01"],
        ["gap", BORAS, "--responses", answers],
    ]
    code = (
        f"import sys, json; sys.modules[{package!r}] = None\n"
        "from curriculum.cli import main\n"
        "for words in json.loads(sys.argv[1]): print(int(main(words)), flush=True)"
    )
    given = json.dumps([list(map(str, words)) for words in commands])
    done = subprocess.run(
        [sys.executable, "-c", code, given], capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8"}
    )
    assert done.stdout.split() == ["3"] * len(commands)
    lines = done.stderr.splitlines()
    assert len(lines) == len(commands)
    assert all(package in line and "pip install 'curriculum[evaluation]'" in line for line in lines)
