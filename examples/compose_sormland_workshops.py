"""Compose the example cohort ``sormland-workshops``: 36 invented people who answer for three system levels.

The need owners are those of the project's second step; who takes part is drawn with a fixed seed. Run it again and
the same files appear, byte for byte::

    python examples/compose_sormland_workshops.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from cohort_folder import session, write_cohort

SEED = 2022
FOLDER = Path(__file__).parent / "sormland-workshops"

NEED_OWNERS = {"Division medicin": "Eskilstuna", "RSIT": "Nyköping", "Utvecklingsenheten": "Nyköping"}
"""The need owners, and an invented town where their people work."""

LEVELS = ("organisation",) * 2 + ("unit",) * 4 + ("individual",) * 6
"""The twelve people of a need owner: what each answers for."""

DAYS = {
    "baseline": ("2022-09-13", "2022-09-15", "2022-09-20"),
    "sense": ("2022-10-11", "2022-10-13", "2022-10-18"),
    "seize": ("2022-11-15", "2022-11-17", "2022-11-22"),
    "transform": ("2023-01-17", "2023-01-19", "2023-01-24"),
}
"""The days of each workshop: the first in Eskilstuna, the second in Nyköping, the third in Eskilstuna."""

VENUES = ("Eskilstuna", "Nyköping", "Eskilstuna")
SEATS = 14
ABSENCE = 0.08
"""Share of the days on which a person cannot come."""

COHORT = """\
# Dynamiska förmågor för e-hälsa, 2022/2023: what is stated and what is illustrative is in README.md.
schema = 1

[cohort]
id = "sormland-workshops"
programme = "sormland:dynamiska-formagor"
timezone = "Europe/Stockholm"
participants = "participants.csv"
runs = "runs.csv"

[rules]
apart = ["manager"]               # levels meet, but nobody sits with their own manager
gap_days = { minimum = 21, maximum = 90 }

[[rules.mixing]]                  # every run: all three system levels ...
attribute = "level"
groups = 3
per_group = 2

[[rules.mixing]]                  # ... and no need owner with more than half of the people
attribute = "organisation"
max_share = 0.5

[goals]
run = 3
travel = 1
"""


def participants(chance: random.Random) -> list[dict[str, str]]:
    """Draw the people, need owner by need owner; half of the managers of a person take part themselves."""
    people = []
    days = sorted(day for days in DAYS.values() for day in days)
    for owner, (organisation, town) in enumerate(NEED_OWNERS.items(), 1):
        ids = [f"{owner}{level[0]}{number:02}" for number, level in enumerate(LEVELS, 1)]
        for person, level in zip(ids, LEVELS, strict=True):
            above = [other for other, its in zip(ids, LEVELS, strict=True) if _above(its, level)]
            people.append(
                {
                    "id": person,
                    "role": "leader" if level != "individual" else "key-person",
                    "level": level,
                    "organisation": organisation,
                    "manager": chance.choice(above) if above and chance.random() < 1 / 2 else "",
                    "location": town,
                    "unavailable": "|".join(day for day in days if chance.random() < ABSENCE),
                }
            )
    return people


def _above(level: str, other: str) -> bool:
    """Tell whether a level is the next above another."""
    return (level, other) in {("organisation", "unit"), ("unit", "individual")}


def runs() -> list[dict[str, str]]:
    """Write out the runs: three afternoons for each workshop."""
    return [
        {
            "id": f"{module}-{number}",
            "module": module,
            "sessions": session(day, "12:30", "16:30"),
            "venue": venue,
            "capacity": str(SEATS),
        }
        for module, days in DAYS.items()
        for number, (venue, day) in enumerate(zip(VENUES, days, strict=True), 1)
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write_cohort(folder, COHORT, participants(random.Random(SEED)), runs())
