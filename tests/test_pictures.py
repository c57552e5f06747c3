"""Pictures: whole SVG documents that say what they show, whatever the data say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from small_graphs import any_graph, edges, with_choices

from curriculum.catalog import Catalog
from curriculum.coverage import curriculum_map
from curriculum.design import Plan, PlanTask
from curriculum.files import load_catalog, load_cohort
from curriculum.graph import Node, RequisiteGraph, requisite_graph
from curriculum.messages import LANGUAGES
from curriculum.model import Competency, Electives, LearningOutcome, Module, Programme, Target
from curriculum.pictures import (
    Picture,
    catalog_picture,
    coverage_picture,
    graph_picture,
    map_picture,
    plan_picture,
    timeline_picture,
)
from curriculum.requisites import parse
from curriculum.schedule import Place, Schedule

ROOT = Path(__file__).parents[1]
SVG = "{http://www.w3.org/2000/svg}"
FILE = ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml"
MIDTJYLLAND = load_catalog(FILE)
LEDELSE = "ledelse-i-digitalisering"
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> & &amp; &#x27; \" '",
    "</title></svg><svg onload=alert(1)>",
    "line\nbreak\r\ntab\tend\r",
    "\u202eright to left\u202c \u200f \u05d0\u05d1",
    "\U0001f9d1\u200d\U0001f3eb \u0301e\u0301 \u4e2d\u6587",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "x" * 5000,
)


def parsed(picture: str) -> ET.Element:
    """Read a picture as any XML parser does."""
    return ET.fromstring(picture)  # noqa: S314 - what is read was made here


def titles(picture: str) -> list[str]:
    return [one.text or "" for one in parsed(picture).iter(f"{SVG}title")]


def words(picture: str) -> str:
    return " ".join(one.text or "" for one in parsed(picture).iter(f"{SVG}text"))


def catalog(title: str) -> Catalog:
    """Draw a programme of two modules where everything that can have a title has this one."""
    learn = LearningOutcome(id="learn", statement=title, competency="c", coverage="mastered")
    return Catalog(
        id="mine",
        title=title,
        competencies=[Competency(id="c", title=title)],
        modules=[
            Module(id="a", kind="basis", title=title, hours=7.5, outcomes=[learn]),
            Module(id="b", kind="elective", title=title, requires="a"),
        ],
        programmes=[
            Programme(
                id="p",
                title=title,
                basis=["a"],
                electives=Electives(modules=["b"], choose=1),
                targets=[Target(competency="c")],
            )
        ],
    )


def every_picture(title: str) -> Sequence[Picture]:
    drawn = catalog(title)
    nodes = [Node(id=title, credits=2.5), Node(id="b", title=title)]
    graph = RequisiteGraph(name=title, nodes=nodes)
    plan = Plan(status="optimal", terms=((title,), ("b",)))
    return (
        catalog_picture(drawn, "p", outcomes=True),
        coverage_picture(drawn, "p"),
        graph_picture(graph),
        plan_picture(plan, graph, PlanTask(terms=2, max_credits=3)),
    )


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_are_read_back_as_they_are(title: str):
    for picture in every_picture(title):
        root = parsed(picture)
        assert root.tag == f"{SVG}svg"
        assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
            *("svg", "title", "desc", "style", "g", "rect", "path", "text", "circle")
        }
        assert root.find(f"{SVG}title").text == title == root.get("aria-label")
        assert any(title in told for told in titles(picture)[1:])
        assert not {name for one in root.iter() for name in one.attrib if name.startswith("on")}


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_any_title_makes_a_picture(title: str):
    allowed = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", title)
    assert titles(coverage_picture(catalog(title), "p"))[0] == allowed


def test_a_picture_has_a_title_and_a_description_for_those_who_listen():
    for language in LANGUAGES:
        root = parsed(catalog_picture(MIDTJYLLAND, LEDELSE, language=language))
        assert root.get("role") == "img"
        assert [one.tag for one in root][:2] == [f"{SVG}title", f"{SVG}desc"]
        assert "6" in root.find(f"{SVG}desc").text
    assert parsed(catalog_picture(MIDTJYLLAND, language="da")).find(f"{SVG}title").text == "Region Midtjylland"


def test_pictures_are_light_or_dark_and_can_stand_side_by_side():
    picture = coverage_picture(MIDTJYLLAND, LEDELSE)
    style = parsed(picture).find(f"{SVG}style").text
    assert "@media (prefers-color-scheme:dark)" in style
    assert "currentColor" in style
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"@media [^{]*\{", "", style))
    assert all(rule.lstrip("}").startswith(".curriculum-picture") for rule in rules)
    assert " id=" not in picture
    assert "url(" not in picture


def test_the_same_data_give_the_same_bytes():
    code = (
        "from curriculum.files import load_catalog; from curriculum.pictures import *; import hashlib;"
        f"c = load_catalog({str(FILE)!r});"
        f"p = catalog_picture(c, {LEDELSE!r}) + coverage_picture(c, {LEDELSE!r});"
        "print(hashlib.sha256(p.encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_pictures_need_no_package_but_our_own_four():
    code = (
        "import sys; from curriculum.pictures import graph_picture; from curriculum.graph import requisite_graph;"
        "graph_picture(requisite_graph([('a', 'b')]));"
        "print({'numpy', 'matplotlib', 'networkx', 'ortools', 'pandas'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def boxes(picture: str) -> dict[str, tuple[float, float, float, float]]:
    """Return left, top, right and bottom of each box, by the last part of its title before the facts."""
    found = {}
    for group in parsed(picture).iter(f"{SVG}g"):
        title, frame = group.find(f"{SVG}title"), group.find(f"{SVG}rect")
        if title is not None and frame is not None and "box" in frame.get("class", ""):
            left, top, wide, high = (float(frame.get(name)) for name in ("x", "y", "width", "height"))
            found[title.text] = left, top, left + wide, top + high
    return found


@settings(max_examples=60, deadline=None)
@given(any_graph(8) | with_choices())
def test_boxes_never_overlap_and_requirements_lead_to_the_right(graph: RequisiteGraph):
    picture = graph_picture(graph)
    place = boxes(picture)
    assert sorted(place) == sorted(node.id for node in graph.nodes)
    root = parsed(picture)
    wide, high = float(root.get("width")), float(root.get("height"))
    for name, (left, top, right, bottom) in place.items():
        assert 0 <= left < right <= wide
        assert 0 <= top < bottom <= high
        for other, (left2, top2, right2, bottom2) in place.items():
            assert (
                other == name or right <= left2 or right2 <= left or bottom <= top2 + 0.2 or bottom2 <= top + 0.2
            )
    for group in root.iter(f"{SVG}g"):
        line = group.find(f"{SVG}path")
        if line is not None and "circle" not in line.get("class", "") and group.find(f"{SVG}title") is not None:
            before, _, after = group.find(f"{SVG}title").text.partition(" → ")
            assert place[before][0] <= place[after][0]


def test_alternatives_are_dashed_and_the_legend_says_so():
    nodes = [Node(id="a"), Node(id="b"), Node(id="c"), Node(id="d", requires=parse("a & (b | c)"))]
    picture = graph_picture(RequisiteGraph(nodes=nodes))
    dashed = [one.get("class") for one in parsed(picture).iter(f"{SVG}path") if "maybe" in one.get("class", "")]
    assert len(dashed) == 2 + 1  # two lines, and the sample in the legend
    assert "one of several alternatives" in words(picture)
    assert "alternatives" not in words(graph_picture(requisite_graph(edges("a>b"))))


def test_a_circle_is_drawn_and_named_as_one():
    picture = graph_picture(requisite_graph(edges("a>b b>c c>a")))
    against = [one for one in parsed(picture).iter(f"{SVG}path") if "circle" in one.get("class", "")]
    assert len(against) == 1 + 1  # the line, and the sample in the legend
    assert "required in a circle" in words(picture)


def test_basis_modules_and_electives_differ_in_more_than_colour():
    root = parsed(catalog_picture(MIDTJYLLAND, LEDELSE))
    corners = {one.get("class"): one.get("rx") for one in root.iter(f"{SVG}rect") if one.get("width") == "172"}
    assert corners == {"box basis": "2", "box elective": "9"}
    shown = words(catalog_picture(MIDTJYLLAND, LEDELSE, language="da"))
    assert "valgmodul, 6 t" in shown


def test_outcomes_are_told_when_asked_for():
    told = words(catalog_picture(MIDTJYLLAND, LEDELSE, outcomes=True, language="da"))
    assert "· Kende eget afsæt: novice" in told
    assert "Kende eget afsæt" not in words(catalog_picture(MIDTJYLLAND, LEDELSE, language="da"))


def test_every_cell_of_the_coverage_map_has_its_letters():
    mapped = curriculum_map(MIDTJYLLAND, LEDELSE)
    root = parsed(coverage_picture(MIDTJYLLAND, LEDELSE))
    cells = [group for group in root.iter(f"{SVG}g") if " / " in (group.find(f"{SVG}title").text or "")]
    assert [group.find(f"{SVG}text").text for group in cells] == [cell.letters for cell in mapped.cells]
    aimed = [group for group in cells if any(one.get("class") == "aimed" for one in group)]
    assert len(aimed) == 2 + 8  # two competencies reach their target in basis-2, two in each elective
    assert "hospital management," in words(coverage_picture(MIDTJYLLAND, LEDELSE))


def test_many_modules_get_narrow_columns():
    modules = [Module(id=f"m{number}", title=f"Module number {number}") for number in range(60)]
    picture = coverage_picture(evolve(catalog("Mine"), modules=[*catalog("Mine").modules, *modules]))
    assert float(parsed(picture).get("width")) < 62 * 50 + 300
    assert 'transform="rotate(-90' in picture


def test_a_plan_shows_loads_and_limits():
    nodes = [Node(id="a", credits=7.5), Node(id="b", credits=5), Node(id="c", credits=2.5)]
    task = PlanTask(terms=3, objective="load", max_credits=10, min_credits=0)
    plan = Plan(status="optimal", terms=(("a", "c"), ("b",), ()))
    picture = plan_picture(plan, RequisiteGraph(nodes=nodes), task)
    bars = [float(one.get("height")) for one in parsed(picture).iter(f"{SVG}rect") if one.get("class") == "load"]
    assert bars == [96, 48, 0]
    assert {"10", "5", "0", "at most 10", "at least 0", "Term 3"} <= {
        one.text for one in parsed(picture).iter(f"{SVG}text")
    }


@pytest.mark.parametrize(("language", "hours", "credit"), [("en", "7.5 h", "2.5"), ("da", "7,5 t", "2,5")])
def test_hours_credits_and_limits_are_written_as_the_language_writes_numbers(
    language: str, hours: str, credit: str
):
    assert hours in words(catalog_picture(catalog("Mine"), "p", language=language))
    graph = RequisiteGraph(nodes=[Node(id="a", credits=2.5)])
    task = PlanTask(terms=1, max_credits=2.5)
    picture = plan_picture(Plan(status="optimal", terms=(("a",),)), graph, task, language=language)
    assert words(picture).count(credit) == 3  # in the box, under the bar, at the limit


def test_a_plan_by_itself_counts_modules_and_nothing_is_drawn_of_no_plan():
    bare = plan_picture(Plan(status="feasible", terms=(("a", "b"), ("c",))), language="sv")
    assert "moduler" in words(bare)
    assert "load" not in [one.get("class") for one in parsed(plan_picture(Plan(status="infeasible"))).iter()]


def test_theory_and_practice_are_told_apart_where_they_take_turns():
    nodes = [Node(id="a", nature="theory"), Node(id="b", nature="practice")]
    plan = Plan(status="optimal", terms=(("a",), ("b",)))
    picture = plan_picture(plan, RequisiteGraph(nodes=nodes), PlanTask(terms=2, alternate=True))
    assert "mostly theory" in words(picture)
    assert "mostly practice" in words(picture)


def test_a_timeline_shows_when_runs_are_held_and_how_full_they_are():
    cohort = load_cohort(ROOT / "examples/midtjylland-pilot", find=lambda _: MIDTJYLLAND)
    places = [Place("p1", "basis-1", "B1-01"), Place("p2", "basis-1", "B1-01")]
    schedule = Schedule(cohort=cohort.id, programme=cohort.programme_name, status="feasible", places=places)
    picture = timeline_picture(cohort, schedule, language="da")
    assert "B1-01 · 2/25" in words(picture)
    assert "B1-02 · 0/25" in words(picture)
    marks = [one for one in parsed(picture).iter(f"{SVG}rect") if one.get("class") == "load"]
    assert len(marks) == 1
    assert any(told.startswith("basis-1: B1-01 2019-08-20") for told in titles(picture))
    days = {day for run in cohort.runs for day in run.dates}
    every = [one for one in parsed(timeline_picture(cohort)).iter(f"{SVG}rect") if one.get("class") == "load"]
    assert len(every) == sum(len(run.dates) for run in cohort.runs) >= len(days)


def test_a_cohort_without_dates_has_an_empty_timeline():
    cohort = load_cohort(ROOT / "examples/midtjylland-pilot", find=lambda _: MIDTJYLLAND)
    empty = evolve(cohort, runs=[])
    assert parsed(timeline_picture(empty)).find(f"{SVG}title").text == titles(timeline_picture(cohort))[0]


def test_pictures_show_themselves_in_a_notebook():
    picture = graph_picture(requisite_graph(edges("a>b")))
    assert picture._repr_svg_() == picture
    assert requisite_graph(edges("a>b"))._repr_svg_() == picture
    mapped = curriculum_map(MIDTJYLLAND, LEDELSE)
    assert mapped._repr_svg_() == map_picture(mapped)
    plan = Plan(status="optimal", terms=(("a",),))
    assert plan._repr_svg_() == plan_picture(plan)


def test_sixty_modules_in_a_tangle_are_drawn():
    text = " ".join(f"m{number}>m{number + step}" for number in range(52) for step in (1, 3, 8))
    graph = requisite_graph([tuple(pair.split(">")) for pair in text.split()])
    place = boxes(graph_picture(graph))
    assert len(place) == 60
    assert len({left for left, *_ in place.values()}) == 53


def test_an_empty_curriculum_is_an_empty_picture():
    assert boxes(graph_picture(RequisiteGraph())) == {}
    assert "0 modules" in parsed(graph_picture(RequisiteGraph())).find(f"{SVG}desc").text


def test_the_pictures_of_the_documentation_are_what_is_drawn(tmp_path: Path):
    subprocess.run([sys.executable, ROOT / "examples/draw_pictures.py", tmp_path], check=True)
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (ROOT / "docs/pictures").glob("*.svg")}
    assert drawn == kept, "run: python examples/draw_pictures.py"
