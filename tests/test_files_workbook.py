"""Excel workbooks: read as Excel shows them, and refused without harm when they are hostile."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from refusals import refused
from workbooks import HARMLESS, HOSTILE, ROSTER, Rows, book, changed, content, shared, sheet_with

from curriculum.errors import MissingExtra
from curriculum.files import load_cohort
from curriculum.files.roster import participants_of
from curriculum.files.tables import Table, read_table

MEGABYTE = 1024 * 1024


def read(folder: Path, data: bytes, name: str = "roster.xlsx", kind: str = "participants") -> Table:
    (folder / name).write_bytes(data)
    return read_table(folder / name, kind)


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def test_a_workbook_gives_the_same_rows_as_the_csv_that_excel_would_save(tmp_path: Path):
    table = read(tmp_path, content(book(Roster=ROSTER)))
    assert table.sheet == "Roster"
    assert cells(table) == [("p1", "department", "data|people"), ("p2", "function")]


def test_values_are_read_as_excel_shows_them(tmp_path: Path):
    rows: Rows = [
        ["id", "unavailable", "organisation"],
        [25.0, date(2026, 3, 2), datetime.fromisoformat("2026-03-02T09:30")],
        [7, True, 1.5],
    ]
    table = read(tmp_path, content(book(Roster=rows)))
    assert cells(table) == [("25", "2026-03-02", "2026-03-02T09:30"), ("7", "True", "1.5")]
    assert [str(span) for span in participants_of(table, "x")[0].unavailable] == ["2026-03-02"]


def test_the_sheet_with_the_headings_is_found_among_many(tmp_path: Path):
    sheets = {f"Ark {n}": [["noter"], [n]] for n in range(199)}
    table = read(
        tmp_path, content(book(**sheets, Deltagere=[["Deltagerliste"], [], ["Deltagernr", "Niveau"], ["p1", "x"]]))
    )
    assert table.sheet == "Deltagere"
    assert table.rows[0].number == 4


def test_a_merged_level_holds_for_all_its_rows(tmp_path: Path):
    workbook = book(Roster=[["level", "id"], ["hospital", "p1"], [None, "p2"], [None, "p3"], ["function", "p4"]])
    workbook["Roster"].merge_cells("A2:A4")
    table = read(tmp_path, content(workbook))
    assert [row.cells[0] for row in table.rows] == ["hospital"] * 3 + ["function"]


def test_letters_in_both_normal_forms_are_one(tmp_path: Path):
    rows: Rows = [["id", "organisation"], ["p1", unicodedata.normalize("NFD", "Århus Ø")], ["p2", "Århus Ø"]]
    table = read(tmp_path, content(book(Roster=rows)))
    assert table.rows[0].cells[1] == table.rows[1].cells[1]


def test_what_is_wrong_is_told_by_sheet_and_cell(tmp_path: Path):
    rows: Rows = [["Kursister"], ["id", "unavailable", "preferences"], ["p1", "02-13-2026", "data"], ["", "", "x"]]
    table = read(tmp_path, content(book(Ark1=rows)))
    participants_of(table, "x")
    assert {finding.where for finding in table.complaints.located()} == {
        "Ark1!B3, column unavailable",
        "Ark1!A4, column id",
    }


def test_a_national_id_is_refused_by_its_cell(tmp_path: Path):
    table = read(tmp_path, content(book(Ark1=[["id", "cpr"], ["p1", "010190-1234"]])))
    (finding,) = table.complaints.located()
    assert (finding.code, finding.where) == ("national-id", "Ark1!B2, column cpr")
    assert "010190" not in finding.text()


def test_a_whole_cohort_can_be_kept_in_excel(tmp_path: Path):
    shutil.copytree("examples/first-cohort", tmp_path / "mine")
    expected = load_cohort(tmp_path / "mine")
    for name in ("participants", "runs"):
        text = (tmp_path / "mine" / f"{name}.csv").read_text(encoding="utf-8")
        rows: Rows = [list(line.split(",")) for line in text.splitlines()]
        book(Ark1=rows).save(tmp_path / "mine" / f"{name}.xlsx")
        (tmp_path / "mine" / f"{name}.csv").unlink()
    settings = tmp_path / "mine" / "cohort.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(".csv", ".xlsx"), encoding="utf-8")
    assert load_cohort(tmp_path / "mine") == expected


def test_a_workbook_is_known_by_its_content_and_not_by_its_name(tmp_path: Path):
    assert cells(read(tmp_path, content(book(Roster=ROSTER)), name="roster.csv"))[0][0] == "p1"
    assert cells(read(tmp_path, b"id;level\np1;department\n", name="roster.xlsx")) == [("p1", "department")]


def test_a_formula_counts_with_the_result_that_was_saved(tmp_path: Path):
    workbook = book(Roster=[["id", "level"], ["p1", "=CONCAT(1,2)"]])
    data = content(workbook)
    (tmp_path / "plain.xlsx").write_bytes(data)
    (finding,) = refused(read_table, tmp_path / "plain.xlsx", "participants")
    assert (finding.code, finding.where) == ("formula-without-value", "Roster!B2")
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(sheet).replace(b"<v />", b"<v>12</v>").replace(b"<v></v>", b"<v>12</v>")
    assert cells(read(tmp_path, changed(data, {sheet: xml}))) == [("p1", "12")]


def test_an_error_of_excel_is_no_value(tmp_path: Path):
    workbook = book(Roster=[["id", "level"], ["p1", None]])
    workbook["Roster"]["B2"] = "#REF!"
    (tmp_path / "roster.xlsx").write_bytes(content(workbook))
    (finding,) = refused(read_table, tmp_path / "roster.xlsx", "participants")
    assert (finding.code, finding.where) == ("cell-error", "Roster!B2")


def test_text_that_looks_like_a_formula_is_read_as_it_stands(tmp_path: Path):
    workbook = book(Roster=[["id", "organisation"], ["p1", None]])
    cell = workbook["Roster"]["B2"]
    cell.value, cell.data_type = "=cmd|' /C calc'!A0", "s"
    assert cells(read(tmp_path, content(workbook))) == [("p1", "=cmd|' /C calc'!A0")]


def test_without_openpyxl_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = content(book(Roster=ROSTER))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra) as missing:
        read(tmp_path, data)
    assert (missing.value.package, missing.value.extra) == ("openpyxl", "office")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_is_refused_with_one_clear_complaint(name: str, tmp_path: Path):
    make, code = HOSTILE[name]
    (tmp_path / "roster.xlsx").write_bytes(make())
    assert [finding.code for finding in refused(read_table, tmp_path / "roster.xlsx", "participants")] == [code]


@pytest.mark.parametrize("name", HARMLESS)
def test_a_workbook_that_only_looks_dangerous_is_read_right(name: str, tmp_path: Path):
    assert cells(read(tmp_path, HARMLESS[name]())) == cells(read(tmp_path, content(book(Roster=ROSTER))))


def test_a_text_of_many_pieces_is_read_as_one(tmp_path: Path):
    table = read(tmp_path, shared(b"<r><t>i</t></r><r><t>d</t></r>", 2)())
    assert (table.heading.cells, cells(table)) == (("id",), [("id",)])


def test_an_empty_cell_far_out_does_no_harm(tmp_path: Path):
    table = read(tmp_path, sheet_with('<c r="XFD1048576" s="0"/>')())
    assert cells(table) == [("p1",)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process's own peak")
@pytest.mark.parametrize("name", ["zip bomb", "far cell", "too many texts", "a long text in many cells"])
def test_refusing_takes_little_memory(name: str, tmp_path: Path):
    (tmp_path / "roster.xlsx").write_bytes(HOSTILE[name][0]())
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from curriculum.errors import InvalidInput\n"
        "from curriculum.files.tables import read_table\n"
        "try:\n    read_table(sys.argv[1], 'participants')\nexcept InvalidInput:\n    pass\n"
        "print(*(line for line in Path('/proc/self/status').read_text().splitlines() if 'VmHWM' in line))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "roster.xlsx"], capture_output=True, text=True, check=True
    )
    assert int(done.stdout.split()[1]) * 1024 < 300 * MEGABYTE


ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF-8 with a mark": "utf-8-sig",
    "Windows-1252": "cp1252",
    "UTF-16": "utf-16",
}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
def test_a_roster_of_300_is_the_same_in_every_encoding_and_in_excel(encoding: str, tmp_path: Path):
    rows: Rows = [["Deltagerliste, forår 2026"], [], ["Deltager-id", "Navn", "Enhed", "Niveau", "Fravær"]]
    rows += [
        [f"p{n:03}", f"Åse Ødegård {n}", f"Sygehus Ærø {n % 5}", "afdeling", "2026-03-02"] for n in range(300)
    ]
    text = "\r\n".join(";".join(map(str, row)) for row in rows)
    (tmp_path / "roster.csv").write_bytes(text.encode(encoding))
    from_csv = participants_of(read_table(tmp_path / "roster.csv", "participants"), "x")
    from_excel = participants_of(read(tmp_path, content(book(Ark1=rows))), "x")
    assert from_csv == from_excel
    assert len(from_csv) == 300
    assert from_csv[0].organisation == "Sygehus Ærø 0"


def test_what_is_read_is_what_openpyxl_reads(tmp_path: Path):
    rows: Rows = [["id", "a", "b"], *([f"p{n}", n * 1.25, f"tekst {n}"] for n in range(50))]
    data = content(book(Ark1=rows))
    table = read(tmp_path, data)
    whole = load_workbook(io.BytesIO(data))["Ark1"]
    expected = [
        tuple(str(int(v)) if isinstance(v, float) and v.is_integer() else str(v) for v in row)
        for row in whole.values
    ]
    assert cells(table) == expected[1:]
