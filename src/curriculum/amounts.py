"""Amounts of hours and credits, exactly as they are written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def exact(amount: float) -> Fraction:
    """Return an amount as it was written, so that sums do not drift.

    Example:
        >>> exact(0.1) * 3 == exact(0.3)
        True
    """
    return Fraction(str(amount))


def plain_number(value: Fraction | None) -> float | None:
    """Return an exact amount as JSON has it: whole where it is whole."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def number_text(value: Fraction) -> str:
    """Return an exact amount as it is written, without zeros at the end.

    Example:
        >>> number_text(Fraction(15, 2)), number_text(Fraction(12345678))
        ('7.5', '12345678')
    """
    return f"{Decimal(value.numerator) / value.denominator:f}"
