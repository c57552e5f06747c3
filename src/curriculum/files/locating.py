"""Where findings stand in the files that a catalog or a cohort was read from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve

from curriculum.errors import Finding
from curriculum.files.catalog import catalog_path
from curriculum.files.reading import FilePath
from curriculum.files.settings import FILE_NAME, read_settings
from curriculum.files.tables import read_table
from curriculum.files.toml import read_toml


def located(findings: Iterable[Finding], path: FilePath) -> list[Finding]:
    """Return findings about a catalog with file and line, in the order of the file.

    Args:
        findings: each with a place as in ``modules[1].requires``; :func:`curriculum.checks.check` gives such.
        path: the catalog's file, or a folder with ``catalog.toml``.

    Raises:
        InvalidInput: the file cannot be read any more.
    """
    return located_in_toml(findings, catalog_path(path))


def located_in_toml(findings: Iterable[Finding], file: FilePath) -> list[Finding]:
    """Return findings about a TOML file with file and line, in the order of the file.

    Args:
        findings: each with a place as in ``items[1].wording``.
        file: the file.

    Raises:
        InvalidInput: the file cannot be read any more.
    """
    _, complaints = read_toml(file)
    complaints.add(findings)
    return complaints.located()


def located_in_tables(
    findings: Iterable[Finding], folder: FilePath, encoding: str | None = None
) -> Iterator[Finding]:
    """Yield findings about a cohort with file, row and column: those of its ``cohort.toml``, then table by table.

    Args:
        findings: each with a place as in ``participants[3].pair``, for example a cohort's notes.
        folder: the cohort's folder, or the path of its ``cohort.toml``.
        encoding: encoding of the tables, as it was given when the cohort was read.

    Raises:
        InvalidInput: a file cannot be read any more.
    """
    waiting = list(findings)
    if not waiting:
        return
    file = Path(folder, FILE_NAME) if Path(folder).is_dir() else Path(folder)
    settings, complaints = read_settings(os.fspath(file))
    of_file = evolve(complaints, findings=[], left_out=0)
    kinds = ("participants", "runs")
    of_file.add(finding for finding in waiting if finding.where.partition("[")[0] not in kinds)
    yield from of_file.located()
    for kind in kinds:
        own = [finding for finding in waiting if finding.where.startswith(f"{kind}[")]
        if own:
            table = read_table(file.parent / getattr(settings.cohort, kind), kind, encoding)
            table.complaints.add(own)
            yield from table.complaints.located()
