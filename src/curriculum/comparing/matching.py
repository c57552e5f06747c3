"""Which competency of one catalog is which of the other, and which belong to the same part of a framework.

Two versions of one catalog share their ids. The catalogs of two regions are first matched by the framework that
both refer to: the same URI in ``same_as``, or a reference to the same competency of a third catalog; then by id.
A competency that is only ``broader`` than one of each is no match, for it says less than either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from curriculum.catalog import Catalog
from curriculum.comparing.sides import Side


@frozen(order=True)
class Match:
    """One competency under the names of both catalogs.

    Attributes:
        before: its name in the first catalog, ``id`` or ``catalog:id``.
        after: its name in the second.
        shared: what tells that they are the same: a URI or ``catalog:id``; the id itself when the names agree.
    """

    before: str
    after: str
    shared: str

    @property
    def name(self) -> str:
        """One name for both: the same from either side."""
        return self.before if self.before == self.after else " = ".join(sorted((self.before, self.after)))


def matches(before: Side, after: Side) -> tuple[Match, ...]:
    """Return which competencies are the same, each in one match at most, in the order of their names."""
    first, second = _known(before), _known(after)
    found: list[Match] = []
    if before.catalog is not None and after.catalog is not None and before.catalog.id != after.catalog.id:
        shared = sorted(
            Match(name, other, min(common))
            for name, names in first.items()
            for other, others in second.items()
            if (common := names & others)
        )
        for match in sorted(shared, key=lambda match: (match.before != match.after, match.name)):
            if match.before in first and match.after in second:
                found.append(match)
                del first[match.before], second[match.after]
    found += [Match(name, name, name) for name in first.keys() & second.keys()]
    return tuple(sorted(found, key=lambda match: match.name))


def names(found: tuple[Match, ...], *, before: bool) -> Mapping[str, str]:
    """Return the common names of one side's competencies by their own names."""
    return {match.before if before else match.after: match.name for match in found}


@frozen
class Concept:
    """A competency of a framework, and what of two regions belongs to it.

    Attributes:
        id: ``catalog:id`` of the framework's competency.
        before: competencies of the first catalog that are it, or have it as a broader one; by their own names.
        after: those of the second.
    """

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def concepts(before: Side, after: Side) -> tuple[Concept, ...]:
    """Return the competencies of other catalogs that two regions refer to, and what of each belongs to them."""
    if before.catalog is None or after.catalog is None or before.catalog.id == after.catalog.id:
        return ()
    first, second = _belonging(before), _belonging(after)
    own = {f"{side.catalog.id}:" for side in (before, after) if side.catalog}
    return tuple(
        Concept(concept, tuple(sorted(first.get(concept, ()))), tuple(sorted(second.get(concept, ()))))
        for concept in sorted(first.keys() | second.keys())
        if (concept in first and concept in second) or not concept.startswith(tuple(own))
    )


def _belonging(of: Side) -> dict[str, set[str]]:
    """Return the competencies of a side by each competency, with its catalog, that they are or belong to."""
    if of.catalog is None:
        return {}
    broader = {one.id: one.broader for one in of.catalog.competencies}
    found: dict[str, set[str]] = {}
    for name in {one.id for one in of.competencies} | {name for name in of.mentioned() if ":" in name}:
        here: str | None = name
        while here is not None:
            found.setdefault(here if ":" in here else f"{of.catalog.id}:{here}", set()).add(name)
            here = broader.get(here)
    return found


def _known(of: Side) -> dict[str, frozenset[str]]:
    """Return every competency of a side, own or only referred to, with all that names it anywhere."""
    if of.catalog is None:
        return {}
    own = {one.id: frozenset((f"{of.catalog.id}:{one.id}", *one.same_as)) for one in of.competencies}
    elsewhere = {name: frozenset((name, *_same_as(name, of))) for name in of.mentioned() if ":" in name}
    return own | elsewhere


def _same_as(name: str, of: Side) -> Iterator[str]:
    home, _, local = name.partition(":")
    for catalog in of.others:
        if catalog.id == home:
            yield from _uris(catalog, local)


def _uris(catalog: Catalog, competency: str) -> Iterator[str]:
    for one in catalog.competencies:
        if one.id == competency:
            yield from one.same_as
