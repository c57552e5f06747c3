"""What runs can be made of, from a file, from the command line or from both."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from curriculum.cli import inputs

if TYPE_CHECKING:
    from curriculum.calendars import Calendar
    from curriculum.cohort import Cohort
    from curriculum.errors import Finding
    from curriculum.offering import Offer, Teacher, Venue

T = TypeVar("T")


def offer(arguments: Namespace, cohort: Cohort) -> Offer:
    """Return the offer of a file, changed by what the command line says.

    The file is the one named, else ``offer.toml`` beside the cohort, if it is there. Where venues are named
    nowhere, they are the places where the cohort's people work.

    Raises:
        InvalidInput: file or words cannot be used, or there is no period.
    """
    from attrs import evolve

    from curriculum.errors import Finding, InvalidInput, raise_if
    from curriculum.files import load_offer
    from curriculum.offering import Offer, Venue

    findings: list[Finding] = []
    said = dict(_said(arguments, findings))
    raise_if(findings)
    file = _file(arguments)
    places = dict.fromkeys(person.location for person in cohort.participants if person.location)
    if file is not None:
        return evolve(load_offer(file, places), **said)
    if not {"first", "last"} <= said.keys():
        raise InvalidInput([Finding(code="no-offer", values={"cohort": arguments.cohort})])
    return Offer(**{"venues": [Venue(name=place) for place in places], **said})


def calendars(arguments: Namespace, offered: Offer, cohort: Cohort) -> tuple[Calendar, ...]:
    """Return the calendars that an offer names; where it names none, that of the cohort's region, if there is one.

    Raises:
        InvalidInput: one that is named is not installed, or cannot be read.
    """
    from curriculum.errors import Finding, InvalidInput
    from curriculum.plugins import find_calendar

    only = inputs.allowed_plugins(arguments)
    found = [find_calendar(name, only=only) for name in offered.calendars or (cohort.catalog.id,)]
    findings = [
        Finding(code="unknown-calendar", values={"name": name}, where=f"calendars[{index}]")
        for index, name in enumerate(offered.calendars)
        if found[index] is None
    ]
    if findings:
        raise InvalidInput(findings)
    return tuple(calendar for calendar in found if calendar is not None)


@contextmanager
def blaming(arguments: Namespace) -> Iterator[None]:
    """Say which line of the offer's file findings are about, unless the command line has replaced it."""
    from curriculum.errors import InvalidInput
    from curriculum.files.locating import located_in_toml

    try:
        yield
    except InvalidInput as invalid:
        file = _file(arguments)
        said = dict(_said(arguments, []))
        of_file = [one for one in invalid.findings if file and re.split(r"[.[]", one.where)[0] not in said]
        others = [one for one in invalid.findings if one not in of_file]
        raise InvalidInput([*(located_in_toml(of_file, file) if file else ()), *others]) from None


def _file(arguments: Namespace) -> str | None:
    from curriculum.files.offer import FILE_NAME

    if arguments.offer is not None:
        return str(arguments.offer)
    path = Path(arguments.cohort)
    beside = (path if path.is_dir() else path.parent) / FILE_NAME
    return str(beside) if beside.exists() else None


def _said(arguments: Namespace, findings: list[Finding]) -> Iterator[tuple[str, Any]]:
    """Yield what the command line says about an offer; what cannot be read goes to ``findings``."""
    from curriculum.files.cells import day

    for name in ("first", "last"):
        if (word := getattr(arguments, name)) is not None:
            yield name, _read(word, day, f"--{name}", findings)
    for name, make in (("venue", _venue), ("teacher", _teacher)):
        if words := getattr(arguments, name):
            yield f"{name}s", [_read(word, make, f"--{name}", findings) for word in words]


def _read(word: str, read: Callable[[str], T], where: str, findings: list[Finding]) -> T | None:
    from curriculum.errors import InvalidInput

    try:
        return read(word)
    except InvalidInput as invalid:
        findings += [finding.inside(where) for finding in invalid.findings]
        return None


def _venue(word: str) -> Venue:
    """Read ``Horsens=Room 1,Room 2:24``, with the seats of a room after a colon."""
    from curriculum.files.cells import optional_whole
    from curriculum.offering import Room, Venue

    name, rooms = _listed(word)
    named = [room.partition(":") for room in rooms]
    return Venue(
        name=name, rooms=[Room(name=room.strip(), seats=optional_whole(seats.strip())) for room, _, seats in named]
    )


def _teacher(word: str) -> Teacher:
    """Read ``T1=basis-1,basis-2``."""
    from curriculum.offering import Teacher

    name, modules = _listed(word)
    return Teacher(name=name, modules=modules)


def _listed(word: str) -> tuple[str, list[str]]:
    name, _, items = word.partition("=")
    return name.strip(), [item.strip() for item in items.split(",") if item.strip()]
