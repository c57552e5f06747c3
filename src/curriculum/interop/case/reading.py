"""Reading a CFPackage, ours or anybody's."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import field, frozen

from curriculum.catalog import LANGUAGE, Catalog
from curriculum.errors import Finding, InvalidInput
from curriculum.files.json_file import LARGEST
from curriculum.files.reading import FilePath, read_bytes, strict_text
from curriculum.interop.case.names import TYPES, taken_apart
from curriculum.interop.ids import as_id
from curriculum.interop.losses import Loss, LossKind, gathered
from curriculum.model import ID, Competency, LearningOutcome, Module
from curriculum.requisites import NOTHING, One, all_of
from curriculum.sequences import as_tuple
from curriculum.text import OWN, Text

_KINDS = {name: kind for kind, name in TYPES.items()}
_OTHERS = "frame"
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
        findings: warnings and notes.
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

    Raises:
        InvalidInput: as for :func:`load_package`.
    """
    try:
        package = json.loads(text)
        document, items = package["CFDocument"], package.get("CFItems") or []
        associations = package.get("CFAssociations") or []
        shapes = isinstance(document, dict) and isinstance(items, list) and isinstance(associations, list)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        shapes = False
    if not shapes:
        raise InvalidInput([Finding(code="not-case", file=file)])
    reader = _Reader(document, [one for one in items if isinstance(one, dict)], file)
    reader.relate([one for one in associations if isinstance(one, dict)])
    reader.look_for_more(package)
    return Reading(reader.catalog(), reader.findings, gathered(reader.lost))


