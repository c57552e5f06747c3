"""What cannot be told apart: two things about people that always go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence


def follows(what: Sequence[Hashable], other: Sequence[Hashable]) -> bool:
    """Say whether one thing follows from another: in each group of the other it has one value only.

    Args:
        what: one value a person; with one value alone there is nothing that could follow.
        other: another, of the same people; with a value of their own for everybody it tells nothing.

    Example:
        >>> follows(["pair", "pair", "alone"], ["top", "top", "ward"]), follows(["pair", "alone"], ["top", "top"])
        (True, False)
    """
    seen: defaultdict[Hashable, set[Hashable]] = defaultdict(set)
    for value, group in zip(what, other, strict=True):
        seen[group].add(value)
    telling = len(set(what)) > 1 and len(seen) < len(what)
    return telling and all(len(values) == 1 for values in seen.values())


def aliased(what: Sequence[Hashable], others: Mapping[str, Sequence[Hashable]]) -> Iterator[str]:
    """Yield the names of the things from which one thing follows.

    Args:
        what: one value a person.
        others: the other things by name, of the same people.
    """
    yield from (name for name, other in sorted(others.items()) if follows(what, other))
