"""How wide text is, about, and where it breaks: pictures are made where no font can be asked."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

NARROW = frozenset("iljtfrI.,:;'|!()[]/-· ")
WIDE = frozenset("mwMW@%—…")
ELLIPSIS = "…"
_BREAKS = re.compile(r"\s+")


def width(words: str, size: float = 12) -> float:
    """Return about how wide a line of text is, rather too much than too little.

    Args:
        words: the text.
        size: of the letters, in pixels.

    Example:
        >>> width("mmm") > width("iii")
        True
    """
    return size * sum(map(_share, words))


def _share(letter: str) -> float:
    """Return the width of a letter, in letter heights."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return 0.0
    if letter in NARROW:
        return 0.4
    if letter in WIDE or unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.05
    return 0.72 if letter.isupper() else 0.62


def wrapped(words: str, room: float, size: float = 12, *, most: int = 4) -> list[str]:
    """Return text in lines that are no wider than ``room``; a word that is too long is divided with a hyphen.

    Args:
        words: the text; any white space separates words.
        room: width of a line, in pixels.
        size: of the letters, in pixels.
        most: number of lines; where that is too few, the last one ends with an ellipsis.

    Example:
        >>> wrapped("Basismodul 2: ledelse af digital forandring", 130)
        ['Basismodul 2:', 'ledelse af digital', 'forandring']
    """
    lines: list[str] = []
    for word in filter(None, _BREAKS.split(words)):
        for number, piece in enumerate(_pieces(word, room, size)):
            if lines and not number and width(f"{lines[-1]} {piece}", size) <= room:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + ELLIPSIS, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + ELLIPSIS]


def _pieces(word: str, room: float, size: float) -> Iterator[str]:
    """Yield a word, in as few pieces of about the same length as have room on a line each."""
    count = 1
    while count < len(word):
        length = math.ceil(len(word) / count)
        pieces = [word[start : start + length] for start in range(0, len(word), length)]
        if all(width(f"{piece}-" if count > 1 else piece, size) <= room for piece in pieces):
            break
        count += 1
    else:
        pieces = list(word)
    for piece in pieces[:-1]:
        yield f"{piece}-"
    yield pieces[-1]
