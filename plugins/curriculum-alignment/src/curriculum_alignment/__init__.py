"""Constructive alignment for curriculum: a rubric, and coded checks under the prefix ``CAL``."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CheckFamily, RubricFile, hookimpl
from curriculum_alignment.checks import CHECKS

CURRICULUM_API = 1


@hookimpl
def curriculum_rubrics() -> Iterator[RubricFile]:
    """Tell where the rubric lies."""
    yield RubricFile("constructive-alignment", Path(__file__).with_name("rubric.toml"))


@hookimpl
def curriculum_checks() -> Iterator[CheckFamily]:
    """Bring the checks."""
    yield CheckFamily("CAL", CHECKS)
