"""Tables of trial actions, from CSV or Excel: who agreed to try something, when it was begun and done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from curriculum.errors import Finding, raise_if
from curriculum.evaluation.actions.trial import Action
from curriculum.files.cells import day
from curriculum.files.reading import FilePath
from curriculum.files.tables import Table, read_table
from curriculum.known import Known

KIND = "actions"


def load_actions(path: FilePath, participants: Collection[str], encoding: str | None = None) -> tuple[Action, ...]:
    """Read trial actions, one a person.

    Columns: ``participant``, ``agreed``, ``started`` and ``done``; the last two are days, or empty.

    Args:
        path: the table.
        participants: ids of the people.
        encoding: the file's encoding, when the user names it.

    Raises:
        InvalidInput: with every finding, each with row and column.
    """
    table = read_table(path, KIND, encoding)
    for column in ("participant", "agreed", "started"):
        table.require(column)
    people = Known("participants", participants)
    found: dict[str, Action] = {}
    for index in range(len(table.rows)):
        _take(table, index, people, found)
    raise_if(table.complaints.located())
    return tuple(found[name] for name in sorted(found))


def _take(table: Table, index: int, people: Known, found: dict[str, Action]) -> None:
    place = table.place(index, "participant")
    name = table.filled(index, "participant")
    if name not in people and not table.complaints.covers(place):
        table.complaints.add([people.unknown(name, place)])
    elif name in found:
        table.complaints.refuse("double-action", place, id=name)
    agreed = table.value(index, "agreed", _day)
    started, done = (table.value(index, column, _day) for column in ("started", "done"))
    if agreed is None:
        table.filled(index, "agreed")
        return
    early = [one for one in (started, done) if one is not None and one < agreed]
    if early:
        values = {"agreed": agreed, "day": min(early)}
        table.complaints.add(
            [Finding(code="action-before-agreed", values=values, where=table.place(index, "agreed"))]
        )
    found[name] = Action(participant=name, agreed=agreed, started=started or done, done=done)


def _day(cell: str) -> date | None:
    return day(cell) if cell else None
