"""Where a cohort's programme is from: its catalog, and the words of the staff system that its roster uses."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.errors import Finding, InvalidInput
from curriculum.files.catalog import FindCatalog, draft_catalog, used_catalogs
from curriculum.files.cohort_files import CohortFiles
from curriculum.files.complaints import Complaints
from curriculum.files.drafts import unchecked
from curriculum.files.level_titles import with_level_titles
from curriculum.files.roster_format import ENDING, load_roster_format
from curriculum.references import TABLES
from curriculum.roster_format import USUAL, RosterFormat

FindRosterFormat = Callable[[str], RosterFormat | None]
"""Gives the words of a staff system by its id; None when there are none."""


@frozen
class Home:
    """The catalog that a cohort's programme is in.

    Attributes:
        catalog: the catalog; without entries when it was not found.
        complaints: what is wrong with its file.
        others: the catalogs that it uses.
        findings: what is wrong with all of them.
    """

    catalog: Catalog
    complaints: Complaints
    others: tuple[Catalog, ...] = ()
    findings: tuple[Finding, ...] = ()


def home_catalog(files: CohortFiles, find: FindCatalog | None) -> Home:
    """Find the catalog: the file beside the cohort, if one is named, else an installed one."""
    prefix, colon, _ = files.settings.cohort.programme.rpartition(":")
    if files.settings.cohort.catalog is not None:
        drafted = files.part("catalog", draft_catalog)
        if drafted is None:
            return _nowhere(prefix)
        if colon and not drafted.complaints.covers("catalog.id") and prefix != drafted.catalog.id:
            values = {"id": drafted.catalog.id, "expected": prefix}
            files.complaints.refuse("other-catalog-id", "cohort.programme", **values)
        used, findings = used_catalogs(drafted, find)
        findings = [*drafted.complaints.located(), *findings]
        return Home(drafted.catalog, drafted.complaints, tuple(used.values()), tuple(findings))
    if not colon:
        files.complaints.refuse("programme-without-catalog", "cohort.programme", id=prefix)
        return _nowhere(prefix)
    try:
        catalog = find(prefix) if find is not None else None
        others = [find(used) for used in catalog.uses] if find is not None and catalog is not None else []
    except InvalidInput as invalid:  # an installed catalog cannot be read
        files.unread += invalid.findings
        return _nowhere(prefix)
    if catalog is None:
        files.complaints.refuse("catalog-not-found", "cohort.programme", catalog=prefix)
        return _nowhere(prefix)
    return Home(catalog, Complaints(""), tuple(filter(None, others)))


def _nowhere(catalog_id: str) -> Home:
    """Stand in for a catalog that is not there; nothing about its entries can be said."""
    catalog: Catalog = unchecked(Catalog, {"id": catalog_id})
    return Home(catalog, Complaints("", refused=set(TABLES)))


def wording(files: CohortFiles, home: Home, find: FindRosterFormat | None) -> RosterFormat:
    """Return the words that the roster may use: its staff system's, and the titles of the catalog's levels."""
    return with_level_titles(_staff_system(files, home, find), home.catalog.levels)


def _staff_system(files: CohortFiles, home: Home, find: FindRosterFormat | None) -> RosterFormat:
    """Return the words that are asked for, else those of the installed catalog."""
    asked = files.settings.cohort.roster_format
    installed = files.settings.cohort.catalog is None and not home.complaints.refused
    if asked is not None and asked.endswith(ENDING):
        return files.part("roster_format", load_roster_format) or USUAL
    wanted = asked or (home.catalog.id if installed else None)
    try:
        found = find(wanted) if find is not None and wanted is not None else None
    except InvalidInput as invalid:
        files.unread += invalid.findings
        return USUAL
    if found is None and asked is not None:
        files.complaints.refuse("unknown-roster-format", "cohort.roster_format", format=asked)
    return found or USUAL
