"""What an evaluation says about modules: how much more those who took one changed than those who did not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.sequences import as_tuple


@frozen(kw_only=True)
class Signal:
    """What the answers to one instrument say about one module.

    Attributes:
        module: the module's id.
        measurement: what was measured and when, such as ``nomad:before-after``.
        people: number of people that it is computed from.
        value: how many points of the scale those who took the module changed more than the others; below 0 less.
        low: lower end of its interval.
        high: upper end.
    """

    module: str
    measurement: str
    people: int
    value: float
    low: float
    high: float

    @property
    def against(self) -> bool:
        """Whether those who took the module changed less, sure or not."""
        return self.value < 0

    @property
    def sure(self) -> bool:
        """Whether the whole interval is below zero."""
        return self.high < 0


@frozen
class Signals:
    """What an evaluation found about the modules of a programme.

    Attributes:
        programme: ``catalog:programme``.
        said: what it says of those modules of which something may be said.
    """

    programme: str
    said: tuple[Signal, ...] = field(default=(), converter=as_tuple)

    @classmethod
    def read(cls, document: Any) -> Signals:
        """Read what ``curriculum evaluate --json`` wrote.

        What was withheld or not computed says nothing, nor what two ways of computing it disagree about.

        Raises:
            InvalidInput: it is something else.

        Example:
            >>> interval = {"value": -0.4, "low": -0.7, "high": -0.1}
            >>> answer = {"by": "module", "module": "a", "measurement": "m", "people": 30, "estimate": interval}
            >>> (found,) = Signals.read({"programme": "mine:p", "answers": [answer]}).said
            >>> found.module, found.sure
            ('a', True)
        """
        try:
            found = [_signal(answer) for answer in document["answers"] if answer["by"] == "module"]
            return cls(str(document["programme"]), [signal for signal in found if signal])
        except (KeyError, TypeError, ValueError):
            raise InvalidInput([Finding(code="no-evaluation")]) from None


def _signal(answer: Mapping[str, Any]) -> Signal | None:
    estimate, people = answer["estimate"], answer["people"]
    ends = {} if estimate is None else {key: estimate[key] for key in ("value", "low", "high")}
    if people is None or not ends or None in ends.values() or answer.get("strength") == "undecidable":
        return None
    return Signal(
        module=str(answer["module"]),
        measurement=str(answer["measurement"]),
        people=int(people),
        **{key: float(end) for key, end in ends.items()},
    )
