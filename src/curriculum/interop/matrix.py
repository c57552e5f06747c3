"""What survives in which format, measured on a catalog: the table in ``docs/interop.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from curriculum.catalog import Catalog
from curriculum.comparing.rows import ENTRIES, rows
from curriculum.comparing.sides import side
from curriculum.interop.converting import convert_content
from curriculum.interop.formats import BRIDGES, FORMATS
from curriculum.interop.losses import Loss

NOTHING = "-"


def survival_table(catalog: Catalog) -> str:
    """Return as Markdown which entries and fields of a catalog arrive in each format that loses anything.

    A field that arrives only in part, such as one language of two, is in italics.

    Args:
        catalog: a catalog that has every kind of entry and field; only what it has is in the table.
    """
    had: dict[str, dict[str, set[str]]] = {entry: {} for entry in ENTRIES}
    for key, fields in rows(side(catalog), {}).items():
        own = f"{key.id}: {key.value}" if key.value else key.id  # as losses name it
        for name in (key.field, *fields):
            had[key.entry].setdefault(name, set()).add(own)
    lost = {
        one.id: convert_content(catalog, "catalog", Path("any"), to=one.id).losses
        for one in FORMATS
        if one.write and (one.holds == "catalog" or ("catalog", one.holds) in BRIDGES)
    }
    lossy = [name for name, losses in lost.items() if losses]
    lines = [f"| entry | {' | '.join(f'`{name}`' for name in lossy)} |", f"|---|{'---|' * len(lossy)}"]
    for entry, fields in had.items():
        if fields:
            cells = (", ".join(_arrived(lost[name], entry, fields)) or NOTHING for name in lossy)
            lines.append(f"| {entry} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _arrived(losses: Iterable[Loss], entry: str, fields: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the fields that arrive, nothing when not even the entries do."""
    concerned = [loss for loss in losses if loss.entry == entry]
    gone = {one for loss in concerned if loss.kind == "lost" and not loss.field for one in loss.ids}
    for name, ids in sorted(fields.items()):
        about = [loss for loss in concerned if loss.field == name]
        lost = gone.union(*(loss.ids for loss in about if loss.kind == "lost"))
        shown = name or ("" if "id" in fields else "id")
        if shown and not ids <= lost:
            yield f"*{shown}*" if about or ids & gone else shown
