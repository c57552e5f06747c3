"""Who can be reached from whom: blocking, reachability and redundant requisites.

A set of modules is the bits of one integer, so that joining two sets is one ``|``. A graph of ``n`` modules has up
to ``n * n / 2`` pairs; they are worked through in blocks of targets, so that memory stays at ``n`` times the
block's width and is free again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from curriculum.metrics.index import Groups, Index

_MEMORY = 2**30
"""Bits to a block: up to 32,768 modules are one block of at most 128 MB."""


@frozen
class Block:
    """Which of the modules in one block are reached from where.

    Attributes:
        reached: for each group the modules of this block that are reached from it, its own included, as bits.
        bit: for each group of this block the position of its first module's bit.
    """

    reached: list[int]
    bit: dict[int, int]


def blocks(
    sizes: Sequence[int], neighbours: Sequence[Sequence[int]], order: Sequence[int], memory: int = _MEMORY
) -> Iterator[Block]:
    """Yield the transitive closure, block by block.

    Args:
        sizes: number of modules by group.
        neighbours: the groups that are reached in one step, by group.
        order: the groups, each after all its neighbours.
        memory: bits to a block.
    """
    width = memory // (len(order) + 1) + 1
    for start in range(0, len(order), width):
        targets = order[start : start + width]
        bit: dict[int, int] = {}
        offset = 0
        for group in targets:
            bit[group] = offset
            offset += sizes[group]
        reached = [0] * len(sizes)  # whatever comes before this block in the order reaches nothing in it
        for group in order[start:]:
            found = 0
            for other in neighbours[group]:
                found |= reached[other]
            if group in bit:
                found |= ((1 << sizes[group]) - 1) << bit[group]
            reached[group] = found
        yield Block(reached, bit)


def ancestor_counts(groups: Groups) -> list[int]:
    """Return the reachability of each group's modules.

    Formula: ``r(v)`` = number of modules that ``v`` can be reached from, without ``v``: all that must come before.

    Returns:
        The counts by group.

    Reference: D. Reeping, "CurricularComplexity: Toolkit for Analyzing Curricular Complexity" (R package).
    """
    counts = [-1] * len(groups.sizes)  # a module is not its own ancestor
    for block in blocks(groups.sizes, groups.parents, range(len(groups.sizes))):
        _add_counts(counts, block)
    return counts


def _add_counts(counts: list[int], block: Block) -> None:
    for group, reached in enumerate(block.reached):
        if reached:
            counts[group] += reached.bit_count()


def blocking_and_redundant(indexed: Index, groups: Groups) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the blocking factor of each group's modules, and the redundant requisites.

    Formula: ``b(v)`` = number of modules that can be reached from ``v``, without ``v``. An edge ``u -> v`` is
    redundant when there is another path from ``u`` to ``v`` whose first step is a prerequisite.

    Returns:
        The blocking factors by group, and the redundant edges as pairs of modules in ascending order.

    Reference: Heileman et al. (2018), arXiv:1811.09676.
    """
    counts = [-1] * len(groups.sizes)
    redundant: list[tuple[int, int]] = []
    for block in blocks(groups.sizes, groups.children, range(len(groups.sizes) - 1, -1, -1)):
        _add_counts(counts, block)
        redundant += _redundant(block, indexed, groups)
    return counts, sorted(redundant)


def _redundant(block: Block, indexed: Index, groups: Groups) -> Iterator[tuple[int, int]]:
    """Yield the redundant edges that lead into this block."""
    home, reached, bit = groups.home, block.reached, block.bit
    for module, children in enumerate(indexed.children):
        if len(children) == 1:
            continue
        through = 0  # what is reached by way of the children so far; the later ones lead to none of them
        for child in sorted(children, key=home.__getitem__):
            group = home[child]
            if group in bit and (
                through >> bit[group] & 1
                or (groups.sizes[group] > 1 and _has_other_way(module, child, indexed, groups))
            ):
                yield module, child
            if indexed.is_tight(module, child):
                through |= reached[group]


def _has_other_way(module: int, child: int, indexed: Index, groups: Groups) -> bool:
    """Tell whether a prerequisite leads to another member of the child's group."""
    members = groups.members[groups.home[child]]
    return any(indexed.is_tight(module, other) for other in members if other != child)
