"""Schedules as plain text say the right things, in three languages."""

from __future__ import annotations

from datetime import datetime

import pytest

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.judge import NOT_TRIED
from curriculum.messages import LANGUAGES
from curriculum.model import Capacity, Electives, Level, Module, Programme
from curriculum.plaintext import WIDTH, changes_text, gap_text, outcome_text, summary_text, unfilled_text
from curriculum.roster import Participant
from curriculum.rules import RULES
from curriculum.runs import Run, Session
from curriculum.schedule import Conflict, Place, Points, Schedule, Score, Status, Unfilled, difference
from curriculum.summary import Summary, summarise


def schedule(status: Status = "optimal", **fields: object) -> Schedule:
    return Schedule(cohort="c", programme="cat:p", status=status, **fields)


def summary(language: str = "da", **fields: object) -> Summary:
    level = Level(id="top", title={"da": "øverst", "en": "at the top"})
    modules = [
        Module(id="basis", title={"da": "Grundlag", "en": "Foundations"}, capacity=Capacity(maximum=30)),
        Module(id="data", capacity=Capacity(maximum=30)),
    ]
    electives = Electives(modules=["data"], choose=1)
    catalog = Catalog(
        id="cat",
        language=language,
        levels=[level],
        modules=modules,
        programmes=[Programme(id="p", basis=["basis"], electives=electives)],
    )
    session = Session(datetime(2026, 3, 5, 9), datetime(2026, 3, 5, 16))  # noqa: DTZ001 - sessions are local time
    runs = [
        Run(id="B-1", module="basis", sessions=[session], venue="Skejby"),
        Run(id="B-2", module="basis"),
        Run(id="D-1", module="data"),
    ]
    people = [
        Participant(id=f"person-{n:02}", level="top", organisation="Nord", preferences=["data"]) for n in range(20)
    ]
    cohort = Cohort(id="c", catalog=catalog, programme_id="p", participants=people, runs=runs)
    places = [Place(person.id, "basis", "B-1") for person in people] + [Place("person-01", "data", "D-1")]
    return summarise(cohort, schedule(places=places, **fields))


def test_an_optimal_schedule_says_that_it_is_proven() -> None:
    points = Points(preference=25, run=12, worst=10)
    text = outcome_text(schedule(score=Score(0, 47), bound=Score(0, 47), points=points))
    assert text.splitlines() == [
        "Status:          optimal: proven that no legal schedule is better",
        "Score:           0 unfilled, 47 points",
        "Bound:           0 unfilled, 47 points",
        "Points by goal:  preferences 25, runs 12, worst off 10, travel 0, changes 0",
    ]


def test_a_schedule_that_is_not_optimal_says_how_far_it_can_be_from_the_best() -> None:
    text = outcome_text(schedule("feasible", score=Score(0, 1000), bound=Score(0, 987)))
    assert "not optimal, within 1.3 %" in text


@pytest.mark.parametrize("bound", [None, Score(0, 900)])
def test_without_proof_of_the_unfilled_part_no_gap_is_stated(bound: Score | None) -> None:
    text = outcome_text(schedule("feasible", score=Score(2, 1000), bound=bound))
    assert "not proven optimal" in text
    assert "%" not in text


@pytest.mark.parametrize(
    ("points", "bound", "said"),
    [(1000, 987, "1.3"), (1000, 986, "1.4"), (3, 2, "33.4"), (0, 0, "0.0"), (7, 0, "100.0")],
)
def test_the_gap_is_rounded_up_exactly(points: int, bound: int, said: str) -> None:
    assert gap_text(Score(0, points), Score(0, bound)) == said


@pytest.mark.parametrize("language", ["da", "sv"])
def test_the_gap_has_a_decimal_comma_in_danish_and_swedish(language: str) -> None:
    assert gap_text(Score(0, 1000), Score(0, 987), language) == "1,3"


def test_an_infeasible_schedule_names_rules_people_and_runs() -> None:
    conflict = [Conflict("pinned", ["p1"], ["R1"]), Conflict("cancelled", runs=["R1"]), Conflict("cover")]
    lines = outcome_text(schedule("infeasible", conflict=conflict)).splitlines()
    assert lines[0] == "Status:  no schedule exists"
    assert "  pinned (everybody attends the runs they are pinned to): people p1; runs R1" in lines
    assert "  cancelled (a cancelled run is not held): runs R1" in lines


