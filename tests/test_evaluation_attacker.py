"""Somebody who has every report that was given out, and nothing else, narrows nothing that is withheld.

Written apart from the gate. It reads the published JSON only: the cells of the evaluation and the numbers
of people in the evidence of a rubric. Its unknowns are how many people of each level and pairing had answered what
when the first report was given out and what when the second was, answers being only added and people only joining.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from conftest import Command
from evaluation_cases import LEVELS, PILOT, Person, cohort, questionnaire
from rubric_cases import criterion
from scipy.optimize import linprog

from curriculum import Evaluation, load_instruments
from curriculum.evaluation.documents import evaluation_document
from curriculum.evaluation.gap import gaps, gaps_document
from curriculum.evaluation.instruments import Instruments
from curriculum.evaluation.privacy import Published
from curriculum.evaluation.responses import Response, Responses
from curriculum.evaluation.rubrics import Measure, Rubric, evaluate_rubric
from curriculum.evaluation.subjects import Subject
from curriculum.model import Source

FEWEST = 5
PAIRINGS = ("pair", "alone")
ASKED = ("q before", "q after", "r after")
Given = frozenset[str]
ANSWERED = [frozenset(some for some, is_in in zip(ASKED, chosen, strict=True) if is_in)
            for chosen in product((False, True), repeat=3)]  # fmt: skip
COMPLETE = {"q:before-after": {"q before", "q after"}, "r:after": {"r after"}, "q, after": {"q after"}}
RUBRIC = Rubric(
    id="r",
    title="R",
    sources=[Source(id="s", title="S")],
    criteria=[
        criterion("all", "measured", "1", measure=Measure(instrument="q", wave="after")),
        criterion(
            "apart", "measured", "1", measure=Measure(instrument="q", wave="after", between=["middle", "ward"])
        ),
    ],
)


@frozen
class Somebody:
    """Somebody made up: level, pairing, and what had been answered at the first and at the second report."""

    level: str
    pairing: str
    first: Given
    second: Given


def programme(seed: int) -> list[Somebody]:
    """Draw a programme in which few groups are large."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    likely = chance.choice([0.6, 0.8, 0.95])
    late = chance.choice([0.1, 0.3, 0.6])
    found = []
    for _ in range(chance.randint(14, 60)):
        first = frozenset(one for one in ASKED if chance.random() < likely)
        second = first | {one for one in ASKED if chance.random() < late}
        level = chance.choices(LEVELS, [1, chance.choice([1, 4]), 6])[0]
        found.append(Somebody(level, chance.choice(PAIRINGS), first, second))
    return found


def report(people: list[Somebody], *, later: bool, earlier: list[Published]) -> tuple[dict[str, Any], Published]:
    """Return what is given out: an evaluation with a rubric, and its record."""
    roster = {
        f"p{number}": Person(level=one.level, organisation="ABCDEF"[number % 6], paired=one.pairing == "pair")
        for number, one in enumerate(people)
    }
    leaders = cohort(roster)
    answers = [
        Response(participant=f"p{number}", instrument=asked[0], item="i", wave=asked[2:], value=1 + number % 7 / 2)
        for number, one in enumerate(people)
        for asked in sorted(one.second if later else one.first)
    ]
    found = Evaluation(
        cohort=leaders,
        responses=Responses(answers),
        instruments=Instruments([questionnaire(), evolve(questionnaire(), id="r")]),
        earlier=earlier,
    )
    judged = evaluate_rubric(
        RUBRIC,
        cohort=found.cohort,
        responses=found.responses,
        instruments=found.instruments,
        earlier=earlier,
        beside=found.beside,
    )
    document = {**evaluation_document(found), "rubric": judged.document()}
    release = found.release.joined(judged.release) if judged.release else found.release
    return json.loads(json.dumps(document)), release.published("x")


