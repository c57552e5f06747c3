"""The ids that may be named somewhere, and what to say when another one is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from attrs import evolve

from curriculum.errors import Finding, nearest

_MOST_SHOWN = 12
_MOST_COMPARISONS = 100_000
"""Looking for what was meant compares a word with every id; this keeps thousands of wrong words bearable."""


class Known:
    """Ids that may be named.

    Attributes:
        table: what they are the ids of; a word that messages know.
        ids: all of them, in order.

    Example:
        >>> Known("modules", ["basis-1", "basis-2"]).unknown("bassis-2", "requires").values["suggestion"]
        'basis-2'
    """

    def __init__(self, table: str, ids: Iterable[str]) -> None:
        self.table = table
        self.ids = dict.fromkeys(ids)
        self._comparisons_left = _MOST_COMPARISONS

    def __contains__(self, wanted: str) -> bool:
        return wanted in self.ids

    def unknown(self, wanted: str, where: str) -> Finding:
        """Complain about an id that is not known."""
        values = {
            "id": wanted,
            "table": self.table,
            "known": self.shown(),
            "suggestion": self.meant(wanted),
        }
        return Finding(code="unknown-id", values=values, where=where)

    def shown(self) -> str:
        """Return the first ids as they are told."""
        return ", ".join(islice(self.ids, _MOST_SHOWN))

    def meant(self, wanted: str) -> str:
        """Return the id that was probably meant, or an empty string; also when there was too much to compare."""
        self._comparisons_left -= len(self.ids)
        return nearest(wanted, self.ids) if self._comparisons_left >= 0 else ""


def told_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings about rows, each unknown id of a column once: where it is first, with its number of rows.

    Example:
        >>> levels = Known("levels", ["top"])
        >>> rows = [levels.unknown("tpo", f"participants[{index}].level") for index in range(3)]
        >>> [(finding.where, finding.values["in_rows"]) for finding in told_once(rows)]
        [('participants[0].level', '3')]
    """
    found = list(findings)
    places: dict[tuple[str, str], set[str]] = {}
    for finding in found:
        if finding.code == "unknown-id":
            places.setdefault(_column_and_id(finding), set()).add(finding.where)
    for finding in found:
        if finding.code != "unknown-id":
            yield finding
        elif rows := places.pop(_column_and_id(finding), None):
            yield evolve(finding, values={**finding.values, "in_rows": len(rows)}) if len(rows) > 1 else finding


def _column_and_id(finding: Finding) -> tuple[str, str]:
    return finding.where.partition("].")[2], finding.values["id"]
