"""What a conversion could not carry, found by reading back what was written.

Nothing is declared: the converted file is taken apart in the same way as the original, and what differs is told.
So a loss report can neither forget anything nor promise too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from attrs import frozen

from curriculum.comparing.edits import edits
from curriculum.comparing.rows import Fields, Key, rows
from curriculum.comparing.sides import Comparable, side

LossKind = Literal["lost", "changed", "made"]
_KINDS: Mapping[str, LossKind] = {"removed": "lost", "added": "made", "moved": "changed", "changed": "changed"}


@frozen(kw_only=True)
class Loss:
    """One thing that a format cannot carry, wherever it stood.

    Attributes:
        kind: ``lost``; ``changed``: something else stands there now; ``made``: it was not there before.
        entry: kind of the entries concerned, for example ``module``.
        field: the field concerned; empty for whole entries.
        ids: the entries, with the id of the entry around them; a requirement with what is required.
    """

    kind: LossKind
    entry: str
    field: str
    ids: tuple[str, ...]


def losses(before: Comparable, after: Comparable) -> tuple[Loss, ...]:
    """Return what is different after a conversion and back."""
    return row_losses(*(rows(side(one), {}) for one in (before, after)))


def row_losses(before: Mapping[Key, Fields], after: Mapping[Key, Fields]) -> tuple[Loss, ...]:
    """Return what is different between the rows of an original and of what was carried."""
    found: dict[tuple[LossKind, str, str], list[str]] = {}
    for edit in edits(before, after):
        kind = _KINDS[edit.kind]
        if edit.after is None:
            kind = "lost"
        elif edit.before is None:
            kind = "made"
        name = edit.id
        if edit.entry == "requirement":
            name = f"{edit.id}: {edit.before or edit.after}"
        found.setdefault((kind, edit.entry, edit.field), []).append(name)
    return gathered(found)


def field_losses(entry: str, fields: Mapping[str, Any], ids: Iterable[str]) -> tuple[Loss, ...]:
    """Return that some fields are lost, those that hold nothing left out."""
    listed = tuple(ids)
    return tuple(Loss(kind="lost", entry=entry, field=name, ids=listed) for name, value in fields.items() if value)


def gathered(found: Mapping[tuple[LossKind, str, str], Iterable[str]]) -> tuple[Loss, ...]:
    """Return losses, one for each kind, entry and field, from the ids concerned."""
    return tuple(
        Loss(kind=kind, entry=entry, field=field, ids=tuple(ids)) for (kind, entry, field), ids in found.items()
    )
