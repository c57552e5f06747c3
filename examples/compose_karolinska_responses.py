"""Compose answers for the example cohort ``karolinska-events``: how useful each of the five events was.

Nobody has given these answers. Each event has an illustrative usefulness, to which people and chance are added;
six people or so miss an event. Run it again and the same file appears, byte for byte::

    python examples/compose_karolinska_responses.py [FOLDER]
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

SEED = 2016
FOLDER = Path(__file__).parent / "karolinska-events"
EVENTS = {
    "event-1-a": ("2015-09-15", 3.2),
    "event-2-a": ("2015-11-10", 3.4),
    "event-3-a": ("2016-01-19", 3.9),
    "event-4-b": ("2016-03-17", 3.8),
    "event-5-a": ("2016-05-17", 4.1),
}
"""Run, day, and how useful it was, from 1 to 5: illustrative."""
ITEMS = ("event-1", "event-2", "event-3", "event-4", "event-5")
REVERSED = {"event-4"}
PEOPLE = tuple(f"{letter}{number}" for letter in "abcdefgh" for number in (1, 2, 3, 4))
ANSWERING = 0.8
"""Share of the people who answer after an event."""


def responses(chance: random.Random) -> list[list[str]]:
    """Draw the answers, event by event."""
    leaning = {person: chance.gauss(0, 0.4) for person in PEOPLE}
    rows = []
    for event, (day, useful) in EVENTS.items():
        for person in PEOPLE:
            if chance.random() > ANSWERING:
                continue
            for item in ITEMS:
                answer = min(5, max(1, round(useful + leaning[person] + chance.gauss(0, 0.5))))
                value = 6 - answer if item in REVERSED else answer
                rows.append([person, "event", item, event, day, str(value)])
    return rows


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["participant", "instrument", "item", "wave", "date", "value"])
        writer.writerows(responses(random.Random(SEED)))
