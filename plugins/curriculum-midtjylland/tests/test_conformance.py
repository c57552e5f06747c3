"""The catalog against the demands that every region's catalog has to meet."""

from curriculum.testing import CatalogConformance


class TestMidtjylland(CatalogConformance):
    plugin = "midtjylland"
