"""How small blocking and delay can be when requirements leave a choice.

A requirement such as ``a | b`` or ``2 of (a, b, c)`` can be settled in several ways. The metrics proper count
every module that is mentioned, which is the largest that any settling gives. Here is the smallest: a module that
can be avoided does not block, and a chain that can be avoided does not delay. Each module settles its own
requirements, and one settling is smallest for both at once, so that the bounds are reached, not merely safe.

The set of modules that ``v`` cannot do without follows the expression (``and``: union; ``or``: intersection;
``k of n``: what at least ``n - k + 1`` of the parts have, for then every choice of ``k`` meets it). Sets are the
bits of integers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import or_

from attrs import frozen

from curriculum.metrics.index import Groups, Index
from curriculum.metrics.paths import longest
from curriculum.requisites import One, Requirement

_WIDTH = 8192
"""Modules followed at a time, to bound the memory."""


@frozen
class Quota:
    """At least ``count`` of the ``parts`` have to be taken, ``1 <= count <= len(parts)``."""

    count: int
    parts: tuple[Formula, ...]


Formula = int | Quota
"""A group, or several of which some are needed."""


@frozen
class Least:
    """The smallest values by group, over all ways of settling the choices.

    Attributes:
        blocking: how many modules cannot do without the group's modules.
        delay: number of modules on the longest path through the group that cannot be avoided.
    """

    blocking: list[int]
    delay: list[int]


def least(indexed: Index, groups: Groups, blocking: Sequence[int], delay: Sequence[int]) -> Least:
    """Return hard blocking and hard delay.

    Formula: ``Must(v)`` = ``v`` and what every settling of the requirements of ``v``, followed to the ground,
    contains; hard blocking of ``u`` = number of ``v`` other than ``u`` with ``u`` in ``Must(v)``. Hard delay = the
    least, over all settlings, of the longest path through ``u``.

    Args:
        indexed: the graph.
        groups: its groups.
        blocking: the blocking factors by group.
        delay: the delay factors by group.

    Returns:
        The smallest values; without choices they are ``blocking`` and ``delay``.
    """
    if all(indexed.links.values()):
        return Least(list(blocking), list(delay))
    formulas = _formulas(indexed, groups)
    above = _least_above(formulas, groups.sizes)
    below = longest(groups.sizes, groups.children, range(len(groups.sizes) - 1, -1, -1))
    least_blocking = list(blocking)
    followed = _before_a_choice(indexed, groups)
    for start in range(0, len(followed), _WIDTH):
        sources = followed[start : start + _WIDTH]
        bounds = _Followed(sources, formulas, groups)
        for source, count, length in zip(sources, bounds.blocking, bounds.below, strict=True):
            least_blocking[source] = count
            below[source] = length
    least_delay = [up + down - size for up, down, size in zip(above, below, groups.sizes, strict=True)]
    return Least(least_blocking, least_delay)


def _formulas(indexed: Index, groups: Groups) -> list[Formula | None]:
    """Return for each group what its members require together; None when that is nothing."""
    home = {node.id: groups.home[number] for number, node in enumerate(indexed.graph.nodes)}
    found: list[Formula | None] = []
    for group, members in enumerate(groups.members):
        nodes = [indexed.graph.nodes[member] for member in members]
        expressions = chain.from_iterable(
            (node.requires, node.corequires, node.strict_corequires) for node in nodes
        )
        found.append(_quota([_formula(part, home, group) for part in expressions]))
    return found


def _formula(requirement: Requirement, home: dict[str, int], group: int) -> Formula | None:
    """Translate an expression; modules of the group itself, and unknown ones, are there anyway."""
    if isinstance(requirement, One):
        known = home.get(requirement.module, group)
        return None if known == group else known
    parts = [_formula(part, home, group) for part in requirement.parts]
    return _quota(parts, len(parts) - requirement.count)


def _quota(parts: Sequence[Formula | None], spare: int = 0) -> Formula | None:
    """Require all but ``spare`` of the parts, None being met already."""
    wanted = [part for part in parts if part is not None]
    count = len(parts) - spare - (len(parts) - len(wanted))
    if count <= 0:
        return None
    return wanted[0] if len(wanted) == 1 else Quota(count, tuple(wanted))


def _least_above(formulas: Sequence[Formula | None], sizes: Sequence[int]) -> list[int]:
    """Return the number of modules on the longest path to each group, at the choices that make it shortest."""
    length: list[int] = []

    def shortest(formula: Formula) -> int:
        if isinstance(formula, int):
            return length[formula]
        return sorted(map(shortest, formula.parts))[formula.count - 1]

    for formula, size in zip(formulas, sizes, strict=True):
        length.append(size + (0 if formula is None else shortest(formula)))
    return length


def _before_a_choice(indexed: Index, groups: Groups) -> list[int]:
    """Return the groups that a group with a choice comes after: only there can a bound differ."""
    concerned = [False] * len(groups.sizes)
    for (before, _, _), certain in indexed.links.items():
        concerned[groups.home[before]] |= not certain
    for group in range(len(concerned) - 1, -1, -1):
        concerned[group] |= any(concerned[child] for child in groups.children[group])
    return [group for group, is_concerned in enumerate(concerned) if is_concerned]


class _Followed:
    """What cannot be avoided after some groups, the sources, each of which has one bit.

    Attributes:
        blocking: by source how many modules cannot do without it.
        below: by source the number of modules on the longest path from it that cannot be avoided.
    """

    def __init__(self, sources: Sequence[int], formulas: Sequence[Formula | None], groups: Groups) -> None:
        bit = {source: 1 << position for position, source in enumerate(sources)}
        must: list[int] = []
        for group, formula in enumerate(formulas):
            needed = 0 if formula is None else unavoidable(formula, must.__getitem__)
            must.append(needed | bit.get(group, 0))
        sizes = groups.sizes
        reached = column_sums(chain.from_iterable([row] * sizes[group] for group, row in enumerate(must)))
        self.blocking = [reached(position) - 1 for position in range(len(sources))]
        lengths = _lengths(must, formulas, sizes)
        self.below = [lengths(position) + sizes[source] for position, source in enumerate(sources)]


def _lengths(must: list[int], formulas: Sequence[Formula | None], sizes: Sequence[int]) -> Callable[[int], int]:
    """Return by source how many modules follow it on the longest path that cannot be avoided.

    Layer ``j`` holds for each group the sources with at least ``j`` modules after them on every path to it.
    """
    layers = deque([must], maxlen=max(sizes))  # a group is as many modules further on as it has
    active = [group for group, row in enumerate(must) if row]
    longer: list[int] = []
    while active:
        layer = [0] * len(must)
        for group in active:
            formula = formulas[group]
            if formula is not None:
                layer[group] = unavoidable(formula, layers[-min(sizes[group], len(layers))].__getitem__)
        layers.append(layer)
        active = [group for group in active if layer[group]]
        longer.append(reduce(or_, (layer[group] for group in active), 0))
    return column_sums(longer)


def unavoidable(formula: Formula, sets: Callable[[int], int]) -> int:
    """Return what every way of meeting a formula contains, given the sets of its groups, as bits."""
    if isinstance(formula, int):
        return sets(formula)
    parts = [unavoidable(part, sets) for part in formula.parts]
    wanted = len(parts) - formula.count + 1
    had_by = [0] * wanted  # the elements that at least 1, 2, ... of the parts so far have
    for part in parts:
        for level in range(wanted - 1, 0, -1):
            had_by[level] |= had_by[level - 1] & part
        had_by[0] |= part
    return had_by[-1]


def column_sums(rows: Iterator[int] | Sequence[int]) -> Callable[[int], int]:
    """Count by position how many rows have that bit, adding all positions at once.

    Example:
        >>> count = column_sums([0b01, 0b11])
        >>> count(0), count(1)
        (2, 1)
    """
    digits: list[int] = []  # digit i holds the bits of weight 2**i of all sums
    for row in rows:
        carry = row
        for level, digit in enumerate(digits):
            if not carry:
                break
            digits[level], carry = digit ^ carry, digit & carry
        if carry:
            digits.append(carry)
    return lambda position: sum((digit >> position & 1) << level for level, digit in enumerate(digits))
