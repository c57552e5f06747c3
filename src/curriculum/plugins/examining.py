"""Whether the file that a record points at can be used: it is read, and is what the record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from curriculum.calendars import Calendar
from curriculum.errors import Finding, InvalidInput
from curriculum.files.calendar import load_calendar
from curriculum.files.toml import read_toml
from curriculum.plugins.catalogs import Shelf
from curriculum.plugins.hookspecs import CALENDARS, CATALOGS, RUBRICS
from curriculum.plugins.isolation import described
from curriculum.plugins.manager import Claim
from curriculum.plugins.records import CalendarFile, RubricFile


def examined_catalog(shelf: Shelf, claim: Claim[Any]) -> None:
    """Read a catalog, and those that it uses."""
    shelf.find(claim.record.id)


def examined_calendar(_: Shelf, claim: Claim[CalendarFile]) -> Calendar:
    """Read a calendar.

    Raises:
        InvalidInput: it cannot be used; the first finding blames the plugin.
    """
    try:
        with claim.plugin.timed():
            calendar = load_calendar(claim.record.path)
    except InvalidInput as invalid:
        raise _blamed(claim, "calendar", invalid) from invalid
    _same_id(claim, "calendar", calendar.id)
    return calendar


def examined_rubric(_: Shelf, claim: Claim[RubricFile]) -> None:
    """Read a rubric's file; what it says is for those to judge who evaluate with it.

    Raises:
        InvalidInput: it is no TOML, or not the rubric that was announced.
    """
    try:
        with claim.plugin.timed():
            raw, _complaints = read_toml(claim.record.path)
    except InvalidInput as invalid:
        raise _blamed(claim, "rubric", invalid) from invalid
    head = raw.get("rubric")
    _same_id(claim, "rubric", head.get("id") if isinstance(head, dict) else None)


def _blamed(claim: Claim[Any], noun: str, invalid: InvalidInput) -> InvalidInput:
    values = {"noun": noun, "id": claim.record.id, "path": claim.record.path, "count": len(invalid.findings)}
    return InvalidInput([claim.plugin.installed.finding("plugin-bad-file", **values), *invalid.findings])


def _same_id(claim: Claim[Any], noun: str, found: object) -> None:
    if found != claim.record.id:
        values = {"noun": noun, "id": claim.record.id, "path": claim.record.path, "found": found or "-"}
        raise InvalidInput([claim.plugin.installed.finding("plugin-file-id", **values)])


_EXAMINERS: Mapping[str, Callable[[Shelf, Claim[Any]], object]] = {
    CATALOGS.name: examined_catalog,
    RUBRICS.name: examined_rubric,
    CALENDARS.name: examined_calendar,
}
"""How to examine what a hook's record points at, by the hook's name: it raises when that cannot be used."""


def examined(shelf: Shelf, claim: Claim[Any], hook: str) -> tuple[Finding, ...]:
    """Return what is wrong with what a record points at.

    Args:
        shelf: the catalogs of all plugins.
        claim: the record, with its plugin.
        hook: name of the hook that it was yielded for.
    """
    try:
        if hook in _EXAMINERS:
            _EXAMINERS[hook](shelf, claim)
    except InvalidInput as invalid:
        return invalid.findings
    except Exception as error:  # noqa: BLE001 - what one plugin's file does to us must not hide the other plugins
        return (claim.plugin.installed.finding("plugin-record", id=claim.record.id, error=described(error)),)
    return ()
