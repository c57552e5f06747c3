"""Hours of teaching in steps that hold enough people each, so that no step tells about a few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from attrs import frozen


@frozen
class Step:
    """Neighbouring numbers of hours.

    Attributes:
        low: the fewest hours.
        high: the most.
        people: how many people have had so many.
        mean: mean hours of those people.
    """

    low: Fraction
    high: Fraction
    people: int
    mean: Fraction

    @property
    def name(self) -> str:
        """``12.5`` or ``10-12.5``."""
        return f"{float(self.low):g}" if self.low == self.high else f"{float(self.low):g}-{float(self.high):g}"

    def joined(self, other: Step) -> Step:
        """Return both as one."""
        people = self.people + other.people
        mean = (self.mean * self.people + other.mean * other.people) / people
        return Step(min(self.low, other.low), max(self.high, other.high), people, mean)


def steps(hours: Iterable[Fraction], fewest: int) -> tuple[Step, ...]:
    """Return hours in steps of at least so many people, as fine as can be from the lowest up.

    Args:
        hours: one number a person.
        fewest: people of a step; only when there are fewer in all does one hold fewer.

    Example:
        >>> [step.name for step in steps([Fraction(6)] * 2 + [Fraction(12)] * 9 + [Fraction(13)] * 3, 5)]
        ['6-13']
        >>> [step.name for step in steps([Fraction(6)] * 5 + [Fraction(12)] * 9 + [Fraction(13)] * 3, 5)]
        ['6', '12-13']
    """
    found: list[Step] = []
    for number, people in sorted(Counter(hours).items()):
        step = Step(number, number, people, number)
        if found and found[-1].people < fewest:
            step = found.pop().joined(step)
        found.append(step)
    if len(found) > 1 and found[-1].people < fewest:
        last = found.pop()
        found.append(found.pop().joined(last))
    return tuple(found)


def step_of(hours: Fraction, among: Sequence[Step]) -> Step:
    """Return the step that a number of hours is in.

    Raises:
        StopIteration: it is in none.
    """
    return next(step for step in among if step.low <= hours <= step.high)
