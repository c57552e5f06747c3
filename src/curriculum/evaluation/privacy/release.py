"""What has been let through the gate, and what earlier reports have made known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

from curriculum.evaluation.privacy.cells import Cell, Key
from curriculum.sequences import as_tuple


def _as_cells(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells))


@frozen
class Published:
    """A report that was given out: the groups that it showed. It holds no ids and no answers.

    Attributes:
        report: the report's id.
        shown: the cells that were shown, with their counts.
    """

    report: str
    shown: tuple[Cell, ...] = field(converter=_as_cells)

    def document(self) -> dict[str, Any]:
        """Return it as plain data, for the record of what was published."""
        cells = [{"key": [list(part) for part in cell.key], "count": cell.count} for cell in self.shown]
        return {"report": self.report, "shown": cells}

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Published:
        """Read what :meth:`document` returned.

        Raises:
            KeyError, TypeError, ValueError: it is something else.
        """
        cells = [
            Cell(tuple((str(name), str(value)) for name, value in cell["key"]), int(cell["count"]))
            for cell in document["shown"]
        ]
        return cls(str(document["report"]), cells)


@frozen(kw_only=True)
class Release:
    """Which cells of a report may be shown.

    Attributes:
        shown: the cells that may be.
        withheld: keys of those that may not. Which of them are small and which protect a small one is not told:
            that would narrow them.
    """

    shown: tuple[Cell, ...] = field(converter=_as_cells)
    withheld: tuple[Key, ...] = field(converter=as_tuple)

    def shows(self, key: Key) -> bool:
        """Tell whether the people of a cell may be described together."""
        return any(cell.key == key for cell in self.shown)

    def published(self, report: str) -> Published:
        """Return what is known to all once this is given out."""
        return Published(report, self.shown)
