"""The demands on a catalog as tests: ``curriculum plugins check`` puts the same ones without pytest."""

from __future__ import annotations

import inspect
import os
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest

from curriculum.conformance import DEMANDS, Subject, analysis_text, examine, subjects
from curriculum.errors import InvalidInput
from curriculum.plugins.manager import Plugins

SNAPSHOT = "snapshot.json"
WRITE = "CURRICULUM_SNAPSHOT"
"""Set to ``write``, this environment variable makes the tests take the snapshot anew."""


class CatalogConformance:
    """Tests of a catalog, to be inherited by a class whose name begins with ``Test``.

    Each demand is a test of its own (``test_conforms[has-licence]``), and each failure says what to do. What
    cannot be asked is no test: a plugin without a catalog is only asked whether it is in order.

    Attributes:
        plugin: name of the installed plugin that brings the catalog, or the path of a folder with a
            ``catalog.toml``, or of a plugin's package.
        snapshot: name of the file beside the test in which the analysis is kept; it is compared when it is there,
            and written when the environment variable ``CURRICULUM_SNAPSHOT`` is ``write``.
    """

    plugin: ClassVar[str | Path] = ""
    snapshot: ClassVar[str] = SNAPSHOT

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make a test of every demand that can be put to the plugin."""
        if "demand" in metafunc.fixturenames:
            metafunc.parametrize("demand", self._askable())

    def test_conforms(self, demand: str) -> None:
        """Put one demand to every catalog of the plugin."""
        examined = [examine(subject, demand) for subject in self._subjects()]
        told = [finding.text() for one in examined for finding in one.findings]
        if told:
            pytest.fail("\n".join(told), pytrace=False)

    def _askable(self) -> list[str]:
        """Return the demands that can be put; all, each to fail, when there is nothing to put them to."""
        try:
            found = self._subjects()
        except InvalidInput:
            return list(DEMANDS)
        return [demand for demand in DEMANDS if any(examine(subject, demand).applicable for subject in found)]

    def _subjects(self) -> tuple[Subject, ...]:
        return _subjects(self.plugin, Path(inspect.getfile(type(self))).with_name(self.snapshot))


@cache
def _subjects(plugin: str | Path, snapshot: Path) -> tuple[Subject, ...]:
    found = subjects(plugin, Plugins())
    several = len(found) > 1
    placed = []
    for subject in found:
        catalog = subject.catalog
        file = snapshot.with_name(f"{catalog.id}-{snapshot.name}") if several and catalog else snapshot
        if os.environ.get(WRITE) == "write" and catalog is not None:
            file.write_text(analysis_text(catalog, subject.others), encoding="utf-8")
        placed.append(subject.compared_with(file))
    return tuple(placed)
