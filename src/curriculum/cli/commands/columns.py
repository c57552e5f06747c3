"""``curriculum columns``: how the columns of a cohort's tables are understood."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curriculum.cli import inputs
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.screen import Screen

if TYPE_CHECKING:
    from curriculum.files.tables import Table


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("columns")
    parser.argument("cohort", path=True)
    parser.option("--save", path=True, metavar="FILE")
    parser.option("--encoding", metavar="NAME")
    parser.option("--dry-run", action="store_true")
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print which column is which, and keep it in a file if that is asked for."""
    from curriculum.files.cohort_tables import cohort_tables
    from curriculum.files.roster_format import roster_format_text, understood

    tables = cohort_tables(
        arguments.cohort, inputs.finder(arguments), arguments.encoding, inputs.roster_format_finder(arguments)
    )
    if arguments.save:
        target = Path(arguments.save)
        text = roster_format_text(understood(tables["participants"], target.stem))
        write({target: text}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({kind: _data(table) for kind, table in tables.items()})
    else:
        for kind, table in tables.items():
            screen.show(_text(kind, table, screen))
    return Exit.DONE


def _data(table: Table) -> list[dict[str, Any]]:
    from curriculum.files.workbook import letters

    names = {position: name for name, position in table.columns.known.items()}
    return [
        {"column": letters(position), "heading": heading, "meaning": names.get(position)}
        for position, heading in enumerate(table.heading.cells)
        if heading
    ]


def _text(kind: str, table: Table, screen: Screen) -> str:
    from curriculum.columns import columns

    rows = [
        (one["column"], one["heading"], one["meaning"] or screen.say("cli.columns.further"))
        for one in _data(table)
    ]
    return "\n".join([screen.say(f"cli.columns.{kind}", row=table.heading.number), *columns(rows), ""])
