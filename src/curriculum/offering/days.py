"""The days on which runs may be held, and why the others are not among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from attrs import field, frozen

from curriculum.calendars import Calendar
from curriculum.offering.offer import WEEKDAYS, Offer
from curriculum.offering.public_holidays import public_holidays
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_text


@frozen(kw_only=True)
class TeachingDays:
    """The days of a period.

    Attributes:
        open: the days on which runs may be held, in order.
        closed: days that would be open but for a holiday or another reason, each with that reason; an empty
            text where the offer itself closes the day.
    """

    open: tuple[date, ...] = field(converter=as_tuple)
    closed: Mapping[date, Text]


def teaching_days(offer: Offer, *, country: str | None = None, calendars: Iterable[Calendar] = ()) -> TeachingDays:
    """Return the days of an offer's period on which runs may be held.

    Args:
        offer: the period, its days of the week and its closed days.
        country: whose public holidays are closed days where the offer names no country; None means nobody's.
        calendars: their special days are closed, and the public holidays of the countries that they name.

    Raises:
        InvalidInput: nothing is known of the country's holidays.
        MissingExtra: a country is named and the package holidays is not installed.

    Example:
        >>> from curriculum.offering import Venue
        >>> may = Offer(first=date(2026, 5, 13), last=date(2026, 5, 15), venues=[Venue(name="Horsens")])
        >>> [f"{day:%d %b}" for day in teaching_days(may, country="DK").open]
        ['13 May', '15 May']
    """
    calendars = tuple(calendars)
    countries = {offer.country or country, *(calendar.country for calendar in calendars)}
    reasons: dict[date, Text] = {}
    for named in sorted(filter(None, countries)):
        found = public_holidays(named, offer.first, offer.last)
        reasons |= {day: as_text(name) for day, name in found.items()}
    spans = [(span, as_text("")) for span in offer.closed]
    spans += [(special.days, special.name) for calendar in calendars for special in calendar.days]
    wanted = {WEEKDAYS.index(weekday) for weekday in offer.weekdays}
    period = (offer.first + timedelta(days) for days in range((offer.last - offer.first).days + 1))
    days = [day for day in period if day.weekday() in wanted]
    for span, name in spans:
        reasons |= {day: reasons[day] if str(reasons.get(day, "")) else name for day in days if day in span}
    return TeachingDays(
        open=[day for day in days if day not in reasons],
        closed={day: reasons[day] for day in days if day in reasons},
    )
