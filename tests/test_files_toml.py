"""Hostile and broken TOML: refused in bounded time, with a line where there is one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from folders import refused, told

from curriculum.files.toml import LARGEST, read_toml


def written(folder: Path, content: bytes) -> Path:
    path = folder / "x.toml"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"\nx = " + b"[" * 100_000 + b"]" * 100_000, "too-deep", 2),
        (b"\nx = " + b"{a = " * 100_000, "too-deep", 2),
        (b"\n" + b"a." * 20_000 + b"b = 1", "key-too-long", 2),
        (b"\n[" + b"'a' . " * 20_000 + b"b]", "key-too-long", 2),
        (b"\nx = " + b"9" * 4_301, "number-too-long", 2),
        (b"\nx = 0x" + b"f" * 4_301, "number-too-long", 2),
        (b"\nx = -" + b"9_" * 4_301 + b"9", "number-too-long", 2),
        (b"x = 1e99999999999999999999", "beyond-bounds", None),
        (b"\n\nname = '\xe6\xf8\xe5'", "not-utf8", 3),
        (b"\xff\xfes\x00=\x001\x00", "not-utf8", 1),
        (b"a = 1\nb = '\x00'", "nul-character", 2),
        (b"a = 1\nb = 2\na = 3\n", "toml-syntax", 3),
        (b"[a]\n[b]\n[a]\n", "toml-syntax", 3),
        (b"a = 1 b = 2", "toml-syntax", 1),
        (b"a = [1,\n2", "toml-syntax", 2),
        (b"a = 1\rb = 2", "toml-syntax", 1),
        (b"a = 2026-02-31", "toml-syntax", 1),
    ],
)
def test_what_is_no_toml_or_too_much_of_it_is_refused(content: bytes, code: str, line: int | None, tmp_path: Path):
    path = written(tmp_path, content)
    findings = refused(read_toml, path)
    assert told(findings) == [(code, line, "")]
    assert findings[0].file == str(path)


def test_every_extreme_of_a_file_is_told_at_once(tmp_path: Path):
    path = written(tmp_path, b"a = " + b"9" * 5_000 + b"\nb = " + b"[" * 60 + b"]" * 60)
    assert told(refused(read_toml, path)) == [("number-too-long", 1, ""), ("too-deep", 2, "")]


def test_a_byte_that_is_not_utf8_is_shown_with_its_column(tmp_path: Path):
    (finding,) = refused(read_toml, written(tmp_path, b"a = 1\nb = '\xc3\xa6\xe6'"))
    assert (finding.values["byte"], finding.values["column"]) == ("0xE6", "8")


def test_the_place_of_a_syntax_fault_is_shown(tmp_path: Path):
    (finding,) = refused(read_toml, written(tmp_path, b"a = 1\nb = = 2\n"))
    assert finding.values["text"] == "b = »= 2"


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa = 1\n", b"a = 1\r\n", b"a = 1", b"# \xc3\xa6\na = 1"])
def test_a_byte_order_mark_and_any_line_end_are_fine(content: bytes, tmp_path: Path):
    assert read_toml(written(tmp_path, content))[0] == {"a": 1}


def test_numbers_with_a_fraction_are_exact(tmp_path: Path):
    table, _ = read_toml(written(tmp_path, b"a = [0.1, 1_0.5, 1e2, nan, -inf]"))
    assert [str(number) for number in table["a"]] == ["0.1", "10.5", "1E+2", "NaN", "-Infinity"]
    assert all(isinstance(number, Decimal) for number in table["a"])


def test_dots_and_digits_in_texts_and_comments_are_not_counted(tmp_path: Path):
    text = f'a = "{"x." * 1_000}{"9" * 1_000}{"[" * 1_000}" # {"a." * 1_000}{"[" * 1_000}\n'
    assert len(read_toml(written(tmp_path, text.encode()))[0]["a"]) == 4_000


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "x.toml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    (finding,) = refused(read_toml, path)
    assert (finding.code, finding.values["size"]) == ("file-too-large", "104,857,600")


def test_a_file_of_the_largest_size_is_read(tmp_path: Path):
    assert read_toml(written(tmp_path, b"#" * LARGEST))[0] == {}
    assert told(refused(read_toml, written(tmp_path, b"#" * (LARGEST + 1)))) == [("file-too-large", None, "")]
