"""A region from end to end: its catalog, its programme, and an example cohort that goes through it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, check, sift
from curriculum.cohort import Cohort
from curriculum.conformance import Subject
from curriculum.coverage import programme_coverage
from curriculum.files import load_cohort
from curriculum.files.locating import located
from curriculum.model import Programme
from curriculum.plugins import find_catalog, find_roster_format, find_rule
from curriculum.testing.catalogs import CatalogConformance


class RegionConformance(CatalogConformance):
    """Tests of a region: those of its catalog, and what everybody does with it.

    Its own tests can take ``catalog``, ``programme`` and ``cohort`` as arguments.

    Attributes:
        programme_id: id of the region's programme.
        example: folder of a cohort that goes through the programme.
        seconds: how long a schedule for it may be looked for.
    """

    programme_id: ClassVar[str] = ""
    example: ClassVar[str | Path] = ""
    seconds: ClassVar[float] = 60

    @pytest.fixture
    def catalog(self) -> Catalog:
        """Return the region's catalog."""
        catalog = self._subject().catalog
        if catalog is None:
            pytest.fail("The catalog cannot be read; test_conforms[loads] says why.", pytrace=False)
        return catalog

    @pytest.fixture
    def programme(self, catalog: Catalog) -> Programme:
        """Return the region's programme."""
        return catalog.programme(self.programme_id)

    @pytest.fixture
    def cohort(self) -> Cohort:
        """Return the example."""
        return load_cohort(
            self.example, find=find_catalog, find_rule=find_rule, find_roster_format=find_roster_format
        )

    def test_nothing_is_weak_in_the_design(self, catalog: Catalog) -> None:
        """The checks of ``curriculum check`` have nothing to complain about; notes are allowed."""
        today = datetime.now().astimezone().date()
        others = {other.id: other for other in self._subject().others}
        told = sift(catalog, check(catalog, others=others), CHECKS, today=today).told
        weak = located((finding for finding in told if finding.severity != "note"), self._subject().path or "")
        assert not weak, "\n".join(finding.text() for finding in weak)

    def test_every_promise_is_kept_whatever_one_chooses(self, catalog: Catalog, programme: Programme) -> None:
        """The programme has targets, and every choice of electives reaches them."""
        covered = programme_coverage(catalog, programme.id, others=self._subject().others)
        assert programme.targets, f"{programme.id} promises nothing: give it [[programmes.targets]]"
        assert not covered.gaps, ", ".join(f"{one.target.competency} is not reached" for one in covered.gaps)

    def test_the_example_is_scheduled_and_the_judge_agrees(self, cohort: Cohort, programme: Programme) -> None:
        """A schedule is found, it is proven or says how far from the best it can be, and it breaks no rule."""
        from curriculum import schedule_cohort, violations

        schedule = schedule_cohort(cohort, seed=1, time_limit=self.seconds)
        assert cohort.programme == programme
        assert schedule.status in {"optimal", "feasible"}
        assert schedule.bound is not None
        assert violations(cohort, schedule) == ()

    def _subject(self) -> Subject:
        found = self._subjects()
        if len(found) != 1:
            pytest.fail(f"{self.plugin} brings {len(found)} catalogs; a region is one", pytrace=False)
        return found[0]
