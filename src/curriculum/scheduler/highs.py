"""HiGHS, the linear and mixed-integer solver, in a process of its own."""

from __future__ import annotations

import math
from types import TracebackType
from typing import Self

from curriculum.scheduler.linear import Linear
from curriculum.scheduler.process import Process
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
        self.process = Process()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.stop()

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
        answer: Solved | None = self.process.ask(task, self.limits, seconds * GRACE + 0.5)
        return answer or Solved("unknown")
