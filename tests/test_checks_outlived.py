"""Catalogs that end, or are replaced, while others still refer to them: regions merge."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gardens import Garden

from curriculum.catalog import Catalog
from curriculum.checks import check
from curriculum.plugins import forget_plugins

if TYPE_CHECKING:
    from conftest import Command

ROOT = Path(__file__).parents[1]
LAST = date(2026, 12, 31)
WEST = """\
schema = 1

[catalog]
id = "west"
title = "West"
license = "CC-BY-4.0"
valid_to = 2026-12-31
superseded_by = "new-west"
"""
MINE = """\
schema = 1

[catalog]
id = "mine"
title = "Mine"
license = "CC-BY-4.0"
uses = ["west"]
"""


@pytest.mark.parametrize(
    ("used", "own", "told"),
    [
        ({}, {}, False),
        ({"valid_to": LAST}, {}, True),
        ({"valid_to": LAST}, {"valid_to": LAST.replace(year=2027)}, True),
        ({"valid_to": LAST}, {"valid_to": LAST}, False),
        ({"valid_to": LAST, "superseded_by": "east"}, {"valid_to": LAST.replace(year=2025)}, False),
        ({"superseded_by": "east"}, {"valid_to": LAST}, True),
    ],
)
def test_a_catalog_is_told_of_that_does_not_hold_as_long_as_the_one_that_uses_it(
    used: dict[str, object],
    own: dict[str, object],
    told: bool,  # noqa: FBT001
):
    catalog = Catalog(id="mine", uses=["west", "framework"], **own)
    others = {"west": Catalog(id="west", **used), "framework": Catalog(id="framework")}
    found = check(catalog, others=others)
    assert [one.where for one in found if one.code == "DOC004"] == ["catalog.uses[0]"] * told
    assert [one for one in check(catalog) if one.code == "DOC004"] == [], "what is not at hand is not looked at"


def test_it_is_told_with_line_and_successor_wherever_the_other_catalog_lies(
    garden: Garden, command: Command, tmp_path: Path
):
    mine = tmp_path / "mine/catalog.toml"
    mine.parent.mkdir()
    mine.write_text(MINE, encoding="utf-8")
    beside = tmp_path / "west/catalog.toml"
    beside.parent.mkdir()
    beside.write_text(WEST, encoding="utf-8")
    done = command("check", mine, "--json")
    (finding,) = done.document["findings"]
    assert (done.code, finding["code"], finding["line"]) == (1, "DOC004", 7)
    assert "2026-12-31. What takes its place: new-west" in finding["message"]
    beside.unlink()
    garden.plant("west", toml=WEST)
    forget_plugins()
    assert command("check", mine, "--json").codes == ["DOC004"]


def test_a_cohort_is_told_that_its_catalog_has_been_replaced(command: Command, tmp_path: Path):
    for file in (ROOT / "examples/first-cohort").iterdir():
        text = file.read_text(encoding="utf-8").replace("[catalog]", '[catalog]\nsuperseded_by = "tutorial-2"')
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    done = command("schedule", tmp_path)
    assert done.code == 0
    line = (tmp_path / "cohort.toml").read_text(encoding="utf-8").split("programme =")[0].count("\n") + 1
    assert f'cohort.toml:{line}: cohort.programme: The catalog "tutorial" says that "tutorial-2"' in done.err
