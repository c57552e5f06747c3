"""Changes to the runs on offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import evolve, field, fields, frozen

from curriculum.changes.change import CohortChange, said, the_run, with_run
from curriculum.cohort import Cohort
from curriculum.files.plan import plan_rows
from curriculum.runs import Run, State
from curriculum.sequences import as_tuple


@frozen
class _Setting(CohortChange):
    """Another value for one field of a run: the change's last attribute.

    Attributes:
        sets: name of the field.
        run: the run's id.
    """

    sets: ClassVar[str]
    run: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return with_run(cohort, self.run, **{self.sets: getattr(self, fields(type(self))[-1].name)})


@frozen
class Seats(_Setting):
    """Another number of seats.

    Attributes:
        run: the run's id.
        seats: most people.
    """

    word: ClassVar[str] = "seats"
    sets: ClassVar[str] = "capacity"
    seats: int

    def now(self, cohort: Cohort) -> str:
        """Return the seats of today."""
        return str(cohort.capacity(the_run(cohort, self.run)))


@frozen
class Minimum(_Setting):
    """Another number of people that a run needs to be held.

    Attributes:
        run: the run's id.
        people: fewest people.
    """

    word: ClassVar[str] = "minimum"
    sets: ClassVar[str] = "minimum"
    people: int

    def now(self, cohort: Cohort) -> str:
        """Return the minimum of today."""
        return str(cohort.minimum(the_run(cohort, self.run)))


@frozen
class RunState(_Setting):
    """A run confirmed, cancelled, or left to the schedule.

    Attributes:
        run: the run's id.
        state: planned, confirmed or cancelled.
    """

    word: ClassVar[str] = "run"
    sets: ClassVar[str] = "state"
    state: State

    def sentence(self) -> str:
        """Return the name of the sentence of this state."""
        return f"run-{self.state}"


@frozen
class OtherRoom(_Setting):
    """Another room for a run.

    Attributes:
        run: the run's id.
        room: the room, at the same venue; None for one that nothing else needs.
    """

    word: ClassVar[str] = "room"
    sets: ClassVar[str] = "room"
    room: str | None

    def now(self, cohort: Cohort) -> str:
        """Return the room of today."""
        return the_run(cohort, self.run).room or ""

    def sentence(self) -> str:
        """Return the name of the sentence, another one when no room is named."""
        return "room" if self.room else "room-free"


@frozen
class OtherTeachers(_Setting):
    """Other teachers for a run.

    Attributes:
        run: the run's id.
        teachers: who teaches; nobody stands for people whom nothing else needs.
    """

    word: ClassVar[str] = "teachers"
    sets: ClassVar[str] = "teachers"
    teachers: tuple[str, ...] = field(converter=as_tuple)

    def now(self, cohort: Cohort) -> str:
        """Return the teachers of today."""
        return str(said(the_run(cohort, self.run).teachers))

    def sentence(self) -> str:
        """Return the name of the sentence, another one when nobody is named."""
        return "teachers" if self.teachers else "teachers-free"


@frozen
class AddRun(CohortChange):
    """One more run.

    Attributes:
        run: the run; its module is one of the catalog's.
    """

    word: ClassVar[str] = "add-run"
    run: Run

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        return evolve(cohort, runs=(*cohort.runs, self.run))

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - ids
        """Return run and module."""
        return {"run": self.run.id, "module": self.run.module}

    def __str__(self) -> str:
        heading, row = plan_rows([self.run])
        return f"{self.word}:" + ";".join(f"{key}={cell}" for key, cell in zip(heading, row, strict=True) if cell)


@frozen
class RepeatRun(CohortChange):
    """One more run like another: same module, times, venue and seats, another room and other teachers.

    Attributes:
        run: id of the run that is there.
        copy: id of the new run.
    """

    word: ClassVar[str] = "repeat"
    run: str
    copy: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        copied = evolve(the_run(cohort, self.run), id=self.copy, room=None, teachers=(), state="planned")
        return evolve(cohort, runs=(*cohort.runs, copied))


@frozen
class DropRun(CohortChange):
    """A run taken off the list, and with it what people were pinned to or barred from there.

    Attributes:
        run: the run's id.
    """

    word: ClassVar[str] = "drop-run"
    run: str

    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort."""
        the_run(cohort, self.run)
        people = [
            evolve(
                person,
                pinned=[run for run in person.pinned if run != self.run],
                barred=[run for run in person.barred if run != self.run],
            )
            for person in cohort.participants
        ]
        return evolve(cohort, participants=people, runs=[run for run in cohort.runs if run.id != self.run])
