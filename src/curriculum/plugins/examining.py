"""Whether the file that a record points at can be used: it is read, and is what the record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from curriculum.calendars import Calendar
from curriculum.errors import Finding, InvalidInput
from curriculum.files.calendar import load_calendar
from curriculum.plugins.catalogs import Shelf
from curriculum.plugins.hookspecs import CALENDARS, CATALOGS, INSTRUMENTS, RUBRICS, Hook
from curriculum.plugins.isolation import described
from curriculum.plugins.manager import Claim
from curriculum.plugins.records import CalendarFile, InstrumentFile, RubricFile

if TYPE_CHECKING:
    from curriculum.evaluation.instruments import Instrument
    from curriculum.evaluation.rubrics import Rubric


class _Read(Protocol):
    """What a file was read to."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Read)


def examined_calendar(claim: Claim[CalendarFile]) -> Calendar:
    """Read a calendar; see :func:`_read`."""
    return _read(claim, CALENDARS, load_calendar)


def examined_instrument(claim: Claim[InstrumentFile]) -> Instrument:
    """Read an instrument; see :func:`_read`."""
    from curriculum.files.instruments import load_instrument

    return _read(claim, INSTRUMENTS, load_instrument)


def examined_rubric(claim: Claim[RubricFile]) -> Rubric:
    """Read a rubric; see :func:`_read`."""
    from curriculum.files.rubric import load_rubric

    return _read(claim, RUBRICS, load_rubric)


def _read(claim: Claim[Any], hook: Hook[Any], load: Callable[[Path], T]) -> T:
    """Return what a record's file holds.

    Raises:
        InvalidInput: it cannot be used, or is not what was announced; the first finding blames the plugin.
    """
    blame, record = claim.plugin.installed.finding, claim.record
    values = {"noun": hook.noun, "id": record.id, "path": record.path}
    try:
        with claim.plugin.timed():
            read = load(record.path)
    except InvalidInput as invalid:
        first = blame("plugin-bad-file", **values, count=len(invalid.findings))
        raise InvalidInput([first, *invalid.findings]) from invalid
    if read.id != record.id:
        raise InvalidInput([blame("plugin-file-id", **values, found=read.id)])
    return read


_EXAMINERS: Mapping[str, Callable[[Claim[Any]], object]] = {
    RUBRICS.name: examined_rubric,
    INSTRUMENTS.name: examined_instrument,
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
        if hook == CATALOGS.name:
            shelf.find(claim.record.id)  # and those that it uses
        elif hook in _EXAMINERS:
            _EXAMINERS[hook](claim)
    except InvalidInput as invalid:
        return invalid.findings
    except Exception as error:  # noqa: BLE001 - what one plugin's file does to us must not hide the other plugins
        return (claim.plugin.installed.finding("plugin-record", id=claim.record.id, error=described(error)),)
    return ()
