"""Region Midtjylland's catalog for curriculum: the programme *Ledelse i digitalisering*."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CatalogSource, hookimpl

CURRICULUM_API = 1


@hookimpl
def curriculum_catalogs() -> Iterator[CatalogSource]:
    """Tell where the region's catalog lies."""
    yield CatalogSource("midtjylland", Path(__file__).with_name("catalog.toml"))
