"""The public holidays of a country: the door to the package holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from curriculum.errors import Finding, InvalidInput, MissingExtra, nearest


def public_holidays(country: str, first: date, last: date) -> Mapping[date, str]:
    """Return the public holidays of a period, each with its name in the country's language.

    Args:
        country: ISO 3166-1 code of two letters, ``DK``.
        first: first day of the period.
        last: last day, included.

    Raises:
        InvalidInput: nothing is known of the country.
        MissingExtra: the package is not installed (``pip install 'curriculum[office]'``).

    Example:
        >>> public_holidays("DK", date(2026, 5, 10), date(2026, 5, 20))
        {datetime.date(2026, 5, 14): 'Kristi himmelfartsdag'}
    """
    try:
        import holidays
    except ModuleNotFoundError as missing:
        raise MissingExtra("holidays", "office") from missing
    known = holidays.list_supported_countries()
    if country not in known:
        values = {"value": country[:20], "suggestion": nearest(country.upper(), known)}
        raise InvalidInput([Finding(code="unknown-country", values=values, where="country")])
    own = holidays.country_holidays(country).default_language  # else the machine's language decides
    found = holidays.country_holidays(country, years=range(first.year, last.year + 1), language=own)
    return {day: found[day] for day in sorted(found) if first <= day <= last}
