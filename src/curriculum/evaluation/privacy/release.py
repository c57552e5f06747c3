"""What has been let through the gate, and what earlier reports have made known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from curriculum.evaluation.privacy.cells import Cell, Key


def _as_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(set(cells)))


def _as_keys(keys: Iterable[Key]) -> tuple[Key, ...]:
    return tuple(sorted(set(keys)))


@frozen
class Published:
    """A report that was given out: what it showed and what it withheld. It holds no ids and no answers.

    Attributes:
        report: the report's id.
        shown: the cells that were shown, with their counts.
        withheld: keys of the cells that were named and not shown.
    """

    report: str
    shown: tuple[Cell, ...] = field(converter=_as_cells)
    withheld: tuple[Key, ...] = field(default=(), converter=_as_keys)

    def document(self) -> dict[str, Any]:
        """Return it as plain data, for the record of what was published."""
        cells = [{"key": _written(cell.key), "count": cell.count} for cell in self.shown]
        return {"report": self.report, "shown": cells, "withheld": [_written(key) for key in self.withheld]}

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Published:
        """Read what :meth:`document` returned.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        cells = [Cell(_read(cell["key"]), int(cell["count"])) for cell in document["shown"]]
        return cls(str(document["report"]), cells, [_read(key) for key in document["withheld"]])


def _written(key: Key) -> list[list[str]]:
    return [list(part) for part in key]


def _read(key: Iterable[Iterable[str]]) -> Key:
    return tuple(sorted((str(name), str(value)) for name, value in key))


@frozen
class Release:
    """Which cells of a report may be shown.

    Attributes:
        shown: the cells that may be.
        withheld: keys of those that may not. Which of them are small and which protect a small one is not told:
            that would narrow them.
    """

    shown: tuple[Cell, ...] = field(default=(), converter=_as_cells)
    withheld: tuple[Key, ...] = field(default=(), converter=_as_keys)

    def shows(self, key: Key) -> bool:
        """Tell whether the people of a cell may be described together."""
        return any(cell.key == key for cell in self.shown)

    def joined(self, other: Release) -> Release:
        """Return what two parts of one report show together; what either shows is shown."""
        shown = {*self.shown, *other.shown}
        told = {cell.key for cell in shown}
        return Release(shown, [key for key in (*self.withheld, *other.withheld) if key not in told])

    def published(self, report: str) -> Published:
        """Return what is known to all once this is given out."""
        return Published(report, self.shown, self.withheld)


@frozen
class Beside:
    """What is given out together with a report: both must not expose anybody together.

    Attributes:
        release: what it shows and what it withholds.
        people: the ids of the people that it is about, by population (``INSTRUMENT/CONSTRUCT:TIMES``).
        groups: the ids of the people of each group that it tells of, by population.
    """

    release: Release = Release()
    people: Mapping[str, frozenset[str]] = field(factory=dict)
    groups: Mapping[str, Sequence[frozenset[str]]] = field(factory=dict)
