"""Runs that are proposed fit the people, the days, the rooms and the teachers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum import Cohort, InvalidInput, schedule_cohort
from curriculum.calendars import Calendar, SpecialDays
from curriculum.files import load_cohort
from curriculum.offering import (
    Offer,
    Proposal,
    Room,
    Teacher,
    Venue,
    proposal_text,
    propose_runs,
    teaching_days,
)
from curriculum.offering.demand import places_owed
from curriculum.plugins import find_catalog
from curriculum.roster import Span
from curriculum.rules import GapDays, Rules

FIRST, LAST = date(2026, 8, 24), date(2026, 11, 27)
ROOMS = (Room(name="A1"), Room(name="A2", seats=20))


@pytest.fixture(scope="module")
def pilot() -> Cohort:
    return load_cohort("examples/midtjylland-pilot", find_catalog, planned=False)


def offer(**changes: object) -> Offer:
    usual = {"first": FIRST, "last": LAST, "venues": [Venue(name="Viborg", rooms=ROOMS)]}
    return Offer(**{**usual, **changes})  # type: ignore[arg-type]


def days(proposal: Proposal) -> list[date]:
    return [session.date for run in proposal.runs for session in run.sessions]


def clashes(proposal: Proposal) -> list[tuple[str, str]]:
    """Pairs of runs that share a room or a teacher at the same time, found by comparing all with all."""
    return [
        (one.id, other.id)
        for one, other in combinations(proposal.runs, 2)
        if any(mine.overlaps(theirs) for mine in one.sessions for theirs in other.sessions)
        and ((one.venue, one.room) == (other.venue, other.room) or {*one.teachers} & {*other.teachers})
    ]


def test_a_cohort_without_runs_is_read_without_pins_bars_and_previous_schedule(pilot: Cohort):
    assert pilot.runs == ()
    assert pilot.previous is None
    assert not any(person.pinned or person.barred for person in pilot.participants)
    assert len(pilot.participants) == 50


def test_everybody_of_the_pilot_finds_their_places_among_the_proposed_runs(pilot: Cohort):
    proposal = propose_runs(pilot, offer(teachers=[Teacher(name="T1"), Teacher(name="T2")]))
    free = [evolve(person, unavailable=()) for person in pilot.participants]
    schedule = schedule_cohort(evolve(pilot, runs=proposal.runs, participants=free), time_limit=60)
    assert schedule.score is not None
    assert schedule.score.unfilled == 0


def test_as_many_runs_are_needed_as_the_owed_places_take_and_the_spare_share_comes_on_top(pilot: Cohort):
    modules = {entry.module: entry for entry in propose_runs(pilot, offer(spare=Fraction(1))).modules}
    basis = modules["basis-1"]
    assert (basis.places, basis.needed, basis.wanted, basis.proposed) == (50, 2, 4, 4)
    electives = [entry for entry in modules.values() if not entry.module.startswith("basis")]
    assert sum(entry.places for entry in electives) == 100


def test_what_a_list_of_wishes_leaves_open_is_spread_over_the_other_electives(pilot: Cohort):
    one = evolve(pilot.participants[0], preferences=("data",), completed=("basis-1",))
    places = places_owed(evolve(pilot, participants=[one]))
    owed = {module: sum(by_location.values()) for module, by_location in places.items()}
    third = Fraction(1, 3)
    assert owed == {
        "basis-1": 0,
        "basis-2": 1,
        "development": third,
        "patients": third,
        "cross-sector": third,
        "data": 1,
    }


def test_nothing_is_proposed_on_weekends_public_holidays_and_closed_days(pilot: Cohort):
    week_42 = SpecialDays(name="Uge 42", kind="school-holiday", days=Span(date(2026, 10, 12), date(2026, 10, 16)))
    closed = Span(date(2026, 9, 7), date(2026, 9, 30))
    proposal = propose_runs(
        pilot,
        offer(first=date(2026, 3, 30), last=date(2026, 12, 23), closed=[closed], spare=Fraction(5)),
        calendars=[Calendar(id="midtjylland", days=[week_42])],
    )
    assert all(day.weekday() < 5 for day in days(proposal))
    assert not any(day in closed or day in week_42.days for day in days(proposal))
    assert str(proposal.closed[date(2026, 4, 3)]) == "Langfredag"
    assert str(proposal.closed[date(2026, 10, 14)]) == "Uge 42"
    assert not set(days(proposal)) & set(proposal.closed)


def test_why_a_day_is_closed_is_said_in_the_readers_language(pilot: Cohort):
    name = {"da": "Efterårsferie", "en": "Autumn holiday"}
    autumn = SpecialDays(name=name, kind="school-holiday", days=Span(date(2026, 10, 12), date(2026, 10, 16)))
    proposal = propose_runs(pilot, offer(), calendars=[Calendar(id="midtjylland", days=[autumn])])
    for language, said in name.items():
        assert f"2026-10-12/2026-10-16  {said}" in proposal_text(proposal, language)
        assert proposal.document(language)["closed"]["2026-10-14"] == said


def test_the_country_of_the_offer_comes_before_that_of_the_catalog():
    may = offer(first=date(2026, 5, 1), last=date(2026, 5, 1))
    assert teaching_days(may, country="DK").open == (date(2026, 5, 1),)
    assert teaching_days(evolve(may, country="SE"), country="DK").open == ()


def test_only_the_named_days_of_the_week_are_used(pilot: Cohort):
    proposal = propose_runs(pilot, offer(weekdays=["tuesday", "thursday"]))
    assert {day.weekday() for day in days(proposal)} == {1, 3}


def test_the_day_that_suits_most_people_is_taken_among_those_nearby(pilot: Cohort):
    first_runs = propose_runs(pilot, offer())
    target = next(run for run in first_runs.runs if run.module == "basis-1").sessions[0].date
    away = [evolve(person, unavailable=[Span(target, target)]) for person in pilot.participants]
    moved = propose_runs(evolve(pilot, participants=away), offer())
    assert target not in days(moved)


def test_runs_are_held_where_people_work():
    cohort = load_cohort("examples/midtjylland-pilot", find_catalog, planned=False)
    people = [
        evolve(person, location="Horsens" if n % 4 == 0 else "Viborg")
        for n, person in enumerate(cohort.participants)
    ]
    venues = [Venue(name="Horsens"), Venue(name="Viborg")]
    proposal = propose_runs(evolve(cohort, participants=people), offer(venues=venues, spare=Fraction(3)))
    basis = Counter(run.venue for run in proposal.runs if run.module == "basis-1")
    assert basis == {"Horsens": 2, "Viborg": 6}


def test_a_teacher_takes_only_their_modules_venues_and_days(pilot: Cohort):
    holiday = Span(FIRST, date(2026, 10, 1))
    teachers = [
        Teacher(name="T1", modules=["basis-1", "basis-2"]),
        Teacher(name="T2", modules=["data", "patients", "development", "cross-sector"], unavailable=[holiday]),
    ]
    proposal = propose_runs(pilot, offer(teachers=teachers))
    for run in proposal.runs:
        assert run.teachers == (("T1",) if run.module.startswith("basis") else ("T2",))
        assert run.teachers == ("T1",) or run.sessions[0].date > holiday.last


def test_a_small_room_lowers_the_seats_of_its_runs(pilot: Cohort):
    small = propose_runs(pilot, offer(venues=[Venue(name="Viborg", rooms=[Room(name="A2", seats=20)])]))
    assert {run.capacity for run in small.runs} == {20}
    assert next(entry for entry in small.modules if entry.module == "basis-1").needed == 3
    large = propose_runs(pilot, offer(venues=[Venue(name="Viborg", rooms=[Room(name="A1")])]))
    assert {run.capacity for run in large.runs} == {None}


def test_a_long_module_goes_on_the_next_open_day_and_a_short_one_shares_a_day(pilot: Cohort):
    hours = {"basis-1": 10.0, "basis-2": 3.0}
    modules = [evolve(module, hours=hours.get(module.id, module.hours)) for module in pilot.catalog.modules]
    cohort = evolve(pilot, catalog=evolve(pilot.catalog, modules=modules))
    proposal = propose_runs(cohort, offer())
    long = next(run for run in proposal.runs if run.module == "basis-1")
    assert [str(session)[11:16] + str(session)[-6:] for session in long.sessions] == ["09:00T16:00", "09:00T12:00"]
    short = next(run for run in proposal.runs if run.module == "basis-2")
    assert [session.end - session.start for session in short.sessions] == [timedelta(hours=3)]


def test_two_half_days_fit_one_room(pilot: Cohort):
    modules = [evolve(module, hours=3.5) for module in pilot.catalog.modules]
    cohort = evolve(
        pilot, catalog=evolve(pilot.catalog, modules=modules), rules=Rules(gap_days=GapDays(minimum=1))
    )
    one_room = [Venue(name="Viborg", rooms=[Room(name="A1")])]
    proposal = propose_runs(cohort, offer(first=FIRST, last=FIRST + timedelta(days=11), venues=one_room))
    assert proposal.short == ()
    assert max(Counter(days(proposal)).values()) == 2
    assert clashes(proposal) == []


def test_a_module_is_offered_late_enough_for_what_comes_before_it(pilot: Cohort):
    for entry in propose_runs(pilot, offer()).modules:
        steps = {"basis-1": 0, "basis-2": 1}.get(entry.module, 2)
        gap = pilot.rules.gap_days.minimum
        assert entry.first is not None
        assert entry.first >= FIRST + timedelta(steps * gap)
        assert entry.last is not None
        assert entry.last <= LAST - timedelta((2 - steps) * gap)


def test_where_rooms_are_too_few_the_proposal_says_which_module_falls_short(pilot: Cohort):
    week = offer(
        first=FIRST,
        last=FIRST + timedelta(days=17),
        weekdays=["monday"],
        venues=[Venue(name="Viborg", rooms=[Room(name="A1", seats=9)])],
    )
    proposal = propose_runs(evolve(pilot, rules=Rules()), week)
    assert len(proposal.runs) == 3
    assert {entry.module for entry in proposal.short} >= {"basis-2", "data"}


def test_the_same_offer_gives_the_same_runs(pilot: Cohort):
    assert propose_runs(pilot, offer()) == propose_runs(pilot, offer())


@settings(max_examples=25, deadline=None)
@given(
    rooms=st.integers(0, 3),
    teachers=st.integers(0, 3),
    weeks=st.integers(5, 20),
    weekdays=st.sets(st.sampled_from(["monday", "tuesday", "wednesday", "friday"]), min_size=1),
    spare=st.fractions(0, 3),
)
def test_all_proposed_runs_can_be_held_side_by_side(
    pilot: Cohort, *, rooms: int, teachers: int, weeks: int, weekdays: set[str], spare: Fraction
):
    proposal = propose_runs(
        pilot,
        offer(
            last=FIRST + timedelta(weeks=weeks),
            venues=[Venue(name="Viborg", rooms=[Room(name=f"R{n}") for n in range(rooms)])],
            teachers=[Teacher(name=f"T{n}") for n in range(teachers)],
            weekdays=sorted(weekdays),
            spare=spare,
        ),
    )
    assert clashes(proposal) == []
    assert len({run.id for run in proposal.runs}) == len(proposal.runs)
    assert all(entry.proposed <= entry.wanted for entry in proposal.modules)
    assert bool(rooms) == all(run.room for run in proposal.runs)
    Cohort.__attrs_post_init__(evolve(pilot, runs=proposal.runs))


def codes(invalid: InvalidInput) -> list[str]:
    return [finding.code for finding in invalid.findings]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"last": date(2026, 8, 1)}, ["span-reversed"]),
        ({"last": date(2036, 8, 1)}, ["period-too-long"]),
        ({"venues": []}, ["no-venues"]),
        ({"weekdays": []}, ["no-weekdays"]),
        ({"weekdays": ["mandag"]}, ["bad-choice"]),
        ({"hours": "16:00-09:00"}, ["bad-hours"]),
        ({"hours": "all day"}, ["bad-hours"]),
        ({"spare": Fraction(11)}, ["bad-spare"]),
        ({"venues": [Venue(name="A"), Venue(name="A")]}, ["named-twice"]),
        ({"venues": [], "hours": "-", "spare": Fraction(-1)}, ["no-venues", "bad-hours", "bad-spare"]),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused_with_everything_at_once(
    changes: dict[str, object], expected: Iterable[str]
):
    with pytest.raises(InvalidInput) as refused:
        offer(**changes)
    assert codes(refused.value) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"teachers": [Teacher(name="T1", modules=["basis-3"], venues=["Vejle"])]},
            ["unknown-id"] * 2 + ["nobody-teaches"] * 6,
        ),
        ({"teachers": [Teacher(name="T1", modules=["basis-1", "basis-2"])]}, ["nobody-teaches"] * 4),
        ({"first": LAST, "closed": [Span(LAST, LAST)]}, ["no-open-days"]),
        ({"first": FIRST, "last": FIRST + timedelta(days=11)}, ["period-too-short"]),
        ({"country": "XX"}, ["unknown-country"]),
    ],
)
def test_an_offer_that_does_not_fit_the_cohort_is_refused(
    pilot: Cohort, changes: dict[str, object], expected: Iterable[str]
):
    with pytest.raises(InvalidInput) as refused:
        propose_runs(pilot, offer(**changes))
    assert codes(refused.value) == expected


def test_a_module_without_capacity_needs_the_seats_of_every_room(pilot: Cohort):
    modules = [evolve(module, capacity=evolve(module.capacity, maximum=None)) for module in pilot.catalog.modules]
    cohort = evolve(pilot, catalog=evolve(pilot.catalog, modules=modules))
    with pytest.raises(InvalidInput) as refused:
        propose_runs(cohort, offer())
    assert set(codes(refused.value)) == {"no-seats"}
    seated = offer(venues=[Venue(name="Viborg", rooms=[Room(name="A1", seats=12)])])
    assert {run.capacity for run in propose_runs(cohort, seated).runs} == {12}
