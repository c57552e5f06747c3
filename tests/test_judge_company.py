"""Rules about who is together with whom, and who is away at the same time."""

from __future__ import annotations

from fractions import Fraction

import pytest
from attrs import evolve
from drawings import catalog, cohort, judged, said, schedule

from curriculum.judge import violations
from curriculum.model import Capacity
from curriculum.rules import Cover, Mixing, Rules

TOGETHER, APART = {"rules": Rules(pairs="together")}, {"rules": Rules(pairs="apart")}


def test_pairs_passes_together_in_one_run_or_both_without():
    assert judged("A1 a; B1 b", "p1 pair=x; p2 pair=x", "p1 A1; p2 A1", **TOGETHER) == []


def test_pairs_passes_for_people_without_a_pair_and_when_ignored():
    assert judged("A1 a; A2 a", "p1; p2", "p1 A1; p2 A2", **TOGETHER) == []
    assert judged("A1 a; A2 a", "p1 pair=x; p2 pair=y", "p1 A1; p2 A2", **TOGETHER) == []
    assert judged("A1 a; A2 a", "p1 pair=x; p2 pair=x", "p1 A1; p2 A2") == []


def test_pairs_fails_in_different_runs_or_with_one_left_out():
    pair = "p1 pair=x; p2 pair=x"
    assert judged("A1 a; A2 a", pair, "p1 A1; p2 A2", **TOGETHER) == ["pairs.together p1,p2 A1,A2"]
    assert judged("A1 a; A2 a", pair, "p1 A1", **TOGETHER) == ["pairs.together p1,p2 A1"]
    assert judged("E1 e; F1 f", pair, "p1 E1; p2 F1", **TOGETHER) == [
        "pairs.together p1,p2 E1",
        "pairs.together p1,p2 F1",
    ]


def test_pairs_fails_together_for_three_people():
    trio = "p1 pair=x; p2 pair=x; p3 pair=x"
    assert judged("A1 a", trio, "p1 A1; p2 A1", **TOGETHER) == ["pairs.together p1,p2,p3 A1"]


def test_pairs_boundary_is_what_one_of_them_has_completed():
    assert judged("A1 a", "p1 pair=x; p2 pair=x completed=a", "p1 A1", **TOGETHER) == []
    assert judged("E1 e", "p1 pair=x; p2 pair=x completed=e", "p1 E1", **TOGETHER) == []
    trio = "p1 pair=x; p2 pair=x completed=a; p3 pair=x"
    assert judged("A1 a", trio, "p1 A1", **TOGETHER) == ["pairs.together p1,p3 A1"]


def test_pairs_boundary_is_a_partner_who_is_owed_no_elective_any_more():
    runs, places = "E1 e", "p1 E1"
    assert judged(runs, "p1 pair=x; p2 pair=x completed=f|g", places, **TOGETHER) == []
    assert judged(runs, "p1 pair=x; p2 pair=x completed=f", places, **TOGETHER) == ["pairs.together p1,p2 E1"]


def test_pairs_boundary_is_a_basis_module_that_both_need_though_one_needs_no_elective():
    people = "p1 pair=x; p2 pair=x completed=f|g"
    assert judged("A1 a", people, "p1 A1", **TOGETHER) == ["pairs.together p1,p2 A1"]


def test_pairs_passes_apart_in_different_runs():
    assert judged("A1 a; A2 a", "p1 pair=x; p2 pair=x", "p1 A1; p2 A2", **APART) == []


def test_pairs_fails_apart_in_one_run():
    people = "p1 pair=x; p2 pair=x; p3 pair=x; p4"
    assert judged("A1 a; A2 a", people, "p1 A1; p2 A2; p3 A1; p4 A1", **APART) == ["pairs.apart p1,p3 A1"]


KEPT_APART = Rules(pairs="ignore", apart=["manager", "rival"])


def test_apart_passes_in_other_runs_and_without_the_rule():
    people = "p1 manager=m; p2 rival=p3; m; p3"
    places = "p1 A1; m A2; p2 A1; p3 A2"
    assert judged("A1 a; A2 a", people, places, rules=KEPT_APART) == []
    assert judged("A1 a", people, "p1 A1; m A1; p2 A1; p3 A1") == []


