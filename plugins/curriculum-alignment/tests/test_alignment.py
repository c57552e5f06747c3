"""The checks find what they are for and nothing else; the index is that of the source; the rubric is sourced."""

from fractions import Fraction

import pytest

from curriculum import Activity, Assessment, Catalog, Competency, LearningOutcome, Module, Programme
from curriculum.checks import check, chosen
from curriculum.plugins import find_rubric, installed_checks, plugin_states
from curriculum.testing import CatalogConformance
from curriculum_alignment.porter import porter_index


class TestAlignment(CatalogConformance):
    plugin = "alignment"


def outcome(level: str | None = "solo:4", competency: str = "c", name: str = "o") -> LearningOutcome:
    return LearningOutcome(id=name, statement="lead a trial", competency=competency, level=level)


def module(*outcomes: LearningOutcome, activities: str = "", assessments: str = "") -> Module:
    """Return a module; activities are kinds, assessments are levels, each for all outcomes."""
    ids = [one.id for one in outcomes]
    return Module(
        id="m",
        outcomes=outcomes,
        activities=[Activity(id=f"a{n}", kind=kind, outcomes=ids) for n, kind in enumerate(activities.split())],
        assessments=[
            Assessment(id=f"t{n}", kind="presentation", level=lvl, outcomes=ids)
            for n, lvl in enumerate(assessments.split())
        ],
    )


def found(*modules: Module) -> list[tuple[str, str]]:
    checks = chosen(installed_checks(only=["alignment"]), ["CAL"])
    catalog = Catalog(
        id="x",
        competencies=[Competency(id="c"), Competency(id="d")],
        modules=modules,
        programmes=[Programme(id="p", basis=[one.id for one in modules])],
    )
    return [(one.code, one.where) for one in check(catalog, checks=checks)]


@pytest.mark.parametrize(
    ("designed", "codes"),
    [
        (module(outcome("solo:3")), ["CAL001"]),
        (module(outcome("solo:3"), outcome("solo:4", name="p")), []),
        (module(outcome("solo:multistructural")), ["CAL001"]),
        (module(outcome("bloom:1")), []),
        (module(outcome(None)), []),
        (module(outcome(), activities="lecture"), ["CAL002"]),
        (module(outcome(), activities="lecture trial-action"), []),
        (module(outcome("solo:3"), activities="lecture"), ["CAL001"]),
        (module(outcome(), assessments="solo:2"), ["CAL003"]),
        (module(outcome(), assessments="solo:2 solo:4"), []),
        (module(outcome(), assessments="solo:4"), []),
        (module(outcome()), []),
    ],
)
def test_each_check_finds_its_weakness_and_no_other(designed: Module, codes: list[str]):
    assert [code for code, _ in found(designed)] == codes


def test_a_finding_is_placed_and_told_in_three_languages():
    designed = module(outcome(), activities="lecture")
    assert found(designed) == [("CAL002", "modules[0].outcomes[0]")]
    for one in chosen(installed_checks(only=["alignment"]), ["CAL"]):
        for part in ("title", "message", "cure", "reason"):
            values = {"module": "m", "outcome": "o", "programme": "p", "step": 3, "index": "0.20", "least": "0.50"}
            texts = {one.said(part, language, **values) for language in ("en", "da", "sv")}
            assert len(texts) == len(("en", "da", "sv"))


def test_the_index_is_that_of_the_source():
    # asked for: c at solo:4 and d at solo:3, half each; tested: c at solo:4 alone.
    asked = [outcome(name="o"), outcome("solo:3", "d", name="p")]
    tested = [Assessment(id="t", kind="test", level="solo:4", outcomes=["o"])]
    assert porter_index([Module(id="m", outcomes=asked, assessments=tested)]) == Fraction(1, 2)
    both = [*tested, Assessment(id="u", kind="test", level="solo:3", outcomes=["p"])]
    assert porter_index([Module(id="m", outcomes=asked, assessments=both)]) == 1
    other = [Assessment(id="t", kind="test", level="solo:2", outcomes=["o", "p"])]
    assert porter_index([Module(id="m", outcomes=asked, assessments=other)]) == 0
    assert porter_index([Module(id="m", outcomes=asked)]) is None


def test_the_installed_plugin_brings_the_rubric_and_the_checks():
    (state,) = [state for state in plugin_states(only=["alignment"]) if state.name == "alignment"]
    assert (state.state, state.provides) == ("active", ("rubric constructive-alignment", "checks CAL"))
    rubric = find_rubric("constructive-alignment", only=["alignment"])
    assert rubric is not None
    assert rubric.sources, "the rubric is somebody else's: it says whose"
