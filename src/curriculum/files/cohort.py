"""Cohort folders: ``cohort.toml``, its tables and, maybe, its catalog to :class:`~curriculum.cohort.Cohort`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from attrs import evolve, fields, frozen

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.catalog import FindCatalog, catalog_text, draft_catalog, used_catalogs
from curriculum.files.complaints import Complaints
from curriculum.files.consequences import compares_refused, follows
from curriculum.files.csv_rows import csv_text
from curriculum.files.drafts import made, stand_in, unchecked
from curriculum.files.further import FindRule
from curriculum.files.plan import plan_rows, runs_of
from curriculum.files.reading import FilePath
from curriculum.files.roster import participants_of, roster_rows
from curriculum.files.roster_format import ENDING, load_roster_format
from curriculum.files.schedule import load_schedule, schedule_text
from curriculum.files.settings import (
    CATALOG_NAME,
    FILE_NAME,
    PREVIOUS_NAME,
    Settings,
    read_settings,
    settings_text,
)
from curriculum.files.tables import Table, read_table
from curriculum.files.writing import write_files
from curriculum.references import TABLES
from curriculum.roster import Participant
from curriculum.roster_format import USUAL, RosterFormat
from curriculum.rules import Rules

T = TypeVar("T")
FindRosterFormat = Callable[[str], RosterFormat | None]
"""Gives the words of a staff system by its id; None when there are none."""


def load_cohort(
    folder: FilePath,
    find: FindCatalog | None = None,
    encoding: str | None = None,
    *,
    planned: bool = True,
    find_rule: FindRule | None = None,
    find_roster_format: FindRosterFormat | None = None,
) -> Cohort:
    """Read a cohort.

    Args:
        folder: the folder, or the path of its ``cohort.toml``.
        find: gives installed catalogs by id; needed when the cohort does not bring its catalog.
        encoding: encoding of the tables, such as ``cp1252``; found out when None.
        planned: whether there are runs yet. Without, neither they, nor what names them (pins, bars and the
            previous schedule), are read, as is needed to propose some.
        find_rule: gives rules beyond the library's own by name, for example those of plugins.
        find_roster_format: gives the words of staff systems by id; that of the installed catalog's own id is
            understood without being asked for.

    Raises:
        InvalidInput: with every finding of all the cohort's files together, each with file, line and place.

    Example:
        >>> load_cohort("examples/midtjylland-pilot", find=find_catalog).id  # doctest: +SKIP
        'midtjylland-pilot'
    """
    path = os.fspath(folder)
    if not Path(path).exists():
        raise InvalidInput([Finding(code="no-such-file", file=path)])
    files = _Files(_joined(path, FILE_NAME) if Path(path).is_dir() else path, find_rule)
    home = _home(files, find)
    wording = _wording(files, home, find_roster_format)
    roster = files.part("participants", lambda file: read_table(file, "participants", encoding, wording))
    plan = files.part("runs", lambda file: read_table(file, "runs", encoding)) if planned else None
    head, rules = files.settings.cohort, _changed(files.settings.rules, further=files.settings.further)
    values = {
        "id": head.id,
        "catalog": home.catalog,
        "programme_id": head.programme.rpartition(":")[2],
        "participants": _people(roster, home.catalog.id, planned=planned) if roster else (),
        "runs": runs_of(plan, home.catalog.id) if plan else (),
        "rules": _with_contract_names(rules, roster) if roster else rules,
        "goals": files.settings.goals,
        "timezone": head.timezone,
        "previous": files.part("previous", load_schedule) if planned else None,
        "others": home.others,
    }
    cohort = _made(values, files, home, {"participants": roster, "runs": plan})
    tables = [table.complaints.located() for table in (roster, plan) if table]
    raise_if([*files.unread, *files.complaints.located(), *home.findings, *chain.from_iterable(tables)])
    return cohort


def cohort_tables(
    folder: FilePath,
    find: FindCatalog | None = None,
    encoding: str | None = None,
    find_roster_format: FindRosterFormat | None = None,
) -> dict[str, Table]:
    """Return the tables of a cohort with the meaning of their columns, whatever may be wrong in their rows.

    Args:
        folder: the folder, or the path of its ``cohort.toml``.
        find: gives installed catalogs by id.
        encoding: encoding of the tables; found out when None.
        find_roster_format: gives the words of staff systems by id.

    Returns:
        The roster as ``participants``, and ``runs`` where there are any yet.

    Raises:
        InvalidInput: ``cohort.toml`` or a table cannot be read at all.
    """
    path = os.fspath(folder)
    files = _Files(_joined(path, FILE_NAME) if Path(path).is_dir() else path, None)
    wording = _wording(files, _home(files, find), find_roster_format)
    found = {
        "participants": files.part(
            "participants", lambda file: read_table(file, "participants", encoding, wording)
        )
    }
    if Path(_joined(files.folder, files.settings.cohort.runs)).exists():
        found["runs"] = files.part("runs", lambda file: read_table(file, "runs", encoding))
    raise_if(files.unread if found["participants"] else [*files.unread, *files.complaints.located()])
    return {kind: table for kind, table in found.items() if table is not None}


def runs_file(folder: FilePath) -> str:
    """Return the path of a cohort's table of runs, which need not exist yet.

    Args:
        folder: the folder, or the path of its ``cohort.toml``.

    Raises:
        InvalidInput: ``cohort.toml`` is invalid.
    """
    path = os.fspath(folder)
    home = path if Path(path).is_dir() else os.path.dirname(path)  # noqa: PTH120 - as the user wrote it
    settings, complaints = read_settings(_joined(home, FILE_NAME) if Path(path).is_dir() else path)
    raise_if(finding for finding in complaints.located() if finding.code != "unknown-rule")  # not looked for here
    return _joined(home, settings.cohort.runs)


def dump_cohort(cohort: Cohort, folder: FilePath) -> None:
    """Write a cohort as a folder that needs nothing else: settings, tables, catalogs, the previous schedule.

    Args:
        cohort: the cohort.
        folder: where to; it is made when it is missing, and files of the same names are replaced.

    Raises:
        InvalidInput: a file cannot be written, or a share has no decimal that equals it.
    """
    path = os.fspath(folder)
    try:
        settings = settings_text(cohort)
    except InvalidInput as invalid:
        file = _joined(path, FILE_NAME)
        raise InvalidInput(evolve(finding, file=file) for finding in invalid.findings) from None
    texts = {
        FILE_NAME: settings,
        "participants.csv": csv_text(roster_rows(cohort.participants)),
        "runs.csv": csv_text(plan_rows(cohort.runs)),
        CATALOG_NAME: catalog_text(cohort.catalog),
        **{_joined(other.id, CATALOG_NAME): catalog_text(other) for other in cohort.others},
    }
    if cohort.previous is not None:
        texts[PREVIOUS_NAME] = schedule_text(cohort.previous)
    write_files({_joined(path, name): text.encode() for name, text in texts.items()})


def _people(roster: Table, catalog_id: str, *, planned: bool) -> tuple[Participant, ...]:
    people = participants_of(roster, catalog_id)
    return people if planned else tuple(_changed(person, pinned=(), barred=()) for person in people)


class _Files:
    """The cohort file, and the files that it names.

    Attributes:
        settings: what the cohort file says, with stand-ins for what cannot be used.
        complaints: what is wrong with it.
        unread: what is wrong with files that could not be read at all.
    """

    def __init__(self, file: str, find_rule: FindRule | None) -> None:
        self.folder = os.path.dirname(file)  # noqa: PTH120 - findings show paths as the user wrote them
        self.unread: list[Finding] = []
        try:
            self.settings, self.complaints = read_settings(file, find_rule)
        except InvalidInput as invalid:
            self.unread += invalid.findings
            self.settings = stand_in(Settings)
            self.complaints = Complaints(file, refused={"cohort", "rules", "goals"})

    def part(self, key: str, read: Callable[[str], T]) -> T | None:
        """Read the file that a key of ``[cohort]`` names; None when there is none or it cannot be read."""
        name = getattr(self.settings.cohort, key)
        if name is None:
            return None
        file = _joined(self.folder, name)
        if not Path(file).exists():
            self.complaints.refuse("missing-file", f"cohort.{key}", file=file)
            return None
        try:
            return read(file)
        except InvalidInput as invalid:
            self.unread += invalid.findings
            return None


@frozen
class _Home:
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


def _home(files: _Files, find: FindCatalog | None) -> _Home:
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
        return _Home(drafted.catalog, drafted.complaints, tuple(used.values()), tuple(findings))
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
    return _Home(catalog, Complaints(""), tuple(filter(None, others)))


def _nowhere(catalog_id: str) -> _Home:
    """Stand in for a catalog that is not there; nothing about its entries can be said."""
    catalog: Catalog = unchecked(Catalog, {"id": catalog_id})
    return _Home(catalog, Complaints("", refused=set(TABLES)))


def _wording(files: _Files, home: _Home, find: FindRosterFormat | None) -> RosterFormat:
    """Return the words that the roster may use: those that are asked for, else those of the installed catalog."""
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


def _made(values: Mapping[str, Any], files: _Files, home: _Home, tables: Mapping[str, Table | None]) -> Cohort:
    """Make the cohort; what is wrong with it as a whole goes to the complaints of the file that it is about."""
    lost = {"participants": "columns", "runs": "runs"}
    home.complaints.refused.update(lost[name] for name, table in tables.items() if table is None)
    try:
        return Cohort(**values)
    except InvalidInput as invalid:
        for finding in invalid.findings:
            complaints = (tables.get(finding.where.partition("[")[0]) or files).complaints
            if not (follows(finding, home.catalog, home.complaints) or compares_refused(finding, complaints)):
                complaints.add([finding])
        cohort: Cohort = unchecked(Cohort, values)
        return cohort


def _with_contract_names(rules: Rules, roster: Table) -> Rules:
    """Return the rules with the contract's names for columns that they call as the roster's headings do."""
    names = {roster.heading.cells[position]: name for name, position in roster.columns.known.items()}
    renamed: Rules = _changed(
        rules,
        apart=[names.get(column, column) for column in rules.apart],
        mixing=[_changed(rule, attribute=names.get(rule.attribute, rule.attribute)) for rule in rules.mixing],
        cover=[_changed(rule, attribute=names.get(rule.attribute, rule.attribute)) for rule in rules.cover],
    )
    return renamed


def _changed(record: Any, **changes: object) -> Any:
    """Return a changed copy, unchecked if the record itself is; its complaints are known already."""
    values = {attribute.name: getattr(record, attribute.name) for attribute in fields(type(record))}
    return made(type(record), values | changes, Complaints(""), "")


def _joined(folder: str, name: str) -> str:
    return os.path.join(folder, name)  # noqa: PTH118 - findings show paths as the user wrote them
