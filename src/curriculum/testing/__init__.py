"""The conformance kit for authors: inherit a class, say what it is about, and pytest puts every demand to it.

    >>> class TestSkane(CatalogConformance):
    ...     plugin = "skane"

:class:`CatalogConformance` is for a catalog, :class:`RegionConformance` for a region's catalog with a programme
and an example cohort, :class:`RuleConformance` for a further scheduling rule.
"""

from curriculum.testing.catalogs import CatalogConformance
from curriculum.testing.regions import RegionConformance
from curriculum.testing.rules import RuleConformance

__all__ = ["CatalogConformance", "RegionConformance", "RuleConformance"]
