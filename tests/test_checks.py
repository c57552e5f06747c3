"""Each check finds its defect and leaves a sound design alone."""

from __future__ import annotations

import pytest

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, chosen
from curriculum.model import Electives, Level, Module, Programme, Source


def title(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


def catalog(*modules: Module, programme: Programme | None = None, **further: object) -> Catalog:
    fields = {
        "id": "test",
        "title": title("Test"),
        "language": "da",
        "license": "CC-BY-4.0",
        "sources": [Source(id="s", title="Source")],
        "modules": modules,
        "programmes": [programme] if programme else [],
    }
    return Catalog(**fields | further)


def module(module_id: str, requires: str = "", **further: object) -> Module:
    return Module(id=module_id, title=title(module_id), source="s", requires=requires, **further)


def programme(basis: str = "", electives: str = "", choose: int | dict[str, int] = 0) -> Programme:
    chosen = Electives(modules=electives.split(), choose=choose) if electives else None
    return Programme(id="p", title=title("P"), source="s", basis=basis.split(), electives=chosen)


def found(of: Catalog, *families: str) -> list[tuple[str, str]]:
    checks = chosen(CHECKS, families)
    return [(finding.code, finding.where) for finding in check(of, checks=checks)]


def test_a_sound_catalog_has_no_findings() -> None:
    sound = catalog(
        module("a"), module("b", "a"), module("c", "b"), module("d"), programme=programme("a b", "c d", 1)
    )
    assert found(sound) == []


def test_a_finding_shows_itself_as_its_code_severity_place_and_message() -> None:
    (finding, *_) = check(catalog(module("a"), license=""))
    shown = repr((finding,))
    for part in (finding.code, finding.severity, finding.place(), finding.message()):
        assert part in shown
    assert "0x" not in shown


def test_a_basis_module_that_needs_a_module_outside_the_programme_is_found() -> None:
    design = catalog(module("a", "x"), module("x"), programme=programme("a"))
    assert found(design, "SEQ") == [("SEQ001", "programmes[0].basis[0]")]


def test_an_elective_behind_an_impossible_one_is_found_as_well_and_names_what_is_outside() -> None:
    design = catalog(module("a", "x"), module("b", "a"), module("x"), programme=programme("", "a b", 2))
    assert found(design, "SEQ") == [
        ("SEQ001", "programmes[0].electives.from[0]"),
        ("SEQ001", "programmes[0].electives.from[1]"),
    ]
    assert [finding.values["outside"] for finding in check(design) if finding.code == "SEQ001"] == ["x", "x"]


def test_an_alternative_inside_the_programme_is_enough() -> None:
    design = catalog(module("a", "x | b"), module("b"), module("x"), programme=programme("a b"))
    assert found(design, "SEQ") == []


def test_a_corequisite_outside_the_programme_is_found() -> None:
    design = catalog(module("a", corequires="x"), module("x"), programme=programme("a"))
    assert found(design, "SEQ") == [("SEQ001", "programmes[0].basis[0]")]


def test_modules_of_another_catalog_count_as_takeable() -> None:
    design = catalog(module("a", "other:x"), programme=programme("other:x a"), uses=["other"])
    assert found(design, "SEQ") == []


@pytest.mark.parametrize(("choose", "expected"), [(3, []), (2, ["SEQ002"])])
def test_an_elective_that_needs_as_many_electives_as_may_be_chosen_is_the_boundary(
    choose: int, expected: list[str]
) -> None:
    electives = [module("a"), module("b"), module("c"), module("d", "2 of (a, b, c)")]
    design = catalog(*electives, programme=programme("", "a b c d", choose))
    assert [code for code, _ in found(design, "SEQ")] == expected


def test_requirements_of_required_electives_count_too() -> None:
    chain = [module("a"), module("b", "a"), module("c", "b")]
    design = catalog(*chain, programme=programme("", "a b c", 2))
    assert found(design, "SEQ") == [("SEQ002", "programmes[0].electives.from[2]")]


def test_a_basis_module_that_needs_more_electives_than_may_be_chosen_is_found() -> None:
    design = catalog(module("a", "b & c"), module("b"), module("c"), programme=programme("a", "b c", 1))
    assert found(design, "SEQ") == [("SEQ002", "programmes[0].basis[0]")]


def test_the_maximum_counts_where_choose_is_a_range() -> None:
    design = catalog(module("a"), module("b", "a"), programme=programme("", "a b", {"minimum": 1, "maximum": 2}))
    assert found(design, "SEQ") == []


def test_electives_that_must_be_taken_together_need_a_choice_of_two() -> None:
    electives = [module("a", strict_corequires="b"), module("b")]
    assert found(catalog(*electives, programme=programme("", "a b", 2)), "SEQ") == []
    assert [code for code, _ in found(catalog(*electives, programme=programme("", "a b", 1)), "SEQ")] == ["SEQ002"]


def test_a_programme_without_a_choice_of_electives_cannot_hold_any() -> None:
    assert found(catalog(module("a"), programme=programme("", "a", 0)), "SEQ") == [
        ("SEQ002", "programmes[0].electives.from[0]")
    ]


def test_entries_without_a_source_are_found() -> None:
    design = catalog(Module(id="a", title=title("A")), programme=Programme(id="p", title=title("P")))
    assert found(design, "DOC001") == [("DOC001", "modules[0].source"), ("DOC001", "programmes[0].source")]


def test_a_catalog_without_a_licence_is_found() -> None:
    assert found(catalog(license=None), "DOC002") == [("DOC002", "catalog.license")]


def test_a_title_is_wanted_in_the_catalogs_language_and_in_english() -> None:
    levels = [Level(id="both", title=title("Both")), Level(id="own", title="Egen"), Level(id="none")]
    findings = check(catalog(levels=levels), checks=chosen(CHECKS, ["LANG"]))
    assert [(finding.where, finding.values["languages"]) for finding in findings] == [
        ("levels[1].title", "en"),
        ("levels[2].title", "da, en"),
    ]
    assert {finding.severity for finding in findings} == {"note"}
