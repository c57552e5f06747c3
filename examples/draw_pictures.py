"""Draw the pictures of the documentation again: those that are there already are the same, byte for byte.

::

    python examples/draw_pictures.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from curriculum import find_catalog, load_cohort
from curriculum.design import PlanTask
from curriculum.graph import Node, RequisiteGraph
from curriculum.pictures import Picture, catalog_picture, coverage_picture, plan_picture, timeline_picture
from curriculum.planner import plan_terms
from curriculum.requisites import parse

HERE = Path(__file__).parent
FOLDER = HERE.parent / "docs" / "pictures"
PROGRAMME = "ledelse-i-digitalisering"


def plan_of_weeks() -> Picture:
    """Draw a plan in which theory and practice take turns."""
    nodes = [
        Node(id="talk", title="Talks and cases", credits=5, nature="theory"),
        Node(id="ward", title="First weeks on the ward", credits=7.5, nature="practice"),
        Node(
            id="method",
            title="Methods of improvement",
            credits=5,
            nature="theory",
            requires=parse("ward | shadow"),
        ),
        Node(id="shadow", title="Shadowing a leader", credits=2.5, nature="practice"),
        Node(id="data", title="Reading data", credits=2.5, requires=parse("talk")),
        Node(
            id="trial",
            title="A trial action of one's own",
            credits=10,
            nature="practice",
            requires=parse("method"),
        ),
    ]
    graph = RequisiteGraph(name="Theory and practice by turns", nodes=nodes)
    task = PlanTask(terms=4, objective="load", alternate=True, max_credits=12)
    return plan_picture(plan_terms(graph, task), graph, task)


def pictures() -> dict[str, Picture]:
    """Draw all of them, by the names of their files."""
    catalog = find_catalog("midtjylland")
    if catalog is None:
        raise SystemExit("Install the plugin first: pip install ./plugins/curriculum-midtjylland")
    return {
        "map.svg": catalog_picture(catalog, PROGRAMME, outcomes=True),
        "coverage.svg": coverage_picture(catalog, PROGRAMME),
        "plan.svg": plan_of_weeks(),
        "timeline.svg": timeline_picture(load_cohort(HERE / "midtjylland-pilot", find=find_catalog)),
    }


def main() -> None:
    """Write the pictures into the folder that is named, or into the documentation."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in pictures().items():
        (folder / name).write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
