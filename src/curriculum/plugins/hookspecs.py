"""The hooks: what a plugin can contribute, and the records that it hands over.

A hook is a function without arguments, named by a plural noun; it yields records of one type. What is written
here is the versioned interface to code outside this repository (:data:`CURRICULUM_API`): hooks, fields of records
and arguments may be added, never renamed, removed or put in another order.

To add a hook: its record, its specification with a complete example, and its line in :data:`HOOKS`. Discovery,
isolation, blame and states work for it as for the others; if its records point at files that have to be read,
:mod:`curriculum.plugins.examining` is told how to read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

import pluggy
from attrs import frozen

from curriculum.checks import CHECKS as OWN_CHECKS
from curriculum.further_rules import FurtherRule
from curriculum.plugins.records import (
    CalendarFile,
    CatalogSource,
    CheckFamily,
    Exporter,
    InstrumentFile,
    Record,
    RubricFile,
)
from curriculum.plugins.shipped import SHIPPED, shipped_ids
from curriculum.roster_format import RosterFormat
from curriculum.rules import RULES as OWN_RULES
from curriculum.rules import STORED

GROUP = "curriculum"
"""The group of entry points in which plugins announce themselves."""

CURRICULUM_API = 1
"""Version of the interface to plugins. A plugin module says in the same words which one it was written for;
a newer one is refused, an older one is loaded with a warning."""

FIRST_API = 1
"""The version that a plugin counts as written for when it does not say."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)
"""Marks a function of a plugin as its implementation of the hook of the same name."""

R_co = TypeVar("R_co", bound=Record, covariant=True)


@hookspec
def curriculum_catalogs() -> Iterable[CatalogSource]:
    """Tell where the plugin's catalogs lie.

    Returns:
        One record for each catalog. A generator is welcome.

    Example:
        A whole plugin, ``src/curriculum_skane/__init__.py``, with its ``catalog.toml`` beside it::

            from collections.abc import Iterator
            from pathlib import Path

            from curriculum.plugins import CatalogSource, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_catalogs() -> Iterator[CatalogSource]:
                yield CatalogSource("skane", Path(__file__).with_name("catalog.toml"))

        It is announced in ``pyproject.toml``::

            [project.entry-points.curriculum]
            skane = "curriculum_skane"
    """
    return ()


@hookspec
def curriculum_rubrics() -> Iterable[RubricFile]:
    """Tell where the plugin's evaluation rubrics lie.

    Returns:
        One record for each rubric.

    Example:
        A whole plugin, with its ``rubric.toml`` beside it::

            from collections.abc import Iterator
            from pathlib import Path

            from curriculum.plugins import RubricFile, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_rubrics() -> Iterator[RubricFile]:
                yield RubricFile("skane", Path(__file__).with_name("rubric.toml"))
    """
    return ()


@hookspec
def curriculum_instruments() -> Iterable[InstrumentFile]:
    """Tell where the plugin's instruments lie: questionnaires whose answers ``curriculum evaluate`` understands.

    Returns:
        One record for each instrument.

    Example:
        A whole plugin, with its ``instrument.toml`` beside it::

            from collections.abc import Iterator
            from pathlib import Path

            from curriculum.plugins import InstrumentFile, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_instruments() -> Iterator[InstrumentFile]:
                yield InstrumentFile("skane", Path(__file__).with_name("instrument.toml"))
    """
    return ()


@hookspec
def curriculum_checks() -> Iterable[CheckFamily]:
    """Bring coded checks of a design, which ``curriculum check`` runs with its own.

    A check is a pure function from a catalog to :class:`~curriculum.checks.Spot` objects, the places that it
    complains about. Its keyword-only arguments are options: ``curriculum check --option TRV001.most=9``.

    Returns:
        One record for each prefix of codes.

    Example:
        A whole plugin::

            from collections.abc import Iterator

            from curriculum import Catalog
            from curriculum.checks import Check, Spot
            from curriculum.plugins import CheckFamily, hookimpl

            CURRICULUM_API = 1


            def long_days(catalog: Catalog, *, most: float = 8) -> Iterator[Spot]:
                for index, module in enumerate(catalog.modules):
                    if (module.hours or 0) > most:
                        yield Spot(f"modules[{index}].hours", {"module": module.id, "hours": module.hours})


            LONG_DAYS = Check(
                code="TRV001",
                severity="note",
                find=long_days,
                texts={
                    "title": {"en": "a day too long to drive home after"},
                    "message": {"en": "The module {module} takes {hours} hours."},
                    "cure": {"en": "Cut it into two days."},
                    "reason": {"en": "In this region many people drive for an hour and a half."},
                },
            )


            @hookimpl
            def curriculum_checks() -> Iterator[CheckFamily]:
                yield CheckFamily("TRV", [LONG_DAYS])
    """
    return ()


@hookspec
def curriculum_calendars() -> Iterable[CalendarFile]:
    """Tell where calendars lie: public holidays, school holidays, conference weeks, closed days.

    Returns:
        One record for each calendar; a region's is called after its catalog.

    Example:
        A whole plugin, with its ``calendar.toml`` beside it::

            from collections.abc import Iterator
            from pathlib import Path

            from curriculum.plugins import CalendarFile, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_calendars() -> Iterator[CalendarFile]:
                yield CalendarFile("skane", Path(__file__).with_name("calendar.toml"))
    """
    return ()


