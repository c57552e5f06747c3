"""Who answered when: the flow of answers, for all together and by level and pairing, as far as it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from curriculum.evaluation.measurement import Measurement
from curriculum.evaluation.privacy import THRESHOLD, Cell
from curriculum.evaluation.privacy.cells import INCOMPLETE, UNKNOWN
from curriculum.evaluation.publication import COMPLETE, FLOW_BY, Gate, Publication, cells_of


@frozen(kw_only=True)
class Flow:
    """One row of the flow of answers; a number that is withheld is None.

    Attributes:
        measurement: what was measured.
        by: ``level`` or ``pairing``; None for all together.
        group: the level or pairing.
        invited: number of people who were asked.
        complete: number of people with every score that the measurement takes.
        incomplete: number of people without: they did not answer, or too few questions.
    """

    measurement: Measurement
    by: str | None = None
    group: str | None = None
    invited: int | None
    complete: int | None
    incomplete: int | None


def with_flow(publication: Publication, gate: Gate) -> Publication:
    """Tell who answered, by level and pairing too, as far as that exposes nobody.

    A table of the flow in which a number is small is left out as a whole: protecting such a number would hide the
    groups themselves.

    Args:
        publication: what may be shown of the groups that effects are computed of.
        gate: what the report is held against, ``beside`` being all of it that is decided.
    """
    measurement = publication.measurement
    if not measurement.primary:
        return publication
    people = [
        {"answered": measurement.answered(row), "level": row.subject.level, "pairing": row.subject.pairing}
        for row in publication.invited
    ]
    tables = [cells_of(measurement, people, [["answered", by]]) for by in FLOW_BY]
    flow = [cells_of(measurement, people, [["answered"]]), *(cells for cells in tables if not _has_small(cells))]
    decided = {cell.key for cell in publication.release.shown} | set(publication.release.withheld)
    further = {cell.key: cell for cells in flow for cell in cells if cell.key not in decided}
    return evolve(publication, release=publication.release.joined(gate.passed(further.values())))


def _has_small(cells: Iterable[Cell]) -> bool:
    return any(0 < cell.count < THRESHOLD for cell in cells)


def flows_of(publication: Publication) -> Iterator[Flow]:
    """Yield the rows of a measurement's flow, those without any number to be shown left out."""
    groups: list[dict[str, str]] = [{}]
    for by in FLOW_BY:
        groups += [
            {by: name} for name in sorted({getattr(row.subject, by) or UNKNOWN for row in publication.invited})
        ]
    for group in groups:
        numbers = {status: _number(publication, group, status) for status in (COMPLETE, INCOMPLETE)}
        invited = publication.count(group)
        if publication.counted(group) and {invited, *numbers.values()} != {None}:
            by_name = next(iter(group), None)
            yield Flow(
                measurement=publication.measurement,
                by=by_name,
                group=group[by_name] if by_name else None,
                invited=invited,
                complete=numbers[COMPLETE],
                incomplete=numbers[INCOMPLETE],
            )


def _number(publication: Publication, group: dict[str, str], status: str) -> int | None:
    """Return how many of a group have answered so; nobody, when the tables have no such cell."""
    cell = {**group, "answered": status}
    return publication.count(cell) if publication.counted(cell) else 0
