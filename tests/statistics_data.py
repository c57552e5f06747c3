"""Published data that are small enough to be typed, and where the larger ones are: tests skip without those."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
"""Six subjects, four raters: Shrout & Fleiss (1979), table 2."""
SLEEP_DRUG_1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SLEEP_DRUG_2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
"""Extra hours of sleep of ten patients: Student (1908)."""


def public_file(name: str) -> Path:
    """Return the path of a public data set, or skip the test.

    They are looked for in the folder that the environment variable CURRICULUM_DATA names, and in ``shared/data``
    beside the repository.
    """
    folder = Path(os.environ.get("CURRICULUM_DATA", ROOT.parent / "shared" / "data"))
    path = folder / "evaluation" / name
    if not path.exists():
        pytest.skip(f"{name} is not here; CURRICULUM_DATA says where to look")
    return path


def public_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a public CSV file, or skip the test."""
    with public_file(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
