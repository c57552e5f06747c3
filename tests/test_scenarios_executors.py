"""Independent work gives the same bytes here, in other processes and on a real Dask cluster."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from curriculum.changes import read_change
from curriculum.cohort import Cohort
from curriculum.files import load_cohort, schedule_text
from curriculum.scenarios import compare_scenarios, frontier, robustness, rule_cases
from curriculum.scenarios.documents import frontier_document, robustness_document, scenarios_document
from curriculum.scenarios.spreading import spread
from curriculum.scheduler import parts, schedule_cohort

FIRST = Path(__file__).parents[1] / "examples" / "first-cohort"


@pytest.fixture(scope="module")
def first() -> Cohort:
    return load_cohort(FIRST)


def everything(first: Cohort, executor: Executor | None) -> str:
    """Return all that takes an executor, as text."""
    schedule = schedule_cohort(first)
    cases = {"": (), "small": (read_change("seats:P-1=2"),), **dict(list(rule_cases(first).items())[:4])}
    compared = compare_scenarios(first, cases, executor=executor)
    mended = compare_scenarios(first, {"": (), "gone": (read_change("run:P-1=cancelled"),)}, before=schedule)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "WHOLE", 0)
        patch.setattr(parts, "PART", 4)
        patch.setattr(parts, "SCANT", 0.0)
        assert len(parts.parts(first, 1)) > 1
        cut = schedule_cohort(first, work_limit=1.0, executor=executor)
    documents = [
        scenarios_document(compared),
        scenarios_document(mended),
        frontier_document(frontier(first, executor=executor)),
        robustness_document(robustness(first, schedule, draws=350, executor=executor)),
    ]
    return json.dumps(documents) + "".join(map(schedule_text, [cut, *(one.schedule for one in compared)]))


@pytest.fixture(scope="module")
def here(first: Cohort) -> str:
    return everything(first, None)


def test_other_processes_give_the_same_bytes(first: Cohort, here: str):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert everything(first, executor) == here


def test_threads_give_the_same_bytes(first: Cohort, here: str):
    with ThreadPoolExecutor(2) as executor:
        assert everything(first, executor) == here


@pytest.fixture
def cluster() -> Iterator[Executor]:
    """A real local Dask cluster: a scheduler, and two workers in processes of their own."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor()


def test_a_dask_cluster_gives_the_same_bytes(first: Cohort, here: str, cluster: Executor):
    assert everything(first, cluster) == here


def test_an_error_of_one_piece_is_raised():
    with ThreadPoolExecutor(1) as executor, pytest.raises(TypeError):
        spread(executor, abs, [1, "one", 2])  # type: ignore[list-item]
