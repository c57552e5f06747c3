"""What comes with the library itself, as the standard scales do: there whatever plugins may be loaded.

It lies inside the package, in ``data``; ``catalogs/`` of the repository shows the same catalogs.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.files import load_catalog

SHIPPED = frozenset({"digital-leadership"})
"""Ids of the catalogs. No plugin can have one of them."""


def shipped_folder(catalog_id: str) -> Path:
    """Return the folder of one of :data:`SHIPPED`."""
    return Path(str(files("curriculum").joinpath("data", "catalogs", catalog_id)))


def shipped_ids(room: str) -> frozenset[str]:
    """Return the ids of the files in a folder of ``data``, which are called after them.

    Example:
        >>> sorted(shipped_ids("instruments"))
        ['event', 'gap', 'nomad', 'training']
    """
    shipped = files("curriculum").joinpath("data", room).iterdir()
    return frozenset(file.name.removesuffix(".toml") for file in shipped if file.name.endswith(".toml"))


@cache
def shipped_catalog(catalog_id: str) -> Catalog:
    """Return one of :data:`SHIPPED`, read once a process."""
    return load_catalog(shipped_folder(catalog_id))
