"""The benchmarks themselves: every method runs, and one that fails is not taken for one that finds nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from curriculum.scheduler import goals

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def scheduling(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    for name in ("instances", "scheduling"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import scheduling  # type: ignore[import-not-found]  # found where the benchmarks are

    return scheduling


def test_every_method_of_the_benchmark_of_schedules_finds_the_same_optimum(scheduling: ModuleType):
    found = {method: scheduling.measured(method, 24, 1, 30.0) for method in scheduling.METHODS}
    scores = {method: (one.unfilled, one.points, one.gap) for method, one in found.items()}
    assert scores["direct"] == scores["mip"] == scores["ours"]
    assert scores["ours"][2] == 0
    assert scores["ours"][:2] <= scores["planted"][:2]


def test_a_method_that_fails_is_not_taken_for_one_without_a_schedule(scheduling: ModuleType):
    with pytest.raises(RuntimeError, match="nothing-like-it"):
        scheduling.watched("nothing-like-it", 24, 1, 1.0)


def test_a_gap_is_told_only_where_the_unfilled_places_are_proven(scheduling: ModuleType):
    assert scheduling._gap(scheduling.Score(1, 100), goals.WEIGHTY + 90) == pytest.approx(0.1)
    assert scheduling._gap(scheduling.Score(1, 100), 90) is None