def test_a_rule_that_has_no_sentence_stands_for_itself() -> None:
    text = outcome_text(schedule("infeasible", conflict=[Conflict("of-a-plugin", ["p1"])]))
    assert "of-a-plugin (of-a-plugin): people p1" in text


def test_the_summary_shows_each_run_with_date_venue_people_levels_and_organisations() -> None:
    text = summary_text(summary())
    assert "  Foundations (basis)\n    B-1  2026-03-05  Skejby  20 of 30 people\n" in text
    assert "      levels: at the top 20\n      organisations: Nord 20\n      person-00, person-01," in text
    assert "  Not held: B-2\n" in text


def test_the_summary_shows_preferences_by_rank_and_level() -> None:
    text = summary_text(summary())
    assert "  everybody:   wish 1: 1, not listed: 0\n  at the top:  wish 1: 1, not listed: 0\n" in text


def test_the_summary_shows_who_is_where_and_what_is_unfilled() -> None:
    text = summary_text(summary(unfilled=[Unfilled("person-00", "elective", None, ["capacity", "no-run"])]))
    assert "  person-01  basis B-1, data D-1\n" in text
    reasons = "no run has more people than it takes; there is no run that could fill the place"
    assert f"person-00: an elective. In the way: {reasons}" in " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_whose_reasons_nobody_looked_for_says_so_and_how_to_ask(language: str) -> None:
    text = unfilled_text(Unfilled("person-00", "elective", None, [NOT_TRIED]), language)
    assert text.startswith("person-00: ")
    assert '"curriculum explain"' in text
    assert text.endswith("--participant person-00")


def test_a_full_schedule_says_so() -> None:
    assert "  Every place is filled.\n" in summary_text(summary())


def test_no_line_is_wider_than_a_page() -> None:
    unfilled = [Unfilled("person-00", "basis", "basis", RULES)]
    assert max(map(len, summary_text(summary(unfilled=unfilled)).splitlines())) <= WIDTH


def test_lines_are_broken_between_the_items_of_a_list_only() -> None:
    unfilled = [Unfilled(f"person {number}", "basis", "basis") for number in range(2)]
    conflict = [Conflict("pinned", [f"person {number}" for number in range(40)])]
    lines = outcome_text(schedule("infeasible", conflict=conflict, unfilled=unfilled)).splitlines()
    assert len(lines) > 5
    assert not any(line.endswith("person") for line in lines)


def test_the_summary_is_in_the_readers_language() -> None:
    assert "  Grundlag (basis)\n    B-1  2026-03-05  Skejby  20 af 30 personer\n" in summary_text(summary(), "da")
    assert "niveauer: øverst 20" in summary_text(summary(), "da")
    assert "20 av 30 personer" in summary_text(summary(), "sv")


def test_changes_name_what_is_moved_gained_and_lost() -> None:
    places = [Place("p1", "a", "A1"), Place("p2", "a", "A1")]
    before = schedule(places=places, score=Score(0, 5))
    after = schedule(places=[Place("p1", "a", "A2"), Place("p3", "a", "A1")])
    assert changes_text(difference(before, after), before, after).splitlines() == [
        "p1: a from A1 to A2",
        "p2: a in A1, gone",
        "p3: a in A1, new",
        "",
        "Score before:  0 unfilled, 5 points",
        "Score after:   none",
    ]


def test_equal_schedules_say_that_nothing_changed() -> None:
    assert "Nobody has another place." in changes_text((), schedule(), schedule())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", ["optimal", "feasible", "infeasible", "unknown"])
def test_every_status_and_rule_can_be_said(status: Status, language: str) -> None:
    conflict = [Conflict(rule, ["p1"], ["R1"]) for rule in RULES]
    text = outcome_text(schedule(status, score=Score(1, 2), bound=Score(1, 1), conflict=conflict), language)
    assert all(f"({rule})" not in text for rule in RULES)
