"""LANG: can the catalog be read in its own language and in English?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields, has

from curriculum.catalog import Catalog
from curriculum.checks.registry import Check, Spot
from curriculum.checks.walking import outcomes
from curriculum.text import Text


def untitled(catalog: Catalog) -> Iterator[Spot]:
    """Yield entries without a title in the catalog's language or in English."""
    for where, entry_id, title in _titles(catalog):
        lacks = _lacks(catalog, title.by_language(catalog.language) if title else {})
        if lacks:
            yield Spot(where, {"id": entry_id, "languages": ", ".join(lacks)})


def unstated(catalog: Catalog) -> Iterator[Spot]:
    """Yield outcomes without a statement in the catalog's language or in English."""
    for where, module, outcome in outcomes(catalog):
        lacks = _lacks(catalog, outcome.statement.by_language(catalog.language))
        if lacks:
            values = {"outcome": outcome.id, "module": module.id, "languages": ", ".join(lacks)}
            yield Spot(f"{where}.statement", values)


def untranslated(catalog: Catalog, *, words: float = 4) -> Iterator[Spot]:
    """Yield texts of some length that are the same in two languages."""
    for where, text in texts(catalog):
        by_language = text.by_language(catalog.language)
        seen: dict[str, str] = {}
        for language, said in by_language.items():
            first = seen.setdefault(said.strip().casefold(), language)
            if first != language and len(said.split()) >= words:
                yield Spot(where, {"first": first, "second": language})


def texts(entry: Any, where: str = "") -> Iterator[tuple[str, Text]]:
    """Yield every text of a catalog, or of a part of one, with its place."""
    if isinstance(entry, Text):
        yield where, entry
    elif isinstance(entry, tuple):
        for index, item in enumerate(entry):
            yield from texts(item, f"{where}[{index}]")
    elif has(type(entry)):
        for attribute in fields(type(entry)):
            head = isinstance(entry, Catalog) and not isinstance(getattr(entry, attribute.name), tuple)
            outer = "catalog" if head else where
            yield from texts(getattr(entry, attribute.name), f"{outer}.{attribute.name}".removeprefix("."))


def _lacks(catalog: Catalog, by_language: Mapping[str, str]) -> list[str]:
    wanted = dict.fromkeys((catalog.language, "en"))
    return [language for language in wanted if not by_language.get(language, "").strip()]


def _titles(catalog: Catalog) -> Iterator[tuple[str, str, Text | None]]:
    yield "catalog.title", catalog.id, catalog.title
    for table in ("levels", "competencies", "modules", "programmes"):
        for index, entry in enumerate(getattr(catalog, table)):
            yield f"{table}[{index}].title", entry.id, entry.title


CHECKS = (
    Check(code="LANG001", severity="note", find=untitled),
    Check(code="LANG002", severity="note", find=unstated),
    Check(code="LANG003", severity="warning", find=untranslated),
)
