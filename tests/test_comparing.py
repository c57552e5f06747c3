"""Two catalogs held against each other: every difference once, every change divided so that the parts add up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_catalogs import catalogs
from small_graphs import acyclic, with_choices
from small_programmes import programme

from curriculum import Catalog, Competency, LearningOutcome, Level, Module, Programme, Target
from curriculum.comparing import Comparison, Edit, compare, structure
from curriculum.comparing.documents import comparison_document
from curriculum.comparing.shares import shares, way
from curriculum.comparing.structure import STRUCTURAL, measured
from curriculum.comparing.wording import comparison_text
from curriculum.graph import Node, RequisiteGraph, catalog_graph, requisite_graph
from curriculum.metrics import circle_findings, structural_metrics
from curriculum.model import Activity, Electives
from curriculum.requisites import parse

DAY = date(2026, 1, 1)
OPPOSITE = {"added": "removed", "removed": "added", "won": "lost", "lost": "won", "better": "worse"}
OPPOSITE |= {"worse": "better", "new": "dropped", "dropped": "new"}


def words(found: Comparison) -> list[tuple[str, ...]]:
    return [
        (edit.kind, edit.entry, edit.id, edit.field, str(edit.before), str(edit.after)) for edit in found.edits
    ]


def turned(edit: Edit) -> str:
    """Return what an edit is on the way back."""
    return repr(evolve(edit, kind=OPPOSITE.get(edit.kind, edit.kind), before=edit.after, after=edit.before))


def parts_by_edits(found: Comparison, *, back: bool) -> dict[str, Counter[tuple[str, Fraction]]]:
    """Return the parts of each metric with their edits in words, so that they do not depend on any order."""
    name, sign = (turned, -1) if back else (repr, 1)
    return {
        change.metric: Counter(
            (" & ".join(sorted(name(found.edits[one]) for one in part.edits)), sign * part.amount)
            for part in change.parts
        )
        for change in found.metrics
    }


def adds_up(found: Comparison) -> bool:
    return all(sum((part.amount for part in one.parts), Fraction(0)) == one.change for one in found.metrics)


def assert_mirrored(there: Comparison, back: Comparison) -> None:
    assert Counter(map(repr, there.edits)) == Counter(map(turned, back.edits))
    assert parts_by_edits(there, back=False) == parts_by_edits(back, back=True)
    assert (there.gone, there.new) == (back.new, back.gone)
    for one, other in zip(there.programmes, back.programmes, strict=True):
        assert {(was, now) for was, now in one.levels} == {(was, now) for now, was in other.levels}
        verdicts = [OPPOSITE.get(target.verdict, target.verdict) for target in other.targets]
        assert [target.verdict for target in one.targets] == verdicts


@settings(max_examples=25, deadline=None)
@given(catalogs(), catalogs())
def test_parts_add_up_and_the_way_back_is_the_mirror_image(first: Catalog, second: Catalog):
    there, back = compare(first, second, today=DAY), compare(second, first, today=DAY)
    assert adds_up(there)
    assert_mirrored(there, back)
    for catalog, value in ((first, "before"), (second, "after")):
        metrics = structural_metrics(catalog_graph(catalog))
        assert getattr(there.metric("complexity"), value) == metrics.complexity
        assert getattr(there.metric("centrality"), value) == metrics.centrality


@settings(max_examples=25, deadline=None)
@given(catalogs())
def test_a_catalog_is_the_same_as_itself_in_any_order(catalog: Catalog):
    turned_round = evolve(
        catalog,
        modules=catalog.modules[::-1],
        sources=catalog.sources[::-1],
        competencies=catalog.competencies[::-1],
    )
    found = compare(catalog, turned_round, today=DAY)
    assert found.same
    assert (found.gone, found.new) == ((), ())
    assert not any(change.parts or change.change for change in found.metrics)


@settings(max_examples=25, deadline=None)
@given(st.one_of(acyclic(largest=6), with_choices()), st.one_of(acyclic(largest=6), with_choices()))
def test_graphs_with_choices_add_up_and_mirror(first: RequisiteGraph, second: RequisiteGraph):
    there, back = compare(first, second), compare(second, first)
    assert adds_up(there)
    assert_mirrored(there, back)


@settings(max_examples=20, deadline=None)
@given(acyclic(largest=6), acyclic(largest=6), st.sampled_from([1, 300, 1500]))
def test_parts_add_up_and_mirror_however_little_time_there_is(
    first: RequisiteGraph, second: RequisiteGraph, effort: int
):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structure, "EFFORT", effort)
        there, back = compare(first, second), compare(second, first)
    assert adds_up(there)
    assert_mirrored(there, back)


@settings(max_examples=30, deadline=None)
@given(acyclic(largest=4), st.data())
def test_the_parts_of_new_requirements_are_the_mean_over_every_order(graph: RequisiteGraph, data: st.DataObject):
    assume(not circle_findings(graph))  # as strict corequisites can make them
    edges = [(edge.before, edge.after, edge.kind) for edge in graph.requisites()]
    new = data.draw(st.lists(st.sampled_from(edges), unique=True, max_size=5)) if edges else []
    modules = [node.id for node in graph.nodes]
    old = requisite_graph([edge for edge in edges if edge not in new], modules=modules)
    found = compare(old, graph)
    ways = list(permutations(new))
    for number, metric in enumerate(STRUCTURAL):
        expected: Counter[tuple[str, str, str]] = Counter()
        for order in ways:
            made = [edge for edge in edges if edge not in new]
            for edge in order:
                less = measured(requisite_graph(made, modules=modules))[number]
                made.append(edge)
                more = measured(requisite_graph(made, modules=modules))[number]
                expected[edge] += (more - less) / len(ways)
        fields = {"requires": "pre", "corequires": "co", "strict_corequires": "strict"}
        told = {
            (edit.after, edit.id, fields[edit.field]): part.amount
            for part in found.metric(metric).parts
            for edit in [found.edits[part.edits[0]]]
        }
        assert told == {edge: amount for edge, amount in expected.items() if amount}


def test_centrality_is_divided_exactly_however_large_it_is():
    def ladder(rungs: int) -> list[tuple[str, str]]:
        return [
            pair
            for step in range(rungs)
            for side in "lr"
            for pair in ((f"t{step}", f"{side}{step}"), (f"{side}{step}", f"t{step + 1}"))
        ]

    whole = ladder(300)
    modules = sorted({name for pair in whole for name in pair})
    found = compare(requisite_graph(whole[:-1], modules=modules), requisite_graph(whole, modules=modules))
    change = found.metric("centrality")
    assert change.change == change.parts[0].amount > 2**290
    document = comparison_document(found)
    (told,) = [one for one in document["metrics"] if one["metric"] == "centrality"]
    assert told["parts"][0]["amount"] == int(told["change"]["exact"])


def test_a_module_comes_with_its_own_requirements():
    found = compare(requisite_graph([("a", "b")]), requisite_graph([("a", "b"), ("b", "c")]))
    assert [edit.entry for edit in found.edits] == ["module", "requirement"]
    assert [part.edits for part in found.metric("delay").parts] == [(0, 1)]
    assert found.metric("delay").parts[0].amount == 5


def test_an_alternative_is_one_requirement():
    old = RequisiteGraph(nodes=[Node(id="a"), Node(id="b"), Node(id="c", requires=parse("a & b"))])
    new = RequisiteGraph(nodes=[Node(id="a"), Node(id="b"), Node(id="c", requires=parse("a | b"))])
    found = compare(old, new)
    assert [edit[:2] + edit[-2:] for edit in words(found)] == [
        ("removed", "requirement", "a", "None"),
        ("added", "requirement", "None", "a | b"),
        ("removed", "requirement", "b", "None"),
    ]
    assert found.metric("complexity").change == 0
    assert found.metric("complexity_min").change == -4
    assert adds_up(found)


def test_requirements_that_were_turned_round_never_make_a_circle_on_the_way():
    found = compare(requisite_graph([("a", "b")]), requisite_graph([("b", "a")]))
    assert found.doubts == ()
    amounts = [part.amount for part in found.metric("delay").parts]
    assert (sorted(amounts), found.metric("delay").change) == ([-2, 2], 0)


def test_a_change_of_system_has_its_own_part():
    graph = requisite_graph([("a", "b"), ("b", "c")])
    found = compare(graph, evolve(graph, system="quarter"))
    assert words(found) == [("changed", "catalog", "", "system", "semester", "quarter")]
    assert found.metric("complexity").change == found.metric("complexity").parts[0].amount == -4


def test_a_circle_leaves_the_rest_of_the_comparison():
    circle = requisite_graph([("a", "b"), ("b", "a"), ("b", "c")])
    found = compare(requisite_graph([("a", "b")]), circle)
    assert [doubt.code for doubt in found.doubts] == ["requisite-circle"]
    assert len(found.edits) == 3
    with pytest.raises(KeyError):
        found.metric("delay")


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(3, 8, "every-order"), (3, 7, "some-orders"), (3, 6, "some-orders"), (3, 5, "by-kind")],
)
def test_how_parts_are_found_depends_on_the_time_that_there_is(count: int, most: int, expected: str):
    asked = []

    def worth(made: frozenset[int]) -> tuple[Fraction, ...]:
        asked.append(made)
        return (Fraction(len(made) ** 3),)

    found = shares(worth, count, most)
    assert way(count, most) == expected
    assert (found is None) == (expected == "by-kind")
    assert len(asked) <= most
    if found is not None:
        assert sum(amount for (amount,) in found) == 27


# What is different


BASE = programme("a 4h x1 y1;b 6h x2 <a;c 6h x1 <a;d 5h y1 <a", "x2@top x2@low y1", basis="a")


def with_module(catalog: Catalog, name: str, **changes: object) -> Catalog:
    return evolve(catalog, modules=[evolve(one, **changes) if one.id == name else one for one in catalog.modules])


def test_every_single_change_of_a_catalog_is_told():
    first = BASE.programmes[0]
    changes = {
        "version": evolve(BASE, version="2"),
        "hours": with_module(BASE, "a", hours=5.0),
        "outcomes": with_module(BASE, "a", outcomes=BASE.module("a").outcomes[1:]),
        "levels": evolve(BASE, levels=BASE.levels[::-1]),
        "basis": evolve(BASE, programmes=[evolve(first, basis=("a", "b"))])
        if "b" not in first.module_ids
        else None,
        "targets": evolve(BASE, programmes=[evolve(first, targets=first.targets[1:])]),
        "audience": evolve(BASE, programmes=[evolve(first, audience=first.audience[1:])]),
        "choose": evolve(
            BASE, programmes=[evolve(first, electives=evolve(first.electives, choose=first.choose.maximum + 1))]
        ),
        "competencies": evolve(BASE, competencies=(*BASE.competencies, Competency(id="further"))),
        "modules": evolve(BASE, modules=(*BASE.modules, Module(id="further"))),
    }
    for name, changed in changes.items():
        if changed is not None:
            found = compare(BASE, changed, today=DAY)
            assert not found.same, name
            assert adds_up(found), name


def test_an_outcome_that_went_to_another_module_has_moved():
    outcome = LearningOutcome(id="o", statement="Lead.")
    lecture = Activity(id="l", kind="lecture")
    old = Catalog(id="cat", modules=[Module(id="a", outcomes=[outcome]), Module(id="b", activities=[lecture])])
    new = Catalog(id="cat", modules=[Module(id="a", activities=[lecture]), Module(id="b", outcomes=[outcome])])
    assert words(compare(old, new, today=DAY)) == [
        ("moved", "outcome", "o", "module", "a", "b"),
        ("moved", "activity", "l", "module", "b", "a"),
    ]
    reworded = evolve(outcome, statement="Lead well.")
    other = evolve(new, modules=[Module(id="a"), Module(id="b", outcomes=[reworded])])
    assert {edit[0] for edit in words(compare(old, other, today=DAY))} == {"added", "removed"}


def test_an_elective_that_everybody_takes_has_moved():
    modules = [Module(id="a"), Module(id="b"), Module(id="c")]
    old = Programme(id="p", basis=["a"], electives=Electives(modules=["b", "c"], choose=1))
    new = Programme(id="p", basis=["a", "b"], electives=Electives(modules=["c"], choose=1))
    found = compare(*(Catalog(id="cat", modules=modules, programmes=[one]) for one in (old, new)), today=DAY)
    assert words(found) == [("moved", "programme-module", "p.b", "part", "elective", "basis")]


def test_hours_are_divided_among_the_modules():
    old = Catalog(id="cat", modules=[Module(id="a", hours=7.1), Module(id="b", hours=6)])
    new = Catalog(id="cat", modules=[Module(id="a", hours=8), Module(id="c", hours=2.5)])
    found = compare(old, new, today=DAY).metric("hours")
    assert [part.amount for part in found.parts] == [-6, Fraction("2.5"), Fraction("0.9")]
    assert found.change == Fraction("-2.6")


# Coverage and findings


def test_coverage_won_is_lost_on_the_way_back():
    first = BASE.programmes[0]
    choose_all = evolve(first, electives=evolve(first.electives, choose=len(first.elective_ids)))
    better = evolve(BASE, programmes=[choose_all])
    (there,), (back,) = (compare(*pair, today=DAY).programmes for pair in ((BASE, better), (better, BASE)))
    assert [(one.competency, one.level, one.verdict) for one in there.targets] == [
        ("x", "low", "won"),
        ("x", "top", "won"),
        ("y", None, "same"),
    ]
    assert [one.verdict for one in back.targets] == ["lost", "lost", "same"]
    assert next((was.guaranteed, now.guaranteed) for was, now in there.levels if was and now) == (1, 3)


def test_findings_of_checks_are_won_and_lost():
    old = Catalog(id="cat", title="Cat", license="CC0-1.0", modules=[Module(id="a")])
    new = evolve(old, license=None)
    found = compare(old, new, today=DAY)
    assert (found.gone, [code for code, _ in found.new]) == ((), ["DOC002"])
    assert compare(new, old, today=DAY).gone == found.new


# Two regions


def region(name: str, competency: Competency, **further: object) -> Catalog:
    outcome = LearningOutcome(id="o", statement="Lead.", competency=competency.id, reaches="novice")
    target = Target(competency=competency.id, reaches="novice")
    return Catalog(
        id=name,
        uses=["frame"],
        levels=[Level(id="top")],
        competencies=[competency],
        modules=[Module(id="start", outcomes=[outcome])],
        programmes=[Programme(id=f"{name}-p", basis=["start"], targets=[target])],
        **further,
    )


def test_competencies_of_two_regions_are_matched_by_the_framework_that_both_refer_to():
    concept = "http://data.europa.eu/esco/skill/1"
    north = region("north", Competency(id="ethics", scale="dreyfus", same_as=[concept]))
    south = region("south", Competency(id="etik", scale="dreyfus", same_as=["x:y", concept]))
    found = compare(north, south, programmes=("north-p", "south-p"), today=DAY)
    assert [(one.before, one.after, one.shared, one.name) for one in found.matched] == [
        ("ethics", "etik", concept, "ethics = etik")
    ]
    assert [edit[:4] for edit in words(found)] == [("changed", "competency", "ethics = etik", "same_as")]
    assert [one.verdict for one in found.programmes[0].targets] == ["same"]
    assert_mirrored(found, compare(south, north, programmes=("south-p", "north-p"), today=DAY))


def test_a_framework_wins_over_an_id_that_happens_to_be_the_same():
    def competencies(name: str) -> Catalog:
        other = "ethics" if name == "south" else "data"
        return Catalog(
            id=name,
            uses=["frame"],
            competencies=[Competency(id=other, same_as=["frame:one"]), Competency(id="spare")],
            modules=[],
        )

    north = competencies("north")
    south = evolve(
        competencies("south"),
        competencies=[
            Competency(id="ethics", same_as=["frame:one"]),
            Competency(id="data"),
            Competency(id="spare"),
        ],
    )
    found = compare(north, south, today=DAY)
    assert [one.name for one in found.matched] == ["data = ethics"]
    assert ("added", "competency", "data") in [edit[:3] for edit in words(found)]


def test_a_reference_into_a_third_catalog_is_the_same_competency():
    frame = Catalog(id="frame", competencies=[Competency(id="one", same_as=["urn:one"])])
    outcome = LearningOutcome(id="o", statement="Lead.", competency="frame:one")
    north = Catalog(id="north", uses=["frame"], modules=[Module(id="start", outcomes=[outcome])])
    south = region("south", Competency(id="en", scale="dreyfus", same_as=["urn:one"]))
    (match,) = compare(north, south, others=[frame], today=DAY).matched
    assert (match.before, match.after, match.shared) == ("frame:one", "en", "urn:one")
    assert compare(north, south, today=DAY).matched == ()


def test_a_shared_framework_shows_what_of_each_region_belongs_to_it():
    def under(name: str, *broader: str) -> Catalog:
        competencies = [Competency(id=f"{name}-{number}", broader=one) for number, one in enumerate(broader)]
        return Catalog(id=name, uses=["frame"], competencies=competencies)

    north = under("north", "frame:change", "north-0")
    south = under("south", "frame:data", "frame:change", "frame:change")
    told = compare(north, south, today=DAY).concepts
    assert [(one.id, one.before, one.after) for one in told] == [
        ("frame:change", ("north-0", "north-1"), ("south-1", "south-2")),
        ("frame:data", (), ("south-0",)),
    ]
    assert compare(north, evolve(north, version="2"), today=DAY).concepts == ()
    frame = Catalog(id="frame", competencies=[Competency(id="change"), Competency(id="unused")])
    (concept,) = compare(frame, north, today=DAY).concepts
    assert (concept.id, concept.before, concept.after) == ("frame:change", ("change",), ("north-0", "north-1"))


def test_only_what_belongs_to_the_programme_is_compared():
    competency = Competency(id="ethics", scale="dreyfus")
    north = region("north", competency)
    wider = evolve(north, modules=(*north.modules, Module(id="other", hours=3)), version="9")
    found = compare(north, wider, programmes=("north-p", "north-p"), today=DAY)
    assert (found.same, found.metric("hours").change, found.new) == (True, 0, ())
    assert not compare(north, wider, today=DAY).same


# Words, tables, notebooks


@pytest.mark.parametrize("language", ["en", "da", "sv"])
def test_a_comparison_is_told_in_the_readers_language(language: str):
    new = with_module(evolve(BASE, modules=BASE.modules[:-1], programmes=[]), "b", requires="", hours=7.5)
    told = comparison_text(compare(BASE, new, today=DAY), language)
    entry = {"en": "module", "da": "modul", "sv": "modul"}[language]
    hours = "6 → 7.5" if language == "en" else "6 → 7,5"
    assert f"~ {entry} b: hours {hours}" in told
    assert "compare." not in told


def test_a_comparison_is_a_table_and_a_page():
    found = compare(requisite_graph([("a", "b")]), requisite_graph([("a", "b"), ("b", "<i>")]))
    frame = found.to_frame()
    assert list(frame["entry"]) == ["module", "requirement"]
    assert list(frame["delay"]) == [5, 0]
    assert "&lt;i&gt;" in found._repr_html_()
    assert "<i>" not in found._repr_html_()
