"""Objects that were refused by their own class, or in part: they let the whole be looked at beside its parts.

A reader complains about everything at once. For that it goes on with an unchecked object where the class raised,
and with a stand-in where there was nothing of use. Neither ever leaves this package: a loader raises when there
is a complaint.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, get_origin, get_type_hints

from attrs import NOTHING as NO_DEFAULT
from attrs import Attribute, fields, has

from curriculum.errors import InvalidInput
from curriculum.files.complaints import Complaints
from curriculum.text import Text

STAND_IN_ID = "?"


def made(kind: Any, values: Mapping[str, Any], complaints: Complaints, where: str) -> Any:
    """Make an object, an unchecked one if its own class complains."""
    try:
        return kind(**values)
    except InvalidInput as invalid:
        complaints.add(invalid.findings, where)
        return unchecked(kind, values)


def unchecked(kind: Any, values: Mapping[str, Any]) -> Any:
    """Make an object without its class's checks, with stand-ins for required values that are missing."""
    draft = kind.__new__(kind)
    for attribute in fields(kind):
        if attribute.name in values:
            value = values[attribute.name]
        elif attribute.default is NO_DEFAULT:
            value = stand_in(hints(kind)[attribute.name])
        else:
            value = default_of(attribute)
        object.__setattr__(draft, attribute.name, attribute.converter(value) if attribute.converter else value)
    return draft


def default_of(attribute: Attribute[Any]) -> Any:
    """Return the default of an attribute that has one."""
    return getattr(attribute.default, "factory", lambda: attribute.default)()


def stand_in(kind: Any, written: Any = None) -> Any:
    """Return something of the right kind for what is missing or was refused.

    A single value that should have been a text becomes that text, so that whatever refers to it finds it.
    """
    if kind is str and isinstance(written, int | Decimal | date):
        return str(written)
    if kind is str or get_origin(kind) is Literal:
        return STAND_IN_ID
    if get_origin(kind) is tuple:
        return ()
    if kind is Text:
        return Text({})
    if kind is date:
        return date.min
    return unchecked(kind, {}) if has(kind) else kind()


@cache
def hints(kind: type) -> dict[str, Any]:
    """Return the annotations of a class, as the objects that they name."""
    return get_type_hints(kind)
