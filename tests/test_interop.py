"""Files of one format become files of another, and whatever is lost on the way is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from public_data import public_data
from random_catalogs import catalogs

from curriculum import Catalog, Competency, InvalidInput, LearningOutcome, Module, load_catalog
from curriculum.files import catalog_text, schedule_text
from curriculum.interop.case import package_text, read_package
from curriculum.interop.converting import convert
from curriculum.interop.curricular_analytics import Course, CsvCurriculum, read_curriculum
from curriculum.interop.curricular_analytics.catalogs import catalog_of, courses_of, courses_text
from curriculum.interop.formats import FORMATS, of_input, of_output
from curriculum.interop.ids import as_id
from curriculum.interop.learning_model import learning_model_text
from curriculum.interop.losses import Loss, losses
from curriculum.interop.wording import losses_text
from curriculum.model import ID
from curriculum.schedule import Place, Points, Schedule, Score

ROOT = Path(__file__).parents[1]
SMALL = Catalog(
    id="small",
    title="Small",
    version="3",
    language="da",
    uses=["frame"],
    competencies=[
        Competency(id="change", title="Lede forandring", description="Fra beslutning til brug.", note="Ny."),
        Competency(id="trial", title="Prøve", broader="change", same_as=["http://data.europa.eu/esco/skill/1"]),
        Competency(id="data", broader="frame:data"),
    ],
    modules=[
        Module(
            id="start", title="Start", outcomes=[LearningOutcome(id="o", statement="Lyt.", competency="trial")]
        ),
        Module(id="end", requires="start & frame:first", outcomes=[LearningOutcome(id="o", statement="Gør.")]),
    ],
)
SCHEDULE = Schedule(
    cohort="c",
    programme="a:p",
    status="feasible",
    score=Score(unfilled=0, points=4),
    bound=Score(unfilled=0, points=3),
    points=Points(preference=4),
    seed=1,
    places=[Place("=p1", "a", "A1")],
)


@pytest.fixture
def sample() -> Path:
    return public_data("formats/case_v1p0_opensalt_sample.json")


def fields(found: tuple[Loss, ...]) -> set[tuple[str, str, str]]:
    return {(loss.kind, loss.entry, loss.field) for loss in found}


# Losses


@settings(max_examples=15, deadline=None)
@given(catalogs())
def test_every_catalog_can_go_everywhere_and_what_comes_back_loses_nothing_more(catalog: Catalog):
    text, _ = package_text(catalog)
    carried = read_package(text).catalog
    assert losses(carried, read_package(package_text(carried)[0]).catalog) == ()
    courses, _ = courses_of(catalog)
    written, _ = courses_text(courses)
    again, _ = catalog_of(read_curriculum(written).curriculum)
    assert courses_of(again)[1] == ()
    learning_model_text(catalog)


@settings(max_examples=15, deadline=None)
@given(catalogs())
def test_what_is_not_told_as_lost_has_arrived(catalog: Catalog):
    text, told = package_text(catalog)
    arrived = read_package(text).catalog
    lost = fields(told)
    assert {one.id for one in arrived.competencies} == {one.id for one in catalog.competencies}
    for before, after in zip(catalog.competencies, arrived.competencies, strict=True):
        assert before.broader == after.broader
        for name in ("same_as", "title", "note"):
            same = str(getattr(before, name)) == str(getattr(after, name))
            assert same or lost & {(kind, "competency", name) for kind in ("changed", "lost", "made")}
    assert (("lost", "source", "") in lost) == bool(catalog.sources)


def test_a_catalog_of_what_a_package_carries_comes_back_whole():
    text, told = package_text(SMALL)
    assert told == ()
    assert read_package(text).catalog == SMALL
    assert package_text(SMALL)[0] == text


def test_alternatives_are_lost_in_a_package():
    modules = [Module(id="a"), Module(id="b"), Module(id="c", requires="a | b", corequires="a")]
    _, told = package_text(Catalog(id="cat", modules=modules))
    assert [(loss.kind, loss.field, loss.ids) for loss in told] == [
        ("lost", "corequires", ("c: a",)),
        ("lost", "requires", ("c: a | b",)),
    ]


def test_courses_have_no_alternatives_so_that_each_is_required():
    catalog = Catalog(
        id="cat", title="cat", modules=[Module(id="a"), Module(id="b"), Module(id="c", requires="a | b")]
    )
    courses, told = courses_of(catalog)
    assert courses.courses[2].prerequisites == ("a", "b")
    assert [(loss.kind, loss.entry, loss.field, loss.ids) for loss in told] == [
        ("made", "requirement", "requires", ("c: a", "c: b")),
        ("lost", "requirement", "requires", ("c: a | b",)),
    ]


def test_courses_become_modules_under_ids_that_a_catalog_may_have():
    courses = [
        Course(id="MATH 1", name="Algebra", credits=5, prefix="MATH", number="1"),
        Course(id="math-1", name="Other", prerequisites=["MATH 1"], term=2),
    ]
    catalog, told = catalog_of(CsvCurriculum(name="My Plan", plan="P", courses=courses))
    assert (catalog.id, [module.id for module in catalog.modules]) == ("my-plan", ["math-1", "math-1-2"])
    assert str(catalog.module("math-1-2").requires) == "math-1"
    assert fields(told) == {
        ("changed", "module", "id"),
        ("lost", "catalog", "plan"),
        ("lost", "module", "number"),
        ("lost", "module", "prefix"),
        ("lost", "module", "term"),
    }
    (respelled,) = [loss.ids for loss in told if loss.field == "id"]
    assert respelled == ("MATH 1", "math-1")


def test_courses_in_a_circle_are_no_catalog():
    circle = [Course(id="a", prerequisites=["b"]), Course(id="b", prerequisites=["a"])]
    with pytest.raises(InvalidInput) as refused:
        catalog_of(CsvCurriculum(name="x", courses=circle))
    assert [(finding.code, finding.where) for finding in refused.value.findings] == [("requisite-circle", "a")]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_texts_make_different_ids(texts: list[str]):
    taken: list[str] = []
    for text in texts:
        taken.append(as_id(text, taken))
    assert len(set(taken)) == len(taken)
    assert all(ID.fullmatch(one) for one in taken)


# CASE


def wrong_in(value: Any, schema: dict[str, Any], whole: dict[str, Any], where: str = "$") -> list[str]:
    """Hold a value against the part of JSON schema that CASE uses."""
    if "$ref" in schema:
        schema = whole["definitions"][schema["$ref"].rpartition("/")[2]]
    found = []
    kinds = {"object": dict, "array": list, "string": str, "number": int | float, "integer": int}
    if "type" in schema and not isinstance(value, kinds[schema["type"]]):
        return [f"{where} is no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{where}: {value}")
    if isinstance(value, dict):
        found += [f"{where} lacks {key}" for key in schema.get("required", []) if key not in value]
        known = schema.get("properties", {})
        if schema.get("additionalProperties") is False:
            found += [f"{where} has {key}" for key in value if key not in known]
        for key, inner in value.items():
            found += wrong_in(inner, known.get(key, {}), whole, f"{where}.{key}")
    if isinstance(value, list):
        for number, inner in enumerate(value):
            found += wrong_in(inner, schema.get("items", {}), whole, f"{where}[{number}]")
    return found


def test_a_package_is_what_the_schema_of_case_asks_for():
    schema = json.loads(public_data("formats/case_v1p0_cfpackage_schema.json").read_text(encoding="utf-8"))
    package = json.loads(package_text(SMALL)[0])
    assert wrong_in(package, schema, schema) == []
    del package["CFItems"][0]["fullStatement"]
    package["CFAssociations"][0]["associationType"] = "none"
    assert len(wrong_in(package, schema, schema)) == 2


def test_a_framework_of_somebody_else_becomes_competencies(sample: Path):
    reading = read_package(sample.read_text(encoding="utf-8"))
    assert (reading.catalog.id, len(reading.catalog.competencies)) == ("what-standards-could-be", 16)
    first, *_, last = reading.catalog.competencies
    assert first.id == "ccss-math-content-6-rp-a"
    assert str(first.title) == "Understand ratio concepts and use ratio reasoning to solve problems."
    assert "http://opensalt-staging.opened.com/uri/edfce0e7-dbbf-40d5-af1a-baccabef85e9" in first.same_as
    assert last.broader is not None
    assert {("lost", "competency", "exemplar"), ("lost", "competency", "educationalLevel")} <= fields(
        reading.losses
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", "{}", '{"CFDocument": 3}', '{"CFDocument": {}, "CFItems": 3}', "[" * 100_000, "null"],
)
def test_what_is_no_package_is_refused(text: str):
    with pytest.raises(InvalidInput) as refused:
        read_package(text)
    assert [finding.code for finding in refused.value.findings] == ["not-case"]


def test_a_broken_package_is_read_as_far_as_it_goes():
    item = {"identifier": "1", "fullStatement": "Listen.", "humanCodingScheme": "A.1", "language": "sv"}
    ends = {"originNodeURI": {"identifier": "1"}, "destinationNodeURI": {"identifier": "1"}}
    package = {
        "CFDocument": {"title": "T", "language": "en"},
        "CFItems": [item, {**item, "identifier": "2"}, {"identifier": "3"}, 7],
        "CFAssociations": [{"associationType": "isChildOf", **ends}, {"associationType": "isChildOf"}, 7],
    }
    reading = read_package(json.dumps(package))
    assert [one.id for one in reading.catalog.competencies] == ["a-1", "a-1-2"]
    assert reading.catalog.competencies[0].title is not None
    assert reading.catalog.competencies[0].title.entries == (("sv", "Listen."),)
    assert [(finding.code, finding.where) for finding in reading.findings] == [
        ("case-no-statement", "CFItems[2]"),
        ("case-no-statement", "CFItems[3]"),
        ("case-unknown-node", "CFAssociations[1]"),
        ("case-unknown-node", "CFAssociations[2]"),
    ]
    assert ("lost", "competency", "isChildOf") in fields(reading.losses)


def test_an_outcome_without_its_module_is_a_competency():
    item = {"identifier": "1", "fullStatement": "Listen.", "humanCodingScheme": "gone.listen"}
    package = {"CFDocument": {}, "CFItems": [{**item, "CFItemType": "Learning outcome"}]}
    (competency,) = read_package(json.dumps(package)).catalog.competencies
    assert (competency.id, str(competency.title)) == ("gone-listen", "Listen.")


def test_competencies_above_each_other_are_taken_apart():
    items = [{"identifier": name, "fullStatement": name, "humanCodingScheme": name} for name in "abc"]
    rounds = [("a", "b"), ("b", "c"), ("c", "a")]
    links = [
        {
            "associationType": "isChildOf",
            "originNodeURI": {"identifier": one},
            "destinationNodeURI": {"identifier": other},
        }
        for one, other in rounds
    ]
    reading = read_package(json.dumps({"CFDocument": {}, "CFItems": items, "CFAssociations": links}))
    assert [one.broader for one in reading.catalog.competencies] == ["b", "c", None]
    assert [(loss.field, loss.ids) for loss in reading.losses] == [("isChildOf", ("c",))]


# The European Learning Model


def test_outcomes_go_out_in_every_language_with_their_concepts():
    statement = {"da": "Lyt.", "en": "Listen."}
    outcome = LearningOutcome(id="o", statement=statement, competency="trial", coverage="introduced")
    catalog = evolve(SMALL, modules=[Module(id="start", outcomes=[outcome])])
    text, told = learning_model_text(catalog)
    (written,) = json.loads(text)
    assert written["title"] == statement
    assert written["relatedSkill"][0]["prefLabel"] == {"da": "Prøve"}
    assert written["relatedESCOSkill"][0]["id"] == "http://data.europa.eu/esco/skill/1"
    assert {("lost", "outcome", "coverage"), ("lost", "competency", ""), ("lost", "catalog", "title")} <= fields(
        told
    )
    assert ("lost", "outcome", "statement") not in fields(told)


# Which format


def test_formats_are_told_by_ending_and_content(tmp_path: Path):
    package, schedule = tmp_path / "a.json", tmp_path / "b.json"
    package.write_text('{"CFDocument": {}}')
    schedule.write_text('{"places": []}')
    assert [of_input(path).id for path in (package, schedule)] == ["case", "schedule"]  # type: ignore[union-attr]
    assert of_input(tmp_path / "x.docx") is None
    told = {holds: of_output(Path("x.csv"), holds) for holds in ("catalog", "courses", "schedule")}
    assert [one.id for one in told.values() if one] == ["curricular-analytics", "curricular-analytics", "places"]


def test_every_format_has_a_name_of_its_own_and_can_do_something():
    assert len({one.id for one in FORMATS}) == len(FORMATS)
    assert all(one.read or one.write for one in FORMATS)


def test_a_schedule_becomes_a_table_of_places(tmp_path: Path):
    (tmp_path / "schedule.json").write_text(schedule_text(SCHEDULE))
    converted = convert(tmp_path / "schedule.json", tmp_path / "places.csv")
    assert converted.data == b"participant,module,run\n'=p1,a,A1\n"
    assert {loss.field for loss in converted.losses} == {"programme", "status", "score", "bound", "points", "seed"}


def test_a_catalog_is_written_as_it_is(tmp_path: Path):
    path = tmp_path / "catalog.toml"
    path.write_text(catalog_text(load_catalog(ROOT / "catalogs/teaching")), encoding="utf-8")
    converted = convert(path, tmp_path / "other.toml")
    assert (converted.data, converted.losses) == (path.read_bytes(), ())


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        ("a.docx", "b.toml", "unknown-input-format"),
        ("missing.toml", "b.toml", "unknown-input-format"),
        ("a.toml", "b.docx", "no-way-to-format"),
        ("a.json", "b.toml", "no-way-to-format"),
    ],
)
def test_what_cannot_be_converted_is_refused(source: str, target: str, code: str, tmp_path: Path):
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "a.toml").write_text(catalog_text(SMALL), encoding="utf-8")
    (tmp_path / "a.json").write_text(schedule_text(SCHEDULE))
    with pytest.raises(InvalidInput) as refused:
        convert(tmp_path / source, tmp_path / target)
    assert [finding.code for finding in refused.value.findings] == [code]


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_losses_are_told_in_the_readers_language(language: str):
    told = losses_text(courses_of(SMALL)[1], language)
    assert {"en": "lost: competency (3)", "da": "tabt: kompetence (3)", "sv": "förlorat: kompetens (3)"}[
        language
    ] in told
    assert "convert." not in told + losses_text([], language)
