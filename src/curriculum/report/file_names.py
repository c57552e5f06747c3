"""Names for files that are called after people, runs and teachers, whatever those are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def file_names(labels: Iterable[str]) -> dict[str, str]:
    """Return a name for each label under which any system keeps a file, without an ending.

    A label of plain letters, digits, hyphens and underscores is its own name. Any other, and those that differ in
    capitals only, get a mark that is the same every time.

    Example:
        >>> file_names(["B1-01", "p1"])
        {'B1-01': 'B1-01', 'p1': 'p1'}
        >>> name = file_names(["../x"])["../x"]
        >>> name.partition("-")[0], len(name)
        ('___x', 13)
    """
    labels = list(labels)
    alike = Counter(label.casefold() for label in labels)
    return {label: label if _plain(label) and alike[label.casefold()] == 1 else _marked(label) for label in labels}


def _plain(label: str) -> bool:
    return bool(_SAFE.fullmatch(label)) and not _RESERVED.fullmatch(label)


def _marked(label: str) -> str:
    shown = "".join(letter if _SAFE.fullmatch(f"a{letter}") else "_" for letter in label[:40])
    return f"{shown}-{sha256(label.encode()).hexdigest()[:8]}"
