"""Agreement of any number of raters on categories: Fleiss' kappa and its kin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import evolve

from curriculum.evaluation.statistics.estimates import Estimate, Reason
from curriculum.evaluation.statistics.observations import as_table, in_bounds
from curriculum.evaluation.statistics.two_raters import Agreement, limited

_ROUNDING = 1e-12


def fleiss_kappa(
    counts: Sequence[Sequence[int]],
    *,
    chance: Literal["fleiss", "gwet", "uniform"] = "fleiss",
    confidence: float = 0.95,
) -> Agreement:
    """Return the agreement of several raters, who need not be the same for each subject.

    Fleiss' kappa (1971, *Psychological Bulletin* 76:378-382), Gwet's AC1 and Brennan and Prediger's kappa, for
    unequal numbers of raters as in Gwet (2014, *Handbook of Inter-Rater Reliability*, 4th edition); the standard
    error is that of Gwet (2008, *British Journal of Mathematical and Statistical Psychology* 61:29-48), which lets
    subjects vary; the interval is a normal one, cut at -1 and 1.

    Args:
        counts: a row for each subject, in it how many raters chose each category.
        chance: what counts as agreement by chance.
        confidence: confidence of the interval, over 0 and under 1.

    Raises:
        ValueError: the rows have different lengths, or a count is negative.

    Example:
        >>> found = fleiss_kappa([[0, 3], [1, 2], [3, 0], [3, 0]])
        >>> round(found.coefficient.value, 3)
        0.657
    """
    in_bounds(confidence)
    table = as_table(counts)
    if not (table >= 0).all():
        raise ValueError("a count is there and not negative")
    rated = table[table.sum(axis=1) > 0]
    raters = rated.sum(axis=1)
    several = raters > 1
    n, missing = int(several.sum()), int(len(table) - several.sum())
    if not n:
        reason: Reason = "one-rater" if len(rated) else "no-data"
        return Agreement(n=0, missing=missing, coefficient=Estimate(confidence=confidence, reason=reason))
    size = table.shape[1]
    if size < 2:  # noqa: PLR2004 - with one category there is nothing to agree on
        return Agreement(n=n, missing=missing, coefficient=Estimate(confidence=confidence, reason="no-variation"))
    shares = rated / raters[:, None]
    agreed = np.zeros(len(rated))
    agreed[several] = (rated * (rated - 1)).sum(axis=1)[several] / (raters * (raters - 1))[several]
    mean = shares.mean(axis=0)
    by_chance = {
        "fleiss": shares @ mean,
        "gwet": shares @ (1 - mean) / (size - 1),
        "uniform": np.full(len(rated), 1 / size),
    }[chance]
    observed, expected = float(agreed.sum()) / n, float(by_chance.mean())
    found = Agreement(
        n=n,
        missing=missing,
        observed=observed,
        expected=expected,
        coefficient=Estimate(confidence=confidence, reason="no-variation"),
    )
    if 1 - expected <= _ROUNDING:
        return found
    value = (observed - expected) / (1 - expected)
    if len(rated) < 2:  # noqa: PLR2004 - one subject does not vary
        return evolve(found, coefficient=Estimate(value=value, confidence=confidence, reason="one-value"))
    each = np.where(several, len(rated) / n * (agreed - expected), 0.0) / (1 - expected)
    each -= 2 * (1 - value) * (by_chance - expected) / (1 - expected)
    variance = float(((each - value) ** 2).sum()) / (len(rated) * (len(rated) - 1))
    return evolve(found, coefficient=limited(value, variance, confidence))