class Attacker:
    """Somebody who puts all reports into one linear programme."""

    def __init__(self, documents: list[dict[str, Any]]) -> None:
        times = [(first, second) for first in ANSWERED for second in ANSWERED if first <= second]
        join = [(None, second) for second in ANSWERED]
        kinds = [*LEVELS, "-"]
        self.atoms = [
            (level, pairing, *time)
            for level, pairing, time in product(kinds, (*PAIRINGS, "key-person"), [*times, *join])
        ]
        self.rows: list[np.ndarray] = []
        self.known: list[float] = []
        self.withheld: list[tuple[int, dict[str, str]]] = []
        self.told: list[dict[tuple[tuple[str, str], ...], float]] = []
        for number, document in enumerate(documents):
            self.told.append({})
            for group, people in _cells(document):
                if people is None:
                    self.withheld.append((number, group))
                else:
                    self.told[-1][tuple(sorted(group.items()))] = people
                    self.rows.append(self.row(number, group))
                    self.known.append(people)

    def row(self, report: int, group: dict[str, str]) -> np.ndarray:
        """Return whom of all atoms a group of a report holds."""
        return np.array([float(self._is_in(atom, report, group)) for atom in self.atoms])

    @staticmethod
    def _is_in(atom: tuple[Any, ...], report: int, group: dict[str, str]) -> bool:
        level, pairing, given = atom[0], atom[1], atom[2 + report]
        if given is None or group.get("level", level) != level or group.get("pairing", pairing) != pairing:
            return False
        if "answered" not in group:
            return True
        return (COMPLETE[group["measurement"]] <= given) == (group["answered"] == "complete")

    def ends(self, aim: np.ndarray) -> tuple[float, float]:
        """Return the smallest and the largest value that the documents leave open."""
        least = np.array([self.row(number, group) for number, group in self.withheld])
        found = [
            linprog(
                sign * aim,
                A_eq=np.array(self.rows),
                b_eq=np.array(self.known),
                A_ub=-least if self.withheld else None,
                b_ub=-np.ones(len(least)) if self.withheld else None,
                bounds=(0, 1_000),
                method="highs",
            )
            for sign in (1, -1)
        ]
        assert found[0].status == found[1].status == 0  # what was published does not contradict itself
        return found[0].fun, -found[1].fun

    def narrow(self) -> Iterator[tuple[object, ...]]:
        """Yield what is narrowed to fewer than five values: a withheld group, or the few who have come to one."""
        for number, group in self.withheld:
            low, high = self.ends(self.row(number, group))
            if high - low < FEWEST - 1e-6:
                yield number, group, low, high
        groups = [group for number, group in self.withheld if number == len(self.told) - 1]
        groups += [dict(key) for key in self.told[-1]]
        for group in groups if len(self.told) > 1 else []:
            if group.get("answered") == "complete":
                low, high = self.ends(self.row(1, group) - self.row(0, group))
                if high - low < FEWEST - 1e-6 and high > 1e-6 and low < FEWEST - 1e-6:
                    yield "came", group, low, high


def _cells(document: dict[str, Any]) -> Iterator[tuple[dict[str, str], int | None]]:
    """Yield the groups that a document tells of, with their number of people where it is told."""
    for cell in document["cells"]:
        if {*cell["group"]} <= {"measurement", "answered", "level", "pairing"}:
            yield cell["group"], cell.get("people")
    for result in document["rubric"]["criteria"]:
        for item in (item for one in result["evidence"] if one["kind"] == "data" for item in one["items"]):
            what, _, people = item.rpartition(": ")
            level = what.removeprefix("q, after").strip()
            yield (
                {"measurement": "q, after", "answered": "complete", **({"level": level} if level else {})},
                int(people),
            )


def exposed(seed: int) -> list[tuple[object, ...]]:
    """Return what an attacker learns from the first report of a programme, and from both."""
    people = programme(seed)
    first, record = report(people, later=False, earlier=[])
    second, _ = report(people, later=True, earlier=[record])
    return [*Attacker([first]).narrow(), *Attacker([first, second]).narrow()]


