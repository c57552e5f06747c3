"""The associations of a CFPackage: what its items have to do with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from curriculum.interop.case.items import Item, Items, Record, word
from curriculum.interop.case.names import taken_apart


@frozen
class End:
    """One end of an association.

    Attributes:
        item: the item, when it is in the package.
        uri: its URI.
    """

    item: Item | None
    uri: str

    def name(self, kind: str) -> str | None:
        """Return the id of an entry of this kind, with its catalog if that is another one; None if it is none."""
        if self.item is not None:
            return self.item.id if self.item.kind == kind else None
        catalog, other, local = taken_apart(self.uri)
        return f"{catalog}:{local}" if other == kind else None


class Relations:
    """What the associations say, by ids.

    Attributes:
        broader: competencies by those that are part of them.
        builds: the competency that each outcome builds.
        needs: the modules that come before each module.
        same: URIs that each competency is the same as.
        nowhere: positions of associations that join nothing in the package.
        homeless: kind and item of those that a catalog has no place for.
    """

    def __init__(self, records: Sequence[Any], items: Items) -> None:
        self.broader: dict[str, str] = {}
        self.builds: dict[str, str] = {}
        self.needs: dict[str, list[str]] = {}
        self.same: dict[str, list[str]] = {}
        self.nowhere: list[int] = []
        self.homeless: list[tuple[str, Item]] = []
        for position, record in enumerate(records):
            known = isinstance(record, dict)
            origin, to = (
                _end(record, name, items) if known else End(None, "") for name in ("origin", "destination")
            )
            concerned = origin.item or to.item
            if concerned is None:
                self.nowhere.append(position)
            elif not self._keep(word(record, "associationType"), origin, to):
                self.homeless.append((word(record, "associationType"), concerned))

    def elsewhere(self) -> Iterator[str]:
        """Yield every reference into another catalog."""
        needed = (name for names in self.needs.values() for name in names)
        for name in (*self.broader.values(), *self.builds.values(), *needed):
            if ":" in name:
                yield name

    def _keep(self, kind: str, origin: End, to: End) -> bool:
        """Keep one association; tell whether there is a place for it."""
        if kind == "isChildOf" and origin.item:
            return self._keep_child(origin.item, to)
        if kind == "precedes" and to.item and (before := origin.name("module")) and to.item.kind == "module":
            self.needs.setdefault(to.item.id, []).append(before)
        elif kind == "isPartOf" and origin.item and (built := to.name("competency")):
            if origin.item.kind != "outcome" or origin.item.id in self.builds:
                return False
            self.builds[origin.item.id] = built
        elif kind == "exactMatchOf" and origin.item and origin.item.kind == "competency" and to.uri:
            self.same.setdefault(origin.item.id, []).append(to.uri)
        else:
            return False
        return True

    def _keep_child(self, child: Item, to: End) -> bool:
        above = to.name("competency")
        if child.kind == "competency" and above:
            if child.id in self.broader or self._is_above(child.id, above):
                return False
            self.broader[child.id] = above
            return True
        if child.kind == "outcome":
            return to.name("module") == child.id.partition(".")[0]
        return to.item is None  # what belongs to the document itself

    def _is_above(self, name: str, below: str) -> bool:
        """Tell whether a competency is the other one, or broader than it already."""
        here: str | None = below
        while here is not None and here != name:
            here = self.broader.get(here)
        return here == name


def _end(record: Record, name: str, items: Items) -> End:
    """Return one end; versions before 1.0 had the URI alone."""
    node = record.get(f"{name}NodeURI")
    if isinstance(node, dict):
        uri = word(node, "uri")
        return End(items.at(word(node, "identifier")) or items.at(uri), uri)
    return End(items.at(node), node) if isinstance(node, str) else End(None, "")
