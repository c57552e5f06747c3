"""Amounts as whole numbers: what the solver counts in, so that nothing is rounded."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from fractions import Fraction
from functools import reduce

from curriculum.errors import Finding, InvalidInput

MOST_UNITS = 2**40
"""Units in all; more would not be counted exactly."""


def unit(amounts: Iterable[Fraction]) -> Fraction:
    """Return the largest amount of which each of these is a whole multiple; 1 when all are 0.

    Example:
        >>> unit([Fraction("7.5"), Fraction(6)])
        Fraction(3, 2)
    """
    return reduce(_common_measure, amounts, Fraction()) or Fraction(1)


def _common_measure(first: Fraction, second: Fraction) -> Fraction:
    """Return the largest amount that both are whole multiples of; 0 counts as a multiple of anything."""
    bottom = math.lcm(first.denominator, second.denominator)
    return Fraction(math.gcd(int(first * bottom), int(second * bottom)), bottom)


def refuse_beyond_counting(amounts: Collection[Fraction]) -> None:
    """Refuse amounts that are too large, or too finely divided, to be added up exactly.

    Raises:
        InvalidInput: they are.
    """
    if sum(amounts) / unit(amounts) > MOST_UNITS:
        raise InvalidInput([Finding(code="plan-credits", values={"most": f"{MOST_UNITS:,}"})])
