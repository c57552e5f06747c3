"""Meetings without repeats from geometry: groups as the lines of a plane over a finite ring.

People sit in columns of as many as there are groups; a group takes one person of each column. At the meeting of
slope ``s``, group ``b`` takes person ``b + s * c`` of column ``c``. Two people of the columns ``c`` and ``d`` sit
together for one slope at most if ``(s - t) * (c - d)`` is never 0 for two slopes ``s`` and ``t``. People of the
same column have not met at all, so a column can be split into groups itself, at further meetings.
"""

from __future__ import annotations

from curriculum.groups.rings import LARGEST_TABLED, Ring, field_product, modular

Block = tuple[int, ...]
Round = tuple[Block, ...]


def line_rounds(groups: int, size: int, meetings: int) -> list[Round]:
    """Return meetings of ``groups`` groups of ``size`` people in which nobody meets anybody twice.

    Args:
        groups: how many groups, 1 or more.
        size: people in each group, 1 or more.
        meetings: how many meetings are wanted.

    Returns:
        As many meetings as the construction gives, at most those wanted and at least one. People are numbered from
        0, column by column.

    Example:
        >>> len(line_rounds(7, 7, 8)), len(line_rounds(8, 4, 10)), len(line_rounds(86, 5, 6))
        (8, 9, 6)
    """
    best: list[Round] = []
    for ring, columns, slopes in _choices(groups, size, meetings):
        rounds = [_round(ring, columns, slope) for slope in slopes[:meetings]]
        if len(rounds) < meetings and groups % size == 0:
            rounds += _within_columns(groups, size, meetings - len(rounds))
        if len(rounds) > len(best):
            best = rounds
    return best


def _choices(groups: int, size: int, meetings: int) -> list[tuple[Ring, tuple[int, ...], tuple[int, ...]]]:
    """Return rings with columns and slopes of which no two differences have the product 0."""
    whole = modular(groups)
    few = max(1, min(meetings, (groups - 1) // (size - 1) + 1 if size > 1 else meetings))
    found = [(whole, tuple(range(size)), tuple(slope % groups for slope in range(few)))]
    rings = [whole, field_product(groups)] if 1 < groups <= LARGEST_TABLED else [whole]
    for ring in rings:
        elements = tuple(range(groups))
        if size <= len(ring.distinct):
            found.append((ring, ring.distinct[:size], elements))
        elif size <= groups:
            found.append((ring, elements[:size], ring.distinct))
    return found


def _round(ring: Ring, columns: tuple[int, ...], slope: int) -> Round:
    steps = [ring.multiply(slope, column) for column in columns]
    return tuple(
        tuple(number * ring.order + ring.add(start, step) for number, step in enumerate(steps))
        for start in range(ring.order)
    )


def _within_columns(groups: int, size: int, meetings: int) -> list[Round]:
    """Return meetings at which every column keeps to itself."""
    return [
        tuple(tuple(column * groups + person for person in block) for column in range(size) for block in inside)
        for inside in line_rounds(groups // size, size, meetings)
    ]
