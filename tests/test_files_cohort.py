"""Cohort folders: everything told at once, each in its own file; written so that nothing is lost."""

from __future__ import annotations

import tempfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from cohorts import tiny
from folders import CATALOG, COHORT, PARTICIPANTS, RUNS, change, refused, told, write_catalog, write_cohort
from hypothesis import given, settings
from hypothesis import strategies as st
from random_catalogs import AWKWARD

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import Finding, InvalidInput
from curriculum.files import dump_cohort, load_catalog, load_cohort
from curriculum.model import Capacity, Module
from curriculum.roster import Participant, Span
from curriculum.rules import GapDays, Goals, Mixing, Rules
from curriculum.schedule import Place, Schedule


def test_a_cohort_is_read_with_everything_in_it(tmp_path: Path):
    cohort = load_cohort(write_cohort(tmp_path))
    first, second = cohort.participants
    assert (first.name, first.level, first.further) == ("Åse Østergård", "hospital", {"ward": "7A"})
    assert first.unavailable == (Span(date(2026, 3, 2), date(2026, 3, 6)),)
    assert (second.role, second.manager, second.location, second.further) == (
        "key-person",
        "p1",
        None,
        {"ward": ""},
    )
    assert [run.teachers for run in cohort.runs] == [("Eva", "Ib"), ("Eva",)]
    assert [(run.capacity, run.state) for run in cohort.runs] == [(None, "planned"), (10, "confirmed")]
    assert cohort.rules == Rules(apart=["manager"], mixing=[Mixing(attribute="level", max_share=Fraction(3, 4))])
    assert (cohort.goals, cohort.timezone) == (Goals(preference=[0, 1]), "Europe/Copenhagen")
    assert cohort.columns[-1] == "ward"
    assert cohort == load_cohort(tmp_path / "cohort.toml") == load_cohort(str(tmp_path))


def spots(findings: tuple[Finding, ...]) -> list[tuple[str, str, int | None, str]]:
    return [(Path(str(found.file)).name, found.code, found.line, found.where) for found in findings]


def test_what_is_wrong_in_any_file_is_told_together(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "catalog.toml", ("hours = 7", "hours = -7"))
    change(
        tmp_path / "cohort.toml",
        ('id = "pilot"', 'id = "pilot"\ntimezone = "Europe/Aarhus"'),
        ('["manager"]', '["manager", "mentor"]'),
        ('attribute = "level"', 'attribute = "preferences"\ngroups = -1'),
        ("preference = [0, 1]", "preference = [0, 1.5]\nrun = -1"),
    )
    change(
        tmp_path / "participants.csv",
        ("p1,Åse Østergård,leader,hospital,,data", "p1,Åse Østergård,boss,hospitl,p1,basis-1"),
        ("p2,Bo Ek,key-person,,p1,data", "p1,Bo Ek,key-person,,,dta|data|data"),
    )
    change(
        tmp_path / "runs.csv",
        ("B1,basis-1", "B1,basis-3"),
        ("T16:00,Aarhus,1,Eva|Ib,,,planned", "T08:00,Aarhus,1,Eva|Ib,,,planed"),
        ("10,,confirmed", "12.7,30,confirmed"),
    )
    assert spots(refused(load_cohort, tmp_path)) == [
        ("cohort.toml", "bad-timezone", 5, "cohort.timezone"),
        ("cohort.toml", "unknown-id", 10, "rules.apart[1]"),
        ("cohort.toml", "list-column", 13, "rules.mixing[0].attribute"),
        ("cohort.toml", "too-small", 14, "rules.mixing[0].groups"),
        ("cohort.toml", "not-whole", 18, "goals.preference[1]"),
        ("cohort.toml", "bad-points", 19, "goals.run"),
        ("catalog.toml", "bad-amount", 29, "modules[0].hours"),
        ("participants.csv", "bad-choice", 2, "row 2, column role"),
        ("participants.csv", "own-manager", 2, "row 2, column manager"),
        ("participants.csv", "unknown-id", 2, "row 2, column level"),
        ("participants.csv", "preference-basis", 2, "row 2, column preferences"),
        ("participants.csv", "named-twice", 3, "row 3, column preferences"),
        ("participants.csv", "duplicate-id", 3, "row 3, column id"),
        ("participants.csv", "unknown-id", 3, "row 3, column preferences"),
        ("runs.csv", "session-reversed", 2, "row 2, column sessions"),
        ("runs.csv", "bad-choice", 2, "row 2, column state"),
        ("runs.csv", "unknown-id", 2, "row 2, column module"),
        ("runs.csv", "bad-whole-number", 3, "row 3, column capacity"),
    ]


