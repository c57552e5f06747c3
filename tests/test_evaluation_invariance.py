"""What must change nothing changes nothing, all the way through the command; what is missing lowers nothing."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from evaluation_cases import PILOT

from curriculum import load_instruments

CATALOG = Path(__file__).parents[1] / "plugins/curriculum-midtjylland/src/curriculum_midtjylland" / "catalog.toml"
UNRELATED = (
    '\n[[modules]]\nid = "unrelated"\nkind = "elective"\ntitle = "Unrelated"\nhours = 3.5\nsource = "{source}"\n'
)
ID = re.compile(r"\bp\d{3}\b")


@pytest.fixture
def pilot(tmp_path: Path) -> Path:
    """Return the pilot with a catalog of its own, in which electives take different hours."""
    folder = tmp_path / "pilot"
    shutil.copytree(PILOT, folder)
    catalog = CATALOG.read_text(encoding="utf-8")
    start = catalog.index('id = "development"')
    (folder / "catalog.toml").write_text(
        catalog[:start] + catalog[start:].replace("hours = 6.0", "hours = 14.0", 1), encoding="utf-8"
    )
    settings = (folder / "cohort.toml").read_text(encoding="utf-8")
    named = settings.replace('participants = "p', 'catalog = "catalog.toml"\nparticipants = "p')
    (folder / "cohort.toml").write_text(named, encoding="utf-8")
    return folder


def evaluated(command: Command, folder: Path, *words: object) -> dict[str, Any]:
    done = command("evaluate", folder, "--responses", folder / "responses.csv", "--json", *words)
    assert done.code == 0
    document: dict[str, Any] = done.document
    return document


def test_the_dose_varies_in_what_follows(command: Command, pilot: Path):
    (dose,) = [one for one in evaluated(command, pilot)["answers"] if one["by"] == "dose"]
    assert len(dose["groups"]) > 1
    assert dose["estimate"]["value"] is not None


def test_other_ids_and_files_in_another_order_change_no_result(command: Command, pilot: Path):
    before = evaluated(command, pilot)
    chance = random.Random(1)  # noqa: S311 - no secret
    ids = sorted(set(ID.findall((pilot / "participants.csv").read_text(encoding="utf-8"))))
    others = dict(zip(ids, chance.sample([f"z{number:03}" for number in range(len(ids))], len(ids)), strict=True))
    for name in ("participants.csv", "responses.csv", "runs.csv", "schedule.json"):
        text = ID.sub(lambda found: others[found.group()], (pilot / name).read_text(encoding="utf-8"))
        if name.endswith(".csv"):
            head, *rows = text.splitlines()
            text = "\n".join([head, *chance.sample(rows, len(rows))]) + "\n"
        (pilot / name).write_text(text, encoding="utf-8")
    assert evaluated(command, pilot) == before


def test_a_module_that_has_nothing_to_do_with_it_changes_no_result(command: Command, pilot: Path):
    before = evaluated(command, pilot)
    catalog = (pilot / "catalog.toml").read_text(encoding="utf-8")
    source = re.search(r'^source = "(.+)"', catalog, re.MULTILINE)
    assert source
    (pilot / "catalog.toml").write_text(catalog + UNRELATED.format(source=source[1]), encoding="utf-8")
    assert evaluated(command, pilot) == before


INSTRUMENT = """schema = 1
id = "own"
title = "Own"
version = "1"
source = "us"
license = "CC0-1.0"
answers = {{ low = {low}, high = {high} }}
constructs = [{{ id = "c", title = "C" }}]
items = [{{ id = "i", construct = "c" }}, {{ id = "j", construct = "c" }}]
reversed = ["j"]
"""


def test_another_scale_changes_no_standardised_result(command: Command, pilot: Path):
    """The same answers from 1 to 5 and from 0 to 100."""
    ids = ID.findall((pilot / "participants.csv").read_text(encoding="utf-8"))
    documents = []
    for low, high, step in ((1, 5, 1), (0, 100, 25)):
        chance = random.Random(4)  # noqa: S311 - no secret
        (pilot / "own.toml").write_text(INSTRUMENT.format(low=low, high=high), encoding="utf-8")
        rows = [
            f"{who},own,{item},{wave},{low + step * chance.randint(*ends)}"
            for who in dict.fromkeys(ids)
            for wave, up in (("before", 0), ("after", 1))
            for item, ends in (("i", (up, 3 + up)), ("j", (1 - up, 4 - up)))
        ]
        text = "participant,instrument,item,wave,value\n" + "\n".join(rows) + "\n"
        (pilot / "responses.csv").write_text(text, encoding="utf-8")
        documents.append(evaluated(command, pilot, "--instrument", pilot / "own.toml"))
    narrow, wide = (document["answers"] for document in documents)
    assert [one["by"] for one in narrow] == [one["by"] for one in wide]
    assert any(one["standardised"] for one in narrow)
    for one, other in zip(narrow, wide, strict=True):
        for name in ("people", "strength", "p", "adjusted_p", "df", "standardised", "wild_bootstrap"):
            assert one[name] == other[name], name
        if one["estimate"] and one["estimate"]["value"] is not None:
            assert other["estimate"]["value"] == pytest.approx(25 * one["estimate"]["value"], rel=2e-3)


def test_a_missing_input_never_lowers_a_rubric_silently(command: Command, pilot: Path):
    """Without the schedule, then without the answers: the interval widens, and says what is missing."""
    whole = evaluated(command, pilot, "--rubric", "programme-design")["rubric"]
    training = evaluated(command, pilot, "--rubric", "training-evaluation")["rubric"]
    few = pilot / "few.csv"
    lines = (pilot / "responses.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    form = load_instruments().find("training")
    assert form is not None
    used = [f",training,{item.id}," for item in form.items_of("use")]
    left = [line for line in lines if not any(asked in line for asked in used)]
    assert len(left) < len(lines)
    few.write_text("".join(left), encoding="utf-8")
    part = command("evaluate", pilot, "--responses", few, "--rubric", "training-evaluation", "--json").document[
        "rubric"
    ]
    none = command("evaluate", pilot, "--rubric", "training-evaluation", "--json").document["rubric"]
    (pilot / "schedule.json").unlink()
    without = evaluated(command, pilot, "--rubric", "programme-design")["rubric"]
    for known, less in ((whole, without), (training, part), (training, none)):
        assert less["total"][0] <= known["total"][0] <= known["total"][1] <= less["total"][1]
        for now, then in zip(known["criteria"], less["criteria"], strict=True):
            if then["state"] != now["state"]:
                assert then["state"] in {"not-assessed", "missing-data", "withheld"}
                assert then["reason"]
    assert json.dumps(none).count("not-assessed") > 0
