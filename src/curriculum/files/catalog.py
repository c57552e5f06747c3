"""Catalog files: ``catalog.toml`` to :class:`~curriculum.catalog.Catalog` and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, fields, frozen

from curriculum.catalog import Catalog
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.complaints import Complaints
from curriculum.files.consequences import follows
from curriculum.files.drafts import STAND_IN_ID, unchecked
from curriculum.files.plain import plain
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA, Reader, check_schema
from curriculum.files.toml import read_toml
from curriculum.files.toml_text import toml_text
from curriculum.files.writing import write_files
from curriculum.model import ID
from curriculum.references import TABLES, foreign_findings

FindCatalog = Callable[[str], Catalog | None]
"""Gives a catalog by its id, for example an installed one; None when there is none."""
FILE_NAME = "catalog.toml"
LISTS = (*TABLES, "suppressions")
"""Keys of a catalog file that hold lists of tables."""
HEAD = tuple(attribute.name for attribute in fields(Catalog) if attribute.name not in LISTS)


def load_catalog(path: FilePath, find: FindCatalog | None = None) -> Catalog:
    """Read a catalog.

    Args:
        path: the file, or a folder with ``catalog.toml``.
        find: gives the catalogs that this one uses, by id. One that lies beside the file, as
            ``<id>/catalog.toml`` or ``<id>.toml``, comes first. Without ``find`` only references to catalogs
            beside the file are followed.

    Raises:
        InvalidInput: with every finding: shape, fields, references and circles, each with file, line and place.

    Example:
        >>> load_catalog("catalogs/teaching").id  # doctest: +SKIP
        'teaching'
    """
    drafted = draft_catalog(path)
    _, findings = used_catalogs(drafted, find)
    raise_if([*drafted.complaints.located(), *findings])
    return drafted.catalog


def catalog_text(catalog: Catalog) -> str:
    """Return the canonical text of a catalog file: keys in a fixed order, defaults left out."""
    content = plain(catalog, catalog.language)
    head = {key: value for key, value in content.items() if key not in LISTS}
    return toml_text({"schema": SCHEMA, "catalog": head, **{key: content[key] for key in LISTS if key in content}})


def dump_catalog(catalog: Catalog, path: FilePath) -> None:
    """Write a catalog, whole or not at all.

    Args:
        catalog: the catalog.
        path: the file, or an existing folder for its ``catalog.toml``.

    Raises:
        InvalidInput: the file cannot be written.
    """
    write_files({catalog_path(path): catalog_text(catalog).encode()})


def catalog_path(path: FilePath) -> str:
    """Return the catalog file that a path means: the file itself, or the one in the folder."""
    name = os.fspath(path)
    return os.path.join(name, FILE_NAME) if Path(path).is_dir() else name  # noqa: PTH118 - as the user wrote it


@frozen
class Draft:
    """A catalog file that was read, sound or not.

    Attributes:
        file: the file's path as the user gave it.
        catalog: what was made of it; unchecked, and in part of stand-ins, when there are complaints.
        complaints: what is wrong with it.
    """

    file: str
    catalog: Catalog
    complaints: Complaints


def draft_catalog(path: FilePath) -> Draft:
    """Read a catalog file by itself, without a look at other catalogs.

    Raises:
        InvalidInput: the file cannot be read at all.
    """
    file = catalog_path(path)
    raw, complaints = read_toml(file)
    reader = Reader(complaints)
    raw = reader.known_keys(check_schema(raw, complaints), ("catalog", *LISTS), "")
    values = {"id": STAND_IN_ID, **_head(raw, reader)}
    values |= reader.fields(Catalog, {key: raw[key] for key in LISTS if key in raw}, "", only=LISTS)
    try:
        catalog = Catalog(**values)
    except InvalidInput as invalid:
        catalog = unchecked(Catalog, values)
        complaints.add(finding for finding in invalid.findings if not follows(finding, catalog, complaints))
    return Draft(file, catalog, complaints)


def _head(raw: dict[str, Any], reader: Reader) -> dict[str, Any]:
    if isinstance(raw.get("catalog"), dict):
        return reader.fields(Catalog, raw["catalog"], "catalog", only=HEAD)
    reader.complaints.refuse("missing-key", "catalog", name="[catalog]")
    return {}


def used_catalogs(drafted: Draft, find: FindCatalog | None) -> tuple[dict[str, Catalog], list[Finding]]:
    """Return the catalogs at hand that a catalog uses, by id, and what is wrong with the use of them."""
    others: dict[str, Catalog] = {}
    findings: list[Finding] = []
    for used in drafted.catalog.uses:
        neighbour = _beside(drafted.file, used) if used != drafted.catalog.id else None
        try:
            if neighbour is not None:
                other = draft_catalog(neighbour)
                findings += other.complaints.located() or _wrong_id(other, used)
                others[used] = other.catalog
            elif find is not None and (found := find(used)) is not None:
                others[used] = found
        except InvalidInput as invalid:  # the file, or the installed catalog, cannot be read
            findings += invalid.findings
    return others, findings + _foreign_findings(
        drafted.catalog, drafted.complaints, others, must_exist=find is not None
    )


def _foreign_findings(
    catalog: Catalog, complaints: Complaints, others: Mapping[str, Catalog], *, must_exist: bool
) -> list[Finding]:
    """Return what is wrong with references into other catalogs, and not yet among the complaints."""
    known = complaints.located()
    again = evolve(complaints, findings=[], left_out=0)
    again.add(
        finding
        for finding in foreign_findings(catalog, others)
        if not follows(finding, catalog, complaints) and (must_exist or finding.code != "unknown-catalog")
    )
    return [finding for finding in again.located() if finding not in known]


def _wrong_id(drafted: Draft, expected: str) -> list[Finding]:
    """Complain about a catalog file whose catalog is not the expected one."""
    if drafted.catalog.id == expected:
        return []
    ((where, line),) = drafted.complaints.spots(["catalog.id"])
    values = {"id": drafted.catalog.id, "expected": expected}
    return [Finding(code="other-catalog-id", values=values, file=drafted.file, line=line, where=where)]


def _beside(file: str, catalog_id: str) -> str | None:
    """Return the file of a catalog that lies beside another one's."""
    if not ID.fullmatch(catalog_id):
        return None
    folder = Path(file).parent
    places = [folder / catalog_id / FILE_NAME, folder / f"{catalog_id}.toml"]
    if Path(file).name == FILE_NAME:
        places.append(folder / ".." / catalog_id / FILE_NAME)
    return next((str(place) for place in places if place.is_file()), None)
