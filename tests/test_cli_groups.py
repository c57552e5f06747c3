"""``curriculum groups`` prints and writes groups, and says what it cannot be asked."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.files import groups_text, load_groups
from curriculum.groups import GroupsInterrupted, Network, arrange_groups, numbered_network
from curriculum.templates import cohort_start

if TYPE_CHECKING:
    from conftest import Command

SIX = ("groups", "--people", "6", "--size", "2", "--meetings", "5")


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    """Return the folder of a small cohort."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for path, text in cohort_start(folder).items():
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_real_command_prints_and_writes_groups(shell: Command, tmp_path: Path) -> None:
    done = shell(*SIX, "--out", "plan", cwd=tmp_path)
    assert done.code == 0
    assert done.out.startswith(
        "Status:  optimal: proven that no groups are better\nScore:   0 repeats, 0 unmixed groups\nBound:"
    )
    assert done.out.count("\nMeeting m") == 5
    assert done.err.splitlines()[-2:] == ["Written: plan/groups.json", "Written: plan/groups.csv"]
    assert load_groups(tmp_path / "plan/groups.json") == arrange_groups(numbered_network(6, size=2, meetings=5))


def test_the_document_is_the_file_itself(command: Command) -> None:
    done = command(*SIX, "--json", "-q", "--seed", "5")
    assert done.out == groups_text(arrange_groups(numbered_network(6, size=2, meetings=5), seed=5))
    assert done.document["score"] == {"repeats": 0, "unmixed": 0}


def test_a_file_may_be_named(command: Command, tmp_path: Path) -> None:
    assert command(*SIX, "--out", tmp_path / "tables.json").code == 0
    assert load_groups(tmp_path / "tables.json").status == "optimal"
    assert [path.name for path in tmp_path.iterdir()] == ["tables.json"]


def test_a_dry_run_writes_nothing(command: Command, tmp_path: Path) -> None:
    done = command(*SIX, "--out", tmp_path / "plan", "--dry-run")
    assert (done.code, list(tmp_path.iterdir())) == (0, [])
    assert all(name in done.err for name in ("groups.json", "groups.csv"))


def test_a_cohort_is_mixed_and_kept_apart(command: Command, cohort: Path) -> None:
    done = command(
        "groups", cohort, "--size", 3, "--meetings", 2, "--mix", "level", "--apart", "manager", "--json"
    )
    assert done.code == 0
    people = {person for meeting in done.document["meetings"] for group in meeting["groups"] for person in group}
    rows = (cohort / "participants.csv").read_text(encoding="utf-8").splitlines()
    assert len(people) == len(rows) - 1


def test_a_column_that_does_not_exist_is_told(command: Command, cohort: Path) -> None:
    done = command("groups", cohort, "--size", 3, "--meetings", 2, "--mix", "levle", "--json")
    assert (done.code, done.codes) == (3, ["unknown-id"])


def away_on(cohort: Path, day: str, *people: int) -> list[str]:
    """Let some participants be away on a day; return their ids."""
    path = cohort / "participants.csv"
    head, *rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    for number in people:
        rows[number][head.index("unavailable")] = day
    path.write_text("\n".join(map(",".join, [head, *rows])) + "\n", encoding="utf-8")
    return [rows[number][head.index("id")] for number in people]


TWO_DAYS = ("--size", "3", "--meetings", "2", "--dates", "2026-03-02,2026-04-13")


@pytest.mark.parametrize(("language", "word"), [("en", "Absent"), ("da", "Fraværende"), ("sv", "Frånvarande")])
def test_who_does_not_come_to_a_meeting_is_named_below_its_groups(
    command: Command, cohort: Path, language: str, word: str
) -> None:
    away = away_on(cohort, "2026-04-13", 0, 2)
    done = command("groups", cohort, *TWO_DAYS, "--lang", language)
    first, second = done.out.split("m1")[1].split("m2")
    assert word not in first
    assert second.splitlines()[-1] == f"  {word}: {', '.join(away)}"


def test_the_document_names_the_absent_and_the_file_is_as_ever(
    command: Command, cohort: Path, tmp_path: Path
) -> None:
    away = away_on(cohort, "2026-03-02", 1)
    done = command("groups", cohort, *TWO_DAYS, "--json", "--out", tmp_path / "plan")
    document = done.document
    assert [meeting.pop("absent", None) for meeting in document["meetings"]] == [away, None]
    assert document == json.loads((tmp_path / "plan/groups.json").read_text(encoding="utf-8"))
    assert load_groups(tmp_path / "plan/groups.json").status == document["status"]


