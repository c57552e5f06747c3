"""What the page tells: everything that its templates ask for, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypeVar

from attrs import asdict, evolve, field, frozen

from curriculum import judge
from curriculum.cohort import Cohort
from curriculum.judge import Violation
from curriculum.messages import decimal, say, sentences
from curriculum.plaintext import score_text
from curriculum.report.page import dates
from curriculum.report.page.calendar import Month, Room, months, rooms
from curriculum.report.titles import level_title, missing_title, module_title
from curriculum.roster import Participant
from curriculum.runs import Run
from curriculum.schedule import Change, Schedule, Unfilled, difference
from curriculum.sequences import as_tuple
from curriculum.shares import Share, share_of_all, shares
from curriculum.summary import Count, HeldRun, Summary, summarise

if TYPE_CHECKING:
    from curriculum.explaining.told import Told

T = TypeVar("T")
MOST_RUN_BY_RUN = 100
"""Unfilled places for which every run is looked at."""
MANY_RUNS = 150
"""Runs of a schedule that a browser takes in at once without delay."""
MOST_PRINTED = 2_500
"""People whose runs and lists are all printed together; of more, a run or a person at a time."""
COLOURS = 6
"""Colours of the parts of a bar; they come again where there are more parts."""


@frozen
class Part:
    """The people of a run who have something in common.

    Attributes:
        name: what they have in common, in words.
        people: how many there are.
        colour: the number of its colour.
    """

    name: str
    people: int
    colour: int


@frozen(kw_only=True)
class Facts:
    """A schedule as a coordinator looks at it.

    Attributes:
        cohort: the cohort.
        summary: the schedule's summary.
        language: da, sv or en.
        before: the last version of the schedule.
        changed_runs: ids of the runs whose time, place, teacher or title has changed since the last report.
        violations: what the judge found wrong with the schedule.
        advice: why places are unfilled and what would help, as far as that was found out.
    """

    BLOCK: ClassVar[int] = 24
    """Runs of a large page that are shown together."""
    LINES: ClassVar[int] = 400
    """Lines of the list of everybody that are."""

    cohort: Cohort
    summary: Summary
    language: str
    before: Schedule | None
    changed_runs: tuple[str, ...] = field(converter=as_tuple)
    violations: tuple[Violation, ...] = field(converter=as_tuple)
    advice: tuple[Told, ...] = field(converter=as_tuple)

    @classmethod
    def of(
        cls,
        cohort: Cohort,
        schedule: Schedule,
        language: str,
        *,
        before: Schedule | None = None,
        changed_runs: Iterable[str] = (),
        violations: Iterable[Violation] = (),
        advice: Iterable[Told] = (),
    ) -> Facts:
        """Gather the facts; a schedule that does not say how good it is, is judged.

        Raises:
            InvalidInput: the schedule names people or runs that the cohort does not have.
        """
        summary = summarise(cohort, _scored(cohort, schedule))
        return cls(
            cohort=cohort,
            summary=summary,
            language=language,
            before=before,
            changed_runs=changed_runs,
            violations=violations,
            advice=advice,
        )

    @property
    def schedule(self) -> Schedule:
        """The schedule."""
        return self.summary.schedule

    def word(self, name: str, **values: object) -> str:
        """Return a sentence of the page."""
        return say(f"report.page.{name}", self.language, **values)

    @property
    def large(self) -> bool:
        """Whether there is so much that a browser had better take in only what it shows."""
        return len(self.summary.held) > MANY_RUNS

    @property
    def huge(self) -> bool:
        """Whether there is more than anybody prints at once."""
        return len(self.cohort.participants) > MOST_PRINTED

    def programme(self) -> str:
        """Return what the programme is called."""
        title = self.cohort.programme.title
        return title.said(self.language, self.cohort.catalog.language) if title else self.cohort.programme_name

    def filled(self) -> int:
        """Return how many places are filled."""
        return len(self.schedule.places)

    # People

    @cached_property
    def people(self) -> Mapping[str, Participant]:
        """Everybody by id."""
        return {person.id: person for person in self.cohort.participants}

    @cached_property
    def person_number(self) -> Mapping[str, int]:
        """The number by which the page links to somebody."""
        return {person.id: number for number, person in enumerate(self.cohort.participants)}

    @cached_property
    def named(self) -> bool:
        """Whether anybody has a name."""
        return any(person.name for person in self.cohort.participants)

    def name(self, person_id: str) -> str:
        """Return somebody's name, or nothing; a former participant is known by id alone."""
        return (self.people[person_id].name or "") if person_id in self.people else ""

    def level_of(self, person_id: str) -> str:
        """Return what somebody's level is called, or nothing."""
        level = self.people[person_id].level
        return self.level(level) if level else ""

    def organisation(self, person_id: str) -> str:
        """Return somebody's organisation, or nothing."""
        return self.people[person_id].organisation or ""

    # Runs

    @cached_property
    def run_number(self) -> Mapping[str, int]:
        """The number by which the page links to a run that is held."""
        return {held.run.id: number for number, held in enumerate(self.summary.held)}

    def runs_of_modules(self) -> list[tuple[str, list[HeldRun]]]:
        """Return the runs that are held by module, in the programme's order."""
        found: dict[str, list[HeldRun]] = {module: [] for module in self.cohort.programme.module_ids}
        for one in self.summary.held:
            found.setdefault(one.run.module, []).append(one)
        return list(found.items())

    def blocks(self, items: Sequence[T], size: int) -> list[Sequence[T]]:
        """Return runs or people in the parts in which they are shown: of so many, or all together."""
        step = size if self.large else max(len(items), 1)
        return [items[start : start + step] for start in range(0, len(items), step)]

    def numbers(self, held: Iterable[HeldRun]) -> list[int]:
        """Return the numbers by which the page links to some runs."""
        return [self.run_number[one.run.id] for one in held]

    def title(self, module_id: str) -> str:
        """Return what a module is called."""
        return module_title(self.cohort, module_id, self.language)

    def kind(self, module_id: str) -> str:
        """Tell whether a module is ``basis`` or ``elective`` in the programme."""
        return "basis" if module_id in self.cohort.programme.basis else "elective"

    def sessions(self, run: Run) -> list[str]:
        """Return when a run has its sessions."""
        return dates.session_texts(run, self.language)

    def place(self, run: Run) -> str:
        """Return where a run is held."""
        return ", ".join(filter(None, (run.venue, run.room)))

    def months(self) -> tuple[Month, ...]:
        """Return the calendar."""
        return months(self.summary.held)

    def rooms(self) -> tuple[Room, ...]:
        """Return what is held in each room."""
        return rooms(self.summary.held)

    # Wishes

    def share(self) -> Share:
        """Return what everybody has of their wishes."""
        return share_of_all(self.cohort, self.schedule)

    def shares(self, attribute: str) -> list[tuple[str, Share]]:
        """Return the same by level or organisation, with what each of them is called."""
        found = shares(self.cohort, self.schedule, attribute)
        return [(self.called(attribute, share.value), share) for share in found]

    def ranks(self, share: Share, ranks: int) -> list[int]:
        """Return how many places were a first, second ... wish up to a rank, and how many nobody listed."""
        return [*share.by_rank, *[0] * (ranks - len(share.by_rank)), share.unlisted]

    # What is missing and what has changed

    def missing(self, unfilled: Unfilled) -> str:
        """Return which place is missing."""
        return missing_title(self.cohort, unfilled, self.language)

    def reasons(self, unfilled: Unfilled) -> list[str]:
        """Return the rules that stand in the way of a place, in words."""
        return [self.rule(rule) for rule in unfilled.why]

    def run_by_run(self) -> list[tuple[Unfilled, list[tuple[str, list[str]]]]]:
        """Return the first unfilled places, each with what stands in the way in each run."""
        return [
            (
                unfilled,
                [
                    (run, [self.rule(rule) for rule in rules])
                    for run, rules in judge.obstacles_by_run(self.cohort, self.schedule, unfilled)
                ],
            )
            for unfilled in self.schedule.unfilled[:MOST_RUN_BY_RUN]
        ]

    def not_run_by_run(self) -> list[tuple[Unfilled, list[tuple[str, list[str]]]]]:
        """Return the other unfilled places, of which nothing is said run by run."""
        return [(unfilled, []) for unfilled in self.schedule.unfilled[MOST_RUN_BY_RUN:]]

    def rule(self, rule: str) -> str:
        """Return what a rule demands; a rule that no sentence is known for stands for itself."""
        return say(f"rule.{rule}", self.language) if f"rule.{rule}" in sentences() else rule

    def changes(self) -> Sequence[Change]:
        """Return what differs from the last version."""
        return difference(self.before, self.schedule) if self.before else ()

    def score(self, schedule: Schedule) -> str:
        """Return a schedule's score in words."""
        return score_text(schedule.score, self.language)

    def points(self) -> dict[str, int]:
        """Return the points by goal."""
        return asdict(self.schedule.points)

    # Words

    def level(self, level_id: str | None) -> str:
        """Return what a level is called."""
        return level_title(self.cohort, level_id, self.language) if level_id else self.word("not-stated")

    def called(self, attribute: str, value: str | None) -> str:
        """Return what a level or an organisation is called."""
        return self.level(value) if attribute == "level" else value or self.word("not-stated")

    def counts(self, attribute: str, counts: Iterable[Count]) -> list[Part]:
        """Return how many people of a run have each level or organisation."""
        return [
            Part(self.called(attribute, value), people, self.colours[attribute][value] % COLOURS)
            for value, people in counts
        ]

    @cached_property
    def colours(self) -> Mapping[str, Mapping[str | None, int]]:
        """A number for each level and organisation, the same in every run."""
        levels = [*(level.id for level in self.cohort.catalog.levels), None]
        organisations = {person.organisation for person in self.cohort.participants}
        ordered = sorted(organisations, key=lambda value: (value is None, value or ""))
        return {
            "level": {value: number for number, value in enumerate(levels)},
            "organisation": {value: number for number, value in enumerate(ordered)},
        }

    def day(self, day: date) -> str:
        """Return a day with its weekday."""
        return dates.day_text(day, self.language)

    def month(self, first: date) -> str:
        """Return a month with its year."""
        return dates.month_text(first, self.language)

    def weekday(self, number: int) -> str:
        """Return the short name of a weekday."""
        return dates.weekday_text(number, self.language)

    def decimal(self, number: Fraction) -> str:
        """Return a number with one decimal, as the language writes it."""
        return decimal(f"{float(number):.1f}", self.language)


def _scored(cohort: Cohort, schedule: Schedule) -> Schedule:
    if schedule.score is not None or schedule.status not in {"optimal", "feasible"}:
        return schedule
    return evolve(
        schedule,
        score=judge.score(cohort, schedule),
        points=judge.points(cohort, schedule),
        unfilled=judge.explained(cohort, schedule),
    )
