"""A number that is known, or known to lie between two others."""

from __future__ import annotations

from fractions import Fraction

from attrs import field, frozen


@frozen
class Bounds:
    """A number between two others; they are the same when it is known.

    Attributes:
        low: it is no less than this.
        high: it is no more than this.
    """

    low: Fraction = field(converter=Fraction)
    high: Fraction = field(converter=Fraction)

    def __attrs_post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError("an interval begins before it ends")

    @classmethod
    def exactly(cls, value: Fraction | int) -> Bounds:
        """Return the bounds of a number that is known."""
        return cls(Fraction(value), Fraction(value))

    @property
    def known(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high

    def contains(self, other: Bounds) -> bool:
        """Tell whether these bounds leave room for everything that the others leave room for."""
        return self.low <= other.low and other.high <= self.high

    def at_most(self, cap: Fraction) -> Bounds:
        """Return the bounds of the smaller of this number and a known one."""
        return Bounds(min(self.low, cap), min(self.high, cap))

    def document(self) -> list[float]:
        """Return the two numbers."""
        return [float(self.low), float(self.high)]


OPEN = Bounds(Fraction(0), Fraction(1))
"""A share of which nothing is known."""
