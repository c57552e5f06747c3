"""Where findings about a catalog stand in its file."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.errors import Finding
from curriculum.files.catalog import catalog_path
from curriculum.files.reading import FilePath
from curriculum.files.toml import read_toml


def located(findings: Iterable[Finding], path: FilePath) -> list[Finding]:
    """Return findings about a catalog with file and line, in the order of the file.

    Args:
        findings: each with a place as in ``modules[1].requires``; :func:`curriculum.checks.check` gives such.
        path: the catalog's file, or a folder with ``catalog.toml``.

    Raises:
        InvalidInput: the file cannot be read any more.
    """
    _, complaints = read_toml(catalog_path(path))
    complaints.add(findings)
    return complaints.located()
