"""Three answers to one question: before, before as remembered afterwards, and after.

People who have learned what a question means judge their former selves more severely, or want the effort to have
paid: a retrospective pre-test inflates the change (Howard 1980, *Evaluation Review* 4:93-106; Hill & Betz 2005,
*American Journal of Evaluation* 26:501-517). So all three differences are shown, of the same people.
"""

from __future__ import annotations

from attrs import frozen

from curriculum.evaluation.statistics.observations import Numbers, complete_rows
from curriculum.evaluation.statistics.paired import PairedChange, paired_change


@frozen(kw_only=True)
class RetrospectiveChange:
    """The change against the pre-test, against memory, and what memory changed.

    Attributes:
        n: number of people with all three values.
        missing: number of people left out because a value is missing.
        after_before: after minus before: the change.
        after_then: after minus before as remembered: the change that people think they made.
        then_before: before as remembered minus before: what memory or a new understanding shifted; with
            ``after_then`` it adds up to ``after_before``.
    """

    n: int
    missing: int
    after_before: PairedChange
    after_then: PairedChange
    then_before: PairedChange


def retrospective_change(
    before: Numbers, then: Numbers, after: Numbers, *, confidence: float = 0.95, draws: int = 9_999, seed: int = 0
) -> RetrospectiveChange:
    """Return the three differences between before, before as remembered, and after.

    Args:
        before: values before, one a person; None or NaN where missing.
        then: values for before, given after.
        after: values after.
        confidence: confidence of every interval, over 0 and under 1.
        draws: patterns of signs drawn when there are more than 20 people.
        seed: seed of those draws.

    Raises:
        ValueError: the lengths differ, a value is infinite, or ``confidence`` or ``draws`` is out of bounds.

    Example:
        >>> found = retrospective_change([3, 3, 4, 2], [2, 2, 3, 2], [4, 3, 4, 3])
        >>> found.after_before.mean.value, found.after_then.mean.value, found.then_before.mean.value
        (0.5, 1.25, -0.75)
    """
    columns, kept = complete_rows(before, then, after)
    first, remembered, last = (column.tolist() for column in columns)

    def change(earlier: list[float], later: list[float]) -> PairedChange:
        return paired_change(earlier, later, confidence=confidence, draws=draws, seed=seed)

    return RetrospectiveChange(
        n=len(first),
        missing=int(kept.size) - len(first),
        after_before=change(first, last),
        after_then=change(remembered, last),
        then_before=change(first, remembered),
    )
