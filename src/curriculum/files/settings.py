"""The file ``cohort.toml``: what a cohort is, its rules and its goals."""

from __future__ import annotations

from attrs import evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.files.complaints import Complaints
from curriculum.files.further import FindRule, further_rules, further_tables
from curriculum.files.plain import plain
from curriculum.files.structure import SCHEMA, Reader, check_schema
from curriculum.files.toml import read_toml
from curriculum.files.toml_text import toml_text
from curriculum.further_rules import AppliedRule
from curriculum.rules import Goals, Rules
from curriculum.sequences import APART

FILE_NAME = "cohort.toml"
CATALOG_NAME = "catalog.toml"
PREVIOUS_NAME = "previous.json"


@frozen(kw_only=True)
class Head:
    """The table ``[cohort]``; files are named relative to the cohort's folder.

    Attributes:
        id: the cohort's id.
        programme: ``catalog:programme``; the catalog can be left out when a catalog file is named.
        catalog: a catalog file that comes with the cohort.
        timezone: IANA name of the time zone of all sessions.
        participants: the roster's file.
        runs: the plan's file.
        previous: file of a schedule to stay close to.
        roster_format: id of the staff system whose words the roster uses, as a plugin brings it, or a file with
            them, which ends in ``.toml``.
    """

    id: str
    programme: str
    catalog: str | None = None
    timezone: str = "Europe/Copenhagen"
    participants: str = "participants.csv"
    runs: str = "runs.csv"
    previous: str | None = None
    roster_format: str | None = None


@frozen(kw_only=True)
class Settings:
    """A cohort file.

    Attributes:
        cohort: what the cohort is.
        rules: what a schedule must keep.
        goals: what it should reach.
        further: the rules that plugins bring.
    """

    cohort: Head
    rules: Rules = field(factory=Rules)
    goals: Goals = field(factory=Goals)
    further: tuple[AppliedRule, ...] = field(default=(), metadata=APART)


def read_settings(file: str, find_rule: FindRule | None = None) -> tuple[Settings, Complaints]:
    """Read a cohort file; what is wrong in it goes to the complaints, and stand-ins to the settings.

    Args:
        file: the file.
        find_rule: gives the rules that plugins bring, by name.

    Raises:
        InvalidInput: the file cannot be read as TOML at all, or a rule is there and cannot be used.
    """
    raw, complaints = read_toml(file)
    reader = Reader(complaints)
    tables = check_schema(raw, complaints)
    further: tuple[AppliedRule, ...] = ()
    if isinstance(tables.get("rules"), dict):
        tables["rules"], further = further_rules(tables["rules"], find_rule, reader)
    settings: Settings = reader.record(Settings, tables, "")
    return evolve(settings, further=further), complaints


def settings_text(cohort: Cohort) -> str:
    """Return the canonical text of a cohort file, for a folder with the catalog and files of the usual names.

    Raises:
        InvalidInput: a share has no decimal that equals it.
    """
    head = {
        "id": cohort.id,
        "programme": cohort.programme_name,
        "catalog": CATALOG_NAME,
        "timezone": cohort.timezone,
        "participants": "participants.csv",
        "runs": "runs.csv",
    }
    if cohort.previous is not None:
        head["previous"] = PREVIOUS_NAME
    settings = Settings(
        cohort=Head(id=cohort.id, programme=cohort.programme_id), rules=cohort.rules, goals=cohort.goals
    )
    content = plain(settings)
    if cohort.rules.further:
        content["rules"] = content.get("rules", {}) | further_tables(cohort.rules.further)
    return toml_text({"schema": SCHEMA, **content, "cohort": head})
