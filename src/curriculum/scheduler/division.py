"""A large cohort scheduled part by part, side by side, with a bound for the whole."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from queue import SimpleQueue

from attrs import define, field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.filling import filled
from curriculum.scheduler.portion import Portion, Portioned
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
class _Shares:
    """Deals out time and processes: each part gets its share of what is left when its turn comes."""

    limits: Limits
    seed: int
    parts: int
    workers: int
    waiting: int = field(init=False)
    work: float | None = field(init=False)
    idle: SimpleQueue[Process] = field(factory=SimpleQueue)
    lock: threading.Lock = field(factory=threading.Lock)

    def __attrs_post_init__(self) -> None:
        self.waiting = self.parts
        self.work = None if self.limits.work is None else self.limits.work / self.parts
        for _ in range(self.workers):
            self.idle.put(Process())

    def schedule(self, piece: Cohort) -> Portioned | None:
        """Schedule a part; None when nothing came of it."""
        with self.lock:
            turns = -(-self.waiting // self.workers)
            self.waiting -= 1
        left = self.limits.seconds * (1 - FOR_FILLING) - self.limits.elapsed
        if left <= 0 or self.limits.interrupted:
            return None
        process = self.idle.get()
        try:
            portion = Portion(piece, self.seed, left / turns, self.work)
            return process.ask(portion, self.limits, portion.seconds + GRACE, politely=True)
        finally:
            self.idle.put(process)

    def close(self) -> None:
        """End the processes."""
        while not self.idle.empty():
            self.idle.get().stop()


def schedule_parts(
    cohort: Cohort,
    pieces: Sequence[Cohort],
    limits: Limits,
    seed: int,
    *,
    workers: int,
    listen: Listener | None,
) -> Whole:
    """Schedule every part, ``workers`` at a time.

    Args:
        cohort: the whole cohort.
        pieces: its parts.
        limits: what may be spent in all.
        seed: seed of the solvers.
        workers: parts that are searched at the same time; with a limit of work the result does not depend on it.
        listen: is told of progress whenever a part is done.
    """
    whole = Problem(cohort, seed)
    bound = Market(whole).bound(lambda: limits.elapsed < FOR_BOUND * limits.seconds)
    tally = _Tally(limits, bound, whole.places_owed, listen)
    shares = _Shares(limits, seed, len(pieces), min(workers, len(pieces)))
    with ThreadPoolExecutor(shares.workers) as pool:
        futures = {pool.submit(shares.schedule, piece): piece for piece in pieces}
        try:
            for future in as_completed(futures):
                found = future.result()
                if found is not None and found.score is not None:
                    tally.add(found.score, Problem(futures[future], seed).places_owed)
        except KeyboardInterrupt:
            limits.stop()
            pool.shutdown(cancel_futures=True)
    shares.close()
    done = [_outcome(future) for future in futures]
    places = sorted(place for found in done if found for place in found.places)
    complete = not whole.demands or all(found and found.score is not None for found in done)
    return Whole(filled(whole, places, limits), bound, complete)


def _outcome(future: Future[Portioned | None]) -> Portioned | None:
    return None if future.cancelled() or not future.done() or future.exception() else future.result()
