"""The formats that ``curriculum convert`` knows.

A format holds one of four contents. What one content is in terms of another is a bridge; every bridge and every
writer tells what it loses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from attrs import field, frozen

from curriculum.errors import Finding
from curriculum.files import catalog_text, load_catalog, load_schedule, schedule_text
from curriculum.files.reading import FilePath
from curriculum.interop.case import load_package, package_text
from curriculum.interop.curricular_analytics import load_curriculum
from curriculum.interop.curricular_analytics.catalogs import catalog_of, courses_of, courses_text
from curriculum.interop.learning_model import learning_model_text
from curriculum.interop.losses import Loss
from curriculum.interop.places import places_csv
from curriculum.sequences import as_tuple

Holds = Literal["catalog", "courses", "schedule"]
"""A catalog, a Curricular Analytics curriculum, a schedule."""


@frozen
class Read:
    """What a reader returns.

    Attributes:
        content: what the file holds.
        findings: doubts that stopped nothing.
        losses: what of the file the content does not have.
        located: gives findings about the content the lines of the file that they are about.
    """

    content: Any
    findings: tuple[Finding, ...] = field(default=(), converter=as_tuple)
    losses: tuple[Loss, ...] = ()
    located: Callable[[Iterable[Finding]], Iterable[Finding]] = iter


@frozen
class Written:
    """What a writer returns.

    Attributes:
        data: the file.
        losses: what of the content the file does not have.
    """

    data: bytes
    losses: tuple[Loss, ...] = field(default=(), converter=as_tuple)


@frozen(kw_only=True)
class Format:
    """One format.

    Attributes:
        id: its name after ``--to`` and ``--from``.
        holds: what is in such a file.
        suffixes: endings by which it is told; the first format of :data:`FORMATS` that fits is taken.
        read: reads a file; None when it is only written.
        write: writes; None when it is only read.
        mark: a key at the top of a JSON document that tells this format from others.
    """

    id: str
    holds: Holds
    suffixes: tuple[str, ...]
    read: Callable[[FilePath], Read] | None = None
    write: Callable[[Any], Written] | None = None
    mark: str = ""


def _text(pair: tuple[str, tuple[Loss, ...]]) -> Written:
    return Written(pair[0].encode(), pair[1])


def _courses(path: FilePath) -> Read:
    reading = load_curriculum(path)
    return Read(reading.curriculum, reading.findings, located=reading.located)


def _package(path: FilePath) -> Read:
    reading = load_package(path)
    return Read(reading.catalog, reading.findings, reading.losses)


FORMATS: tuple[Format, ...] = (
    Format(
        id="catalog",
        holds="catalog",
        suffixes=(".toml",),
        read=lambda path: Read(load_catalog(path)),
        write=lambda catalog: Written(catalog_text(catalog).encode()),
    ),
    Format(
        id="curricular-analytics",
        holds="courses",
        suffixes=(".csv",),
        read=_courses,
        write=lambda courses: _text(courses_text(courses)),
    ),
    Format(
        id="schedule",
        holds="schedule",
        suffixes=(".json",),
        read=lambda path: Read(load_schedule(path)),
        write=lambda schedule: Written(schedule_text(schedule).encode()),
        mark="places",
    ),
    Format(
        id="places",
        holds="schedule",
        suffixes=(".csv",),
        write=lambda schedule: _text(places_csv(schedule)),
    ),
    Format(
        id="case",
        holds="catalog",
        suffixes=(".json",),
        read=_package,
        write=lambda catalog: _text(package_text(catalog)),
        mark="CFDocument",
    ),
    Format(
        id="learning-model",
        holds="catalog",
        suffixes=(".jsonld",),
        write=lambda catalog: _text(learning_model_text(catalog)),
    ),
)
"""Every format, in the order in which they are tried."""

BRIDGES: Mapping[tuple[Holds, Holds], Callable[[Any], tuple[Any, tuple[Loss, ...]]]] = {
    ("courses", "catalog"): catalog_of,
    ("catalog", "courses"): courses_of,
}
"""From one content to another."""


def named(format_id: str) -> Format:
    """Return the format of a name.

    Raises:
        KeyError: there is none.
    """
    for one in FORMATS:
        if one.id == format_id:
            return one
    raise KeyError(format_id)


def of_input(path: Path) -> Format | None:
    """Return the format that a file is in, by its ending and, where several have it, by what stands in it."""
    if path.is_dir():
        return named("catalog")
    fitting = [one for one in FORMATS if one.read and path.suffix.lower() in one.suffixes]
    marked = [one for one in fitting if not one.mark or _has_key(path, one.mark)]
    return next(iter(marked or fitting), None)


def of_output(path: Path, holds: Holds) -> Format | None:
    """Return the format that a file is to be written in; of several, one that needs no bridge comes first."""
    fitting = [one for one in FORMATS if one.write and path.suffix.lower() in one.suffixes]
    reachable = [one for one in fitting if one.holds == holds or (holds, one.holds) in BRIDGES]
    return next(iter(sorted(reachable, key=lambda one: one.holds != holds)), None)


def _has_key(path: Path, key: str) -> bool:
    """Tell whether a key stands somewhere in a file; which one it is only matters among formats of one ending."""
    return f'"{key}"'.encode() in path.read_bytes()
