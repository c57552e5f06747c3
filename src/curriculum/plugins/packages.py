"""Plugins in the folder of their package, not installed: what their authors look at while they write."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from curriculum.errors import Finding, InvalidInput
from curriculum.files.toml import read_toml
from curriculum.plugins.discovery import Installed
from curriculum.plugins.hookspecs import GROUP
from curriculum.plugins.isolation import Plugin

PYPROJECT = "pyproject.toml"


def plugins_in(folder: Path) -> tuple[Plugin, ...]:
    """Return the plugins that a package announces, ready to be imported from its folder.

    Args:
        folder: a folder with a ``pyproject.toml``; the code lies in it or in its ``src``.

    Raises:
        InvalidInput: the file cannot be read, or announces no plugin.
    """
    file = folder / PYPROJECT
    raw, _ = read_toml(file)
    project = _table(raw, "project")
    points = _table(_table(project, "entry-points"), GROUP)
    if not points:
        raise InvalidInput([Finding(code="package-without-plugin", file=str(file))])
    home = folder / "src" if (folder / "src").is_dir() else folder
    sys.path.insert(0, str(home.resolve()))
    name, version = str(project.get("name", folder.name)), str(project.get("version", "?"))
    return tuple(
        Plugin(Installed(point, name, version, EntryPoint(point, str(value), GROUP)))
        for point, value in points.items()
    )


def _table(table: dict[str, Any], key: str) -> dict[str, Any]:
    found = table.get(key)
    return found if isinstance(found, dict) else {}
