"""One part of a large cohort, scheduled in a process of its own or wherever an executor does its work."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.search import quick_search, search, search_across
from curriculum.scheduler.solving import Limits
from curriculum.sequences import as_tuple

Step = Literal["first", "improve", "across"]


@frozen
class Portion:
    """A part to schedule.

    Attributes:
        cohort: its people and runs.
        seed: seed of the search.
        seconds: wall-clock limit.
        work: limit of deterministic work; None means no such limit.
        step: whether the first schedule is enough, one is to be improved on, or parts that were searched by
            themselves are to be improved on together.
        start: places of a legal schedule to be improved on; empty when none is known.
    """

    cohort: Cohort
    seed: int
    seconds: float
    work: float | None
    step: Step = "improve"
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
    start = [(place.participant, place.run) for place in portion.start]
    if portion.step == "first":
        found = quick_search(problem, limits, portion.seed)
    elif portion.step == "improve":
        found = search(problem, limits, portion.seed, start=start, prove=False)
    else:
        found = search_across(problem, limits, portion.seed, start)
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
