"""The table of participants: rows to people and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from curriculum.files.cells import items, list_text, says_day_first, span
from curriculum.files.drafts import made
from curriculum.files.headings import meaning
from curriculum.files.tables import Table
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS, Participant, Span

KIND = "participants"
_PLAIN_COLUMNS = ("name", "email", "organisation", "pair", "manager", "location")


def participants_of(table: Table, catalog_id: str) -> tuple[Participant, ...]:
    """Return the people of a table, one for each row; what is wrong goes to the table's complaints.

    Args:
        table: the roster.
        catalog_id: id of the cohort's catalog; ids that are written from outside it become local.
    """
    table.require("id")
    day_first = says_day_first(table.cell(row, "unavailable") for row in table.rows)
    read_span = partial(span, day_first=day_first)
    return tuple(_participant(table, index, f"{catalog_id}:", read_span) for index in range(len(table.rows)))


def _participant(table: Table, index: int, prefix: str, read_span: Callable[[str], Span]) -> Participant:
    def local(text: str) -> str:
        return text.removeprefix(prefix)

    row = table.rows[index]
    values: dict[str, object] = {column: table.cell(row, column) or None for column in _PLAIN_COLUMNS}
    values["id"] = table.filled(index, "id")
    values["role"] = meaning("roles", table.cell(row, "role"), table.wording.roles) or None
    values["level"] = local(meaning("levels", table.cell(row, "level"), table.wording.levels)) or None
    for column in ("preferences", "completed"):
        values[column] = table.value(index, column, lambda cell: items(cell, local))
    for column in ("pinned", "barred"):
        values[column] = table.value(index, column, lambda cell: items(cell, str))
    values["unavailable"] = table.value(index, "unavailable", lambda cell: items(cell, read_span))
    values["further"] = {heading: row.cell(position) for heading, position in table.columns.further.items()}
    person: Participant = made(Participant, values, table.complaints, table.place(index))
    return person


def roster_rows(participants: Iterable[Participant]) -> list[list[str]]:
    """Return the rows of a roster, headings first: every column of the contract, then the further ones."""
    people = list(participants)
    further = list(dict.fromkeys(heading for person in people for heading in person.further))
    rows = [[*SINGLE_COLUMNS, *LIST_COLUMNS, *further]]
    for person in people:
        singles = [getattr(person, column) or "" for column in SINGLE_COLUMNS]
        lists = [list_text(getattr(person, column)) for column in LIST_COLUMNS]
        rows.append([*singles, *lists, *(person.further.get(heading, "") for heading in further)])
    return rows
