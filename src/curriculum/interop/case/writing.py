"""Writing a catalog as a CFPackage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from curriculum.catalog import Catalog
from curriculum.comparing.rows import conjuncts
from curriculum.interop.case.names import TYPES, identifier, taken_apart, uri
from curriculum.interop.case.reading import read_package
from curriculum.interop.losses import Loss, losses
from curriculum.model import Competency, LearningOutcome, Module
from curriculum.requisites import One
from curriculum.text import Text

_EPOCH = "2000-01-01"
"""Stands for the day of the last change when the catalog does not say from when on it holds; CASE wants one."""


def package_text(catalog: Catalog) -> tuple[str, tuple[Loss, ...]]:
    """Return a catalog as the text of a CFPackage, and what is lost of it when that is read again.

    Equal catalogs give equal bytes: identifiers follow from the ids, and every date is that from which the catalog
    holds.

    Args:
        catalog: the catalog.
    """
    text = json.dumps(_Package(catalog).whole(), ensure_ascii=False, indent=2) + "\n"
    return text, losses(catalog, read_package(text).catalog)


class _Package:
    """One catalog on its way into a package."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.uri = uri(catalog.id)
        self.changed = f"{catalog.valid_from or _EPOCH}T00:00:00+00:00"

    def whole(self) -> dict[str, Any]:
        return {
            "CFDocument": self.document(),
            "CFItems": list(self.items()),
            "CFAssociations": list(self.associations()),
        }

    def document(self) -> dict[str, Any]:
        catalog = self.catalog
        publishers = [source.publisher for source in catalog.sources if source.publisher]
        return self.named(self.uri) | self.filled(
            creator=(publishers or [catalog.id])[0],
            title=self.said(catalog.title) or catalog.id,
            lastChangeDateTime=self.changed,
            description=self.said(catalog.description),
            language=catalog.language,
            version=catalog.version,
            statusStartDate=None if catalog.valid_from is None else str(catalog.valid_from),
            statusEndDate=None if catalog.valid_to is None else str(catalog.valid_to),
            notes=self.said(catalog.note),
        )

    def items(self) -> Iterator[dict[str, Any]]:
        for competency in self.catalog.competencies:
            title, description = self.said(competency.title), self.said(competency.description)
            yield self.item("competency", competency.id, description or title, title, self.said(competency.note))
        for module in self.catalog.modules:
            title, description = self.said(module.title), self.said(module.description)
            yield self.item("module", module.id, description or title, title, self.said(module.note))
            for outcome in module.outcomes:
                name = f"{module.id}.{outcome.id}"
                yield self.item("outcome", name, self.said(outcome.statement), None, self.said(outcome.note))

    def item(self, kind: str, name: str, full: str | None, short: str | None, note: str | None) -> dict[str, Any]:
        return self.named(self.entry(kind, name)) | self.filled(
            fullStatement=full or name,
            abbreviatedStatement=short if full != short else None,
            humanCodingScheme=name,
            CFItemType=TYPES[kind],
            language=self.catalog.language,
            notes=note,
            lastChangeDateTime=self.changed,
        )

    def associations(self) -> Iterator[dict[str, Any]]:
        for competency in self.catalog.competencies:
            yield from self.of_competency(competency)
        for module in self.catalog.modules:
            here = self.entry("module", module.id)
            yield self.association("isChildOf", here, self.uri)
            for needed in conjuncts(module.requires):
                if isinstance(needed, One):
                    yield self.association("precedes", self.entry("module", needed.module), here)
            for outcome in module.outcomes:
                yield from self.of_outcome(module, outcome)

    def of_competency(self, competency: Competency) -> Iterator[dict[str, Any]]:
        here = self.entry("competency", competency.id)
        above = self.entry("competency", competency.broader) if competency.broader else self.uri
        yield self.association("isChildOf", here, above)
        for same in competency.same_as:
            yield self.association("exactMatchOf", here, same)

    def of_outcome(self, module: Module, outcome: LearningOutcome) -> Iterator[dict[str, Any]]:
        here = self.entry("outcome", f"{module.id}.{outcome.id}")
        yield self.association("isChildOf", here, self.entry("module", module.id))
        if outcome.competency:
            yield self.association("isPartOf", here, self.entry("competency", outcome.competency))

    def association(self, kind: str, origin: str, destination: str) -> dict[str, Any]:
        here = f"{origin}#{kind}#{destination}"
        return self.named(uri(self.catalog.id, "association", identifier(here))) | {
            "associationType": kind,
            "originNodeURI": self.link(origin),
            "destinationNodeURI": self.link(destination),
            "lastChangeDateTime": self.changed,
        }

    def entry(self, kind: str, name: str) -> str:
        """Return the URI of an entry, of this catalog or with ``catalog:`` in front of another one."""
        home, colon, local = name.partition(":")
        return uri(home, kind, local) if colon else uri(self.catalog.id, kind, name)

    def named(self, of: str) -> dict[str, Any]:
        return {"identifier": identifier(of), "uri": of}

    def link(self, to: str) -> dict[str, str]:
        return {"title": taken_apart(to)[2] or to, "identifier": identifier(to), "uri": to}

    def said(self, text: Text | None) -> str | None:
        return text.said(self.catalog.language, self.catalog.language) if text else None

    def filled(self, **values: str | None) -> dict[str, str]:
        return {name: value for name, value in values.items() if value}
