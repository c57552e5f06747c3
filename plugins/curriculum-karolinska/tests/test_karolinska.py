"""The region against what is published."""

from pathlib import Path

from curriculum import Catalog, Programme
from curriculum.testing import RegionConformance


class TestKarolinska(RegionConformance):
    plugin = "karolinska"
    programme_id = "innovationsurverket"
    example = Path(__file__).parents[3] / "examples/karolinska-events"

    def test_every_event_is_evaluated_so_that_the_next_is_adapted(self, catalog: Catalog, programme: Programme):
        for name in programme.basis:
            (evaluation,) = (one for one in catalog.module(name).assessments if one.kind == "event-evaluation")
            (served,) = evaluation.outcomes
            (outcome,) = (one for one in catalog.module(name).outcomes if one.id == served)
            assert (evaluation.evidence, outcome.competency) == ("stated", "shaping-the-network")

    def test_the_first_event_plans_the_network_with_its_participants(self, catalog: Catalog, programme: Programme):
        first = catalog.module(programme.basis[0])
        assert first.title is not None
        assert first.title.said("en") == "Event 1: needs and plan"

    def test_events_can_be_attended_one_without_the_other(self, catalog: Catalog):
        assert {str(module.requires) for module in catalog.modules} == {""}
        assert [one.code for one in catalog.suppressions] == ["SEQ005"]

    def test_no_leadership_levels_are_made_up(self, catalog: Catalog, programme: Programme):
        assert (catalog.levels, programme.audience) == ((), ())
