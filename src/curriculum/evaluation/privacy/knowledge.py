"""What somebody knows who has read all reports: equations and inequalities between the cells that are not shown.

Every report has its own unknowns: how many people a cell held when it was given out. Parts add up to their whole,
and as long as it does not contradict itself the reader takes it that answers are only added, so that no cell has
shrunk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from curriculum.evaluation.privacy.cells import NOT_YET, Family, Key, Part, families, without

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


def told_by(
    known: Mapping[Key, int],
    withheld: Collection[Key],
    *,
    elsewhere: Iterable[Key] = (),
    counts: Mapping[Key, int] | None = None,
    within: Iterable[tuple[Part, Part]] = (),
) -> Told:
    """Return what a report tells.

    Args:
        known: the cells that it shows, with their counts.
        withheld: keys of the cells that it names and does not show.
        elsewhere: cells of other reports. What a table would have listed, had anybody been in it, is empty; a
            table of which there is the total only is open.
        counts: the counts that decide which families add up, those of withheld cells too; None when only those
            shown are known.
        within: parts of keys, the first of which holds nobody whom the second does not; left out where the counts
            that are shown contradict it.
    """
    told, least = dict(known), dict.fromkeys(sorted(withheld), 1)
    listed = {(one.whole, one.dimension) for one in families([*told, *least]) if len(one.parts) > 1}
    for key in sorted(elsewhere, key=lambda one: (len(one), one)):
        if key in told or key in least:
            continue
        places = [(without(key, part), part[0]) for part in key]
        if any(place in listed for place in places):
            told[key] = 0
        elif any(whole in told or whole in least for whole, _ in places):
            least[key] = 0
    found = list(families([*told, *least]))
    exact = [one.adds_up(known if counts is None else counts) for one in found]
    return Told(
        known=told,
        least=least,
        sums=tuple(one for one, is_exact in zip(found, exact, strict=True) if is_exact),
        partial=tuple(one for one, is_exact in zip(found, exact, strict=True) if not is_exact),
        within=tuple(pair for pair in within if not _contradicted(pair, told)),
    )


def _contradicted(pair: tuple[Part, Part], known: Mapping[Key, int]) -> bool:
    narrow, _ = pair
    return any(narrow in key and count > known.get(_wider(key, pair), count) for key, count in known.items())


def _wider(key: Key, pair: tuple[Part, Part]) -> Key:
    narrow, wide = pair
    return tuple(sorted({wide, *without(key, narrow)}))


def statements(told: Told, report: int) -> Iterator[Statement]:
    """Yield what holds within one report."""
    for family in told.sums:
        yield _statement(told, report, family, exact=True)
    for family in told.partial:
        yield _statement(told, report, family, exact=False)
    for key in (*told.known, *told.least):
        for pair in told.within:
            if pair[0] in key and told.has(wider := _wider(key, pair)):
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
