"""The entries of a curriculum guard their own fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest
from attrs import fields_dict, has
from attrs.exceptions import FrozenInstanceError
from refusals import complaints, refused

from curriculum import model
from curriculum.model import (
    Activity,
    ActivityKind,
    Assessment,
    Capacity,
    Choose,
    Competency,
    Coverage,
    Demand,
    Electives,
    Evidence,
    Kind,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Scale,
    Source,
    Step,
    Target,
    as_choose,
)
from curriculum.requisites import NOTHING, One, parse
from curriculum.text import Text

STEPS = [Step(id="low"), Step(id="middle"), Step(id="high")]
ENTRIES: dict[type, dict[str, Any]] = {
    Source: {"title": "..."},
    Level: {},
    Step: {},
    Scale: {"steps": STEPS},
    Competency: {},
    LearningOutcome: {"statement": "..."},
    Activity: {"kind": "case"},
    Assessment: {"kind": "talk"},
    Module: {},
    Programme: {},
}
OTHERS: dict[type, dict[str, Any]] = {
    Capacity: {"maximum": 9},
    Choose: {"minimum": 0, "maximum": 1},
    Electives: {"modules": ["m"], "choose": 1},
    Target: {"competency": "c"},
}


def test_every_class_of_the_model_is_tested_here():
    ours = f"{model.__name__}."
    made = {made for made in vars(model).values() if has(made) and made.__module__.startswith(ours)}
    assert made - {model.Entry} == {*ENTRIES, *OTHERS}


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("name", ["a", "7", "a-", "basis-2", "0--9"])
def test_an_id_is_made_of_small_letters_digits_and_hyphens(entry: type, name: str):
    assert complaints(entry, id=name, **ENTRIES[entry]) == []


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("name", ["", "-a", "A", "å", "a b", "a:b", "a_b", "a\n", " a"])
def test_anything_else_is_no_id(entry: type, name: str):
    assert complaints(entry, id=name, **ENTRIES[entry]) == ["bad-id id"]


@pytest.mark.parametrize(
    ("made", "field", "choices"),
    [(entry, "evidence", Evidence) for entry in ENTRIES]
    + [
        (Target, "evidence", Evidence),
        (Module, "kind", Kind),
        (LearningOutcome, "coverage", Coverage),
        (Activity, "kind", ActivityKind),
        (Scale, "demands", Demand),
    ],
)
def test_a_choice_is_one_of_its_words(made: type, field: str, choices: object):
    good = {"id": "x", **ENTRIES[made]} if made in ENTRIES else OTHERS[made]
    for word in get_args(choices):
        assert complaints(made, **{**good, field: word}) == []
    (finding,) = refused(made, **{**good, field: "other"})
    assert (finding.code, finding.where) == ("bad-choice", field)
    assert finding.values["known"].split(", ") == list(get_args(choices))


@pytest.mark.parametrize(
    ("made", "field"), [(Module, "hours"), (Module, "workload"), (Module, "credits"), (Activity, "hours")]
)
def test_an_amount_is_finite_and_not_below_0(made: type, field: str):
    good = {"id": "x", **ENTRIES[made]}
    for amount in (None, 0, 0.0, 2.5, 1e300):
        assert complaints(made, **good, **{field: amount}) == []
    for amount in (-1e-9, -1, float("inf"), float("nan")):
        assert complaints(made, **good, **{field: amount}) == [f"bad-amount {field}"]


@pytest.mark.parametrize(
    ("minimum", "maximum", "said"),
    [
        (None, None, []),
        (1, 1, []),
        (8, None, []),
        (None, 1_000_000, []),
        (1_000_000, 1_000_000, []),
        (0, 1, ["bad-people minimum"]),
        (None, 0, ["bad-people maximum"]),
        (None, 1_000_001, ["bad-people maximum"]),
        (3, 2, ["minimum-above-maximum minimum"]),
        (0, -1, ["bad-people minimum", "bad-people maximum", "minimum-above-maximum minimum"]),
    ],
)
def test_a_capacity_is_of_people_and_its_minimum_not_above_its_maximum(
    minimum: int | None, maximum: int | None, said: list[str]
):
    assert complaints(Capacity, minimum=minimum, maximum=maximum) == said


@pytest.mark.parametrize(
    ("minimum", "maximum", "said"),
    [
        (0, 0, []),
        (1, 1, []),
        (0, 2, []),
        (2, 1, ["minimum-above-maximum minimum"]),
        (-1, 0, ["bad-amount minimum"]),
        (-1, -2, ["bad-amount minimum", "bad-amount maximum", "minimum-above-maximum minimum"]),
    ],
)
def test_electives_are_chosen_in_numbers_from_0_up(minimum: int, maximum: int, said: list[str]):
    assert complaints(Choose, minimum=minimum, maximum=maximum) == said


@pytest.mark.parametrize("value", [2, {"minimum": 2, "maximum": 2}, Choose(minimum=2, maximum=2)])
def test_one_number_of_electives_is_both_the_fewest_and_the_most(value: object):
    assert as_choose(value) == Choose(minimum=2, maximum=2)


@pytest.mark.parametrize("value", [{"minimum": 1}, {"minimum": 1, "maximum": 2, "most": 3}])
def test_a_table_of_electives_has_both_numbers_and_no_more(value: dict[str, int]):
    with pytest.raises(TypeError):
        as_choose(value)


@pytest.mark.parametrize("table", ["outcomes", "activities", "assessments"])
def test_an_id_stands_for_one_part_of_a_module(table: str):
    part = {"outcomes": LearningOutcome, "activities": Activity, "assessments": Assessment}[table]
    parts = [part(id=name, **ENTRIES[part]) for name in ("a", "b", "a", "a")]
    findings = refused(Module, id="m", **{table: parts})
    assert [(finding.code, finding.where) for finding in findings] == [
        ("duplicate-id", f"{table}[2].id"),
        ("duplicate-id", f"{table}[3].id"),
    ]
    assert {finding.values["first"] for finding in findings} == {f"{table}[0]"}


def test_an_outcome_an_activity_and_an_assessment_may_share_an_id():
    parts = {"outcomes": [LearningOutcome(id="a", statement="...")], "activities": [Activity(id="a", kind="case")]}
    assert complaints(Module, id="m", **parts, assessments=[Assessment(id="a", kind="talk")]) == []


def test_all_faults_of_an_entry_are_told_at_once():
    faults = {"id": "M", "kind": "other", "evidence": "rumour", "hours": -1, "credits": -2}
    assert complaints(Module, **faults) == [
        "bad-id id",
        "bad-choice evidence",
        "bad-choice kind",
        "bad-amount hours",
        "bad-amount credits",
    ]


def test_a_scale_has_at_least_one_step_and_each_once():
    assert complaints(Scale, id="s", steps=STEPS[:1]) == []
    assert complaints(Scale, id="s", steps=[]) == ["no-steps steps"]
    assert complaints(Scale, id="s", steps=[*STEPS, STEPS[0]]) == ["duplicate-id steps[3].id"]


@pytest.mark.parametrize(
    ("step", "rank"),
    [
        ("low", 1),
        ("high", 3),
        ("1", 1),
        ("3", 3),
        ("03", 3),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("", None),
        ("²", None),
        ("top", None),
        ("9" * 5_000, None),
    ],
)
def test_a_step_is_ranked_by_its_id_or_its_position(step: str, rank: int | None):
    assert Scale(id="s", steps=STEPS).rank(step) == rank


def test_a_steps_id_goes_before_a_position():
    scale = Scale(id="s", steps=[Step(id="3"), Step(id="2"), Step(id="1")])
    assert [scale.rank(step) for step in "123"] == [3, 2, 1]


def test_requirements_are_read_from_expressions():
    module = Module(id="m", requires="a & b", strict_corequires=One("c"))
    assert module.requires == parse("a & b")
    assert (module.corequires, module.strict_corequires) == (NOTHING, One("c"))
    assert complaints(Module, id="m", requires="a &") == ["requirement-syntax"]


def test_texts_and_lists_are_read_from_what_is_easy_to_write():
    competency = Competency(id="c", title="Etik", description={"en": "..."}, same_as=["uri"])
    assert (competency.title, competency.description) == (Text({"": "Etik"}), Text({"en": "..."}))
    assert (competency.same_as, competency.note) == (("uri",), None)


@pytest.mark.parametrize(
    ("made", "field"), [(Programme, "basis"), (Programme, "audience"), (Competency, "same_as")]
)
def test_a_text_is_not_taken_for_a_list(made: type, field: str):
    with pytest.raises(TypeError, match="not the text"):
        made(id="x", **{field: "abc"})


def test_a_programme_lists_its_modules_basis_first():
    electives = Electives(modules=["e", "f"], choose={"minimum": 1, "maximum": 2})
    programme = Programme(id="p", basis=["b", "a"], electives=electives)
    assert programme.elective_ids == ("e", "f")
    assert programme.module_ids == ("b", "a", "e", "f")
    assert programme.choose == Choose(minimum=1, maximum=2)


def test_a_programme_without_electives_owes_none():
    programme = Programme(id="p", basis=["b"])
    assert (programme.elective_ids, programme.module_ids) == ((), ("b",))
    assert programme.choose == Choose(minimum=0, maximum=0)


@pytest.mark.parametrize("made", [*ENTRIES, *OTHERS])
def test_what_is_made_stays_as_it_is_and_is_compared_by_value(made: Callable[..., Any]):
    good = {"id": "x", **ENTRIES[made]} if made in ENTRIES else OTHERS[made]
    thing = made(**good)
    for name in fields_dict(made):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, name, None)
    assert thing == made(**good)
    assert len({thing, made(**good)}) == 1
    with pytest.raises(TypeError):
        made(*good.values())
