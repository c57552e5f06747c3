"""Where the parts of a large cohort are searched: processes of our own, or the user's executor."""

from __future__ import annotations

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self

from attrs import evolve

from curriculum.scheduler.portion import Portion, Portioned, schedule_portion
from curriculum.scheduler.process import Process
from curriculum.scheduler.solving import Limits

GETTING_READY = 1.0
"""Seconds from the start in which an executor is not expected to be ready."""
PATIENCE = 5.0
"""Seconds after its time that a part may take before its process is killed."""


class Workplace:
    """A place where parts are searched, some of them at a time; to be used in a ``with`` block.

    Args:
        limits: of the whole search; whoever hurries or stops it ends what processes of our own are doing.
        workers: how many parts are searched at a time.
        executor: where; None for processes of our own. What runs on an executor ends by its own clock only.
    """

    def __init__(self, limits: Limits, workers: int, executor: Executor | None = None) -> None:
        self.limits = limits
        self.workers = workers
        self.executor = executor
        self.submitted: list[Future[Portioned | None]] = []
        self.processes = [] if executor else [Process() for _ in range(workers)]
        self.idle: SimpleQueue[Process] = SimpleQueue()
        self.threads = ThreadPoolExecutor(workers)  # each waits for one process at a time
        self.greeted: list[Future[None]] = []

    def __enter__(self) -> Self:
        for process in self.processes:
            process.start()
            self.idle.put(process)
        self.greeted = [self.threads.submit(self._greet) for _ in self.processes]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.processes:
            process.kill()
        self.threads.shutdown(cancel_futures=True)
        for process in self.processes:
            process.stop()

    @property
    def ready(self) -> bool:
        """Whether parts can be expected to be searched as soon as they are submitted."""
        if self.executor is None:
            return any(greeting.done() for greeting in self.greeted)
        return self.limits.elapsed >= GETTING_READY

    def submit(self, portion: Portion, until: float) -> Future[Portioned | None]:
        """Search a part when its turn comes; the result is None if there is no time left, or its process has died.

        Args:
            portion: the part; its seconds are set here.
            until: seconds after the start of the whole search at which all parts are to be done.
        """
        if self.executor is None:
            self.submitted.append(self.threads.submit(self._search, portion, until))
            return self.submitted[-1]
        return self.executor.submit(schedule_portion, portion)

    def _greet(self) -> None:
        """Wait until one of our processes answers."""
        process = self.idle.get()
        try:
            process.ask(None, self.limits, PATIENCE, politely=True)
        finally:
            self.idle.put(process)

    def _search(self, portion: Portion, until: float) -> Portioned | None:
        waiting = 1 + sum(not (future.running() or future.done()) for future in self.submitted)
        left = until - self.limits.elapsed
        seconds = left if portion.work is not None else left / -(-waiting // self.workers)
        if seconds <= 0 or self.limits.interrupted:
            return None
        process = self.idle.get()
        try:
            asked = evolve(portion, seconds=seconds)
            found: Portioned | None = process.ask(asked, self.limits, seconds + PATIENCE, politely=True)
            return found
        finally:
            self.idle.put(process)
