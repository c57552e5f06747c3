"""Travel for curriculum: the rule ``long_drives``, and the exporter ``mileage``."""

from collections.abc import Iterator

from curriculum.plugins import Exporter, FurtherRule, hookimpl
from curriculum_travel.building import build
from curriculum_travel.checking import check
from curriculum_travel.mileage import mileage
from curriculum_travel.options import RULE, LongDrives

CURRICULUM_API = 1

LONG_DRIVES = FurtherRule(
    id=RULE,
    options=LongDrives,
    build=build,
    check=check,
    per_person=True,
    texts={
        "title": {
            "en": "nobody drives far on too many days",
            "da": "ingen kører langt på for mange dage",
            "sv": "ingen kör långt på för många dagar",
        },
        "violation": {
            "en": "{people} drives more than {beyond} km on {days} days, but at most {most} are allowed: {runs}.",
            "da": "{people} kører mere end {beyond} km på {days} dage, men højst {most} er tilladt: {runs}.",
            "sv": "{people} kör mer än {beyond} km på {days} dagar, men högst {most} är tillåtna: {runs}.",
        },
    },
)


@hookimpl
def curriculum_rules() -> Iterator[FurtherRule]:
    """Bring the rule."""
    yield LONG_DRIVES


@hookimpl
def curriculum_exporters() -> Iterator[Exporter]:
    """Bring the list of who drives how far."""
    yield Exporter(id="mileage", export=mileage)
