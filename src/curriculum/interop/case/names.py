"""What our entries are called in a CFPackage, and back."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

TYPES = {"competency": "Competency", "module": "Module", "outcome": "Learning outcome"}
"""``CFItemType`` by kind of entry."""
_PREFIX = "urn:curriculum:"


def uri(catalog: str, kind: str = "", entry: str = "") -> str:
    """Return the URI of a catalog, or of an entry of it.

    Example:
        >>> uri("mine"), uri("mine", "outcome", "basis-1.listen")
        ('urn:curriculum:mine', 'urn:curriculum:mine:outcome:basis-1.listen')
    """
    return _PREFIX + ":".join(filter(None, (catalog, kind, entry)))


def identifier(of: str) -> str:
    """Return the identifier of what has a URI, always the same one."""
    return str(uuid5(NAMESPACE_URL, of))


def taken_apart(of: str) -> tuple[str, str, str]:
    """Return catalog, kind and id of a URI that :func:`uri` made; empty texts for any other.

    Example:
        >>> taken_apart("urn:curriculum:mine:competency:listen"), taken_apart("https://example.org/1")
        (('mine', 'competency', 'listen'), ('', '', ''))
    """
    if not of.startswith(_PREFIX):
        return "", "", ""
    catalog, kind, entry, *_ = (*of.removeprefix(_PREFIX).split(":", 2), "", "")
    return catalog, kind, entry
