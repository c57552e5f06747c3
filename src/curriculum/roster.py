"""The people of a cohort."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model import choice_findings, label_findings
from curriculum.sequences import as_tuple

Role = Literal["leader", "key-person"]
SINGLE_COLUMNS = ("id", "name", "email", "role", "level", "organisation", "pair", "manager", "location")
LIST_COLUMNS = ("preferences", "unavailable", "completed", "pinned", "barred")
"""Columns of a roster that hold one value, and those that hold a list."""


@frozen(order=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise_if([Finding(code="span-reversed", values={"first": self.first, "last": self.last})])

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first}/{self.last}"


@frozen(kw_only=True)
class Participant:
    """A person of the cohort.

    Attributes:
        id: any text without ``|``.
        name: the person's name; never in a log or an error.
        email: the person's address; never in a log or an error.
        role: leader or key person.
        level: id of the person's leadership level.
        organisation: any text.
        pair: people with the same text are a pair (of two or more).
        manager: id of the person's manager.
        location: name of the venue where the person works.
        preferences: ids of electives, best first.
        unavailable: spans of days on which the person cannot come.
        completed: ids of modules done before.
        pinned: ids of runs that the person must attend.
        barred: ids of runs that the person must not attend.
        further: any further columns of the roster, by heading.
    """

    id: str
    name: str | None = None
    email: str | None = None
    role: Role | None = None
    level: str | None = None
    organisation: str | None = None
    pair: str | None = None
    manager: str | None = None
    location: str | None = None
    preferences: tuple[str, ...] = field(default=(), converter=as_tuple)
    unavailable: tuple[Span, ...] = field(default=(), converter=as_tuple)
    completed: tuple[str, ...] = field(default=(), converter=as_tuple)
    pinned: tuple[str, ...] = field(default=(), converter=as_tuple)
    barred: tuple[str, ...] = field(default=(), converter=as_tuple)
    further: Mapping[str, str] = field(factory=dict, converter=dict)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the person's own fields."""
        yield from label_findings(self.id)
        yield from choice_findings(self.role, Role, "role")
        if self.manager == self.id:
            yield Finding(code="own-manager", values={"id": self.id, "column": "manager"}, where="manager")
        for name in ("preferences", "completed", "pinned", "barred"):
            ids: tuple[str, ...] = getattr(self, name)
            for named, times in Counter(ids).items():
                if times > 1:
                    yield Finding(code="named-twice", values={"id": named}, where=name)

    def value(self, attribute: str) -> str | None:
        """Return what a column of the roster says about the person; None when it says nothing.

        Args:
            attribute: a column with a single value (``level``, ``organisation`` ...) or any further column.
        """
        if attribute in SINGLE_COLUMNS:
            said: str | None = getattr(self, attribute)
            return said or None
        return self.further.get(attribute) or None
