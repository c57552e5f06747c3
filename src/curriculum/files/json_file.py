"""Reading JSON that may be broken or hostile: bounded in size, depth and length of numbers; no key twice."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from typing import Any

from curriculum.errors import Finding, InvalidInput
from curriculum.files.complaints import Complaints
from curriculum.files.lines import double_keys, json_lines
from curriculum.files.reading import FilePath, read_bytes, strict_text

LARGEST = 16 * 1024 * 1024
"""Bytes of a JSON file, at most."""
_MOST_DIGITS = 300
_BEYOND = 10**300
"""Stands for a whole number that is too long to be read; it is refused where it stands."""


def read_json(path: FilePath) -> tuple[Any, Complaints]:
    """Read a JSON file.

    Args:
        path: the file.

    Returns:
        What the file holds, numbers with a fraction as exact decimals, and the complaints so far: double keys.

    Raises:
        InvalidInput: the file cannot be read, is not UTF-8, not JSON, or beyond the bounds.
    """
    file = os.fspath(path)
    text = strict_text(read_bytes(path, LARGEST), path)
    has_double_keys = False

    def as_table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal has_double_keys
        table = dict(pairs)
        has_double_keys |= len(table) < len(pairs)
        return table

    try:
        raw = json.loads(
            text, object_pairs_hook=as_table, parse_int=_whole, parse_float=Decimal, parse_constant=Decimal
        )
    except json.JSONDecodeError as error:
        values = {"column": error.colno, "reason": error.msg}
        raise InvalidInput([Finding(code="json-syntax", values=values, file=file, line=error.lineno)]) from None
    except (ArithmeticError, RecursionError):
        raise InvalidInput([Finding(code="beyond-bounds", file=file)]) from None
    double = double_keys(text) if has_double_keys else []
    complaints = Complaints(file, lambda wanted: json_lines(text, wanted) | dict(double))
    for place, _ in double:
        complaints.refuse("double-key", place, name=place.rpartition(".")[2])
    return raw, complaints


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else _BEYOND
