"""A large cohort scheduled part by part, side by side, here or elsewhere, with a bound for the whole."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from attrs import define, evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.filling import filled
from curriculum.scheduler.portion import Portion, Portioned, schedule_portion
from curriculum.scheduler.prices import Market
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.process import Process
from curriculum.scheduler.search import Listener, Progress
from curriculum.scheduler.solving import Limits

FOR_BOUND = 0.05
"""Share of the time that the bound of the whole cohort may take."""
FOR_FILLING = 0.05
"""Share of the time that is kept for filling places across parts."""
GRACE = 5.0
"""Seconds after its time that a part may take to hand over what it has found."""
NOTHING = Portioned((), None)
"""Of a part that was not searched, or whose process has died."""


@frozen
class Whole:
    """What is found for a cohort that was cut into parts.

    Attributes:
        places: the places of all parts.
        bound: no legal schedule of the whole cohort has a score below it.
        complete: whether every part has a schedule; when not, its pins may need runs of another part.
    """

    places: tuple[Place, ...]
    bound: Score
    complete: bool


@define
class _Tally:
    """Adds up what the parts have found, for the listener."""

    limits: Limits
    bound: Score
    unfilled: int
    listen: Listener | None
    points: int = 0

    def __attrs_post_init__(self) -> None:
        self.tell()

    def add(self, score: Score, owed: int) -> None:
        """Add the score of a part whose people are owed ``owed`` places."""
        self.unfilled += score.unfilled - owed
        self.points += score.points
        self.tell()

    def tell(self) -> None:
        """Tell the listener where the search stands; what is yet to come counts as unfilled."""
        if self.listen:
            elapsed = self.limits.elapsed
            score = Score(self.unfilled, self.points)
            self.listen(Progress(elapsed, max(self.limits.seconds - elapsed, 0.0), score, self.bound))


@define
class _OurProcesses:
    """Schedules parts in processes of our own; each gets its share of what is left when its turn comes."""

    limits: Limits
    waiting: int
    workers: int
    idle: SimpleQueue[Process] = field(factory=SimpleQueue)
    lock: threading.Lock = field(factory=threading.Lock)
    pool: ThreadPoolExecutor = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.shutdown(cancel_futures=True)
        while not self.idle.empty():
            self.idle.get().stop()

    def start(self) -> None:
        """Start the processes."""
        for _ in range(self.workers):
            process = Process()
            process.start()
            self.idle.put(process)

    def submit(self, portion: Portion) -> Future[Portioned]:
        """Schedule a part when a process is free."""
        return self.pool.submit(self._schedule, portion)

    def _schedule(self, portion: Portion) -> Portioned:
        with self.lock:
            seconds = _seconds_each(self.limits, self.waiting, self.workers)
            self.waiting -= 1
        if seconds <= 0 or self.limits.interrupted:
            return NOTHING
        process = self.idle.get()
        try:
            asked = evolve(portion, seconds=seconds)
            return process.ask(asked, self.limits, seconds + GRACE, politely=True) or NOTHING
        finally:
            self.idle.put(process)


def schedule_parts(
    cohort: Cohort,
    pieces: Sequence[Cohort],
    limits: Limits,
    seed: int,
    *,
    workers: int,
    listen: Listener | None,
    executor: Executor | None = None,
) -> Whole:
    """Schedule every part, ``workers`` at a time.

    Args:
        cohort: the whole cohort.
        pieces: its parts.
        limits: what may be spent in all.
        seed: seed of the solvers.
        workers: parts that are searched at the same time; with a limit of work the result does not depend on it.
        listen: is told of progress whenever a part is done.
        executor: where the parts are searched; None for processes of our own.
    """
    whole = Problem(cohort, seed)
    with _OurProcesses(limits, len(pieces), min(workers, len(pieces))) as ours:
        if executor is None:
            ours.start()  # they get ready while the bound is sought
        bound = Market(whole).bound(lambda: limits.work is not None or limits.elapsed < FOR_BOUND * limits.seconds)
        tally = _Tally(limits, bound, whole.places_owed, listen)
        work = None if limits.work is None else limits.work / len(pieces)
        seconds = _seconds_each(limits, len(pieces), workers)

        def submitted(piece: Cohort) -> Future[Portioned]:
            portion = Portion(piece, seed, seconds, work)
            return executor.submit(schedule_portion, portion) if executor else ours.submit(portion)

        futures = {submitted(piece): piece for piece in pieces}
        try:
            for future in as_completed(futures):
                found = future.result()
                if found.score is not None:
                    tally.add(found.score, Problem(futures[future], seed).places_owed)
        except KeyboardInterrupt:
            limits.stop()
        finally:
            for future in futures:  # those that are done do not mind
                future.cancel()
    done = [_outcome(future) for future in futures]
    places = sorted(place for found in done for place in found.places)
    complete = not whole.demands or all(found.score is not None for found in done)
    return Whole(filled(whole, places, limits), bound, complete)


def _seconds_each(limits: Limits, parts: int, workers: int) -> float:
    """Return the seconds that each part may take: all that are left where a limit of work ends it."""
    left = limits.seconds * (1 - FOR_FILLING) - limits.elapsed
    return left if limits.work is not None else left / -(-parts // workers)


def _outcome(future: Future[Portioned]) -> Portioned:
    """Return what a part came to, nothing if it was ended."""
    return future.result() if future.done() and not future.cancelled() and not future.exception() else NOTHING
