"""Files with the words of a staff system: how a roster was understood, to be kept, mended and used again."""

from __future__ import annotations

from curriculum.errors import raise_if
from curriculum.files.plain import plain
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA, Reader, check_schema
from curriculum.files.tables import Table
from curriculum.files.toml import read_toml
from curriculum.files.toml_text import toml_text
from curriculum.roster_format import RosterFormat

ENDING = ".toml"
"""What tells, in ``cohort.toml``, the name of a file from the id of a plugin's format."""


def load_roster_format(file: FilePath) -> RosterFormat:
    """Read the words of a staff system.

    Args:
        file: the path of a TOML file; its keys are the attributes of
            :class:`~curriculum.roster_format.RosterFormat`.

    Raises:
        InvalidInput: with every finding, each with file, line and place.
    """
    raw, complaints = read_toml(file)
    found: RosterFormat = Reader(complaints).record(RosterFormat, check_schema(raw, complaints), "")
    raise_if(complaints.located())
    return found


def roster_format_text(found: RosterFormat) -> str:
    """Return the text of a file with the words of a staff system."""
    return toml_text({"schema": SCHEMA, **plain(found)})


def understood(table: Table, name: str) -> RosterFormat:
    """Return how the columns of a roster were understood, with the words for levels and roles that were in use.

    Args:
        table: the roster.
        name: id of the format.
    """
    cells = table.heading.cells
    columns = {column: (cells[position],) for column, position in table.columns.known.items()}
    return RosterFormat(id=name, columns=columns, levels=table.wording.levels, roles=table.wording.roles)
