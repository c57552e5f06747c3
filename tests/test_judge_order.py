"""Rules about what comes before, or at the same time."""

from __future__ import annotations

import pytest
from attrs import evolve
from drawings import catalog, judged

from curriculum.catalog import Catalog
from curriculum.model import Capacity, Module
from curriculum.rules import GapDays, Rules

BOTH = "p1 A1; p1 B1"


NEEDS_A = catalog(b={"requires": "a"})


def test_requires_passes_when_the_required_run_comes_before():
    assert judged("A1 a 2@9-12 3@9-12; B1 b 4@9-12", "p1", BOTH, catalog=NEEDS_A) == []


def test_requires_passes_when_the_required_module_is_completed():
    assert judged("B1 b 4@9-12; B2 b", "p1 completed=a; p2 completed=a", "p1 B1; p2 B2", catalog=NEEDS_A) == []


def test_requires_fails_when_the_required_run_is_missing_late_or_someone_elses():
    runs = "A1 a 2@9-12 5@9-12; B1 b 4@9-12"
    assert judged(runs, "p1", BOTH, catalog=NEEDS_A) == ["requires p1 B1"]
    assert judged(runs, "p1", "p1 B1", catalog=NEEDS_A) == ["requires p1 B1"]
    assert judged("A1 a 2@9-12; B1 b 4@9-12", "p1; p2", "p1 B1; p2 A1", catalog=NEEDS_A) == ["requires p1 B1"]


def test_requires_fails_when_one_of_the_runs_has_no_sessions():
    assert judged("A1 a; B1 b 4@9-12", "p1", BOTH, catalog=NEEDS_A) == ["requires p1 B1"]
    assert judged("A1 a 2@9-12; B1 b", "p1", BOTH, catalog=NEEDS_A) == ["requires p1 B1"]


def test_requires_boundary_is_touching_on_the_same_day():
    assert judged("A1 a 2@9-12; B1 b 2@12-16", "p1", BOTH, catalog=NEEDS_A) == []
    assert judged("A1 a 2@9-13; B1 b 2@12-16", "p1", BOTH, catalog=NEEDS_A) == [
        "overlap p1 A1,B1",
        "requires p1 B1",
    ]


def test_requires_is_met_by_one_alternative_or_by_enough_of_several():
    one_of = catalog(g={"requires": "a & (b | e)"})
    assert judged("A1 a 2@9-12; E1 e 3@9-12; G1 g 4@9-12", "p1", "p1 A1; p1 E1; p1 G1", catalog=one_of) == []
    two_of = catalog(g={"requires": "2 of (a, b, e)"})
    assert judged("E1 e 3@9-12; G1 g 4@9-12", "p1 completed=b", "p1 E1; p1 G1", catalog=two_of) == []
    assert judged("G1 g 4@9-12", "p1 completed=b", "p1 G1", catalog=two_of) == ["requires p1 G1"]


def test_requires_reads_a_module_of_another_catalog_with_that_catalogs_ids():
    others = [
        Catalog(
            id="far",
            uses=["cat"],
            modules=[
                Module(id="first", capacity=Capacity(maximum=9)),
                Module(id="then", requires="first & cat:a", capacity=Capacity(maximum=9)),
            ],
        )
    ]
    home = catalog()
    programme = evolve(home.programmes[0], basis=["a", "far:first", "far:then"])
    near = evolve(home, uses=["far"], programmes=[programme])
    runs, people = "A1 a 2@9-12; F1 far:first 3@9-12; T1 far:then 4@9-12", "p1; p2 completed=a"
    both = "p1 A1; p1 F1; p1 T1; p2 F1; p2 T1"
    assert judged(runs, people, both, catalog=near, others=others) == []
    assert judged(runs, people, "p1 F1; p1 T1", catalog=near, others=others) == ["requires p1 T1"]
    assert judged(runs, people, "p2 T1", catalog=near, others=others) == ["requires p2 T1"]


def week(minimum: int, maximum: int | None = None) -> dict[str, object]:
    return {"catalog": NEEDS_A, "rules": Rules(gap_days=GapDays(minimum=minimum, maximum=maximum))}


def test_gap_days_passes_inside_the_limits():
    assert judged("A1 a 2@9-12; B1 b 7@9-12", "p1", BOTH, **week(3, 6)) == []


def test_gap_days_fails_too_soon_and_too_late():
    assert judged("A1 a 2@9-12; B1 b 4@9-12", "p1", BOTH, **week(3, 6)) == ["gap_days p1 A1,B1"]
    assert judged("A1 a 2@9-12; B1 b 9@9-12", "p1", BOTH, **week(3, 6)) == ["gap_days p1 A1,B1"]


@pytest.mark.parametrize(("day", "broken"), [(4, True), (5, False), (8, False), (9, True)])
def test_gap_days_boundary_includes_both_limits_in_calendar_days(day: int, *, broken: bool):
    expected = ["gap_days p1 A1,B1"] if broken else []
    assert judged(f"A1 a 1@9-12 2@20-22; B1 b {day}@8-12 20@9-12", "p1", BOTH, **week(3, 6)) == expected


