"""The commands about what else could be: replan, what-if, variants, waiting-list, robustness."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from curriculum.changes import FORMS
from curriculum.cli.exits import Exit
from curriculum.messages import LANGUAGES, say

if TYPE_CHECKING:
    from conftest import Command

FIRST = Path(__file__).parents[1] / "examples" / "first-cohort"


@pytest.fixture
def plan(command: Command, tmp_path: Path) -> Path:
    """Return the best schedule of the example."""
    command("schedule", FIRST, "--out", tmp_path / "plan")
    return tmp_path / "plan" / "schedule.json"


def changed(folder: Path, change: Callable[[list[str]], list[str]]) -> Path:
    """Return a copy of the example with other lines in the roster."""
    shutil.copytree(FIRST, folder)
    path = folder / "participants.csv"
    rows = change(path.read_text(encoding="utf-8").splitlines())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


def test_replan_writes_a_schedule_that_the_judge_passes(command: Command, plan: Path, tmp_path: Path):
    full = tmp_path / "full"
    done = command("replan", FIRST, plan, "--with", "bar:p1=S-1", "--out", full)
    assert done.code == Exit.DONE
    assert "2 people leave a run that they were in: p1, p2\nOf these, 2 have fewer places than before" in done.out
    assert (full / "changes.txt").read_text(encoding="utf-8") == done.out
    assert command("verify", FIRST, full / "schedule.json").code == Exit.DONE
    assert command("diff", plan, full / "schedule.json").out in done.out


@pytest.mark.parametrize(
    ("language", "as_many"),
    [("en", "Everybody has as many places"), ("da", "Alle har lige så mange"), ("sv", "Alla har lika många")],
)
def test_replan_tells_those_who_only_change_runs_from_those_who_lose_a_place(
    command: Command, plan: Path, language: str, as_many: str
):
    places = json.loads(plan.read_text(encoding="utf-8"))["places"]
    run = next(one["run"] for one in places if one["participant"] == "p7" and one["module"] != "start")
    barred = ["--with", f"bar:p7={run}", "--with", "seats:D-1=8", "--with", "seats:P-1=8"]
    document = command("replan", FIRST, plan, *barred, "--json").document
    assert (document["moved"], document["lost"], document["score"]["unfilled"]) == (["p7"], [], 0)
    assert as_many in command("replan", FIRST, plan, *barred, "--lang", language).out


@pytest.mark.parametrize(("language", "number"), [("en", "0.05"), ("da", "0,05"), ("sv", "0,05")])
def test_numbers_have_the_decimal_sign_of_the_language(command: Command, plan: Path, language: str, number: str):
    text = command("robustness", FIRST, plan, "--draws", "20", "--lang", language).out
    assert number in text.splitlines()[0]
    assert ("." in "".join(text.splitlines()[1:5])) == (language == "en")


def test_replan_as_a_document(command: Command, plan: Path):
    document = command("replan", FIRST, plan, "--with", "run:P-1=cancelled", "--json").document
    held = json.loads(plan.read_text(encoding="utf-8"))["places"]
    gone = sorted({place["participant"] for place in held if place["run"] == "P-1"})
    assert (document["moved"], document["moved_bound"], document["proven"]) == (gone, len(gone), True)
    assert document["closed"] == ["P-1"]
    assert document["score"]["unfilled"] == document["unfilled_bound"] == len(gone)


def test_replan_without_a_change_changes_nothing(command: Command, plan: Path):
    done = command("replan", FIRST, plan)
    assert "Nobody leaves a run that they were in.\n" in done.out
    assert "Nobody has another place.\n" in done.out


def test_replan_that_is_dry_writes_nothing(command: Command, plan: Path, tmp_path: Path):
    done = command("replan", FIRST, plan, "--out", tmp_path / "new", "--dry-run")
    assert "Would write" in done.err
    assert not (tmp_path / "new").exists()


def test_replan_says_when_no_schedule_exists_any_more(command: Command, plan: Path, tmp_path: Path):
    out = tmp_path / "new"
    changes = ["--with", "pin:p1=S-1", "--with", "run:S-1=cancelled"]
    done = command("replan", FIRST, plan, *changes, "--out", out)
    assert done.code == Exit.FINDINGS
    assert "cancelled" in done.out
    assert not out.exists()


def test_everything_that_is_wrong_with_the_changes_is_told_at_once(command: Command, plan: Path):
    done = command("replan", FIRST, plan, "--with", "seat:S-1=3", "--with", "seats:S-1=many", "--json")
    assert done.code == Exit.INVALID
    assert len(done.codes) == 2


@pytest.mark.parametrize("words", ["replan", "what-if", "waiting-list"])
def test_the_help_lists_how_every_kind_of_change_is_written(command: Command, words: str):
    for language in LANGUAGES:
        help_text = command(words, "--help", "--lang", language).out
        for form in ", ".join(FORMS.values()).split(", "):
            assert f"\n  {form}\n" in help_text
        assert help_text.index("\n  choose=") < help_text.rindex(f"\n  curriculum {words} ")


def test_an_unknown_change_is_told_where_the_kinds_stand(command: Command, plan: Path):
    assert '"curriculum replan --help"' in command("replan", FIRST, plan, "--with", "sit:S-1=3").err


def test_cases_are_compared_side_by_side(command: Command):
    cases = ["--case", "run:P-1=cancelled", "--case", "seats:P-1=2", "goal:run=5"]
    document = command("what-if", FIRST, *cases, "--json").document
    assert [case["name"] for case in document["cases"]] == ["", "run:P-1=cancelled", "seats:P-1=2, goal:run=5"]
    assert [case["changes"] for case in document["cases"]][1:] == [
        ["run:P-1=cancelled"],
        ["seats:P-1=2", "goal:run=5"],
    ]
    assert document["cases"][1]["score"]["unfilled"] > document["cases"][0]["score"]["unfilled"]
    assert all(case["score"] == case["bound"] for case in document["cases"])
    shown = command("what-if", FIRST, *cases).out.splitlines()
    assert shown[0].split() == ["case", "unfilled", "points", "bound", "preference", "runs"]
    assert shown[1].split()[:3] == ["as", "it", "is"]


def test_cases_that_stay_close_to_a_schedule_tell_who_moves(command: Command, plan: Path):
    document = command("what-if", FIRST, plan, "--case", "run:P-1=cancelled", "--json").document
    assert [len(case["moved"]) for case in document["cases"]] == [0, 4]
    assert "moved" in command("what-if", FIRST, plan, "--case", "run:P-1=cancelled").out


def test_each_rule_has_its_price(command: Command):
    document = command("what-if", FIRST, "--each-rule", "--json").document
    names = [case["name"] for case in document["cases"]]
    assert {"without capacity", "without requires", "without pairs", "without mixing.level"} <= set(names)
    first = document["cases"][0]["score"]
    for case in document["cases"][1:]:
        better = (case["score"]["unfilled"], case["score"]["points"])
        assert better <= (first["unfilled"], first["points"])


def test_nothing_to_compare_is_wrong_usage(command: Command):
    done = command("what-if", FIRST, "--json")
    assert (done.code, done.codes) == (Exit.USAGE, ["no-cases"])


def test_equal_schedules_are_written_each_into_a_folder(command: Command, tmp_path: Path):
    loose = changed(
        tmp_path / "loose",
        lambda rows: [row.replace("data|people", "").replace("people|data", "") for row in rows],
    )
    done = command("variants", "equal", loose, "--out", tmp_path / "plans", "--count", "2")
    assert done.code == Exit.DONE
    assert sorted(path.name for path in (tmp_path / "plans").iterdir()) == ["1", "2"]
    for number in "12":
        assert command("verify", loose, tmp_path / "plans" / number / "schedule.json").code == Exit.DONE
    one, other = ((tmp_path / "plans" / number / "schedule.json").read_bytes() for number in "12")
    assert one != other


def test_the_frontier_is_told_and_written(command: Command, tmp_path: Path):
    done = command("variants", "runs", FIRST, "--out", tmp_path / "plans")
    assert "4 runs: 1 point besides those for runs, proven to be the fewest\n" in done.out
    assert (tmp_path / "plans" / "4" / "schedule.json").exists()
    document = command("variants", "runs", FIRST, "--json").document
    assert [(one["runs"], one["points"], one["bound"]) for one in document["tradeoffs"]] == [(4, 1, 1)]


def test_the_fairest_schedule_is_told_with_its_price(command: Command, tmp_path: Path):
    document = command("variants", "fair", FIRST, "--json").document
    assert (document["floor"], document["floor_bound"], document["price"], document["proven"]) == (
        0.5,
        0.5,
        0,
        True,
    )
    assert command("variants", "fair", FIRST, "--out", tmp_path / "fair").code == Exit.DONE
    assert (tmp_path / "fair" / "schedule.json").exists()


@pytest.mark.parametrize("kind", ["equal", "runs", "fair"])
def test_no_schedule_is_no_variant(command: Command, kind: str, tmp_path: Path):
    ends = [",pinned,barred", ",S-1,S-1", *[",,"] * 7]
    pinned = changed(tmp_path / "pinned", lambda rows: [row + end for row, end in zip(rows, ends, strict=True)])
    done = command("variants", kind, pinned, "--out", tmp_path / "plans")
    assert done.code == Exit.FINDINGS
    assert not (tmp_path / "plans").exists()


def test_a_withdrawal_lets_the_next_in(command: Command, plan: Path, tmp_path: Path):
    assert command("waiting-list", FIRST, plan).out == "Nobody lacks a place.\n"
    crowded = changed(tmp_path / "crowded", lambda rows: [*rows, "p9,leader,function,North,,,data,"])
    waiting = command("waiting-list", crowded, plan, "--json").document
    assert {turn["participants"][0] for turn in waiting["turns"]} == {"p9"}
    in_words = " ".join(command("waiting-list", crowded, plan).out.split())
    assert all(say(f"rule.{rule}", "en") in in_words for rule in waiting["turns"][0]["why"])
    out = tmp_path / "new"
    done = command("waiting-list", crowded, plan, "--with", "drop-person:p2", "--out", out)
    assert done.code == Exit.DONE
    assert "1. p9" in done.out
    assert (out / "schedule.json").exists()


def test_robustness_is_the_same_for_the_same_seed(command: Command, plan: Path):
    words = ["robustness", FIRST, plan, "--absence", "0,1", "--draws", "200", "--seed", "7", "--json"]
    first, second = command(*words), command(*words)
    assert first.out == second.out
    assert first.document["illness"] == {"absence": 0.1, "days": 5, "seed": 7}
    assert sum(risk["people"] for risk in first.document["runs"]) == 16
    assert "200 draws with seed 7" in command(*words[:-1]).out


def test_a_share_above_one_is_wrong_usage(command: Command, plan: Path):
    assert command("robustness", FIRST, plan, "--absence", "5").code == Exit.USAGE


@pytest.mark.parametrize("language", ["da", "sv"])
def test_it_is_said_in_the_readers_language(command: Command, plan: Path, language: str):
    for words in (
        ("replan", FIRST, plan, "--with", "run:P-1=cancelled"),
        ("what-if", FIRST, plan, "--case", "run:P-1=cancelled"),
        ("variants", "runs", FIRST),
        ("waiting-list", FIRST, plan),
        ("robustness", FIRST, plan, "--draws", "20"),
    ):
        ours, english = command(*words, "--lang", language), command(*words)
        assert ours.code == english.code == Exit.DONE
        assert ours.out != english.out
