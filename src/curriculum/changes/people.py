"""Changes to the people of a cohort: who they are, when they can come, what they are bound to."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import ClassVar

from attrs import evolve, field, frozen

from curriculum.changes.change import CohortChange, the_person, the_run, with_person
from curriculum.cohort import Cohort
from curriculum.files.roster import roster_rows
from curriculum.roster import Participant, Span
from curriculum.sequences import as_tuple


@frozen
class _Days(CohortChange):
    """Days of one person.

    Attributes:
        person: the participant's id.
        days: the days, as spans.
    """

    person: str
    days: tuple[Span, ...] = field(converter=as_tuple)


@frozen
class Free(_Days):
    """Days on which somebody can come after all."""

    word: ClassVar[str] = "free"

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        spans = list(the_person(cohort, self.person).unavailable)
        for freed in self.days:
            spans = [rest for span in spans for rest in _without(span, freed)]
        return with_person(cohort, self.person, unavailable=spans)


@frozen
class Away(_Days):
    """Days on which somebody cannot come."""

    word: ClassVar[str] = "away"

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        spans = the_person(cohort, self.person).unavailable
        return with_person(cohort, self.person, unavailable=(*spans, *self.days))


def _without(span: Span, freed: Span) -> Iterator[Span]:
    """Yield what is left of a span when some days of it are freed."""
    if freed.last < span.first or span.last < freed.first:
        yield span
        return
    if span.first < freed.first:
        yield Span(span.first, freed.first - timedelta(days=1))
    if freed.last < span.last:
        yield Span(freed.last + timedelta(days=1), span.last)


@frozen
class _Binding(CohortChange):
    """Something between one person and one run.

    Attributes:
        person: the participant's id.
        run: the run's id.
    """

    person: str
    run: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        the_run(cohort, self.run)
        return with_person(cohort, self.person, **self.bound(the_person(cohort, self.person)))

    @abstractmethod
    def bound(self, person: Participant) -> Mapping[str, tuple[str, ...]]:
        """Return the person's new pins and bars."""


@frozen
class Pin(_Binding):
    """Somebody must attend a run; a bar from it is lifted."""

    word: ClassVar[str] = "pin"

    def bound(self, person: Participant) -> Mapping[str, tuple[str, ...]]:
        """Return the pins with this one, the bars without it."""
        return {"pinned": (*_left(person.pinned, self.run), self.run), "barred": _left(person.barred, self.run)}


@frozen
class Unpin(_Binding):
    """Somebody need not attend a run any more."""

    word: ClassVar[str] = "unpin"

    def bound(self, person: Participant) -> Mapping[str, tuple[str, ...]]:
        """Return the pins without this one."""
        return {"pinned": _left(person.pinned, self.run)}


@frozen
class Bar(_Binding):
    """Somebody must not attend a run; a pin to it is lifted."""

    word: ClassVar[str] = "bar"

    def bound(self, person: Participant) -> Mapping[str, tuple[str, ...]]:
        """Return the bars with this one, the pins without it."""
        return {"barred": (*_left(person.barred, self.run), self.run), "pinned": _left(person.pinned, self.run)}


@frozen
class Unbar(_Binding):
    """Somebody may attend a run after all."""

    word: ClassVar[str] = "unbar"

    def bound(self, person: Participant) -> Mapping[str, tuple[str, ...]]:
        """Return the bars without this one."""
        return {"barred": _left(person.barred, self.run)}


def _left(runs: tuple[str, ...], run: str) -> tuple[str, ...]:
    return tuple(one for one in runs if one != run)


@frozen
class AddPerson(CohortChange):
    """One more participant.

    Attributes:
        person: the participant.
    """

    word: ClassVar[str] = "add-person"
    person: Participant

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return evolve(cohort, participants=(*cohort.participants, self.person))

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - ids
        """Return the person's id."""
        return {"person": self.person.id}

    def __str__(self) -> str:
        """Return the change as it is written, without the person's name and address."""
        heading, row = roster_rows([evolve(self.person, name=None, email=None)])
        return f"{self.word}:" + ";".join(f"{key}={cell}" for key, cell in zip(heading, row, strict=True) if cell)


@frozen
class DropPerson(CohortChange):
    """A participant who leaves.

    Attributes:
        person: the participant's id.
    """

    word: ClassVar[str] = "drop-person"
    person: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        the_person(cohort, self.person)
        return evolve(cohort, participants=[one for one in cohort.participants if one.id != self.person])
