"""Comparing, from end to end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.comparing.amounts import sums
from curriculum.comparing.edits import edits
from curriculum.comparing.matching import concepts, matches, names
from curriculum.comparing.promises import programme_changes
from curriculum.comparing.results import Comparison
from curriculum.comparing.rows import rows
from curriculum.comparing.sides import Comparable, Side, as_graph, side
from curriculum.comparing.structure import divided
from curriculum.comparing.weaknesses import told
from curriculum.errors import InvalidInput
from curriculum.metrics import circle_findings


def compare(
    before: Comparable,
    after: Comparable,
    *,
    programmes: tuple[str, str] | None = None,
    others: Collection[Catalog] = (),
    today: date | None = None,
) -> Comparison:
    """Return what is different between two catalogs or versions, and what follows from it.

    Entries belong together when they have the same id; competencies of two regions also when both refer to the
    same entry of a framework. When one of the two is a plain graph, only modules and requirements are compared.

    Args:
        before: a catalog, or the graph of a Curricular Analytics CSV.
        after: another one.
        programmes: ids of the programmes to compare, one of each catalog; the whole catalogs when None.
        others: catalogs that these two use, for their competencies and modules.
        today: suppressions of checks that ended before this day do not count; the current day when None.

    Returns:
        The single edits; the metrics before and after, each change divided among the edits so that the parts add
        up exactly; coverage and findings of checks won and lost. Comparing the other way round gives the same
        with the signs turned.

    Raises:
        KeyError: a catalog has no such programme.

    Example:
        >>> from curriculum.model import Module
        >>> first = Catalog(id="mine", modules=[Module(id="a"), Module(id="b")])
        >>> second = Catalog(id="mine", modules=[Module(id="a"), Module(id="b", requires="a")])
        >>> found = compare(first, second)
        >>> [(edit.kind, edit.entry, edit.id, edit.after) for edit in found.edits]
        [('added', 'requirement', 'b', 'a')]
        >>> found.metric("complexity").change == sum(part.amount for part in found.metric("complexity").parts)
        True
    """
    wanted = programmes or (None, None)
    first, second = side(before, wanted[0], others), side(after, wanted[1], others)
    names_shown = first.name, second.name
    if first.catalog is None or second.catalog is None:
        first, second = as_graph(first), as_graph(second)
    day = today or datetime.now().astimezone().date()
    found = _compared(first, second, day)
    return evolve(found, before=names_shown[0], after=names_shown[1])


def _compared(first: Side, second: Side, today: date) -> Comparison:
    matched = matches(first, second)
    common = names(matched, before=True), names(matched, before=False)
    was, now = rows(first, common[0]), rows(second, common[1])
    found = edits(was, now)
    comparison = Comparison(
        before=first.name,
        after=second.name,
        edits=found,
        matched=tuple(match for match in matched if match.before != match.after),
        concepts=concepts(first, second),
        metrics=sums(was, now, found),
        circles=(tuple(circle_findings(first.graph)), tuple(circle_findings(second.graph))),
        checked=first.catalog is not None and second.catalog is not None,
    )
    if not comparison.doubts:
        structure = divided(first, second, found)
        metrics = (*structure.metrics, *comparison.metrics)
        comparison = evolve(comparison, metrics=metrics, ways=structure.ways)
    try:
        comparison = evolve(comparison, programmes=tuple(programme_changes(first, second, common)))
    except InvalidInput as uncounted:
        comparison = evolve(comparison, uncounted=uncounted.findings)
    weak, weaker = told(first, today), told(second, today)
    return evolve(
        comparison, gone=tuple(sorted((weak - weaker).elements())), new=tuple(sorted((weaker - weak).elements()))
    )
