"""What leaders are to be able to do: competencies, on scales of proficiency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding
from curriculum.model.entry import Entry, duplicate_findings
from curriculum.model.fields import choice_findings
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text

Demand = Literal["every-step", "one-step"]


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