@pytest.mark.parametrize("seed", [0, 1, 2, 48])
def test_an_attacker_with_two_reports_of_two_instruments_and_a_rubric_narrows_nothing(seed: int):
    assert exposed(seed) == []


def test_the_attacker_is_able_to_attack():
    """Without the record of the first report the second exposes somebody in some of these programmes."""

    def naive(seed: int) -> bool:
        people = programme(seed)
        documents = [report(people, later=later, earlier=[])[0] for later in (False, True)]
        return bool(list(Attacker(documents).narrow()))

    assert any(naive(seed) for seed in range(6))


@pytest.mark.parametrize("beside", [True, False])
def test_a_rubric_does_not_compare_nearly_the_groups_that_are_compared_already(*, beside: bool):
    """All in pairs and one alone are in organisation A: both comparisons together would tell of that one."""
    roster = {
        f"p{number}": Person(
            level="ward" if number < 11 else "middle", organisation="A" if number < 12 else "B", paired=number < 11
        )
        for number in range(24)
    }
    answers = [
        Response(participant=name, instrument="q", item="i", wave=wave, value=1 + number % 5)
        for number, name in enumerate(roster)
        for wave in ("before", "after")
    ]
    found = Evaluation(
        cohort=cohort(roster), responses=Responses(answers), instruments=Instruments([questionnaire()])
    )
    change = {"instrument": "q", "wave": "after", "since": "before"}
    measures = [Measure(**change, attribute="organisation", between=["A", "B"])]
    if not beside:
        measures.append(Measure(**change, attribute="level", between=["ward", "middle"]))
    rubric = evolve(
        RUBRIC, criteria=[criterion(f"c{n}", "measured", "1", measure=one) for n, one in enumerate(measures)]
    )
    given = {"cohort": found.cohort, "responses": found.responses, "instruments": found.instruments}
    alone = evaluate_rubric(evolve(rubric, criteria=rubric.criteria[:1]), **given)
    assert alone.of("c0").state in {"met", "not-met"}
    together = evaluate_rubric(rubric, **given, beside=found.beside if beside else None)
    assert {one.state for one in together.criteria} == {"withheld"}


HEAD = "participant,instrument,item,wave,value\n"
MINE = """schema = 1
[rubric]
id = "mine"
title = "Mine"
license = "CC0-1.0"
[[sources]]
id = "own"
title = "Own"
[[criteria]]
id = "after"
title = "After"
kind = "measured"
measure = { instrument = "nomad", wave = "after" }
source = "own"
levels = [{ id = "no", title = "no" }, { id = "yes", title = "yes", at_least = 3 }]
"""


def test_a_rubric_given_out_with_an_evaluation_makes_one_entry_in_the_record(command: Command, tmp_path: Path):
    change = MINE.replace('wave = "after"', 'wave = "after", since = "before"')
    (tmp_path / "mine.toml").write_text(change, encoding="utf-8")
    words = ("evaluate", PILOT, "--responses", PILOT / "responses.csv", "--rubric", tmp_path / "mine.toml")
    done = command(*words, "--out", tmp_path / "out", "--json")
    (criterion_now,) = done.document["rubric"]["criteria"]
    assert criterion_now["state"] in {"met", "not-met"}
    (entry,) = json.loads((tmp_path / "out" / "published.json").read_text(encoding="utf-8"))["reports"]
    shown = {tuple(map(tuple, cell["key"])): cell["count"] for cell in entry["shown"]}
    told = int(criterion_now["evidence"][0]["items"][0].rpartition(": ")[2])
    assert shown[(("nomad:before-after", "complete"),)] == told
    hidden = {tuple(map(tuple, key)) for key in entry["withheld"]}
    assert hidden
    assert hidden.isdisjoint(shown)


