"""Places in a catalog: what stands at one, and how to name it so that it stays the same when entries move.

A place is written as in the catalog file, ``modules[1].outcomes[0].level``. Named by its entries' ids it is
``modules[basis-2].outcomes[plan-trial].level``, whatever is added before it.
"""

from __future__ import annotations

import re
from typing import Any

from curriculum.catalog import Catalog

Step = str | int
_STEP = re.compile(r"\.?(?P<name>[A-Za-z_][\w-]*)|\[(?P<index>\d+)\]")
_ATTRIBUTES = {"from": "modules"}
"""Keys of a catalog file that are named otherwise in the model."""


def steps(where: str) -> tuple[Step, ...]:
    """Return a place's steps from the catalog inwards: attributes by name, items by their index.

    Example:
        >>> steps("programmes[0].electives.from[1]")
        ('programmes', 0, 'electives', 'modules', 1)
    """
    return tuple(
        int(part["index"]) if part["index"] else _ATTRIBUTES.get(part["name"], part["name"])
        for part in _STEP.finditer(where.removeprefix("catalog."))
    )


def named(catalog: Catalog, where: str) -> str:
    """Return a place with ids instead of numbers, as far as what stands there has an id.

    Example:
        >>> from curriculum.model import Module
        >>> named(Catalog(id="mine", modules=[Module(id="a")]), "modules[0].source")
        'modules[a].source'
    """
    here: Any = catalog
    if where.startswith("catalog."):
        return where
    written = ""
    for part in _STEP.finditer(where):
        if part["index"] is None:
            here = getattr(here, _ATTRIBUTES.get(part["name"], part["name"]), None)
            written += part[0]
            continue
        index = int(part["index"])
        here = here[index] if isinstance(here, tuple) and index < len(here) else None
        written += f"[{_id(here) or index}]"
    return written


def _id(entry: Any) -> str:
    """Return what names an entry inside its list; a target is named by what it promises, and to whom."""
    if isinstance(entry, str):
        return entry
    target = "@".join(filter(None, (getattr(entry, "competency", None), getattr(entry, "level", None))))
    return getattr(entry, "id", "") or target
