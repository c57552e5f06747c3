"""From when to when a module is best offered, so that what requires it can follow in time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from attrs import frozen

from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput

_BREATH = 7
"""Days beyond the smallest gap that are left between a module and the next, where the period has them."""


@frozen(order=True)
class Window:
    """The first and the last day on which a module is offered."""

    first: date
    last: date


def module_windows(cohort: Cohort, first: date, last: date) -> Mapping[str, Window]:
    """Return the window of each module of a cohort's programme.

    A module that has ``before`` others in the longest chain that leads to it and ``after`` in the longest that
    follows is offered from ``before`` steps after the first day until ``after`` steps before the last, so that the
    runs of every module of a chain can follow those of the one before at the same distance.

    Raises:
        InvalidInput: the period is too short for the longest chain and its gaps.
    """
    needs = _needs(cohort)

    @cache
    def before(module: str) -> int:
        return max((before(needed) + 1 for needed in needs[module]), default=0)

    @cache
    def after(module: str) -> int:
        return max((after(other) + 1 for other in needs if module in needs[other]), default=0)

    days = (last - first).days
    longest = max((before(module) for module in needs), default=0)
    least = max(cohort.rules.gap_days.minimum, 1)
    if longest * least > days:
        values = {"steps": longest + 1, "needed": longest * least + 1, "days": days + 1}
        raise InvalidInput([Finding(code="period-too-short", values=values, where="last")])
    most = cohort.rules.gap_days.maximum
    step = least + _BREATH if most is None else min(least + _BREATH, max(most, least))
    step = max(least, min(step, days // (2 * longest))) if longest else 0
    return {
        module: Window(first + timedelta(before(module) * step), last - timedelta(after(module) * step))
        for module in needs
    }


def _needs(cohort: Cohort) -> Mapping[str, tuple[str, ...]]:
    """Return the modules of the programme that each requires, one way or another."""
    taken = cohort.programme.module_ids
    return {
        module: tuple(needed for needed in cohort.modules[module].requires.modules() if needed in taken)
        for module in taken
    }
