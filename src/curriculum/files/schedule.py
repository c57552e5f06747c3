"""Schedule files: ``schedule.json`` to :class:`~curriculum.schedule.Schedule` and back, byte for byte the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from curriculum.files.json_record import read_record
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA
from curriculum.files.writing import write_files
from curriculum.schedule import Schedule, Score


def load_schedule(path: FilePath) -> Schedule:
    """Read a schedule.

    Only the file is looked at; whether the schedule is legal and its score right is the judge's to say.

    Raises:
        InvalidInput: with every finding: unknown and double keys, wrong types, each with line and place.
    """
    return read_record(Schedule, path)


def schedule_text(schedule: Schedule) -> str:
    """Return the text of a schedule file: keys sorted, one place a line, the same for equal schedules."""
    document: dict[str, Any] = {
        "schema": SCHEMA,
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
    if not schedule.conflict_is_minimal:
        document["conflict_is_minimal"] = False
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
