"""What plugins bring besides catalogs, ready to be used: whatever goes wrong in it is held against its plugin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import wraps
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, frozen

from curriculum.calendars import Calendar
from curriculum.checks import CHECKS as OWN_CHECKS
from curriculum.checks import Check, Spot, joined
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.further_rules import Attendance, Breach, FurtherRule, Limits
from curriculum.plugins.catalogs import chosen, shelf
from curriculum.plugins.examining import examined_calendar, examined_instrument, examined_rubric
from curriculum.plugins.hookspecs import (
    CALENDARS,
    CHECKS,
    EXPORTERS,
    INSTRUMENTS,
    ROSTER_FORMATS,
    RUBRICS,
    RULES,
)
from curriculum.plugins.isolation import Plugin
from curriculum.plugins.manager import Claim
from curriculum.plugins.records import Exporter, RubricFile
from curriculum.roster_format import RosterFormat
from curriculum.schedule import Schedule

if TYPE_CHECKING:
    from curriculum.evaluation.instruments import Instrument
    from curriculum.evaluation.rubrics import Rubric

T = TypeVar("T")


def rubric_files(*, only: Collection[str] | None = None) -> Mapping[str, RubricFile]:
    """Return where the rubrics of all plugins lie, by id, sorted; those whose id is in dispute are left out.

    Args:
        only: names of the plugins that may be loaded; see :func:`curriculum.plugins.find_catalog`.
    """
    return {claim.record.id: claim.record for claim in shelf(chosen(only)).plugins.usable(RUBRICS)}


def find_rubric(rubric_id: str, *, only: Collection[str] | None = None) -> Rubric | None:
    """Return a rubric; None when no plugin brings one with this id.

    Raises:
        InvalidInput: it cannot be read, its id is in dispute, or the plugin called after it does not load.
    """
    claim = shelf(chosen(only)).plugins.find(RUBRICS, rubric_id)
    return None if claim is None else examined_rubric(claim)


def find_instrument(instrument_id: str, *, only: Collection[str] | None = None) -> Instrument | None:
    """Return an instrument; None when no plugin brings one with this id.

    Raises:
        InvalidInput: it cannot be read, its id is in dispute, or the plugin called after it does not load.
    """
    claim = shelf(chosen(only)).plugins.find(INSTRUMENTS, instrument_id)
    return None if claim is None else examined_instrument(claim)


def installed_instruments(*, only: Collection[str] | None = None) -> tuple[Instrument, ...]:
    """Return every instrument of a plugin that can be used, by id; :func:`plugin_states` tells of the others.

    Args:
        only: names of the plugins that may be loaded; see :func:`curriculum.plugins.find_catalog`.
    """
    found = []
    for claim in shelf(chosen(only)).plugins.usable(INSTRUMENTS):
        with suppress(InvalidInput):
            found.append(examined_instrument(claim))
    return tuple(found)


def find_calendar(calendar_id: str, *, only: Collection[str] | None = None) -> Calendar | None:
    """Return the calendar with this id; a region's is called after its catalog.

    Raises:
        InvalidInput: it cannot be read, its id is in dispute, or the plugin called after it does not load.
    """
    claim = shelf(chosen(only)).plugins.find(CALENDARS, calendar_id)
    return None if claim is None else examined_calendar(claim)


def find_roster_format(format_id: str, *, only: Collection[str] | None = None) -> RosterFormat | None:
    """Return the words of a staff system.

    Raises:
        InvalidInput: the id is in dispute, or the plugin called after it does not load.
    """
    claim = shelf(chosen(only)).plugins.find(ROSTER_FORMATS, format_id)
    return None if claim is None else claim.record


def find_rule(name: str, *, only: Collection[str] | None = None) -> FurtherRule | None:
    """Return a further rule by its name; when its builder or its check raises, that is an error naming the plugin.

    Raises:
        InvalidInput: the name is in dispute, or the plugin called after it does not load.
    """
    choice = chosen(only)
    claim = shelf(choice).plugins.find(RULES, name)
    return None if claim is None else evolve(claim.record, build=_Build(name, choice), check=_Check(name, choice))


@frozen
class _RuleOfPlugin:
    """A function of an installed rule, found by the rule's name: so a cohort can be sent to another process."""

    name: str
    only: frozenset[str] | None

    @property
    def claim(self) -> Claim[FurtherRule]:
        claim = shelf(self.only).plugins.find(RULES, self.name)
        if claim is None:
            raise InvalidInput([Finding(code="unknown-rule", values={"rule": self.name})])
        return claim

    def demanded(self, use: Callable[[FurtherRule], T]) -> T:
        """Return what the rule's own function gives; when it raises, its plugin is blamed."""
        claim = self.claim
        return claim.plugin.demanded(lambda: use(claim.record), "plugin-rule-raises", rule=self.name)