@hookspec
def curriculum_roster_formats() -> Iterable[RosterFormat]:
    """Tell how a staff system names the columns, the levels and the roles of a roster.

    Returns:
        One record for each staff system. One with the id of a region's catalog is used for that region's cohorts
        without further ado; any other is named in ``cohort.toml``: ``roster_format = "..."``.

    Example:
        A whole plugin::

            from collections.abc import Iterator

            from curriculum.plugins import RosterFormat, hookimpl

            CURRICULUM_API = 1


            @hookimpl
            def curriculum_roster_formats() -> Iterator[RosterFormat]:
                yield RosterFormat(
                    id="skane",
                    columns={"id": ["HSA-id"], "organisation": ["Förvaltning"], "level": ["Befattning"]},
                    levels={"top": ["Förvaltningschef"], "first-line": ["Enhetschef"]},
                )
    """
    return ()


@hookspec
def curriculum_rules() -> Iterable[FurtherRule]:
    """Bring further rules for schedules, which a cohort switches on with ``[rules.NAME]``.

    A rule is stated twice: for the solver, as limits on weighted sums of places and held runs, and for the judge,
    as a check that shares no code with the builder. The keys of ``[rules.NAME]`` are the fields of an attrs class.

    Returns:
        One record for each rule.

    Example:
        A whole plugin::

            from collections.abc import Iterator

            from attrs import frozen

            from curriculum.plugins import Attendance, Breach, FurtherRule, Limits, hookimpl

            CURRICULUM_API = 1


            @frozen(kw_only=True)
            class AwayDays:
                most: int


            def build(limits: Limits, options: AwayDays) -> None:
                home = {person.id: person.location for person in limits.cohort.participants}
                venue = {run.id: run.venue for run in limits.cohort.runs}
                for person in limits.cohort.participants:
                    theirs = [place for place in limits.places if place.participant == person.id]
                    away = {place: 1 for place in theirs if venue[place.run] != home[person.id]}
                    limits.at_most(away, options.most)


            def check(attendance: Attendance, options: AwayDays) -> Iterator[Breach]:
                for person in attendance.people:
                    away = [run.id for run in attendance.runs_of(person.id) if run.venue != person.location]
                    if len(away) > options.most:
                        yield Breach(people=[person.id], runs=away, values={"most": options.most})


            AWAY_DAYS = FurtherRule(
                id="away_days",
                options=AwayDays,
                build=build,
                check=check,
                per_person=True,
                texts={
                    "title": {"en": "nobody is sent away too often"},
                    "violation": {"en": "{people} is away more than {most} times: {runs}."},
                },
            )


            @hookimpl
            def curriculum_rules() -> Iterator[FurtherRule]:
                yield AWAY_DAYS
    """
    return ()


@hookspec
def curriculum_exporters() -> Iterable[Exporter]:
    r"""Bring further forms of a schedule, which ``curriculum schedule --export ID`` writes.

    Returns:
        One record for each form.

    Example:
        A whole plugin::

            from collections import Counter
            from collections.abc import Iterator, Mapping

            from curriculum import Cohort, Schedule
            from curriculum.plugins import Exporter, hookimpl

            CURRICULUM_API = 1


            def head_counts(cohort: Cohort, schedule: Schedule) -> Mapping[str, str]:
                count = Counter(place.run for place in schedule.places)
                lines = [f"{run.id},{count[run.id]}" for run in cohort.runs]
                return {"head-counts.csv": "\n".join(["run,people", *lines, ""])}


            @hookimpl
            def curriculum_exporters() -> Iterator[Exporter]:
                yield Exporter(id="head-counts", export=head_counts)
    """
    return ()


@frozen
class Hook(Generic[R_co]):
    """A hook as the library sees it.

    Attributes:
        name: name of the function that a plugin writes.
        record: type of the records that it yields.
        noun: what one record contributes, for lists: "catalog" gives "catalog skane".
        taken: ids that no plugin can have because the library itself has them.
    """

    name: str
    record: type[R_co]
    noun: str
    taken: frozenset[str] = frozenset()

    def label(self, record_id: str) -> str:
        """Return what a record is called in lists, the same in every language."""
        return f"{self.noun} {record_id}"


CATALOGS = Hook("curriculum_catalogs", CatalogSource, "catalog", taken=SHIPPED)
RUBRICS = Hook("curriculum_rubrics", RubricFile, "rubric", taken=shipped_ids("rubrics"))
INSTRUMENTS = Hook("curriculum_instruments", InstrumentFile, "instrument", taken=shipped_ids("instruments"))
CHECKS = Hook("curriculum_checks", CheckFamily, "checks", taken=frozenset(check.family for check in OWN_CHECKS))
CALENDARS = Hook("curriculum_calendars", CalendarFile, "calendar")
ROSTER_FORMATS = Hook("curriculum_roster_formats", RosterFormat, "roster-format")
RULES = Hook("curriculum_rules", FurtherRule, "rule", taken=frozenset((*OWN_RULES, *STORED)))
EXPORTERS = Hook("curriculum_exporters", Exporter, "exporter")
HOOKS: tuple[Hook[Record], ...] = (
    CATALOGS,
    RUBRICS,
    INSTRUMENTS,
    CHECKS,
    CALENDARS,
    ROSTER_FORMATS,
    RULES,
    EXPORTERS,
)
"""Every hook there is, in the order in which a plugin's contributions are listed."""
