"""The table of what survives in which format is the one in the documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.interop.matrix import survival_table
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
    Scale,
    Source,
    Step,
    Target,
)
from curriculum.suppressions import Suppression

DOCUMENT = Path(__file__).parents[1] / "docs" / "interop.md"
BOTH = {"da": "På dansk", "en": "In English"}
LONG = {"da": "Længere på dansk", "en": "Longer in English"}
COMMON = {"evidence": "inferred", "note": BOTH}
EVERYTHING = Catalog(
    id="everything",
    title=BOTH,
    description=LONG,
    version="7",
    language="da",
    license="CC0-1.0",
    region="DK-82",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
    superseded_by="other",
    uses=["frame"],
    sources=[Source(id="s", title=BOTH, publisher="P", year=2026, url="https://example.org", **COMMON)],
    levels=[Level(id="l", title=BOTH, **COMMON)],
    scales=[Scale(id="own", title=BOTH, source="s", demands="one-step", steps=[Step(id="one")], **COMMON)],
    competencies=[
        Competency(id="wide", title=BOTH),
        Competency(
            id="c",
            title=BOTH,
            description=LONG,
            broader="wide",
            scale="own",
            same_as=["http://data.europa.eu/esco/skill/1", "https://example.org/c"],
            source="s",
            **COMMON,
        ),
    ],
    modules=[
        Module(id="a", title=BOTH),
        Module(
            id="m",
            kind="basis",
            title=BOTH,
            description=LONG,
            requires="a & (frame:x | frame:y)",
            corequires="a",
            strict_corequires="frame:z",
            hours=6,
            workload=8,
            credits=2.5,
            capacity=Capacity(minimum=4, maximum=12),
            source="s",
            outcomes=[
                LearningOutcome(
                    id="o",
                    statement=BOTH,
                    competency="c",
                    reaches="one",
                    level="solo:4",
                    coverage="introduced",
                    **COMMON,
                )
            ],
            activities=[
                Activity(id="t", title=BOTH, kind="case", hours=2, outcomes=["o"], level="solo:4", **COMMON)
            ],
            assessments=[Assessment(id="r", title=BOTH, kind="note", outcomes=["o"], level="solo:4", **COMMON)],
            **COMMON,
        ),
    ],
    programmes=[
        Programme(
            id="p",
            title=BOTH,
            description=LONG,
            audience=["l"],
            basis=["m"],
            electives=Electives(modules=["a"], choose=1),
            source="s",
            targets=[Target(competency="c", reaches="one", level="l", **COMMON)],
            **COMMON,
        )
    ],
    suppressions=[Suppression(code="DOC001", reason=BOTH, until=date(2027, 1, 1))],
    **COMMON,
)


def test_the_table_in_the_documents_is_the_measured_one():
    assert survival_table(EVERYTHING) in DOCUMENT.read_text(encoding="utf-8")
