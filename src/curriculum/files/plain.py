"""From the classes of the model to plain data, as a TOML or JSON writer takes it; defaults are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any

from attrs import NOTHING as NO_DEFAULT
from attrs import has
from cattrs import Converter

from curriculum.errors import Finding, InvalidInput
from curriculum.files.drafts import default_of
from curriculum.files.structure import key_of, written
from curriculum.model import Choose
from curriculum.requisites import AtLeast, One
from curriculum.text import OWN, Text

_LAST = ("evidence", "note")
"""What every entry may have stands behind what is its own."""
_MOST_DECIMALS = 400


def plain(value: Any, language: str = OWN) -> Any:
    """Return a value of the model as plain data.

    Args:
        value: an object of an attrs class, a sequence of them, or a single value.
        language: the language of texts without one, where a text has others beside it.

    Raises:
        InvalidInput: a share is no decimal fraction.
    """
    return _converter(language).unstructure(value)


@cache
def _converter(language: str) -> Converter:
    """Return what knows the plain form of each kind of value."""
    converter = Converter()
    hooks: dict[Any, Callable[[Any], Any]] = {
        tuple: partial(_list, converter),
        dict: partial(_table, converter),
        Text: partial(_text, language=language),
        Fraction: exact_decimal,
        One: str,
        AtLeast: str,
        Choose: _choose,
    }
    converter.register_unstructure_hook_func(has, partial(_record, converter))
    for kind, hook in hooks.items():
        converter.register_unstructure_hook(kind, hook)
    return converter


def _list(converter: Converter, values: tuple[Any, ...]) -> list[Any]:
    return [_within(f"[{index}]", item, converter) for index, item in enumerate(values)]


def _table(converter: Converter, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: converter.unstructure(item) for key, item in values.items()}


def _choose(choose: Choose) -> int | dict[str, int]:
    if choose.minimum == choose.maximum:
        return choose.maximum
    return {"minimum": choose.minimum, "maximum": choose.maximum}


def _record(converter: Converter, record: Any) -> dict[str, Any]:
    attributes = sorted(written(type(record)), key=lambda attribute: attribute.name in _LAST)
    return {
        (key := key_of(type(record), attribute.name)): _within(key, getattr(record, attribute.name), converter)
        for attribute in attributes
        if attribute.default is NO_DEFAULT or getattr(record, attribute.name) != default_of(attribute)
    }


def _within(place: str, value: Any, converter: Converter) -> Any:
    try:
        return converter.unstructure(value)
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
