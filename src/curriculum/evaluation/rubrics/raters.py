"""Several people judge: their panel's level, how far they agree, and what an adjudication decides.

The level of a panel is the median of its ratings. Where the median falls between two levels, and where a member's
rating is missing, the level is known only within bounds, until more is rated or somebody adjudicates. An
adjudication decides; the ratings before it stay in the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import field, frozen

from curriculum.evaluation.rubrics.rubric import Criterion, Rubric
from curriculum.sequences import as_tuple

NOT_APPLICABLE = "not-applicable"
"""What a rater writes instead of a level when the question does not arise."""


@frozen(kw_only=True)
class Rating:
    """One person's judgement of one criterion.

    Attributes:
        rater: a word that tells the raters apart; it is not shown.
        criterion: the criterion's id.
        level: id of a level, ``not-applicable``, or None for "cannot tell".
        evidence: what the judgement rests on: documents or places in them; shown.
        comment: a remark for the other raters; never shown.
        adjudicates: whether this decides where the others differ.
    """

    rater: str
    criterion: str
    level: str | None = None
    evidence: tuple[str, ...] = field(default=(), converter=as_tuple)
    comment: str | None = field(default=None, repr=False)
    adjudicates: bool = False


@frozen(kw_only=True)
class Panel:
    """How a panel judged one criterion.

    Attributes:
        size: how many people were to judge.
        counts: how many chose each level, in the order of the levels, ``not-applicable`` last.
        lowest: position of the level that the panel certainly reaches, 0 for the lowest; None: it does not apply.
        highest: position of the level that it perhaps reaches; None: it does not apply.
        adjudicated: whether somebody decided where the ratings differ.
    """

    size: int
    counts: tuple[tuple[str, int], ...] = field(converter=as_tuple)
    lowest: int | None
    highest: int | None
    adjudicated: bool = False

    @property
    def rated(self) -> int:
        """How many people gave a rating."""
        return sum(count for _, count in self.counts)

    def document(self) -> dict[str, Any]:
        """Return it as plain data, without who chose what."""
        return {
            "size": self.size,
            "rated": self.rated,
            "counts": dict(self.counts),
            "adjudicated": self.adjudicated,
        }


def panel_of(criterion: Criterion, ratings: Iterable[Rating], members: Iterable[str]) -> Panel | None:
    """Return what a panel comes to; None when nobody has looked at the criterion.

    Args:
        criterion: a judged criterion.
        ratings: all ratings of it.
        members: everybody who has rated anything with this rubric; whoever has not rated this criterion counts as
            missing, and so do as many as the criterion asks for beyond them.

    Example:
        >>> from curriculum.evaluation.rubrics.rubric import RubricLevel
        >>> levels = [RubricLevel(id=name, title=name) for name in ("told", "shown", "done")]
        >>> criterion = Criterion(id="c", title="C", kind="judged", source="s", levels=levels)
        >>> ratings = [Rating(rater=who, criterion="c", level=level) for who, level in
        ...            (("a", "shown"), ("b", "done"), ("c", "done"))]
        >>> panel_of(criterion, ratings, "abc").lowest, panel_of(criterion, ratings[:2], "abc").highest
        (2, 2)
    """
    listed = list(ratings)
    if not listed:
        return None
    own = [one for one in listed if not one.adjudicates and one.level is not None]
    deciding = [one for one in listed if one.adjudicates and one.level is not None]
    ranks = sorted(rank for one in own if (rank := criterion.rank(one.level or "")) is not None)
    aside = len(own) - len(ranks)
    size = max(criterion.raters, len(set(members)), len(own))
    lowest, highest = _median(ranks, aside, size, len(criterion.levels) - 1)
    if deciding:
        lowest = highest = criterion.rank(deciding[0].level or "")
    names = [level.id for level in criterion.levels]
    counts = [(name, sum(one.level == name for one in own)) for name in names]
    return Panel(
        size=size,
        counts=(*counts, (NOT_APPLICABLE, aside)),
        lowest=lowest,
        highest=highest,
        adjudicated=bool(deciding),
    )


def _median(ranks: Sequence[int], aside: int, size: int, top: int) -> tuple[int | None, int | None]:
    """Return the lowest and the highest median that the missing ratings leave possible.

    The question does not arise when more than half of all members say so, whatever the missing ones say; while it
    is open whether it arises, so is the level.
    """
    missing = size - len(ranks) - aside
    if 2 * aside > size:
        return None, None
    if 2 * (aside + missing) > size:
        return 0, top
    low, high = sorted([0] * missing + list(ranks)), sorted(list(ranks) + [top] * missing)
    return low[(len(low) - 1) // 2], high[len(high) // 2]


@frozen(kw_only=True)
class Coefficient:
    """One statistic of agreement.

    Attributes:
        name: ``kappa`` (two raters, quadratic weights), ``alpha`` (Krippendorff, ordinal) or ``icc`` (absolute
            agreement of single raters).
        value: from -1 to 1; None when it cannot be computed.
        low: lower limit of its 95 % interval; None when there is none.
        high: upper limit.
        reason: why something is None, as the room of statistics names it.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    reason: str | None = None


