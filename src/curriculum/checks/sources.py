"""DOC: does every statement name its source, and the catalog its licence?

* **DOC001** a competency, module or programme names no source.
* **DOC002** the catalog names no licence.
"""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.catalog import Catalog
from curriculum.errors import Finding


def findings(catalog: Catalog) -> Iterator[Finding]:
    """Yield DOC001 for every entry without a source, and DOC002 for a catalog without a licence."""
    if not catalog.license:
        yield Finding(code="DOC002", values={"catalog": catalog.id}, where="catalog.license", severity="warning")
    for table in ("competencies", "modules", "programmes"):
        for index, entry in enumerate(getattr(catalog, table)):
            if entry.source is None:
                where = f"{table}[{index}].source"
                yield Finding(code="DOC001", values={"id": entry.id}, where=where, severity="warning")
