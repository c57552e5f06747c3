"""What has been proposed, and for how many people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from curriculum.runs import Run
from curriculum.sequences import as_tuple
from curriculum.text import Text


@frozen(kw_only=True)
class ModuleProposal:
    """The runs proposed for one module.

    Attributes:
        module: its id.
        places: places that its people are owed, rounded up.
        needed: runs that these take when every seat is used.
        wanted: runs that were to be proposed: the needed ones and the spare ones.
        proposed: runs for which a day, a room and a teacher were found.
        first: day of the first of them, None when there is none.
        last: day of the last of them.
    """

    module: str
    places: int
    needed: int
    wanted: int
    proposed: int
    first: date | None
    last: date | None


@frozen(kw_only=True)
class Proposal:
    """Candidate runs, all of which could be held side by side.

    Attributes:
        runs: the runs, in order of module and time.
        modules: how many for each module, in the programme's order.
        closed: days that would have been open but for a holiday or another reason, each with that reason.
    """

    runs: tuple[Run, ...] = field(converter=as_tuple)
    modules: tuple[ModuleProposal, ...] = field(converter=as_tuple)
    closed: Mapping[date, Text]

    @property
    def short(self) -> tuple[ModuleProposal, ...]:
        """The modules that got fewer runs than their people need."""
        return tuple(module for module in self.modules if module.proposed < module.needed)

    def document(self, language: str = "en") -> dict[str, Any]:
        """Return the proposal as plain data, the reasons of closed days in a language: da, sv or en."""
        return {
            "runs": [run.id for run in self.runs],
            "modules": [
                {
                    "id": module.module,
                    "places": module.places,
                    "needed": module.needed,
                    "wanted": module.wanted,
                    "proposed": module.proposed,
                    "first": module.first and module.first.isoformat(),
                    "last": module.last and module.last.isoformat(),
                }
                for module in self.modules
            ],
            "closed": {day.isoformat(): self.closed[day].said(language) for day in sorted(self.closed)},
        }
