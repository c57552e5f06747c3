"""How cognitive levels move along requirements."""

from __future__ import annotations

from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.coverage import progressions
from curriculum.coverage.scope import Scope
from curriculum.files import load_catalog
from curriculum.model import Competency, LearningOutcome, Module

ROOT = Path(__file__).parents[1]


def drawn(*lines: str) -> Catalog:
    """Draw modules: ``b x4 y3 <a`` has an outcome of x at solo:4, one of y at solo:3, and requires a."""
    modules = []
    for line in lines:
        name, *words = line.split()
        needs = {
            {"<": "requires", "=": "corequires", "~": "strict_corequires"}[word[0]]: word[1:].replace("/", " | ")
            for word in words
            if word[0] in "<=~"
        }
        outcomes = [
            LearningOutcome(id=word, statement=word, competency=word[0], level=f"solo:{word[1:]}")
            for word in words
            if word[0] not in "<=~"
        ]
        modules.append(Module(id=name, outcomes=outcomes, **needs))
    return Catalog(id="mine", competencies=[Competency(id="x"), Competency(id="y")], modules=modules)


def moves(*lines: str) -> list[str]:
    return [
        f"{one.module} {one.competency or '*'} {one.move} {one.rise:+d}" for one in progressions(drawn(*lines))
    ]


def test_a_level_starts_rises_keeps_and_falls():
    assert moves("a x2", "b x3 <a", "c x3 <b", "d x2 <c") == [
        "a * starts +2",
        "a x starts +2",
        "b * rises +1",
        "b x rises +1",
        "c * keeps +0",
        "c x keeps +0",
        "d * falls -1",
        "d x falls -1",
    ]


def test_competencies_are_followed_apart_and_together():
    assert moves("a x4", "b y2 <a") == ["a * starts +4", "a x starts +4", "b * falls -2", "b y starts +2"]


def test_a_level_is_compared_over_modules_that_have_none():
    assert "c x falls -2" in moves("a x4", "b <a", "c x2 <b")


def test_modules_that_require_nothing_of_each_other_are_not_compared():
    assert "b x starts +2" in moves("a x4", "b x2")


def test_the_highest_module_behind_is_named():
    (found,) = [one for one in progressions(drawn("a x3", "b x3", "c x2 <a/b")) if one.move == "falls"][1:]
    assert (found.before, found.highest, found.here, found.module_index) == (3, ("a", "b"), 2, 2)


def test_other_scales_are_not_compared():
    catalog = Catalog(
        id="mine",
        modules=[
            Module(id="a", outcomes=[LearningOutcome(id="o", statement="o", level="solo:4")]),
            Module(id="b", requires="a", outcomes=[LearningOutcome(id="p", statement="p", level="bloom:1")]),
            Module(id="c", requires="b", outcomes=[LearningOutcome(id="q", statement="q")]),
        ],
    )
    assert [(one.module, one.scale, one.move) for one in progressions(catalog)] == [
        ("a", "solo", "starts"),
        ("b", "bloom", "starts"),
    ]


def test_what_is_behind_a_module_is_walked_the_nearest_first():
    scope = Scope(drawn("a", "b <a", "c =b", "d ~c", "e"))
    assert scope.behind("d") == ("c", "b", "a")
    assert scope.behind("c") == ("b", "d", "a")  # d binds c to its own time
    assert scope.behind("e") == ()


def test_the_levels_of_midtjylland_rise_along_every_requirement():
    midtjylland = load_catalog(ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml")
    found = progressions(midtjylland)
    assert {one.move for one in found} == {"starts", "rises", "keeps"}
    assert [(one.before, one.here) for one in found if one.module == "data" and one.competency is None] == [(4, 5)]
