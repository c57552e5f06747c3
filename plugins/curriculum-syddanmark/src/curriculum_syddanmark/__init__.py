"""Region Syddanmark for curriculum: the programme *Kompetencer til digital ledelse*."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CalendarFile, CatalogSource, RosterFormat, hookimpl

CURRICULUM_API = 1
HERE = Path(__file__).parent


@hookimpl
def curriculum_catalogs() -> Iterator[CatalogSource]:
    """Tell where the catalog lies."""
    yield CatalogSource("syddanmark", HERE / "catalog.toml")


@hookimpl
def curriculum_calendars() -> Iterator[CalendarFile]:
    """Tell where the calendar lies."""
    yield CalendarFile("syddanmark", HERE / "calendar.toml")


@hookimpl
def curriculum_roster_formats() -> Iterator[RosterFormat]:
    """Tell the words of the staff lists: examples, as no system's headings have been published."""
    yield RosterFormat(
        id="syddanmark",
        columns={
            "id": ["Medarbejder-ID"],
            "organisation": ["Arbejdsgiver", "Sygehus eller kommune"],
            "level": ["Stilling"],
        },
        levels={"department": ["Afdelingsleder"]},
    )