def test_a_misspelt_word_is_refused_with_the_one_that_was_probably_meant(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "participants.csv", ("leader", "laeder"))
    change(tmp_path / "runs.csv", ("confirmed", "confrmed"))
    suggestions = [finding.values["suggestion"] for finding in refused(load_cohort, tmp_path)]
    assert suggestions == ["leader", "confirmed"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It stands in 23 rows; this is the first."),
        ("da", "Det står i 23 rækker; dette er den første."),
        ("sv", "Det står på 23 rader; detta är den första."),
    ],
)
def test_an_unknown_word_is_told_once_with_its_first_cell_and_the_number_of_rows(
    language: str, said: str, tmp_path: Path
):
    write_cohort(tmp_path)
    rows = [
        "id,level,preferences",
        "p0,hospital,data",
        *(f"p{n},boss,data|dta" for n in range(1, 24)),
        "p24,chief,",
    ]
    (tmp_path / "participants.csv").write_text("\n".join(rows), encoding="utf-8")
    change(tmp_path / "cohort.toml", ('apart = ["manager"]', ""))
    found = refused(load_cohort, tmp_path)
    assert [(one.where, one.values["id"], one.values.get("in_rows")) for one in found] == [
        ("row 3, column level", "boss", "23"),
        ("row 3, column preferences", "dta", "23"),
        ("row 26, column level", "chief", None),
    ]
    assert [said in one.text(language) for one in found] == [True, True, False]


def test_thousands_of_rows_with_one_unknown_word_leave_room_for_the_other_complaints(tmp_path: Path):
    write_cohort(tmp_path)
    rows = ["id,level", *(f"p{n},boss" for n in range(1500)), "p1500,chief"]
    (tmp_path / "participants.csv").write_text("\n".join(rows), encoding="utf-8")
    change(tmp_path / "cohort.toml", ('apart = ["manager"]', ""))
    assert [one.values["id"] for one in refused(load_cohort, tmp_path)] == ["boss", "chief"]


def test_another_row_is_named_by_its_number(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "runs.csv", ("D1,data", "B1,data"))
    (finding,) = refused(load_cohort, tmp_path)
    assert finding.values["first"] == "row 2"


def test_a_minimum_above_the_capacity_is_told(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "runs.csv", ("Eva,10,,", "Eva,10,12,"), ("Eva|Ib,,,", "Eva|Ib,,26,"))
    assert spots(refused(load_cohort, tmp_path)) == [
        ("runs.csv", "minimum-above-maximum", 2, "row 2, column minimum"),
        ("runs.csv", "minimum-above-maximum", 3, "row 3, column minimum"),
    ]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((("{ maximum = 20 }", "{ maximum = 20.5 }"),), ("not-whole", 47)),
        ((("{ maximum = 20 }", "20"),), ("not-table", 47)),
        ((('{ from = ["data"], choose = 1 }', '"data"'),), ("not-table", 53)),
        ((("choose = 1", 'choose = "1"'),), ("not-whole", 53)),
    ],
)
def test_what_the_catalog_no_longer_says_is_not_told_again(
    changes: tuple[tuple[str, str], ...], found: tuple[str, int], tmp_path: Path
):
    write_cohort(tmp_path)
    change(tmp_path / "catalog.toml", *changes)
    change(tmp_path / "runs.csv", ("Eva,10,", "Eva,,"))
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.code, finding.line) == found