def test_apart_fails_with_the_person_named_in_any_column():
    people, places = "p1 manager=m; p2; m; p3", "p1 A1; p2 A1; m A1; p3 A1"
    rivals = people.replace("p2", "p2 rival=p3")
    assert judged("A1 a", rivals, places, rules=KEPT_APART) == ["apart m,p1 A1", "apart p2,p3 A1"]


def test_apart_fails_for_each_of_several_names_in_one_cell():
    of = cohort("A1 a", "p1 rival=p2; p2; p3", rules=KEPT_APART)
    both = evolve(of.participants[0], further={"rival": "p2 | p3"})
    of = evolve(of, participants=[both, *of.participants[1:]])
    found = violations(of, schedule(of, "p1 A1; p2 A1; p3 A1"))
    assert [said(broken) for broken in found] == ["apart p1,p2 A1", "apart p1,p3 A1"]


def test_apart_boundary_is_a_pair_that_is_to_be_together():
    people, places = "p1 manager=m pair=x; m pair=x; p2 rival=m", "p1 A1; m A1"
    for pairs, expected in (("together", []), ("ignore", ["apart m,p1 A1"])):
        rules = Rules(pairs=pairs, apart=["manager", "rival"])
        assert judged("A1 a", people, places, rules=rules) == expected
    other_pairs = "p1 manager=m pair=x; m pair=y; p2 rival=m"
    rules = Rules(pairs="together", apart=["manager", "rival"])
    assert judged("A1 a", other_pairs, places, rules=rules) == ["apart m,p1 A1"]


def test_apart_holds_for_two_people_without_a_pair_when_pairs_are_together():
    rules = Rules(pairs="together", apart=["manager"])
    assert judged("A1 a", "p1 manager=m; m", "p1 A1; m A1", rules=rules) == ["apart m,p1 A1"]


def test_apart_boundary_is_a_name_that_is_not_on_the_list():
    assert judged("A1 a", "p1 manager=gone rival=gone; p2", "p1 A1; p2 A1", rules=KEPT_APART) == []


def mixed(**rule: object) -> dict[str, object]:
    return {"rules": Rules(pairs="ignore", mixing=[Mixing(attribute="level", **rule)])}


LEVELS = "p1 level=top; p2 level=top; p3 level=mid; p4 level=mid; p5 level=mid; p6"


def everybody(count: int) -> str:
    return "; ".join(f"p{number} A1" for number in range(1, count + 1))


def test_mixing_passes_when_every_demand_is_met():
    rule = {"groups": 2, "per_group": 1, "at_least": {"top": 1}, "max_share": Fraction("0.9")}
    assert judged("A1 a", LEVELS, everybody(6), **mixed(**rule)) == []


def test_mixing_fails_for_each_demand_that_is_not_met():
    rule = {"groups": 2, "per_group": 2, "at_least": {"mid": 2, "low": 1}, "max_share": Fraction("0.5")}
    assert judged("A1 a", LEVELS, everybody(3), **mixed(**rule)) == [
        "mixing.at_least A1",
        "mixing.max_share p1,p2 A1",
        "mixing.groups p1,p2,p3 A1",
        "mixing.at_least p3 A1",
    ]


def test_mixing_boundary_of_groups_counts_values_that_are_large_enough():
    assert judged("A1 a", LEVELS, everybody(4), **mixed(groups=2, per_group=2)) == []
    assert judged("A1 a", LEVELS, everybody(3), **mixed(groups=2, per_group=2)) == ["mixing.groups p1,p2,p3 A1"]
    assert judged("A1 a", LEVELS, everybody(3), **mixed(groups=2)) == []


def test_mixing_boundary_of_at_least_is_exactly_enough():
    assert judged("A1 a", LEVELS, everybody(2), **mixed(at_least={"top": 2, "low": 0})) == []
    assert judged("A1 a", LEVELS, everybody(1), **mixed(at_least={"top": 2})) == ["mixing.at_least p1 A1"]


