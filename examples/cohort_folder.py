"""Write the folder of a cohort: what the scripts that compose the examples share."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, str]


def write_cohort(folder: Path, settings: str, participants: Sequence[Row], runs: Sequence[Row]) -> None:
    """Write ``cohort.toml``, ``participants.csv`` and ``runs.csv`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cohort.toml").write_bytes(settings.encode())
    _write_table(folder / "participants.csv", participants)
    _write_table(folder / "runs.csv", runs)


def session(day: str, start: str, end: str) -> str:
    """Return a session as ``runs.csv`` has it, of the ``day`` 2024-01-30 and the times 09:00 and 15:30."""
    return f"{day}T{start}/{day}T{end}"


def _write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write rows that all have the first one's columns, with the same line ends on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
