"""Which column of a table is which: headings in four languages, found wherever the table begins."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Container, Iterable, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from attrs import Factory, frozen

from curriculum.files.cells import clean
from curriculum.roster_format import Words

_JOINTS = re.compile(r"[\s_\u2010-\u2015-]+")
_ALIKE = 0.8
"""How alike two words must be for the one to be taken for a misspelling of the other."""


@frozen
class Columns:
    """The columns of a table.

    Attributes:
        known: position by the name of the contract.
        further: position by heading, for all others.
        double: pairs of headings that mean the same column, the first of which is used.
    """

    known: dict[str, int] = Factory(dict)
    further: dict[str, int] = Factory(dict)
    double: list[tuple[str, str]] = Factory(list)


def recognised(kind: str, cells: Iterable[str], further: Words = MappingProxyType({})) -> int:
    """Count the cells of a row that are headings of a table of this kind (participants or runs).

    Args:
        kind: participants or runs.
        cells: the cells of the row.
        further: headings by column that are understood as well.
    """
    meanings = words(kind) | forms(further)
    return len({meanings[word] for cell in cells if (word := form(cell)) in meanings})


def columns(kind: str, headings: Sequence[str], further: Words = MappingProxyType({})) -> Columns:
    """Find out which column is which.

    Of several headings with one meaning the contract's own name wins, and the others are further columns;
    without it they contradict each other. Words that are read so only otherwise, such as "department" for the
    organisation, are further columns wherever another heading means the same.

    Args:
        kind: participants or runs.
        headings: the cells of the heading row; empty ones are no columns.
        further: headings by column that are understood as well, and before the usual ones.
    """
    found = Columns()
    certain = words(kind) | forms(further)
    meanings = words(f"{kind}-otherwise") | certain
    wanted: dict[str, list[int]] = {}
    for position, heading in enumerate(headings):
        if heading and heading in headings[:position]:
            found.double.append((heading, heading))
        elif heading:
            wanted.setdefault(meanings.get(form(heading), ""), []).append(position)
    found.further.update({headings[position]: position for position in wanted.pop("", [])})
    for name, positions in wanted.items():
        ranks = {position: _rank(headings[position], name, certain) for position in positions}
        ranked = sorted(positions, key=lambda position: ranks[position])
        found.known[name] = ranked[0]
        for position in ranked[1:]:
            if ranks[position] == ranks[ranked[0]]:
                found.double.append((headings[ranked[0]], headings[position]))
            else:
                found.further[headings[position]] = position
    return found


def misspelt(kind: str, heading: str, present: Iterable[str]) -> str:
    """Return the known column, not among those ``present``, that a heading is probably meant to be; else ""."""
    missing = {word: name for word, name in words(kind).items() if name not in set(present)}
    close = difflib.get_close_matches(form(heading)[:40], missing, n=1, cutoff=_ALIKE)
    return missing[close[0]] if close else ""


@cache
def words(kind: str) -> dict[str, str]:
    """Return the contract's name for every word that is understood.

    Args:
        kind: participants or runs for headings, roles or states for values; a kind without words has none.
    """
    source = files("curriculum").joinpath("data/headings.toml").read_text(encoding="utf-8")
    return {form(word): name for name, known in tomllib.loads(source).get(kind, {}).items() for word in known}


def forms(known: Words) -> dict[str, str]:
    """Return the name for every word that means it, in the form in which words are compared."""
    return {form(word): name for name, meant in known.items() for word in meant}


def meaning(kind: str, value: str, further: Words = MappingProxyType({})) -> str:
    """Return the contract's name for a value, or the value itself when it is no known word."""
    return (words(kind) | forms(further)).get(form(value), value)


def form(word: str) -> str:
    """Return a word as it is compared: composed small letters, one space for spaces, hyphens and underscores."""
    return _JOINTS.sub(" ", clean(word)).strip(" :*").casefold()


def _rank(heading: str, name: str, certain: Container[str]) -> int:
    """Return how surely a heading means a column: 0 when it is the contract's own name."""
    if heading == name:
        return 0
    if heading.casefold() == name:
        return 1
    return 2 if form(heading) in certain else 3
