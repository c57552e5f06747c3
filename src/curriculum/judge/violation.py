"""What the judge complains about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from curriculum.further_rules import FurtherRule
from curriculum.messages import say


def _as_text(values: Mapping[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in values.items()}


def _in_order(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


@frozen
class Violation:
    """One case of one rule that a schedule does not keep.

    Attributes:
        rule: the rule's name, one of :data:`curriculum.rules.RULES` or that of a further rule, or ``score``,
            ``unfilled`` or ``cohort`` for what the schedule says about itself.
        people: ids of the participants whose places break the rule together, sorted.
        runs: ids of the runs involved, sorted.
        values: what else the message says. Never a participant's name or e-mail.
        detail: which of the rule's sentences it is; empty when the rule has only one.
        told_by: the further rule that has the sentence; None for the library's rules.

    Example:
        >>> broken = Violation("capacity", ["p1", "p2"], ["B1-01"], {"count": 2, "capacity": 1})
        >>> broken.message()
        'Run B1-01 has 2 people, but takes at most 1.'
    """

    rule: str
    people: tuple[str, ...] = field(default=(), converter=_in_order)
    runs: tuple[str, ...] = field(default=(), converter=_in_order)
    values: Mapping[str, str] = field(factory=dict, converter=_as_text, hash=False)
    detail: str = ""
    told_by: FurtherRule | None = field(default=None, eq=False, repr=False)

    def message(self, language: str = "en") -> str:
        """Say what is broken, in ``language`` (da, sv or en)."""
        named = {"people": ", ".join(self.people), "runs": ", ".join(self.runs)}
        if self.told_by is not None:
            return self.told_by.said("violation", language, {**self.values, **named})
        key = f"violation.{self.rule}.{self.detail}" if self.detail else f"violation.{self.rule}"
        return say(key, language, **named, **self.values)
