"""DOC: does every statement name its source, the catalog its licence, and does what it uses still hold?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curriculum.catalog import Catalog
from curriculum.checks.patches import Patch, removing, setting
from curriculum.checks.registry import Check, Spot

_TABLES = ("competencies", "modules", "programmes")


def unsourced(catalog: Catalog) -> Iterator[Spot]:
    """Yield competencies, modules and programmes that name no source."""
    for table in _TABLES:
        for index, entry in enumerate(getattr(catalog, table)):
            if entry.source is None:
                where = f"{table}[{index}].source"
                yield Spot(where, {"id": entry.id}, _only_source(catalog, where))


def unlicensed(catalog: Catalog) -> Iterator[Spot]:
    """Yield the head of a catalog that names no licence."""
    if not catalog.license:
        yield Spot("catalog.license", {"catalog": catalog.id})


def unnamed(catalog: Catalog) -> Iterator[Spot]:
    """Yield sources that nothing rests on and that no note explains, once every entry names a source."""
    named = [entry.source for table in _TABLES for entry in getattr(catalog, table)]
    used = {*named, *(scale.source for scale in catalog.scales)}
    if None in named or not named:
        return
    for index, source in enumerate(catalog.sources):
        if source.id not in used and source.note is None:
            yield Spot(f"sources[{index}]", {"source": source.id}, removing(f"sources[{index}]"))


def outlived(catalog: Catalog, others: Mapping[str, Catalog]) -> Iterator[Spot]:
    """Yield catalogs that are used and end, or are replaced, while the catalog itself still holds."""
    for index, name in enumerate(catalog.uses):
        used = others.get(name)
        if used is None:
            continue
        last, successor = used.valid_to, used.superseded_by
        if (last is None and successor) or (last and (catalog.valid_to is None or catalog.valid_to > last)):
            values = {"catalog": name, "last": last or "-", "successor": successor or "-"}
            yield Spot(f"catalog.uses[{index}]", values)


def _only_source(catalog: Catalog, where: str) -> Patch | None:
    """Return the patch that names the catalog's source, when it has no more than one."""
    return setting(where, catalog.sources[0].id) if len(catalog.sources) == 1 else None


CHECKS = (
    Check(code="DOC001", severity="warning", find=unsourced),
    Check(code="DOC002", severity="warning", find=unlicensed),
    Check(code="DOC003", severity="note", find=unnamed),
    Check(code="DOC004", severity="warning", find=outlived, across=True),
)
