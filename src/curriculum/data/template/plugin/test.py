"""$plugin_tests"""

from curriculum.testing import CatalogConformance


class TestCatalog(CatalogConformance):
    plugin = "$id"
