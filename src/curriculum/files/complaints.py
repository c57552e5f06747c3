"""What is wrong in one file, gathered while it is read.

Something that cannot be used is *refused*: it is replaced by a stand-in, so that reading goes on. Whatever the
stand-in then leads to is a consequence and is not complained about again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from attrs import Factory, define, evolve

from curriculum.errors import Finding
from curriculum.files.lines import around

MOST = 1000
"""Complaints about one file; further ones are counted only, so that no file can fill the memory."""


class Spot(NamedTuple):
    """A place under the name that it has in the file, and its line if it is known."""

    where: str
    line: int | None


def _no_lines(_: Collection[str]) -> Mapping[str, int]:
    return {}


@define(slots=False)
class Complaints:
    """What is wrong in one file.

    Attributes:
        file: the file's path, as the user gave it.
        lines: gives the line of each of the places asked for; called only when there is something to say.
        findings: what was found, each with a place as in ``modules[1].requires``.
        refused: places whose content was refused.
        meant: places by the name that was probably meant, and the name that stands in the file.
        left_out: how many complaints beyond :data:`MOST` there were.
    """

    file: str
    lines: Callable[[Collection[str]], Mapping[str, int]] = _no_lines
    findings: list[Finding] = Factory(list)
    refused: set[str] = Factory(set)
    meant: dict[str, str] = Factory(dict)
    left_out: int = 0

    def refuse(self, code: str, where: str, **values: object) -> None:
        """Complain about what stands at ``where``, and about nothing that comes of it."""
        if len(self.findings) < MOST:
            self.add([Finding(code=code, values=values, where=where)])
            self.refused.add(where)
        else:
            self.left_out += 1

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
        spots = self.spots([finding.where for finding in self.findings])
        for finding, spot in zip(self.findings, spots, strict=True):
            placed = evolve(finding, file=self.file, line=spot.line, where=spot.where)
            found.setdefault((finding.code, spot, *finding.values.items()), placed)
        in_order = sorted(found.values(), key=lambda finding: finding.line or 0)
        if self.left_out:
            in_order.append(Finding(code="more-findings", values={"count": self.left_out}, file=self.file))
        return in_order

    def spots(self, places: Iterable[str]) -> list[Spot]:
        """Return where places are in the file; what is not there has the line of what is around it."""
        written = [self._as_written(place) for place in places]
        lines = self.lines({outer for place in written for outer in around(place)}) if written else {}
        return [Spot(place, next((lines[o] for o in around(place) if o in lines), None)) for place in written]

    def _as_written(self, place: str) -> str:
        """Return a place with the keys as they stand in the file, misspelt ones too."""
        for outer in around(place):
            if outer in self.meant:
                place = self.meant[outer] + place[len(outer) :]
        return place
