"""LANG: can the catalog be read in its own language and in English?

* **LANG001** a catalog, level, competency, module or programme has no title in one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.errors import Finding
from curriculum.text import Text


def findings(catalog: Catalog) -> Iterator[Finding]:
    """Yield LANG001 for every entry that lacks a title in the catalog's language or in English."""
    for where, entry_id, title in _titles(catalog):
        has = title.by_language(catalog.language) if title else {}
        lacks = [language for language in dict.fromkeys((catalog.language, "en")) if not has.get(language)]
        if lacks:
            values = {"id": entry_id, "languages": ", ".join(lacks)}
            yield Finding(code="LANG001", values=values, where=where, severity="note")


def _titles(catalog: Catalog) -> Iterator[tuple[str, str, Text | None]]:
    yield "catalog.title", catalog.id, catalog.title
    for table in ("levels", "competencies", "modules", "programmes"):
        for index, entry in enumerate(getattr(catalog, table)):
            yield f"{table}[{index}].title", entry.id, entry.title
