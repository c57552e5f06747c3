"""What a comparison says."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen

from curriculum.comparing.edits import Edit
from curriculum.comparing.matching import Concept, Match
from curriculum.comparing.shares import Way
from curriculum.coverage.results import LevelCoverage, TargetCoverage
from curriculum.errors import Finding
from curriculum.sequences import as_tuple

if TYPE_CHECKING:
    import pandas as pd

_LARGEST = 10**300
"""Beyond this there are no decimal numbers, and a fraction of one does not matter."""
Verdict = Literal["won", "lost", "better", "worse", "same", "new", "dropped"]


def as_number(amount: Fraction) -> float:
    """Return an amount as an integer when it is one, of any size, else as the nearest decimal number.

    Example:
        >>> as_number(Fraction(6, 2)), as_number(Fraction(7, 2))
        (3, 3.5)
    """
    if amount.denominator == 1 or abs(amount) > _LARGEST:
        return round(amount)
    return float(amount)


@frozen
class Part:
    """The part of a metric's change that some edits made.

    Attributes:
        edits: positions of the edits in the comparison, from 0. Nearly always one; several when a module came or
            went with its own requirements, or when there are too many edits to tell them apart.
        amount: the part, exactly.
    """

    edits: tuple[int, ...]
    amount: Fraction


@frozen(kw_only=True)
class MetricChange:
    """One metric before and after, and why.

    Attributes:
        metric: its name.
        before: its value in the first catalog, exactly.
        after: its value in the second.
        parts: what made the change, largest first; those that made none are left out. Together they are exactly
            ``after - before``.
    """

    metric: str
    before: Fraction
    after: Fraction
    parts: tuple[Part, ...] = ()

    @property
    def change(self) -> Fraction:
        """By how much the metric grew."""
        return self.after - self.before


@frozen(kw_only=True)
class TargetChange:
    """A promise of a programme before and after.

    Attributes:
        competency: the competency, under the name that it has in the comparison.
        level: the leadership level that it is promised to; None for all.
        before: its coverage in the first catalog; None when it is not promised there.
        after: its coverage in the second; None when it is not promised any more.
    """

    competency: str
    level: str | None
    before: TargetCoverage | None
    after: TargetCoverage | None

    @property
    def verdict(self) -> Verdict:
        """What became of the promise.

        ``won``: guaranteed now and not before; ``lost``: the reverse; ``better`` or ``worse``: more or fewer of
        the selections reach it, or they reach further on average; ``new`` and ``dropped``: promised on one side
        only.
        """
        if self.before is None or self.after is None:
            return "new" if self.before is None else "dropped"
        if self.before.guaranteed != self.after.guaranteed:
            return "won" if self.after.guaranteed else "lost"
        was, now = ((one.share, one.mean) for one in (self.before, self.after))
        if was == now:
            return "same"
        return "better" if now > was else "worse"


@frozen(kw_only=True)
class ProgrammeChange:
    """The coverage of a programme before and after.

    Attributes:
        before: id of the programme in the first catalog.
        after: its id in the second.
        levels: by leadership level what was covered and what is; None where the programme is not for the level.
        targets: promise by promise.
    """

    before: str
    after: str
    levels: tuple[tuple[LevelCoverage | None, LevelCoverage | None], ...]
    targets: tuple[TargetChange, ...]


@frozen(kw_only=True)
class Comparison:
    """What is different between two catalogs, and what follows from it.

    Attributes:
        before: name of the first.
        after: name of the second.
        edits: the single differences; none when the two say the same.
        matched: competencies that are the same under different names.
        concepts: competencies of a shared framework, with what of two regions belongs to each.
        metrics: the metrics before and after, each change divided among the edits.
        ways: how the changes of the structure were divided: of what went, and of what came.
        programmes: coverage won and lost.
        gone: findings of the checks that the second catalog no longer has, as code and place by ids.
        new: findings that only the second catalog has.
        circles: requisites of the first and of the second that go in a circle; the structure is not measured then.
        uncounted: why coverage could not be compared.
        checked: whether both are catalogs; a plain graph has no findings to win or lose.
    """

    before: str
    after: str
    edits: tuple[Edit, ...] = field(default=(), converter=as_tuple)
    matched: tuple[Match, ...] = ()
    concepts: tuple[Concept, ...] = ()
    metrics: tuple[MetricChange, ...] = ()
    ways: tuple[Way, Way] = ("every-order", "every-order")
    programmes: tuple[ProgrammeChange, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()
    circles: tuple[tuple[Finding, ...], tuple[Finding, ...]] = ((), ())
    uncounted: tuple[Finding, ...] = ()
    checked: bool = True

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What could not be compared, and why."""
        return (*self.circles[0], *self.circles[1], *self.uncounted)

    @property
    def same(self) -> bool:
        """Whether nothing is different."""
        return not self.edits

    def metric(self, name: str) -> MetricChange:
        """Return the change of one metric.

        Raises:
            KeyError: there is none of this name, or it is not defined for one of the two.
        """
        for change in self.metrics:
            if change.metric == name:
                return change
        raise KeyError(name)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an edit as a pandas data frame, with its part of each metric's change.

        A part that several edits made together stands in the row of the first of them.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from curriculum.frames import frame

        of_edit = [
            {
                change.metric: part.amount
                for change in self.metrics
                for part in change.parts
                if part.edits[0] == one
            }
            for one in range(len(self.edits))
        ]
        columns = ("kind", "entry", "id", "field", "before", "after")
        rows = [
            [
                *(getattr(edit, name) for name in columns),
                *(float(amounts.get(one.metric, 0)) for one in self.metrics),
            ]
            for edit, amounts in zip(self.edits, of_edit, strict=True)
        ]
        return frame((*columns, *(one.metric for one in self.metrics)), rows)

    def _repr_html_(self) -> str:
        from curriculum.comparing.pages import comparison_html

        return comparison_html(self)
