"""Region Sörmland for curriculum: *Dynamiska förmågor för e-hälsa*, maturity over system levels."""

from collections.abc import Iterator
from pathlib import Path

from curriculum.plugins import CalendarFile, CatalogSource, InstrumentFile, RosterFormat, RubricFile, hookimpl

CURRICULUM_API = 1
HERE = Path(__file__).parent


@hookimpl
def curriculum_catalogs() -> Iterator[CatalogSource]:
    """Tell where the catalog lies."""
    yield CatalogSource("sormland", HERE / "catalog.toml")


@hookimpl
def curriculum_rubrics() -> Iterator[RubricFile]:
    """Tell where the rubric lies."""
    yield RubricFile("sormland", HERE / "rubric.toml")


@hookimpl
def curriculum_instruments() -> Iterator[InstrumentFile]:
    """Tell where the instrument lies."""
    yield InstrumentFile("sormland", HERE / "instrument.toml")


@hookimpl
def curriculum_calendars() -> Iterator[CalendarFile]:
    """Tell where the calendar lies."""
    yield CalendarFile("sormland", HERE / "calendar.toml")


@hookimpl
def curriculum_roster_formats() -> Iterator[RosterFormat]:
    """Tell the words of the staff lists: examples, as no system's headings have been published."""
    yield RosterFormat(
        id="sormland",
        columns={"id": ["HSA-id"], "organisation": ["Behovsägare", "Division"], "level": ["Systemnivå"]},
        levels={"individual": ["Medarbetare"], "unit": ["Enhetschef"], "organisation": ["Divisionschef"]},
    )
