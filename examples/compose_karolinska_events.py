"""Compose the example cohort ``karolinska-events``: 32 invented coaches and leaders, and five events to be dated.

Each event can be held on one of two days, not on both: a run needs more than half of the network. Run it again and
the same files appear, byte for byte::

    python examples/compose_karolinska_events.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from cohort_folder import session, write_cohort

SEED = 2015
FOLDER = Path(__file__).parent / "karolinska-events"

PROVIDERS = tuple(f"Vårdgivare {letter}" for letter in "ABCDEFGH")
PARTS = ("coach", "coach", "leader", "leader")
EVENTS = {
    "event-1": ("2015-09-15", "2015-09-17"),
    "event-2": ("2015-11-10", "2015-11-12"),
    "event-3": ("2016-01-19", "2016-01-21"),
    "event-4": ("2016-03-15", "2016-03-17"),
    "event-5": ("2016-05-17", "2016-05-19"),
}
ABSENCE = 0.08
"""Share of the days on which a person cannot come."""

COHORT = """\
# Innovationsurverket, 2015/2016: what is stated and what is illustrative is in README.md.
schema = 1

[cohort]
id = "karolinska-events"
programme = "karolinska:innovationsurverket"
timezone = "Europe/Stockholm"
participants = "participants.csv"
runs = "runs.csv"

[[rules.mixing]]                  # coaches and leaders at every event
attribute = "part"
groups = 2
per_group = 8

[goals]
run = 1
"""


def participants(chance: random.Random) -> list[dict[str, str]]:
    """Draw the people, care provider by care provider."""
    days = sorted(day for days in EVENTS.values() for day in days)
    return [
        {
            "id": f"{provider[-1].lower()}{number}",
            "part": part,
            "organisation": provider,
            "unavailable": "|".join(day for day in days if chance.random() < ABSENCE),
        }
        for provider in PROVIDERS
        for number, part in enumerate(PARTS, 1)
    ]


def runs() -> list[dict[str, str]]:
    """Write out the runs: two days for each event, of which one can be held."""
    return [
        {
            "id": f"{event}-{letter}",
            "module": event,
            "sessions": session(day, "13:00", "16:30"),
            "venue": "Stockholm",
            "minimum": "17",
        }
        for event, days in EVENTS.items()
        for letter, day in zip("ab", days, strict=True)
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write_cohort(folder, COHORT, participants(random.Random(SEED)), runs())
