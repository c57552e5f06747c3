"""What every change has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from attrs import evolve, fields, frozen

from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.known import Known
from curriculum.messages import say
from curriculum.roster import Participant
from curriculum.runs import Run

Entry = TypeVar("Entry", Run, Participant)


@frozen
class CohortChange(ABC):
    """One change to a cohort.

    ``str(change)`` is how it is written on the command line; :func:`~curriculum.changes.read_change` reads that.

    Attributes:
        word: the word that stands before the colon; its sentence is ``changes.WORD``.
    """

    word: ClassVar[str]

    @abstractmethod
    def apply(self, cohort: Cohort) -> Cohort:
        """Return the changed cohort.

        Raises:
            InvalidInput: the cohort does not have what is to be changed, or would become inconsistent.
        """

    def __str__(self) -> str:
        """Return the change as it is written on the command line: what it is about, and its value if any."""
        about, *value = (written(getattr(self, one.name)) for one in fields(type(self)))
        return f"{self.word}:{'='.join([about, *value])}"

    def values(self, language: str) -> Mapping[str, object]:  # noqa: ARG002 - for those that say more than ids
        """Return what the placeholders of the change's sentence stand for."""
        return {one.name: said(getattr(self, one.name)) for one in fields(type(self))}

    def now(self, cohort: Cohort) -> str:  # noqa: ARG002 - for those that set something
        """Return what is so without the change, when it sets one thing to another value; else nothing."""
        return ""

    def sentence(self) -> str:
        """Return the name of the change's sentence within ``changes``."""
        return self.word

    def describe(self, language: str = "en", cohort: Cohort | None = None) -> str:
        """Say what the change is.

        Args:
            language: da, sv or en.
            cohort: the cohort that is to be changed; with it, what is so today is said too.
        """
        said = say(f"changes.{self.sentence()}", language, **self.values(language))
        now = self.now(cohort) if cohort is not None else ""
        return say("changes.now", language, change=said, now=now) if now else said


def written(value: object) -> str:
    """Return a value as it is written on the command line."""
    if isinstance(value, tuple):
        return "|".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def said(value: object) -> object:
    """Return a value as it is said in a sentence."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def with_changes(cohort: Cohort, changes: Iterable[CohortChange]) -> Cohort:
    """Return a cohort with some changes made, one after the other.

    Args:
        cohort: the cohort.
        changes: the changes, in their order.

    Raises:
        InvalidInput: one of them cannot be made; its place in every finding is the change.
    """
    for change in changes:
        try:
            cohort = change.apply(cohort)
        except InvalidInput as invalid:
            findings = (evolve(finding, where=str(change), file=None, line=None) for finding in invalid.findings)
            raise InvalidInput(findings) from None
    return cohort


def the_run(cohort: Cohort, run: str) -> Run:
    """Return a run by its id.

    Raises:
        InvalidInput: there is no such run.
    """
    return _named("runs", cohort.runs, run)


def the_person(cohort: Cohort, person: str) -> Participant:
    """Return a participant by id.

    Raises:
        InvalidInput: there is no such participant.
    """
    return _named("participants", cohort.participants, person)


def _named(kind: str, entries: Sequence[Entry], name: str) -> Entry:
    found = next((one for one in entries if one.id == name), None)
    if found is None:
        raise InvalidInput([Known(kind, (one.id for one in entries)).unknown(name, "")])
    return found


def with_run(cohort: Cohort, run: str, **fields: Any) -> Cohort:
    """Return a cohort in which one run has other values."""
    the_run(cohort, run)
    return evolve(cohort, runs=[evolve(one, **fields) if one.id == run else one for one in cohort.runs])


def with_person(cohort: Cohort, person: str, **fields: Any) -> Cohort:
    """Return a cohort in which one participant has other values."""
    the_person(cohort, person)
    people = [evolve(one, **fields) if one.id == person else one for one in cohort.participants]
    return evolve(cohort, participants=people)
