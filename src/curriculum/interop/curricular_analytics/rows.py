"""Bytes to rows with line numbers, whatever program wrote them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from curriculum.errors import Finding, InvalidInput
from curriculum.files.cells import clean, unguarded

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t"
_TOP = 200
"""Lines that are looked at to tell the delimiter."""
_HEADING = re.compile(r"[^0-9a-z]+")
_TYPOGRAPHY = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014…•·°§®™©½¼¾\u00a0")  # quotes, dashes, signs


@frozen
class Line:
    """A row of the file that is not empty.

    Attributes:
        number: 1-based line that it begins on.
        cells: its texts without surrounding space.
    """

    number: int
    cells: tuple[str, ...]


def heading(cell: str) -> str:
    """Return a heading's letters and digits in lower case, which is what headings are told apart by.

    Example:
        >>> heading("Strict-Corequisites"), heading(" Course ID:")
        ('strictcorequisites', 'courseid')
    """
    return _HEADING.sub("", cell.lower())


def decoded(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text, and the name of the encoding where it was guessed.

    Neither Windows nor the Mac of old marks its files; that reading is taken in which fewer letters look strange,
    and of two that look alike the one that the line ends speak for.

    Raises:
        InvalidInput: the encoding named is not known, or does not fit.
    """
    if encoding is not None:
        try:
            return data.decode(encoding), ""
        except (LookupError, UnicodeError):
            raise InvalidInput([Finding(code="csv-wrong-encoding", values={"encoding": encoding})]) from None
    for mark, marked in _BOMS:
        if data.startswith(mark):
            return data.decode(marked, errors="replace"), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        windows, mac = data.decode("cp1252", errors="replace"), data.decode("mac_roman")
        doubt = _strange(mac) - _strange(windows)
        is_mac = doubt < 0 or (doubt == 0 and b"\n" not in data and b"\r" in data)
        return (mac, "Mac Roman") if is_mac else (windows, "Windows-1252")


def _strange(text: str) -> int:
    """Count characters that hardly ever stand where they do: symbols, and capitals within a word."""
    return sum(
        not (letter.islower() or letter in _TYPOGRAPHY or (letter.isupper() and not before.islower()))
        for before, letter in zip(f" {text}", text, strict=False)
        if not letter.isascii()
    )


def lines(text: str, known: frozenset[str]) -> Iterator[Line]:
    """Yield the rows that are neither empty nor comments.

    Args:
        text: the whole file.
        known: headings, as :func:`heading` gives them, by which the delimiter is told.
    """
    physical = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    delimiter = _delimiter(physical[:_TOP], known)
    for number, cells in _records(physical, delimiter):
        cleaned = tuple(unguarded(clean(cell.replace("\n", " "))) for cell in cells)
        if any(cleaned) and not cleaned[0].startswith("#"):
            yield Line(number, cleaned)


def has_open_quote(text: str) -> bool:
    """Tell whether a quotation mark is never closed, so that rows are read one line at a time."""
    try:
        for _ in csv.reader(io.StringIO(text), strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _records(physical: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every record; lines stand alone where a quotation mark is never closed."""
    whole = [f"{line}\n" for line in physical]
    if has_open_quote("".join(whole)):
        for number, line in enumerate(whole, 1):
            yield from ((number, cells) for cells in _leniently([line], delimiter))
        return
    reader = csv.reader(whole, delimiter=delimiter, skipinitialspace=True)
    number = 1
    for cells in reader:
        yield number, cells
        number = reader.line_num + 1


def _leniently(texts: Iterable[str], delimiter: str) -> list[list[str]]:
    return list(csv.reader(texts, delimiter=delimiter, skipinitialspace=True))


def _delimiter(top: Sequence[str], known: frozenset[str]) -> str:
    """Return the delimiter with which one of the first lines has the most known headings."""

    def understood(delimiter: str) -> int:
        return max((len(known.intersection(map(heading, line.split(delimiter)))) for line in top), default=0)

    return max(_DELIMITERS, key=understood)
