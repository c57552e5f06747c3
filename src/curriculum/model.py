"""The entries of a curriculum: competencies, outcomes, modules, programmes.

Everything here is frozen and guards its own fields when it is made; the references between entries are guarded
by the :class:`~curriculum.catalog.Catalog` that gathers them. Data does not know which file it came from.

Every entry may carry ``evidence`` ("stated" in the named source, "inferred" from it, or "illustrative") and a
``note`` that says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, get_args

from attrs import field, frozen

from curriculum.errors import Finding, nearest, raise_if
from curriculum.requisites import NOTHING, Requirement, parse
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text, as_text

Evidence = Literal["stated", "inferred", "illustrative"]
Kind = Literal["basis", "elective"]
Coverage = Literal["introduced", "reinforced", "mastered"]
Demand = Literal["every-step", "one-step"]
ActivityKind = Literal[
    "lecture", "workshop", "case", "reflection", "practice", "trial-action", "network", "knowledge-sharing"
]
MOST_PEOPLE = 1_000_000
"""The largest capacity of a run."""
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_LONGEST_WORD = 40
"""Letters of a wrong word that are looked at to tell which one was meant."""


def as_requirement(value: str | Requirement) -> Requirement:
    """Read a requirement that is written as an expression."""
    return parse(value) if isinstance(value, str) else value


def id_findings(value: str, where: str = "id") -> Iterator[Finding]:
    """Complain about a catalog id that is not ``[a-z0-9][a-z0-9-]*``."""
    if not ID.fullmatch(value):
        yield Finding(code="bad-id", values={"id": value}, where=where)


def label_findings(value: str) -> Iterator[Finding]:
    """Complain about a participant's or run's id that is empty, untrimmed or contains ``|``."""
    if not value or value != value.strip() or "|" in value:
        yield Finding(code="bad-label", values={"id": value}, where="id")


def choice_findings(value: str | None, allowed: object, where: str) -> Iterator[Finding]:
    """Complain about a value that is not among the choices of a ``Literal``."""
    choices = get_args(allowed)
    if value is not None and value not in choices:
        meant = nearest(value[:_LONGEST_WORD], choices)
        values = {"value": value, "known": ", ".join(choices), "suggestion": meant}
        yield Finding(code="bad-choice", values=values, where=where)


def amount_findings(value: float | None, where: str) -> Iterator[Finding]:
    """Complain about an amount below 0, or one that is not a finite number."""
    if value is not None and not 0 <= value < float("inf"):
        yield Finding(code="bad-amount", values={"value": value}, where=where)


@frozen(kw_only=True)
class Entry:
    """What every entry of a catalog has.

    Attributes:
        id: local id, ``[a-z0-9][a-z0-9-]*``.
        evidence: whether the entry is stated in its source, inferred from it, or illustrative.
        note: remark for the reader.
    """

    id: str
    evidence: Evidence = "stated"
    note: Text | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the entry's own fields."""
        yield from id_findings(self.id)
        yield from choice_findings(self.evidence, Evidence, "evidence")


def duplicate_findings(entries: Iterable[Entry], where: str) -> Iterator[Finding]:
    """Complain about entries that share an id, at the second place."""
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        if entry.id in seen:
            values = {"id": entry.id, "first": f"{where}[{seen[entry.id]}]"}
            yield Finding(code="duplicate-id", values=values, where=f"{where}[{index}].id")
        else:
            seen[entry.id] = index


@frozen(kw_only=True)
class Source(Entry):
    """A publication that entries of the catalog rest on.

    Attributes:
        title: the publication's title.
        publisher: who published it.
        year: year of publication.
        url: where it can be read.
    """

    title: Text = field(converter=as_text)
    publisher: str | None = None
    year: int | None = None
    url: str | None = None


@frozen(kw_only=True)
class Level(Entry):
    """A leadership level, such as hospital, department or function management.

    Attributes:
        title: what the level is called.
    """

    title: Text | None = field(default=None, converter=as_optional_text)


@frozen(kw_only=True)
class Step(Entry):
    """One step of a scale.

    Attributes:
        title: what the step is called.
        description: what someone on the step can do.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    description: Text | None = field(default=None, converter=as_optional_text)


@frozen(kw_only=True)
class Scale(Entry):
    """An ordered scale of proficiency or of cognitive level.

    Attributes:
        title: what the scale is called.
        source: id of the source that the scale is taken from.
        demands: whether a step counts only for somebody who has reached every lower one (``every-step``, as in a
            model of stages), or an outcome at a step speaks for the lower ones too (``one-step``).
        steps: at least one, lowest first.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    source: str | None = None
    demands: Demand = "every-step"
    steps: tuple[Step, ...] = field(converter=as_tuple)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the scale's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.demands, Demand, "demands")
        if not self.steps:
            yield Finding(code="no-steps", values={"id": self.id}, where="steps")
        yield from duplicate_findings(self.steps, "steps")

    def rank(self, step: str) -> int | None:
        """Return the 1-based position of a step, named by its id or by that position; None if there is none."""
        for position, known in enumerate(self.steps, 1):
            if known.id == step:
                return position
        return int(step) if step.isdecimal() and 1 <= int(step[:9]) <= len(self.steps) else None