def test_a_rubric_does_not_tell_of_the_few_by_whom_it_differs_from_the_effects(command: Command, tmp_path: Path):
    """Three people answered afterwards only: both means with both numbers of people would tell of the three."""
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    lines = (PILOT / "responses.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    asked: dict[str, set[str]] = {"before": set(), "after": set()}
    for row in (line.split(",") for line in lines[1:]):
        if row[1] == "nomad":
            asked[row[3]].add(row[0])
    both, once = asked["before"] & asked["after"], asked["after"] - asked["before"]
    late = set(sorted(both)[:3])
    left = [
        line
        for line in lines
        if not (line.split(",")[0] in late and ",before," in line) and line.split(",")[0] not in once
    ]
    (tmp_path / "answers.csv").write_text("".join(left), encoding="utf-8")
    words = (
        "evaluate",
        PILOT,
        "--responses",
        tmp_path / "answers.csv",
        "--rubric",
        tmp_path / "mine.toml",
        "--json",
    )
    document = command(*words).document
    assert document["answers"][0]["people"] == len(both) - 3
    assert document["rubric"]["criteria"][0]["state"] == "withheld"


def gap_report(
    people: list[Somebody], *, later: bool, earlier: list[Published]
) -> tuple[dict[str, Any], Published]:
    form = load_instruments().find("gap")
    assert form is not None
    chance = random.Random(1)  # noqa: S311 - no secret
    given = [number for number, one in enumerate(people) if "q after" in (one.second if later else one.first)]
    answers = [
        Response(
            participant=f"p{number}", instrument="gap", item=item.id, wave="before", value=chance.randint(1, 5)
        )
        for number in given
        for item in form.items_of()
    ]
    who = {
        f"p{number}": Subject(organisation=one.level, level="top" if one.pairing == "pair" else "low")
        for number, one in enumerate(people)
    }
    found = gaps(Responses(answers), form, "before", who, top="top", earlier=earlier)
    return json.loads(json.dumps(gaps_document(found))), found.release.published("x")


@pytest.mark.parametrize("seed", range(40))
def test_gaps_of_organisations_expose_nobody_in_one_report_or_two(seed: int):
    """Unknown are the people of each organisation then and now; known are the numbers that are printed."""
    people = programme(seed)
    first, record = gap_report(people, later=False, earlier=[])
    second, _ = gap_report(people, later=True, earlier=[record])
    names = [one["organisation"] for one in second["gaps"] if one["organisation"]]
    size = len(names)
    rows, known, least = [], [], []
    for number, document in enumerate((first, second)):
        for one in document["gaps"]:
            row = np.zeros(2 * size)
            inside = range(size) if one["organisation"] is None else [names.index(one["organisation"])]
            row[[number * size + place for place in inside]] = 1
            if one["people"] is not None:
                rows.append(row)
                known.append(one["people"])
                assert one["people"] == 0 or one["people"] >= FEWEST
            else:
                least.append(row)
        for name in set(names) - {one["organisation"] for one in document["gaps"]}:
            rows.append(np.eye(2 * size)[number * size + names.index(name)])
            known.append(0)
    grown = [np.eye(2 * size)[place] - np.eye(2 * size)[size + place] for place in range(size)]
    limits = np.array([*(-row for row in least), *grown])
    most = np.array([-1.0] * len(least) + [0.0] * size)

    def width(aim: np.ndarray) -> tuple[float, float]:
        given = {"A_eq": np.array(rows), "b_eq": np.array(known)} if rows else {}
        found = [
            linprog(sign * aim, A_ub=limits, b_ub=most, bounds=(0, 1_000), method="highs", **given)
            for sign in (1, -1)
        ]
        assert found[0].status == found[1].status == 0
        return found[0].fun, -found[1].fun

    for row in least:
        low, high = width(row)
        assert high - low >= FEWEST - 1e-6
    for row in grown:
        low, high = width(-row)
        assert high - low >= FEWEST - 1e-6 or high < 1e-6 or low >= FEWEST - 1e-6
