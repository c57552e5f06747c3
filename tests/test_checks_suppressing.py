"""What need not be told: suppressions by place and day, baselines by fingerprint."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.checks import CHECKS, baseline_text, check, chosen, fingerprint, read_baseline, sift
from curriculum.errors import InvalidInput
from curriculum.files import catalog_text, load_catalog
from curriculum.model import Module
from curriculum.suppressions import Suppression

TODAY = date(2026, 6, 1)
CATALOG = Catalog(id="mine", title="Mine", license="MIT", modules=[Module(id="a"), Module(id="ab")])
"""Two modules without source (DOC001, warning) and title (LANG001, note)."""


def told(*suppressions: Suppression, today: date = TODAY, select: tuple[str, ...] = ()) -> list[str]:
    catalog = evolve(CATALOG, suppressions=suppressions)
    checks = chosen(CHECKS, select)
    sifted = sift(catalog, check(catalog, checks=checks), CHECKS, today=today, ran=checks)
    return [" ".join(fingerprint(catalog, finding)) for finding in sifted.told]


def suppression(code: str = "DOC001", where: str = "", until: date | None = date(2026, 12, 31)) -> Suppression:
    return Suppression(code=code, where=where, reason="It is being written.", until=until)


ALL = [
    "LANG001 modules[a].title",
    "LANG001 modules[ab].title",
    "DOC001 modules[a].source",
    "DOC001 modules[ab].source",
]


def test_without_suppressions_everything_is_told():
    assert told() == ALL


@pytest.mark.parametrize(
    ("code", "where", "left"),
    [
        ("DOC001", "", ALL[:2]),
        ("DOC", "", ALL[:2]),
        ("DOC001", "modules", ALL[:2]),
        ("DOC001", "modules[a]", [*ALL[:2], ALL[3]]),
        ("DOC001", "modules[a].source", [*ALL[:2], ALL[3]]),
        ("DOC001", "modules[0]", [*ALL[:2], ALL[3]]),
        ("LANG", "modules[ab]", [ALL[0], *ALL[2:]]),
    ],
)
def test_a_suppression_covers_its_code_or_family_at_its_place(code: str, where: str, left: list[str]):
    assert told(suppression(code, where)) == left


def test_a_suppression_holds_through_its_last_day():
    assert told(suppression(), today=date(2026, 12, 31)) == ALL[:2]
    assert told(suppression(), today=date(2027, 1, 1)) == [*ALL, "SUP002 suppressions[0].until"]


def test_a_suppression_of_what_does_not_exist_is_reported_and_suppresses_nothing():
    assert told(suppression("DOC1")) == [*ALL, "SUP001 suppressions[0].code"]
    assert told(suppression("DOC001", "modules[b]")) == [*ALL, "SUP003 suppressions[0]"]


def test_a_suppression_cannot_be_seen_to_be_idle_when_its_check_did_not_run():
    assert told(suppression("DOC001", "modules[b]"), select=("LANG", "SUP")) == ALL[:2]


def test_a_suppression_without_an_end_is_reported():
    assert told(suppression(until=None)) == [*ALL[:2], "SUP004 suppressions[0]"]


def test_a_reason_is_needed():
    with pytest.raises(InvalidInput) as invalid:
        Suppression(code="DOC001", reason="  ")
    assert [finding.code for finding in invalid.value.findings] == ["no-reason"]


def test_suppressions_are_written_as_they_are_read(tmp_path: Path):
    catalog = evolve(CATALOG, suppressions=[suppression("DOC001", "modules[a]"), suppression(until=None)])
    path = tmp_path / "catalog.toml"
    path.write_text(catalog_text(catalog), encoding="utf-8")
    assert load_catalog(path) == catalog


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ('code = "DOC001"', ["missing-key"]),
        ('reason = "Soon."', ["missing-key"]),
        ('code = "DOC001"\nreason = ""', ["no-reason"]),
        ('code = "DOC001"\nreason = "Soon."\nuntil = "soon"', ["not-date"]),
        ('code = "DOC001"\nreason = "Soon."\nuntill = 2026-01-01', ["unknown-key"]),
    ],
)
def test_a_suppression_that_cannot_be_read_is_refused(tmp_path: Path, keys: str, codes: list[str]):
    path = tmp_path / "catalog.toml"
    path.write_text(f"{catalog_text(CATALOG)}\n[[suppressions]]\n{keys}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as invalid:
        load_catalog(path)
    assert [finding.code for finding in invalid.value.findings] == codes


def test_a_baseline_covers_each_finding_once():
    findings = check(CATALOG)
    known = read_baseline(baseline_text(CATALOG, findings), "known.json")
    assert sift(CATALOG, findings, CHECKS, today=TODAY, known=known).told == ()
    twice = sift(CATALOG, (*findings, *findings), CHECKS, today=TODAY, known=known)
    assert (len(twice.told), len(twice.known)) == (len(findings), len(findings))


def test_a_baseline_is_the_same_text_after_entries_have_moved():
    moved = evolve(CATALOG, modules=CATALOG.modules[::-1])
    assert baseline_text(moved, check(moved)) == baseline_text(CATALOG, check(CATALOG))
