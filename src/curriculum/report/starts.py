"""A cohort to start from whose tables are Excel workbooks with drop-down lists."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from curriculum.errors import Finding, raise_if
from curriculum.report.blank_tables import blank_table
from curriculum.roster import Role
from curriculum.runs import State
from curriculum.templates import cohort_start


def workbook_start(folder: Path, language: str = "en") -> Mapping[Path, str | bytes]:
    """Return the files of a new cohort with its tables as workbooks, by their path; nothing is written.

    The drop-down lists offer the roles and states that there are, and the levels and modules of the start.

    Args:
        folder: where they are to lie.
        language: language of the comments, and the catalog's own: da, sv or en.

    Raises:
        InvalidInput: one of the files exists.
        MissingExtra: XlsxWriter is not installed (``pip install 'curriculum[office]'``).
    """
    made: dict[Path, str | bytes] = {}
    for path, text in cohort_start(folder, language).items():
        if path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(text)))
            made[path.with_suffix(".xlsx")] = filled_table(path.stem, rows)
        else:
            made[path] = text.replace('.csv" ', '.xlsx"') if path.name == "cohort.toml" else text
    raise_if(Finding(code="already-there", file=str(path)) for path in made if os.path.lexists(path))
    return made


def filled_table(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return a table of a cohort as a workbook, with drop-down lists of what stands in it already.

    Args:
        title: title of the sheet.
        rows: the headings and the rows below them.

    Raises:
        MissingExtra: XlsxWriter is not installed (``pip install 'curriculum[office]'``).
    """
    return blank_table(title, rows, _choices(rows))


def _choices(rows: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return what may stand in the columns that hold one of a few values."""
    used = {heading: dict.fromkeys(filter(None, cells)) for heading, *cells in zip(*rows, strict=True)}
    fixed: dict[str, Sequence[str]] = {"role": get_args(Role), "state": get_args(State)}
    found = {heading: list(used[heading]) for heading in ("level", "module") if heading in used}
    return found | {heading: values for heading, values in fixed.items() if heading in used}