def test_nobodys_name_or_address_is_in_a_finding(tmp_path: Path):
    write_cohort(tmp_path)
    (tmp_path / "participants.csv").write_text(
        "id,name,email,role,level,manager,preferences,unavailable\n"
        "Bo Ek,Bo Ek,bo@ek.dk,Bo Ek,bo@ek.dk,Bo Ek,Bo Ek|bo@ek.dk,Bo Ek\n"
        "Bo Ek,Bo Ek,bo@ek.dk,,,,,\n"
        "p3,Ib Å, ib@å.dk,x,y,z,data,,2026,,,\n",
        encoding="utf-8",
    )
    findings = refused(load_cohort, tmp_path)
    assert len(findings) == 7
    said = "".join(finding.text(language) for finding in findings for language in ("en", "da", "sv"))
    assert all(secret not in said + str(findings) for secret in ("Bo Ek", "bo@ek.dk", "Ib Å", "ib@å.dk"))


def test_without_a_catalog_beside_it_an_installed_one_is_found(tmp_path: Path):
    write_cohort(tmp_path)
    catalog = load_catalog(tmp_path)
    change(tmp_path / "cohort.toml", ('catalog = "catalog.toml"\n', ""))
    (tmp_path / "catalog.toml").unlink()
    assert load_cohort(tmp_path, {"small": catalog}.get).catalog is catalog
    assert told(refused(load_cohort, tmp_path, {"large": catalog}.get)) == [
        ("catalog-not-found", 5, "cohort.programme")
    ]


def test_an_installed_catalog_that_cannot_be_read_hides_nothing(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "cohort.toml", ('catalog = "catalog.toml"\n', ""))
    change(tmp_path / "participants.csv", ("leader", "boss"))

    def broken(_: str) -> Catalog | None:
        raise InvalidInput([Finding(code="plugin-broken")])

    codes = [finding.code for finding in refused(load_cohort, tmp_path, broken)]
    assert codes == ["plugin-broken", "bad-choice"]


def test_a_programme_that_the_catalog_does_not_have_is_told(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "cohort.toml", ("small:leadership", "small:leadershp"))
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.code, finding.where, finding.values["suggestion"]) == (
        "unknown-id",
        "cohort.programme",
        "leadership",
    )


def test_beside_its_catalog_a_programme_needs_no_prefix(tmp_path: Path):
    write_cohort(tmp_path)
    expected = load_cohort(tmp_path)
    change(tmp_path / "cohort.toml", ("small:leadership", "leadership"))
    assert load_cohort(tmp_path) == expected


def test_ids_written_from_outside_the_catalog_become_local(tmp_path: Path):
    write_cohort(tmp_path)
    expected = load_cohort(tmp_path)
    change(tmp_path / "participants.csv", (",data,", ",small:data,"), (",hospital,", ",small:hospital,"))
    change(tmp_path / "runs.csv", ("basis-1", "small:basis-1"))
    assert load_cohort(tmp_path) == expected


def test_headings_and_values_may_be_danish_and_rules_may_name_the_heading(tmp_path: Path):
    write_cohort(tmp_path)
    change(
        tmp_path / "participants.csv",
        ("id,name,role,level,manager,", "Deltager-id,Navn,Rolle,Niveau,Nærmeste leder,"),
        ("leader", "Leder"),
        ("key-person", "Nøgleperson"),
    )
    change(tmp_path / "runs.csv", ("confirmed", "Bekræftet"), ("planned", ""))
    change(tmp_path / "cohort.toml", ('["manager"]', '["Nærmeste leder"]'), ('"level"', '"Niveau"'))
    cohort = load_cohort(tmp_path)
    assert (cohort.rules.apart, cohort.rules.mixing[0].attribute) == (("manager",), "level")
    assert [person.role for person in cohort.participants] == ["leader", "key-person"]
    assert [run.state for run in cohort.runs] == ["planned", "confirmed"]
    change(tmp_path / "runs.csv", ("D1,data", "D1,dat"))
    change(tmp_path / "participants.csv", ("Leder", "Boss"))
    assert [finding.where for finding in refused(load_cohort, tmp_path)] == [
        "row 2, column Rolle",
        "row 3, column module",
    ]


def test_unsound_rules_may_name_the_heading_too(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "participants.csv", ("level", "Niveau"))
    change(tmp_path / "cohort.toml", ('"level"', '"Niveau"'), ("0.75", "1.75"))
    assert spots(refused(load_cohort, tmp_path)) == [("cohort.toml", "bad-share", 13, "rules.mixing[0].max_share")]


