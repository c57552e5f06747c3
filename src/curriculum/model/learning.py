"""What happens in a module: outcomes, the activities that train them, the assessments that test them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding
from curriculum.model.entry import Entry
from curriculum.model.fields import amount_findings, choice_findings
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text, as_text

Coverage = Literal["introduced", "reinforced", "mastered"]
ActivityKind = Literal[
    "lecture", "workshop", "case", "reflection", "practice", "trial-action", "network", "knowledge-sharing"
]


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
