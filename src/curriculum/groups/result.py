"""Who sat, or is to sit, with whom: the groups of every meeting, and how good they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from attrs import field, frozen

from curriculum.sequences import as_tuple

Status = Literal["optimal", "feasible"]
_DIGITS = re.compile(r"(\d+)")


def by_number(label: str) -> tuple[object, ...]:
    """Return a key that sorts ids as people read them: ``p2`` before ``p10``.

    Example:
        >>> sorted(["p10", "p2", "p1"], key=by_number)
        ['p1', 'p2', 'p10']
    """
    parts = _DIGITS.split(label)
    numbers = ((len(digits.lstrip("0")), digits.lstrip("0")) for digits in parts[1::2])
    return (*zip(parts[::2], (*numbers, ()), strict=True), label)


def _sorted_groups(groups: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    inside = (tuple(sorted(group, key=by_number)) for group in groups)
    return tuple(sorted(inside, key=lambda group: [by_number(person) for person in group]))


@frozen(order=True)
class GroupScore:
    """How good groups are; lower is better, repeats count before unmixed groups.

    Attributes:
        repeats: over all pairs of people, the times that they sit together after the first; 0 or more.
        unmixed: groups, over all meetings, that do not hold two different values of the column to be mixed; 0 when
            no column is to be mixed.
    """

    repeats: int
    unmixed: int


@frozen
class GroupMeeting:
    """One meeting and its groups; the order of groups, and of the people in them, says nothing.

    Attributes:
        id: the meeting's id.
        groups: ids of the people of each group, sorted.
    """

    id: str
    groups: tuple[tuple[str, ...], ...] = field(converter=_sorted_groups)


@frozen(kw_only=True)
class Groups:
    """The groups of all meetings.

    Attributes:
        meetings: the meetings, in their order.
        score: how good the groups are.
        bound: no groups that keep as many of the rules have a score below it, part by part.
        status: ``optimal`` when the score meets the bound, otherwise ``feasible``.
        broken: how often a rule (apart, together) could not be kept, once for every two people and meeting.
        seed: seed of the search.
    """

    meetings: tuple[GroupMeeting, ...] = field(converter=as_tuple)
    score: GroupScore
    bound: GroupScore
    status: Status = "feasible"
    broken: int = 0
    seed: int = 0
