"""Where public data sets are, which are not part of the project: tests skip when they are absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def public_data(name: str) -> Path:
    """Return the path of a public data set, as in ``curricula/bacp8.csv``, or skip the test.

    They are looked for in the folder that the environment variable CURRICULUM_DATA names, and in ``shared/data``
    beside the repository.
    """
    path = Path(os.environ.get("CURRICULUM_DATA", ROOT.parent / "shared" / "data"), name)
    if not path.exists():
        pytest.skip(f"{name} is not here; CURRICULUM_DATA says where to look")
    return path
