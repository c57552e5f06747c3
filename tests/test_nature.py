"""Theory or practice: what a module mostly is."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from curriculum.files import load_catalog
from curriculum.graph import catalog_graph
from curriculum.model import Activity, ActivityKind, Module
from curriculum.nature import NATURES, module_nature

ROOT = Path(__file__).parents[1]


def drawn(text: str) -> Module:
    """Read ``lecture:2 practice``: an activity of two hours, and one that does not say its hours."""
    activities = [
        Activity(
            id=f"x{number}",
            kind=word.partition(":")[0],
            hours=float(word.partition(":")[2] or "nan") if ":" in word else None,
        )
        for number, word in enumerate(text.split())
    ]
    return Module(id="m", activities=activities)


@pytest.mark.parametrize(
    ("activities", "nature"),
    [
        ("", None),
        ("lecture:1", "theory"),
        ("workshop:1 case:1 practice:1.9", "theory"),
        ("workshop:0.1 case:0.2 practice:0.3", None),
        ("lecture:2 practice:1 trial-action:1.1", "practice"),
        ("reflection:5 network:5 knowledge-sharing:5 practice:1", "practice"),
        ("reflection:5", None),
        ("lecture:9 practice practice", "practice"),
        ("lecture practice", None),
        ("lecture:0", None),
    ],
)
def test_the_hours_of_activities_are_weighed_or_their_number(activities: str, nature: str | None):
    assert module_nature(drawn(activities)) == nature


def test_only_known_kinds_of_activity_count():
    assert set(NATURES) < set(get_args(ActivityKind))


def test_a_catalogs_graph_knows_what_its_modules_are():
    catalog = load_catalog(ROOT / "plugins/curriculum-midtjylland/src/curriculum_midtjylland/catalog.toml")
    assert [node.nature for node in catalog_graph(catalog).nodes] == ["theory"] * 2 + [None] * 4
