"""Tables as spreadsheet programs write them, and what is told about them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from folders import refused
from hypothesis import given
from hypothesis import strategies as st

from curriculum.errors import Finding
from curriculum.files.cells import clean
from curriculum.files.csv_rows import csv_rows, csv_text
from curriculum.files.reading import lenient_text
from curriculum.files.tables import LARGEST, Table, read_table


def table(folder: Path, content: str | bytes, kind: str = "participants", encoding: str | None = None) -> Table:
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_table(path, kind, encoding)


def cells(read: Table) -> list[tuple[str, ...]]:
    return [tuple(read.cell(row, column) for column in read.columns.known) for row in read.rows]


ROSTER = "id;Navn;Ønsker\r\np1;Åse Østergård;data\r\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_found_out(delimiter: str, encoding: str, tmp_path: Path):
    read = table(tmp_path, ROSTER.replace(";", delimiter).encode(encoding))
    assert cells(read) == [("p1", "Åse Østergård", "data")]


@pytest.mark.parametrize("encoding", ["mac-roman", "utf-16-le", "cp865"])
def test_an_encoding_that_is_named_is_used(encoding: str, tmp_path: Path):
    assert cells(table(tmp_path, ROSTER.encode(encoding), encoding=encoding)) == [("p1", "Åse Østergård", "data")]


def test_utf16_without_a_mark_is_refused_with_its_cure(tmp_path: Path):
    (finding,) = refused(table, tmp_path, ROSTER.encode("utf-16-le"))
    assert finding.code == "nul-character"


@pytest.mark.parametrize("encoding", ["rot13", "no-such", "undefined", "utf-16"])
def test_an_encoding_that_does_not_fit_is_told(encoding: str):
    assert refused(lenient_text, b"\xe6\x00\xd8", "x.csv", encoding)[0].code in {
        "unknown-encoding",
        "not-decodable",
    }


def test_quoted_cells_hold_delimiters_quotes_and_line_ends(tmp_path: Path):
    read = table(tmp_path, 'id,name,location\np1,"Ek, Bo","the ""old""\nhall"\np2,,\n')
    assert cells(read) == [("p1", "Ek, Bo", 'the "old"\nhall'), ("p2", "", "")]
    assert [(row.number, row.line) for row in read.rows] == [(2, 2), (3, 4)]


def test_titles_above_empty_rows_and_empty_columns_are_passed_over(tmp_path: Path):
    text = "sep=;\nDeltagere 2026;;;\n;;;\nid;;Navn;\np1;;Bo;\n;;;\n\np2;;Ib;\n"
    read = table(tmp_path, text)
    assert cells(read) == [("p1", "Bo"), ("p2", "Ib")]
    assert (read.heading.number, [row.number for row in read.rows]) == (4, [5, 8])
    assert read.complaints.located() == []


def test_a_table_with_one_column_is_read(tmp_path: Path):
    assert cells(table(tmp_path, "id\np1\np2\n")) == [("p1",), ("p2",)]


def test_the_guard_against_formulas_is_undone(tmp_path: Path):
    assert cells(table(tmp_path, "id,name\np1,'=1+1\np2,'t Hooft\n")) == [("p1", "=1+1"), ("p2", "'t Hooft")]


def test_further_columns_keep_their_heading(tmp_path: Path):
    read = table(tmp_path, "id,Ward No.,shoe size\np1,7A,\n")
    assert list(read.columns.further) == ["Ward No.", "shoe size"]


def test_a_row_that_is_too_long_is_left_alone_so_that_no_name_is_taken_for_something_else(tmp_path: Path):
    read = table(tmp_path, "id,name,role\np1,Ek, Bo,leader\np2,Ib,,\n")
    (finding,) = read.complaints.located()
    assert (finding.code, finding.where) == ("too-many-cells", "row 2")
    assert cells(read) == [("", "", ""), ("p2", "Ib", "")]


def test_a_column_without_a_heading_is_told_once(tmp_path: Path):
    (finding,) = table(tmp_path, "id,,role\np1,,\np2,x,\np3,y,\n").complaints.located()
    assert (finding.code, dict(finding.values)) == ("unnamed-column", {"letter": "B", "row": "3"})


def test_columns_are_counted_in_letters(tmp_path: Path):
    (finding,) = table(tmp_path, "id" + "," * 30 + "\np1" + "," * 27 + "x\n").complaints.located()
    assert finding.values["letter"] == "AB"


@pytest.mark.parametrize("place", ["id", "name", "ward", "preferences"])
def test_a_national_id_is_refused_wherever_it_is_and_never_shown(place: str, tmp_path: Path):
    number = "311299-1234"
    values = {"id": "p1", "name": "Bo", "ward": "7", "preferences": "data"} | {place: f"x {number}"}
    read = table(tmp_path, f"{','.join(values)}\n{','.join(values.values())}\n")
    (finding,) = read.complaints.located()
    assert (finding.code, finding.where) == ("national-id", f"row 2, column {place}")
    assert number not in finding.text() + str(dict(finding.values)) + str(cells(read))


def test_a_column_of_national_ids_is_told_once_with_their_number_and_the_first(tmp_path: Path):
    rows = "".join(f"p{n},31129{n}-1234,0101{50 + n}-1234\n" for n in range(5))
    findings = table(tmp_path, f"id,ward,cpr\np,,\n{rows}").complaints.located()
    assert [(finding.where, finding.values["count"]) for finding in findings] == [
        ("row 3, column ward", "5"),
        ("row 3, column cpr", "5"),
    ]
    assert not any("-1234" in finding.text(language) for finding in findings for language in ("en", "da", "sv"))


def test_a_national_id_in_a_heading_is_refused(tmp_path: Path):
    findings = table(tmp_path, "id,311299-1234\np1,x\n").complaints.located()
    assert [(finding.code, finding.where) for finding in findings] == [
        ("national-id", "row 1"),
        ("unnamed-column", "row 1"),
    ]
    assert "1234" not in "".join(finding.text() for finding in findings)


def test_invisible_characters_do_not_hide_a_national_id(tmp_path: Path):
    assert table(tmp_path, "id\n3112\u200b99-1234\n").complaints.located()[0].code == "national-id"


def test_names_and_addresses_are_taken_out_of_what_is_told(tmp_path: Path):
    read = table(tmp_path, "id,name,email,role\nBo Ek,Bo Ek,bo@ek.dk,bo@ek.dk\n")
    findings = [Finding(code="bad-choice", values={"value": "bo@ek.dk", "known": "Bo Ek, x"}, where="role")]
    read.complaints.add(findings, "participants[0]")
    (finding,) = read.complaints.located()
    assert dict(finding.values) == {"value": "…", "known": "…, x"}
    assert finding.where == "row 2, column role"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-table"),
        (b"\n;;\n ; ;\n", "empty-table"),
        (b'id,name\np1,"Bo\n', "csv-syntax"),
        (b'id,name\np1,"Bo"x\n', "csv-syntax"),
        (b"id,name\np1," + b"x" * 200_000, "csv-syntax"),
        (b"x" * 200_000, "csv-syntax"),
        (b"id\n" + b"p\n" * 200_001, "table-too-large"),
        (b"id" + b",a" * 501 + b"\n", "table-too-large"),
        (b"id,name\np1,\x00\n", "nul-character"),
        (b"id,name\np1,\x81\n", "not-decodable"),
        (b"PK\x03\x04", "workbook-broken"),
        (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, code: str, tmp_path: Path):
    assert [finding.code for finding in refused(table, tmp_path, content)] == [code]


def test_a_table_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert [finding.code for finding in refused(read_table, path, "runs")] == ["file-too-large"]
    assert LARGEST < 100 * 1024 * 1024


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(
    st.lists(st.tuples(TEXT, st.sampled_from(["=1", "+45", '"', ";", ",", "a\nb", "\r", "'=x", ""])), max_size=5)
)
def test_rows_are_read_as_they_were_written(rows: list[tuple[str, str]]):
    written = [("id", "name"), *rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(csv_text(written).encode())
        read = csv_rows(path.read_bytes(), path, "participants")
    kept = [tuple(map(clean, row)) for row in written if any(map(clean, row))]
    assert [row.cells for row in read] == kept
    assert csv_text(row.cells for row in read) == csv_text(kept)


def test_a_cell_is_written_in_quotes_only_where_it_must_be():
    assert csv_text([["a", "b c", "d,e", 'f"', "=g"]]) == 'a,b c,"d,e","f""",\'=g\n'
