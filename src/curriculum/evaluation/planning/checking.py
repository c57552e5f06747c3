"""Whether a plan that was frozen still holds for a schedule as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.evaluation.planning.contrasts import Assumptions
from curriculum.evaluation.planning.plan import SCHEMA, EvaluationPlan, fingerprint

_PARTS = {
    "withheld": "plan-withheld-changed",
    "instruments": "plan-instruments-changed",
    "draw": "plan-draw-changed",
}
"""Parts of a plan that must not change, and what is told when one has."""


@frozen
class FrozenPlan:
    """A plan as it was frozen: the document, of which only what is needed has been looked at.

    Attributes:
        document: as :meth:`EvaluationPlan.document` returned it.
        assumptions: what was guessed.
        earliest: the first day on which anybody could be asked.
        instruments: ids of the instruments.
    """

    document: Mapping[str, Any]
    assumptions: Assumptions
    earliest: date | None
    instruments: tuple[str, ...]

    @classmethod
    def read(cls, document: Any) -> FrozenPlan:
        """Read what :meth:`EvaluationPlan.document` returned.

        Raises:
            InvalidInput: it is something else.
        """
        document = _with_floats(document)
        if not isinstance(document, dict) or document.get("schema") != SCHEMA:
            raise InvalidInput([Finding(code="plan-unreadable")])
        try:
            day = document["earliest"]
            return cls(
                document,
                Assumptions(**{name: float(value) for name, value in document["assumptions"].items()}),
                None if day is None else date.fromisoformat(day),
                tuple(str(one["id"]) for one in document["instruments"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InvalidInput([Finding(code="plan-unreadable")]) from None


def check_plan(stored: FrozenPlan, now: EvaluationPlan) -> Iterator[Finding]:
    """Yield in what a frozen plan differs from one made now; nothing when it holds as it stands.

    A verdict, a group withheld, an instrument or the draw that has changed is a warning: the plan does not hold.
    New days or numbers with the same verdicts are a note.

    Args:
        stored: the plan that was frozen.
        now: the plan of the schedule as it is, with the same assumptions.
    """
    old, new = stored.document, now.document()
    if fingerprint({key: value for key, value in old.items() if key != "fingerprint"}) != old.get("fingerprint"):
        yield Finding(code="plan-altered", severity="error")
        return
    if old["cohort"] != new["cohort"]:
        yield Finding(code="plan-of-another", values={"cohort": old["cohort"]}, severity="error")
        return
    before = {one["question"]: one for one in old["questions"]}
    after = {one["question"]: one for one in new["questions"]}
    for name in sorted(before.keys() | after.keys()):
        was, now_is = before.get(name, {}).get("verdict"), after.get(name, {}).get("verdict")
        if was != now_is:
            values = {"question": name, "before": was or "-", "after": now_is or "-"}
            yield Finding(code="plan-verdict-changed", values=values, where=name, severity="warning")
        elif before[name] != after[name]:
            values = {"question": name, "before": _size(before[name]), "after": _size(after[name])}
            yield Finding(code="plan-numbers-changed", values=values, where=name, severity="note")
    for part, code in _PARTS.items():
        if old[part] != new[part]:
            yield Finding(code=code, where=part, severity="warning")
    if old["askings"] != new["askings"] or old["burden"] != new["burden"]:
        yield Finding(code="plan-askings-changed", where="askings", severity="note")


def _with_floats(value: Any) -> Any:
    """Return plain data with floats in place of the exact decimals that a reader of files gives."""
    if isinstance(value, dict):
        return {key: _with_floats(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_floats(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def _size(question: Mapping[str, Any]) -> str:
    return "-" if question["detectable"] is None else f"{question['detectable']:.2f}"
