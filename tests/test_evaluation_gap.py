"""The gap between strategy and practice, held against intervals by hand and against the gate."""

from __future__ import annotations

import csv
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scipy import stats

from curriculum.evaluation.gap import Gaps, gaps, gaps_document, gaps_text
from curriculum.evaluation.responses import Response, Responses
from curriculum.evaluation.subjects import Subject
from curriculum.files.instruments import load_instruments

if TYPE_CHECKING:
    from conftest import Command

FORM = load_instruments().find("gap")
NOMAD = load_instruments().find("nomad")
BORAS = Path(__file__).parents[1] / "examples" / "boras-network"


def people(sizes: dict[tuple[str, str], int]) -> dict[str, Subject]:
    return {
        f"{organisation}-{level}-{number}": Subject(organisation=organisation, level=level)
        for (organisation, level), size in sizes.items()
        for number in range(size)
    }


def answers(subjects: dict[str, Subject], strategic: dict[str, float], names: dict[str, str]) -> Responses:
    return Responses(
        Response(
            participant=names.get(name, name),
            instrument="gap",
            item=item.id,
            wave="before",
            value=strategic[name] if item.construct == "strategic" else 2.0,
        )
        for name in subjects
        for item in FORM.items_of()
    )


def found(
    sizes: dict[tuple[str, str], int], rename: str = ""
) -> tuple[Gaps, dict[str, Subject], dict[str, float]]:
    subjects = people(sizes)
    draw = random.Random(5)  # noqa: S311 - no secret
    strategic = {name: float(draw.randint(2, 5)) for name in subjects}
    names = {name: f"{rename}{name}" for name in subjects}
    renamed = {names[name]: subject for name, subject in subjects.items()}
    made = gaps(answers(subjects, strategic, names), FORM, "before", renamed, top="top")
    return made, subjects, strategic


SIZES = {("a", "top"): 6, ("a", "low"): 8, ("b", "top"): 7, ("b", "low"): 9}


def test_gaps_and_their_intervals_are_those_of_the_textbook():
    made, subjects, strategic = found(SIZES)
    assert [(one.organisation, one.people) for one in made.all] == [(None, 30), ("a", 14), ("b", 16)]
    for one in made.all:
        mine = {name: s for name, s in subjects.items() if one.organisation in {None, s.organisation}}
        values = [strategic[name] - 2 for name in mine]
        limits = stats.ttest_1samp(values, 0).confidence_interval()
        assert (one.gap.low, one.gap.high) == pytest.approx((limits.low, limits.high))
        top, low = ([strategic[name] for name, s in mine.items() if s.level == level] for level in ("top", "low"))
        limits = stats.ttest_ind(top, low, equal_var=False).confidence_interval()
        assert (one.between_levels.low, one.between_levels.high) == pytest.approx((limits.low, limits.high))


def test_people_who_all_say_the_same_give_a_gap_and_no_interval():
    """That they agree does not make their mean exact."""
    subjects = people(SIZES)
    alike = answers(subjects, dict.fromkeys(subjects, 3.1), {})
    made = gaps(alike, FORM, "before", subjects, top="top")
    for one in made.all:
        assert (one.gap.value, one.gap.low, one.gap.reason) == (pytest.approx(1.1), None, "no-variation")
    assert re.search(r"all +30 +\+1\.10 ", gaps_text(made))


def test_a_small_organisation_is_withheld_and_one_beside_it():
    made, _, _ = found({**SIZES, ("c", "low"): 3})
    shown = {one.organisation: one.people for one in made.all}
    assert shown["c"] is None
    assert sum(people is None for people in shown.values()) >= 2


def test_a_small_level_keeps_the_difference_between_levels_back():
    made, _, _ = found({**SIZES, ("a", "top"): 3})
    organisation = next(one for one in made.all if one.organisation == "a")
    assert organisation.between_levels is None


def test_other_names_change_nothing():
    assert gaps_document(found(SIZES)[0]) == gaps_document(found(SIZES, rename="z")[0])


def test_numbers_are_written_as_the_language_writes_them():
    made, _, strategic = found(SIZES)
    size = f"{sum(strategic.values()) / len(strategic) - 2:+.2f} ["
    assert size in gaps_text(made)
    for language in ("da", "sv"):
        assert size.replace(".", ",") in gaps_text(made, language)
        assert not re.search(r"\d\.\d", gaps_text(made, language))


def test_an_instrument_that_does_not_ask_about_both_sides_is_refused():
    with pytest.raises(ValueError, match="strategy"):
        gaps(Responses([]), NOMAD, "before", {}, top=None)


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_command_shows_the_network_of_boras(command: Command, tmp_path: Path, language: str):
    with (BORAS / "participants.csv").open(encoding="utf-8") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    path = tmp_path / "svar.csv"
    rows = [f"{name},gap,{item.id},before,{1 + n % 5}" for n, name in enumerate(ids) for item in FORM.items_of()]
    path.write_text("\n".join(["participant,instrument,item,wave,value", *rows]) + "\n", encoding="utf-8")
    done = command("gap", BORAS, "--responses", path, "--lang", language)
    document = command("gap", BORAS, "--responses", path, "--json").document
    assert done.code == 0
    assert document["gaps"][0]["people"] == len(ids)
    assert all(one["organisation"] in done.out for one in document["gaps"][1:])


def test_nobody_answered_is_told_as_nothing():
    made = gaps(Responses([]), FORM, "before", {}, top=None)
    assert [one.people for one in made.all] == [0]
    assert gaps_text(made) == "There are no answers about both strategy and practice from this time.\n"
