"""The region against what is published."""

from pathlib import Path

from curriculum import Catalog, Programme
from curriculum.testing import RegionConformance


class TestSyddanmark(RegionConformance):
    plugin = "syddanmark"
    programme_id = "kompetencer-til-digital-ledelse"
    example = Path(__file__).parents[3] / "examples/syddanmark-2024"

    def test_the_modules_follow_the_five_stated_themes_and_are_marked_as_illustrative(self, catalog: Catalog):
        titles = [module.title.said("en") for module in catalog.modules if module.title]
        assert titles == [
            "Digital strategy",
            "Change management",
            "Data ethics",
            "Use of new technologies",
            "Motivating staff",
        ]
        assert {module.evidence for module in catalog.modules} == {"illustrative"}

    def test_the_catalog_says_that_no_list_of_modules_was_published(self, catalog: Catalog):
        assert catalog.note is not None
        assert "No list of modules" in catalog.note.said("en")
        assert "modulliste er ikke offentliggjort" in catalog.note.said("da")

    def test_theory_and_practice_alternate(self, catalog: Catalog, programme: Programme):
        for before, after in zip(programme.basis, programme.basis[1:], strict=False):
            assert str(catalog.module(after).requires) == before
        for module in catalog.modules:
            kinds = [activity.kind for activity in module.activities]
            assert (kinds[0], kinds[-1]) == ("knowledge-sharing", "trial-action"), (
                "first what the last trials showed"
            )

    def test_every_stated_form_is_there(self, catalog: Catalog):
        kinds = {activity.kind for module in catalog.modules for activity in module.activities}
        assert {"workshop", "case", "knowledge-sharing", "trial-action", "network"} <= kinds

    def test_it_is_for_department_heads_in_2024(self, catalog: Catalog, programme: Programme):
        assert programme.audience == ("department",)
        assert (str(catalog.valid_from), str(catalog.valid_to)) == ("2024-01-01", "2024-12-31")
