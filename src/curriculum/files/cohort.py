"""Cohort folders: ``cohort.toml``, its tables and, maybe, its catalog to :class:`~curriculum.cohort.Cohort`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from attrs import evolve, fields

from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.catalog import FindCatalog, catalog_text
from curriculum.files.cohort_files import CohortFiles, cohort_file, joined
from curriculum.files.complaints import Complaints
from curriculum.files.consequences import compares_refused, follows
from curriculum.files.csv_rows import csv_text
from curriculum.files.drafts import made, unchecked
from curriculum.files.further import FindRule
from curriculum.files.home import FindRosterFormat, Home, home_catalog, wording
from curriculum.files.level_titles import with_level_words
from curriculum.files.plan import plan_rows, runs_of
from curriculum.files.reading import FilePath
from curriculum.files.roster import participants_of, roster_rows
from curriculum.files.schedule import load_schedule, schedule_text
from curriculum.files.settings import CATALOG_NAME, FILE_NAME, PREVIOUS_NAME, settings_text
from curriculum.files.tables import Table, read_table
from curriculum.files.writing import write_files
from curriculum.roster import Participant
from curriculum.roster_format import USUAL
from curriculum.rules import Rules


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
    files = CohortFiles(cohort_file(path), find_rule)
    home = home_catalog(files, find)
    words = wording(files, home, find_roster_format)
    roster = files.part("participants", lambda file: read_table(file, "participants", encoding, words))
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
        file = joined(path, FILE_NAME)
        raise InvalidInput(evolve(finding, file=file) for finding in invalid.findings) from None
    texts = {
        FILE_NAME: settings,
        "participants.csv": csv_text(roster_rows(cohort.participants)),
        "runs.csv": csv_text(plan_rows(cohort.runs)),
        CATALOG_NAME: catalog_text(cohort.catalog),
        **{joined(other.id, CATALOG_NAME): catalog_text(other) for other in cohort.others},
    }
    if cohort.previous is not None:
        texts[PREVIOUS_NAME] = schedule_text(cohort.previous)
    write_files({joined(path, name): text.encode() for name, text in texts.items()})


def _people(roster: Table, catalog_id: str, *, planned: bool) -> tuple[Participant, ...]:
    people = participants_of(roster, catalog_id)
    return people if planned else tuple(_changed(person, pinned=(), barred=()) for person in people)


def _made(values: Mapping[str, Any], files: CohortFiles, home: Home, tables: Mapping[str, Table | None]) -> Cohort:
    """Make the cohort; what is wrong with it as a whole goes to the complaints of the file that it is about."""
    lost = {"participants": "columns", "runs": "runs"}
    home.complaints.refused.update(lost[name] for name, table in tables.items() if table is None)
    try:
        return Cohort(**values)
    except InvalidInput as invalid:
        words = roster.wording if (roster := tables["participants"]) else USUAL
        for finding in with_level_words(invalid.findings, words, home.catalog.levels):
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
