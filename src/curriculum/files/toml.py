"""Reading TOML that may be broken or hostile: bounded in size, depth, and length of keys and numbers."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from curriculum.errors import Finding, InvalidInput, raise_if
from curriculum.files.complaints import Complaints
from curriculum.files.lines import Token, tokens, toml_lines
from curriculum.files.reading import FilePath, read_bytes, strict_text

LARGEST = 2 * 1024 * 1024
"""Bytes of a TOML file, at most."""
_DEEPEST = 50
_MOST_KEY_PARTS = 50
_MOST_DIGITS = 300
_SPOT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")


def read_toml(path: FilePath) -> tuple[dict[str, Any], Complaints]:
    """Read a TOML file.

    Args:
        path: the file.

    Returns:
        What the file holds, numbers with a fraction as exact decimals, and the complaints about it so far: none.

    Raises:
        InvalidInput: the file cannot be read, is not UTF-8, not TOML, or beyond the bounds.
    """
    file = os.fspath(path)
    text = strict_text(read_bytes(path, LARGEST), path).replace("\r\n", "\n")
    raise_if(_extremes(text, file))
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput([_syntax_finding(str(error), text, file)]) from None
    except (ValueError, ArithmeticError, RecursionError):  # leaks of tomllib; _extremes finds those known today
        raise InvalidInput([Finding(code="beyond-bounds", file=file)]) from None
    return table, Complaints(file, lambda wanted: toml_lines(text, wanted))


def _extremes(text: str, file: str) -> Iterator[Finding]:
    """Yield the first of each thing that would keep the parser busy for too long, or make it fail."""
    depth = parts = 0
    seen: set[str] = set()
    for token in tokens(text):
        depth = max(0, depth + (token.text in "[{") - (token.text in "]}")) if token.kind == "sign" else depth
        parts = _key_parts(token, parts)
        for code, value, limit in (
            ("too-deep", depth, _DEEPEST),
            ("key-too-long", parts, _MOST_KEY_PARTS),
            ("number-too-long", len(token.text) if _is_number(token) else 0, _MOST_DIGITS),
        ):
            if value > limit and code not in seen:
                seen.add(code)
                yield Finding(code=code, values={"limit": limit}, file=file, line=token.line)


def _key_parts(token: Token, parts: int) -> int:
    """Count the parts of a dotted key so far: dots and names that follow each other."""
    if token.kind == "sign":
        return parts + 1 if token.text == "." else 0
    return 0 if token.kind == "newline" else parts


def _is_number(token: Token) -> bool:
    return token.kind == "word" and token.text[0] in "+-0123456789"


def _syntax_finding(message: str, text: str, file: str) -> Finding:
    spot = _SPOT.search(message)
    lines = text.split("\n")
    line = int(spot["line"]) if spot and spot["line"] else len(lines)
    column = int(spot["column"]) if spot and spot["column"] else len(lines[-1]) + 1
    written = lines[line - 1]
    around = f"{written[max(0, column - 31) : column - 1]}»{written[column - 1 : column + 30]}".strip()
    reason = message[: spot.start()] if spot else message
    return Finding(
        code="toml-syntax", values={"column": column, "text": around, "reason": reason}, file=file, line=line
    )