def test_the_table_tells_excel_who_sits_where_and_no_name_becomes_a_formula(
    command: Command, cohort: Path, tmp_path: Path
) -> None:
    path = cohort / "participants.csv"
    head, first, *rows = path.read_text(encoding="utf-8").splitlines()
    named = [f"{head},name", f"{first},=1+1", *(f"{row},Bo Ek" for row in rows)]
    path.write_text("\n".join(named) + "\n", encoding="utf-8")
    (away,) = away_on(cohort, "2026-04-13", 1)
    assert command("groups", cohort, *TWO_DAYS, "--lang", "da", "--out", tmp_path / "plan").code == 0
    made = (tmp_path / "plan/groups.csv").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf")
    titles, *lines = csv.reader(made.decode("utf-8-sig").splitlines(), delimiter=";")
    assert titles[:5] == ["Møde", "Dato", "Gruppe", "Id", "Navn"]
    assert {tuple(line[:2]) for line in lines} == {("m1", "2026-03-02"), ("m2", "2026-04-13")}
    assert {line[4] for line in lines if line[3] == first.split(",")[head.split(",").index("id")]} == {"'=1+1"}
    assert [line[0] for line in lines if line[3] == away] == ["m1"]
    groups = load_groups(tmp_path / "plan/groups.json")
    assert [(line[0], int(line[2]), line[3]) for line in lines] == [
        (meeting.id, number, person)
        for meeting in groups.meetings
        for number, group in enumerate(meeting.groups, 1)
        for person in group
    ]


def test_a_table_of_numbered_people_has_no_empty_columns(command: Command, tmp_path: Path) -> None:
    assert command(*SIX, "--out", tmp_path).code == 0
    titles = (tmp_path / "groups.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert titles == "Meeting;Group;Id"


@pytest.mark.parametrize("dates", ["2026-03-02", "2026-03-02,then"])
def test_dates_that_do_not_fit_are_told(command: Command, cohort: Path, dates: str) -> None:
    assert command("groups", cohort, "--size", 3, "--meetings", 2, "--dates", dates).code == 3


@pytest.mark.parametrize(
    "words",
    [
        ["groups", "--size", "2", "--meetings", "2"],
        ["groups", "mine", "--people", "4", "--size", "2", "--meetings", "2"],
        [*SIX, "--mix", "level"],
        [*SIX, "--dates", "2026-03-02"],
        ["groups", "--people", "0", "--size", "2", "--meetings", "2"],
        ["groups", "--people", "4", "--meetings", "2"],
    ],
)
def test_a_question_about_nobody_or_about_two_is_wrong_usage(command: Command, words: list[str]) -> None:
    assert command(*words).code == 2


def test_an_interrupted_search_shows_and_writes_the_best_groups(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(network: Network, **_: object) -> None:
        raise GroupsInterrupted(arrange_groups(network))

    monkeypatch.setattr("curriculum.groups.arrange_groups", interrupted)
    done = command(*SIX, "--out", tmp_path)
    assert done.code == 130
    assert "Meeting m5" in done.out
    assert "best groups" in done.err
    assert load_groups(tmp_path / "groups.json").status == "optimal"


@pytest.mark.parametrize("named", ["people.csv", "."])
def test_a_list_without_a_cohort_is_told_what_to_write(
    command: Command, tmp_path: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "people.csv").write_text("id;town\np1;Viborg\np2;Viborg\np3;Horsens\np4;Horsens\n")
    monkeypatch.chdir(tmp_path)
    done = command("groups", named, "--size", "2", "--meetings", "2")
    assert done.code == 3
    assert "groups-no-cohort" in done.err
    second = done.err[done.err.index("cohort = {") : done.err.index("}") + 1].replace(
        "participants.csv", "people.csv"
    )
    (tmp_path / "cohort.toml").write_text(f"schema = 1\n{second}\n")
    done = command("groups", ".", "--size", "2", "--meetings", "2", "--mix", "town", "--json")
    assert done.code == 0
    assert done.document["score"] == {"repeats": 0, "unmixed": 0}


def test_groups_need_no_runs(command: Command, cohort: Path) -> None:
    (cohort / "runs.csv").unlink()
    assert command("groups", cohort, "--size", "2", "--meetings", "2").code == 0
