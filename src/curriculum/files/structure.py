"""From plain data, as a TOML or JSON parser gives it, to the classes of the model, as their annotations say.

Reading is strict: 1.7 is no whole number, ``true`` no number, ``"3"`` no number either, and a text no list of its
letters. Two things are lenient: a whole number may stand where a fraction is expected, and an empty text where a
list or an expression is. Nothing stops at the first fault.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import NOTHING as NO_DEFAULT
from attrs import Attribute, fields

from curriculum.catalog import LANGUAGE
from curriculum.errors import InvalidInput, nearest
from curriculum.files.cells import span
from curriculum.files.complaints import Complaints
from curriculum.files.drafts import hints, made, stand_in
from curriculum.files.lines import join
from curriculum.model import Choose, Electives
from curriculum.requisites import Requirement, parse
from curriculum.roster import Span
from curriculum.text import OWN, Text

SCHEMA = 1
"""The version of the formats that this package reads and writes."""
_LARGEST = 10**15
"""No amount is beyond this; larger numbers are refused before anything computes with them."""
_MOST_DECIMALS = 400
_LONGEST_SHOWN = 40
_BROKEN = object()
"""What a reader returns for something that it has refused."""


def key_of(kind: type, name: str) -> str:
    """Return the key in a file for an attribute of a class; they are the same but for electives."""
    return "from" if (kind, name) == (Electives, "modules") else name


def written(kind: Any) -> list[Attribute[Any]]:
    """Return the attributes of a class that a file has as keys."""
    return [attribute for attribute in fields(kind) if not attribute.metadata.get("apart")]


def check_schema(raw: Mapping[str, Any], complaints: Complaints) -> dict[str, Any]:
    """Complain about a ``schema`` that is missing or not ours, and return the rest of the document."""
    if "schema" not in raw:
        complaints.refuse("missing-schema", "schema", schema=SCHEMA)
    elif type(raw["schema"]) is not int or raw["schema"] != SCHEMA:
        complaints.refuse("unknown-schema", "schema", found=shown(raw["schema"]), schema=SCHEMA)
    return {key: value for key, value in raw.items() if key != "schema"}


class Reader:
    """Reads plain data into objects and gathers what is wrong with it."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints
        self.readers: Mapping[Any, Callable[[Any, str], Any]] = {
            str: self._text,
            bool: self._flag,
            int: self._whole,
            float: self._float,
            Fraction: self._fraction,
            date: self._day,
            Span: self._span,
            Text: self._language_text,
            Requirement: self._requirement,
            Choose: self._choose,
        }

    def record(self, kind: Any, raw: Any, where: str) -> Any:
        """Read a table as an object of an attrs class."""
        if not isinstance(raw, dict):
            return self._refuse("not-table", raw, where)
        return made(kind, self.fields(kind, raw, where), self.complaints, where)

    def fields(
        self, kind: Any, raw: Mapping[str, Any], where: str, *, only: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Read the keys of a table as the attributes of a class.

        Args:
            kind: the class.
            raw: the table.
            where: its place.
            only: names of the attributes that the table may hold; all when None.

        Returns:
            The values by attribute; optional ones that are missing or were refused are left out.
        """
        names = [attribute.name for attribute in written(kind)] if only is None else list(only)
        known = {key_of(kind, name): name for name in names}
        raw = self.known_keys(raw, known, where)
        values = {}
        for attribute in fields(kind):
            key = key_of(kind, attribute.name)
            if key not in known:
                continue
            hint, place = hints(kind)[attribute.name], join(where, key)
            if key in raw:
                value = self.value(hint, raw[key], place)
            elif attribute.default is NO_DEFAULT:
                self.complaints.refuse("missing-key", place, name=key)
                value = _BROKEN
            else:
                continue
            if value is not _BROKEN:
                values[attribute.name] = value
            elif attribute.default is NO_DEFAULT:
                values[attribute.name] = stand_in(hint, raw.get(key))
        return values

    def known_keys(self, raw: Mapping[str, Any], known: Collection[str], where: str) -> dict[str, Any]:
        """Complain about every key that is not known, and return the table without them.

        A misspelt key is read as the one that was probably meant, so that nothing else seems to be missing.
        """
        kept = {key: value for key, value in raw.items() if key in known}
        for key in (key for key in raw if key not in kept):
            missing = [name for name in known if name not in raw]
            suggestion = nearest(key[:_LONGEST_SHOWN], missing)
            values = {"name": _short(key), "known": ", ".join(known), "suggestion": suggestion}
            self.complaints.refuse("unknown-key", join(where, key), **values)
            if suggestion and suggestion not in kept:
                kept[suggestion] = raw[key]
                self.complaints.meant[join(where, suggestion)] = join(where, key)
        return kept

    def value(self, kind: Any, raw: Any, where: str) -> Any:
        """Read a value of the kind that an annotation names."""
        if get_origin(kind) in {Union, UnionType} and NoneType in get_args(kind):
            if raw is None:
                return None
            kind = Union[tuple(part for part in get_args(kind) if part is not NoneType)]  # noqa: UP007 - made here
        if kind in self.readers:
            return self.readers[kind](raw, where)
        origin = get_origin(kind)
        if origin is Literal:
            return self._choice(get_args(kind), raw, where)
        if origin is tuple:
            return self._items(get_args(kind)[0], raw, where)
        if origin is Mapping:
            return self._table(get_args(kind)[1], raw, where)
        return self.record(kind, raw, where)

    def _refuse(self, code: str, raw: Any, where: str, **values: object) -> Any:
        self.complaints.refuse(code, where, found=shown(raw), **values)
        return _BROKEN

    def _text(self, raw: Any, where: str) -> Any:
        return raw if isinstance(raw, str) else self._refuse("not-text", raw, where)

    def _flag(self, raw: Any, where: str) -> Any:
        said = _short(str(raw))
        values = {"value": said, "known": "true, false", "suggestion": nearest(said, ("true", "false"))}
        return raw if isinstance(raw, bool) else self._refuse("bad-choice", raw, where, **values)

    def _whole(self, raw: Any, where: str) -> Any:
        if type(raw) is not int:
            return self._refuse("not-whole", raw, where)
        return raw if abs(raw) <= _LARGEST else self._refuse("number-out-of-bounds", raw, where)

    def _number(self, raw: Any, where: str) -> Any:
        """Return an exact number; how far it is from 0 and how fine it is are bounded."""
        if type(raw) is not int and not isinstance(raw, Decimal):
            return self._refuse("not-number", raw, where)
        if isinstance(raw, Decimal) and not raw.is_finite():
            return self._refuse("not-finite", raw, where)
        fine = isinstance(raw, Decimal) and int(raw.as_tuple().exponent) < -_MOST_DECIMALS
        return (
            raw if -_LARGEST <= raw <= _LARGEST and not fine else self._refuse("number-out-of-bounds", raw, where)
        )

    def _float(self, raw: Any, where: str) -> Any:
        number = self._number(raw, where)
        return number if number is _BROKEN else float(number)

    def _fraction(self, raw: Any, where: str) -> Any:
        number = self._number(raw, where)
        return number if number is _BROKEN else Fraction(number)

    def _day(self, raw: Any, where: str) -> Any:
        is_day = isinstance(raw, date) and not isinstance(raw, datetime)
        return raw if is_day else self._refuse("not-date", raw, where)

    def _span(self, raw: Any, where: str) -> Any:
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return Span(raw, raw)
        if not isinstance(raw, str):
            return self._refuse("not-text", raw, where)
        return self._parsed(span, raw, where)

    def _parsed(self, parse_text: Callable[[str], object], raw: str, where: str) -> Any:
        try:
            return parse_text(raw)
        except InvalidInput as invalid:
            self.complaints.add(invalid.findings, where)
            self.complaints.refused.add(where)
            return _BROKEN

    def _choice(self, allowed: tuple[str, ...], raw: Any, where: str) -> Any:
        if not isinstance(raw, str):
            return self._refuse("not-text", raw, where)
        if raw in allowed:
            return raw
        values = {"value": _short(raw), "known": ", ".join(allowed), "suggestion": nearest(_short(raw), allowed)}
        return self._refuse("bad-choice", raw, where, **values)

    def _language_text(self, raw: Any, where: str) -> Any:
        if isinstance(raw, str):
            return Text({OWN: raw})
        if not isinstance(raw, dict):
            return self._refuse("not-text-or-table", raw, where)
        for key in raw:
            if not LANGUAGE.fullmatch(key):
                self.complaints.refuse("bad-language", join(where, key), value=_short(key))
        texts = {key: self._text(text, join(where, key)) for key, text in raw.items()}
        return Text({key: text for key, text in texts.items() if text is not _BROKEN})

    def _requirement(self, raw: Any, where: str) -> Any:
        if not isinstance(raw, str):
            return self._refuse("not-expression", raw, where)
        return self._parsed(parse, raw, where)

    def _choose(self, raw: Any, where: str) -> Any:
        if isinstance(raw, dict):
            values = self.fields(Choose, raw, where)
            is_whole = not any(self.complaints.covers(join(where, key)) for key in ("minimum", "maximum"))
            return made(Choose, values, self.complaints, where) if is_whole else _BROKEN
        count = self._whole(raw, where)
        if count is _BROKEN:
            return _BROKEN
        if count < 0:
            self.complaints.refuse("bad-amount", where, value=count)
            return _BROKEN
        return Choose(minimum=count, maximum=count)

    def _items(self, kind: Any, raw: Any, where: str) -> Any:
        if raw == "":
            return ()
        if not isinstance(raw, list):
            return self._refuse("not-list", raw, where)
        items = []
        for index, item in enumerate(raw):
            value = self.value(kind, item, f"{where}[{index}]")
            items.append(stand_in(kind, item) if value is _BROKEN else value)
        return tuple(items)

    def _table(self, kind: Any, raw: Any, where: str) -> Any:
        if not isinstance(raw, dict):
            return self._refuse("not-table", raw, where)
        values = {key: self.value(kind, item, join(where, key)) for key, item in raw.items()}
        return {key: value for key, value in values.items() if value is not _BROKEN}


def shown(raw: Any) -> str:
    """Return a value as a file has it, shortened."""
    if raw is None or isinstance(raw, bool):
        return {None: "null", True: "true", False: "false"}[raw]
    if isinstance(raw, str):
        return f'"{_short(raw)}"'
    if isinstance(raw, list | dict):
        return "[…]" if isinstance(raw, list) else "{…}"
    if isinstance(raw, int) and abs(raw) > _LARGEST:
        return "…"
    return _short(str(raw))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
