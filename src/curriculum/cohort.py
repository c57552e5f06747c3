"""A cohort: the people of one intake, the runs on offer, the rules and the goals.

A :class:`Cohort` is consistent: every run is of a module that exists, every preference names an elective of the
programme. Whether its rules can be kept is the scheduler's to find out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import evolve, field, frozen

from curriculum.catalog import Catalog
from curriculum.errors import Finding, raise_if
from curriculum.known import Known, told_once
from curriculum.model import Module, Programme, capacity_findings
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS, Participant
from curriculum.rules import Goals, Rules
from curriculum.runs import Run
from curriculum.schedule import Schedule
from curriculum.sequences import as_tuple


@frozen(kw_only=True)
class Cohort:
    """The people of one intake, the runs on offer, the rules and the goals.

    Attributes:
        id: the cohort's id, any text.
        catalog: the catalog that the programme is in.
        programme_id: the programme's id in that catalog.
        participants: the people, in the roster's order.
        runs: the runs, in the plan's order.
        rules: what a schedule must keep.
        goals: what it should reach.
        timezone: IANA name of the time zone of all sessions.
        previous: a schedule to stay close to.
        others: further catalogs that the programme takes modules from.

    Raises:
        InvalidInput: with every reference that leads nowhere, every double id, every self-contradiction.
    """

    id: str
    catalog: Catalog
    programme_id: str
    participants: tuple[Participant, ...] = field(converter=as_tuple)
    runs: tuple[Run, ...] = field(converter=as_tuple)
    rules: Rules = Rules()
    goals: Goals = Goals()
    timezone: str = "Europe/Copenhagen"
    previous: Schedule | None = None
    others: tuple[Catalog, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield everything that makes the cohort inconsistent."""
        yield from self._head_findings()
        yield from told_once(self._participant_findings())
        yield from told_once(self._run_findings())
        yield from self._rule_findings()

    def notes(self) -> Iterator[Finding]:
        """Yield what is allowed and yet perhaps not meant: pairs of one, runs after the catalog's last day."""
        if self.catalog.superseded_by and self.catalog.valid_to is None:
            values = {"catalog": self.catalog.id, "successor": self.catalog.superseded_by}
            yield Finding(code="catalog-superseded", values=values, where="cohort.programme", severity="note")
        if self._costs_nothing_unlisted():
            points = {"points": max(self.goals.preference)}
            yield Finding(code="unlisted-is-free", values=points, where="goals.preference", severity="note")
        yield from self._participant_notes()
        for index, run in enumerate(self.runs):
            if run.module not in self.programme.module_ids:
                where = f"runs[{index}].module"
                yield Finding(code="run-outside", values={"module": run.module}, where=where, severity="note")
            yield from self._expiry_notes(run, f"runs[{index}].sessions")

    def _costs_nothing_unlisted(self) -> bool:
        """Tell whether wishes cost points, but not an elective that somebody with wishes has left out of them."""
        if self.goals.unranked or not any(self.goals.preference):
            return False
        electives = set(self.programme.elective_ids)
        return any(
            person.preferences and not electives <= {*person.preferences, *person.completed}
            for person in self.participants
        )

    def _participant_notes(self) -> Iterator[Finding]:
        """Note pairs of one, and people named in an ``apart`` column who are not on the list."""
        ids = {participant.id for participant in self.participants}
        members: dict[str, int] = {}
        for participant in self.participants:
            if participant.pair:
                members[participant.pair] = members.get(participant.pair, 0) + 1
        for index, participant in enumerate(self.participants):
            if participant.pair and members[participant.pair] == 1:
                where = f"participants[{index}].pair"
                yield Finding(code="pair-of-one", values={"pair": participant.pair}, where=where, severity="note")
            for column in self.rules.apart:
                for other in self.named_in(participant, column):
                    if other not in ids:
                        where = f"participants[{index}].{column}"
                        yield Finding(code="not-on-roster", values={"id": other}, where=where, severity="note")

    def _expiry_notes(self, run: Run, where: str) -> Iterator[Finding]:
        """Note a run on a day for which the catalog does not hold."""
        first, last = self.catalog.valid_from, self.catalog.valid_to
        values = {"catalog": self.catalog.id, "successor": self.catalog.superseded_by or "-"}
        if first and any(day < first for day in run.dates):
            yield Finding(code="run-too-early", values={**values, "day": first}, where=where, severity="note")
        if last and any(day > last for day in run.dates):
            yield Finding(code="run-too-late", values={**values, "day": last}, where=where, severity="note")

    @cached_property
    def programme(self) -> Programme:
        """The programme that the cohort goes through."""
        return self.catalog.programme(self.programme_id)

    @property
    def programme_name(self) -> str:
        """The programme's id as it is named from outside, ``catalog:programme``."""
        return f"{self.catalog.id}:{self.programme_id}"

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """Every module at hand, by the id that this cohort's catalog uses for it, in its requirements too."""
        own = {module.id: module for module in self.catalog.modules}
        return own | {
            f"{other.id}:{module.id}": _seen_from(self.catalog, other, module)
            for other in self.others
            for module in other.modules
        }

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the roster's columns that hold one value, the further ones included."""
        further = (column for participant in self.participants for column in participant.further)
        return tuple(dict.fromkeys((*SINGLE_COLUMNS, *further)))

    def capacity(self, run: Run) -> int | None:
        """Return the most people of a run: its own capacity, else its module's."""
        module = self.modules.get(run.module)
        return run.capacity if run.capacity is not None or module is None else module.capacity.maximum

    def minimum(self, run: Run) -> int:
        """Return the fewest people of a run that is held: its own minimum, else its module's, else 1."""
        module = self.modules.get(run.module)
        return run.minimum or (module.capacity.minimum if module else None) or 1

    def named_in(self, participant: Participant, column: str) -> tuple[str, ...]:
        """Return the ids that a column names for a participant; several are split by ``|``."""
        said = participant.value(column) or ""
        return tuple(part.strip() for part in said.split("|") if part.strip())

    def _repr_html_(self) -> str:
        from curriculum.notebook import cohort_html

        return cohort_html(self)

    def _head_findings(self) -> Iterator[Finding]:
        programmes = Known("programmes", (programme.id for programme in self.catalog.programmes))
        if self.programme_id not in programmes:
            yield programmes.unknown(self.programme_id, "cohort.programme")
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Finding(code="bad-timezone", values={"value": self.timezone}, where="cohort.timezone")

    def _participant_findings(self) -> Iterator[Finding]:
        yield from _double_ids("participants", [participant.id for participant in self.participants])
        levels = Known("levels", (level.id for level in self.catalog.levels))
        modules = Known("modules", self.modules)
        runs = Known("runs", (run.id for run in self.runs))
        programmes = [programme for programme in self.catalog.programmes if programme.id == self.programme_id]
        electives = Known("electives", (name for programme in programmes for name in programme.elective_ids))
        for index, participant in enumerate(self.participants):
            where = f"participants[{index}]"
            if participant.level and participant.level not in levels:
                yield levels.unknown(participant.level, f"{where}.level")
            for programme in programmes:
                yield from _preference_findings(participant, programme, electives, f"{where}.preferences")
            for completed in participant.completed:
                if completed not in modules:
                    yield modules.unknown(completed, f"{where}.completed")
            for name in ("pinned", "barred"):
                for run_id in getattr(participant, name):
                    if run_id not in runs:
                        yield runs.unknown(run_id, f"{where}.{name}")
            for column in self.rules.apart:
                yield from self._self_findings(participant, column, where)

    def _self_findings(self, participant: Participant, column: str, where: str) -> Iterator[Finding]:
        said_already = participant.manager == participant.id and column == "manager"
        if participant.id in self.named_in(participant, column) and not said_already:
            values = {"id": participant.id, "column": column}
            yield Finding(code="own-manager", values=values, where=f"{where}.{column}")

    def _run_findings(self) -> Iterator[Finding]:
        yield from _double_ids("runs", [run.id for run in self.runs])
        modules = Known("modules", self.modules)
        for index, run in enumerate(self.runs):
            where = f"runs[{index}]"
            if run.module not in modules:
                yield modules.unknown(run.module, f"{where}.module")
                continue
            capacity = self.capacity(run)
            if capacity is None:
                yield Finding(code="no-capacity", values={"module": run.module}, where=f"{where}.capacity")
            elif run.minimum is None or run.capacity is None:
                yield from (
                    finding.inside(where)
                    for finding in capacity_findings(self.minimum(run), capacity, "minimum", "capacity")
                )

    def _rule_findings(self) -> Iterator[Finding]:
        named = [(column, f"rules.apart[{index}]") for index, column in enumerate(self.rules.apart)]
        named += [(rule.attribute, f"rules.mixing[{i}].attribute") for i, rule in enumerate(self.rules.mixing)]
        named += [(rule.attribute, f"rules.cover[{i}].attribute") for i, rule in enumerate(self.rules.cover)]
        columns = Known("columns", self.columns)
        for column, where in named:
            if column in LIST_COLUMNS:
                yield Finding(code="list-column", values={"column": column}, where=where)
            elif column not in columns:
                yield columns.unknown(column, where)
        levels = Known("levels", (level.id for level in self.catalog.levels))
        for index, rule in enumerate(self.rules.mixing):
            for value in rule.at_least:
                if rule.attribute == "level" and value not in levels:
                    yield levels.unknown(value, f"rules.mixing[{index}].at_least.{value}")


def _seen_from(catalog: Catalog, other: Catalog, module: Module) -> Module:
    """Return a module of another catalog with the ids in its requirements as ``catalog`` writes them."""

    def name(module_id: str) -> str:
        prefix, _, local = module_id.rpartition(":")
        if not prefix:
            return f"{other.id}:{module_id}"
        return local if prefix == catalog.id else module_id

    needs = ("requires", "corequires", "strict_corequires")
    return evolve(module, **{need: getattr(module, need).renamed(name) for need in needs})


def _preference_findings(
    participant: Participant, programme: Programme, electives: Known, where: str
) -> Iterator[Finding]:
    for preferred in participant.preferences:
        if preferred in programme.basis:
            yield Finding(code="preference-basis", values={"id": preferred}, where=where)
        elif preferred not in electives:
            yield electives.unknown(preferred, where)


def _double_ids(table: str, ids: Iterable[str]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, label in enumerate(ids):
        if label in seen:
            values = {"id": label, "first": f"{table}[{seen[label]}]"}
            yield Finding(code="duplicate-id", values=values, where=f"{table}[{index}].id")
        seen.setdefault(label, index)
