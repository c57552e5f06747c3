"""What stands on the sheets of a coordinator's workbook: plain rows of text and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import field, frozen

from curriculum.cohort import Cohort
from curriculum.judge import Violation
from curriculum.messages import say
from curriculum.plaintext import change_text, outcome_text, unfilled_text
from curriculum.report.titles import level_title, missing_title, module_title
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Schedule, difference
from curriculum.sequences import as_tuple
from curriculum.summary import HeldRun, Summary, summarise

Cell = str | int
_ABOUT = ("id", "name", "email", "role", "level", "organisation")
MOST_RUN_SHEETS = 200
"""Runs with a sheet of their own, at most; more are listed one below the other on a single sheet."""


@frozen(kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        title: what it is called; the workbook shortens it where Excel demands that.
        head: lines of text above the table.
        columns: the headings; none where there is no table.
        rows: the table, each row as long as the headings.
    """

    title: str
    head: tuple[str, ...] = field(default=(), converter=as_tuple)
    columns: tuple[str, ...] = field(default=(), converter=as_tuple)
    rows: tuple[Sequence[Cell], ...] = field(default=(), converter=as_tuple)


def sheets(
    cohort: Cohort,
    schedule: Schedule,
    language: str = "en",
    *,
    before: Schedule | None = None,
    violations: Iterable[Violation] = (),
) -> list[Sheet]:
    """Return the sheets of a schedule's workbook.

    Args:
        cohort: the cohort.
        schedule: a schedule of that cohort.
        language: da, sv or en.
        before: the last version, for the sheet of changes.
        violations: what the judge found wrong with the schedule.

    Raises:
        InvalidInput: the schedule names people or runs that the cohort does not have.
    """
    writer = _Writer(cohort, summarise(cohort, schedule), language)
    found = [writer.overview(), writer.people(), writer.runs(), writer.findings(violations)]
    if before is not None:
        found.append(writer.changes(before))
    return [*found, *writer.attendance()]


class _Writer:
    def __init__(self, cohort: Cohort, summary: Summary, language: str) -> None:
        self.cohort = cohort
        self.summary = summary
        self.language = language
        self.person: Mapping[str, Participant] = {person.id: person for person in cohort.participants}
        self.run: Mapping[str, Run] = {run.id: run for run in cohort.runs}

    def overview(self) -> Sheet:
        """Score, bound, and how full each module is."""
        modules = self.cohort.programme.module_ids
        rows = []
        for module in modules:
            held = [run for run in self.summary.held if run.run.module == module]
            people = sum(len(run.people) for run in held)
            seats = sum(run.capacity for run in held)
            rows.append((module_title(self.cohort, module, self.language), len(held), people, seats))
        return Sheet(
            title=self._word("overview"),
            head=[self.cohort.id, *outcome_text(self.summary.schedule, self.language).splitlines()],
            columns=self._words("module", "runs", "people", "seats"),
            rows=rows,
        )

    def people(self) -> Sheet:
        """One line for each person, one column for each module."""
        modules = self.cohort.programme.module_ids
        rows = []
        for entry in self.summary.people:
            run_of = {place.module: place.run for place in entry.places}
            lacks = "; ".join(missing_title(self.cohort, missing, self.language) for missing in entry.missing)
            about = self._about(self.person[entry.participant])
            rows.append((*about, *(self._run_and_days(run_of.get(module)) for module in modules), lacks))
        titles = [module_title(self.cohort, module, self.language) for module in modules]
        return Sheet(
            title=self._word("people"),
            columns=[*self._words(*_ABOUT), *titles, self._word("missing")],
            rows=rows,
        )

    def runs(self) -> Sheet:
        """Every run, held or not."""
        held = {run.run.id: run for run in self.summary.held}
        rows = []
        for run in sorted(self.cohort.runs, key=lambda run: (run.sessions, run.id)):
            count = len(held[run.id].people) if run.id in held else 0
            rows.append(
                (
                    run.id,
                    module_title(self.cohort, run.module, self.language),
                    self._sessions(run.id),
                    run.venue or "",
                    run.room or "",
                    ", ".join(run.teachers),
                    count,
                    self.cohort.capacity(run) or "",
                    self._word("held" if count else "not-held"),
                )
            )
        names = ("run", "module", "sessions", "venue", "room", "teachers", "people", "seats", "state")
        return Sheet(title=self._word("runs"), columns=self._words(*names), rows=rows)

    def findings(self, violations: Iterable[Violation]) -> Sheet:
        """What is unfilled and why, and what the judge has found."""
        rows: list[Sequence[Cell]] = [
            (
                violation.rule,
                violation.message(self.language),
                ", ".join(violation.people),
                ", ".join(violation.runs),
            )
            for violation in violations
        ]
        rows += [
            (self._word("unfilled"), unfilled_text(unfilled, self.language), unfilled.participant, "")
            for unfilled in self.summary.schedule.unfilled
        ]
        return Sheet(
            title=self._word("findings"),
            head=() if rows else [self._word("nothing-found")],
            columns=self._words("kind", "text", "people", "runs"),
            rows=rows,
        )

    def changes(self, before: Schedule) -> Sheet:
        """What differs from the last version."""
        rows = [
            (
                change.participant,
                self._name(change.participant),
                module_title(self.cohort, change.module, self.language),
                change.before or "",
                change.after or "",
                change_text(change, self.language),
            )
            for change in difference(before, self.summary.schedule)
        ]
        return Sheet(
            title=self._word("changes"),
            head=() if rows else [self._word("nothing-changed")],
            columns=self._words("id", "name", "module", "before", "after", "text"),
            rows=rows,
        )

    def attendance(self) -> Iterator[Sheet]:
        """The lists of who attends: a sheet for each run, or all on one where there are very many."""
        columns = [*self._words(*_ABOUT), self._word("present")]
        if len(self.summary.held) > MOST_RUN_SHEETS:
            rows = [(held.run.id, *row) for held in self.summary.held for row in self._attending(held)]
            yield Sheet(title=self._word("attendance"), columns=[self._word("run"), *columns], rows=rows)
            return
        for held in self.summary.held:
            place = ", ".join(filter(None, (held.run.venue, held.run.room)))
            head = [
                f"{held.run.id}: {module_title(self.cohort, held.run.module, self.language)}",
                *filter(None, (self._sessions(held.run.id), place, ", ".join(held.run.teachers))),
            ]
            yield Sheet(title=held.run.id, head=head, columns=columns, rows=list(self._attending(held)))

    def _attending(self, held: HeldRun) -> Iterator[Sequence[Cell]]:
        for person_id in held.people:
            yield (*self._about(self.person[person_id]), "")

    def _about(self, person: Participant) -> tuple[str, ...]:
        role = say(f"report.role.{person.role}", self.language) if person.role else ""
        level = level_title(self.cohort, person.level, self.language) if person.level else ""
        return (person.id, person.name or "", person.email or "", role, level, person.organisation or "")

    def _name(self, person_id: str) -> str:
        person = self.person.get(person_id)
        return (person.name if person else None) or ""

    def _sessions(self, run_id: str) -> str:
        run = self.run[run_id]
        return ", ".join(f"{one.start:%Y-%m-%d %H:%M}-{one.end:%H:%M}" for one in run.sessions)

    def _run_and_days(self, run_id: str | None) -> str:
        if run_id is None:
            return ""
        days = ", ".join(str(day) for day in sorted(self.run[run_id].dates))
        return f"{run_id} ({days})" if days else run_id

    def _word(self, name: str) -> str:
        return say(f"report.book.{name}", self.language)

    def _words(self, *names: str) -> list[str]:
        return [self._word(name) for name in names]