def test_further_columns_of_a_plan_are_passed_over(tmp_path: Path):
    write_cohort(tmp_path)
    expected = load_cohort(tmp_path)
    change(tmp_path / "runs.csv", (",state\n", ",state,remark\n"), (",planned", ",planned,x"))
    assert load_cohort(tmp_path) == expected


def test_a_missing_column_is_told_with_the_headings_that_there_are(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "participants.csv", ("id,name", "nummer,name"), ("leader,", "boss,"))
    first, second = refused(load_cohort, tmp_path)
    assert (first.code, first.values["headings"].split(", ")[:2]) == ("missing-column", ["nummer", "name"])
    assert (second.code, second.where) == ("bad-choice", "row 2, column role")


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("cohort.toml", b"x = ", ["toml-syntax", "empty-cell"]),
        ("participants.csv", b"", ["empty-table", "empty-cell"]),
        ("catalog.toml", b"x = ", ["toml-syntax", "empty-cell"]),
    ],
)
def test_a_file_that_cannot_be_read_hides_nothing_in_the_others(
    name: str, content: bytes, codes: list[str], tmp_path: Path
):
    write_cohort(tmp_path)
    change(tmp_path / "runs.csv", ("D1,data", ",data"))
    (tmp_path / name).write_bytes(content)
    assert [finding.code for finding in refused(load_cohort, tmp_path)] == codes


@pytest.mark.parametrize("name", ["participants.csv", "runs.csv", "catalog.toml"])
def test_a_missing_part_is_one_finding_in_the_cohort_file(name: str, tmp_path: Path):
    write_cohort(tmp_path)
    (tmp_path / name).unlink()
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.code, finding.file, finding.values["file"]) == (
        "missing-file",
        str(tmp_path / "cohort.toml"),
        str(tmp_path / name),
    )
    assert finding.line in {3, 6}


def test_a_folder_without_a_cohort_file_is_one_finding(tmp_path: Path):
    (finding,) = refused(load_cohort, tmp_path)
    assert (finding.code, finding.file) == ("no-such-file", str(tmp_path / "cohort.toml"))


def test_files_may_lie_outside_the_folder(tmp_path: Path):
    write_cohort(tmp_path / "cohort")
    expected = load_cohort(tmp_path / "cohort")
    (tmp_path / "cohort" / "runs.csv").rename(tmp_path / "plan.csv")
    (tmp_path / "cohort" / "participants.csv").rename(tmp_path / "roster.csv")
    change(
        tmp_path / "cohort" / "cohort.toml",
        ("[rules]", f'runs = "../plan.csv"\nparticipants = "{tmp_path.as_posix()}/roster.csv"\n[rules]'),
    )
    assert load_cohort(tmp_path / "cohort") == expected


def test_a_previous_schedule_is_read(tmp_path: Path):
    write_cohort(tmp_path)
    change(tmp_path / "cohort.toml", ("[rules]", 'previous = "old.json"\n[rules]'))
    (tmp_path / "old.json").write_text(
        '{"schema": 1, "cohort": "pilot", "programme": "small:leadership", "status": "feasible"}'
    )
    assert load_cohort(tmp_path).previous == Schedule(
        cohort="pilot", programme="small:leadership", status="feasible"
    )
    (tmp_path / "old.json").write_text('{"schema": 1}')
    assert {finding.code for finding in refused(load_cohort, tmp_path)} == {"missing-key"}


def test_the_encoding_of_the_tables_can_be_named(tmp_path: Path):
    write_cohort(tmp_path)
    (tmp_path / "participants.csv").write_bytes(PARTICIPANTS.encode("mac-roman"))
    (tmp_path / "runs.csv").write_bytes(RUNS.encode("mac-roman"))
    assert load_cohort(tmp_path, encoding="mac-roman").participants[0].name == "Åse Østergård"


def test_modules_of_another_catalog_can_be_held(tmp_path: Path):
    write_cohort(tmp_path)
    change(
        tmp_path / "catalog.toml",
        ('language = "da"', 'uses = ["other"]'),
        ('from = ["data"]', 'from = ["data", "other:trust"]'),
    )
    change(tmp_path / "runs.csv", ("D1,data", "D1,other:trust"))
    other = Catalog(id="other", modules=[Module(id="trust", capacity=Capacity(maximum=9))])
    cohort = load_cohort(tmp_path, {"other": other}.get)
    assert cohort.others == (other,)
    dump_cohort(cohort, tmp_path / "out")
    assert load_cohort(tmp_path / "out") == cohort
    assert [finding.code for finding in refused(load_cohort, tmp_path, lambda _: None)] == [
        "unknown-catalog",
        "unknown-id",
    ]


