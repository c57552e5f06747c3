"""Groups at network meetings: as good as brute force where it can be tried, as known designs where it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from random import Random

import drawings
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.errors import InvalidInput
from curriculum.groups import (
    GroupMeeting,
    GroupScore,
    GroupsInterrupted,
    Network,
    arrange_groups,
    cohort_network,
    group_score,
    group_sizes,
    group_violations,
    numbered_network,
)
from curriculum.groups.bounds import lowest_broken, lowest_score
from curriculum.groups.exchange import Exchange
from curriculum.groups.numbers import Cost, Numbered
from curriculum.groups.wording import describe_groups
from curriculum.rules import Rules

Seating = Sequence[Sequence[str]]
LESS = ((2, 6_000), (0, 6_000), (0, 6_000))
"""Enough work for a few people."""


@pytest.fixture
def _less_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("curriculum.groups.arranging._WORK", LESS)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same numbers every time


def all_seatings(people: tuple[str, ...], sizes: tuple[int, ...]) -> Iterator[Seating]:
    """Yield every way to seat people in groups of these sizes; the first person takes any of the sizes."""
    if not people:
        yield []
        return
    first, *others = people
    for size in sorted(set(sizes)):
        left = list(sizes)
        left.remove(size)
        for mates in combinations(others, size - 1):
            for rest in all_seatings(tuple(p for p in others if p not in mates), tuple(left)):
                yield [(first, *mates), *rest]


def told(network: Network, seatings: Sequence[Seating]) -> tuple[int, int, int]:
    """Count broken rules, repeats and unmixed groups in the plainest way."""
    tables = [[set(group) for group in seating] for seating in seatings]

    def times(one: str, other: str) -> int:
        return sum({one, other} <= table for seating in tables for table in seating)

    broken = unmixed = repeats = 0
    for one, other in combinations(network.people, 2):
        both = sum({one, other} <= set(network.present(meeting)) for meeting in network.meetings)
        together = any(one in block and other in block for block in network.together)
        alike = any(column.get(one, one) == column.get(other, other) for column in network.apart)
        if together:
            broken += both - times(one, other)
        elif alike or frozenset((one, other)) in network.apart_pairs:
            broken += times(one, other)
        repeats += max(0, times(one, other) - 1)
    if network.values is not None:
        known = network.values
        unmixed = sum(len({known[p] for p in t if p in known}) < 2 for seating in tables for t in seating)
    return broken, repeats, unmixed


def drawn(seed: int) -> Network:
    """Draw a network of up to six people at up to three meetings, with any rules."""
    draw = seeded(seed)
    people = [f"p{number}" for number in range(1, draw.randint(1, 6) + 1)]
    meetings = [f"m{number}" for number in range(1, draw.randint(1, 3) + 1)]

    def column() -> dict[str, str]:
        return {person: draw.choice("ab") for person in people if draw.random() < 0.8}

    pairs = list(combinations(people, 2))
    return Network(
        people=people,
        size=draw.randint(1, 4),
        meetings=meetings,
        values=column() if draw.random() < 0.6 else None,
        apart=[column()] if draw.random() < 0.3 else (),
        apart_pairs=draw.sample(pairs, 1) if pairs and draw.random() < 0.4 else (),
        together=draw.sample(pairs, 1) if pairs and draw.random() < 0.3 else (),
        absent={m: draw.sample(people, draw.randint(0, len(people))) for m in meetings if draw.random() < 0.3},
    )


@pytest.mark.usefixtures("_less_work")
@pytest.mark.parametrize("block", range(6))
def test_groups_are_as_good_as_brute_force_and_the_bound_is_not_above(block: int):
    for seed in range(block * 15, block * 15 + 15):
        network = drawn(seed)
        present = [network.present(meeting) for meeting in network.meetings]
        choices = [list(all_seatings(people, group_sizes(len(people), network.size))) for people in present]
        best = min(told(network, seatings) for seatings in product(*choices))
        groups = arrange_groups(network, seed=seed)
        found = (groups.broken, groups.score.repeats, groups.score.unmixed)
        assert found == best, network
        assert found == told(network, [meeting.groups for meeting in groups.meetings])
        assert lowest_broken(network) <= best[0], network
        bound = lowest_score(network, unbroken=best[0] == 0)
        assert bound.repeats <= best[1], network
        assert bound.unmixed <= best[2], network
        assert groups.bound == bound
        assert (groups.status == "optimal") == (found == (lowest_broken(network), bound.repeats, bound.unmixed))


@pytest.mark.parametrize(
    ("people", "size", "meetings"),
    [(15, 3, 7), (32, 4, 8), (32, 4, 9), (49, 7, 8), (64, 8, 9), (81, 9, 10), (24, 4, 7), (16, 4, 5), (30, 5, 6)],
)
def test_nobody_meets_anybody_twice_where_designs_are_known(people: int, size: int, meetings: int):
    network = numbered_network(people, size=size, meetings=meetings)
    groups = arrange_groups(network)
    assert group_score(groups.meetings) == GroupScore(0, 0)
    assert groups.status == "optimal"
    assert group_violations(network, groups) == ()


@pytest.mark.parametrize(
    ("levels", "unmixed"),
    [({"low": 12, "mid": 12}, 0), ({"low": 18, "mid": 5, "top": 1}, 0), ({"low": 21, "mid": 3}, 12)],
)
def test_as_many_groups_of_24_leaders_are_mixed_as_counting_allows(levels: dict[str, int], unmixed: int):
    values = [level for level, count in levels.items() for _ in range(count)]
    plain = numbered_network(24, size=4, meetings=4)
    network = Network(
        people=plain.people, size=4, meetings=plain.meetings, values=dict(zip(plain.people, values, strict=True))
    )
    groups = arrange_groups(network)
    assert (groups.score, groups.status) == (GroupScore(0, unmixed), "optimal")


@pytest.mark.parametrize("people", [22, 23, 25, 26, 50, 345])
def test_odd_numbers_of_people_meet_without_repeats(people: int):
    network = numbered_network(people, size=4, meetings=4)
    groups = arrange_groups(network)
    assert groups.score == GroupScore(0, 0)
    assert {len(group) for meeting in groups.meetings for group in meeting.groups} <= {3, 4, 5}
    assert group_violations(network, groups) == ()


def test_whoever_is_absent_sits_nowhere_and_nobody_meets_twice():
    plain = numbered_network(24, size=4, meetings=4)
    network = Network(
        people=plain.people, size=4, meetings=plain.meetings, absent={"m2": ["p1", "p2", "p7"], "m4": ["p24"]}
    )
    groups = arrange_groups(network)
    assert groups.score == GroupScore(0, 0)
    assert group_violations(network, groups) == ()
    assert sum(len(group) for group in groups.meetings[1].groups) == 21


@pytest.mark.usefixtures("_less_work")
def test_the_same_seed_gives_the_same_groups_and_another_seed_others():
    network = numbered_network(13, size=3, meetings=5)
    assert arrange_groups(network, seed=3) == arrange_groups(network, seed=3)
    assert arrange_groups(network, seed=3).meetings != arrange_groups(network, seed=4).meetings


def test_a_search_without_time_still_seats_everybody():
    network = numbered_network(12, size=3, meetings=5)
    groups = arrange_groups(network, time_limit=1e-9)
    assert group_violations(network, groups) == ()
    assert groups.status == "feasible"


def test_an_interrupted_search_keeps_the_best_groups(monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Exchange, "run", interrupt)
    monkeypatch.setattr("curriculum.groups.arranging._WORK", LESS)
    network = numbered_network(12, size=3, meetings=5)
    with pytest.raises(GroupsInterrupted) as stop:
        arrange_groups(network)
    assert group_violations(network, stop.value.groups) == ()


@given(st.integers(0, 60), st.integers(1, 9))
def test_sizes_differ_by_one_at_most_and_stay_around_what_was_asked_for(people: int, size: int):
    sizes = group_sizes(people, size)
    assert sum(sizes) == people
    assert list(sizes) == sorted(sizes, reverse=True)
    if people:
        assert sizes[0] - sizes[-1] <= 1
        assert sizes[0] <= size + 1
        assert people % size or set(sizes) == {size}


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_exchanges_count_what_they_change(seed: int):
    draw = seeded(seed)
    network = drawn(seed)
    numbered = Numbered(network)
    seats = []
    for people, sizes in zip(numbered.present, numbered.sizes, strict=True):
        shuffled = draw.sample(people, len(people))
        seats.append([[shuffled.pop() for _ in range(size)] for size in sizes])
    exchange = Exchange(numbered, seats)
    exchange.run(draw, steps=60, hottest=2.0, enough=Cost(-1, -1, -1), stop=lambda: False)
    assert Cost(*exchange.now) == numbered.cost(exchange.seats)
    assert exchange.cost == numbered.cost(exchange.best)


PEOPLE = (
    "p1 level=top organisation=x pair=a; p2 level=low organisation=x manager=p1 pair=a;"
    "p3 level=low organisation=y; p4 organisation=y mentor=p3|p1 unavailable=9"
)


def test_a_column_that_names_people_keeps_them_apart_and_any_other_keeps_equal_values_apart():
    network = cohort_network(
        drawings.cohort(people=PEOPLE), size=2, meetings=1, apart=["manager", "organisation", "mentor"]
    )
    pairs = [frozenset(pair) for pair in (("p1", "p2"), ("p3", "p4"), ("p1", "p4"))]
    assert {frozenset(pair) for pair in combinations(network.people, 2) if network.are_apart(*pair)} == set(pairs)
    assert network.values is None


def test_the_cohorts_own_rules_about_apart_hold_at_the_tables():
    cohort = drawings.cohort(people=PEOPLE, rules=Rules(apart=["manager"], pairs="apart"))
    network = cohort_network(cohort, size=2, meetings=1)
    assert network.apart_pairs == {frozenset(("p1", "p2"))}
    assert network.are_apart("p1", "p2")
    assert cohort_network(
        drawings.cohort(people=PEOPLE, rules=Rules(pairs="apart")), size=2, meetings=1
    ).are_apart("p1", "p2")


@pytest.mark.usefixtures("_less_work")
def test_pairs_sit_together_only_when_that_is_asked_for():
    cohort = drawings.cohort(people=PEOPLE, rules=Rules(pairs="together"))
    assert cohort_network(cohort, size=2, meetings=1).together == ()
    network = cohort_network(cohort, size=2, meetings=3, pairs="together", apart=["organisation"])
    assert network.together == (("p1", "p2"),)
    # Either p1 and p2 sit apart or p3 and p4 together, at each of three meetings; the former repeats nothing.
    groups = arrange_groups(network)
    assert (groups.broken, groups.score.repeats) == (3, 0)
    groups = arrange_groups(cohort_network(cohort, size=2, meetings=3, pairs="together"))
    assert (groups.broken, groups.score.repeats) == (0, 4)
    assert all(("p1", "p2") in meeting.groups for meeting in groups.meetings)


def test_who_is_not_available_on_a_day_does_not_come():
    cohort = drawings.cohort(people=PEOPLE)
    days = (date(2026, 3, 2), date(2026, 3, 9))
    network = cohort_network(cohort, size=2, meetings=2, dates=days, mix="level")
    assert (network.present("m1"), network.present("m2")) == (("p1", "p2", "p3", "p4"), ("p1", "p2", "p3"))
    assert network.values == {"p1": "top", "p2": "low", "p3": "low"}


def test_a_question_that_cannot_be_asked_is_refused_with_everything_that_is_wrong():
    cohort = drawings.cohort(people=PEOPLE)
    with pytest.raises(InvalidInput) as refused:
        cohort_network(cohort, size=2, meetings=2, mix="levl", apart=["preferences"], dates=[date(2026, 3, 2)])
    assert [finding.code for finding in refused.value.findings] == ["unknown-id", "list-column", "groups-dates"]
    assert refused.value.findings[0].values["suggestion"] == "level"
    with pytest.raises(InvalidInput) as refused:
        Network(people=["a", "a"], size=0, meetings=["m1"], absent={"m2": ["b"]})
    codes = [finding.code for finding in refused.value.findings]
    assert codes == ["too-small", "named-twice", "unknown-id", "unknown-id"]


def test_groups_are_told_in_the_readers_language():
    network = Network(people=["p10", "p9"], size=2, meetings=["m1", "m2"], apart_pairs=[("p9", "p10")])
    text = describe_groups(arrange_groups(network), "da")
    assert text.splitlines() == [
        "Status:  gyldig: der blev ikke fundet bedre grupper, men de kan findes",
        "Score:   1 gentagelse, 0 ublandede grupper",
        "Grænse:  1 gentagelse, 0 ublandede grupper",
        "Brud:    regler om adskilt eller sammen, 2 gange",
        "",
        "Møde m1",
        "   1  p9, p10",
        "",
        "Møde m2",
        "   1  p9, p10",
    ]


def test_the_order_of_groups_and_people_says_nothing():
    assert GroupMeeting("m1", [["p10", "p2"], ["p1"]]) == GroupMeeting("m1", [["p1"], ["p2", "p10"]])
