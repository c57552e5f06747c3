"""The best schedule so far, what is proven about it, and who is told of progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define, field, frozen

from curriculum.schedule import Score
from curriculum.scheduler.conflict import Contradiction
from curriculum.scheduler.problem import Option, Problem
from curriculum.scheduler.solving import Limits
from curriculum.scheduler.tasks import Outcome, Solved
from curriculum.sequences import as_tuple


@frozen
class Progress:
    """Where a search stands.

    Attributes:
        seconds: since the search began.
        seconds_left: until the time limit.
        score: the best score found; None when there is none yet.
        bound: no legal schedule has a score below it; None when nothing is known yet.
    """

    seconds: float
    seconds_left: float
    score: Score | None
    bound: Score | None


Listener = Callable[[Progress], None]


@frozen
class Found:
    """What a search found.

    Attributes:
        outcome: ``optimal`` only when both parts of the score are proven.
        chosen: the options taken.
        bound: no legal schedule has a score below it; None when infeasible.
        score: the score of the options taken; None when there is no schedule.
        contradiction: when infeasible, why that is so, if it is known.
    """

    outcome: Outcome
    chosen: tuple[Option, ...] = field(default=(), converter=as_tuple)
    bound: Score | None = None
    score: Score | None = None
    contradiction: Contradiction | None = None


@define
class Best:
    """The best schedule so far, and what is proven about it."""

    problem: Problem
    limits: Limits
    listen: Listener | None
    taken: tuple[bool, ...] | None = None
    score: Score | None = None
    bound: Score = field(factory=lambda: Score(0, 0))
    impossible: bool = False
    contradiction: Contradiction | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to find out."""
        return self.impossible or (self.score is not None and self.score <= self.bound)

    def offer(self, taken: Sequence[bool]) -> None:
        """Keep a schedule if it is better than the best so far."""
        score = self.problem.score(taken)
        if self.score is None or score < self.score:
            self.taken, self.score = tuple(taken), score
            self.tell()

    def offer_some(self, options: frozenset[int] | None) -> None:
        """Keep a schedule, given as the numbers of its options, if it is better than the best so far."""
        if options is not None:
            self.offer(self.flags(options))

    def flags(self, options: frozenset[int]) -> list[bool]:
        """Return for each option whether it is one of these."""
        return [number in options for number in range(len(self.problem.options))]

    def offer_solved(self, solved: Solved) -> None:
        """Keep a solution of the linear solver if it is better than the best so far."""
        if solved.values is not None:
            self.offer([value > 0.5 for value in solved.values[: len(self.problem.options)]])  # noqa: PLR2004

    def prove(self, bound: Score) -> None:
        """Note that no legal schedule has a score below ``bound``."""
        if bound > self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Tell the listener where the search stands."""
        if self.listen:
            elapsed = self.limits.elapsed
            left = max(self.limits.seconds - elapsed, 0.0)
            self.listen(Progress(elapsed, left, self.score, self.bound))

    def found(self) -> Found:
        """Return the outcome of the whole search."""
        if self.impossible:
            return Found("infeasible", contradiction=self.contradiction)
        if self.taken is None:
            return Found("unknown", bound=self.bound)
        chosen = [option for option, taken in zip(self.problem.options, self.taken, strict=True) if taken]
        return Found("optimal" if self.settled else "feasible", chosen, self.bound, self.score)
