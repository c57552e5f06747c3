"""The table of runs: rows to runs and back."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.files.cells import items, list_text, optional_whole, session, session_text
from curriculum.files.csv_rows import csv_text
from curriculum.files.drafts import made
from curriculum.files.headings import meaning, misspelt
from curriculum.files.tables import Table
from curriculum.runs import Run

KIND = "runs"
_COLUMNS = ("id", "module", "sessions", "venue", "room", "teachers", "capacity", "minimum", "state")


def runs_of(table: Table, catalog_id: str) -> tuple[Run, ...]:
    """Return the runs of a table, one for each row; what is wrong goes to the table's complaints.

    Columns that nobody knows are passed over, unless they are probably a known one misspelt.

    Args:
        table: the plan.
        catalog_id: id of the cohort's catalog; module ids that are written from outside it become local.
    """
    for column in ("id", "module"):
        table.require(column)
    for heading in table.columns.further:
        if suggestion := misspelt(KIND, heading, table.columns.known):
            table.complaints.refuse("unknown-column", f"heading.{heading}", column=heading, suggestion=suggestion)
    return tuple(_run(table, index, f"{catalog_id}:") for index in range(len(table.rows)))


def _run(table: Table, index: int, prefix: str) -> Run:
    row = table.rows[index]
    values = {
        "id": table.filled(index, "id"),
        "module": table.filled(index, "module").removeprefix(prefix),
        "sessions": table.value(index, "sessions", lambda cell: items(cell, session)),
        "venue": table.cell(row, "venue") or None,
        "room": table.cell(row, "room") or None,
        "teachers": table.value(index, "teachers", lambda cell: items(cell, str)),
        "capacity": table.value(index, "capacity", optional_whole),
        "minimum": table.value(index, "minimum", optional_whole),
        "state": meaning("states", table.cell(row, "state")) or "planned",
    }
    run: Run = made(Run, values, table.complaints, table.place(index))
    return run


def plan_text(runs: Iterable[Run]) -> str:
    """Return runs as the text of a CSV file."""
    return csv_text(plan_rows(runs))


def plan_rows(runs: Iterable[Run]) -> list[list[str]]:
    """Return the rows of a plan, headings first."""
    return [list(_COLUMNS), *(_row(run) for run in runs)]


def _row(run: Run) -> list[str]:
    return [
        run.id,
        run.module,
        list_text(session_text(held) for held in run.sessions),
        run.venue or "",
        run.room or "",
        list_text(run.teachers),
        *("" if number is None else str(number) for number in (run.capacity, run.minimum)),
        run.state,
    ]
