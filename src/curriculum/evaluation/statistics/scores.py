"""From answers to a score: items turned round, answers that do not apply, and the half rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from attrs import frozen

from curriculum.evaluation.statistics.estimates import Reason
from curriculum.evaluation.statistics.observations import as_vector


@frozen(kw_only=True)
class Score:
    """One person's score on one scale.

    Attributes:
        value: mean of the items answered, items turned round where needed; None below half of the items.
        items: number of items of the scale.
        answered: number of items with an answer on the scale.
        not_applicable: number of items answered with one of the codes for "does not apply".
        missing: number of items without any answer.
        reason: why there is no value.
    """

    value: float | None
    items: int
    answered: int
    not_applicable: int
    missing: int
    reason: Reason | None = None


def reverse(answer: float, low: float, high: float) -> float:
    """Return an answer to an item that is worded the other way round: low + high - answer.

    Args:
        answer: from ``low`` to ``high``.
        low: the lowest answer there is.
        high: the highest answer there is.

    Raises:
        ValueError: the answer is not from ``low`` to ``high``.

    Example:
        >>> reverse(2, 1, 5)
        4
    """
    if not low <= answer <= high:
        raise ValueError(f"an answer is not from {low:g} to {high:g}")
    return low + high - answer


def score(
    answers: Sequence[float | str | None],
    *,
    low: float,
    high: float,
    reversed_items: Collection[int] = (),
    not_applicable: Collection[str] = (),
) -> Score:
    """Return one person's score on a scale: the mean of the items answered, if at least half of them are.

    The half rule (Fayers & Machin 2016, *Quality of Life*, 3rd edition, chapter 15) counts all items of the scale,
    so that an answer "not relevant to my role" is no answer on the scale, yet is counted apart from silence.

    Args:
        answers: one an item; None or NaN where missing, a text where a code for "does not apply" was given.
        low: the lowest answer there is.
        high: the highest answer there is, over ``low``.
        reversed_items: positions from 0 of the items that are worded the other way round.
        not_applicable: the codes for "does not apply".

    Raises:
        ValueError: an answer is neither from ``low`` to ``high`` nor one of the codes, or a position is no item's.

    Example:
        >>> answers = [4, "not-my-role", 2, None]
        >>> found = score(answers, low=1, high=5, reversed_items={2}, not_applicable={"not-my-role"})
        >>> found.value, found.answered, found.not_applicable, found.missing
        (4.0, 2, 1, 1)
    """
    if not low < high or not all(0 <= position < len(answers) for position in reversed_items):
        raise ValueError("a scale has a lowest and a highest answer, and only its own items can be turned round")
    codes = [answer for answer in answers if isinstance(answer, str)]
    if strange := [code for code in codes if code not in not_applicable]:
        raise ValueError(f"{strange[0]!r} is neither an answer nor a code for what does not apply")
    values = as_vector([None if isinstance(answer, str) else answer for answer in answers]).tolist()
    known = [
        reverse(value, low, high) if position in reversed_items else low + high - reverse(value, low, high)
        for position, value in enumerate(values)
        if value == value  # noqa: PLR0124 - NaN alone is not
    ]
    enough = bool(known) and 2 * len(known) >= len(answers)
    reason: Reason = "under-half" if known or codes else "no-data"
    return Score(
        value=sum(known) / len(known) if enough else None,
        items=len(answers),
        answered=len(known),
        not_applicable=len(codes),
        missing=len(answers) - len(known) - len(codes),
        reason=None if enough else reason,
    )
