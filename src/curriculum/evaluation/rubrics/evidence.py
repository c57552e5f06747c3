"""What a result rests on: entries of the curriculum, ways through it, data, documents, and what was not found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from attrs import field, frozen

from curriculum.messages import say

Kind = Literal["node", "edge", "path", "data", "document", "absence"]
"""``absence`` is what was looked for and not found."""
_MOST_SHOWN = 6


def _in_order(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(items))


@frozen
class Evidence:
    """One piece of evidence.

    Attributes:
        kind: what it is.
        about: name of its sentence: what was found, or looked for.
        items: what it is about: ids of entries, edges and paths written ``a > b``, numbers, documents; sorted.
    """

    kind: Kind
    about: str
    items: tuple[str, ...] = field(default=(), converter=_in_order)

    def text(self, language: str = "en") -> str:
        """Say it, in ``language`` (da, sv or en); of many items the first few, and how many there are."""
        shown = ", ".join(self.items[:_MOST_SHOWN])
        if len(self.items) > _MOST_SHOWN:
            shown = say("rubrics.and-more", language, items=shown, count=len(self.items))
        return say(f"rubrics.evidence.{self.about}", language, items=shown)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"kind": self.kind, "about": self.about, "items": list(self.items)}