def test_gap_days_boundary_of_zero_is_the_same_day():
    assert judged("A1 a 2@9-12; B1 b 2@12-16", "p1", BOTH, **week(0, 0)) == []
    assert judged("A1 a 2@9-12; B1 b 3@9-12", "p1", BOTH, **week(0, 0)) == ["gap_days p1 A1,B1"]


def test_gap_days_says_nothing_of_completed_modules_or_of_what_is_not_before():
    assert judged("B1 b 4@9-12", "p1 completed=a", "p1 B1", **week(30)) == []
    assert judged("A1 a 5@9-12; B1 b 4@9-12", "p1", BOTH, **week(30)) == ["requires p1 B1"]


def test_gap_days_names_the_required_runs_that_come_before_and_no_others():
    runs = "A1 a 2@9-12; E1 e 9@9-12; F1 f 3@9-12; B1 b 4@9-12"
    either = {"catalog": catalog(b={"requires": "a | e"}), "rules": Rules(gap_days=GapDays(minimum=3))}
    places = "p1 A1; p1 E1; p1 F1; p1 B1"
    assert judged(runs, "p1", places, **either) == ["gap_days p1 A1,B1"]


def test_gap_days_is_kept_when_one_alternative_keeps_it():
    rules = Rules(gap_days=GapDays(minimum=3))
    runs, places = "A1 a 2@9-12; E1 e 4@9-12; B1 b 5@9-12", "p1 A1; p1 E1; p1 B1"
    either, all_of = catalog(b={"requires": "a | e"}), catalog(b={"requires": "a & e"})
    assert judged(runs, "p1", places, catalog=either, rules=rules) == []
    assert judged(runs, "p1", places, catalog=all_of, rules=rules) == ["gap_days p1 A1,B1,E1"]


WITH_A = catalog(b={"corequires": "a"})


def test_corequires_passes_before_or_at_the_same_time():
    assert judged("A1 a 2@9-12; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A) == []
    assert judged("A1 a 4@13-16 9@9-12; B1 b 4@9-12 11@9-12", "p1", BOTH, catalog=WITH_A) == []
    assert judged("B1 b 4@9-12", "p1 completed=a", "p1 B1", catalog=WITH_A) == []


def test_corequires_fails_when_missing_or_later():
    assert judged("A1 a 5@9-12; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A) == ["corequires p1 B1"]
    assert judged("A1 a 5@9-12; B1 b 4@9-12", "p1", "p1 B1", catalog=WITH_A) == ["corequires p1 B1"]


def test_corequires_boundary_is_beginning_when_the_run_ends():
    assert judged("A1 a 4@12-16; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A) == []
    assert judged("A1 a 4@13-16; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A) == ["corequires p1 B1"]


def test_corequires_is_met_by_the_place_itself_when_a_run_has_no_sessions():
    assert judged("A1 a; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A) == []
    assert judged("A1 a 4@9-12; B1 b", "p1", BOTH, catalog=WITH_A) == []


def test_corequires_has_no_gap():
    rules = Rules(gap_days=GapDays(minimum=30))
    assert judged("A1 a 2@9-12; B1 b 4@9-12", "p1", BOTH, catalog=WITH_A, rules=rules) == []


STRICTLY_WITH_A = catalog(b={"strict_corequires": "a"})


def test_strict_corequires_passes_when_the_spans_of_days_overlap():
    assert judged("A1 a 2@9-12 9@9-12; B1 b 4@9-12 11@9-12", "p1", BOTH, catalog=STRICTLY_WITH_A) == []
    assert judged("B1 b 4@9-12", "p1 completed=a", "p1 B1", catalog=STRICTLY_WITH_A) == []


def test_strict_corequires_fails_before_after_and_without():
    for runs in ("A1 a 2@9-12; B1 b 3@9-12", "A1 a 4@9-12; B1 b 3@9-12"):
        assert judged(runs, "p1", BOTH, catalog=STRICTLY_WITH_A) == ["strict_corequires p1 B1"]
    assert judged("A1 a; B1 b", "p1", "p1 B1", catalog=STRICTLY_WITH_A) == ["strict_corequires p1 B1"]


def test_strict_corequires_boundary_is_one_shared_day_or_no_sessions():
    assert judged("A1 a 2@9-12 4@9-12; B1 b 4@13-16 9@9-12", "p1", BOTH, catalog=STRICTLY_WITH_A) == []
    assert judged("A1 a 4@13-16; B1 b 2@9-12 4@9-12", "p1", BOTH, catalog=STRICTLY_WITH_A) == []
    assert judged("A1 a; B1 b 4@9-12", "p1", BOTH, catalog=STRICTLY_WITH_A) == []
    assert judged("A1 a 4@9-12; B1 b", "p1", BOTH, catalog=STRICTLY_WITH_A) == []
