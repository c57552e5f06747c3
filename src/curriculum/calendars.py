"""Days of a region on which nobody teaches, or had better not: holidays, conference weeks, closed days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import field, frozen

from curriculum.errors import Finding, raise_if
from curriculum.model import choice_findings, id_findings
from curriculum.roster import Span
from curriculum.sequences import as_tuple
from curriculum.text import Text, as_optional_text, as_text

DayKind = Literal["public-holiday", "school-holiday", "conference", "closed"]
"""Why the days are special."""


@frozen(kw_only=True)
class SpecialDays:
    """A day, or several in a row, with what they are called.

    Attributes:
        name: what they are called.
        kind: why they are special.
        days: the days.
        source: where this comes from.
    """

    name: Text = field(converter=as_text)
    kind: DayKind
    days: Span
    source: str | None = None

    def __attrs_post_init__(self) -> None:
        raise_if(choice_findings(self.kind, DayKind, "kind"))


@frozen(kw_only=True)
class Calendar:
    """A region's special days.

    Attributes:
        id: the calendar's id, ``[a-z0-9][a-z0-9-]*``; a region's is called after its catalog.
        title: what it is called.
        country: ISO 3166-1 code of the country whose public holidays hold as well, for example ``DK``.
        days: the named days, of as many years as are known.

    Example:
        >>> from datetime import date
        >>> winter = Span(date(2026, 2, 16), date(2026, 2, 20))
        >>> days = SpecialDays(name="Winter break", kind="school-holiday", days=winter)
        >>> calendar = Calendar(id="skane", days=[days])
        >>> [str(one.name) for one in calendar.on(date(2026, 2, 17))]
        ['Winter break']
    """

    id: str
    title: Text | None = field(default=None, converter=as_optional_text)
    country: str | None = None
    days: tuple[SpecialDays, ...] = field(default=(), converter=as_tuple)

    def __attrs_post_init__(self) -> None:
        raise_if(self.findings())

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the calendar's own fields."""
        yield from id_findings(self.id)
        if self.country is not None and not (len(self.country) == len("DK") and self.country.isupper()):
            yield Finding(code="bad-country", values={"value": self.country}, where="country")

    def on(self, day: date) -> tuple[SpecialDays, ...]:
        """Return what is special about a day, as the calendar names it; public holidays of ``country`` apart."""
        return tuple(special for special in self.days if day in special.days)
