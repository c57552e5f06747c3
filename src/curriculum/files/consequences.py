"""Complaints that merely follow from something that was refused: they are left out."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.catalog import Catalog
from curriculum.errors import Finding
from curriculum.files.complaints import Complaints
from curriculum.model import Entry


def follows(finding: Finding, catalog: Catalog, complaints: Complaints) -> bool:
    """Tell whether a complaint about a reference follows from what was refused elsewhere in the catalog.

    A single entry without a readable id takes nothing away: whatever names it complains rightly that there is no
    such entry. A whole table that cannot be read does.

    Args:
        finding: a complaint about a reference.
        catalog: the catalog that was made of the file, stand-ins included.
        complaints: the complaints about the catalog's file.
    """
    values = finding.values
    match finding.code:
        case "unknown-id" if values["table"] == "outcomes":
            source = [f"{finding.where.partition('.')[0]}.outcomes"]
        case "unknown-id" if values["table"] == "electives":
            keys = ("electives", "electives.from")
            source = [f"programmes[{index}].{key}" for index in range(len(catalog.programmes)) for key in keys]
        case "unknown-id":
            source = [values["table"]]
        case "unused-catalog":
            source = ["catalog.uses"]
        case "unknown-step":
            source = _places(catalog.scales, "scales", values["scale"], "steps")
        case "no-scale":
            source = _places(catalog.competencies, "competencies", values["id"], "scale")
        case "no-capacity":
            source = _places(catalog.modules, "modules", values["module"], "capacity", "capacity.maximum")
        case "choose-too-many":
            source = [finding.where.replace("electives.choose", "electives.from")]
        case _:
            source = []
    return any(place in complaints.refused for place in source)


def compares_refused(finding: Finding, complaints: Complaints) -> bool:
    """Tell whether a complaint compares a run's minimum with another capacity than its own, which was refused."""
    return finding.code == "minimum-above-maximum" and complaints.covers(
        finding.where.replace(".minimum", ".capacity")
    )


def _places(entries: Sequence[Entry], table: str, entry_id: str, *keys: str) -> list[str]:
    """Return the places of keys of the entries with this id."""
    return [
        f"{table}[{index}].{key}" for index, entry in enumerate(entries) if entry.id == entry_id for key in keys
    ]
