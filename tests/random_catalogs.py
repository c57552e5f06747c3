"""Catalogs of every shape, with texts that are awkward to write."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from curriculum.catalog import Catalog
from curriculum.model import (
    Activity,
    Assessment,
    Capacity,
    Choose,
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
from curriculum.text import Text

AWKWARD = (
    "",
    " ",
    "æøå ÄÖ 𝄞",
    "a \"b\" 'c' \\ d",
    "one\ntwo\r\n",
    "=cmd|' /C calc'!A0",
    "\x7f\t\x1f",
    "[x]\nid = 1 # no",
)
TEXTS = st.sampled_from(AWKWARD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SAID = TEXTS.map(lambda text: Text({"": text})) | st.dictionaries(
    st.sampled_from(["da", "sv", "en", "nb-NO"]), TEXTS, min_size=1, max_size=3
).map(Text)
AMOUNTS = st.none() | st.integers(0, 500).map(float) | st.floats(0, 1e6, allow_subnormal=False)
EVIDENCE = st.sampled_from(["stated", "inferred", "illustrative"])
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def some(ids: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(ids), unique=True) if ids else st.just([])


def maybe(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


def named(prefix: str, largest: int = 3) -> st.SearchStrategy[list[str]]:
    return st.integers(0, largest).map(lambda count: [f"{prefix}-{number}" for number in range(count)])


def common(draw: Any) -> dict[str, Any]:
    return {"evidence": draw(EVIDENCE), "note": draw(st.none() | SAID)}


@st.composite
def catalogs(draw: Any) -> Catalog:
    """Draw a consistent catalog."""
    sources, levels, competencies = draw(named("s")), draw(named("l")), draw(named("c"))
    ids, used = draw(named("m", 4)), draw(some(["other", "third"]))
    steps = st.integers(1, 5).map(lambda count: [Step(id=f"x{number}", title="x") for number in range(count)])
    return Catalog(
        id="cat",
        title=draw(st.none() | SAID),
        version=draw(TEXTS),
        language=draw(st.sampled_from(["da", "en", "sv"])),
        valid_from=draw(st.none() | DAYS),
        superseded_by=draw(st.none() | TEXTS),
        uses=used,
        uses_at_least={name: draw(TEXTS) for name in used if draw(st.booleans())},
        sources=[
            Source(id=name, title=draw(SAID), year=draw(maybe(2019)), url=draw(st.none() | TEXTS), **common(draw))
            for name in sources
        ],
        levels=[Level(id=name, title=draw(st.none() | SAID)) for name in levels],
        scales=[Scale(id="own", steps=draw(steps), **common(draw))] if draw(st.booleans()) else [],
        competencies=[
            Competency(
                id=name,
                title=draw(st.none() | SAID),
                broader=draw(maybe(*competencies[:number])),
                scale="dreyfus",
                same_as=draw(st.lists(TEXTS, max_size=2)),
                source=draw(maybe(*sources)),
            )
            for number, name in enumerate(competencies)
        ],
        modules=[draw(modules(name, ids[:number], sources, competencies)) for number, name in enumerate(ids)],
        programmes=[draw(programmes(ids, levels, competencies))] if draw(st.booleans()) else [],
        **common(draw),
    )


@st.composite
def modules(draw: Any, name: str, before: list[str], sources: list[str], competencies: list[str]) -> Module:
    outcomes = draw(named("o", 2))
    needed = draw(some(before))
    expressions = [" & ".join(needed), " | ".join(needed), f"1 of ({', '.join(needed)})" if needed else ""]
    return Module(
        id=name,
        kind=draw(maybe("basis", "elective")),
        title=draw(st.none() | SAID),
        description=draw(st.none() | SAID),
        requires=draw(st.sampled_from(expressions)),
        corequires=" & ".join(draw(some(before))),
        hours=draw(AMOUNTS),
        credits=draw(AMOUNTS),
        capacity=draw(st.builds(Capacity, minimum=maybe(1, 8), maximum=maybe(8, 25))),
        source=draw(maybe(*sources)),
        outcomes=[
            LearningOutcome(
                id=outcome,
                statement=draw(SAID),
                competency=draw(maybe(*competencies)),
                level=draw(maybe("solo:4", "bloom:apply")),
                coverage=draw(maybe("introduced", "mastered")),
                **common(draw),
            )
            for outcome in outcomes
        ],
        activities=[Activity(id="a", kind="case", hours=draw(AMOUNTS), outcomes=draw(some(outcomes)))],
        assessments=[Assessment(id="t", kind=draw(TEXTS), outcomes=draw(some(outcomes)))],
        **common(draw),
    )


@st.composite
def programmes(draw: Any, ids: list[str], levels: list[str], competencies: list[str]) -> Programme:
    basis = draw(some(ids))
    electives = [name for name in ids if name not in basis]
    most = draw(st.integers(0, len(electives)))
    choose = Choose(minimum=draw(st.integers(0, most)), maximum=most)
    return Programme(
        id="p",
        audience=draw(some(levels)),
        basis=basis,
        electives=draw(st.none() | st.just(Electives(modules=electives, choose=choose))),
        targets=[
            Target(
                competency=name, reaches=draw(maybe("competent", "3")), level=draw(maybe(*levels)), **common(draw)
            )
            for name in competencies
        ],
        **common(draw),
    )
