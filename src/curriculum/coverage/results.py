"""What the coverage of a programme's targets is: by target, by leadership level, with gaps and their repairs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from attrs import frozen

if TYPE_CHECKING:
    import pandas as pd

EditKind = Literal["make-basis", "add-outcome", "choose"]


@frozen(kw_only=True)
class TargetCoverage:
    """How far the admissible selections reach one target.

    Attributes:
        index: position of the target in the programme, from 0.
        competency: id of the competency.
        reaches: the step that is promised; None promises that the competency is built at all.
        level: the leadership level that the promise holds for; None for all.
        met: number of selections that reach it.
        selections: number of all admissible selections.
        lowest: the step that every selection reaches at least; None when some selection reaches none.
        mean: mean position of the step that a selection reaches, 0 for none.
        highest: the step that the best selection reaches; None for none.
    """

    index: int
    competency: str
    reaches: str | None
    level: str | None
    met: int
    selections: int
    lowest: str | None
    mean: Fraction
    highest: str | None

    @property
    def guaranteed(self) -> bool:
        """Whether every admissible selection reaches the target, and there is one."""
        return 0 < self.met == self.selections

    @property
    def share(self) -> Fraction:
        """Share of the selections that reach the target; 0 when there are none."""
        return Fraction(self.met, self.selections) if self.selections else Fraction(0)


@frozen(kw_only=True)
class LevelCoverage:
    """How many of the targets of one leadership level the selections meet.

    Attributes:
        level: id of the leadership level; None stands for all targets together.
        targets: number of targets that hold for the level: its own, and those for all levels.
        guaranteed: number of targets that the worst selection meets.
        mean: mean number of targets that a selection meets.
        best: number of targets that the best selection meets.
    """

    level: str | None
    targets: int
    guaranteed: int
    mean: Fraction
    best: int

    def share(self, met: int | Fraction) -> Fraction:
        """Return a number of targets as a share; of no targets at all everything is met.

        Example:
            >>> LevelCoverage(level=None, targets=4, guaranteed=3, mean=Fraction(7, 2), best=4).share(3)
            Fraction(3, 4)
        """
        return Fraction(met) / self.targets if self.targets else Fraction(1)


@frozen(kw_only=True)
class Choice:
    """Selections that miss the same targets.

    Attributes:
        electives: the electives of one of them.
        count: how many selections there are.
        missed: positions of the targets that they do not reach.
    """

    electives: tuple[str, ...]
    count: int
    missed: tuple[int, ...]


@frozen(kw_only=True)
class Edit:
    """One change of a catalog.

    Attributes:
        kind: ``make-basis`` moves an elective to the basis modules; ``add-outcome`` adds an outcome to a module;
            ``choose`` has participants take so many electives.
        module: id of the module; None for ``choose``.
        competency: the competency that the new outcome builds.
        reaches: the step that it reaches.
        hours: contact hours that the new outcome is estimated to take; None when nothing tells.
        count: the number of electives.
    """

    kind: EditKind
    module: str | None = None
    competency: str | None = None
    reaches: str | None = None
    hours: float | None = None
    count: int | None = None


@frozen(kw_only=True)
class Repair:
    """Edits that close a gap, with their effect as it was computed by making them.

    Attributes:
        edits: what to change.
        hours: by how much the mean contact hours of a selection grow; None when some module does not say its
            hours, or nothing tells how long a new outcome takes.
        selections: number of admissible selections afterwards.
        closes: positions of the targets that are guaranteed afterwards and were not before.
    """

    edits: tuple[Edit, ...]
    hours: float | None
    selections: int
    closes: tuple[int, ...]


@frozen(kw_only=True)
class Gap:
    """A target that not every admissible selection reaches.

    Attributes:
        target: the target's coverage.
        lacking: the steps up to the target that some selection has no outcome for, lowest first. Empty when all
            are there but the requirements force them into the wrong order, or when the target names no step.
        example: the electives of a selection that misses the target; None when there is no admissible selection.
        repairs: what would close it, the fewest added hours first.
        proven: whether no repair at all costs less than the first; without repairs, whether there is none.
    """

    target: TargetCoverage
    lacking: tuple[str, ...]
    example: tuple[str, ...] | None
    repairs: tuple[Repair, ...] = ()
    proven: bool = False

    def __repr__(self) -> str:
        """Return what is not reached, and the cheapest repair, to be read where a list of gaps is shown."""
        from curriculum.coverage.wording import gap_text

        return f"<gap: {gap_text(self)}>"


@frozen(kw_only=True)
class ProgrammeCoverage:
    """Guaranteed, mean and best coverage of a programme's targets over all admissible selections.

    Attributes:
        catalog: id of the catalog.
        programme: id of the programme.
        selections: number of admissible selections.
        mean_hours: mean contact hours of a selection; None when a module does not say its hours.
        targets: every target's coverage, in the programme's order.
        levels: all targets together first, then by leadership level of the audience.
        choices: the selections, those that miss the same targets together; the worst first.
        gaps: the targets that are not guaranteed.
    """

    catalog: str
    programme: str
    selections: int
    mean_hours: float | None
    targets: tuple[TargetCoverage, ...]
    levels: tuple[LevelCoverage, ...]
    choices: tuple[Choice, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def total(self) -> LevelCoverage:
        """The coverage of all targets together."""
        return self.levels[0]

    @property
    def guaranteed(self) -> float:
        """Share of the targets that the worst selection meets."""
        return float(self.total.share(self.total.guaranteed))

    @property
    def mean(self) -> float:
        """Mean share of the targets that a selection meets."""
        return float(self.total.share(self.total.mean))

    @property
    def best(self) -> float:
        """Share of the targets that the best selection meets."""
        return float(self.total.share(self.total.best))

    def at(self, level: str | None) -> LevelCoverage:
        """Return the coverage at one leadership level.

        Raises:
            KeyError: the programme is not for this level.
        """
        for found in self.levels:
            if found.level == level:
                return found
        raise KeyError(level)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a target as a pandas data frame.

        Raises:
            MissingExtra: pandas is not installed.
        """
        from curriculum.frames import frame_of

        columns = ("competency", "reaches", "level", "guaranteed", "share", "lowest", "mean", "highest")
        return frame_of(self.targets, columns)

    def _repr_html_(self) -> str:
        from curriculum.coverage.pages import coverage_html

        return coverage_html(self)
