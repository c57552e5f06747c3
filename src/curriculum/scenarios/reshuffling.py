"""Places for those who lack one, found by letting anybody move, though as few as possible.

What improves the scheduler's own schedules does so here: ruin and recreation fills places
(:mod:`curriculum.scheduler.recreating`), then a few people at a time are placed anew, which takes back what was
moved in vain (:mod:`curriculum.scheduler.rearranging`). Every place that was not held before costs points.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress

from attrs import evolve

from curriculum.cohort import Cohort
from curriculum.scenarios.concerned import unjudged
from curriculum.scenarios.moving import Held
from curriculum.schedule import Place
from curriculum.scheduler.aims import options_of
from curriculum.scheduler.best import Best
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.rearranging import rearrange
from curriculum.scheduler.recreating import recreated
from curriculum.scheduler.settling import judged
from curriculum.scheduler.solving import Limits, OutOfTime

CHANGE = 15
"""Points of a place that was not held before: more than a wish is worth mostly, far fewer than a missing place."""
PASSES = 3
"""Times that people give up places and take others; what each finds is kept, whatever comes then."""
FOR_EACH = 0.2
"""Share of the time and work for each of these; the rest is for taking back."""


def reshuffled(
    cohort: Cohort, held: Held, start: Collection[tuple[str, str]], limits: Limits, seed: int
) -> Iterator[tuple[Place, ...]]:
    """Yield the places of ever better legal schedules: fewer unfilled places, or as many and fewer changes.

    Args:
        cohort: the cohort as it is now.
        held: the places of the schedule before, as participant and run.
        start: places of a legal schedule.
        limits: what may be spent; all of it may be.
        seed: of the draw who gives up places.
    """
    goals = evolve(cohort.goals, change=CHANGE)
    problem = Problem(evolve(cohort, previous=unjudged(cohort, held), goals=goals), seed)
    best = Best(problem, limits, None)
    best.offer_some(options_of(problem, start))
    for number in range(PASSES):
        if best.score is None or not best.score.unfilled or limits.exhausted:
            break
        share = FOR_EACH / (1 - FOR_EACH * number)
        part = limits.part(share, share)
        best.offer_some(judged(problem, recreated(problem, _taken(best), part, seed + number)))
        limits.spent += part.spent
        yield _places(best)
    with suppress(OutOfTime):
        rearrange(best, seed)
    yield _places(best)


def _taken(best: Best) -> frozenset[int]:
    return frozenset(number for number, taken in enumerate(best.taken or ()) if taken)


def _places(best: Best) -> tuple[Place, ...]:
    return tuple(best.problem.places(best.problem.options[number] for number in sorted(_taken(best))))