def dumped(cohort: Cohort, folder: str | Path) -> dict[str, bytes]:
    dump_cohort(cohort, folder)
    return {path.name: path.read_bytes() for path in Path(folder).iterdir() if path.is_file()}


SHARES = st.sampled_from(["1.0", "0.35", "0", "0.3333333333333333"])


@given(st.integers(0, 10_000), st.sampled_from(AWKWARD), SHARES)
@settings(max_examples=25, deadline=None)  # files are written
def test_a_cohort_is_read_as_it_was_written_and_written_as_it_was_read(seed: int, text: str, share: str):
    drawn = tiny(seed)
    person = Participant(id="x", name=text, organisation=text, location=text, further={"ward": text})
    previous = Schedule(cohort=text, programme="p", status="feasible", places=[Place("p1", "m", "r")])
    decimal = [rule for rule in drawn.rules.mixing if 100 % (rule.max_share or Fraction(0)).denominator == 0]
    awkward = Mixing(attribute="ward", at_least={text: 2}, max_share=Fraction(share))
    rules = evolve(drawn.rules, mixing=[*decimal, awkward], gap_days=GapDays(minimum=3))
    cohort = evolve(drawn, participants=[*drawn.participants, person], rules=rules, previous=previous)
    with tempfile.TemporaryDirectory() as folder:
        first = dumped(cohort, Path(folder, "a"))
        loaded = load_cohort(Path(folder, "a"))
        assert dumped(loaded, Path(folder, "b")) == first
        assert load_cohort(Path(folder, "b")) == loaded
    assert (loaded.rules, loaded.goals, loaded.runs, loaded.catalog, loaded.previous) == (
        cohort.rules,
        cohort.goals,
        cohort.runs,
        cohort.catalog,
        cohort.previous,
    )
    assert [p.id for p in loaded.participants] == [p.id for p in cohort.participants]


def test_a_cohort_file_is_written_with_the_usual_names(tmp_path: Path):
    dump_cohort(load_cohort(write_cohort(tmp_path / "a")), tmp_path / "b")
    assert (tmp_path / "b" / "cohort.toml").read_text(encoding="utf-8") == (
        COHORT.replace(
            'catalog = "catalog.toml"\n',
            'catalog = "catalog.toml"\ntimezone = "Europe/Copenhagen"\n'
            'participants = "participants.csv"\nruns = "runs.csv"\n',
        ).replace(
            '[[rules.mixing]]\nattribute = "level"\nmax_share = 0.75',
            '  [[rules.mixing]]\n  attribute = "level"\n  max_share = 0.75',
        )
    )
    header = (tmp_path / "b" / "participants.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == (
        "id,name,email,role,level,organisation,pair,manager,location,"
        "preferences,unavailable,completed,pinned,barred,ward"
    )
    assert (tmp_path / "b" / "runs.csv").read_text(encoding="utf-8") == RUNS
    assert write_catalog(tmp_path / "c").read_text(encoding="utf-8") == CATALOG


def test_nothing_is_written_when_something_cannot_be(tmp_path: Path):
    cohort = load_cohort(write_cohort(tmp_path / "a"))
    thirds = evolve(cohort, rules=Rules(mixing=[Mixing(attribute="level", max_share=Fraction(1, 3))]))
    (finding,) = refused(dump_cohort, thirds, tmp_path / "b")
    assert finding.values["value"] == "1/3"
    assert not (tmp_path / "b").exists()


def test_thousands_of_wrong_cells_are_told_in_bounded_number(tmp_path: Path):
    write_cohort(tmp_path)
    rows = "".join(f"p{number},hospitl{number},B{number}x\n" for number in range(3000))
    (tmp_path / "participants.csv").write_text(f"id,level,pinned\n{rows}")
    findings = refused(load_cohort, tmp_path)
    assert len(findings) == 1001
    assert (findings[-1].code, findings[-1].values["count"]) == ("more-findings", "5000")
