"""National identity numbers of Denmark and Sweden, told by their shape: a roster must not hold any."""

from __future__ import annotations

import re
from calendar import monthrange

_SHAPE = re.compile(r"(?<!\d)(?:18|19|20)?(?P<date>\d{6})[-+\u2010-\u2015\u2212]\d{4}(?!\d)")
_HEADING = re.compile(r"\bcpr|\bperson[\s-]?(?:nummer|nr)|\bsamordningsnummer|\bnational id", re.IGNORECASE)
_FEWEST_DIGITS = 9
"""Digits of a number that a spreadsheet program has taken for a quantity, so that a leading nought is gone."""
_LEAP_YEAR = 2000
_SHIFT = 60
"""Added to the day in replacement numbers of people without a permanent one."""


def has_national_id(text: str) -> bool:
    """Tell whether a text holds something shaped like a CPR number or a personnummer.

    Those are ``ddmmyy-xxxx``, and ``yymmdd-xxxx`` or ``yyyymmdd-xxxx``, with a date that exists.

    Example:
        >>> has_national_id("281390-0000"), has_national_id("280290-0000")
        (False, True)
    """
    if len(text) < len("ddmmyy-xxxx"):
        return False
    return any(_is_date(found["date"]) for found in _SHAPE.finditer(text))


def is_national_id(heading: str, cell: str) -> bool:
    """Tell whether a cell holds a national identity number by its shape, or by what its column is called.

    Under a heading that speaks of such numbers they need no hyphen, as spreadsheet programs like to save them.

    Example:
        >>> is_national_id("CPR-nr.", "101901234"), is_national_id("Telefon", "101901234")
        (True, False)
    """
    named = bool(_HEADING.search(heading)) and sum(map(str.isdecimal, cell)) >= _FEWEST_DIGITS
    return named or has_national_id(cell)


def _is_date(digits: str) -> bool:
    first, month, last = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    return 1 <= month <= 12 and (_is_day(first, month) or _is_day(last, month))  # noqa: PLR2004 - twelve months


def _is_day(day: int, month: int) -> bool:
    return 1 <= (day - _SHIFT if day > _SHIFT else day) <= monthrange(_LEAP_YEAR, month)[1]
