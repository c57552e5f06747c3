"""The waiting list has an order that can be defended, and everybody's turn brings what it can."""

from __future__ import annotations

from collections.abc import Sequence

import contract
from attrs import evolve
from cases import as_schedule
from cohorts import tiny
from every_schedule import is_small, legal_schedules, places
from folders import refused

from curriculum.catalog import Catalog
from curriculum.changes import DropPerson, with_changes
from curriculum.cohort import Cohort
from curriculum.judge import violations
from curriculum.model import Electives, Module, Programme
from curriculum.roster import Participant
from curriculum.rules import Goals, Rules
from curriculum.runs import Run
from curriculum.scenarios import waiting_list, waiting_order
from curriculum.scenarios.moving import moved_people
from curriculum.schedule import Change, Place, Schedule


def cohort(people: Sequence[Participant], seats: int = 2, choose: int = 1, **rules: object) -> Cohort:
    """Return a cohort with a basis module in two runs, X and Y, and two electives."""
    modules = [Module(id="basis", kind="basis"), Module(id="one"), Module(id="two")]
    programme = Programme(id="p", basis=["basis"], electives=Electives(modules=["one", "two"], choose=choose))
    runs = [Run(id="X", module="basis", capacity=seats), Run(id="Y", module="basis", capacity=seats)]
    runs += [Run(id="O", module="one", capacity=seats), Run(id="T", module="two", capacity=seats)]
    return Cohort(
        id="c",
        catalog=Catalog(id="cat", modules=modules, programmes=[programme]),
        programme_id="p",
        participants=people,
        runs=runs,
        rules=Rules(**rules),
        goals=Goals(preference=[0, 5], unranked=9),
    )


def people(*ids: str, **fields: object) -> list[Participant]:
    return [Participant(id=who, **fields) for who in ids]


def schedule(of: Cohort, text: str) -> Schedule:
    """Return the schedule with places such as ``p1 X, p2 X``."""
    module = {run.id: run.module for run in of.runs}
    pairs = [entry.split() for entry in text.split(",")]
    made = [Place(who, module[run], run) for who, run in pairs]
    return Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=made)


def test_basis_comes_before_electives_then_who_lacks_more_then_who_has_given_way():
    here = cohort(people("p1", "p2", "p3", "p4", preferences=["one", "two"]), choose=2)
    standing = schedule(here, "p1 X, p2 X, p3 Y, p3 T, p2 O")
    turns = waiting_order(here, standing)
    assert [(turn.participants, turn.module, turn.lacking) for turn in turns][:2] == [
        (("p4",), "basis", 3),
        (("p4",), None, 3),
    ]
    # p1 lacks two; then of those who lack one p3, whose place was the second wish; then p2
    rest = [(turn.participants[0], turn.lacking) for turn in turns[2:]]
    assert rest.index(("p3", 1)) < rest.index(("p2", 1))
    assert rest[:2] in ([("p1", 2), ("p4", 2)], [("p4", 2), ("p1", 2)])


def test_equal_claims_are_drawn_by_lot_and_never_by_the_order_of_the_roster():
    ids = [f"p{number}" for number in range(8)]
    here = cohort(people(*ids))
    turned = cohort(people(*reversed(ids)))
    empty = Schedule(cohort="c", programme="cat:p", status="feasible")
    orders = {waiting_order(here, empty, seed) for seed in range(5)}
    assert len(orders) == 5
    assert waiting_order(here, empty, 3) == waiting_order(turned, empty, 3)


def test_partners_wait_as_one_and_need_two_seats():
    pair = people("p1", "p2", pair="a")
    here = cohort([*pair, *people("p3", "p4", "p5")], seats=2)
    standing = schedule(here, "p3 X, p4 Y, p3 O, p4 O, p5 T")
    (first, second, *_) = waiting_list(here, standing).turns
    assert {first.waiting.participants, second.waiting.participants} == {("p1", "p2"), ("p5",)}
    couple = first if len(first.waiting.participants) == 2 else second
    if couple is first:  # p3 and p4 are brought together so that two seats are free side by side
        assert len(couple.steps) == 3
    else:
        assert (couple.steps, couple.why) == ((), ("capacity",))


def test_a_seat_is_taken_through_a_chain():
    here = cohort([*people("p1", "p2", "p3"), Participant(id="p5", barred=["X"])])
    standing = schedule(here, "p1 X, p2 Y, p3 Y, p1 O, p2 O, p3 T, p5 T")
    (turn,) = waiting_list(here, standing).turns
    assert turn.waiting.participants == ("p5",)
    assert turn.steps[-1] == Change("p5", "basis", None, "Y")
    (moved,) = turn.steps[:-1]
    assert (moved.before, moved.after) == ("Y", "X")
    assert turn.proven


def test_a_place_that_somebody_has_left_is_free():
    here = cohort(people("p1", "p2", "p3", "p4", "p5"))
    standing = schedule(here, "p1 X, p2 X, p3 Y, p4 Y")
    assert not any(turn.steps for turn in waiting_list(here, standing).turns if turn.waiting.module)
    left = with_changes(here, [DropPerson("p2")])
    taken = waiting_list(left, standing)
    assert taken.turns[0].steps == (Change("p5", "basis", None, "X"),)
    assert violations(left, taken.schedule) == ()


def test_a_schedule_that_breaks_rules_is_refused():
    here = cohort(people("p1", "p2", "p3"))
    (finding,) = refused(waiting_list, here, schedule(here, "p1 X, p2 X, p3 X"))
    assert (finding.code, finding.values["rules"]) == ("schedule-broken", "capacity")


def test_no_chain_is_shorter_and_none_is_overlooked():
    compared = granted = 0
    for number in range(60):
        here = evolve(tiny(number), previous=None)
        legal = list(legal_schedules(here)) if is_small(here) else []
        for attended in legal[1:200:40]:
            standing = as_schedule(here, attended)
            turns = waiting_list(here, standing).turns
            if not turns:
                continue
            shortest = shortest_chain(here, places(attended), turns[0].waiting, legal)
            found = turns[0].steps
            assert (len([step for step in found if step.before]) if found else None) == shortest
            compared += 1
            granted += shortest is not None
    assert compared > 20
    assert granted > 3


def shortest_chain(
    here: Cohort, held: frozenset[tuple[str, str]], turn: object, legal: Sequence[contract.Attended]
):
    """Return how many others have to move, over every legal schedule in which nobody else gains or loses."""
    module = {run.id: run.module for run in here.runs}
    lacking = {turn.module} if turn.module else set(here.programme.elective_ids)

    def modules(has: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
        return {(who, module[run]) for who, run in has}

    lengths = []
    for one in legal:
        has = places(one)
        gained, lost = modules(has) - modules(held), modules(held) - modules(has)
        untouched = {(who, run) for who, run in has ^ held if module[run] not in lacking}
        same_runs = {run for _, run in has} == {run for _, run in held}
        right = sorted(who for who, _ in gained) == sorted(turn.participants)
        if not lost and not untouched and same_runs and right and {m for _, m in gained} <= lacking:
            lengths.append(len(moved_people(held, has)))
    return min(lengths, default=None)
