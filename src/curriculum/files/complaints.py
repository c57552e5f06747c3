"""What is wrong in one file, gathered while it is read.

Something that cannot be used is *refused*: it is replaced by a stand-in, so that reading goes on. Whatever the
stand-in then leads to is a consequence and is not complained about again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from attrs import Factory, define, evolve

from curriculum.errors import Finding
from curriculum.files.lines import Places, around

Spot = tuple[str, int | None]
"""A place under the name that it has in the file, and the line that it is on."""
MOST = 1000
"""Complaints about one file; further ones are counted only, so that no file can fill the memory."""


@define(slots=False)
class Complaints:
    """What is wrong in one file.

    Attributes:
        file: the file's path, as the user gave it.
        places: makes the line of every place in the file; called only when there is something to say.
        findings: what was found, each with a place as in ``modules[1].requires``.
        refused: places whose content was refused.
        meant: places by the name that was probably meant, and the name that stands in the file.
        left_out: how many complaints beyond :data:`MOST` there were.
    """

    file: str
    places: Callable[[], Places] = Places
    findings: list[Finding] = Factory(list)
    refused: set[str] = Factory(set)
    meant: dict[str, str] = Factory(dict)
    left_out: int = 0

    def refuse(self, code: str, where: str, **values: object) -> None:
        """Complain about what stands at ``where``, and about nothing that comes of it."""
        self.add([Finding(code=code, values=values, where=where)])
        self.refused.add(where)

    def add(self, findings: Iterable[Finding], where: str = "") -> None:
        """Take over findings, their places put inside ``where``, unless they are about something refused."""
        for finding in findings:
            placed = finding.inside(where) if where else finding
            if self.covers(placed.where):
                continue
            if len(self.findings) < MOST:
                self.findings.append(placed)
            else:
                self.left_out += 1

    def covers(self, where: str) -> bool:
        """Tell whether the content of a place, or of one around it, was refused."""
        return any(place in self.refused for place in around(where))

    def located(self) -> list[Finding]:
        """Return the findings with file and line, in the order of the file, each once."""
        found: dict[object, Finding] = {}
        for finding in self.findings:
            where, line = self.spot(finding.where)
            placed = evolve(finding, file=self.file, line=line, where=where)
            found.setdefault((finding.code, where, line, *finding.values.items()), placed)
        in_order = sorted(found.values(), key=lambda finding: finding.line or 0)
        if self.left_out:
            in_order.append(Finding(code="more-findings", values={"count": self.left_out}, file=self.file))
        return in_order

    def spot(self, where: str) -> Spot:
        """Return a place under the name that it has in the file, and its line."""
        for outer in around(where):
            if outer in self.meant:
                where = self.meant[outer] + where[len(outer) :]
        return where, self._places.line(where)

    @cached_property
    def _places(self) -> Places:
        return self.places()
