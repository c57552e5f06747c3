"""$plugin_docstring"""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CatalogSource, hookimpl

CURRICULUM_API = 1


@hookimpl
def curriculum_catalogs() -> Iterator[CatalogSource]:
    """$plugin_hook"""
    yield CatalogSource("$id", Path(__file__).with_name("catalog.toml"))