class _Build(_RuleOfPlugin):
    def __call__(self, limits: Limits, options: object) -> None:
        self.demanded(lambda rule: rule.build(limits, options))


class _Check(_RuleOfPlugin):
    def __call__(self, attendance: Attendance, options: object) -> list[Breach]:
        return self.demanded(lambda rule: list(_each(Breach, rule.check(attendance, options))))


def find_exporter(exporter_id: str, *, only: Collection[str] | None = None) -> Exporter | None:
    """Return a form of schedules by its id; when it raises, that is an error naming the plugin.

    Raises:
        InvalidInput: the id is in dispute, or the plugin called after it does not load.
    """
    claim = shelf(chosen(only)).plugins.find(EXPORTERS, exporter_id)
    if claim is None:
        return None
    exporter, plugin = claim.record, claim.plugin

    def export(cohort: Cohort, schedule: Schedule) -> Mapping[str, str | bytes]:
        def files() -> Mapping[str, str | bytes]:
            made = exporter.export(cohort, schedule)
            return {_inside(name): _content(name, content) for name, content in made.items()}

        return plugin.demanded(files, "plugin-exporter-raises", exporter=exporter_id)

    return evolve(exporter, export=export)


def known_exporters(*, only: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the ids of all exporters, sorted."""
    return tuple(claim.record.id for claim in shelf(chosen(only)).plugins.usable(EXPORTERS))


def installed_checks(*, only: Collection[str] | None = None) -> tuple[Check, ...]:
    """Return the library's checks and those of all plugins.

    A check of a plugin that raises stops no other check: what went wrong is in :func:`check_faults` afterwards.

    Args:
        only: names of the plugins that may be loaded; see :func:`curriculum.plugins.find_catalog`.
    """
    families = {
        f"{claim.plugin.distribution} {claim.record.id}": [
            evolve(check, find=_contained(check, claim.plugin)) for check in claim.record.checks
        ]
        for claim in shelf(chosen(only)).plugins.usable(CHECKS)
    }
    return joined(OWN_CHECKS, families)


def check_faults(*, only: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Return what went wrong so far in plugins' checks that were run."""
    return tuple(
        finding
        for plugin in shelf(chosen(only)).plugins.all
        for finding in plugin.findings
        if finding.code == "plugin-check-raises"
    )


def _contained(check: Check, plugin: Plugin) -> Callable[..., Iterable[Spot]]:
    @wraps(check.find)
    def find(*catalog: Any, **options: float) -> Iterator[Spot]:
        found: list[Spot] = []
        with plugin.contained("plugin-check-raises", check=check.code):
            found += _each(Spot, check.find(*catalog, **options))
        yield from found

    return find


def _each(kind: type[T], records: Iterable[T]) -> Iterator[T]:
    """Yield records that must be of one kind."""
    for record in records:
        if not isinstance(record, kind):
            raise TypeError(f"yields a {type(record).__name__}; wanted are {kind.__name__} records")
        yield record


def _inside(name: str) -> str:
    """Return the name of a file, which must not lead out of the folder that it is for."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or ":" in name:
        raise ValueError(f"{name!r} is no name of a file inside a folder")
    return name


def _content(name: str, made: str | bytes) -> str | bytes:
    if not isinstance(made, str | bytes):
        raise TypeError(f"the content of {name} is a {type(made).__name__}; wanted is text or bytes")
    return made
