"""Every reference of a catalog: where it may lead, and what is said when it leads nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from refusals import complaints, refused

from curriculum.catalog import Catalog
from curriculum.messages import LANGUAGES
from curriculum.model import (
    Activity,
    Assessment,
    Competency,
    Electives,
    LearningOutcome,
    Level,
    Module,
    Programme,
    Scale,
    Source,
    Step,
    Target,
)
from curriculum.references import foreign_findings

STEPS = [Step(id="aware"), Step(id="practising"), Step(id="leading")]


def outcome(**fields: Any) -> LearningOutcome:
    return LearningOutcome(id="o", statement="...", **fields)


def parts(**changed: Any) -> dict[str, Any]:
    """Return the parts of a catalog in which something of everything refers to something, all in order."""
    module = Module(
        id="m-2",
        requires="m-1",
        source="book",
        outcomes=[outcome(competency="ethics", reaches="leading", level="solo:4")],
        activities=[Activity(id="a", kind="case", outcomes=["o"], level="maturity:aware")],
        assessments=[Assessment(id="a", kind="talk", outcomes=["o"], level="bloom:create")],
    )
    programme = Programme(
        id="prog",
        audience=["mid"],
        basis=["m-1"],
        electives=Electives(modules=["m-2"], choose=1),
        source="book",
        targets=[Target(competency="ethics", reaches="2", level="top")],
    )
    return {
        "id": "cat",
        "sources": [Source(id="book", title="Book")],
        "levels": [Level(id="top"), Level(id="mid")],
        "scales": [Scale(id="maturity", steps=STEPS, source="book")],
        "competencies": [
            Competency(id="governance"),
            Competency(id="ethics", broader="governance", scale="maturity", source="book"),
        ],
        "modules": [Module(id="m-1"), module],
        "programmes": [programme],
        **changed,
    }


def test_a_catalog_whose_references_all_lead_somewhere_is_in_order():
    assert complaints(Catalog, **parts()) == []


def in_module(**fields: Any) -> dict[str, Any]:
    return {"modules": [Module(id="m-1"), Module(id="m-2", **fields)]}


def in_programme(**fields: Any) -> dict[str, Any]:
    return {"programmes": [Programme(id="prog", **fields)]}


@pytest.mark.parametrize(
    ("changed", "where", "table", "suggestion"),
    [
        ({"scales": [Scale(id="maturity", steps=STEPS, source="bok")]}, "scales[0].source", "sources", "book"),
        (in_module(source="boook"), "modules[1].source", "sources", "book"),
        (in_programme(source="x"), "programmes[0].source", "sources", ""),
        (in_module(requires="m-1 & (m-1 | m-3)"), "modules[1].requires", "modules", "m-2"),
        (in_module(corequires="m1"), "modules[1].corequires", "modules", "m-1"),
        (in_module(strict_corequires="x"), "modules[1].strict_corequires", "modules", ""),
        (
            in_module(outcomes=[outcome(competency="ethic")]),
            "modules[1].outcomes[0].competency",
            "competencies",
            "ethics",
        ),
        (in_module(outcomes=[outcome(level="soloo:4")]), "modules[1].outcomes[0].level", "scales", "solo"),
        (
            in_module(outcomes=[outcome()], activities=[Activity(id="a", kind="case", outcomes=["o", "oo"])]),
            "modules[1].activities[0].outcomes[1]",
            "outcomes",
            "o",
        ),
        (
            in_module(assessments=[Assessment(id="a", kind="talk", outcomes=["o"])]),
            "modules[1].assessments[0].outcomes[0]",
            "outcomes",
            "",
        ),
        (
            in_module(activities=[Activity(id="a", kind="case", level="x:1")]),
            "modules[1].activities[0].level",
            "scales",
            "",
        ),
        (
            in_module(assessments=[Assessment(id="a", kind="talk", level=":1")]),
            "modules[1].assessments[0].level",
            "scales",
            "",
        ),
        (in_programme(audience=["top", "midd"]), "programmes[0].audience[1]", "levels", "mid"),
        (in_programme(basis=["m-1", "m2"]), "programmes[0].basis[1]", "modules", "m-2"),
        (
            in_programme(electives=Electives(modules=["m-2", "x"], choose=1)),
            "programmes[0].electives.from[1]",
            "modules",
            "",
        ),
        (
            in_programme(targets=[Target(competency="etics", reaches="aware")]),
            "programmes[0].targets[0].competency",
            "competencies",
            "ethics",
        ),
        (
            in_programme(targets=[Target(competency="ethics", level="toop")]),
            "programmes[0].targets[0].level",
            "levels",
            "top",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_with_its_place_and_what_was_meant(
    changed: dict[str, Any], where: str, table: str, suggestion: str
):
    (finding,) = refused(Catalog, **parts(**changed))
    assert (finding.code, finding.where) == ("unknown-id", where)
    assert (finding.values["table"], finding.values["suggestion"]) == (table, suggestion)
    assert all((f'"{suggestion}"' in finding.cure(language)) is bool(suggestion) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("competency", "where"),
    [
        (Competency(id="ethics", source="x"), "competencies[0].source"),
        (Competency(id="ethics", broader="x"), "competencies[0].broader"),
        (Competency(id="ethics", scale="x"), "competencies[0].scale"),
    ],
)
def test_a_competency_names_a_source_a_competency_and_a_scale_that_exist(competency: Competency, where: str):
    assert complaints(Catalog, id="cat", competencies=[competency]) == [f"unknown-id {where}"]


def test_everything_that_leads_nowhere_is_told_at_once():
    emptied = parts(sources=[], levels=[], scales=[], competencies=[])
    assert complaints(Catalog, **emptied) == [
        "unknown-id modules[1].source",
        "unknown-id programmes[0].source",
        "unknown-id modules[1].outcomes[0].competency",
        "unknown-id modules[1].activities[0].level",
        "unknown-id programmes[0].audience[0]",
        "unknown-id programmes[0].targets[0].competency",
        "unknown-id programmes[0].targets[0].level",
    ]


@pytest.mark.parametrize("table", ["sources", "levels", "scales", "competencies", "modules", "programmes"])
def test_an_id_stands_for_one_entry_of_its_table(table: str):
    good = parts()
    good[table] = [*good[table], good[table][0]]
    assert f"duplicate-id {table}[{len(good[table]) - 1}].id" in complaints(Catalog, **good)


def test_a_module_is_in_a_programme_once():
    twice = in_programme(basis=["m-1", "m-1"], electives=Electives(modules=["m-2", "m-1"], choose=1))
    findings = refused(Catalog, **parts(**twice))
    assert [(finding.code, finding.where, finding.values["first"]) for finding in findings] == [
        ("duplicate-id", "programmes[0].basis[1]", "programmes[0].basis[0]"),
        ("duplicate-id", "programmes[0].electives.from[1]", "programmes[0].basis[0]"),
    ]


@pytest.mark.parametrize(("choose", "said"), [(0, []), (2, []), (3, ["choose-too-many"])])
def test_no_more_electives_are_chosen_than_there_are(choose: int, said: list[str]):
    electives = Electives(modules=["m-1", "m-2"], choose=choose)
    found = complaints(Catalog, **parts(**in_programme(electives=electives)))
    assert found == [f"{code} programmes[0].electives.choose" for code in said]


def test_a_circle_of_competencies_is_told_once_from_its_first_member_on():
    above = {"tail": "b", "a": "c", "b": "a", "c": "b", "self": "self", "free": None}
    competencies = [Competency(id=name, broader=broader) for name, broader in above.items()]
    findings = refused(Catalog, id="cat", competencies=competencies)
    assert [(finding.code, finding.where, finding.values["circle"]) for finding in findings] == [
        ("broader-circle", "competencies[1].broader", "a → c → b → a"),
        ("broader-circle", "competencies[4].broader", "self → self"),
    ]


@pytest.mark.parametrize("step", ["aware", "leading", "1", "3"])
def test_a_step_is_named_by_its_id_or_its_position(step: str):
    target = Target(competency="ethics", reaches=step)
    assert complaints(Catalog, **parts(**in_programme(targets=[target]))) == []


@pytest.mark.parametrize(("step", "suggestion"), [("awaree", "aware"), ("0", ""), ("4", "")])
def test_a_step_that_the_scale_does_not_have_is_told(step: str, suggestion: str):
    target = Target(competency="ethics", reaches=step)
    (finding,) = refused(Catalog, **parts(**in_programme(targets=[target])))
    assert (finding.code, finding.where) == ("unknown-step", "programmes[0].targets[0].reaches")
    assert finding.values["known"] == "aware, practising, leading"
    assert finding.values["suggestion"] == suggestion


def test_a_step_needs_a_competency_with_a_scale():
    outcomes = [
        outcome(reaches="aware"),
        LearningOutcome(id="p", statement="", competency="governance", reaches="1"),
    ]
    assert complaints(Catalog, **parts(**in_module(outcomes=outcomes))) == [
        "no-scale modules[1].outcomes[0].reaches",
        "no-scale modules[1].outcomes[1].reaches",
    ]


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("solo:relational", None),
        ("eqf:8", None),
        ("dreyfus:expert", None),
        ("maturity:3", None),
        ("solo:6", "unknown-step"),
        ("maturity:", "unknown-step"),
        ("relational", "bad-cognitive-level"),
        ("cat:solo:4", "own-prefix"),
        ("other:solo:4", "unused-catalog"),
    ],
)
def test_a_cognitive_level_is_a_scale_and_one_of_its_steps(level: str, said: str | None):
    found = complaints(Catalog, **parts(**in_module(outcomes=[outcome(level=level)])))
    assert found == ([f"{said} modules[1].outcomes[0].level"] if said else [])


def test_a_scale_of_ones_own_goes_before_the_standard_one_of_that_name():
    own = Scale(id="solo", steps=[Step(id="alone")])
    levels = [outcome(level="solo:relational")]
    assert complaints(Catalog, id="cat", scales=[own], modules=[Module(id="m", outcomes=levels)]) == [
        "unknown-step modules[0].outcomes[0].level"
    ]


OTHER = Catalog(
    id="other",
    levels=[Level(id="ward")],
    sources=[Source(id="report", title="Report")],
    scales=[Scale(id="maturity", steps=STEPS)],
    competencies=[Competency(id="ethics", scale="maturity"), Competency(id="bare")],
    modules=[Module(id="intro")],
)


def abroad(outcomes: list[LearningOutcome] | None = None, scale: str = "other:maturity", **fields: Any) -> Catalog:
    """Return a catalog that refers to the other one."""
    return Catalog(
        id="cat",
        uses=["other"],
        competencies=[Competency(id="growth", scale=scale, source="other:report", broader="other:bare")],
        modules=[Module(id="m", outcomes=outcomes or [], **fields)],
    )


def test_a_catalog_in_use_may_be_referred_to_whether_or_not_it_is_at_hand():
    reached = [outcome(competency="other:ethics", reaches="leading", level="other:maturity:2")]
    good = abroad(reached, requires="other:intro")
    assert list(foreign_findings(good, {"other": OTHER})) == []
    assert [finding.code for finding in foreign_findings(good, {})] == ["unknown-catalog"]


def test_a_catalog_that_is_not_at_hand_is_told_at_its_place():
    (finding,) = foreign_findings(Catalog(id="cat", uses=["oter"]), {"other": OTHER})
    assert (finding.where, finding.values["suggestion"]) == ("catalog.uses[0]", "other")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (abroad(requires="other:intor"), "unknown-foreign-id modules[0].requires"),
        (abroad(scale="other:x"), "unknown-foreign-id competencies[0].scale"),
        (abroad([outcome(competency="other:x")]), "unknown-foreign-id modules[0].outcomes[0].competency"),
        (abroad([outcome(level="other:x:1")]), "unknown-foreign-id modules[0].outcomes[0].level"),
        (abroad([outcome(level="other:maturity:4")]), "unknown-step modules[0].outcomes[0].level"),
        (abroad([outcome(competency="other:ethics", reaches="4")]), "unknown-step modules[0].outcomes[0].reaches"),
        (abroad([outcome(competency="other:bare", reaches="1")]), "no-scale modules[0].outcomes[0].reaches"),
        (abroad([outcome(competency="growth", reaches="4")]), "unknown-step modules[0].outcomes[0].reaches"),
    ],
)
def test_what_another_catalog_does_not_have_is_told_once_it_is_at_hand(wrong: Catalog, said: str):
    assert [f"{finding.code} {finding.where}" for finding in foreign_findings(wrong, {"other": OTHER})] == [said]


@pytest.mark.parametrize(
    ("wanted", "there", "said"),
    [
        ("2026.1", "2026.1", []),
        ("2026.1", "2026.2", []),
        ("2026.9", "2026.10", []),
        ("2026.1", "2026", ["catalog-too-old catalog.uses_at_least.other"]),
        ("2026.1", "2025.12", ["catalog-too-old catalog.uses_at_least.other"]),
        ("1", "no number", ["catalog-too-old catalog.uses_at_least.other"]),
        ("no number", "0", []),
    ],
)
def test_an_older_version_of_another_catalog_than_will_do_is_told(wanted: str, there: str, said: list[str]):
    own = Catalog(id="cat", uses=["other"], uses_at_least={"other": wanted})
    found = foreign_findings(own, {"other": evolve(OTHER, version=there)})
    assert [f"{finding.code} {finding.where}" for finding in found] == said


def test_a_version_is_asked_only_of_catalogs_that_are_in_use():
    said = complaints(Catalog, id="cat", uses=["other"], uses_at_least={"othr": "1"})
    assert said == ["unused-catalog catalog.uses_at_least.othr"]


def test_what_was_meant_in_another_catalog_is_suggested():
    (finding,) = foreign_findings(abroad(requires="other:intor"), {"other": OTHER})
    assert (finding.values["id"], finding.values["suggestion"]) == ("intor", "intro")


@pytest.mark.parametrize("scale", ["cat:maturity", "third:maturity"])
def test_the_scale_of_another_catalogs_competency_is_looked_up_where_it_is(scale: str):
    foreign = Catalog(id="other", uses=["cat", "third"], competencies=[Competency(id="growth", scale=scale)])
    own = Catalog(
        id="cat",
        uses=["other", "third"],
        scales=[Scale(id="maturity", steps=STEPS)],
        modules=[Module(id="m", outcomes=[outcome(competency="other:growth", reaches="4")])],
    )
    third = Catalog(id="third", scales=[Scale(id="maturity", steps=STEPS)])
    found = foreign_findings(own, {"other": foreign, "third": third})
    assert [f"{finding.code} {finding.where}" for finding in found] == [
        "unknown-step modules[0].outcomes[0].reaches"
    ]


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        (["cat"], ["own-prefix catalog.uses[0]"]),
        (["other", "Other"], ["bad-id catalog.uses[1]"]),
        (["other"], []),
    ],
)
def test_a_catalog_uses_others_by_their_ids(uses: list[str], said: list[str]):
    assert complaints(Catalog, id="cat", uses=uses) == said


def test_a_catalog_that_is_not_in_use_is_told_with_the_one_that_was_meant():
    (finding,) = refused(Catalog, id="cat", uses=["other"], modules=[Module(id="m", requires="othr:intro")])
    assert (finding.code, finding.where) == ("unused-catalog", "modules[0].requires")
    assert (finding.values["catalog"], finding.values["suggestion"]) == ("othr", "other")


def test_a_catalogs_own_entries_are_named_without_its_id():
    (finding,) = refused(Catalog, id="cat", modules=[Module(id="m"), Module(id="n", requires="cat:m")])
    assert (finding.code, finding.values["local"]) == ("own-prefix", "m")


def test_a_circle_through_a_catalog_that_is_used_is_told():
    mine = Catalog(id="mine", uses=["other"], modules=[Module(id="a", requires="other:b")])
    other = Catalog(id="other", uses=["mine"], modules=[Module(id="b", requires="mine:a")])
    (finding,) = foreign_findings(mine, {"other": other})
    assert (finding.code, finding.where, finding.values["circle"]) == (
        "circle",
        "modules[0].requires",
        "a → other:b → a",
    )
