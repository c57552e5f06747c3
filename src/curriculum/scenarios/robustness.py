"""How well a schedule stands illness: seeded draws, with intervals for what they say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from statistics import NormalDist, fmean, stdev

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.scenarios.absences import Draw, Illness, drawn
from curriculum.scenarios.legal import refuse_broken
from curriculum.scenarios.spreading import spread
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple

CONFIDENCE = 0.95
"""Of the intervals."""
BLOCK = 100
"""Draws that are made together, wherever that is."""
_WIDTH = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@frozen
class Estimate:
    """A number estimated from draws.

    Attributes:
        value: the estimate.
        low: lower end of its 95 % confidence interval.
        high: upper end.
    """

    value: float
    low: float
    high: float


@frozen
class RunRisk:
    """How often a run breaks.

    Attributes:
        run: the run's id.
        people: how many people are in it.
        broken: the share of draws in which it breaks.
    """

    run: str
    people: int
    broken: Estimate


@frozen
class Robustness:
    """What illness does to a schedule.

    Attributes:
        illness: how people fall ill.
        draws: how many draws were made.
        missed: places missed by those who are ill, a draw.
        lost: places of others in runs that break, a draw.
        broken: runs that break, a draw.
        unharmed: the share of draws in which no run breaks.
        runs: every held run, the most critical first: by how often it breaks, then by people, then by id.
    """

    illness: Illness
    draws: int
    missed: Estimate
    lost: Estimate
    broken: Estimate
    unharmed: Estimate
    runs: tuple[RunRisk, ...] = field(converter=as_tuple)


@frozen
class _Block:
    cohort: Cohort
    schedule: Schedule
    illness: Illness
    numbers: range


def robustness(
    cohort: Cohort,
    schedule: Schedule,
    *,
    absence: float = 0.05,
    days: int = 5,
    draws: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
) -> Robustness:
    """Draw again and again who falls ill when, and count what breaks.

    In a draw everybody falls ill with the probability ``absence``, independently, on a day drawn evenly from the
    first to the last day of the runs that are held, and stays away for some days. Who is ill on a day of a run
    misses it. A run breaks when those who are left are fewer than its minimum or not mixed as the rules ask.

    Args:
        cohort: the cohort.
        schedule: its schedule, a legal one.
        absence: probability of falling ill, 0 to 1.
        days: days that an illness lasts, 1 or more.
        draws: how many draws, 2 or more.
        seed: seed of the draws; draw number n is the same whatever their number is and wherever it is made.
        executor: where the draws are made side by side.

    Returns:
        Means and shares with 95 % confidence intervals: for means from the standard error, for shares Wilson's
        (1927), which is right for rare events, too.

    Raises:
        InvalidInput: the schedule breaks a rule even when everybody is well.
    """
    refuse_broken(cohort, schedule)
    illness = Illness(absence, days, seed)
    blocks = [
        _Block(cohort, schedule, illness, range(first, min(first + BLOCK, draws)))
        for first in range(0, draws, BLOCK)
    ]
    made = [draw for block in spread(executor, _block, blocks) for draw in block]
    people = Counter(place.run for place in schedule.places)
    breaks = Counter(run for draw in made for run in draw.broken)
    risks = [RunRisk(run, count, _share(breaks[run], len(made))) for run, count in people.items()]
    return Robustness(
        illness,
        len(made),
        missed=_mean([draw.missed for draw in made]),
        lost=_mean([draw.lost for draw in made]),
        broken=_mean([len(draw.broken) for draw in made]),
        unharmed=_share(sum(not draw.broken for draw in made), len(made)),
        runs=sorted(risks, key=lambda risk: (-risk.broken.value, -risk.people, risk.run)),
    )


def _block(block: _Block) -> list[Draw]:
    return drawn(block.cohort, block.schedule, block.illness, block.numbers)


def _mean(values: Sequence[int]) -> Estimate:
    if len(values) < 2:  # noqa: PLR2004 - nothing can be said about one
        return Estimate(0.0, 0.0, 0.0)
    mean, error = fmean(values), stdev(values) / math.sqrt(len(values))
    return Estimate(mean, max(mean - _WIDTH * error, 0.0), mean + _WIDTH * error)


def _share(count: int, total: int) -> Estimate:
    """Return a share with Wilson's interval.

    Example:
        >>> _share(0, 100).low, round(_share(0, 100).high, 3)
        (0.0, 0.037)
    """
    if not total:
        return Estimate(0.0, 0.0, 1.0)
    share, square = count / total, _WIDTH**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    reach = _WIDTH / (1 + square / total) * math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    return Estimate(share, max(middle - reach, 0.0), min(middle + reach, 1.0))
