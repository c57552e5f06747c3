"""Units of teaching: basis modules and electives, what they require, how many people a run of them takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model.entry import Entry, duplicate_findings
from curriculum.model.fields import amount_findings, capacity_findings, choice_findings
from curriculum.model.learning import Activity, Assessment, LearningOutcome
from curriculum.requisites import NOTHING, Requirement, parse
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text

Kind = Literal["basis", "elective"]


def as_requirement(value: str | Requirement) -> Requirement:
    """Read a requirement that is written as an expression."""
    return parse(value) if isinstance(value, str) else value


@frozen(kw_only=True)
class Capacity:
    """How many people a run of a module takes.

    Attributes:
        minimum: fewest people for the run to be held, 1 or more.
        maximum: most people, 1 or more and not below the minimum.
    """

    minimum: int | None = None
    maximum: int | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(capacity_findings(self.minimum, self.maximum, "minimum", "maximum"))


@frozen(kw_only=True)
class Module(Entry):
    """A unit of teaching that is held in runs.

    Attributes:
        kind: basis or elective.
        title: what it is called.
        description: what it is about.
        requires: modules that must be completed before, with alternatives.
        corequires: modules that must be taken before or at the same time.
        strict_corequires: modules that must be taken at the same time.
        hours: contact hours, 0 or more.
        workload: all hours of a participant's work, 0 or more.
        credits: ECTS credits, 0 or more.
        capacity: how many people a run takes, unless the run says otherwise.
        source: id of the source.
        outcomes: what participants can do afterwards.
        activities: what they do.
        assessments: how they show what they have learned.
    """

    kind: Kind | None = None
    title: Text | None = field(default=None, converter=as_optional_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    requires: Requirement = field(default=NOTHING, converter=as_requirement)
    corequires: Requirement = field(default=NOTHING, converter=as_requirement)
    strict_corequires: Requirement = field(default=NOTHING, converter=as_requirement)
    hours: float | None = None
    workload: float | None = None
    credits: float | None = None
    capacity: Capacity = Capacity()
    source: str | None = None
    outcomes: tuple[LearningOutcome, ...] = field(default=(), converter=as_tuple)
    activities: tuple[Activity, ...] = field(default=(), converter=as_tuple)
    assessments: tuple[Assessment, ...] = field(default=(), converter=as_tuple)

    @property
    def mentioned(self) -> tuple[str, ...]:
        """Ids of the modules that its requirements of any kind mention, each once.

        Example:
            >>> Module(id="c", requires="a & b", corequires="b", strict_corequires="d").mentioned
            ('a', 'b', 'd')
        """
        needs = (self.requires, self.corequires, self.strict_corequires)
        return tuple(dict.fromkeys(name for need in needs for name in need.modules()))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the module's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.kind, Kind, "kind")
        for name in ("hours", "workload", "credits"):
            yield from amount_findings(getattr(self, name), name)
        for name in ("outcomes", "activities", "assessments"):
            yield from duplicate_findings(getattr(self, name), name)
