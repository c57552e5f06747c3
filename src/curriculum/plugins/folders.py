"""Regions without Python: folders with a ``catalog.toml``, found where the user keeps them.

They lie in the folders that :data:`FOLDERS` names, and in ``catalogs`` in the folder of this user's data. What is
named may be a region itself, or hold several; a region's folder is called after its catalog.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from curriculum.files.catalog import FILE_NAME

FOLDERS = "CURRICULUM_CATALOGS"
"""Environment variable with folders, split as in ``PATH``: by colons, on Windows by semicolons."""


def region_folders() -> Iterator[Path]:
    """Yield the folder of every region, and every folder in :data:`FOLDERS` in which there is none."""
    for named in filter(None, os.environ.get(FOLDERS, "").split(os.pathsep)):
        folder = Path(named).expanduser().absolute()
        yield from list(_regions(folder)) or [folder]
    own = user_folder(os.environ)
    if own is not None:
        yield from _regions(own)


def user_folder(environment: Mapping[str, str], platform: str = sys.platform) -> Path | None:
    """Return where a user keeps regions: ``curriculum/catalogs`` in the folder of the user's data.

    Args:
        environment: the environment variables.
        platform: the operating system, as :data:`sys.platform` calls it.

    Returns:
        The folder, there or not; None when nobody's home is known.

    Example:
        >>> user_folder({"XDG_DATA_HOME": "/home/eva/.data"}, "linux").as_posix()
        '/home/eva/.data/curriculum/catalogs'
    """
    if platform == "win32":
        home, below = environment.get("APPDATA"), ""
    elif platform == "darwin":
        home, below = environment.get("HOME"), "Library/Application Support"
    else:
        home, below = environment.get("XDG_DATA_HOME"), ""
        if not home:
            home, below = environment.get("HOME"), ".local/share"
    return Path(home, below, "curriculum", "catalogs") if home else None


def _regions(folder: Path) -> Iterator[Path]:
    """Yield a folder that is a region, or else the regions in it."""
    if (folder / FILE_NAME).is_file():
        yield folder
        return
    try:
        inside = sorted(folder.iterdir())
    except OSError:  # it is not there, or may not be read
        return
    yield from (path for path in inside if (path / FILE_NAME).is_file())
