"""Hours and credits before and after: sums over the modules, so each edit of a module has its part outright."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from curriculum.comparing.edits import Edit, of_entries
from curriculum.comparing.results import MetricChange, Part
from curriculum.comparing.rows import Fields, Key
from curriculum.comparing.structure import ranked

SUMS = ("hours", "workload", "credits")
"""Fields of a module that are summed; one that does not say them counts 0."""


def sums(
    before: Mapping[Key, Fields], after: Mapping[Key, Fields], edits: Sequence[Edit]
) -> tuple[MetricChange, ...]:
    """Return hours, workload and credits of all modules, each change divided among the edits.

    Args:
        before: the rows of the first catalog.
        after: the rows of the second.
        edits: what is different between them.
    """
    return tuple(
        MetricChange(
            metric=name,
            before=_total(before, name),
            after=_total(after, name),
            parts=ranked(Part((position,), _part(edit, name)) for position, edit in of_entries(edits, "module")),
        )
        for name in SUMS
    )


def _total(rows: Mapping[Key, Fields], name: str) -> Fraction:
    return sum((_amount(fields.get(name)) for key, fields in rows.items() if key.entry == "module"), Fraction(0))


def _part(edit: Edit, name: str) -> Fraction:
    if edit.kind in {"added", "removed"}:
        was, now = ((content or {}).get(name) for content in (edit.before, edit.after))
    elif edit.field == name:
        was, now = edit.before, edit.after
    else:
        return Fraction(0)
    return _amount(now) - _amount(was)


def _amount(value: float | None) -> Fraction:
    return Fraction(0) if value is None else Fraction(str(value))
