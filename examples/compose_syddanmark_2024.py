"""Compose the example cohort ``syddanmark-2024``: 40 invented department heads, theory and trials by turns.

Half of them lead in the region's hospitals, half in municipalities. Every module can be taken on one of three
days, and four weeks at least lie between two modules: that is when the trial action takes place. Run it again and
the same files appear, byte for byte::

    python examples/compose_syddanmark_2024.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from datetime import date
from pathlib import Path

from cohort_folder import session, write_cohort

SEED = 2024
FOLDER = Path(__file__).parent / "syddanmark-2024"

ORGANISATIONS = {
    "Sygehus A": ("region", "Odense", 5),
    "Sygehus B": ("region", "Odense", 5),
    "Sygehus C": ("region", "Vejle", 5),
    "Sygehus D": ("region", "Esbjerg", 5),
    "Kommune A": ("kommune", "Odense", 4),
    "Kommune B": ("kommune", "Odense", 4),
    "Kommune C": ("kommune", "Vejle", 4),
    "Kommune D": ("kommune", "Vejle", 4),
    "Kommune E": ("kommune", "Esbjerg", 4),
}
"""Invented organisations: sector, town and number of leaders."""

DAYS = {
    "strategy": ("2024-01-30", "2024-02-01", "2024-02-06"),
    "change": ("2024-03-12", "2024-03-14", "2024-03-05"),
    "ethics": ("2024-04-16", "2024-04-18", "2024-04-09"),
    "technology": ("2024-05-28", "2024-05-30", "2024-05-21"),
    "motivation": ("2024-09-10", "2024-09-12", "2024-09-17"),
}
"""The days of each module: the first in Odense, the second in Vejle, the third in Esbjerg."""

VENUES = ("Odense", "Vejle", "Esbjerg")
ABSENCE = 0.06
"""Share of the days on which a person cannot come."""

COHORT = """\
# Kompetencer til digital ledelse, 2024: what is stated and what is illustrative is in README.md.
schema = 1

[cohort]
id = "syddanmark-2024"
programme = "syddanmark:kompetencer-til-digital-ledelse"
timezone = "Europe/Copenhagen"
participants = "participants.csv"
runs = "runs.csv"

[rules]
gap_days = { minimum = 28, maximum = 130 }   # a trial action at home takes four weeks

[[rules.mixing]]                             # every run: leaders of region and municipalities ...
attribute = "sector"
groups = 2
per_group = 4

[[rules.mixing]]                             # ... and no organisation with more than 40 % of the people
attribute = "organisation"
max_share = 0.4

[[rules.cover]]                              # of one organisation at most three heads are away on the same day
attribute = "organisation"
per_day = 3

[goals]
run = 3
travel = 1
"""


def participants(chance: random.Random) -> list[dict[str, str]]:
    """Draw the people, organisation by organisation."""
    days = sorted(date.fromisoformat(day) for days in DAYS.values() for day in days)
    return [
        {
            "id": f"{organisation[0].lower()}{organisation[-1].lower()}{number}",
            "role": "leader",
            "level": "department",
            "organisation": organisation,
            "sector": sector,
            "location": town,
            "unavailable": "|".join(str(day) for day in days if chance.random() < ABSENCE),
        }
        for organisation, (sector, town, count) in ORGANISATIONS.items()
        for number in range(1, count + 1)
    ]


def runs() -> list[dict[str, str]]:
    """Write out the runs: three days for each module."""
    return [
        {
            "id": f"{module}-{venue.lower()}",
            "module": module,
            "sessions": session(day, "09:00", "15:30"),
            "venue": venue,
            "teachers": f"teacher-{module}",
        }
        for module, days in DAYS.items()
        for venue, day in zip(VENUES, days, strict=True)
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write_cohort(folder, COHORT, participants(random.Random(SEED)), runs())
