"""The summary counts what a coordinator would count by hand.

Four people; the basis module in two runs, two electives in one run each::

    p1 hospital    Nord   B-1  data (wish 1)
    p2 department  Nord   B-1  data (wish 2)
    p3 department  Syd    B-2  care (not listed)
    p4 -           -      B-2  - (elective missing)
"""

from __future__ import annotations

from datetime import datetime

import pytest

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.roster import Participant
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule, Unfilled
from curriculum.summary import Wishes, summarise


def on(day: int) -> Session:
    return Session(datetime(2026, 3, day, 9), datetime(2026, 3, day, 16))  # noqa: DTZ001 - sessions are local time


def module(module_id: str, title: str | None = None, maximum: int = 4) -> Module:
    return Module(id=module_id, title=title, capacity=Capacity(maximum=maximum))


CATALOG = Catalog(
    id="cat",
    language="da",
    levels=[Level(id="hospital", title={"da": "hospital (da)", "en": "hospital (en)"}), Level(id="department")],
    modules=[module("basis", "Grundlag"), module("data"), module("care")],
    programmes=[
        Programme(id="p", basis=["basis"], electives=Electives(modules=["data", "care"], choose=1)),
    ],
)
PEOPLE = [
    Participant(id="p1", level="hospital", organisation="Nord", preferences=["data"], name="Nomen Nescio"),
    Participant(id="p2", level="department", organisation="Nord", preferences=["care", "data"]),
    Participant(id="p3", level="department", organisation="Syd", preferences=["data"]),
    Participant(id="p4"),
]
RUNS = [
    Run(id="C-1", module="care", sessions=[on(20)]),
    Run(id="D-1", module="data", sessions=[on(10)], capacity=9),
    Run(id="B-1", module="basis", sessions=[on(5)]),
    Run(id="B-3", module="basis"),
    Run(id="B-2", module="basis", sessions=[on(3)]),
]
PLACES = [
    Place("p1", "data", "D-1"),
    Place("p1", "basis", "B-1"),
    Place("p2", "basis", "B-1"),
    Place("p2", "data", "D-1"),
    Place("p3", "basis", "B-2"),
    Place("p3", "care", "C-1"),
    Place("p4", "basis", "B-2"),
]
MISSING = Unfilled("p4", "elective", None, ["capacity"])
COHORT = Cohort(id="c", catalog=CATALOG, programme_id="p", participants=PEOPLE, runs=RUNS)
SCHEDULE = Schedule(cohort="c", programme="cat:p", status="feasible", places=PLACES, unfilled=[MISSING])


def test_held_runs_come_by_module_then_by_time() -> None:
    assert [held.run.id for held in summarise(COHORT, SCHEDULE).held] == ["B-2", "B-1", "D-1", "C-1"]


def test_runs_without_anybody_are_not_held() -> None:
    assert summarise(COHORT, SCHEDULE).not_held == ("B-3",)


def test_a_run_has_its_people_levels_and_organisations() -> None:
    held = {held.run.id: held for held in summarise(COHORT, SCHEDULE).held}
    assert held["B-1"].people == ("p1", "p2")
    assert held["B-1"].levels == (("hospital", 1), ("department", 1))
    assert held["B-1"].organisations == (("Nord", 2),)
    assert held["B-2"].levels == (("department", 1), (None, 1))
    assert held["B-2"].organisations == ((None, 1), ("Syd", 1))


def test_the_capacity_is_the_runs_own_or_its_modules() -> None:
    assert {held.run.id: held.capacity for held in summarise(COHORT, SCHEDULE).held} == {
        "B-1": 4,
        "B-2": 4,
        "C-1": 4,
        "D-1": 9,
    }


def test_places_of_a_person_come_in_the_order_of_time() -> None:
    people = {person.participant: person for person in summarise(COHORT, SCHEDULE).people}
    assert [place.run for place in people["p1"].places] == ["B-1", "D-1"]
    assert people["p4"].missing == (MISSING,)


def test_everybody_is_listed_in_the_rosters_order_even_without_a_place() -> None:
    nobody = Schedule(cohort="c", programme="cat:p", status="feasible")
    assert [person.participant for person in summarise(COHORT, nobody).people] == ["p1", "p2", "p3", "p4"]


def test_wishes_are_counted_by_rank() -> None:
    assert summarise(COHORT, SCHEDULE).wishes == Wishes(people=3, by_rank=(1, 1), unlisted=1)


def test_wishes_by_level_add_up_to_everybodys() -> None:
    summary = summarise(COHORT, SCHEDULE)
    assert summary.wishes_by_level == (
        ("hospital", Wishes(people=1, by_rank=(1,), unlisted=0)),
        ("department", Wishes(people=2, by_rank=(0, 1), unlisted=1)),
        (None, Wishes(people=0, by_rank=(), unlisted=0)),
    )
    assert sum(wishes.places for _, wishes in summary.wishes_by_level) == summary.wishes.places == 3


def test_titles_are_resolved_to_the_catalogs_language() -> None:
    summary = summarise(COHORT, SCHEDULE)
    assert summary.module_titles["basis"].by_language() == {"da": "Grundlag"}
    assert summary.level_titles["hospital"].said("en") == "hospital (en)"
    assert set(summary.module_titles) == {"basis"}
    assert set(summary.level_titles) == {"hospital"}


@pytest.mark.parametrize("place", [Place("p9", "basis", "B-1"), Place("p1", "basis", "B-9")])
def test_a_schedule_of_other_people_or_runs_is_refused(place: Place) -> None:
    strange = Schedule(cohort="c", programme="cat:p", status="feasible", places=[place])
    with pytest.raises(InvalidInput) as refused:
        summarise(COHORT, strange)
    assert [(finding.code, finding.where) for finding in refused.value.findings] == [("unknown-id", "places[0]")]


def test_names_of_people_are_nowhere_in_the_summary() -> None:
    assert "Nomen" not in repr(summarise(COHORT, SCHEDULE))
