"""The region against what is published."""

from pathlib import Path

from curriculum import Catalog, Programme
from curriculum.testing import RegionConformance


class TestBoras(RegionConformance):
    plugin = "boras"
    programme_id = "strategisk-ledning"
    example = Path(__file__).parents[3] / "examples/boras-network"

    def test_there_are_four_meetings_that_can_be_attended_one_without_the_other(
        self, catalog: Catalog, programme: Programme
    ):
        assert programme.basis == ("meeting-1", "meeting-2", "meeting-3", "meeting-4")
        assert programme.electives is None
        assert {str(module.requires) for module in catalog.modules} == {""}

    def test_every_meeting_has_the_stated_forms_and_work_at_home(self, catalog: Catalog):
        for module in catalog.modules:
            forms = {activity.id: activity.kind for activity in module.activities}
            assert forms == {
                "input": "lecture",
                "example": "case",
                "small-groups": "network",
                "reflection": "reflection",
                "at-home": "practice",
            }

    def test_gap_and_trust_or_control_are_promised_to_both_levels(self, programme: Programme):
        for competency in ("closing-the-gap", "trust-and-control"):
            assert {target.level for target in programme.targets if target.competency == competency} == {
                "strategic",
                "operative",
            }

    def test_only_that_meetings_do_not_require_each_other_is_suppressed(self, catalog: Catalog):
        assert [one.code for one in catalog.suppressions] == ["SEQ005"]