def test_mixing_boundary_of_the_share_is_three_of_four_at_three_quarters():
    places = "p2 A1; p3 A1; p4 A1; p5 A1"
    assert judged("A1 a", LEVELS, places, **mixed(max_share=Fraction("0.75"))) == []
    assert judged("A1 a", LEVELS, places, **mixed(max_share=Fraction("0.74"))) == ["mixing.max_share p3,p4,p5 A1"]


@pytest.mark.parametrize(("share", "size"), [("0.1", 10), ("0.1", 30), ("0.3", 10), ("0.7", 10), ("0.29", 100)])
def test_mixing_boundary_of_a_decimal_that_is_not_exact_in_binary(share: str, size: int):
    most = int(Fraction(share) * size)
    assert Fraction(share) * size == most
    options = {
        "catalog": catalog(a={"capacity": Capacity(maximum=size)}),
        "rules": Rules(mixing=[Mixing(attribute="team", max_share=Fraction(share))]),
    }

    def with_one_team(count: int) -> str:
        return "; ".join(f"p{i} team={'one' if i <= count else i}" for i in range(1, size + 1))

    assert judged("A1 a", with_one_team(most), everybody(size), **options) == []
    assert len(judged("A1 a", with_one_team(most + 1), everybody(size), **options)) == 1


def test_mixing_counts_nobody_without_a_value():
    share = mixed(max_share=Fraction("0.5"))
    assert judged("A1 a", "p1 level=top; p2 level=mid; p6; p7", "p1 A1; p2 A1; p6 A1; p7 A1", **share) == []
    assert judged("A1 a", "p1 level=top; p6; p7", "p1 A1; p6 A1; p7 A1", **share) == ["mixing.max_share p1 A1"]
    assert judged("A1 a", "p1; p2", "p1 A1; p2 A1", **share) == []


def test_mixing_takes_an_empty_cell_for_no_value():
    of = cohort("A1 a", "p1 organisation=w; p2", rules=Rules(mixing=[Mixing(attribute="organisation", groups=2)]))
    empty = evolve(of.participants[1], organisation="")
    of = evolve(of, participants=[of.participants[0], empty])
    assert empty.value("organisation") is None
    assert [said(broken) for broken in violations(of, schedule(of, "p1 A1; p2 A1"))] == ["mixing.groups p1 A1"]


def test_mixing_says_nothing_of_a_run_that_is_not_held():
    assert judged("A1 a", LEVELS, "", **mixed(groups=3, at_least={"low": 1})) == []


def covered(per_day: int) -> dict[str, object]:
    return {"rules": Rules(pairs="ignore", cover=[Cover(attribute="organisation", per_day=per_day)])}


WARD = "p1 organisation=w; p2 organisation=w; p3 organisation=v; p4"


def test_cover_passes_on_other_days_and_for_other_values():
    runs, places = "A1 a 2@9-12; B1 b 3@9-12", "p1 A1; p2 B1; p3 A1; p4 A1"
    assert judged(runs, WARD, places, **covered(1)) == []


def test_cover_fails_over_all_runs_of_the_day():
    runs, places = "A1 a 2@9-12 5@9-12; B1 b 2@13-16; E1 e 2@9-10", "p1 A1; p2 B1; p3 E1"
    assert judged(runs, WARD, places, **covered(1)) == ["cover p1,p2 A1,B1"]


def test_cover_boundary_is_exactly_as_many_as_allowed():
    runs, places = "A1 a 2@9-12; B1 b 2@13-16", "p1 A1; p2 B1"
    assert judged(runs, WARD, places, **covered(2)) == []
    assert judged(runs, WARD, "p3 A1", **covered(0)) == ["cover p3 A1"]
    assert judged(runs, WARD, "p4 A1", **covered(0)) == []


def test_cover_counts_a_person_once_a_day():
    assert judged("A1 a 2@9-12; B1 b 2@13-16", WARD, "p1 A1; p1 B1", **covered(1)) == []
