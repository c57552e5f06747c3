"""What stands in one cell: credits, a term, a metric, a list of requisites."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import Decimal

from attrs import frozen

_NUMBER = re.compile(r"[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_METRIC = re.compile(r"[0-9]{1,1000}(?:\.[0-9]{1,6})?")
_WHOLE = re.compile(r"0*([1-9][0-9]{0,3})(?:\.0+)?")
_SEPARATORS = (r"\s*,\s*", r"\s*:\s*", r"\s*\.\s*", r"\s*[|/&+]\s*", r"\s+", r"[\s,:.|/&+]+")
"""What a requisite that is no known id may be split at, in this order."""
_FLOAT = re.compile(r"([0-9]+)\.0+")


def credit_hours(cell: str) -> tuple[float, bool]:
    """Return the first number in a cell, 0 when there is none, and whether the cell is nothing but that.

    Example:
        >>> credit_hours("2,5"), credit_hours("3-4"), credit_hours("varies")
        ((2.5, True), (3.0, False), (0.0, False))
    """
    found = _NUMBER.search(cell)
    return (float(found[0].replace(",", ".")), found[0] == cell) if found else (0.0, False)


def term(cell: str) -> tuple[int | None, bool]:
    """Return the first whole number above 0 in a cell, if any, and whether the cell is nothing but that.

    Example:
        >>> term("2"), term("2.0"), term("Term 2"), term("autumn")
        ((2, True), (2, True), (2, False), (None, False))
    """
    found = _WHOLE.search(cell)
    return (int(found[1]), found[0] == cell) if found else (None, False)


def metric(cell: str) -> Decimal | None:
    """Return a metric that a file states, exactly as written; None when it is none."""
    return Decimal(cell) if _METRIC.fullmatch(cell) else None


@frozen
class Requisites:
    """A list of requisites, as far as it can be understood.

    Attributes:
        ids: known ids, each once.
        unknown: what no course has as its id.
        separators: what the ids were split at, where it was neither ``;`` nor ``,``.
    """

    ids: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    separators: tuple[str, ...] = ()


def requisites(cell: str, known: Container[str]) -> Requisites:
    """Read a list of requisites, which should be split by ``;``.

    What is an id as it stands is never split, so that ids may contain any of the other separators.

    Example:
        >>> requisites("1;2:3.0,9", {"1", "2", "3"})
        Requisites(ids=('1', '2', '3'), unknown=('9',), separators=(':',))
        >>> requisites("CS.101", {"CS.101"}).ids
        ('CS.101',)
    """
    ids: dict[str, None] = {}
    unknown: dict[str, None] = {}
    separators: dict[str, None] = {}
    waiting = [cell] if cell in known else [part.strip() for part in reversed(cell.split(";"))]
    while waiting:
        word = waiting.pop()
        if not word:
            continue
        if found := _known(word, known):
            ids[found] = None
        elif parts := _split(word, known):
            waiting += reversed(parts[::2])
            separators |= dict.fromkeys(separator.strip() or " " for separator in parts[1::2])
        else:
            unknown[word] = None
    separators.pop(",", None)
    return Requisites(tuple(ids), tuple(unknown), tuple(separators))


def _known(word: str, known: Container[str]) -> str:
    """Return the id that a word is, be it that a program has made a decimal number of it; empty if it is none."""
    if word in known:
        return word
    whole = _FLOAT.fullmatch(word)
    return whole[1] if whole and whole[1] in known else ""


def _split(word: str, known: Container[str]) -> list[str]:
    """Split a word at the first separator that leaves a known id; every other element is a separator."""
    for separator in _SEPARATORS:
        parts = re.split(f"({separator})", word)
        if len(parts) > 1 and any(_known(part, known) for part in parts[::2]):
            return parts
    return []
