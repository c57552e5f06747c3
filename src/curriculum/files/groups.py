"""Group files: ``groups.json`` to :class:`~curriculum.groups.result.Groups` and back, byte for byte the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from attrs import asdict

from curriculum.files.json_record import read_record
from curriculum.files.reading import FilePath
from curriculum.files.writing import write_files
from curriculum.groups.result import GroupMeeting, Groups, by_number


def load_groups(path: FilePath) -> Groups:
    """Read groups.

    Only the file is looked at; whether everybody sits where they should is the judge's to say.

    Raises:
        InvalidInput: with every finding: unknown and double keys, wrong types, each with line and place.
    """
    return read_record(Groups, path)


def groups_text(groups: Groups, *, absent: Mapping[str, Collection[str]] | None = None) -> str:
    """Return the text of a group file: keys sorted, one group a line, the same for equal groups.

    Rules that could not be kept are counted under ``broken``, which is left out when there are none.

    Args:
        groups: the groups.
        absent: who does not come, by meeting. They are told under ``absent`` of their meetings, for scripts; a
            group file is without that.
    """
    meetings = [_meeting(meeting, (absent or {}).get(meeting.id, ())) for meeting in groups.meetings]
    pairs = {
        "schema": _json(1),
        "meetings": "[\n" + ",\n".join(meetings) + "\n ]",
        "score": _json(asdict(groups.score)),
        "bound": _json(asdict(groups.bound)),
        "status": _json(groups.status),
        "seed": _json(groups.seed),
    }
    if groups.broken:
        pairs["broken"] = _json(groups.broken)
    return "{\n" + ",\n".join(f" {_json(key)}: {pairs[key]}" for key in sorted(pairs)) + "\n}\n"


def dump_groups(groups: Groups, path: FilePath) -> None:
    """Write groups, whole or not at all.

    Raises:
        InvalidInput: the file cannot be written.
    """
    write_files({path: groups_text(groups).encode()})


def _meeting(meeting: GroupMeeting, absent: Collection[str]) -> str:
    groups = ",\n".join(f"    {_json(group)}" for group in meeting.groups)
    away = f'"absent": {_json(sorted(absent, key=by_number))}, ' if absent else ""
    return f'  {{{away}"groups": [\n{groups}\n   ], "id": {_json(meeting.id)}}}'


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
