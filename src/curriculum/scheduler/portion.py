"""One part of a large cohort, scheduled in a process of its own or wherever an executor does its work."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.search import quick_search, search
from curriculum.scheduler.solving import Limits
from curriculum.sequences import as_tuple


@frozen
class Portion:
    """A part to schedule.

    Attributes:
        cohort: its people and runs.
        seed: seed of the search.
        seconds: wall-clock limit.
        work: limit of deterministic work; None means no such limit.
        quick: whether the first schedule is enough.
        start: places of a legal schedule to be improved on; empty when none is known.
    """

    cohort: Cohort
    seed: int
    seconds: float
    work: float | None
    quick: bool = False
    start: tuple[Place, ...] = field(default=(), converter=as_tuple)


@frozen
class Portioned:
    """What was found for a part.

    Attributes:
        places: its places.
        score: their score; None when there is no schedule.
    """

    places: tuple[Place, ...] = field(converter=as_tuple)
    score: Score | None


def schedule_portion(portion: Portion) -> Portioned:
    """Schedule a part; a polite request to end (SIGTERM) gives what is found until then."""
    limits = Limits(portion.seconds, portion.work)
    with _ending_politely(limits):
        return schedule_within(portion, limits)


def schedule_within(portion: Portion, limits: Limits) -> Portioned:
    """Schedule a part in this process, within limits that somebody else may stop."""
    problem = Problem(portion.cohort, portion.seed)
    if portion.quick:
        found = quick_search(problem, limits, portion.seed)
    else:
        start = [(place.participant, place.run) for place in portion.start]
        found = search(problem, limits, portion.seed, start=start, prove=False)
    return Portioned(problem.places(found.chosen), found.score)


@contextmanager
def _ending_politely(limits: Limits) -> Iterator[None]:
    """Let SIGTERM stop a search; only a main thread can, so nothing changes in an executor's other threads."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: limits.stop())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