@frozen(kw_only=True)
class Competency(Entry):
    """Something that a leader is able to do, on a scale of proficiency.

    Attributes:
        title: short name.
        description: what it means.
        broader: id of the competency that this one is part of.
        scale: id of the scale of proficiency.
        same_as: URIs of the same concept elsewhere, for example in ESCO.
        source: id of the source.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    broader: str | None = None
    scale: str | None = None
    same_as: tuple[str, ...] = field(default=(), converter=as_tuple)
    source: str | None = None


@frozen(kw_only=True)
class LearningOutcome(Entry):
    """What participants can do after a module.

    Attributes:
        statement: the outcome in words.
        competency: id of the competency that it builds.
        reaches: step on the competency's scale.
        level: cognitive level as ``scale:step``, for example ``solo:4``.
        coverage: whether the module introduces, reinforces or brings the competency to mastery.
    """

    statement: Text = field(converter=as_text)
    competency: str | None = None
    reaches: str | None = None
    level: str | None = None
    coverage: Coverage | None = None

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the outcome's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.coverage, Coverage, "coverage")


@frozen(kw_only=True)
class Activity(Entry):
    """What participants do in a module.

    Attributes:
        title: short name.
        kind: lecture, workshop, case, reflection, practice, trial-action, network or knowledge-sharing.
        hours: duration in hours, 0 or more.
        outcomes: ids of the module's outcomes that it trains.
        level: cognitive level as ``scale:step``.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    kind: ActivityKind
    hours: float | None = None
    outcomes: tuple[str, ...] = field(default=(), converter=as_tuple)
    level: str | None = None

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the activity's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.kind, ActivityKind, "kind")
        yield from amount_findings(self.hours, "hours")


@frozen(kw_only=True)
class Assessment(Entry):
    """How participants show what they have learned.

    Attributes:
        title: short name.
        kind: form of assessment, any text, for example ``presentation``.
        outcomes: ids of the module's outcomes that it tests.
        level: cognitive level as ``scale:step``.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    kind: str
    outcomes: tuple[str, ...] = field(default=(), converter=as_tuple)
    level: str | None = None


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


def capacity_findings(
    minimum: int | None, maximum: int | None, minimum_name: str, maximum_name: str
) -> Iterator[Finding]:
    """Complain about a number of people below 1, or about a minimum above the maximum."""
    for value, name in ((minimum, minimum_name), (maximum, maximum_name)):
        if value is not None and not 1 <= value <= MOST_PEOPLE:
            yield Finding(code="bad-people", values={"value": value}, where=name)
    if minimum is not None and maximum is not None and minimum > maximum:
        yield Finding(
            code="minimum-above-maximum", values={"minimum": minimum, "maximum": maximum}, where=minimum_name
        )


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

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the module's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.kind, Kind, "kind")
        for name in ("hours", "workload", "credits"):
            yield from amount_findings(getattr(self, name), name)
        for name in ("outcomes", "activities", "assessments"):
            yield from duplicate_findings(getattr(self, name), name)


@frozen(kw_only=True)
class Choose:
    """How many electives a participant takes.

    Attributes:
        minimum: fewest for a finished programme, 0 or more.
        maximum: how many places are owed, not below the minimum.
    """

    minimum: int
    maximum: int

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the two numbers."""
        for name, value in (("minimum", self.minimum), ("maximum", self.maximum)):
            if value < 0:
                yield Finding(code="bad-amount", values={"value": value}, where=name)
        if self.minimum > self.maximum:
            values = {"minimum": self.minimum, "maximum": self.maximum}
            yield Finding(code="minimum-above-maximum", values=values, where="minimum")


def as_choose(value: int | Mapping[str, int] | Choose) -> Choose:
    """Read ``choose``: a number stands for both the minimum and the maximum."""
    if isinstance(value, Choose):
        return value
    return Choose(**value) if isinstance(value, Mapping) else Choose(minimum=value, maximum=value)


@frozen(kw_only=True)
class Electives:
    """The electives of a programme.

    Attributes:
        modules: ids of the modules to choose from; ``from`` in a catalog file.
        choose: how many of them.
    """

    modules: tuple[str, ...] = field(converter=as_tuple)
    choose: Choose = field(converter=as_choose)


@frozen(kw_only=True)
class Target:
    """What a programme promises: a competency at a step.

    Attributes:
        competency: id of the competency.
        reaches: step on the competency's scale.
        level: leadership level that the promise holds for; all levels when None.
        evidence: whether the promise is stated, inferred or illustrative.
        note: remark for the reader.
    """

    competency: str
    reaches: str | None = None
    level: str | None = None
    evidence: Evidence = "stated"
    note: Text | None = field(default=None, converter=as_optional_text)

    def __attrs_post_init__(self) -> None:
        raise_if(choice_findings(self.evidence, Evidence, "evidence"))


@frozen(kw_only=True)
class Programme(Entry):
    """A programme: basis modules for everybody, and electives to choose from.

    Attributes:
        title: what it is called.
        description: what it is about.
        audience: ids of the leadership levels that it is for.
        basis: ids of the modules that everybody takes.
        electives: the electives and how many to take; None when there are none.
        source: id of the source.
        targets: what the programme promises.
    """

    title: Text | None = field(default=None, converter=as_optional_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    audience: tuple[str, ...] = field(default=(), converter=as_tuple)
    basis: tuple[str, ...] = field(default=(), converter=as_tuple)
    electives: Electives | None = None
    source: str | None = None
    targets: tuple[Target, ...] = field(default=(), converter=as_tuple)

    @property
    def elective_ids(self) -> tuple[str, ...]:
        """Ids of the electives, in the catalog's order."""
        return self.electives.modules if self.electives else ()

    @property
    def choose(self) -> Choose:
        """How many electives a participant takes; none without electives."""
        return self.electives.choose if self.electives else Choose(minimum=0, maximum=0)

    @property
    def module_ids(self) -> tuple[str, ...]:
        """Ids of all modules of the programme, basis first."""
        return (*self.basis, *self.elective_ids)
