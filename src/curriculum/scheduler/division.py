"""A large cohort scheduled part by part, side by side, with a bound for the whole."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from attrs import define, field, frozen

from curriculum.cohort import Cohort
from curriculum.schedule import Place, Score
from curriculum.scheduler.bounds import bound_without_calendar
from curriculum.scheduler.filling import filled
from curriculum.scheduler.highs import Highs
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.search import Listener, Progress, search
from curriculum.scheduler.solving import Limits

FOR_BOUND = 0.1
"""Share of the time that the bound of the whole cohort may take."""
FOR_FILLING = 0.1
"""Share of the time left that is kept for filling places across parts."""


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
    owed: int
    listen: Listener | None
    scores: list[Score] = field(factory=list)

    def add(self, score: Score, owed: int) -> None:
        """Note the score of a part that is done; ``owed`` is how many places its people are owed."""
        self.scores.append(score)
        self.owed -= owed
        if self.listen:
            unfilled = self.owed + sum(score.unfilled for score in self.scores)
            total = Score(unfilled, sum(score.points for score in self.scores))
            elapsed = self.limits.elapsed
            self.listen(Progress(elapsed, max(self.limits.seconds - elapsed, 0.0), total, self.bound))


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
    with Highs(limits.part(FOR_BOUND), seed) as highs:
        bound = bound_without_calendar(whole, highs)
    tally = _Tally(limits, bound, whole.places_owed, listen)
    rounds = -(-len(pieces) // workers)
    share = (1 - FOR_FILLING) / rounds
    places: list[Place] = []
    complete = True
    with ThreadPoolExecutor(workers) as pool:
        futures = [pool.submit(_scheduled, piece, limits.part(share, 1 / len(pieces)), seed) for piece in pieces]
        try:
            for future in as_completed(futures):
                found, score, owed = future.result()
                places += found
                complete = complete and score is not None
                tally.add(score or Score(owed, 0), owed)
        except KeyboardInterrupt:
            limits.stop()
            pool.shutdown(cancel_futures=True)
            places = _gathered(futures)
    return Whole(filled(cohort, sorted(places), limits), bound, complete)


def _scheduled(piece: Cohort, limits: Limits, seed: int) -> tuple[list[Place], Score | None, int]:
    problem = Problem(piece, seed)
    limits.begin()
    found = search(problem, limits, seed, prove=False)
    if found.outcome in {"infeasible", "unknown"}:
        return [], None, problem.places_owed
    return problem.places(found.chosen), found.score, problem.places_owed


def _gathered(futures: Sequence[Future[tuple[list[Place], Score | None, int]]]) -> list[Place]:
    done = [future for future in futures if future.done() and not future.cancelled() and not future.exception()]
    return [place for future in done for place in future.result()[0]]
