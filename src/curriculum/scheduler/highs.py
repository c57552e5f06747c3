"""HiGHS, the linear and mixed-integer solver, in a process of its own."""

from __future__ import annotations

import math
import pickle
import subprocess
import sys
import threading
from types import TracebackType
from typing import Self

from curriculum.scheduler.linear import Linear
from curriculum.scheduler.solving import Limits
from curriculum.scheduler.tasks import Solved, Task

GRACE = 1.05
"""HiGHS looks at the clock now and then; what runs on after this share of its time is stopped for it."""


class Highs:
    """A solver process, started at the first task and ended with the ``with`` block.

    Args:
        limits: what the search may spend; an interruption by the user is noted there.
        seed: seed of the solver.
    """

    def __init__(self, limits: Limits, seed: int) -> None:
        self.limits = limits
        self.seed = seed
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def relaxed(self, program: Linear) -> Solved:
        """Solve the linear relaxation of a program."""
        return self._solved(program, whole=False, share=1.0)

    def whole(self, program: Linear, share: float = 1.0) -> Solved:
        """Solve a program in whole numbers.

        Args:
            program: the program.
            share: of the time left, how much may be spent; above 0 and at most 1.
        """
        return self._solved(program, whole=True, share=share)

    def _solved(self, program: Linear, *, whole: bool, share: float) -> Solved:
        seconds = (self.limits.seconds - self.limits.elapsed) * share
        if self.limits.exhausted:
            return Solved("unknown", bound=-math.inf)
        task = Task(program, whole, seconds, self.seed)
        process = self.process or self._started()
        self.limits.stoppers.append(process.kill)
        watchdog = threading.Timer(seconds * GRACE + 0.5, process.kill)
        watchdog.start()
        try:
            return self._asked(process, task)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):  # the process was stopped, or is gone
            self.stop()
            return Solved("unknown")
        except KeyboardInterrupt:
            self.limits.interrupted = True
            self.stop()
            return Solved("unknown")
        finally:
            watchdog.cancel()
            self.limits.stoppers.remove(process.kill)

    def _asked(self, process: subprocess.Popen[bytes], task: Task) -> Solved:
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(task, process.stdin)
        process.stdin.flush()
        answer: Solved = pickle.load(process.stdout)  # noqa: S301 - written by our own child process
        return answer

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-P", "-m", "curriculum.scheduler.child"]  # -P: nothing from the current folder
        self.process = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self.process

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
