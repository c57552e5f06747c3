"""The tables of a cohort by themselves: what their columns mean, whatever else may be wrong."""

from __future__ import annotations

from pathlib import Path

from curriculum.errors import raise_if
from curriculum.files.catalog import FindCatalog
from curriculum.files.cohort_files import CohortFiles, cohort_file, joined
from curriculum.files.home import FindRosterFormat, home_catalog, wording
from curriculum.files.reading import FilePath
from curriculum.files.tables import Table, read_table


def cohort_tables(
    folder: FilePath,
    find: FindCatalog | None = None,
    encoding: str | None = None,
    find_roster_format: FindRosterFormat | None = None,
) -> dict[str, Table]:
    """Return the tables of a cohort with the meaning of their columns, whatever may be wrong in their rows.

    Args:
        folder: the folder, or the path of its ``cohort.toml``.
        find: gives installed catalogs by id.
        encoding: encoding of the tables; found out when None.
        find_roster_format: gives the words of staff systems by id.

    Returns:
        The roster as ``participants``, and ``runs`` where there are any yet.

    Raises:
        InvalidInput: ``cohort.toml`` or a table cannot be read at all, or a table holds national identity numbers.
    """
    files = CohortFiles(cohort_file(folder), None)
    words = wording(files, home_catalog(files, find), find_roster_format)
    found = {
        "participants": files.part("participants", lambda file: read_table(file, "participants", encoding, words))
    }
    if Path(joined(files.folder, files.settings.cohort.runs)).exists():
        found["runs"] = files.part("runs", lambda file: read_table(file, "runs", encoding))
    raise_if(files.unread if found["participants"] else [*files.unread, *files.complaints.located()])
    tables = {kind: table for kind, table in found.items() if table is not None}
    raise_if(finding for table in tables.values() for finding in table.national_ids())
    return tables
