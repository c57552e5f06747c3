"""Coded findings about a design that is valid and yet perhaps not good.

A family of checks is a file with one function, ``findings(catalog)``. Each finding has a code: the family's
letters and a number that never changes its meaning; the sentences are in ``messages/checks.toml``.

====  ===============================  ==========================
code  family                           file
====  ===============================  ==========================
SEQ   order of modules in a programme  :mod:`~curriculum.checks.order`
DOC   sources and licence              :mod:`~curriculum.checks.sources`
LANG  texts by language                :mod:`~curriculum.checks.languages`
====  ===============================  ==========================
"""

from __future__ import annotations

from curriculum.catalog import Catalog
from curriculum.checks import languages, order, sources
from curriculum.errors import Finding

FAMILIES = (order.findings, sources.findings, languages.findings)
"""Every family of checks, in the order in which they report."""


def check(catalog: Catalog) -> tuple[Finding, ...]:
    """Return what is weak about a catalog, family by family, each in the catalog's order.

    Args:
        catalog: a catalog; being one, it is consistent in itself.

    Returns:
        The findings, with places written as in the catalog file (``programmes[0].basis[1]``). Their severity is
        ``warning`` for a weakness that should be mended, ``note`` for what may well be meant so.

    Example:
        >>> from curriculum.catalog import Catalog
        >>> [finding.code for finding in check(Catalog(id="mine", title="Mine"))]
        ['DOC002']
    """
    return tuple(finding for family in FAMILIES for finding in family(catalog))
