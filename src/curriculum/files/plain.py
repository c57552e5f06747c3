"""From the classes of the model to plain data, as a TOML or JSON writer takes it; defaults are left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import NOTHING as NO_DEFAULT
from attrs import fields, has

from curriculum.errors import Finding, InvalidInput
from curriculum.files.drafts import default_of
from curriculum.files.structure import key_of
from curriculum.model import Choose
from curriculum.requisites import AtLeast, One
from curriculum.text import OWN, Text

_LAST = ("evidence", "note")
"""What every entry may have stands behind what is its own."""
_MOST_DECIMALS = 400


def plain(value: Any, language: str = OWN) -> Any:  # noqa: PLR0911 - one return for each kind
    """Return a value of the model as plain data.

    Args:
        value: an object of an attrs class, a sequence of them, or a single value.
        language: the language of texts without one, where a text has others beside it.

    Raises:
        InvalidInput: a share is no decimal fraction.
    """
    match value:
        case tuple():
            return [_within(f"[{index}]", item, language) for index, item in enumerate(value)]
        case Mapping():
            return {key: plain(item, language) for key, item in value.items()}
        case Text():
            return _text(value, language)
        case Fraction():
            return exact_decimal(value)
        case Choose() if value.minimum == value.maximum:
            return value.maximum
    if isinstance(value, One | AtLeast):
        return str(value)
    return _record(value, language) if has(type(value)) else value


def _record(record: Any, language: str) -> dict[str, Any]:
    attributes = sorted(fields(type(record)), key=lambda attribute: attribute.name in _LAST)
    return {
        (key := key_of(type(record), attribute.name)): _within(key, getattr(record, attribute.name), language)
        for attribute in attributes
        if attribute.default is NO_DEFAULT or getattr(record, attribute.name) != default_of(attribute)
    }


def _within(place: str, value: Any, language: str) -> Any:
    try:
        return plain(value, language)
    except InvalidInput as invalid:
        raise InvalidInput(finding.inside(place) for finding in invalid.findings) from None


def _text(text: Text, language: str) -> str | dict[str, str]:
    texts = dict(text.entries)
    return texts[OWN] if list(texts) == [OWN] else text.by_language(language)


def exact_decimal(share: Fraction) -> Decimal:
    """Return a fraction as a decimal of the same value.

    Raises:
        InvalidInput: there is none, as for 1/3.
    """
    for decimals in range(_MOST_DECIMALS):
        if 10**decimals % share.denominator == 0:
            return Decimal(f"{share.numerator * 10**decimals // share.denominator}e-{decimals}")
    raise InvalidInput([Finding(code="share-not-decimal", values={"value": str(share)})])
