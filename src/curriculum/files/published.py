"""The record of what was published, ``published.json``: which groups earlier reports showed, and how large.

It holds no ids and no answers. The next report is held against it, so that the two together expose nobody either.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.evaluation.privacy import Published
from curriculum.files.json_file import read_json
from curriculum.files.reading import FilePath
from curriculum.files.structure import SCHEMA


def load_published(path: FilePath) -> tuple[Published, ...]:
    """Read which reports were given out.

    Raises:
        InvalidInput: the file cannot be read, or is something else.
    """
    raw, complaints = read_json(path)
    raise_if(complaints.located())
    try:
        return tuple(Published.read(report) for report in raw["reports"])
    except (KeyError, TypeError, ValueError):
        raise InvalidInput([Finding(code="bad-ledger", file=os.fspath(path))]) from None


def published_text(reports: Iterable[Published]) -> str:
    """Return the text of the record: equal records give equal bytes."""
    document = {"schema": SCHEMA, "reports": [report.document() for report in reports]}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
