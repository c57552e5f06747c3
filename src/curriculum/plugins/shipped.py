"""Catalogs that come with the library itself, as the standard scales do: there whatever plugins may be loaded.

They lie inside the package, in ``data/catalogs``; ``catalogs/`` of the repository shows the same folders.
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


@cache
def shipped_catalog(catalog_id: str) -> Catalog:
    """Return one of :data:`SHIPPED`, read once a process."""
    return load_catalog(shipped_folder(catalog_id))
