"""Every kind of finding that reading and writing files can have: provoked, placed, worded in three languages."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve
from folders import RUNS, change, refused, write_catalog, write_cohort
from workbooks import HOSTILE, book, content

from curriculum.errors import Finding
from curriculum.files import dump_cohort, load_catalog, load_cohort, load_schedule, write_files
from curriculum.files.complaints import MOST
from curriculum.messages import LANGUAGES
from curriculum.rules import Mixing

Provoked = tuple[tuple[Finding, ...], str, int | None, str]
"""What was found, and file, line and place of the finding that is looked for."""
Case = Callable[[Path], Provoked]
CASES: dict[str, Case] = {}


def case(code: str) -> Callable[[Case], Case]:
    def remember(provoke: Case) -> Case:
        CASES[code] = provoke
        return provoke

    return remember


def in_catalog(*changes: tuple[str, str], line: int | None, where: str) -> Case:
    def provoke(folder: Path) -> Provoked:
        path = write_catalog(folder, *changes)
        return refused(load_catalog, path), str(path), line, where

    return provoke


def in_cohort(name: str, *changes: tuple[str, str], line: int | None, where: str) -> Case:
    def provoke(folder: Path) -> Provoked:
        write_cohort(folder)
        change(folder / name, *changes)
        return refused(load_cohort, folder), str(folder / name), line, where

    return provoke


def in_bytes(name: str, content: bytes, *, line: int | None, where: str = "") -> Case:
    def provoke(folder: Path) -> Provoked:
        write_cohort(folder)
        (folder / name).write_bytes(content)
        return refused(load_cohort, folder), str(folder / name), line, where

    return provoke


def in_schedule(text: str, *, line: int | None, where: str = "") -> Case:
    def provoke(folder: Path) -> Provoked:
        path = folder / "schedule.json"
        path.write_text(text, encoding="utf-8")
        return refused(load_schedule, path), str(path), line, where

    return provoke


SCHEDULE = '{"schema": 1, "cohort": "c", "programme": "a:b", "status": "optimal"'

CASES |= {
    "missing-file": in_cohort(
        "cohort.toml",
        ("[rules]", 'previous = "old.json"\n[rules]'),
        line=8,
        where="cohort.previous",
    ),
    "not-utf8": in_bytes("cohort.toml", b"schema = 1\n# \xe6\n", line=2),
    "not-decodable": in_bytes("runs.csv", b"id,module\nB\x81,basis-1\n", line=2),
    "nul-character": in_bytes("runs.csv", b"id,module\nB1,ba\0sis\n", line=2),
    "more-findings": in_bytes("runs.csv", b"id,module\n" + b",basis-1\n" * (MOST + 1), line=None),
    "toml-syntax": in_catalog(('id = "small"', "id = small"), line=4, where=""),
    "json-syntax": in_schedule('{"schema": 1,\n "cohort" "c"}', line=2),
    "beyond-bounds": in_schedule("[" * 100_000, line=None),
    "too-deep": in_catalog(("hours = 7", f"hours = {'[' * 51}{']' * 51}"), line=29, where=""),
    "key-too-long": in_catalog(("hours = 7", f"hours.{'a.' * 51}b = 7"), line=29, where=""),
    "number-too-long": in_catalog(("hours = 7", f"hours = {'9' * 4301}"), line=29, where=""),
    "double-key": in_schedule(f'{SCHEDULE},\n"seed": 1,\n"seed": 2}}', line=3, where="seed"),
    "missing-schema": in_catalog(("schema = 1\n", "# none\n"), line=None, where="schema"),
    "unknown-schema": in_catalog(("schema = 1", "schema = 2"), line=1, where="schema"),
    "unknown-key": in_catalog(("hours = 7", "ours = 7"), line=29, where="modules[0].ours"),
    "missing-key": in_catalog(('id = "department"\n', ""), line=14, where="levels[1].id"),
    "not-text": in_catalog(('language = "da"', "language = 3"), line=5, where="catalog.language"),
    "not-text-or-table": in_catalog(('title = "Bog"', "title = 3"), line=9, where="sources[0].title"),
    "not-expression": in_catalog(('requires = "basis-1"', "requires = 1"), line=46, where="modules[1].requires"),
    "not-whole": in_catalog(("minimum = 1", "minimum = 1.0"), line=30, where="modules[0].capacity.minimum"),
    "not-number": in_catalog(("hours = 7", 'hours = "7"'), line=29, where="modules[0].hours"),
    "not-finite": in_catalog(("hours = 7", "hours = nan"), line=29, where="modules[0].hours"),
    "number-out-of-bounds": in_catalog(("hours = 7", "hours = 1e400"), line=29, where="modules[0].hours"),
    "not-date": in_catalog(
        ('language = "da"', "valid_from = 2026-03-02T09:00:00"), line=5, where="catalog.valid_from"
    ),
    "not-list": in_catalog(('["hospital"]', '"hospital"'), line=51, where="programmes[0].audience"),
    "not-table": in_catalog(("{ maximum = 20 }", "20"), line=47, where="modules[1].capacity"),
    "other-catalog-id": in_cohort(
        "cohort.toml", ("small:leadership", "large:leadership"), line=5, where="cohort.programme"
    ),
    "catalog-not-found": in_cohort(
        "cohort.toml", ('catalog = "catalog.toml"\n', ""), line=5, where="cohort.programme"
    ),
    "programme-without-catalog": in_cohort(
        "cohort.toml",
        ('catalog = "catalog.toml"\n', ""),
        ("small:leadership", "leadership"),
        line=5,
        where="cohort.programme",
    ),
    "csv-syntax": in_bytes("runs.csv", b'id,module\nB1,"basis-1\nB2,basis-1\n', line=2),
    "empty-table": in_bytes("runs.csv", b"\n , \n", line=None),
    "table-too-large": in_bytes("runs.csv", b"id,module\n" + b"," * 500 + b"x\n", line=2),
    "missing-column": in_cohort("runs.csv", ("id,module", "no,module"), line=1, where="row 1"),
    "double-column": in_cohort("runs.csv", ("venue,room", "room,room"), line=1, where="row 1"),
    "unnamed-column": in_cohort("runs.csv", ("venue,room", "venue,"), line=1, where="row 1"),
    "unknown-column": in_cohort("runs.csv", ("capacity", "capasity"), line=1, where="row 1"),
    "too-many-cells": in_cohort("runs.csv", (",planned", ",planned,x"), line=2, where="row 2"),
    "empty-cell": in_cohort("runs.csv", ("B1,basis-1", "B1,"), line=2, where="row 2, column module"),
    "national-id": in_cohort("participants.csv", ("7A", "120190-1234"), line=2, where="row 2, column ward"),
    "list-too-long": in_cohort("runs.csv", ("Eva|Ib", "Eva|" * 1001), line=2, where="row 2, column teachers"),
    "bad-whole-number": in_cohort("runs.csv", ("10,,conf", "12.7,,conf"), line=3, where="row 3, column capacity"),
    "bad-date": in_cohort("participants.csv", ("2026-03-02/", "soon/"), line=2, where="row 2, column unavailable"),
    "impossible-date": in_cohort(
        "participants.csv", ("2026-03-02/2026-03-06", "31.02"), line=2, where="row 2, column unavailable"
    ),
    "not-year-first": in_cohort(
        "participants.csv", ("2026-03-02/2026-03-06", "3-31-2026"), line=2, where="row 2, column unavailable"
    ),
    "ambiguous-date": in_cohort(
        "participants.csv", ("2026-03-02/2026-03-06", "2/3 2026"), line=2, where="row 2, column unavailable"
    ),
    "bad-session": in_cohort(
        "runs.csv", ("2026-03-02T09:00/2026-03-02T16:00", "2026-03-02"), line=2, where="row 2, column sessions"
    ),
}


@case("no-such-file")
def no_such_file(folder: Path) -> Provoked:
    return refused(load_cohort, folder / "gone"), str(folder / "gone"), None, ""


@case("is-a-folder")
def a_folder(folder: Path) -> Provoked:
    return refused(load_schedule, folder), str(folder), None, ""


@case("not-a-file")
def not_a_file(folder: Path) -> Provoked:
    os.mkfifo(folder / "pipe.json")
    return refused(load_schedule, folder / "pipe.json"), str(folder / "pipe.json"), None, ""


@case("file-unreadable")
def unreadable(folder: Path) -> Provoked:
    path = folder / ("x" * 5000)
    return refused(load_schedule, path), str(path), None, ""


@case("file-too-large")
def too_large(folder: Path) -> Provoked:
    path = folder / "catalog.toml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    return refused(load_catalog, path), str(path), None, ""


@case("unknown-encoding")
def unknown_encoding(folder: Path) -> Provoked:
    write_cohort(folder)
    return refused(load_cohort, folder, encoding="danish"), str(folder / "participants.csv"), None, ""


@case("spreadsheet")
def spreadsheet(folder: Path) -> Provoked:
    write_cohort(folder)
    change(folder / "cohort.toml", ("[rules]", 'runs = "runs.xlsx"\n[rules]'))
    (folder / "runs.xlsx").write_bytes(b"\xd0\xcf\x11\xe0")
    return refused(load_cohort, folder), str(folder / "runs.xlsx"), None, ""


def in_workbook(data: Callable[[], bytes], where: str = "") -> Case:
    """A cohort whose runs are a workbook."""

    def provoke(folder: Path) -> Provoked:
        write_cohort(folder)
        change(folder / "cohort.toml", ("[rules]", 'runs = "runs.xlsx"\n[rules]'))
        (folder / "runs.xlsx").write_bytes(data())
        return refused(load_cohort, folder), str(folder / "runs.xlsx"), None, where

    return provoke


def with_cell(value: str) -> Callable[[], bytes]:
    return lambda: content(book(Hold=[["id", "module"], ["r1", value]]))


for code in ("workbook-too-large", "cell-too-far", "workbook-declarations", "workbook-macros", "workbook-broken"):
    CASES[code] = in_workbook(next(make for make, expected in HOSTILE.values() if expected == code))
CASES["formula-without-value"] = in_workbook(with_cell("=A1"), "Hold!B2")
CASES["cell-error"] = in_workbook(with_cell("#REF!"), "Hold!B2")


@case("cannot-write")
def cannot_write(folder: Path) -> Provoked:
    (folder / "file").write_text("a file, not a folder")
    path = str(folder / "file" / "schedule.json")
    return refused(write_files, {path: b""}), path, None, ""


@case("share-not-decimal")
def share_not_decimal(folder: Path) -> Provoked:
    cohort = load_cohort(write_cohort(folder))
    rules = evolve(cohort.rules, mixing=[Mixing(attribute="level", max_share=Fraction(1, 3))])
    findings = refused(dump_cohort, evolve(cohort, rules=rules), folder / "out")
    return findings, str(folder / "out" / "cohort.toml"), None, "rules.mixing[0].max_share"


def codes() -> set[str]:
    source = files("curriculum.messages").joinpath("files.toml").read_text(encoding="utf-8")
    return set(tomllib.loads(source))


def test_every_kind_of_finding_has_a_case():
    assert codes() == set(CASES)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_finding_has_its_place_and_is_worded_in_every_language(code: str, tmp_path: Path):
    findings, file, line, where = CASES[code](tmp_path)
    (finding,) = [finding for finding in findings if (finding.code, finding.file) == (code, file)]
    assert (finding.file, finding.line, finding.where, finding.severity) == (file, line, where, "error")
    messages = {finding.message(language) for language in LANGUAGES}
    cures = {finding.cure(language) for language in LANGUAGES}
    assert len(messages) == len(cures) == len(LANGUAGES)
    assert "{" not in "".join(cures | messages).replace("{ da", "").replace("{ sv", "").replace("{…}", "")


@pytest.mark.parametrize("code", sorted(set(CASES) - {"more-findings", "share-not-decimal"}))
def test_one_fault_gives_one_finding(code: str, tmp_path: Path):
    findings, *_ = CASES[code](tmp_path)
    assert {finding.code for finding in findings} == {code}
    assert len({finding.file for finding in findings}) == len(findings)


def test_the_files_of_these_cases_are_in_order_by_themselves(tmp_path: Path):
    cohort = load_cohort(write_cohort(tmp_path))
    assert [run.id for run in cohort.runs] == [line.split(",")[0] for line in RUNS.splitlines()[1:]]


def test_a_misspelt_word_in_a_table_is_refused_with_the_one_that_was_probably_meant(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "participants.csv", ("leader", "laeder"))
    change(tmp_path / "runs.csv", ("confirmed", "confrmed"))
    suggestions = [finding.values["suggestion"] for finding in refused(load_cohort, tmp_path)]
    assert suggestions == ["leader", "confirmed"]