@frozen(kw_only=True)
class Agreement:
    """How far raters agree over the judged criteria of a rubric, before any adjudication.

    Attributes:
        raters: how many there are.
        criteria: how many criteria two or more of them have judged.
        alike: how many of these all of them put on the same level.
        coefficients: statistics of agreement on the levels' positions.
    """

    raters: int
    criteria: int
    alike: int
    coefficients: tuple[Coefficient, ...] = field(converter=as_tuple)

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        from attrs import asdict

        return asdict(self)


def agreement_of(rubric: Rubric, ratings: Iterable[Rating], seed: int = 0) -> Agreement | None:
    """Return how far the raters agree; None when there are fewer than two.

    The criteria are the subjects and the positions of their levels the ratings, so that each coefficient says how
    far a level would be the same from somebody else. Few criteria give wide intervals, which are shown as such.

    Args:
        rubric: the rubric.
        ratings: all ratings with it.
        seed: seed of the bootstrap behind Krippendorff's interval.

    Raises:
        MissingExtra: scipy is not installed.
    """
    rank: dict[tuple[str, str], int] = {}
    for one in ratings:
        found = rubric.criterion(one.criterion).rank(one.level or "")
        if not one.adjudicates and found is not None:
            rank[one.rater, one.criterion] = found
    raters = sorted({rater for rater, _ in rank})
    if len(raters) < 2:  # noqa: PLR2004 - one person agrees with nobody
        return None
    from curriculum.evaluation.statistics import intraclass_correlations, kappa, krippendorff_alpha

    judged = [one.id for one in rubric.criteria if sum((rater, one.id) in rank for rater in raters) > 1]
    rows = [[rank.get((rater, name)) for name in judged] for rater in raters]
    levels = range(max((len(rubric.criterion(name).levels) for name in judged), default=1))
    estimates = {
        "alpha": krippendorff_alpha(rows, metric="ordinal", seed=seed).alpha,
        "icc": intraclass_correlations([list(column) for column in zip(*rows, strict=True)]).icc2.value,
    }
    if len(raters) == 2:  # noqa: PLR2004 - kappa is for two
        estimates["kappa"] = kappa(*rows, categories=list(levels), weighting="quadratic").coefficient
    return Agreement(
        raters=len(raters),
        criteria=len(judged),
        alike=sum(
            len({row[index] for row in rows if row[index] is not None}) == 1 for index, _ in enumerate(judged)
        ),
        coefficients=[
            Coefficient(name=name, value=one.value, low=one.low, high=one.high, reason=one.reason)
            for name, one in sorted(estimates.items())
        ],
    )
