"""The items of a CFPackage: what each of them is, and under which id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from curriculum.catalog import LANGUAGE
from curriculum.interop.case.names import TYPES, taken_apart
from curriculum.interop.ids import as_id
from curriculum.model import ID
from curriculum.text import OWN, Text

Record = Mapping[str, Any]
_KINDS = {name: kind for kind, name in TYPES.items()}


def word(record: Record, name: str) -> str:
    """Return a text of a record; an empty one where there is none."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


@frozen
class Item:
    """One item.

    Attributes:
        kind: ``competency``, ``module`` or ``outcome``.
        id: its id, of an outcome with that of its module in front.
        record: what the package says of it.
        language: the language of the package.
    """

    kind: str
    id: str
    record: Record = field(eq=False)
    language: str

    @property
    def is_ours(self) -> bool:
        """Whether the item was written by this library."""
        return bool(taken_apart(word(self.record, "uri"))[0])

    @property
    def statement(self) -> str:
        """What the item says."""
        return word(self.record, "fullStatement") or word(self.record, "abbreviatedStatement")

    def words(self) -> dict[str, Any]:
        """Return title, description and note."""
        full, short = word(self.record, "fullStatement"), word(self.record, "abbreviatedStatement")
        title = short or ("" if full == self.id else full)
        texts = {"title": title, "description": full if short else "", "note": word(self.record, "notes")}
        return {name: self.text(text) for name, text in texts.items()}

    def text(self, words: str) -> Text | None:
        """Return words in the language of the item; None when there are none."""
        language = word(self.record, "language")
        own = language == self.language or not LANGUAGE.fullmatch(language)
        return Text({OWN if own else language: words}) if words else None


class Items:
    """The items of a package.

    Attributes:
        all: every item that says something, in the package's order.
        silent: positions of the others.
    """

    def __init__(self, records: Sequence[Any], language: str) -> None:
        self.all: list[Item] = []
        self.silent: list[int] = []
        self._by_node: dict[str, Item] = {}
        self._taken: dict[str, set[str]] = {kind: set() for kind in TYPES}
        modules = {word(one, "humanCodingScheme") for one in records if _kind(one) == "module"}
        for position, record in enumerate(records):
            nodes = [word(record, name) for name in ("identifier", "uri") if isinstance(record, dict)]
            if not any(nodes) or not (word(record, "fullStatement") or word(record, "abbreviatedStatement")):
                self.silent.append(position)
                continue
            item = Item(*self._named(record, modules), record, language)
            self._taken[item.kind].add(item.id)
            self._by_node |= dict.fromkeys(filter(None, nodes), item)
            self.all.append(item)

    def at(self, node: str) -> Item | None:
        """Return the item with this identifier or URI."""
        return self._by_node.get(node)

    def of_kind(self, kind: str) -> Iterator[Item]:
        """Yield the items of one kind."""
        return (item for item in self.all if item.kind == kind)

    def _named(self, record: Record, modules: set[str]) -> tuple[str, str]:
        """Return kind and id; what cannot be a module or an outcome of ours is a competency."""
        kind, code = _kind(record), word(record, "humanCodingScheme")
        home, dot, local = code.partition(".")
        fits = bool(ID.fullmatch(local) and home in modules) if kind == "outcome" else not dot
        if fits and ID.fullmatch(home) and code not in self._taken[kind]:
            return kind, code
        kind = "competency" if kind == "outcome" else kind
        words = code or word(record, "abbreviatedStatement") or word(record, "fullStatement")
        return kind, as_id(words, self._taken[kind], "item")


def _kind(record: Any) -> str:
    return _KINDS.get(word(record, "CFItemType"), "competency") if isinstance(record, dict) else ""
