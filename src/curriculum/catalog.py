"""A region's catalog: the entries of a curriculum, consistent in themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attrs import field, frozen

from curriculum.errors import Finding
from curriculum.feasibility import circle_findings
from curriculum.model import Competency, Entry, Level, Module, Programme, Scale, Source
from curriculum.references import entry_findings
from curriculum.scales import STANDARD_SCALES
from curriculum.sequences import as_tuple
from curriculum.simultaneous import simultaneity_findings
from curriculum.suppressions import Suppression
from curriculum.text import Text, as_optional_text

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_E = TypeVar("_E", bound=Entry)


@frozen(kw_only=True)
class Catalog(Entry):
    """A region's catalog, consistent in itself.

    Attributes:
        title: what the catalog is called.
        description: what it contains and what it does not.
        version: the catalog's own version.
        language: language of the texts that are written as plain strings, for example ``da``.
        license: SPDX id of the catalog's licence.
        region: ISO 3166-2 code of the region.
        valid_from: first day on which the catalog holds.
        valid_to: last day on which it holds.
        superseded_by: id of the catalog that takes its place.
        uses: ids of other catalogs that this one refers to.
        uses_at_least: the lowest version that will do of a catalog in ``uses``, by its id. Versions are compared
            number by number: 2026.10 is later than 2026.9, and 2026 is earlier than 2026.1.
        sources: publications.
        levels: leadership levels, top first.
        scales: scales of its own, beside the standard ones (:data:`curriculum.scales.STANDARD_SCALES`).
        competencies: what leaders are to be able to do.
        modules: units of teaching.
        programmes: what is made of the modules.
        suppressions: findings about the design that are not to be told, each with a reason.

    Raises:
        InvalidInput: an id is double, a reference leads nowhere, or modules require each other in a circle.
            References into other catalogs are checked where those catalogs are at hand
            (:func:`curriculum.references.foreign_findings`).
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    version: str = "0"
    language: str = "en"
    license: str | None = None
    region: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    superseded_by: str | None = None
    uses: tuple[str, ...] = field(default=(), converter=as_tuple)
    uses_at_least: Mapping[str, str] = field(factory=dict, converter=dict, hash=False)
    sources: tuple[Source, ...] = field(default=(), converter=as_tuple)
    levels: tuple[Level, ...] = field(default=(), converter=as_tuple)
    scales: tuple[Scale, ...] = field(default=(), converter=as_tuple)
    competencies: tuple[Competency, ...] = field(default=(), converter=as_tuple)
    modules: tuple[Module, ...] = field(default=(), converter=as_tuple)
    programmes: tuple[Programme, ...] = field(default=(), converter=as_tuple)
    suppressions: tuple[Suppression, ...] = field(default=(), converter=as_tuple)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the catalog as a whole."""
        yield from self._head_findings()
        yield from entry_findings(self)
        circles = list(circle_findings(self.modules))
        yield from circles or simultaneity_findings(self.modules)

    def _head_findings(self) -> Iterator[Finding]:
        for finding in Entry.findings(self):
            yield finding.inside("catalog")
        if not LANGUAGE.fullmatch(self.language):
            yield Finding(code="bad-language", values={"value": self.language}, where="catalog.language")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            values = {"first": self.valid_from, "last": self.valid_to}
            yield Finding(code="span-reversed", values=values, where="catalog.valid_to")

    def module(self, module_id: str) -> Module:
        """Return the module with this id.

        Raises:
            KeyError: there is none.
        """
        return _find(self.modules, module_id)

    def programme(self, programme_id: str) -> Programme:
        """Return the programme with this id.

        Raises:
            KeyError: there is none.
        """
        return _find(self.programmes, programme_id)

    def scale(self, scale_id: str) -> Scale:
        """Return the scale with this id, the catalog's own or a standard one.

        Raises:
            KeyError: there is none.
        """
        return _find((*self.scales, *STANDARD_SCALES), scale_id)

    def _repr_html_(self) -> str:
        from curriculum.notebook import catalog_html

        return catalog_html(self)


def _find(entries: Sequence[_E], wanted: str) -> _E:
    for entry in entries:
        if entry.id == wanted:
            return entry
    raise KeyError(wanted)
