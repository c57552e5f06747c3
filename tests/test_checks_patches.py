"""Edits of a catalog by place, their effect, and what a plugin may add to the registry."""

from __future__ import annotations

from datetime import date

import pytest

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, Check, Edit, Patch, Spot, check, effect, joined, patched
from curriculum.checks.patches import adding, removing, setting
from curriculum.checks.places import named
from curriculum.errors import InvalidInput
from curriculum.model import Activity, Electives, LearningOutcome, Module, Programme, Source, Target

TODAY = date(2026, 6, 1)
CATALOG = Catalog(
    id="mine",
    title="Mine",
    license="MIT",
    sources=[Source(id="own", title="Own")],
    modules=[
        Module(
            id="a",
            title="A",
            source="own",
            outcomes=[LearningOutcome(id="plan", statement="plan a change")],
            activities=[Activity(id="talk", kind="lecture")],
        ),
        Module(id="b", title="B", source="own", requires="a"),
    ],
    programmes=[
        Programme(
            id="p", title="P", source="own", basis=["a"], electives=Electives(modules=["b"], choose=1), targets=[]
        )
    ],
)


def test_a_value_is_set_and_the_catalog_given_stays_as_it_is():
    after = patched(CATALOG, setting("modules[1].requires", ""))
    assert str(after.module("b").requires) == ""
    assert str(CATALOG.module("b").requires) == "a"


def test_an_item_is_added_and_removed():
    place = "modules[0].activities[0].outcomes"
    after = patched(CATALOG, adding(place, "plan"))
    assert after.module("a").activities[0].outcomes == ("plan",)
    assert patched(after, removing(f"{place}[0]")) == CATALOG


def test_keys_of_the_file_lead_to_attributes_of_the_model():
    fewer = Edit("set", "programmes[0].electives.choose", 0)
    moved = Patch([fewer, Edit("remove", "programmes[0].electives.from[0]")])
    assert patched(CATALOG, moved).programme("p").elective_ids == ()
    assert patched(CATALOG, setting("catalog.license", "CC0-1.0")).license == "CC0-1.0"


def test_a_patch_that_would_break_the_catalog_is_refused():
    broken = removing("modules[0]")
    with pytest.raises(InvalidInput):
        patched(CATALOG, broken)
    change = effect(CATALOG, broken, CHECKS, today=TODAY)
    assert {finding.code for finding in change.refused} == {"unknown-id"}
    assert change.gone == change.new == ()


def test_the_effect_names_what_goes_and_what_comes():
    change = effect(CATALOG, adding("modules[0].activities[0].outcomes", "plan"), CHECKS, today=TODAY)
    assert change.gone == (("ALN001", "modules[a].outcomes[plan]"), ("ALN005", "modules[a].activities[talk]"))
    assert change.new == ()
    change = effect(CATALOG, setting("modules[1].hours", -0.0), CHECKS, today=TODAY)
    assert change.gone == change.new == ()
    change = effect(CATALOG, Patch([Edit("set", "modules[1].source")]), CHECKS, today=TODAY)
    assert change.new == (("DOC001", "modules[b].source"),)


@pytest.mark.parametrize(
    ("where", "by_id"),
    [
        ("modules[0].outcomes[0].level", "modules[a].outcomes[plan].level"),
        ("programmes[0].electives.from[0]", "programmes[p].electives.from[b]"),
        ("programmes[0].basis[0]", "programmes[p].basis[a]"),
        ("modules[7].outcomes[1]", "modules[7].outcomes[1]"),
        ("catalog.license", "catalog.license"),
        ("", ""),
    ],
)
def test_a_place_is_named_by_ids(where: str, by_id: str):
    assert named(CATALOG, where) == by_id


def test_a_target_is_named_by_what_it_promises_and_to_whom():
    programme = Programme(id="p", targets=[Target(competency="o:c", level="o:l"), Target(competency="o:c")])
    catalog = Catalog(id="mine", uses=["o"], programmes=[programme])
    assert named(catalog, "programmes[0].targets[0]") == "programmes[p].targets[o:c@o:l]"
    assert named(catalog, "programmes[0].targets[1].reaches") == "programmes[p].targets[o:c].reaches"


TEXTS = {
    "title": {"en": "Too few modules", "da": "For få moduler"},
    "message": {"en": "Only {count} modules.", "da": "Kun {count} moduler."},
    "cure": {"en": "Add some.", "da": "Tilføj nogle."},
    "reason": {"en": "It is our rule.", "da": "Det er vores regel."},
}


def few(catalog: Catalog, *, least: float = 3) -> list[Spot]:
    return [Spot("modules", {"count": len(catalog.modules)})] if len(catalog.modules) < least else []


def own(code: str) -> Check:
    return Check(code=code, severity="warning", find=few, texts=TEXTS)


def test_a_plugins_check_runs_with_its_own_sentences_and_options():
    checks = joined(CHECKS, {"curriculum-skane": [own("SK001")]})
    (finding,) = [one for one in check(CATALOG, checks=checks) if one.code == "SK001"]
    assert finding.message("da") == "Kun 2 moduler."
    assert finding.message("sv") == "Only 2 modules.", "what it does not say in Swedish it says in English"
    assert finding.reason("en") == "It is our rule."
    assert [one.code for one in check(CATALOG, checks=checks, options={"SK001": {"least": 2}})] == [
        one.code for one in check(CATALOG)
    ]


@pytest.mark.parametrize(
    ("others", "code"),
    [
        ({"x": ["ALN999"]}, "check-code-taken"),
        ({"x": ["SK001", "SK001"]}, "check-code-taken"),
        ({"x": ["SK001"], "y": ["SK002"]}, "check-code-taken"),
        ({"x": ["sk1"]}, "bad-check-code"),
    ],
)
def test_letters_belong_to_whoever_comes_first(others: dict[str, list[str]], code: str):
    with pytest.raises(InvalidInput) as refused:
        joined(CHECKS, {name: [own(one) for one in codes] for name, codes in others.items()})
    assert [finding.code for finding in refused.value.findings] == [code]
