"""What all entries of a catalog have, and those that hold little more: sources and leadership levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model.fields import choice_findings, id_findings
from curriculum.text import Text, as_optional_text, as_text

Evidence = Literal["stated", "inferred", "illustrative"]


@frozen(kw_only=True)
class Entry:
    """What every entry of a catalog has.

    Attributes:
        id: local id, ``[a-z0-9][a-z0-9-]*``.
        evidence: whether the entry is stated in its source, inferred from it, or illustrative.
        note: remark for the reader.
    """

    id: str
    evidence: Evidence = "stated"
    note: Text | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the entry's own fields."""
        yield from id_findings(self.id)
        yield from choice_findings(self.evidence, Evidence, "evidence")


def duplicate_findings(entries: Iterable[Entry], where: str) -> Iterator[Finding]:
    """Complain about entries that share an id, at the second place."""
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if entry.id in seen:
            values = {"id": entry.id, "first": f"{where}[{seen[entry.id]}]"}
            yield Finding(code="duplicate-id", values=values, where=f"{where}[{index}].id")
        else:
            seen[entry.id] = index


@frozen(kw_only=True)
class Source(Entry):
    """A publication that entries of the catalog rest on.

    Attributes:
        title: the publication's title.
        publisher: who published it.
        year: year of publication.
        url: where it can be read.
    """

    title: Text = field(converter=as_text)
    publisher: str | None = None
    year: int | None = None
    url: str | None = None


@frozen(kw_only=True)
class Level(Entry):
    """A leadership level, such as hospital, department or function management.

    Attributes:
        title: what the level is called.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
