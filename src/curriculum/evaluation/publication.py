"""What of a measurement may be shown: which groups of people, decided once, before anything is computed of them.

Groups that are withheld are never computed by themselves; where a comparison needs them they are taken together as
one group, whose size anybody can work out who subtracts what is shown from the total. So no figure depends on how
people are divided among the groups that are withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from curriculum.evaluation.hours import Step, step_of, steps
from curriculum.evaluation.measurement import Measurement, Row
from curriculum.evaluation.privacy import (
    THRESHOLD,
    Cell,
    Key,
    Part,
    Published,
    Release,
    cross_table,
    pass_gate,
)
from curriculum.evaluation.privacy.cells import UNKNOWN
from curriculum.evaluation.privacy.coinciding import fewest_apart

OTHERS = "others"
"""The groups that are withheld, taken together."""
COMPLETE = "complete"
TOOK, DID_NOT = "took", "did-not"
FLOW_BY = ("level", "pairing")
DOSE = "dose"
REMEMBERED = "then"


@frozen(kw_only=True)
class Publication:
    """The people of a measurement and what may be told of them.

    Attributes:
        measurement: what is measured.
        rows: the people whose change (or answer) is known, in an order that no id decides.
        values: what group each of them is in, by dimension: level, pairing, dose, ``module:ID``, and whether they
            said how they remember the beginning.
        steps: the steps of hours, lowest first.
        left_out: dimensions of which nothing is told, not even which groups there are: their groups are so small
            that all together could not be told of beside them; or some of them are nearly some of another
            dimension, so that the means would tell of the few by whom they differ.
        invited: everybody who was asked.
        release: what the privacy gate lets through.
    """

    measurement: Measurement
    rows: tuple[Row, ...]
    values: tuple[Mapping[str, str | None], ...]
    steps: tuple[Step, ...]
    left_out: frozenset[str]
    invited: tuple[Row, ...]
    release: Release

    @property
    def people(self) -> int | None:
        """How many people the measurement is of; None when not even that may be told."""
        return self.count({"answered": COMPLETE})

    def count(self, group: Mapping[str, str]) -> int | None:
        """Return how many people are in a group of those asked; None when that is withheld or was not counted."""
        key = _key(group, self.measurement)
        return next((cell.count for cell in self.release.shown if cell.key == key), None)

    def counted(self, group: Mapping[str, str]) -> bool:
        """Say whether a group is in the tables, shown or withheld."""
        key = _key(group, self.measurement)
        return key in self.release.withheld or self.release.shows(key)

    def groups(self, dimension: str) -> dict[str, int | None]:
        """Return how many people are in each group of a dimension, None where that is withheld."""
        names = sorted({values.get(dimension) or UNKNOWN for values in self.values})
        return {name: self.count({"answered": COMPLETE, dimension: name}) for name in names}

    def labels(self, dimension: str) -> list[str]:
        """Return each person's group, those that are withheld taken together as :data:`OTHERS`."""
        return [self.label(dimension, values.get(dimension)) for values in self.values]

    def label(self, dimension: str, value: str | None) -> str:
        """Return by what name people with a value may be told of."""
        name = value or UNKNOWN
        return OTHERS if self.count({"answered": COMPLETE, dimension: name}) is None else name

    def told_of(self, rows: Mapping[str, Row]) -> Iterator[frozenset[str]]:
        """Yield the ids of the people of each group.

        Args:
            rows: the rows by id; of two who are alike in all that counts, both are in the same groups.
        """
        position = {row: place for place, row in enumerate(self.rows)}
        for dimension in sorted({name for values in self.values for name in values}):
            labels = self.labels(dimension)
            mine = {one: labels[position[row]] for one, row in rows.items() if row in position}
            yield from (frozenset(one for one in mine if mine[one] == label) for label in sorted({*labels}))

    def cells(self) -> list[dict[str, Any]]:
        """Return every group as plain data: with its number of people, or as withheld."""
        shown = [{"group": self._named(cell.key), "people": cell.count} for cell in self.release.shown]
        return shown + [{"group": self._named(key), "withheld": True} for key in self.release.withheld]

    def _named(self, key: Key) -> dict[str, str]:
        population = self.measurement.population
        group = {"answered" if name == population else name: value for name, value in key}
        return {**group, "measurement": self.measurement.id}


@frozen
class Gate:
    """What a report is held against.

    Attributes:
        earlier: reports that were given out before, in the order of time.
        beside: what is decided already of this report.
        within: parts of keys, the first of which holds nobody whom the second does not.
    """

    earlier: Sequence[Published] = ()
    beside: Release = field(factory=Release)
    within: Sequence[tuple[Part, Part]] = ()

    def passed(self, cells: Iterable[Cell]) -> Release:
        """Return which of some cells may be shown."""
        return pass_gate(cells, earlier=self.earlier, beside=self.beside, within=self.within)


_ALONE = Gate()


