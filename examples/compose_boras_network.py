"""Compose the example cohort ``boras-network``: 24 invented managers, four meetings of the whole network.

Six care providers send two managers at strategic and two at operative level each. Everybody attends the same runs;
who sits with whom is the question. Run it again and the same files appear, byte for byte::

    python examples/compose_boras_network.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from cohort_folder import session, write_cohort

SEED = 2015
FOLDER = Path(__file__).parent / "boras-network"

PROVIDERS = tuple(f"Vårdgivare {letter}" for letter in "ABCDEF")
LEVELS = ("strategic", "strategic", "operative", "operative")
MEETINGS = {
    "meeting-1": "2015-10-06",
    "meeting-2": "2015-12-01",
    "meeting-3": "2016-02-09",
    "meeting-4": "2016-04-19",
}
ABSENT = 2
"""How many people cannot come to one of the meetings."""

COHORT = """\
# Strategisk ledning av vårdprocesser, 2015/2016: what is stated and what is illustrative is in README.md.
schema = 1

[cohort]
id = "boras-network"
programme = "boras:strategisk-ledning"
timezone = "Europe/Stockholm"
participants = "participants.csv"
runs = "runs.csv"

[[rules.mixing]]                  # both levels take part in every meeting, neither with more than 60 %
attribute = "level"
groups = 2
per_group = 4
max_share = 0.6

[goals]
run = 1
"""


def participants(chance: random.Random) -> list[dict[str, str]]:
    """Draw the people, care provider by care provider; the absent miss one meeting, but not the first."""
    people = [
        {
            "id": f"{provider[-1].lower()}{number}",
            "role": "leader",
            "level": level,
            "organisation": provider,
            "unavailable": "",
        }
        for provider in PROVIDERS
        for number, level in enumerate(LEVELS, 1)
    ]
    for person in chance.sample(people, ABSENT):
        person["unavailable"] = MEETINGS["meeting-4"]
    return people


def runs() -> list[dict[str, str]]:
    """Write out the runs: one for each meeting."""
    return [
        {"id": meeting, "module": meeting, "sessions": session(day, "10:00", "15:00"), "venue": "Borås"}
        for meeting, day in MEETINGS.items()
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    write_cohort(folder, COHORT, participants(random.Random(SEED)), runs())