class _Reader:
    """One package on its way into a catalog."""

    def __init__(self, document: Mapping[str, Any], items: Sequence[Mapping[str, Any]], file: str | None) -> None:
        self.document = document
        self.file = file
        self.findings: list[Finding] = []
        self.language = _word(document, "language")
        if not LANGUAGE.fullmatch(self.language):
            self.language = next((w for one in items if LANGUAGE.fullmatch(w := _word(one, "language"))), "en")
        self.items: dict[str, tuple[str, str, Mapping[str, Any]]] = {}
        self.taken: set[str] = set()
        for number, item in enumerate(items):
            self.take(number, item)
        self.broader: dict[str, str] = {}
        self.module_of: dict[str, str] = {}
        self.needs: dict[str, list[str]] = {}
        self.builds: dict[str, str] = {}
        self.same: dict[str, list[str]] = {}
        self.lost: dict[tuple[LossKind, str, str], list[str]] = {}

    def take(self, number: int, item: Mapping[str, Any]) -> None:
        """Give an item a kind and an id."""
        if not (_word(item, "identifier") or _word(item, "uri")) or not (
            _word(item, "fullStatement") or _word(item, "abbreviatedStatement")
        ):
            self.doubt("case-no-statement", f"CFItems[{number}]")
            return
        kind = _KINDS.get(_word(item, "CFItemType"), "competency")
        coded = _word(item, "humanCodingScheme")
        plain = all(ID.fullmatch(part) for part in coded.split("."))
        if kind == "outcome" and not (plain and coded.count(".") == 1):
            kind = "competency"
        if not (
            coded and plain and f"{kind} {coded}" not in self.taken and (kind == "outcome" or "." not in coded)
        ):
            words = coded or _word(item, "abbreviatedStatement") or _word(item, "fullStatement")
            taken = {name.partition(" ")[2] for name in self.taken if name.startswith(f"{kind} ")}
            coded = as_id(words, taken, "item")
            kind = "competency" if kind == "outcome" else kind
        self.taken.add(f"{kind} {coded}")
        for name in filter(None, (_word(item, "identifier"), _word(item, "uri"))):
            self.items[name] = kind, coded, item

    def relate(self, associations: Sequence[Mapping[str, Any]]) -> None:
        """Read what the items have to do with each other."""
        for number, one in enumerate(associations):
            origin, destination = (_node(one, name) for name in ("originNodeURI", "destinationNodeURI"))
            known, other = self.items.get(origin[0]), self.items.get(destination[0])
            where = f"CFAssociations[{number}]"
            kind = _word(one, "associationType")
            concerned = known or other
            if concerned is None:
                self.doubt("case-unknown-node", where)
            elif not self.related(kind, known, other, origin, destination):
                self.lose(concerned[0], kind, concerned[1])

    def related(self, kind: str, known: Any, other: Any, origin: tuple[str, str], to: tuple[str, str]) -> bool:
        """Keep one association; tell whether there is a place for it."""
        ends = (known[0] if known else "", other[0] if other else "")
        if kind == "isChildOf" and known:
            return self.child(known, other, to[1])
        if kind == "precedes" and ends[1] == "module" and (ends[0] == "module" or taken_apart(origin[1])[1]):
            self.needs.setdefault(other[1], []).append(known[1] if known else _elsewhere(origin[1]))
        elif kind == "isPartOf" and ends[0] == "outcome" and (ends[1] == "competency" or taken_apart(to[1])[1]):
            self.builds[known[1]] = other[1] if other else _elsewhere(to[1])
        elif kind == "exactMatchOf" and ends[0] == "competency" and to[1]:
            self.same.setdefault(known[1], []).append(to[1])
        else:
            return False
        return True

    def child(self, known: Any, other: Any, to: str) -> bool:
        kind, name, _ = known
        if other is None:  # the document itself, or a competency of another catalog
            if kind == "competency" and taken_apart(to)[1] == "competency":
                self.broader[name] = _elsewhere(to)
            return True
        if kind == other[0] == "competency" and not self.is_above(name, other[1]):
            self.broader.setdefault(name, other[1])
            return True
        return bool(kind == "outcome" and other[0] == "module")

    def is_above(self, name: str, below: str) -> bool:
        """Tell whether a competency is the other one, or broader than it already."""
        here: str | None = below
        while here is not None and here != name:
            here = self.broader.get(here)
        return here == name

    def look_for_more(self, package: Mapping[str, Any]) -> None:
        """See what a catalog has no place for, in the document, its items and beside them."""
        for key in sorted(package.keys() - {"CFDocument", "CFItems", "CFAssociations"}):
            if package[key]:
                self.lose("catalog", key, "")
        for key in sorted(self.document.keys() - _UNDERSTOOD - _BY_THE_WAY):
            if not (key == "creator" and taken_apart(_word(self.document, "uri"))[0]):
                self.lose("catalog", key, "")
        for kind, name, item in {
            (kind, name): (kind, name, item) for kind, name, item in self.items.values()
        }.values():
            ours = _word(item, "CFItemType") == TYPES[kind]
            for key in sorted(item.keys() - _UNDERSTOOD - _BY_THE_WAY - ({"CFItemType"} if ours else set())):
                self.lose(kind, key, name)

    def lose(self, entry: str, key: str, name: str) -> None:
        self.lost.setdefault(("lost", entry, key), []).append(name)

    def catalog(self) -> Catalog:
        """Return everything together."""
        catalog_id = taken_apart(_word(self.document, "uri"))[0]
        by_kind: dict[str, dict[str, Mapping[str, Any]]] = {"competency": {}, "module": {}, "outcome": {}}
        for kind, name, item in self.items.values():
            by_kind[kind][name] = item
        title = _word(self.document, "title")
        return Catalog(
            id=catalog_id if ID.fullmatch(catalog_id) else as_id(title, fallback=_OTHERS),
            title=title if title != catalog_id else None,
            description=_word(self.document, "description") or None,
            version=_word(self.document, "version") or "0",
            language=self.language,
            valid_from=_day(_word(self.document, "statusStartDate")),
            valid_to=_day(_word(self.document, "statusEndDate")),
            note=_word(self.document, "notes") or None,
            uses=sorted({one.partition(":")[0] for one in self.elsewhere()}),
            competencies=[self.competency(name, item) for name, item in by_kind["competency"].items()],
            modules=[self.module(name, item, by_kind["outcome"]) for name, item in by_kind["module"].items()],
        )

    def elsewhere(self) -> list[str]:
        """Return every reference into another catalog."""
        named = [
            *self.broader.values(),
            *self.builds.values(),
            *(one for needs in self.needs.values() for one in needs),
        ]
        return [one for one in named if ":" in one]

    def competency(self, name: str, item: Mapping[str, Any]) -> Competency:
        return Competency(
            id=name,
            broader=self.broader.get(name),
            same_as=[*self.same.get(name, ()), *self.original(item)],
            **self.words(name, item),
        )

    def original(self, item: Mapping[str, Any]) -> list[str]:
        """Return the URI of an item that did not come from us."""
        there = _word(item, "uri")
        return [there] if there and not taken_apart(there)[0] else []

    def module(self, name: str, item: Mapping[str, Any], outcomes: Mapping[str, Mapping[str, Any]]) -> Module:
        own = {key: one for key, one in outcomes.items() if key.partition(".")[0] == name}
        needs = [One(one) for one in dict.fromkeys(self.needs.get(name, ()))]
        return Module(
            id=name,
            requires=all_of(*needs) if needs else NOTHING,
            **self.words(name, item),
            outcomes=[
                LearningOutcome(
                    id=key.partition(".")[2],
                    statement=self.text(_word(one, "fullStatement") or _word(one, "abbreviatedStatement"), one)
                    or "",
                    competency=self.builds.get(key),
                    note=self.text(_word(one, "notes"), one),
                )
                for key, one in own.items()
            ],
        )

    def words(self, name: str, item: Mapping[str, Any]) -> dict[str, Any]:
        """Return title, description and note of an item."""
        full, short = _word(item, "fullStatement"), _word(item, "abbreviatedStatement")
        title = short or ("" if full == name else full)
        texts = {"title": title, "description": full if short else "", "note": _word(item, "notes")}
        return {key: self.text(words, item) for key, words in texts.items()}

    def text(self, words: str, item: Mapping[str, Any]) -> Text | None:
        """Return words in the language of their item; None when there are none."""
        language = _word(item, "language")
        own = language == self.language or not LANGUAGE.fullmatch(language)
        return Text({OWN if own else language: words}) if words else None

    def doubt(self, code: str, where: str) -> None:
        self.findings.append(Finding(code=code, file=self.file, where=where, severity="warning"))


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _node(association: Mapping[str, Any], name: str) -> tuple[str, str]:
    """Return identifier and URI of one end; versions before 1.0 had the URI alone."""
    node = association.get(name)
    if isinstance(node, dict):
        return _word(node, "identifier") or _word(node, "uri"), _word(node, "uri")
    return (node, node) if isinstance(node, str) else ("", "")


def _elsewhere(uri: str) -> str:
    catalog, _, name = taken_apart(uri)
    return f"{catalog}:{name}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
