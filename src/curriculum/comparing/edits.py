"""The single edits that lead from one catalog to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from attrs import frozen

from curriculum.comparing.rows import ENTRIES, Fields, Key

EditKind = Literal["added", "removed", "moved", "changed"]
_MOVABLE = ("outcome", "activity", "assessment")
"""Entries that stand inside a module, and may go to another one as they are."""
_PLACES = {("programme-module", "part"), ("competency", "broader"), ("module", "term"), ("level", "below")}
"""Fields that say where something stands: when one changes, the entry has moved."""


@frozen(kw_only=True)
class Edit:
    """One difference.

    Attributes:
        kind: ``added``, ``removed``, ``moved`` (to another module, part of the programme, broader competency or
            term) or ``changed``.
        entry: what is different, one of :data:`~curriculum.comparing.rows.ENTRIES`.
        id: its id, with that of the entry around it; of a requirement, the module that has it.
        field: the field that changed; of a requirement, the one that it stands in; of what went to another
            module, ``module``.
        before: what stood there, as the catalog file writes it; None when nothing did.
        after: what stands there now.
    """

    kind: EditKind
    entry: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None


def edits(before: Mapping[Key, Fields], after: Mapping[Key, Fields]) -> tuple[Edit, ...]:
    """Return what is different between the rows of two catalogs, entry by entry and in the order of the ids.

    Args:
        before: the rows of the first.
        after: the rows of the second.

    Returns:
        The edits; none when all rows are equal.
    """
    gone = {key: fields for key, fields in before.items() if key not in after}
    new = {key: fields for key, fields in after.items() if key not in before}
    found = list(_moved(gone, new))
    found += [_whole("removed", key, fields) for key, fields in gone.items()]
    found += [_whole("added", key, fields) for key, fields in new.items()]
    for key in before.keys() & after.keys():
        found += _changed(key, before[key], after[key])
    return tuple(sorted(found, key=_order))


def _order(edit: Edit) -> tuple[int, str, str, str]:
    text = edit.before if edit.kind == "removed" else edit.after
    return ENTRIES.index(edit.entry), edit.id, edit.field, str(text)


def _moved(gone: dict[Key, Fields], new: dict[Key, Fields]) -> Iterator[Edit]:
    """Take what is gone from one module and new in another, the same in all else, out of both."""
    for key in sorted(gone):
        if key.entry not in _MOVABLE:
            continue
        home, _, local = key.id.partition(".")
        same = (other for other in sorted(new) if other.entry == key.entry and other.id.endswith(f".{local}"))
        found = next((other for other in same if new[other] == gone[key]), None)
        if found is not None:
            del gone[key], new[found]
            there = found.id.partition(".")[0]
            yield Edit(kind="moved", entry=key.entry, id=local, field="module", before=home, after=there)


def _whole(kind: Literal["added", "removed"], key: Key, fields: Fields) -> Edit:
    """Tell that a whole row is new or gone."""
    content: Any = key.value if key.entry == "requirement" else dict(fields)
    sides = {"after": content} if kind == "added" else {"before": content}
    return Edit(kind=kind, entry=key.entry, id=key.id, field=key.field, **sides)


def _changed(key: Key, before: Fields, after: Fields) -> Iterator[Edit]:
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was != now:
            kind: EditKind = "moved" if (key.entry, name) in _PLACES else "changed"
            yield Edit(kind=kind, entry=key.entry, id=key.id, field=name, before=was, after=now)


def of_entries(found: Iterable[Edit], *entries: str) -> Iterator[tuple[int, Edit]]:
    """Yield the edits of some kinds of entry, each with its position among all."""
    for position, edit in enumerate(found):
        if edit.entry in entries:
            yield position, edit
