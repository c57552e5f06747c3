"""A cohort is consistent: what it complains about, what it only notes, what it tells of itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from drawings import catalog, cohort, person, run
from refusals import complaints, refused

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import Finding
from curriculum.messages import LANGUAGES
from curriculum.model import Capacity, Electives, Module, Programme
from curriculum.requisites import parse
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS, Participant
from curriculum.rules import Cover, Goals, Mixing, Rules

PEOPLE = "p1 level=top pair=x ward=7A; p2 pair=x manager=p1 preferences=f|e completed=a pinned=A1 barred=E1"
DAY = date(2026, 3, 2)
RUNS = "A1 a 2@9-16; B1 b; E1 e; F1 f"


def told(runs: str = RUNS, people: str = PEOPLE, **options: Any) -> list[str]:
    return complaints(cohort, runs, people, **options)


def only(runs: str = RUNS, people: str = PEOPLE, **options: Any) -> Finding:
    (finding,) = refused(cohort, runs, people, **options)
    return finding


def noted(runs: str = RUNS, people: str = PEOPLE, **options: Any) -> list[str]:
    notes = list(cohort(runs, people, **options).notes())
    assert all(note.severity == "note" and note.message("da") != note.message("en") for note in notes)
    return [f"{note.code} {note.where}" for note in notes]


def test_a_cohort_in_order_is_neither_complained_about_nor_noted():
    assert told() == noted() == []


@pytest.mark.parametrize(
    ("runs", "people", "where", "table", "suggestion"),
    [
        (RUNS, "p1; p2 level=topp", "participants[1].level", "levels", "top"),
        (RUNS, "p1 preferences=e|x1", "participants[0].preferences", "electives", ""),
        (RUNS, "p1 completed=a|aa", "participants[0].completed", "modules", "a"),
        (RUNS, "p1 pinned=A11", "participants[0].pinned", "runs", "A1"),
        (RUNS, "p1 barred=a1", "participants[0].barred", "runs", ""),
        ("A1 a; Q1 q", "p1", "runs[1].module", "modules", ""),
    ],
)
def test_whatever_is_named_exists(runs: str, people: str, where: str, table: str, suggestion: str):
    finding = only(runs, people)
    assert (finding.code, finding.where) == ("unknown-id", where)
    assert (finding.values["table"], finding.values["suggestion"]) == (table, suggestion)
    assert len({finding.message(language) for language in LANGUAGES}) == len(LANGUAGES)


def test_an_id_stands_for_one_person_and_one_run():
    findings = refused(cohort, "A1 a; B1 b; A1 b", "p1; p2; p1; p1")
    assert [(finding.code, finding.where, finding.values["first"]) for finding in findings] == [
        ("duplicate-id", "participants[2].id", "participants[0]"),
        ("duplicate-id", "participants[3].id", "participants[0]"),
        ("duplicate-id", "runs[2].id", "runs[0]"),
    ]


def test_a_person_and_a_run_may_share_an_id():
    assert told("x a", "x") == []


@pytest.mark.parametrize(
    ("preferences", "said"), [("e|f|g", ""), ("a", "preference-basis"), ("x", "unknown-id"), ("E", "unknown-id")]
)
def test_only_electives_of_the_programme_are_preferred(preferences: str, said: str):
    expected = [f"{said} participants[0].preferences"] if said else []
    assert told(people=f"p1 preferences={preferences}") == expected


def test_modules_outside_the_programme_may_be_completed():
    assert told(people="p1 completed=x|e") == []


def test_an_unknown_programme_is_told_and_nothing_that_follows_from_it():
    made = cohort(RUNS, PEOPLE)
    (finding,) = refused(evolve, made, programme_id="porg")
    assert (finding.code, finding.where) == ("unknown-id", "cohort.programme")
    assert (finding.values["table"], finding.values["suggestion"]) == ("programmes", "prog")


@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "Europe/Stockholm", "UTC"])
def test_a_time_zone_has_its_iana_name(zone: str):
    assert told(timezone=zone) == []


@pytest.mark.parametrize("zone", ["", "Copenhagen", "Europe", "../UTC", "/etc/passwd", "Europe/\0", "CET+1"])
def test_anything_else_is_no_time_zone(zone: str):
    assert told(timezone=zone) == ["bad-timezone cohort.timezone"]


@pytest.mark.parametrize("rule", ["apart", "mixing", "cover"])
@pytest.mark.parametrize(
    ("column", "said"),
    [
        *((column, "") for column in SINGLE_COLUMNS[1:]),
        ("ward", ""),
        ("wart", "unknown-id"),
        *((column, "list-column") for column in LIST_COLUMNS),
    ],
)
def test_rules_name_columns_that_hold_one_value(rule: str, column: str, said: str):
    rules = {
        "apart": Rules(apart=["manager", column]),
        "mixing": Rules(mixing=[Mixing(attribute="level"), Mixing(attribute=column)]),
        "cover": Rules(cover=[Cover(attribute="level", per_day=1), Cover(attribute=column, per_day=1)]),
    }
    where = "rules.apart[1]" if rule == "apart" else f"rules.{rule}[1].attribute"
    assert told(rules=rules[rule]) == ([f"{said} {where}"] if said else [])


def test_a_column_that_was_meant_is_suggested():
    assert only(rules=Rules(cover=[Cover(attribute="wart", per_day=1)])).values["suggestion"] == "ward"


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [("level", "mid", ""), ("level", "middle", "unknown-id"), ("ward", "7A", ""), ("ward", "9Z", "")],
)
def test_mixing_asks_for_levels_that_exist(attribute: str, value: str, said: str):
    rules = Rules(mixing=[Mixing(attribute=attribute, at_least={value: 1})])
    assert told(rules=rules) == ([f"{said} rules.mixing[0].at_least.{value}"] if said else [])


def with_cell(cell: str, column: str) -> list[Participant]:
    """Return two people, of whom the first names others in a column."""
    if column == "manager":
        return [Participant(id="p1", manager=cell), person("m")]
    return [Participant(id="p1", further={column: cell}), person("m")]


@pytest.mark.parametrize("column", ["manager", "rival"])
@pytest.mark.parametrize(("cell", "said"), [("m", ""), ("m|gone", ""), ("p1|m", "own"), ("m | p1", "own")])
def test_nobody_is_kept_apart_from_themselves(column: str, cell: str, said: str):
    rules = Rules(pairs="ignore", apart=[column])
    found = complaints(evolve, cohort(RUNS), participants=with_cell(cell, column), rules=rules)
    assert found == ([f"own-manager participants[0].{column}"] if said else [])


def test_the_column_of_ids_keeps_everybody_apart_from_themselves():
    assert told(people="p1", rules=Rules(apart=["id"])) == ["own-manager participants[0].id"]
    assert told(people="p1", rules=Rules(cover=[Cover(attribute="id", per_day=1)])) == []


def test_a_column_that_keeps_nobody_apart_may_name_anybody():
    assert complaints(evolve, cohort(RUNS), participants=with_cell("p1|m", "manager")) == []


@pytest.mark.parametrize(
    ("module", "own", "said"),
    [
        ({"maximum": 9}, "", ""),
        ({}, "capacity=1", ""),
        ({}, "", "no-capacity runs[0].capacity"),
        ({"minimum": 2}, "minimum=2", "no-capacity runs[0].capacity"),
        ({"minimum": 5, "maximum": 9}, "capacity=5", ""),
        ({"minimum": 5, "maximum": 9}, "capacity=4", "minimum-above-maximum runs[0].minimum"),
        ({"minimum": 5, "maximum": 9}, "capacity=4 minimum=4", ""),
        ({"maximum": 9}, "minimum=9", ""),
        ({"maximum": 9}, "minimum=10", "minimum-above-maximum runs[0].minimum"),
    ],
)
def test_a_run_has_a_capacity_of_its_own_or_its_modules(module: dict[str, int], own: str, said: str):
    limited = catalog(a={"capacity": Capacity(**module)})
    assert told(f"A1 a {own}", "p1", catalog=limited) == ([said] if said else [])


def test_the_numbers_of_a_run_go_before_those_of_its_module():
    limited = catalog(a={"capacity": Capacity(minimum=2, maximum=9)})
    made = cohort("A1 a; A2 a capacity=5 minimum=3; B1 b", catalog=limited)
    assert [(made.minimum(run), made.capacity(run)) for run in made.runs] == [(2, 9), (3, 5), (1, 9)]


def test_everything_is_told_at_once():
    broken = refused(
        evolve,
        cohort(RUNS, PEOPLE),
        programme_id="x",
        timezone="x",
        participants=[person("p1 level=x completed=y"), person("p1")],
        runs=[run("A1 y"), run("A1 a")],
        rules=Rules(apart=["x"]),
    )
    assert [f"{finding.code} {finding.where}" for finding in broken] == [
        "unknown-id cohort.programme",
        "bad-timezone cohort.timezone",
        "duplicate-id participants[1].id",
        "unknown-id participants[0].level",
        "unknown-id participants[0].completed",
        "duplicate-id runs[1].id",
        "unknown-id runs[0].module",
        "unknown-id rules.apart[0]",
    ]


def test_no_complaint_tells_who_somebody_is():
    secret = {"name": "Åse Berg", "email": "ase@example.org"}
    people = [Participant(id="p1", level="x", completed=["y"], pinned=["z"], **secret)]
    said = [finding.text() for finding in refused(evolve, cohort(RUNS), participants=people)]
    assert len(said) == 3
    assert not any(word in text for word in secret.values() for text in said)


@pytest.mark.parametrize(
    ("people", "notes"),
    [
        ("p1 pair=x; p2 pair=x; p3 pair=x", []),
        ("p1 pair=x; p2; p3 pair=y", ["pair-of-one participants[0].pair", "pair-of-one participants[2].pair"]),
    ],
)
def test_a_pair_of_one_is_noted(people: str, notes: list[str]):
    assert noted(people=people) == notes


def test_whoever_is_kept_apart_from_somebody_not_on_the_list_is_noted():
    rules = Rules(apart=["manager", "rival"])
    people = "p1 manager=p2 rival=gone; p2 manager=away"
    assert noted(people=people) == []
    assert noted(people=people, rules=rules) == [
        "not-on-roster participants[0].rival",
        "not-on-roster participants[1].manager",
    ]
    several = evolve(
        cohort(RUNS), participants=with_cell("m|gone|away", "manager"), rules=Rules(apart=["manager"])
    )
    assert [note.values["id"] for note in several.notes()] == ["gone", "away"]


@pytest.mark.parametrize(
    ("goals", "people", "notes"),
    [
        (Goals(preference=[0, 1]), "p1; p2 preferences=f", ["unlisted-is-free goals.preference"]),
        (Goals(preference=[0, 1], unranked=2), "p1; p2 preferences=f", []),
        (Goals(preference=[0]), "p1; p2 preferences=f", []),
        (Goals(run=1), "p1; p2 preferences=f", []),
        (Goals(preference=[0, 1]), "p1; p2", []),
        (Goals(preference=[0, 1]), "p1; p2 preferences=f|e|g", []),
        (Goals(preference=[0, 1]), "p1; p2 preferences=f|g completed=e", []),
    ],
)
def test_it_is_noted_when_an_elective_that_somebody_left_out_of_their_wishes_costs_nothing(
    goals: Goals, people: str, notes: list[str]
):
    assert noted(people=people, goals=goals) == notes


def test_a_run_outside_the_programme_is_noted():
    assert noted("A1 a; X1 x", "p1") == ["run-outside runs[1].module"]


@pytest.mark.parametrize(
    ("validity", "noted"),
    [
        ({}, []),
        ({"valid_from": DAY, "valid_to": DAY}, []),
        ({"valid_from": DAY + timedelta(1)}, [("run-too-early", "2026-03-03", "-")]),
        ({"valid_to": DAY - timedelta(1)}, [("run-too-late", "2026-03-01", "-")]),
        (
            {"valid_to": DAY - timedelta(1), "superseded_by": "east"},
            [("run-too-late", "2026-03-01", "east")],
        ),
    ],
)
def test_a_run_on_a_day_for_which_the_catalog_does_not_hold_is_noted(
    validity: dict[str, Any], noted: list[tuple[str, ...]]
):
    made = cohort("A1 a 2@9-16; B1 b", "p1")
    notes = evolve(made, catalog=evolve(made.catalog, **validity)).notes()
    assert [(note.code, note.values["day"], note.values["successor"]) for note in notes] == noted


@pytest.mark.parametrize(
    ("cell", "named"),
    [("m", ("m",)), ("m|n", ("m", "n")), (" m | n ", ("m", "n")), ("m||n|", ("m", "n")), ("|", ()), ("", ())],
)
def test_a_cell_of_several_is_split_at_the_bars(cell: str, named: tuple[str, ...]):
    made = evolve(cohort(), participants=with_cell(cell, "rival"))
    assert made.named_in(made.participants[0], "rival") == named
    assert made.named_in(made.participants[1], "rival") == ()


def test_columns_are_those_of_every_roster_and_the_further_ones():
    assert cohort(people="p1 ward=7A; p2 unit=x ward=7B").columns == (*SINGLE_COLUMNS, "ward", "unit")


def test_a_programme_is_named_with_its_catalog():
    made = cohort()
    assert (made.programme_name, made.programme.id) == ("cat:prog", "prog")


def test_modules_of_another_catalog_are_named_as_this_one_names_them():
    needs = {"requires": "n & cat:a", "corequires": "2 of (n, cat:a, third:x)", "strict_corequires": "third:y"}
    other = Catalog(
        id="other",
        uses=["cat", "third"],
        modules=[Module(id="m", capacity=Capacity(maximum=1), **needs), Module(id="n")],
    )
    own = Catalog(
        id="cat",
        uses=["other"],
        modules=[Module(id="a"), Module(id="m", requires="other:n")],
        programmes=[Programme(id="prog", basis=["a"], electives=Electives(modules=["other:m"], choose=1))],
    )
    people = [person("p1 completed=other:n preferences=other:m")]
    made = Cohort(
        id="c", catalog=own, programme_id="prog", participants=people, runs=[run("M1 other:m")], others=[other]
    )
    assert list(made.modules) == ["a", "m", "other:m", "other:n"]
    assert made.modules["m"].requires == parse("other:n")
    seen = made.modules["other:m"]
    assert (str(seen.requires), str(seen.strict_corequires)) == ("other:n & a", "third:y")
    assert seen.corequires == parse("2 of (other:n, a, third:x)")
    assert made.capacity(made.runs[0]) == 1
    assert list(made.notes()) == []
    assert complaints(evolve, made, others=[]) == [
        "unknown-id participants[0].completed",
        "unknown-id runs[0].module",
    ]
