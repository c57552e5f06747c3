"""Where things stand in a TOML or JSON text: a small scan that the parsers do not offer.

The parsers say what a text holds but not where. The scan reads the same text again, only as closely as it must,
and notes the line of everything that has a place: ``modules[1].outcomes[0].competency``. It never fails; on a
text that no parser accepts its answers are guesses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<newline> \n )
  | (?P<skipped> [ \t\r]++ | \#[^\n]*+ )
  | (?P<text>    \"{3} (?: [^"\\] | \\. | "{1,2}(?!") )*+ (?: \"{3,5} | \Z )
               | '{3}  (?: [^']   | '{1,2}(?!') )*+       (?: '{3,5}  | \Z )
               | "     (?: [^"\\\n] | \\. )*+ "?
               | '     [^'\n]*+ '? )
  | (?P<sign>    [\[\]{}=:,.] )
  | (?P<word>    [^\s\[\]{}=:,.\#"']++ | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 100
"""Whatever is nested deeper is skipped; the readers refuse it anyway."""


class Token(NamedTuple):
    """A piece of the text.

    Attributes:
        kind: ``newline``, ``text`` (in quotes), ``sign`` or ``word``.
        text: as it is written.
        line: 1-based line that it begins on.
    """

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a TOML or JSON text, without spaces and comments."""
    line = 1
    for found in _TOKEN.finditer(text):
        kind, written = str(found.lastgroup), found.group()
        if kind != "skipped":
            yield Token(kind, written, line)
        line += written.count("\n")


def around(place: str) -> Iterator[str]:
    """Yield a place and every place around it, the narrowest first.

    Example:
        >>> list(around("modules[1].requires"))
        ['modules[1].requires', 'modules[1]', 'modules']
    """
    while place:
        yield place
        place = place[: max(place.rfind("."), place.rfind("["), 0)]


def join(place: str, key: str) -> str:
    """Return the place of a key inside a place."""
    return f"{place}.{key}" if place else key


def toml_lines(text: str, wanted: Container[str]) -> dict[str, int]:
    """Return the line of each wanted place of a TOML text that is there.

    Args:
        text: what a parser has accepted.
        wanted: places, and all the places around them.
    """
    scan = _TomlScan(text, wanted)
    scan.whole()
    return scan.lines


def json_lines(text: str, wanted: Container[str]) -> dict[str, int]:
    """Return the line of each wanted place of a JSON text that is there; the arguments are as for TOML."""
    scan = _Scan(text, wanted)
    scan.value("")
    return scan.lines


def double_keys(text: str) -> list[tuple[str, int]]:
    """Return the place and line of every key of a JSON text that is there for the second time."""
    scan = _Scan(text, None)
    scan.value("")
    return scan.double


class _Scan:
    """One pass over the tokens of a text.

    Attributes:
        wanted: places whose lines are wanted; whatever else there is, is passed over. None: only double keys are.
        lines: the lines found.
        double: keys that came again, with their line.
    """

    def __init__(self, text: str, wanted: Container[str] | None) -> None:
        self.rest = tokens(text)
        self.wanted = wanted
        self.lines: dict[str, int] = {}
        self.double: list[tuple[str, int]] = []
        self.token: Token | None = None
        self.step()

    def step(self) -> None:
        self.token = next(self.rest, None)

    def at(self, *signs: str) -> bool:
        return self.token is not None and self.token.kind in {"sign", "newline"} and self.token.text in signs

    def skip_newlines(self) -> None:
        while self.at("\n"):
            self.step()

    def note(self, place: str, line: int) -> None:
        """Remember the line of a wanted place, the first time that it comes."""
        if self.wanted is not None and place in self.wanted:
            self.lines.setdefault(place, line)

    def value(self, place: str, depth: int = 0) -> None:
        """Pass over one value, noting what is inside it if anybody wants to know."""
        self.skip_newlines()
        into = depth < _DEEPEST and (self.wanted is None or not place or place in self.wanted)
        if into and self.at("["):
            self.items(place, depth)
        elif into and self.at("{"):
            self.pairs(place, depth)
        else:
            self.single()

    def items(self, place: str, depth: int) -> None:
        self.step()
        index = 0
        self.skip_newlines()
        while self.token is not None and not self.at("]"):
            self.note(f"{place}[{index}]", self.token.line)
            self.value(f"{place}[{index}]", depth + 1)
            self.next_part("]")
            index += 1
        self.step()

    def pairs(self, place: str, depth: int) -> None:
        self.step()
        self.skip_newlines()
        seen: set[str] = set()
        while self.token is not None and not self.at("}"):
            line = self.token.line
            key = self.pair(place, depth)
            if key in seen:
                self.double.append((key, line))
            seen.add(key)
            self.next_part("}")
        self.step()

    def next_part(self, end: str) -> None:
        """Go on to the next element, or to the bracket that ends them; pass over what should not be there."""
        while self.token is not None and not self.at(",", end):
            self.step()
        if self.at(","):
            self.step()
        self.skip_newlines()

    def pair(self, place: str, depth: int = 0) -> str:
        """Pass over ``key = value`` and return the key's place; a dotted key stands for tables inside tables."""
        keys, line = self.keys("=", ":", "\n")
        for key in keys:
            place = join(place, key)
            self.note(place, line)
        self.step()
        self.value(place, depth + 1)
        return place

    def keys(self, *ends: str) -> tuple[list[str], int]:
        """Pass over a key up to one of the signs ``ends``, and return its parts and its line."""
        line = self.token.line if self.token else 1
        parts: list[str] = []
        while self.token is not None and not self.at(*ends, "}"):
            if self.token.kind in {"word", "text"}:
                parts.append(_unquoted(self.token))
            self.step()
        return parts, line

    def single(self) -> None:
        """Pass over a single value, or over brackets that are nested too deep to be looked into."""
        open_brackets = 0
        while self.token is not None:
            if open_brackets == 0 and self.at(",", "]", "}", "\n"):
                return
            open_brackets += self.at("[", "{") - self.at("]", "}")
            self.step()


class _TomlScan(_Scan):
    """What TOML has beside values: headers of tables, and of tables in lists."""

    def __init__(self, text: str, wanted: Container[str]) -> None:
        super().__init__(text, wanted)
        self.table = ""
        self.last: dict[str, int] = {}

    def whole(self) -> None:
        self.skip_newlines()
        while self.token is not None:
            if self.at("["):
                self.header()
            else:
                self.pair(self.table)
            while self.token is not None and not self.at("\n"):
                self.step()
            self.skip_newlines()

    def header(self) -> None:
        self.step()
        listed = self.at("[")
        keys, line = self.keys("]")
        place = ""
        for position, key in enumerate(keys, 1):
            place = join(place, key)
            if listed and position == len(keys):
                self.note(place, line)
                self.last[place] = self.last.get(place, -1) + 1
            if place in self.last:
                place = f"{place}[{self.last[place]}]"
        self.note(place, line)
        self.table = place


def _unquoted(token: Token) -> str:
    if token.kind == "word":
        return token.text
    if "\\" not in token.text or token.text.startswith("'"):
        return token.text.strip(token.text[0])
    try:
        return str(tomllib.loads(f"key = {token.text}")["key"])
    except tomllib.TOMLDecodeError:
        return token.text
