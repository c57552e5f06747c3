"""``curriculum evaluate --rubric``: a design alone, or with answers, ratings and scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Command

EXAMPLE = Path(__file__).parents[1] / "examples/midtjylland-pilot"


def test_a_design_alone_is_evaluated_and_its_total_is_an_interval(command: Command):
    done = command("evaluate", "midtjylland", "--rubric", "programme-design", "--json")
    result = done.document["rubric"]
    assert (done.code, result["subject"]) == (0, "midtjylland:ledelse-i-digitalisering")
    states = {one["criterion"]: one["state"] for one in result["criteria"]}
    assert (states["practice-between-sessions"], states["top-level-present"]) == ("met", "missing-data")
    assert result["total"][0] < result["total"][1]


def test_answers_and_a_rubric_come_in_one_document(command: Command):
    words = ("evaluate", EXAMPLE, "--responses", EXAMPLE / "responses.csv", "--json")
    document = command(*words, "--rubric", "training-evaluation").document
    assert document.keys() - command(*words).document.keys() == {"rubric"}
    assert document["rubric"]["gates"][0]["verdict"] in {"passed", "failed", "open"}


def test_ratings_and_scores_are_read_and_comments_stay_private(command: Command, tmp_path: Path):
    (tmp_path / "ratings.csv").write_text(
        "rater,criterion,level,comment\na,sensing,tried,hopeless\nb,sensing,tried,\n", encoding="utf-8"
    )
    (tmp_path / "scores.csv").write_text(
        "criterion,value,source\ndigital-maturity-index,55.5,report\n", encoding="utf-8"
    )
    tables = ("--ratings", tmp_path / "ratings.csv", "--imported", tmp_path / "scores.csv")
    done = command("evaluate", "sormland", "--rubric", "sormland", *tables, "--out", tmp_path / "out", "--json")
    levels = {one["criterion"]: one["level"] for one in done.document["rubric"]["criteria"]}
    assert (levels["sensing"], levels["digital-maturity-index"]) == ("tried", "goal")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()}
    assert sorted(written) == ["rubric.da.txt", "rubric.en.txt", "rubric.json", "rubric.sv.txt"]
    assert not [name for name, text in written.items() if "hopeless" in text]
    assert json.loads(written["rubric.json"]) == done.document["rubric"]


@pytest.mark.parametrize(
    ("words", "code", "finding"),
    [
        (("midtjylland",), 2, "nothing-to-evaluate"),
        (("midtjylland", "--rubric", "programdesign"), 3, "no-such-rubric"),
        (("nowhere", "--rubric", "programme-design"), 3, "no-such-catalog"),
        (("midtjylland", "--rubric", "programme-design", "--ratings", "none.csv"), 3, "no-such-file"),
    ],
)
def test_wrong_words_are_told(command: Command, words: tuple[str, ...], code: int, finding: str):
    done = command("evaluate", *words, "--json")
    assert (done.code, done.codes) == (code, [finding])
