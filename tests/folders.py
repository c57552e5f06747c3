"""A small catalog and cohort on the disk, for tests that break one thing in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from curriculum.errors import Finding, InvalidInput

CATALOG = """\
schema = 1

[catalog]
id = "small"
language = "da"

[[sources]]
id = "book"
title = "Bog"

[[levels]]
id = "hospital"

[[levels]]
id = "department"

[[scales]]
id = "maturity"
steps = [{ id = "aware" }, { id = "leading" }]

[[competencies]]
id = "ethics"
scale = "maturity"
source = "book"

[[modules]]
id = "basis-1"
kind = "basis"
hours = 7
capacity = { minimum = 1, maximum = 25 }

  [[modules.outcomes]]
  id = "assess"
  statement = { da = "Vurdere", en = "Assess" }
  competency = "ethics"
  reaches = "leading"

  [[modules.activities]]
  id = "trial"
  kind = "trial-action"
  outcomes = ["assess"]

[[modules]]
id = "data"
kind = "elective"
requires = "basis-1"
capacity = { maximum = 20 }

[[programmes]]
id = "leadership"
audience = ["hospital"]
basis = ["basis-1"]
electives = { from = ["data"], choose = 1 }
"""

COHORT = """\
schema = 1

[cohort]
id = "pilot"
programme = "small:leadership"
catalog = "catalog.toml"

[rules]
apart = ["manager"]

[[rules.mixing]]
attribute = "level"
max_share = 0.75

[goals]
preference = [0, 1]
"""

PARTICIPANTS = """\
id,name,role,level,manager,preferences,unavailable,ward
p1,Åse Østergård,leader,hospital,,data,2026-03-02/2026-03-06,7A
p2,Bo Ek,key-person,,p1,data,,
"""

RUNS = """\
id,module,sessions,venue,room,teachers,capacity,minimum,state
B1,basis-1,2026-03-02T09:00/2026-03-02T16:00,Aarhus,1,Eva|Ib,,,planned
D1,data,2026-03-20T09:00/2026-03-20T12:00,Aarhus,1,Eva,10,,confirmed
"""


def write_catalog(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the catalog, with texts replaced, and return its path."""
    return _write(folder / "catalog.toml", CATALOG, changes)


def write_cohort(folder: Path) -> Path:
    """Write the cohort with its catalog, and return its folder."""
    write_catalog(folder)
    for name, text in (("cohort.toml", COHORT), ("participants.csv", PARTICIPANTS), ("runs.csv", RUNS)):
        _write(folder / name, text, ())
    return folder


def change(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts in a file; each must be there."""
    _write(path, path.read_text(encoding="utf-8"), changes)


def _write(path: Path, text: str, changes: tuple[tuple[str, str], ...]) -> Path:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def refused(load: Callable[..., Any], *arguments: Any, **further: Any) -> tuple[Finding, ...]:
    """Return the findings with which something is refused."""
    with pytest.raises(InvalidInput) as caught:
        load(*arguments, **further)
    return caught.value.findings


def told(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str]]:
    """Return code, line and place of each finding."""
    return [(finding.code, finding.line, finding.where) for finding in findings]
