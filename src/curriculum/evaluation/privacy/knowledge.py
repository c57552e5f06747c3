"""What somebody knows who has read all reports: equations and inequalities between the cells that are not shown.

Every report has its own unknowns: how many people a cell held when it was given out. Parts add up to their whole,
and as long as it does not contradict itself the reader takes it that answers are only added, so that no cell has
shrunk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from curriculum.evaluation.privacy.cells import NOT_YET, Family, Key, Part, families, without
from curriculum.evaluation.privacy.release import Published

Unknown = tuple[int, Key]
"""The position of a report, and a cell in it."""


@frozen
class Statement:
    """The sum of ``terms`` and ``constant`` is at most 0, or exactly 0.

    Attributes:
        terms: unknowns and their signs.
        constant: what is known of the sum.
        exact: whether it is exactly 0.
        about: every cell that it is about, also those that are known.
    """

    terms: tuple[tuple[Unknown, int], ...]
    constant: int
    exact: bool
    about: frozenset[Unknown]


@frozen(kw_only=True)
class Told:
    """What a report tells of its cells.

    Attributes:
        known: the cells whose count is told, empty ones included.
        least: how many people each other cell holds at least: 1 where it is withheld, since empty cells are
            shown; 0 where the report says nothing of it.
        sums: the families whose parts leave nobody out.
        partial: those whose parts may.
        within: parts of keys, the first of which holds nobody whom the second does not.
    """

    known: Mapping[Key, int]
    least: Mapping[Key, int]
    sums: tuple[Family, ...]
    partial: tuple[Family, ...]
    within: tuple[tuple[Part, Part], ...] = ()

    def has(self, key: Key) -> bool:
        """Tell whether the report has a cell, as far as somebody can think of it."""
        return key in self.known or key in self.least


def told_by(report: Published, further: Iterable[Key] = ()) -> Told:
    """Return what an earlier report tells.

    Args:
        report: the report.
        further: cells of a later one. What an earlier table would have listed, had anybody been in it, was empty
            then; a table that it had the total of only is open.
    """
    known = {cell.key: cell.count for cell in report.shown}
    least = dict.fromkeys(report.withheld, 1)
    listed = {(one.whole, one.dimension) for one in families([*known, *least]) if len(one.parts) > 1}
    for key in sorted(further, key=len):
        if key in known or key in least:
            continue
        places = [(without(key, part), part[0]) for part in key]
        if any(place in listed for place in places):
            known[key] = 0
        elif any(whole in known or whole in least for whole, _ in places):
            least[key] = 0
    return arranged(known, least, known)


def arranged(
    known: Mapping[Key, int],
    least: Mapping[Key, int],
    counts: Mapping[Key, int],
    within: Iterable[tuple[Part, Part]] = (),
) -> Told:
    """Return what is told, with the families that the cells make.

    Args:
        known: the cells that are told.
        least: the others.
        counts: the counts that decide which families add up, those of withheld cells too where they are known.
        within: parts of keys that lie within others.
    """
    found = list(families([*known, *least]))
    return Told(
        known=known,
        least=least,
        sums=tuple(family for family in found if family.adds_up(counts)),
        partial=tuple(family for family in found if not family.adds_up(counts)),
        within=tuple(within),
    )


def statements(told: Told, report: int) -> Iterator[Statement]:
    """Yield what holds within one report."""
    for family in told.sums:
        yield _statement(told, report, family, exact=True)
    for family in told.partial:
        yield _statement(told, report, family, exact=False)
    for key in (*told.known, *told.least):
        for narrow, wide in told.within:
            if narrow in key and told.has(wider := tuple(sorted((wide, *without(key, narrow))))):
                yield _compared([(told, (report, key)), (told, (report, wider))])


def growth(told: Sequence[Told], before: int, after: int, keys: Collection[Key]) -> Iterator[Statement]:
    """Yield that no cell of a report has fewer people in a later one, where one of the two is unknown.

    Those who have not answered yet, or not done something, may.
    """
    for key in keys:
        grows = not any(value in NOT_YET for _, value in key)
        both = all(told[report].has(key) for report in (before, after))
        if grows and both and (key in told[before].least or key in told[after].least):
            yield _compared([(told[before], (before, key)), (told[after], (after, key))])


def _statement(told: Told, report: int, family: Family, *, exact: bool) -> Statement:
    signed = [(family.whole, -1), *((part, 1) for part in family.parts)]
    return Statement(
        terms=tuple(((report, key), sign) for key, sign in signed if key in told.least),
        constant=sum(sign * told.known[key] for key, sign in signed if key in told.known),
        exact=exact,
        about=frozenset((report, key) for key, _ in signed),
    )


def _compared(smaller_and_larger: Sequence[tuple[Told, Unknown]]) -> Statement:
    signed = list(zip(smaller_and_larger, (1, -1), strict=True))
    return Statement(
        terms=tuple((cell, sign) for (told, cell), sign in signed if cell[1] in told.least),
        constant=sum(sign * told.known[cell[1]] for (told, cell), sign in signed if cell[1] in told.known),
        exact=False,
        about=frozenset(cell for _, cell in smaller_and_larger),
    )
