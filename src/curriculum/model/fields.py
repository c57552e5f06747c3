"""What a field may hold: ids, labels, choices, amounts and numbers of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from curriculum.errors import Finding, nearest

MOST_PEOPLE = 1_000_000
"""The largest capacity of a run."""
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST_WORD = 40
"""Letters of a wrong word that are looked at to tell which one was meant."""


def id_findings(value: str, where: str = "id") -> Iterator[Finding]:
    """Complain about a catalog id that is not ``[a-z0-9][a-z0-9-]*``."""
    if not ID.fullmatch(value):
        yield Finding(code="bad-id", values={"id": value}, where=where)


def label_findings(value: str) -> Iterator[Finding]:
    """Complain about a participant's or run's id that is empty, untrimmed or contains ``|``."""
    if not value or value != value.strip() or "|" in value:
        yield Finding(code="bad-label", values={"id": value}, where="id")


def choice_findings(value: str | None, allowed: object, where: str) -> Iterator[Finding]:
    """Complain about a value that is not among the choices of a ``Literal``."""
    choices = get_args(allowed)
    if value is not None and value not in choices:
        meant = nearest(value[:_LONGEST_WORD], choices)
        values = {"value": value, "known": ", ".join(choices), "suggestion": meant}
        yield Finding(code="bad-choice", values=values, where=where)


def amount_findings(value: float | None, where: str) -> Iterator[Finding]:
    """Complain about an amount below 0, or one that is not a finite number."""
    if value is not None and not 0 <= value < float("inf"):
        yield Finding(code="bad-amount", values={"value": value}, where=where)


def capacity_findings(
    minimum: int | None, maximum: int | None, minimum_name: str, maximum_name: str
) -> Iterator[Finding]:
    """Complain about a number of people below 1, or about a minimum above the maximum."""
    for value, name in ((minimum, minimum_name), (maximum, maximum_name)):
        if value is not None and not 1 <= value <= MOST_PEOPLE:
            yield Finding(code="bad-people", values={"value": value}, where=name)
    if minimum is not None and maximum is not None and minimum > maximum:
        yield Finding(
            code="minimum-above-maximum", values={"minimum": minimum, "maximum": maximum}, where=minimum_name
        )
