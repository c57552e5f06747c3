"""Headings in four languages, and which column wins when two mean the same."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from curriculum.files.headings import columns, meaning, misspelt, recognised, words
from curriculum.roster import LIST_COLUMNS, SINGLE_COLUMNS

ROSTERS = """
Deltager-id|Navn|E-mail|Rolle|Niveau|Enhed|Par|Nærmeste leder|Arbejdssted|\
Ønsker|Fravær|Gennemført|Faste hold|Spærrede hold
Deltagar-ID|Namn|E-post|Roll|Nivå|Enhet|Par|Närmaste chef|Arbetsort|\
Önskemål|Frånvaro|Genomfört|Ska delta|Får inte delta
deltaker_id|navn|epost|rolle|nivå|organisasjon|par|leder|arbeidssted|\
ønsker|fridager|gjennomført|skal delta|sperret
ID|Name|E-Mail|Role|Level|Organization|Pair|Line manager|Location|\
Wishes|Days off|Completed|Fixed|Excluded
id|name|email|role|level|organisation|pair|manager|location|\
preferences|unavailable|completed|pinned|barred
"""


@pytest.mark.parametrize("headings", ROSTERS.split("\n")[1:-1])
def test_every_column_of_a_roster_is_understood_in_four_languages(headings: str):
    found = columns("participants", headings.split("|"))
    assert list(found.known) == [*SINGLE_COLUMNS, *LIST_COLUMNS]
    assert (found.further, found.double) == ({}, [])
    assert recognised("participants", headings.split("|")) == len(found.known)


@pytest.mark.parametrize("heading", ["Kan ikke", "Kan ikke deltage", "Kan inte", "Kan inte delta", "Cannot come"])
def test_days_on_which_somebody_cannot_come_are_not_lost_under_a_plain_heading(heading: str):
    assert columns("participants", ["id", heading]).known == {"id": 0, "unavailable": 1}


@pytest.mark.parametrize(
    "headings",
    [
        "Hold-id|Modul|Mødegange|Mødested|Lokale|Undervisere|Antal pladser|Mindst|Status",
        "Hold|Modul|Sessioner|Sted|Lokale|Underviser|Kapacitet|Minimum|Status",
        "Omgång|Modul|Samlingar|Ort|Rum|Föreläsare|Antal platser|Minsta antal|Status",
        "Omgång|Modul|Tillfällen|Mötesplats|Sal|Lärare|Platser|Minst|Tillstånd",
        "Gjennomføring|Modul|Samlinger|Møtested|Rom|Forelesere|Plasser|Minste antall|Tilstand",
        "Run|Module|Times|Venue|Room|Teacher|Seats|Minimum|State",
    ],
)
def test_every_column_of_a_plan_is_understood_in_four_languages(headings: str):
    names = ["id", "module", "sessions", "venue", "room", "teachers", "capacity", "minimum", "state"]
    assert list(columns("runs", headings.split("|")).known) == names


@pytest.mark.parametrize("kind", ["participants", "runs", "roles", "states"])
def test_no_word_has_two_meanings_and_the_contracts_own_name_is_one(kind: str):
    meanings = words(kind)
    assert all(meanings[name.replace("-", " ")] == name for name in set(meanings.values()))


def test_a_word_stands_once_in_the_data():
    data = tomllib.loads(files("curriculum").joinpath("data/headings.toml").read_text(encoding="utf-8"))
    for kind, table in data.items():
        written = [word for known in table.values() for word in known]
        assert len(written) == len(words(kind)), kind


def test_the_exact_name_wins_and_the_synonym_is_a_further_column():
    found = columns("participants", ["id", "Niveau", "level", "leder", "Chef"])
    assert found.known == {"id": 0, "level": 2, "manager": 3}
    assert found.further == {"Niveau": 1}
    assert found.double == [("leder", "Chef")]


def test_the_name_in_other_letters_comes_before_a_synonym():
    found = columns("participants", ["Nivå", "LEVEL"])
    assert (found.known, found.further, found.double) == ({"level": 1}, {"Nivå": 0}, [])


@pytest.mark.parametrize("heading", ["Afdeling", "AVDELNING", "Department", "Unit", "Enhed", "Enhet"])
def test_the_department_is_the_organisation_where_nothing_else_is(heading: str):
    assert columns("participants", ["id", heading]).known == {"id": 0, "organisation": 1}


@pytest.mark.parametrize("organisation", ["Enhed", "organisation", "Unit", "Vårdgivare"])
def test_a_department_beside_an_organisation_is_a_further_column(organisation: str):
    found = columns("participants", ["id", "Afdeling", organisation], {"organisation": ("Vårdgivare",)})
    assert (found.known, found.further) == ({"id": 0, "organisation": 2}, {"Afdeling": 1})
    assert found.double == []


def test_a_staff_systems_own_word_for_the_organisation_may_be_the_department():
    found = columns("participants", ["Afdeling", "Enhed"], {"organisation": ("Afdeling",)})
    assert found.double == [("Afdeling", "Enhed")]
    assert columns("participants", ["Afdeling"], {"level": ("Afdeling",)}).known == {"level": 0}


def test_a_heading_that_is_there_twice_is_told_whatever_it_means():
    assert columns("participants", ["id", "ward", "ward", "", ""]).double == [("ward", "ward")]


@pytest.mark.parametrize(("heading", "meant"), [("capasity", "capacity"), ("sesions", "sessions"), ("notes", "")])
def test_a_misspelt_heading_is_told_from_another_word(heading: str, meant: str):
    assert misspelt("runs", heading, ["id"]) == meant
    assert misspelt("runs", heading, ["id", meant]) == ""


@pytest.mark.parametrize(
    ("kind", "word", "meant"),
    [
        ("roles", "Leder", "leader"),
        ("roles", "Nøgleperson", "key-person"),
        ("roles", "key person", "key-person"),
        ("roles", "KEY_PERSON", "key-person"),
        ("states", "Bekræftet", "confirmed"),
        ("states", "inställd", "cancelled"),
        ("states", "perhaps", "perhaps"),
    ],
)
def test_values_have_synonyms_too(kind: str, word: str, meant: str):
    assert meaning(kind, word) == meant
