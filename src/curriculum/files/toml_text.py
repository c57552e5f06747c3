"""Plain data as the canonical text of a TOML file, laid out as the format's documentation shows it.

The values are tomli-w's. The layout is ours, because tomli-w gives every element of a list a line of its own and
puts no table on a key's line.

Equal data give equal text: a table is a header with its keys, a list of tables one header for each, a table or a
list inside them stands on the key's line, a list that would be too long has a line for each element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import tomli_w

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 110
_INLINE = ("steps",)
"""Lists of tables that are short enough to stand on the key's line."""


def toml_text(document: Mapping[str, Any]) -> str:
    """Return the text of a TOML file.

    Args:
        document: single values, tables and lists of tables by key; a single value comes before any table.
    """
    blocks = ["\n".join(_pair(key, value) for key, value in document.items() if not _is_table(key, value))]
    for key, value in document.items():
        if isinstance(value, Mapping):
            blocks += _table(f"[{key}]", key, value, indent="")
        elif _is_table(key, value):
            blocks += [block for item in value for block in _table(f"[[{key}]]", key, item, indent="")]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _is_table(key: str, value: Any) -> bool:
    """Tell whether a value gets a header, or a header for each element."""
    return isinstance(value, Mapping) or _is_table_list(key, value)


def _is_table_list(key: str, value: Any) -> bool:
    return isinstance(value, list) and key not in _INLINE and any(isinstance(item, Mapping) for item in value)


def _table(header: str, place: str, table: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Yield a table, and then the lists of tables that are inside it."""
    lines = [header]
    lines += [_pair(key, value) for key, value in table.items() if not _is_table_list(key, value)]
    yield "\n".join(f"{indent}{line}" for written in lines for line in written.split("\n"))
    for key, value in table.items():
        if _is_table_list(key, value):
            for item in value:
                inner = f"{place}.{_key(key)}"
                yield from _table(f"[[{inner}]]", inner, item, indent + "  ")


def _pair(key: str, value: Any) -> str:
    line = f"{_key(key)} = {_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list):
        return line
    return "\n".join([f"{_key(key)} = [", *(f"  {_value(item)}," for item in value), "]"])


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(_value(item) for item in value)}]"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").rstrip("\n")
