"""A JSON file that holds one record, as a schedule does: read whole, with everything that is wrong in it."""

from __future__ import annotations

from typing import TypeVar

from curriculum.errors import raise_if
from curriculum.files.json_file import read_json
from curriculum.files.reading import FilePath
from curriculum.files.structure import Reader, check_schema

T = TypeVar("T")


def read_record(kind: type[T], path: FilePath) -> T:
    """Read a record.

    Args:
        kind: the class that says which keys there are, with values of which types.
        path: the file.

    Raises:
        InvalidInput: with every finding: unknown and double keys, wrong types, each with line and place.
    """
    raw, complaints = read_json(path)
    reader = Reader(complaints)
    if isinstance(raw, dict):
        raw = check_schema(raw, complaints)
    found: T = reader.record(kind, raw, "")
    raise_if(complaints.located())
    return found
