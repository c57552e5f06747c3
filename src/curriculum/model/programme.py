"""Programmes: basis modules for everybody, electives to choose from, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model.entry import Entry, Evidence
from curriculum.model.fields import choice_findings
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text


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
