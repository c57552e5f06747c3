"""The rule stated for the solver and for the judge says the same, and the travel account is right."""

from datetime import datetime, timedelta
from random import Random

import pytest
from attrs import evolve

from curriculum import (
    Catalog,
    Cohort,
    Module,
    Participant,
    Place,
    Programme,
    Rules,
    Run,
    Schedule,
    Score,
    Session,
    schedule_cohort,
    violations,
)
from curriculum.further_rules import AppliedRule
from curriculum.plugins import plugin_states
from curriculum.testing import CatalogConformance, RuleConformance
from curriculum_travel import LONG_DRIVES
from curriculum_travel.mileage import mileage
from curriculum_travel.options import Distance, LongDrives

PLACES = ("Aarhus", "Horsens", "Viborg")
DISTANCES = (
    Distance(place="Aarhus", other="Horsens", km=41),
    Distance(place="Viborg", other="Aarhus", km=66),
    Distance(place="Viborg", other="Horsens", km=79),
)


class TestTravel(CatalogConformance):
    plugin = "travel"


class TestLongDrives(RuleConformance):
    rule = LONG_DRIVES
    locations = (*PLACES, None)

    def options(self, draw: Random) -> LongDrives:
        return LongDrives(
            beyond=draw.choice([0, 41, 50, 66, 70]),
            days=draw.choice([0, 1, 2]),
            distances=draw.sample(DISTANCES, 2),
            unknown=draw.choice(["far", "near"]),
        )


def on(day: int, hour: int = 9) -> Session:
    start = datetime(2026, 3, 1, hour) + timedelta(days=day)  # noqa: DTZ001 - sessions are in local time
    return Session(start, start + timedelta(hours=6))


def run(run_id: str, module: str, venue: str | None, *days: int) -> Run:
    return Run(id=run_id, module=module, venue=venue, sessions=[on(day) for day in days], capacity=3)


def cohort(people: list[Participant], runs: list[Run], options: LongDrives | None) -> Cohort:
    modules = sorted({run.module for run in runs})
    catalog = Catalog(
        id="mine",
        modules=[Module(id=module) for module in modules],
        programmes=[Programme(id="p", basis=modules)],
    )
    further = [] if options is None else [AppliedRule(LONG_DRIVES, options)]
    return Cohort(
        id="c", catalog=catalog, programme_id="p", participants=people, runs=runs, rules=Rules(further=further)
    )


def rules_broken(judged: Cohort, *places: Place) -> set[str]:
    schedule = Schedule(cohort="c", programme="mine:p", status="feasible", places=places)
    return {violation.rule for violation in violations(judged, schedule)} - {"score", "unfilled"}


ANNA = Participant(id="anna", location="Viborg")
RUNS = [run("a1", "a", "Horsens", 1), run("b1", "b", "Aarhus", 2, 3), run("c1", "c", "Viborg", 4)]
BOTH = (Place("anna", "a", "a1"), Place("anna", "b", "b1"))


@pytest.mark.parametrize(
    ("options", "broken"),
    [
        (LongDrives(beyond=60, days=2, distances=DISTANCES), True),
        (LongDrives(beyond=60, days=3, distances=DISTANCES), False),
        (LongDrives(beyond=66, days=1, distances=DISTANCES), False),
        (LongDrives(beyond=65.9, days=2, distances=DISTANCES), True),
        (LongDrives(beyond=60, days=2), True),
        (LongDrives(beyond=60, days=0, unknown="near"), False),
    ],
)
def test_the_judge_counts_the_days_of_drives_beyond_the_limit(options: LongDrives, broken: bool):  # noqa: FBT001
    assert (rules_broken(cohort([ANNA], RUNS, options), *BOTH) == {"long_drives"}) == broken


def test_without_a_location_or_a_venue_nothing_is_far():
    strict = LongDrives(beyond=0, days=0)
    nowhere = [evolve(one, venue=None) for one in RUNS]
    assert rules_broken(cohort([ANNA], nowhere, strict), *BOTH) == set()
    assert rules_broken(cohort([Participant(id="anna")], RUNS, strict), *BOTH) == set()


def test_a_violation_is_told_in_three_languages():
    judged = cohort([ANNA], RUNS, LongDrives(beyond=60, days=2, distances=DISTANCES))
    schedule = Schedule(cohort="c", programme="mine:p", status="feasible", places=BOTH)
    (violation,) = [one for one in violations(judged, schedule) if one.rule == "long_drives"]
    assert violation.message() == ("anna drives more than 60 km on 3 days, but at most 2 are allowed: a1, b1.")
    assert violation.message("da").startswith("anna kører mere end 60 km på 3 dage")
    assert violation.message("sv").startswith("anna kör mer än 60 km på 3 dagar")


def test_the_schedule_keeps_the_rule_and_says_why_a_place_is_unfilled():
    options = LongDrives(beyond=60, days=1, distances=DISTANCES)
    schedule = schedule_cohort(cohort([ANNA], RUNS, options))
    assert schedule.status == "optimal"
    assert [entry.why for entry in schedule.unfilled] == [("long_drives",)]
    assert {place.run for place in schedule.places} == {"a1", "c1"}
    assert schedule_cohort(cohort([ANNA], RUNS, None)).unfilled == ()


def test_a_pin_that_the_rule_forbids_is_a_conflict_that_names_it():
    anna = evolve(ANNA, pinned=["b1"])
    schedule = schedule_cohort(cohort([anna], RUNS, LongDrives(beyond=60, days=1, distances=DISTANCES)))
    assert schedule.status == "infeasible"
    assert {one.rule for one in schedule.conflict} == {"pinned", "long_drives"}


def test_the_travel_account_counts_every_day_there_and_back():
    planned = cohort([ANNA], RUNS, LongDrives(beyond=60, days=9, distances=DISTANCES[:2]))
    schedule = schedule_cohort(planned)
    assert schedule.score == Score(0, 0)
    assert mileage(planned, schedule) == {
        "mileage.csv": "participant,run,from,to,days,km\nanna,a1,Viborg,Horsens,1,\nanna,b1,Viborg,Aarhus,2,264\n"
    }


def test_the_travel_account_asks_for_distances():
    with pytest.raises(ValueError, match=r"\[rules.long_drives\]"):
        mileage(cohort([ANNA], RUNS, None), Schedule(cohort="c", programme="mine:p", status="feasible"))


@pytest.mark.parametrize("wrong", [{"beyond": -1, "days": 1}, {"beyond": 1, "days": -1}])
def test_a_rule_with_negative_limits_is_refused(wrong: dict[str, int]):
    with pytest.raises(ValueError, match="below 0"):
        LongDrives(**wrong)


def test_the_installed_plugin_brings_the_rule_and_the_exporter():
    (state,) = [state for state in plugin_states(only=["travel"]) if state.name == "travel"]
    assert (state.state, state.provides) == ("active", ("rule long_drives", "exporter mileage"))
