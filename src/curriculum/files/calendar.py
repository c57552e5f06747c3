"""Calendar files: ``calendar.toml`` to :class:`~curriculum.calendars.Calendar`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from curriculum.calendars import Calendar
from curriculum.errors import raise_if
from curriculum.files.complaints import Complaints
from curriculum.files.drafts import STAND_IN_ID, made
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema
from curriculum.files.toml import read_toml

FILE_NAME = "calendar.toml"
_HEAD = ("id", "title", "country")


def load_calendar(path: FilePath) -> Calendar:
    """Read a calendar.

    Args:
        path: the file, or a folder with ``calendar.toml``.

    Raises:
        InvalidInput: with every finding, each with file, line and place.
    """
    file = os.path.join(path, FILE_NAME) if Path(path).is_dir() else os.fspath(path)  # noqa: PTH118 - as written
    raw, complaints = read_toml(file)
    reader = Reader(complaints)
    tables = reader.known_keys(check_schema(raw, complaints), ("calendar", "days"), "")
    values = {"id": STAND_IN_ID, **_head(tables, reader, complaints)}
    if "days" in tables:
        values |= reader.fields(Calendar, {"days": tables["days"]}, "", only=["days"])
    calendar: Calendar = made(Calendar, values, complaints, "calendar")
    raise_if(complaints.located())
    return calendar


def _head(tables: dict[str, Any], reader: Reader, complaints: Complaints) -> dict[str, Any]:
    if isinstance(tables.get("calendar"), dict):
        return reader.fields(Calendar, tables["calendar"], "calendar", only=_HEAD)
    complaints.refuse("missing-key", "calendar", name="[calendar]")
    return {}
