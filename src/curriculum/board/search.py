"""One search at a time, in a process of its own, watched and stopped from the board."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from curriculum.board.question import Answer, Question, Standing

GRACE = 60.0
"""Seconds after its time that a search may take to hand over what it has."""
PATIENCE = 20.0
"""Seconds that it may take for that once it was asked to stop."""
GONE = "process"
"""Stands for the name of an error where a search did not answer."""


class Search:
    """A question that is being answered.

    Args:
        question: what is asked.
        done: is told the answer, in a thread of the search's own; unless the search was abandoned.

    Attributes:
        question: as above.
        standing: where it stands.
        stopping: whether it was asked to stop.
    """

    def __init__(self, question: Question, done: Callable[[Answer], None]) -> None:
        self.question = question
        self.standing = Standing()
        self.stopping = False
        self._done = done
        self._began = time.monotonic()
        self._abandoned = False
        self._asked = threading.Event()
        command = [sys.executable, "-P", "-m", "curriculum.board.worker"]  # -P: nothing from the current folder
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._watchdog = self._kill_after(question.seconds + GRACE)
        self._thread = threading.Thread(target=self._listen, name="board-search", daemon=True)
        self._thread.start()

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self._began

    def stop(self) -> None:
        """Ask for the best that was found until now; of why there is nothing to be had before the end."""
        if self.stopping:
            return
        self.stopping = True
        if self.question.kind == "why":
            self._process.kill()
            return
        self._watchdog.cancel()
        self._watchdog = self._kill_after(PATIENCE)
        self._asked.wait(PATIENCE)
        self._write(b".")

    def abandon(self) -> None:
        """End it; nobody is told."""
        self._abandoned = True
        self._process.kill()
        self._thread.join()

    def _kill_after(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        return timer

    def _write(self, message: bytes) -> None:
        with contextlib.suppress(OSError):  # it is gone already; whoever listens notices
            if self._process.stdin is not None:
                self._process.stdin.write(message)
                self._process.stdin.flush()

    def _listen(self) -> None:
        self._write(pickle.dumps(self.question))
        self._asked.set()
        answer = self._answer()
        self._watchdog.cancel()
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):  # what could not be written to a process that is gone
                if stream is not None:
                    stream.close()
        self._process.wait()
        if not self._abandoned:
            self._done(answer)

    def _answer(self) -> Answer:
        """Wait for the answer; a process that ends without one has failed."""
        with contextlib.suppress(EOFError, pickle.UnpicklingError, OSError):
            while self._process.stdout is not None:
                message = pickle.load(self._process.stdout)  # noqa: S301 - written by our own child process
                if isinstance(message, Answer):
                    return message
                self.standing = message
        stopped = self.stopping and self.question.kind == "why"
        return Answer() if stopped else Answer(failed=GONE)
