"""A rubric: criteria with levels and weights, gates that some of them must pass, and where each comes from.

The lowest level of a criterion describes what it looks like when the criterion is *not met*; every higher level
meets it. What each word in the file means is in ``docs/rubrics.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from attrs import field, frozen

from curriculum.errors import Finding, nearest
from curriculum.evaluation.rubrics.measure import Measure
from curriculum.known import Known
from curriculum.model import Entry, Source, choice_findings, duplicate_findings
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text, as_text

Kind = Literal["computed", "judged", "measured", "imported"]
"""Where a level comes from: the design, people who judge, people's answers, or a score from elsewhere."""
CHECK = "check:"
"""How the name of an indicator begins that counts the findings of a check."""
MOST_RATERS = 100
_LEFT_OUT: tuple[object, ...] = (None, (), {})


@frozen(kw_only=True)
class RubricLevel(Entry):
    """One level of a criterion.

    Attributes:
        title: short name.
        description: what it looks like.
        at_least: the lowest value that reaches it; None for the lowest level and for what people judge.
        at_most: the highest value that reaches it, where less is better.
    """

    title: Text = field(converter=as_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    at_least: Fraction | None = None
    at_most: Fraction | None = None

    @property
    def threshold(self) -> Fraction | None:
        """The value that reaches the level, whichever way it is written."""
        return self.at_most if self.at_least is None else self.at_least


@frozen(kw_only=True)
class Criterion(Entry):
    """One criterion of a rubric.

    Attributes:
        title: short name.
        kind: where its level comes from.
        question: what is asked, in a sentence.
        source: id of the source that the criterion rests on.
        weight: its share in the total, relative to the others; 0 or more.
        levels: at least two, the lowest first.
        applies_to: catalogs, or programmes written ``catalog:programme``, that it applies to; all when empty.
        indicator: what is computed, for a computed one: the name of an indicator, or ``check:`` and a code.
        raters: how many people have to judge, for a judged one; 1 or more.
        measure: what is made of the answers, for a measured one.
        unit: what the scores count, for an imported one.
    """

    title: Text = field(converter=as_text)
    kind: Kind
    question: Text | None = field(default=None, converter=as_optional_text)
    source: str
    weight: Fraction = field(default=Fraction(1), converter=Fraction)
    levels: tuple[RubricLevel, ...] = field(converter=as_tuple)
    applies_to: tuple[str, ...] = field(default=(), converter=as_tuple)
    indicator: str | None = None
    raters: int = 1
    measure: Measure | None = None
    unit: Text | None = field(default=None, converter=as_optional_text)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the criterion's own fields."""
        yield from Entry.findings(self)
        yield from choice_findings(self.kind, Kind, "kind")
        yield from duplicate_findings(self.levels, "levels")
        if self.weight < 0:
            yield Finding(code="bad-amount", values={"value": self.weight}, where="weight")
        if not 1 <= self.raters <= MOST_RATERS:
            yield Finding(code="bad-raters", values={"value": self.raters, "most": MOST_RATERS}, where="raters")
        if len(self.levels) < 2:  # noqa: PLR2004 - met and not met
            yield Finding(code="few-levels", values={"id": self.id}, where="levels")
        for key, kind in (("indicator", "computed"), ("measure", "measured")):
            if (getattr(self, key) is None) == (self.kind == kind):
                code = "criterion-lacks" if self.kind == kind else "criterion-needs-no"
                yield Finding(code=code, values={"id": self.id, "key": key, "kind": self.kind}, where=key)
        yield from self._threshold_findings()

    def _threshold_findings(self) -> Iterator[Finding]:
        for index, level in enumerate(self.levels):
            needed = self.kind != "judged" and index > 0
            if (level.threshold is not None) != needed or None not in (level.at_least, level.at_most):
                code = "level-lacks-threshold" if needed else "level-needs-no-threshold"
                yield Finding(code=code, values={"id": level.id, "kind": self.kind}, where=f"levels[{index}]")
        higher = list(enumerate(self.levels))[1:]
        for (_, lower), (index, upper) in pairwise(higher):
            rising = _before(lower.at_least, upper.at_least) or _before(upper.at_most, lower.at_most)
            if None not in (lower.threshold, upper.threshold) and not rising:
                values = {"id": upper.id, "lower": lower.id}
                yield Finding(code="thresholds-out-of-order", values=values, where=f"levels[{index}]")

    def rank(self, level_id: str) -> int | None:
        """Return the position of a level, 0 for the lowest; None when there is none of this id."""
        return next((index for index, level in enumerate(self.levels) if level.id == level_id), None)

    def rank_of(self, value: Fraction) -> int:
        """Return the position of the highest level that a value reaches.

        Example:
            >>> levels = [
            ...     RubricLevel(id="no", title="no"),
            ...     RubricLevel(id="half", title="half", at_least=Fraction(1, 2)),
            ...     RubricLevel(id="all", title="all", at_least=Fraction(1)),
            ... ]
            >>> kept = Criterion(id="c", title="C", kind="imported", source="s", levels=levels)
            >>> [kept.rank_of(Fraction(value)) for value in ("0.49", "0.5", "1")]
            [0, 1, 2]
        """
        reached = [index for index, level in enumerate(self.levels) if _reaches(level, value)]
        return max(reached, default=0)

    def points(self, rank: int) -> Fraction:
        """Return what a level counts: 0 for the lowest, 1 for the highest, even steps in between."""
        return Fraction(rank, len(self.levels) - 1)


@frozen(kw_only=True)
class Gate(Entry):
    """What has to be reached whatever the total: unless all of it is, the total is at most so much.

    Attributes:
        title: what the gate asks.
        all_of: the level that each of some criteria has to reach at least, by the criterion's id.
        at_most: the highest total when one of them does not reach it, from 0 to 1.
    """

    title: Text = field(converter=as_text)
    all_of: Mapping[str, str] = field(factory=dict, converter=dict, hash=False)
    at_most: Fraction = field(default=Fraction(0), converter=Fraction)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the gate's own fields."""
        yield from Entry.findings(self)
        if not self.all_of:
            yield Finding(code="empty-gate", values={"id": self.id}, where="all_of")
        if not 0 <= self.at_most <= 1:
            yield Finding(code="bad-share-of-total", values={"value": self.at_most}, where="at_most")


@frozen(kw_only=True)
class Rubric(Entry):
    """A rubric, consistent in itself.

    Attributes:
        title: what it is called.
        description: what it is for, and what it is not.
        version: the rubric's own version.
        language: language of the texts that are written as plain strings.
        license: SPDX id of its licence.
        sources: publications.
        criteria: at least one, with a weight above 0.
        gates: what has to be reached whatever the total.

    Raises:
        InvalidInput: with everything that is wrong in it.
    """

    title: Text = field(converter=as_text)
    description: Text | None = field(default=None, converter=as_optional_text)
    version: str = "1"
    language: str = "en"
    license: str | None = None
    sources: tuple[Source, ...] = field(default=(), converter=as_tuple)
    criteria: tuple[Criterion, ...] = field(default=(), converter=as_tuple)
    gates: tuple[Gate, ...] = field(default=(), converter=as_tuple)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the rubric as a whole."""
        for finding in Entry.findings(self):
            yield finding.inside("rubric")
        for name in ("sources", "criteria", "gates"):
            yield from duplicate_findings(getattr(self, name), name)
        if not any(criterion.weight > 0 for criterion in self.criteria):
            yield Finding(code="no-weight", values={"id": self.id}, where="criteria")
        sources = Known("sources", (source.id for source in self.sources))
        for index, criterion in enumerate(self.criteria):
            if criterion.source not in sources:
                yield sources.unknown(criterion.source, f"criteria[{index}].source")
        yield from self._gate_findings()

    def _gate_findings(self) -> Iterator[Finding]:
        criteria = {criterion.id: criterion for criterion in self.criteria}
        known = Known("criteria", criteria)
        for index, gate in enumerate(self.gates):
            for name, level in gate.all_of.items():
                where = f"gates[{index}].all_of.{name}"
                if name not in known:
                    yield known.unknown(name, where)
                elif not criteria[name].rank(level):  # the lowest level asks for nothing
                    values = {"level": level, "criterion": name}
                    values["known"] = ", ".join(one.id for one in criteria[name].levels[1:])
                    yield Finding(code="gate-without-level", values=values, where=where)

    def unknown_indicators(self, known: Iterable[str]) -> Iterator[Finding]:
        """Yield the indicators that are not known; the findings of a check can always be counted.

        Args:
            known: names of indicators.
        """
        names = sorted(known)
        for index, criterion in enumerate(self.criteria):
            name = criterion.indicator
            if name is not None and not name.startswith(CHECK) and name not in names:
                values = {"name": name, "known": ", ".join(names), "suggestion": nearest(name, names)}
                yield Finding(code="unknown-indicator", values=values, where=f"criteria[{index}].indicator")

    def document(self) -> dict[str, Any]:
        """Return the rubric as plain data, with the keys of its file; what is left out is not in it."""
        from attrs import asdict

        data = asdict(self, filter=lambda _, value: value not in _LEFT_OUT, value_serializer=_serialised)
        lists: dict[str, Any] = {key: data.pop(key) for key in ("sources", "criteria", "gates") if key in data}
        return {"schema": 1, "rubric": data, **lists}

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion with this id.

        Raises:
            KeyError: there is none.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)


def _serialised(_: object, __: object, value: object) -> object:
    """Return texts by language, and numbers as JSON has them."""
    if isinstance(value, Text):
        return dict(value.entries) if value.entries[0][0] else str(value)
    return float(value) if isinstance(value, Fraction) else value


def _before(one: Fraction | None, other: Fraction | None) -> bool:
    return one is not None and other is not None and one < other


def _reaches(level: RubricLevel, value: Fraction) -> bool:
    if level.at_most is not None:
        return value <= level.at_most
    return level.at_least is not None and value >= level.at_least
