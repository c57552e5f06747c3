"""Where each check begins: one step on either side."""

from __future__ import annotations

import pytest

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, chosen
from curriculum.checks.walking import avoidable, before, certain, conjunction
from curriculum.model import (
    Activity,
    Assessment,
    Capacity,
    Competency,
    Electives,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Target,
)
from curriculum.requisites import parse


def codes(catalog: Catalog, *select: str) -> list[str]:
    return [finding.code for finding in check(catalog, checks=chosen(CHECKS, select))]


def one(**fields: object) -> Catalog:
    return Catalog(
        id="mine", competencies=[Competency(id="c", scale="dreyfus")], modules=[Module(id="a", **fields)]
    )


def outcome(**fields: object) -> LearningOutcome:
    return LearningOutcome(id="o", statement="plan", **fields)


@pytest.mark.parametrize(("per_credit", "found"), [(24.9, 1), (25, 0), (30, 0), (30.1, 1)])
def test_a_credit_is_25_to_30_hours(per_credit: float, found: int):
    assert codes(one(workload=per_credit * 7.5, credits=7.5), "LOD004") == ["LOD004"] * found
    assert codes(one(workload=per_credit, credits=0.0), "LOD004") == []


@pytest.mark.parametrize(("hours", "found"), [(3.0, 0), (2.9, 1), (None, 0)])
def test_hours_are_compared_with_what_is_done_in_contact(hours: float | None, found: int):
    activities = [
        Activity(id="a", kind="lecture", hours=1.1),
        Activity(id="b", kind="case", hours=1.9),
        Activity(id="c", kind="practice", hours=9),
    ]
    assert codes(one(hours=hours, activities=activities), "LOD001") == ["LOD001"] * found


@pytest.mark.parametrize(("workload", "found"), [(10.0, 0), (9.9, 1), (None, 0)])
def test_workload_is_compared_with_contact_and_work_at_home(workload: float | None, found: int):
    activities = [Activity(id="c", kind="trial-action", hours=4)]
    assert codes(one(hours=6, workload=workload, activities=activities), "LOD002") == ["LOD002"] * found


@pytest.mark.parametrize(("count", "found"), [(8, 0), (9, 1)])
def test_eight_outcomes_are_not_too_many(count: int, found: int):
    outcomes = [LearningOutcome(id=f"o{number}", statement="plan") for number in range(count)]
    assert codes(one(outcomes=outcomes), "LOD003") == ["LOD003"] * found


@pytest.mark.parametrize(
    ("step", "found"), [("competent", 0), ("proficient", 1), ("expert", 1), ("3", 0), (None, 0)]
)
def test_three_steps_are_no_leap(step: str | None, found: int):
    assert codes(one(outcomes=[outcome(competency="c", reaches=step)]), "LVL001") == ["LVL001"] * found


def test_a_leap_is_measured_from_what_comes_before():
    first = Module(id="a", outcomes=[outcome(competency="c", reaches="novice")])
    second = Module(id="b", requires="a", outcomes=[outcome(competency="c", reaches="proficient")])
    catalog = Catalog(id="mine", competencies=[Competency(id="c", scale="dreyfus")], modules=[first, second])
    assert codes(catalog, "LVL001") == []


@pytest.mark.parametrize(
    ("level", "found"), [("solo:4", 0), ("solo:3", 0), ("solo:2", 1), ("bloom:1", 0), (None, 0)]
)
def test_activities_may_stay_one_step_below_the_outcome(level: str | None, found: int):
    activities = [Activity(id="x", kind="case", outcomes=["o"], level=level)]
    catalog = one(outcomes=[outcome(level="solo:4")], activities=activities)
    assert codes(catalog, "ALN007") == ["ALN007"] * found


@pytest.mark.parametrize(
    ("level", "found"), [("solo:5", 0), ("solo:4", 0), ("solo:3", 1), ("bloom:1", 0), (None, 0)]
)
def test_assessments_may_not_stay_below_the_outcome(level: str | None, found: int):
    assessments = [Assessment(id="x", kind="talk", outcomes=["o"], level=level)]
    catalog = one(outcomes=[outcome(level="solo:4")], assessments=assessments)
    assert codes(catalog, "ALN006") == ["ALN006"] * found


