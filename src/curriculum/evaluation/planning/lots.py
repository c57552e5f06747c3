"""Drawing lots: who of several people that could change places attends which run of a module.

A solver breaks ties by its own order, and that is no random allocation. Here those who could as well have had each
other's run get it by a seeded draw, after the schedule was found and without making it worse.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.judge import points, violations
from curriculum.roster import Participant
from curriculum.schedule import Place, Schedule
from curriculum.sequences import as_tuple

_MOST_REFUSED = 1000
Unit = tuple[str, ...]
"""Ids of the people who are moved together: one person, or a pair that attends the same runs."""


@frozen(kw_only=True)
class Lot:
    """Units that drew among the same places; each was as likely to get any of them.

    Attributes:
        module: id of the module whose runs were drawn.
        units: who took part, sorted.
        runs: the run that each of them got, in step.
    """

    module: str
    units: tuple[Unit, ...] = field(converter=as_tuple)
    runs: tuple[str, ...] = field(converter=as_tuple)


@frozen(kw_only=True)
class Draw:
    """A schedule in which lots were drawn.

    Attributes:
        schedule: the schedule after the draw: legal, and with the points of the one before.
        seed: seed of the draw.
        lots: among whom lots were drawn, module by module; who could change with nobody is in none.
        refused: draws that were thrown away, because they would have broken a rule or changed the points.
    """

    schedule: Schedule
    seed: int
    lots: tuple[Lot, ...] = field(converter=as_tuple)
    refused: int

    def document(self) -> dict[str, Any]:
        """Return the record of the draw as plain data."""
        lots = [
            {
                "module": lot.module,
                "places": [
                    {"people": list(unit), "run": run} for unit, run in zip(lot.units, lot.runs, strict=True)
                ],
            }
            for lot in self.lots
        ]
        return {
            "schema": 1,
            "cohort": self.schedule.cohort,
            "seed": self.seed,
            "refused": self.refused,
            "lots": lots,
        }


def draw_lots(cohort: Cohort, schedule: Schedule, *, seed: int = 1) -> Draw:
    """Give those who could change places each other's runs by lot, a module at a time.

    Two units may be in one lot when they have the same role, level, organisation and whatever else the rules for
    mixing and service look at, and when the judge finds the schedule legal and its points the same after the two
    have changed their places in the module. All lots of a module are drawn at once, evenly over all permutations;
    a draw that breaks a rule or changes the points is thrown away, so that every arrangement that can come of it
    is as likely as any other. The next module is drawn with what the draws before it have left.

    Args:
        cohort: the cohort.
        schedule: a legal schedule of it.
        seed: the same seed, cohort and schedule give the same draw.

    Raises:
        InvalidInput: the schedule is not legal.
    """
    if schedule.score is None or violations(cohort, schedule):
        raise InvalidInput([Finding(code="draw-illegal", values={"cohort": cohort.id})])
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated, no secret
    alike, found, refused = _alike(cohort), list[Lot](), 0
    for module in cohort.programme.module_ids:
        groups = _lots(cohort, schedule, module, alike)
        drawn, tries = _drawn(cohort, schedule, module, groups, chance)
        refused += tries
        if drawn is not None:
            schedule = drawn
            got = _runs(schedule, module)
            found += [Lot(module=module, units=lot, runs=[got[unit[0]] for unit in lot]) for lot in groups]
    return Draw(schedule=schedule, seed=seed, lots=found, refused=refused)


def record_fits(record: Mapping[str, Any], schedule: Schedule) -> bool:
    """Tell whether a record of a draw is of this schedule: everybody in it has the run that they drew.

    Args:
        record: what :meth:`Draw.document` returned, or anything else that was read from a file.
        schedule: the schedule.
    """
    has = {(place.participant, place.module): place.run for place in schedule.places}
    try:
        return isinstance(record["seed"], int) and all(
            has.get((person, lot["module"])) == place["run"]
            for lot in record["lots"]
            for place in lot["places"]
            for person in place["people"]
        )
    except (KeyError, TypeError):
        return False


def _drawn(
    cohort: Cohort, schedule: Schedule, module: str, lots: Sequence[Sequence[Unit]], chance: random.Random
) -> tuple[Schedule | None, int]:
    """Return the schedule after a draw that is legal, and how many draws were not."""
    had = _runs(schedule, module)
    for refused in range(_MOST_REFUSED if lots else 0):
        gets: dict[str, str] = {}
        for lot in lots:
            runs = [had[unit[0]] for unit in lot]
            chance.shuffle(runs)
            gets |= {person: run for unit, run in zip(lot, runs, strict=True) for person in unit}
        drawn = _moved(schedule, module, gets)
        if _as_good(cohort, schedule, drawn):
            return drawn, refused
    return None, _MOST_REFUSED if lots else 0


def _lots(cohort: Cohort, schedule: Schedule, module: str, alike: Sequence[Sequence[Unit]]) -> list[list[Unit]]:
    """Return the units that can change their places in a module with each other, where there are two runs or more.

    Any two of a lot can. Who belongs to several possible lots is put into the first.
    """
    had = _runs(schedule, module)
    lots: list[list[Unit]] = []
    for units in alike:
        found: list[list[Unit]] = []
        for unit in units:
            if len({had.get(person) for person in unit}) > 1 or unit[0] not in had:
                continue  # not there, or not together there
            free = (lot for lot in found if all(_can_change(cohort, schedule, module, unit, one) for one in lot))
            if (lot := next(free, None)) is None:
                found.append([unit])
            else:
                lot.append(unit)
        lots += [lot for lot in found if len({had[unit[0]] for unit in lot}) > 1]
    return lots


def _alike(cohort: Cohort) -> list[list[Unit]]:
    """Return who is alike in all that evaluation and the rules for mixing and service look at."""
    rules = cohort.rules
    columns = sorted({rule.attribute for rule in rules.mixing} | {rule.attribute for rule in rules.cover})
    units: defaultdict[str, list[Participant]] = defaultdict(list)
    for person in cohort.participants:
        is_moved_with_others = person.pair and cohort.rules.pairs == "together"
        units[f"pair {person.pair}" if is_moved_with_others else f"person {person.id}"].append(person)

    def likeness(person: Participant) -> tuple[str, ...]:
        seen = (person.role, person.level, person.organisation, *(person.value(column) for column in columns))
        return ("paired" if person.pair else "alone", *(value or "" for value in seen))

    groups: defaultdict[Any, list[Unit]] = defaultdict(list)
    for people in units.values():
        ordered = sorted(people, key=lambda person: (likeness(person), person.id))
        groups[tuple(map(likeness, ordered))].append(tuple(person.id for person in ordered))
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _can_change(cohort: Cohort, schedule: Schedule, module: str, one: Unit, other: Unit) -> bool:
    had = _runs(schedule, module)
    if had[one[0]] == had[other[0]]:
        return True
    gets = {**dict.fromkeys(one, had[other[0]]), **dict.fromkeys(other, had[one[0]])}
    return _as_good(cohort, schedule, _moved(schedule, module, gets))


def _moved(schedule: Schedule, module: str, gets: Mapping[str, str]) -> Schedule:
    """Return the schedule after everybody in ``gets`` has got another run of a module."""
    places = [
        Place(place.participant, module, gets[place.participant])
        if place.module == module and place.participant in gets
        else place
        for place in schedule.places
    ]
    return evolve(schedule, places=places)


def _as_good(cohort: Cohort, before: Schedule, after: Schedule) -> bool:
    return not violations(cohort, after) and points(cohort, after) == points(cohort, before)


def _runs(schedule: Schedule, module: str) -> dict[str, str]:
    return {place.participant: place.run for place in schedule.places if place.module == module}
