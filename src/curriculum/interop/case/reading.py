"""Reading a CFPackage, ours or anybody's."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import field, frozen

from curriculum.catalog import LANGUAGE, Catalog
from curriculum.errors import Finding, InvalidInput
from curriculum.files.json_file import LARGEST
from curriculum.files.reading import FilePath, read_bytes, strict_text
from curriculum.interop.case.items import Item, Items, Record, word
from curriculum.interop.case.names import TYPES, taken_apart
from curriculum.interop.case.relations import Relations
from curriculum.interop.ids import as_id
from curriculum.interop.losses import Loss, LossKind, gathered
from curriculum.model import ID, Competency, LearningOutcome, Module
from curriculum.requisites import One, all_of
from curriculum.sequences import as_tuple

_PARTS = {"CFDocument", "CFItems", "CFAssociations"}
_UNDERSTOOD = {
    *("identifier", "uri", "title", "description", "language", "version", "notes", "fullStatement"),
    *("abbreviatedStatement", "humanCodingScheme", "statusStartDate", "statusEndDate"),
}
"""Keys of a document or item that a catalog has a place for."""
_BY_THE_WAY = {"CFDocumentURI", "CFItemTypeURI", "CFItemAssociationURI", "CFPackageURI", "lastChangeDateTime"}
"""Keys that say nothing more: links that follow from the rest, and when the file was made."""


@frozen
class Reading:
    """What was read, and every doubt about it.

    Attributes:
        catalog: competencies, modules and outcomes, as far as they can be understood.
        findings: warnings about what is broken.
        losses: what a catalog has no place for.
    """

    catalog: Catalog
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    losses: tuple[Loss, ...] = ()


def load_package(path: FilePath) -> Reading:
    """Read a CFPackage from a file.

    Raises:
        InvalidInput: the file cannot be read, is no JSON or no CFPackage, or its modules come before each other in
            a circle.
    """
    return read_package(strict_text(read_bytes(path, LARGEST), path), os.fspath(path))


def read_package(text: str, file: str | None = None) -> Reading:
    """Read the text of a CFPackage.

    Args:
        text: the package as JSON.
        file: its path, for the findings.

    Raises:
        InvalidInput: as for :func:`load_package`.
    """
    package = _package(text, file)
    document = package["CFDocument"]
    records = package.get("CFItems") or []
    items = Items(records, _language(document, records))
    relations = Relations(package.get("CFAssociations") or [], items)
    broken = [("case-no-statement", f"CFItems[{position}]") for position in items.silent]
    broken += [("case-unknown-node", f"CFAssociations[{position}]") for position in relations.nowhere]
    return Reading(
        _catalog(document, items, relations),
        [Finding(code=code, file=file, where=where, severity="warning") for code, where in broken],
        _losses(package, items, relations),
    )


def _package(text: str, file: str | None) -> Record:
    try:
        package = json.loads(text)
    except (ValueError, RecursionError):
        package = None
    if isinstance(package, dict) and isinstance(package.get("CFDocument"), dict):
        lists = (package.get("CFItems") or [], package.get("CFAssociations") or [])
        if all(isinstance(one, list) for one in lists):
            return package
    raise InvalidInput([Finding(code="not-case", file=file)])


def _language(document: Record, records: list[Any]) -> str:
    """Return the language of a package: as the document says, else as its first item does."""
    said = [word(one, "language") for one in (document, *records) if isinstance(one, dict)]
    return next(filter(LANGUAGE.fullmatch, said), "en")


def _catalog(document: Record, items: Items, relations: Relations) -> Catalog:
    own_id, title = taken_apart(word(document, "uri"))[0], word(document, "title")
    return Catalog(
        id=own_id if ID.fullmatch(own_id) else as_id(title, fallback="framework"),
        title=title if title != own_id else None,
        description=word(document, "description") or None,
        version=word(document, "version") or "0",
        language=_language(document, [item.record for item in items.all]),
        valid_from=_day(word(document, "statusStartDate")),
        valid_to=_day(word(document, "statusEndDate")),
        note=word(document, "notes") or None,
        uses=sorted({name.partition(":")[0] for name in relations.elsewhere()}),
        competencies=[_competency(item, relations) for item in items.of_kind("competency")],
        modules=[_module(item, items, relations) for item in items.of_kind("module")],
    )


def _competency(item: Item, relations: Relations) -> Competency:
    there = word(item.record, "uri")
    return Competency(
        id=item.id,
        broader=relations.broader.get(item.id),
        same_as=[*relations.same.get(item.id, ()), *([] if item.is_ours or not there else [there])],
        **item.words(),
    )


def _module(item: Item, items: Items, relations: Relations) -> Module:
    needs = [One(name) for name in dict.fromkeys(relations.needs.get(item.id, ()))]
    outcomes = [one for one in items.of_kind("outcome") if one.id.partition(".")[0] == item.id]
    return Module(
        id=item.id,
        requires=all_of(*needs),
        outcomes=[
            LearningOutcome(
                id=one.id.partition(".")[2],
                statement=one.text(one.statement) or "",
                competency=relations.builds.get(one.id),
                note=one.words()["note"],
            )
            for one in outcomes
        ],
        **item.words(),
    )


def _losses(package: Record, items: Items, relations: Relations) -> tuple[Loss, ...]:
    """Return what a catalog has no place for, in associations, document and items, and beside them."""
    found: dict[tuple[LossKind, str, str], list[str]] = {}
    for entry, key, name in (
        *((item.kind, kind, item.id) for kind, item in relations.homeless),
        *(("catalog", key, "") for key in sorted(package.keys() - _PARTS) if package[key]),
        *(("catalog", key, "") for key in _further(package["CFDocument"], "creator")),
        *((item.kind, key, item.id) for item in items.all for key in _further(item.record, "CFItemType")),
    ):
        found.setdefault(("lost", entry, key), []).append(name)
    return gathered(found)


def _further(record: Record, ours: str) -> Iterator[str]:
    """Yield the keys that are not understood; one of them follows from the rest in what we write ourselves."""
    follows = taken_apart(word(record, "uri"))[0] or word(record, ours) in TYPES.values()
    yield from sorted(record.keys() - _UNDERSTOOD - _BY_THE_WAY - ({ours} if follows else set()))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