def test_one_assessment_at_the_level_is_enough():
    assessments = [
        Assessment(id="x", kind="talk", outcomes=["o"], level="solo:2"),
        Assessment(id="y", kind="talk", outcomes=["o"], level="solo:4"),
    ]
    assert codes(one(outcomes=[outcome(level="solo:4")], assessments=assessments), "ALN") == []


@pytest.mark.parametrize(
    ("most", "found"), [(1, ["PAR001"]), (2, ["PAR002"]), (5, ["PAR002"]), (6, []), (None, [])]
)
def test_a_run_has_room_for_a_pair_of_each_level(most: int | None, found: list[str]):
    catalog = Catalog(
        id="mine",
        levels=[Level(id="x"), Level(id="y"), Level(id="z")],
        modules=[Module(id="a", capacity=Capacity(maximum=most))],
        programmes=[Programme(id="p", audience=["x", "y", "z"], basis=["a"])],
    )
    assert codes(catalog, "PAR") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to leader@example.org", 1),
        ("Born 280290-0000", 1),
        ("A meeting @ noon", 0),
        ("Version 2026.1, part 123456-7", 0),
    ],
)
def test_personal_data_are_found_and_not_shown(text: str, found: int):
    catalog = one(note={"da": "Andet", "en": text})
    findings = check(catalog, checks=chosen(CHECKS, ["PRV001"]))
    assert [finding.where for finding in findings] == ["modules[0].note"] * found
    assert all(text not in finding.text() for finding in findings)


def choice(*electives: Module, choose: int, basis: tuple[str, ...] = ()) -> tuple[Catalog, Programme]:
    names = [module.id for module in electives if module.id not in basis]
    programme = Programme(id="p", basis=basis, electives=Electives(modules=names, choose=choose))
    return Catalog(id="mine", modules=electives, programmes=[programme]), programme


@pytest.mark.parametrize(
    ("choose", "wanted", "missing"),
    [(1, "a", ("b",)), (2, "a", ("b", "c")), (3, "a", None), (2, "ab", None), (1, "ab", ("c",)), (1, "abc", None)],
)
def test_what_is_wanted_can_be_avoided_while_enough_other_electives_remain(
    choose: int, wanted: str, missing: tuple[str, ...] | None
):
    catalog, programme = choice(Module(id="a"), Module(id="b"), Module(id="c"), choose=choose)
    assert avoidable(catalog, programme, frozenset(wanted)) == missing


def test_an_elective_behind_the_wanted_one_is_no_way_around_it():
    catalog, programme = choice(Module(id="a"), Module(id="b", requires="a"), choose=1)
    assert avoidable(catalog, programme, frozenset("a")) is None


def test_a_basis_module_cannot_be_avoided():
    catalog, programme = choice(Module(id="a"), Module(id="b"), choose=1, basis=("a",))
    assert avoidable(catalog, programme, frozenset("a")) is None


@pytest.mark.parametrize(
    ("text", "needed", "plain"),
    [
        ("", "", ()),
        ("a", "a", ("a",)),
        ("a & b", "ab", ("a", "b")),
        ("a | b", "", ()),
        ("a & (b | c)", "a", ()),
        ("2 of (a, b, c)", "", ()),
    ],
)
def test_what_is_needed_whatever_one_chooses(text: str, needed: str, plain: tuple[str, ...]):
    assert certain(parse(text)) == frozenset(needed)
    assert conjunction(parse(text)) == plain


def test_what_comes_before_comes_before_in_any_number_of_steps():
    modules = [Module(id="a"), Module(id="b", requires="a"), Module(id="c", requires="b & (a | b)")]
    assert before(Catalog(id="mine", modules=modules)) == {
        "a": frozenset(),
        "b": frozenset("a"),
        "c": frozenset("ab"),
    }


def test_the_same_promise_to_two_levels_is_kept_or_missed_twice():
    catalog = Catalog(
        id="mine",
        levels=[Level(id="x"), Level(id="y")],
        competencies=[Competency(id="c", scale="dreyfus")],
        modules=[Module(id="a", outcomes=[outcome(competency="c", reaches="novice")]), Module(id="b")],
        programmes=[
            Programme(
                id="p",
                audience=["x", "y"],
                electives=Electives(modules=["a", "b"], choose={"minimum": 1, "maximum": 2}),
                targets=[Target(competency="c", reaches="novice", level=level) for level in ("x", "y")],
            )
        ],
    )
    assert codes(catalog, "COV") == ["COV002", "COV002"]
