"""The judge as a whole: every rule complete, every schedule judged, everything said."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from attrs import evolve
from drawings import catalog, cohort, said, schedule
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.cohort import Cohort
from curriculum.judge import (
    CHECKS,
    NO_RUN,
    NOT_TRIED,
    STORED_CHECKS,
    Violation,
    explained,
    obstacles,
    points,
    score,
    unfilled,
    violations,
)
from curriculum.messages import LANGUAGES, say
from curriculum.roster import Participant
from curriculum.rules import RULES, Cover, GapDays, Goals, Mixing, Rules
from curriculum.schedule import Place, Schedule, Unfilled


def test_the_function_of_every_check_has_the_name_of_its_rule():
    for name, check in (CHECKS | STORED_CHECKS).items():
        assert check.__name__ == name
        assert check.__doc__


def test_violations_come_in_the_order_of_the_rules_then_of_runs_and_people():
    of = cohort(
        "A2 a capacity=1; A1 a capacity=1; B1 b 2@9-12", "p3 barred=A1 unavailable=2; p2; p1; p4 pinned=A2"
    )
    told = schedule(of, "p3 A1; p4 A1; p2 A2; p1 A2; p3 B1; p9 A1", cohort="other")
    assert [said(broken) for broken in violations(of, told)] == [
        "place.unknown-participant p9 A1",
        "capacity p3,p4 A1",
        "capacity p1,p2 A2",
        "unavailable p3 B1",
        "pinned p4 A2",
        "barred p3 A1",
        "cohort.cohort",
    ]


@st.composite
def cases(draw: st.DrawFn, *, nonsense: bool = False) -> tuple[Cohort, list[Place]]:
    """Draw a small cohort with every rule in play, and places in it."""
    source = draw(st.randoms(use_true_random=False))
    days = [f"{day}@{hours}" for day in range(2, 9) for hours in ("9-12", "11-13", "13-16")]

    def a_run(index: int) -> str:
        extra = source.choice(["", "room=R", "teachers=T", "state=confirmed", "state=cancelled", "venue=V room=R"])
        limits = source.choice(["", "capacity=1", "capacity=2 minimum=2", "minimum=2"])
        sessions = [source.choice(days[:9]), source.choice(days[9:])][: source.randint(0, 2)]
        return f"R{index} {source.choice('aabefg')} {' '.join(sessions)} {extra} {limits}"

    def a_person(index: int) -> str:
        words = [f"level={source.choice(['top', 'mid'])}", f"pair={source.choice('xy')}"]
        words += [f"completed={source.choice(['a', 'b', 'e', 'e|f', 'a|e|f|g'])}"]
        words += [f"manager=p{(index + 1) % 4}", "unavailable=3-4", "pinned=R1", "barred=R2", "organisation=w"]
        words += ["preferences=f|e", "location=V"]
        return " ".join([f"p{index}", *(word for word in words if source.random() < 0.4)])

    rules = Rules(
        pairs=source.choice(["together", "apart", "ignore"]),
        apart=source.choice([[], ["manager"]]),
        gap_days=source.choice([GapDays(), GapDays(minimum=1, maximum=3)]),
        runs_per_day=source.choice([None, 1]),
        mixing=source.choice([[], [Mixing(attribute="level", groups=1, max_share=Fraction("0.5"))]]),
        cover=source.choice([[], [Cover(attribute="organisation", per_day=1)]]),
    )
    needing = {"b": {"requires": "a"}, "f": {"corequires": "a | b"}, "g": {"strict_corequires": "b"}}
    of = cohort(
        ";".join(a_run(index) for index in range(6)),
        ";".join(a_person(index) for index in range(4)),
        catalog=catalog(**source.choice([{}, needing])),
        rules=rules,
        goals=Goals(preference=[1, 2], unranked=3, run=1, worst=2, travel=4, change=5),
    )
    runs, people = list(of.runs), [one.id for one in of.participants]
    places = [
        Place(source.choice(people), one.module, one.id) for one in source.choices(runs, k=source.randint(0, 8))
    ]
    if nonsense:
        places += [
            Place(source.choice("p?"), source.choice("a?"), source.choice(["R1", "?", ""])) for _ in range(4)
        ]
    return of, places


def of_places(of: Cohort, places: list[Place]) -> Schedule:
    return Schedule(cohort=of.id, programme=of.programme_name, status="feasible", places=places)


@settings(max_examples=50)
@given(cases(nonsense=True))
def test_nonsense_never_raises_and_every_complaint_can_be_said(case: tuple[Cohort, list[Place]]):
    of, places = case
    found = violations(of, of_places(of, places))
    assert len(set(found)) == len(found)
    for broken in found:
        for language in LANGUAGES:
            assert "{" not in broken.message(language)


@settings(max_examples=50)
@given(cases(), st.randoms())
def test_the_order_of_people_runs_and_places_changes_nothing(
    case: tuple[Cohort, list[Place]], source: random.Random
):
    of, places = case
    people, runs, listed = list(of.participants), list(of.runs), list(places)
    for items in (people, runs, listed):
        source.shuffle(items)
    shuffled = evolve(of, participants=people, runs=runs)
    assert violations(of, of_places(of, places)) == violations(shuffled, of_places(of, listed))
    assert score(of, of_places(of, places)) == score(shuffled, of_places(of, listed))


def renamed(of: Cohort, places: list[Place]) -> tuple[Cohort, list[Place]]:
    """Give every person and run another id, so that they sort in the opposite order."""
    new = {f"{kind}{number}": f"{other}{9 - number}" for kind, other in ("Rq", "pQ") for number in range(10)}
    people = [
        evolve(
            one,
            id=new[one.id],
            manager=new.get(one.manager),
            pinned=[new[name] for name in one.pinned],
            barred=[new[name] for name in one.barred],
        )
        for one in of.participants
    ]
    runs = [evolve(one, id=new[one.id]) for one in of.runs]
    moved = [Place(new[p.participant], p.module, new[p.run]) for p in places]
    return evolve(of, participants=people, runs=runs), moved


@settings(max_examples=50)
@given(cases())
def test_other_ids_give_the_same_complaints_and_the_same_score(case: tuple[Cohort, list[Place]]):
    of, places = case
    other, moved = renamed(of, places)

    def shape(found: tuple[Violation, ...]) -> list[tuple[object, ...]]:
        return sorted((broken.rule, broken.detail, len(broken.people), len(broken.runs)) for broken in found)

    assert shape(violations(of, of_places(of, places))) == shape(violations(other, of_places(other, moved)))
    assert points(of, of_places(of, places)) == points(other, of_places(other, moved))


def test_other_ids_change_every_id_in_use():
    of = cohort("R1 a; R2 b", "p1 manager=p2 pinned=R1 barred=R2; p2")
    other, moved = renamed(of, [Place("p1", "a", "R1")])
    assert [one.id for one in other.participants] == ["Q8", "Q7"]
    assert (other.participants[0].manager, other.participants[0].pinned) == ("Q7", ("q8",))
    assert moved == [Place("Q8", "a", "q8")]


def naive_obstacles(of: Cohort, places: list[Place], missing: Unfilled) -> list[set[str]]:
    """Judge the whole schedule before and after, for every run that could fill the place."""
    people = {one.id: one for one in of.participants}
    who = people[missing.participant]
    has = {(place.participant, place.module) for place in places}
    before = violations(of, of_places(of, places))

    def lacks(other: Participant, module: str) -> bool:
        return module not in other.completed and (other.id, module) not in has

    def comes_along(other: Participant, module: str) -> bool:
        paired = of.rules.pairs == "together" and who.pair is not None and other.pair == who.pair
        owed = missing.kind == "basis" or len({"e", "f", "g"} & set(other.completed)) < 2
        return other is who or (paired and owed and lacks(other, module))

    wanted = [missing.module] if missing.module else [module for module in "efg" if lacks(who, module)]
    reasons = []
    for one in of.runs:
        if one.module in wanted:
            joining = [
                Place(other.id, one.module, one.id) for other in people.values() if comes_along(other, one.module)
            ]
            after = violations(of, of_places(of, [*places, *joining]))
            reasons.append({broken.rule for broken in after if broken not in before} & set(RULES))
    return reasons


@settings(max_examples=60)
@given(cases())
def test_obstacles_are_what_judging_the_whole_schedule_again_would_find(case: tuple[Cohort, list[Place]]):
    of, places = case
    for entry in explained(of, of_places(of, places)):
        reasons = naive_obstacles(of, places, entry)
        expected = set().union(*reasons) if reasons and all(reasons) else set() if reasons else {NO_RUN}
        assert set(entry.why) == expected


@settings(max_examples=20)
@given(cases())
def test_explaining_is_to_ask_for_the_obstacles_of_every_unfilled_place(case: tuple[Cohort, list[Place]]):
    of, places = case
    told = of_places(of, places)
    asked = [evolve(entry, why=obstacles(of, told, entry)) for entry in unfilled(of, told)]
    assert list(explained(of, told)) == asked


@pytest.mark.parametrize("name", [*STORED_CHECKS, NO_RUN, NOT_TRIED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_rule_of_the_cohort_has_a_name_in_words_as_well(name: str, language: str):
    assert say(f"rule.{name}", language)


BROKEN = Violation("capacity", ["p2", "p1"], ["A1"], {"count": 2, "capacity": 1})


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Run A1 has 2 people, but takes at most 1."),
        ("da", "Holdet A1 har 2 deltagere, men har højst plads til 1."),
        ("sv", "Omgången A1 har 2 deltagare, men tar högst 1."),
    ],
)
def test_a_violation_is_said_in_the_readers_language(language: str, message: str):
    assert BROKEN.people == ("p1", "p2")
    assert BROKEN.message(language) == message


def test_the_messages_of_gaps_and_shares_show_the_numbers():
    rules = Rules(gap_days=GapDays(minimum=3), mixing=[Mixing(attribute="level", max_share=Fraction("0.1"))])
    needs_a = catalog(b={"requires": "a"})
    of = cohort("A1 a 2@9-12; B1 b 4@9-12", "p1; p2 level=top completed=a", catalog=needs_a, rules=rules)
    gap, share = violations(of, schedule(of, "p1 A1; p1 B1; p2 B1"))
    assert gap.message() == (
        "Participant p1 has a place in run B1 of the module b,"
        " but the days after what it requires (A1: 2) are outside 3+."
    )
    assert share.message() == 'Run B1 has too many people with level "top": 1 of 1, a share above 0.1.'


def test_no_message_tells_a_name_or_an_address():
    secret = ("Ada", "ada@example.org", "Grace")
    rules = Rules(
        pairs="apart",
        apart=["manager"],
        mixing=[
            Mixing(attribute="name", max_share=Fraction(0), at_least={"Grace": 2}),
            Mixing(attribute="email", max_share=Fraction(0)),
        ],
        cover=[Cover(attribute="name", per_day=0), Cover(attribute="email", per_day=0)],
    )
    people = f"p1 name=Ada email={secret[1]} manager=p2 pair=Ada; p2 pair=Ada barred=A1"
    of = cohort("A1 a 2@9-12 teachers=Grace; A2 a 2@9-12 teachers=Grace", people, rules=rules)
    found = violations(of, schedule(of, "p1 A1; p2 A1; p1 A2"))
    assert {broken.rule for broken in found} >= {
        "teacher",
        "overlap",
        "pairs",
        "apart",
        "mixing",
        "cover",
        "barred",
    }
    for broken in found:
        for language in LANGUAGES:
            assert not [name for name in secret if name in broken.message(language) or name in repr(broken)]
