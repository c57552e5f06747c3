"""What this very schedule can show: the smallest effect that each comparison finds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import evolve, frozen

from curriculum.evaluation.planning.people import Leader
from curriculum.evaluation.statistics import Contrast, LinearModel, Reason
from curriculum.evaluation.statistics.regression import too_few

LEVEL = 0.05
"""The level of every test."""
CHANGE, PAIRING, DOSE = "change", "pairing", "dose"


@frozen(kw_only=True)
class Assumptions:
    """What has to be guessed before there are answers.

    Attributes:
        correlation: of one person's values before and after, over -1 and under 1.
        intraclass: correlation of two people of one organisation, from 0 to under 1.
        response: share of the people who answer, over 0 to 1.
        effect: the smallest effect worth finding, in standard deviations of one person's score, over 0.
        power: chance of finding it, over 0.05 and under 1.

    Raises:
        ValueError: one is out of its bounds.
    """

    correlation: float = 0.6
    intraclass: float = 0.05
    response: float = 1.0
    effect: float = 1.0
    power: float = 0.8

    def __attrs_post_init__(self) -> None:
        bounds = (-1 < self.correlation < 1, 0 <= self.intraclass < 1, 0 < self.response <= 1)
        if not all(bounds) or not self.effect > 0 or not LEVEL < self.power < 1:
            raise ValueError("an assumption is out of its bounds")


@frozen(kw_only=True)
class Comparison:
    """A comparison of leaders, by the columns of a linear model of their answers after.

    Attributes:
        question: ``change``, ``level:ID``, ``pairing``, ``module:ID`` or ``dose``.
        leaders: whose answers it is made from.
        effect: the column whose coefficient is asked for, a number for each leader; the intercept for ``change``.
        others: columns that it is adjusted for.
    """

    question: str
    leaders: tuple[Leader, ...]
    effect: tuple[float, ...]
    others: tuple[tuple[float, ...], ...] = ()


@frozen(kw_only=True)
class Prospect:
    """What a comparison can show.

    Attributes:
        question: as in the comparison.
        people: whose answers it is made from, if all answer.
        organisations: how many they come from.
        df: Satterthwaite degrees of freedom; None where the comparison cannot be made.
        detectable: smallest effect found with the chance wanted, in standard deviations of one person's score (of
            ``dose``: from the fewest hours that somebody attends to the most); None below 4 degrees of freedom.
        attainable: smallest p of the enumerated wild bootstrap, 2^(1 - organisations).
        reason: why it is not estimable, or too few degrees of freedom for a p.
    """

    question: str
    people: int
    organisations: int
    df: float | None = None
    detectable: float | None = None
    attainable: float
    reason: Reason | None = None


def comparisons(leaders: Sequence[Leader], levels: Sequence[str], modules: Sequence[str]) -> Iterator[Comparison]:
    """Yield every comparison that the questions of a programme ask for.

    Change is that of everybody; a level is compared with all others; paired leaders with those alone, of the same
    level; those who took a module with those who did not; and most hours of attendance with fewest.

    Args:
        leaders: the leaders.
        levels: ids of the levels that somebody has, in the catalog's order.
        modules: ids of the modules that are asked about.
    """
    ones = tuple(1.0 for _ in leaders)
    yield Comparison(question=CHANGE, leaders=tuple(leaders), effect=ones)
    placed = tuple(leader for leader in leaders if leader.level)
    constant = tuple(1.0 for _ in placed)
    if len(levels) > 1:
        for level in levels:
            effect = tuple(float(leader.level == level) for leader in placed)
            yield Comparison(question=f"level:{level}", leaders=placed, effect=effect, others=(constant,))
    present = sorted({leader.level or "" for leader in leaders})
    of_level = (tuple(float((leader.level or "") == level) for leader in leaders) for level in present[1:])
    paired = tuple(float(leader.paired) for leader in leaders)
    yield Comparison(question=PAIRING, leaders=tuple(leaders), effect=paired, others=(ones, *of_level))
    for module in modules:
        took = tuple(float(module in leader.modules) for leader in leaders)
        yield Comparison(question=f"module:{module}", leaders=tuple(leaders), effect=took, others=(ones,))
    attended = [leader.hours for leader in leaders]
    span = max(attended, default=0.0) - min(attended, default=0.0)
    hours = tuple(leader.hours / (span or 1.0) for leader in leaders)
    yield Comparison(question=DOSE, leaders=tuple(leaders), effect=hours, others=(ones,))


def prospect(comparison: Comparison, assumptions: Assumptions, *, baseline: bool = True) -> Prospect:
    """Return what a comparison can show.

    The answers after, given those before, have the variance 1 - r^2 (for ``change`` the differences have
    2 (1 - r)), and those of one organisation the intraclass correlation. With weights w that least squares gives
    the answers, the variance of the estimate is the sum over organisations of (1 - rho) sum w^2 + rho (sum w)^2,
    times that, over the share of people who answer. Degrees of freedom are those of CR2 (Pustejovsky & Tipton
    2018) for exactly these people in exactly these organisations.

    Args:
        comparison: the comparison.
        assumptions: what is guessed.
        baseline: whether there are answers from before; else r is 0, and change cannot be asked about.

    Example:
        >>> leaders = [Leader(organisation=f"{n}", paired=n % 2 == 0) for n in range(24)]
        >>> (pairing,) = [one for one in comparisons(leaders, [], []) if one.question == "pairing"]
        >>> round(prospect(pairing, Assumptions(correlation=0.6, intraclass=0.0)).detectable, 1)
        1.0
    """
    clusters = [leader.organisation or index for index, leader in enumerate(comparison.leaders)]
    organisations = len(set(clusters))
    found = Prospect(
        question=comparison.question,
        people=len(clusters),
        organisations=organisations,
        attainable=2.0 ** (1 - organisations) if organisations else 1.0,
    )
    reason = _obstacle(comparison, organisations, baseline=baseline)
    if reason is not None:
        return evolve(found, reason=reason)
    noise = np.random.default_rng(0).normal(size=len(clusters))  # degrees of freedom do not depend on the answers
    model = LinearModel(noise.tolist(), [comparison.effect, *comparison.others], clusters)
    coefficient = model.coefficient(0)
    if coefficient.df is None:
        return evolve(found, reason=coefficient.p.reason)
    if too_few(coefficient.df):
        return evolve(found, df=coefficient.df, reason="few-degrees")
    correlation = assumptions.correlation if baseline else 0.0
    variance = 2 * (1 - correlation) if comparison.question == CHANGE else 1 - correlation**2
    error = math.sqrt(variance * _spread(model, assumptions.intraclass) / assumptions.response)
    detectable = Contrast(standard_error=error, df=coefficient.df).detectable(power=assumptions.power)
    return evolve(found, df=coefficient.df, detectable=detectable)


def _obstacle(comparison: Comparison, organisations: int, *, baseline: bool) -> Reason | None:
    """Return what makes a comparison impossible before any arithmetic."""
    if not comparison.leaders or (comparison.question == CHANGE and not baseline):
        return "no-data"
    if comparison.question != CHANGE and len(set(comparison.effect)) == 1:
        return "no-variation" if comparison.question == DOSE else "one-group"
    return "one-cluster" if organisations == 1 else None


def _spread(model: LinearModel, intraclass: float) -> float:
    """Return the variance of the first coefficient, for answers with variance 1."""
    weights = model.design.x @ model.design.bread[0]
    within = float((weights**2).sum())
    between = float(sum(weights[rows].sum() ** 2 for rows in model.design.rows))
    return (1 - intraclass) * within + intraclass * between
