"""``curriculum compare --rubric``: what caused each difference, the ranking, and results that were saved."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from folders import refused
from rubric_cases import EVERY_KIND, answers, catalog, evaluated, everything, module, ratings

from curriculum.evaluation.rubrics import compare_results
from curriculum.files import dump_catalog
from curriculum.files.rubric_result import as_saved, load_rubric_result
from curriculum.messages import LANGUAGES

if TYPE_CHECKING:
    from conftest import Command

DESIGN = ("--rubric", "programme-design")
PILOT = Path(__file__).parents[1] / "examples/midtjylland-pilot"


def versions(folder: Path) -> tuple[Path, Path]:
    """Write two versions of a catalog; only in the second does everybody carry out a trial action."""
    basis = module("b1"), module("b2", "b1")
    designs = [
        catalog(*basis, *(module(name, "b2", trial=trial) for name in ("e1", "e2"))) for trial in (False, True)
    ]
    paths = folder / "old.toml", folder / "new.toml"
    for path, design in zip(paths, designs, strict=True):
        dump_catalog(design, path)
    return paths


def saved(folder: Path, document: Any) -> Path:
    path = folder / f"saved-{len(list(folder.iterdir()))}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "inputs",
    [
        everything(),
        {},
        {**everything(), "ratings": ratings("a:l1", "b:", "c:not-applicable")},
        {**everything(), "ratings": ratings("a:not-applicable", "b:not-applicable", "c:not-applicable", "d!:l2")},
        {**everything(), "responses": answers(3)},
        {**everything(), "imported": []},
    ],
)
def test_a_result_that_was_saved_is_read_as_it_was(inputs: dict[str, Any]):
    result = evaluated(EVERY_KIND, **inputs)
    read = as_saved(result)
    assert {**read.document(), "agreement": None} == {**result.document(), "agreement": None}
    assert (read.total, read.ungated, read.rubric) == (result.total, result.ungated, result.rubric)


def test_two_versions_are_held_against_each_other_and_the_cause_is_told(command: Command, tmp_path: Path):
    old, new = versions(tmp_path)
    document = command("compare", old, new, *DESIGN, "--json").document
    (difference,) = document["comparison"]["differences"]
    assert (difference["criterion"], difference["cause"]) == ("trial-actions", "evidence")
    totals = document["comparison"]["totals"]
    assert difference["share"][0] == pytest.approx(totals[1][0] - totals[0][0])
    assert [one["name"] for one in document["ranking"]["order"]] == [str(new), str(old)]
    assert sum(document["ranking"]["first"].values()) <= 1
    said = {language: command("compare", old, new, *DESIGN, "--lang", language).out for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert all(str(new) in text for text in said.values())


def test_what_was_saved_with_ratings_and_answers_compares_as_from_python(command: Command, tmp_path: Path):
    results = [
        evaluated(EVERY_KIND, **{**everything(), "ratings": ratings(*words)}) for words in (["a:l2"], ["a:l1"])
    ]
    files = [saved(tmp_path, one.document()) for one in results]
    document = command("compare", *files, "--json").document
    expected = compare_results(
        *(evolve(as_saved(one), subject=str(file)) for one, file in zip(results, files, strict=True))
    )
    assert document["comparison"] == json.loads(json.dumps(expected.document()))
    assert [one["cause"] for one in document["comparison"]["differences"]] == ["value"]


def test_what_evaluate_writes_is_compared_and_several_are_ranked(command: Command, tmp_path: Path):
    words = ("evaluate", PILOT, "--responses", PILOT / "responses.csv", "--rubric", "training-evaluation")
    assert command(*words, "--out", tmp_path / "out").code == 0
    whole = saved(tmp_path, command(*words, "--json").document)
    alone = tmp_path / "out" / "rubric.json"
    document = command("compare", alone, whole, "--json").document
    assert document["comparison"]["differences"] == []
    three = command("compare", alone, whole, alone, "--json").document
    assert three["comparison"] is None
    assert len({one["name"] for one in three["ranking"]["order"]}) == 3
    mixed = command("compare", alone, PILOT, "--rubric", "training-evaluation", "--json").document
    assert {one["cause"] for one in mixed["comparison"]["differences"]} == {"knowledge"}


def test_points_and_totals_are_never_taken_from_the_file(tmp_path: Path):
    result = evaluated(EVERY_KIND, **everything())
    document = result.document()
    document["total"] = document["ungated"] = [1.0, 1.0]
    for one in document["criteria"]:
        one["points"] = one["points"] and [1.0, 1.0]
    assert load_rubric_result(saved(tmp_path, document)).total == result.total


def test_another_version_of_the_rubric_is_the_cause_and_nothing_is_ranked(command: Command, tmp_path: Path):
    heavier = evolve(EVERY_KIND, criteria=[evolve(EVERY_KIND.criteria[0], weight=7), *EVERY_KIND.criteria[1:]])
    files = [saved(tmp_path, evaluated(by, **everything()).document()) for by in (EVERY_KIND, heavier)]
    done = command("compare", *files, "--json")
    assert done.document["ranking"] is None
    assert [one["cause"] for one in done.document["comparison"]["differences"]] == ["rubric"]
    assert "not-ranked" in command("compare", *files).err


@pytest.mark.parametrize(
    "change",
    [
        lambda one: one.clear(),
        lambda one: one.pop("definition"),
        lambda one: one["criteria"].pop(),
        lambda one: one["criteria"][0].update(state="splendid"),
        lambda one: one["criteria"][0].update(level="nowhere"),
        lambda one: one["criteria"][0].update(value=[2, 1]),
    ],
)
def test_what_is_no_result_is_refused(tmp_path: Path, change: Any):
    document = evaluated(EVERY_KIND, **everything()).document()
    change(document)
    assert [one.code for one in refused(load_rubric_result, saved(tmp_path, document))] == ["no-rubric-result"]


def test_a_fault_in_the_saved_rubric_is_told_with_its_place(tmp_path: Path):
    document = evaluated(EVERY_KIND, **everything()).document()
    document["definition"]["criteria"][0]["weight"] = -1
    (finding,) = refused(load_rubric_result, saved(tmp_path, document))
    assert (finding.code, finding.where) == ("bad-amount", "criteria[0].weight")


@pytest.mark.parametrize(
    ("words", "finding"),
    [(["a", "b", "c"], "two-at-a-time"), (["FILE", "b"], "which-rubric")],
)
def test_wrong_words_are_told(command: Command, tmp_path: Path, words: list[str], finding: str):
    file = str(saved(tmp_path, {}))
    done = command("compare", *(word.replace("FILE", file) for word in words), "--json")
    assert (done.code, done.codes) == (2, [finding])
