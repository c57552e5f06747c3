"""A catalog taken apart: one row for every entry, with its fields as the catalog file writes them.

What stands inside an entry, such as the outcomes of a module, has rows of its own. A requirement is one row for
each of the parts that it joins by "and", so that ``a & (b | c)`` is the two rows ``a`` and ``b | c``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import fields, frozen

from curriculum.catalog import Catalog
from curriculum.comparing.sides import Side
from curriculum.files.plain import plain
from curriculum.graph import KINDS, Node
from curriculum.model import Module, Programme
from curriculum.references import TABLES
from curriculum.requisites import AtLeast, Requirement

Fields = Mapping[str, Any]
ENTRIES = (
    "catalog",
    "source",
    "level",
    "scale",
    "competency",
    "module",
    "requirement",
    "outcome",
    "activity",
    "assessment",
    "programme",
    "programme-module",
    "target",
    "suppression",
)
"""The kinds of row, in the order in which they are told."""
_PARTS = {"outcomes": "outcome", "activities": "activity", "assessments": "assessment"}
_TOLD_APART = {"id", *KINDS.values(), *_PARTS, "basis", "electives", "targets"}
_HEAD = tuple(one.name for one in fields(Catalog) if one.name not in {*TABLES, "suppressions"})


@frozen(order=True)
class Key:
    """What identifies a row.

    Attributes:
        entry: what it is, one of :data:`ENTRIES`.
        id: its id, with that of the entry around it: ``basis-2.assess-readiness``.
        field: of a requirement, the field that it stands in.
        value: of a requirement, what is required.
    """

    entry: str
    id: str
    field: str = ""
    value: str = ""


def rows(of: Side, competencies: Mapping[str, str]) -> dict[Key, Fields]:
    """Return the rows of one side.

    Args:
        of: the side.
        competencies: the names that competencies have in the comparison, by their own.
    """
    found: dict[Key, Fields] = {key: {} for node in of.graph.nodes for key in requirement_keys(node)}
    if of.catalog is not None:
        return found | dict(_Rows(of, of.catalog, competencies).all())
    found[Key("catalog", "")] = {"system": of.graph.system}
    return found | {Key("module", node.id): _node(node) for node in of.graph.nodes}


def requirement_keys(node: Node) -> Iterator[Key]:
    """Yield the key of every requirement of a module."""
    for name in KINDS.values():
        for part in conjuncts(getattr(node, name)):
            yield Key("requirement", node.id, name, str(part))


def conjuncts(requirement: Requirement) -> tuple[Requirement, ...]:
    """Return the parts all of which are required.

    Example:
        >>> from curriculum.requisites import parse
        >>> [str(part) for part in conjuncts(parse("a & (b | c)"))]
        ['a', 'b | c']
    """
    if isinstance(requirement, AtLeast) and requirement.count == len(requirement.parts):
        return requirement.parts
    return (requirement,)


def _node(node: Node) -> Fields:
    listed = {"title": node.title, "credits": node.credits, "term": node.term}
    return {name: value for name, value in listed.items() if value}


@frozen
class _Rows:
    """The walk over one catalog."""

    of: Side
    catalog: Catalog
    competencies: Mapping[str, str]

    def all(self) -> Iterator[tuple[Key, Fields]]:
        if self.of.programme is None:
            yield from self.whole()
        for competency in self.of.competencies:
            yield self.row("competency", self.name(competency.id), competency)
        for module in self.of.modules:
            yield from self.module(module)
        for programme in self.of.programmes:
            yield from self.programme(programme)

    def whole(self) -> Iterator[tuple[Key, Fields]]:
        """Yield what a comparison of whole catalogs has beside modules, competencies and programmes."""
        head = plain(self.catalog, self.catalog.language)
        yield Key("catalog", ""), {name: head[name] for name in _HEAD if name in head}
        for table, entry in (("sources", "source"), ("scales", "scale")):
            for one in getattr(self.catalog, table):
                yield self.row(entry, one.id, one)
        above = None
        for level in self.catalog.levels:
            key, record = self.row("level", level.id, level)
            yield key, {**record, "below": above}
            above = level.id
        seen = Counter[tuple[str, str]]()
        for one in self.catalog.suppressions:
            seen[one.code, one.where] += 1
            yield self.row("suppression", _numbered(f"{one.code} {one.where}", seen[one.code, one.where]), one)

    def module(self, module: Module) -> Iterator[tuple[Key, Fields]]:
        yield self.row("module", module.id, module)
        for table, entry in _PARTS.items():
            for part in getattr(module, table):
                yield self.row(entry, f"{module.id}.{part.id}", part)

    def programme(self, programme: Programme) -> Iterator[tuple[Key, Fields]]:
        alone = self.of.programme is not None  # two programmes that are compared need not have the same id
        inside = "" if alone else f"{programme.id}."
        key, record = self.row("programme", "" if alone else programme.id, programme)
        yield key, {**record, "choose": plain(programme.choose)}
        for kind, modules in (("basis", programme.basis), ("elective", programme.elective_ids)):
            for module in modules:
                yield Key("programme-module", f"{inside}{module}"), {"part": kind}
        seen = Counter[str]()
        for target in programme.targets:
            promised = "@".join(filter(None, (self.name(target.competency), target.level)))
            seen[promised] += 1
            key, record = self.row("target", _numbered(f"{inside}{promised}", seen[promised]), target)
            yield key, {name: value for name, value in record.items() if name not in {"competency", "level"}}

    def row(self, entry: str, row_id: str, record: Any) -> tuple[Key, Fields]:
        written = plain(record, self.catalog.language)
        kept = {name: value for name, value in written.items() if name not in _TOLD_APART}
        for reference in ("competency", "broader"):
            if reference in kept:
                kept[reference] = self.name(kept[reference])
        return Key(entry, row_id), kept

    def name(self, competency: str) -> str:
        return self.competencies.get(competency, competency)


def _numbered(name: str, number: int) -> str:
    """Return a name that stays the only one of its kind when the same is written twice."""
    return name if number == 1 else f"{name} #{number}"
