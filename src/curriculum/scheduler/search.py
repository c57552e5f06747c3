"""The search: first as few unfilled places as possible, then as few points as possible, each with its bound.

Several methods take turns, always in the same order, so that the same input gives the same schedule:

1. A few rounds of negotiation give a legal schedule at once, good or not (:mod:`~curriculum.scheduler.settling`).
2. If the cohort is not small, prices of seats give a bound (:mod:`~curriculum.scheduler.prices`). Longer
   negotiation gives another schedule (:mod:`~curriculum.scheduler.picking`); of the better one, a few people at a
   time are placed anew (:mod:`~curriculum.scheduler.rearranging`).
3. CP-SAT, if the cohort is small, and HiGHS for the rest of the time solve the whole program
   (:mod:`~curriculum.scheduler.proving`).
"""

from __future__ import annotations

from collections.abc import Collection

from curriculum.scheduler.aims import options_of
from curriculum.scheduler.best import Best, Found, Listener
from curriculum.scheduler.conflict import clash_of_demands
from curriculum.scheduler.picking import negotiate
from curriculum.scheduler.prices import Market
from curriculum.scheduler.problem import Problem
from curriculum.scheduler.proving import SMALL, pursue_whole
from curriculum.scheduler.rearranging import rearrange
from curriculum.scheduler.recreating import recreated
from curriculum.scheduler.settling import first_schedule, judged
from curriculum.scheduler.solving import Limits, OutOfTime


def search(
    problem: Problem,
    limits: Limits,
    seed: int,
    listen: Listener | None = None,
    *,
    start: Collection[tuple[str, str]] = (),
    prove: bool = True,
) -> Found:
    """Find a schedule with the lowest score.

    Args:
        problem: the cohort in numbers.
        limits: what may be spent; under a limit of work only CP-SAT is used, whose work can be counted.
        seed: seed of the solvers.
        listen: is told of progress.
        start: places of a legal schedule, as participant and run, to be improved on; empty when none is known.
        prove: whether to go on, once a very good schedule is found, until it is proven or improved.
    """
    best = Best(problem, limits, listen)
    try:
        _improve(best, start, seed, prove=prove)
    except OutOfTime:
        pass
    except KeyboardInterrupt:  # between two solvers; inside one, the solver notes it
        limits.interrupted = True
    return best.found()


def quick_search(problem: Problem, limits: Limits, seed: int) -> Found:
    """Find a first schedule, in a part of a second for each hundred people; see :func:`search`."""
    best = Best(problem, limits, None)
    _begin(best, seed)
    return best.found()


def search_across(problem: Problem, limits: Limits, seed: int, start: Collection[tuple[str, str]]) -> Found:
    """Improve on the legal schedule of several parts by what their people can do for each other."""
    best, begun = Best(problem, limits, None), options_of(problem, start)
    best.offer_some(begun)
    best.offer_some(judged(problem, recreated(problem, begun, limits, seed)))
    return best.found()


def _begin(best: Best, seed: int) -> None:
    """Offer the schedule without places, where that is one, and the first one with places."""
    if not best.problem.demands:
        best.offer_some(frozenset())
    best.offer_some(first_schedule(best.problem, best.limits, seed))


def _improve(best: Best, start: Collection[tuple[str, str]], seed: int, *, prove: bool) -> None:
    """Let the methods take turns."""
    limits, problem = best.limits, best.problem
    if start:
        best.offer_some(options_of(problem, start))
    else:
        _begin(best, seed)
    if best.score is None:
        best.contradiction = clash_of_demands(problem.cohort, limits, seed)
        best.impossible = best.contradiction is not None
    small = len(problem.options) <= SMALL
    if not (small or best.settled or limits.exhausted):
        if prove:
            best.prove(Market(problem).bound(lambda: not limits.exhausted))
        negotiate(best, seed)
        rearrange(best, seed)
    if not (best.settled or limits.exhausted) and (small or prove or best.score is None):
        pursue_whole(best, seed, prove=prove)
