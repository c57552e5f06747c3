"""Schedule files: ``schedule.json`` to :class:`~curriculum.schedule.Schedule` and back, byte for byte the same."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.complaints import Complaints
from curriculum.files.lines import json_places
from curriculum.files.reading import FilePath, read_bytes, strict_text
from curriculum.files.structure import Reader, check_schema
from curriculum.files.writing import write_files
from curriculum.schedule import Schedule, Score

LARGEST = 32 * 1024 * 1024
"""Bytes of a schedule, at most."""
_MOST_DIGITS = 300
_BEYOND = 10**300
"""Stands for a whole number that is too long to be read; it is refused where it stands."""


def load_schedule(path: FilePath) -> Schedule:
    """Read a schedule.

    Only the file is looked at; whether the schedule is legal and its score right is the judge's to say.

    Raises:
        InvalidInput: with every finding: unknown and double keys, wrong types, each with line and place.
    """
    raw, complaints = read_json(path)
    reader = Reader(complaints)
    if isinstance(raw, dict):
        raw = check_schema(raw, complaints)
    schedule = reader.record(Schedule, raw, "")
    raise_if(complaints.located())
    loaded: Schedule = schedule
    return loaded


def schedule_text(schedule: Schedule) -> str:
    """Return the text of a schedule file: keys sorted, one place a line, the same for equal schedules."""
    document: dict[str, Any] = {
        "schema": 1,
        "cohort": schedule.cohort,
        "programme": schedule.programme,
        "status": schedule.status,
        "score": _score(schedule.score),
        "bound": _score(schedule.bound),
        "points": _attributes(schedule.points, ("preference", "run", "worst", "travel", "change")),
        "seed": schedule.seed,
        "places": [_attributes(place, ("participant", "module", "run")) for place in schedule.places],
        "unfilled": [
            _attributes(missing, ("participant", "kind", "module", "why")) for missing in schedule.unfilled
        ],
    }
    if schedule.conflict:
        document["conflict"] = [_attributes(rule, ("rule", "people", "runs")) for rule in schedule.conflict]
    pairs = (f"{_json(key)}: {_laid_out(document[key])}" for key in sorted(document))
    return "{\n" + ",\n".join(pairs) + "\n}\n"


def dump_schedule(schedule: Schedule, path: FilePath) -> None:
    """Write a schedule, whole or not at all.

    Raises:
        InvalidInput: the file cannot be written.
    """
    write_files({path: schedule_text(schedule).encode()})


def _attributes(record: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _score(score: Score | None) -> dict[str, int] | None:
    return None if score is None else _attributes(score, ("unfilled", "points"))


def _laid_out(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_json, value)) + "\n]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def read_json(path: FilePath) -> tuple[Any, Complaints]:
    """Read a JSON file; keys that come twice are complained about."""
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
    complaints = Complaints(file, lambda: json_places(text))
    if has_double_keys:
        for place, _ in json_places(text).again:
            complaints.refuse("double-key", place, name=place.rpartition(".")[2])
    return raw, complaints


def _whole(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else _BEYOND
