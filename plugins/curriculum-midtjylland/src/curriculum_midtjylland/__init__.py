"""Region Midtjylland for curriculum: the programme *Ledelse i digitalisering*."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CalendarFile, CatalogSource, RosterFormat, hookimpl

CURRICULUM_API = 1
HERE = Path(__file__).parent


@hookimpl
def curriculum_catalogs() -> Iterator[CatalogSource]:
    """Tell where the catalog lies."""
    yield CatalogSource("midtjylland", HERE / "catalog.toml")


@hookimpl
def curriculum_calendars() -> Iterator[CalendarFile]:
    """Tell where the calendar lies."""
    yield CalendarFile("midtjylland", HERE / "calendar.toml")


@hookimpl
def curriculum_roster_formats() -> Iterator[RosterFormat]:
    """Tell the words of the staff lists: titles of managers and key persons from sources, others are examples."""
    yield RosterFormat(
        id="midtjylland",
        columns={"id": ["Medarbejder-ID"], "organisation": ["Hospitalsenhed"], "level": ["Ledelseslag"]},
        levels={
            "hospital": [
                "Hospitalsledelse",
                "Hospitalsdirektør",
                "Lægefaglig direktør",
                "Sygeplejefaglig direktør",
            ],
            "department": ["Afdelingsledelse", "Afdelingsledelsen"],
            "function": ["Funktionsledelse", "Funktionsleder"],
        },
        roles={"key-person": ["AC-medarbejder", "Administrativ leder", "Udviklingsmedarbejder"]},
    )
