"""Catalog ids for what other programs call as they like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss"})
"""Letters that do not come apart into a plain one and its mark."""
_NO_ID = re.compile(r"[^a-z0-9]+")
_LONGEST = 48


def as_id(text: str, taken: Container[str] = (), fallback: str = "entry") -> str:
    """Return a catalog id made of any text, one that is not taken.

    Example:
        >>> as_id("MATH 2202"), as_id("Århus"), as_id("Math-2202", {"math-2202"}), as_id("?!")
        ('math-2202', 'arhus', 'math-2202-2', 'entry')
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    wanted = _NO_ID.sub("-", plain).strip("-")[:_LONGEST].strip("-") or fallback
    made, number = wanted, 2
    while made in taken:
        made, number = f"{wanted}-{number}", number + 1
    return made