def publish(
    measurement: Measurement, invited: Iterable[Row], modules: Sequence[str] = (), gate: Gate = _ALONE
) -> Publication:
    """Decide what may be shown of the groups that effects are computed of.

    Of what is not primary there are none but all together.

    Args:
        measurement: what is measured.
        invited: everybody who was asked.
        modules: ids of the modules that effects are asked of.
        gate: what the report is held against.
    """
    everybody = sorted(invited, key=_in_order)
    rows = [row for row in everybody if measurement.answered(row) == COMPLETE]
    hours = steps([row.subject.hours for row in rows if row.subject.hours is not None], THRESHOLD)
    values = [_values(row, hours, modules) if measurement.primary else {} for row in rows]
    whole, tables = _tables(measurement, values)
    left_out = {
        name
        for name, table in tables.items()
        if not _keeps(whole, table, gate) or (name == DOSE and _cut_otherwise(table, gate.earlier))
    }
    while True:
        kept = [cell for name, table in tables.items() if name not in left_out for cell in table]
        found = Publication(
            measurement=measurement,
            rows=tuple(rows),
            values=tuple({name: value for name, value in one.items() if name not in left_out} for one in values),
            steps=hours,
            left_out=frozenset(left_out),
            invited=tuple(everybody),
            release=gate.passed([*whole, *kept]),
        )
        repeating = _nearly_repeating(found, [name for name in tables if name not in left_out])
        if repeating is None:
            return found
        left_out.add(repeating)


def _nearly_repeating(publication: Publication, dimensions: Iterable[str]) -> str | None:
    """Return a dimension with groups that differ by a few people from groups of one before it, if any."""
    told: list[list[str]] = []
    for dimension in sorted(dimensions, key=lambda name: (name not in FLOW_BY, name)):
        labels = publication.labels(dimension)
        if any((fewest_apart(labels, others) or THRESHOLD) < THRESHOLD for others in told):
            return dimension
        told.append(labels)
    return None


def _tables(
    measurement: Measurement, values: Sequence[Mapping[str, str | None]]
) -> tuple[list[Cell], dict[str, list[Cell]]]:
    """Return the cell of all together, and those of each dimension that anything is known of."""
    told = [{**one, "answered": COMPLETE} for one in values]
    population = measurement.population
    whole = [cell for cell in cells_of(measurement, told, [["answered"]]) if (population, COMPLETE) in cell.key]
    known = sorted({name for one in values for name, value in one.items() if value is not None})
    tables = {}
    for name in known:
        cells = cells_of(measurement, told, [["answered", name]])
        tables[name] = [cell for cell in cells if {population, name} <= {part for part, _ in cell.key}]
    return whole, tables


def _keeps(whole: Sequence[Cell], table: Sequence[Cell], gate: Gate) -> bool:
    """Say whether all together can still be told of beside a table."""
    release = gate.passed([*whole, *table])
    return all(release.shows(cell.key) for cell in whole)


def _cut_otherwise(steps_now: Sequence[Cell], earlier: Sequence[Published]) -> bool:
    """Say whether an earlier report cut hours into other steps: the two together would tell of a few."""
    now = {cell.key for cell in steps_now}
    population = {part for key in now for part in key if part[0] != DOSE}
    before = [{*(cell.key for cell in report.shown), *report.withheld} for report in earlier]
    steps_before = [{key for key in keys if DOSE in dict(key) and population & {*key}} for keys in before]
    return any(keys not in (set(), now) for keys in steps_before)


def withheld(measurement: Measurement) -> Publication:
    """Return that nothing of a measurement may be shown."""
    key = _key({"answered": COMPLETE}, measurement)
    nothing = Release(shown=(), withheld=[key])
    return Publication(
        measurement=measurement, rows=(), values=(), steps=(), left_out=frozenset(), invited=(), release=nothing
    )


def cells_of(
    measurement: Measurement, people: Sequence[Mapping[str, str | None]], tables: Sequence[Sequence[str]]
) -> list[Cell]:
    """Return the cells of some tables of a measurement's people, with all their totals."""
    return [Cell(_key(dict(cell.key), measurement), cell.count) for cell in cross_table(people, tables)]


def _key(group: Mapping[str, str], measurement: Measurement) -> Key:
    """Return the key of a group; those who were asked are the same people, whatever they were asked."""
    return tuple(
        sorted((measurement.population if name == "answered" else name, value) for name, value in group.items())
    )


def _values(row: Row, hours: Sequence[Step], modules: Sequence[str]) -> dict[str, str | None]:
    subject, taken = row.subject, row.subject.modules
    by_module = {} if taken is None else {module: TOOK if module in taken else DID_NOT for module in modules}
    return {
        "level": subject.level,
        "pairing": subject.pairing,
        REMEMBERED: None if row.then is None else COMPLETE,
        DOSE: None if subject.hours is None else step_of(subject.hours, hours).name,
        **{f"module:{module}": value for module, value in by_module.items()},
    }


def _in_order(row: Row) -> tuple[object, ...]:
    """Return what rows are sorted by: whatever counts, and nobody's id."""
    subject = row.subject
    return (
        row.before is None,
        row.before or 0.0,
        row.after is None,
        row.after or 0.0,
        row.then is None,
        row.then or 0.0,
        subject.organisation or "",
        subject.level or "",
        subject.pairing or "",
        subject.hours or 0,
        sorted(subject.modules or ()),
    )
