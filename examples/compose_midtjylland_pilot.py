"""Compose the example cohort ``midtjylland-pilot``: 50 invented people, runs in August and September 2019.

What is known of the pilot (two groups of 25, three levels of leadership, five hospital units, leaders with and
without a key person) is laid down here as it is; everything personal is drawn with a fixed seed. Run it again and
the same files appear, byte for byte::

    python examples/compose_midtjylland_pilot.py [FOLDER]
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

from cohort_folder import session, write_cohort

SEED = 2019
FOLDER = Path(__file__).parent / "midtjylland-pilot"

UNITS = {
    "Hospitalsenhed Midt": "Viborg",
    "Regionshospitalet Gødstrup": "Gødstrup",
    "Regionshospitalet Horsens": "Horsens",
    "Regionshospitalet Randers": "Randers",
    "Aarhus Universitetshospital": "Aarhus",
}
"""The hospital units, and the town where their leaders work."""

LEADERS = (
    ("hospital", None),
    ("department", 0),
    ("department", 0),
    ("function", 1),
    ("function", 1),
    ("function", 2),
    ("function", 2),
)
"""The seven leaders of a unit: level, and which of the seven is the manager."""

KEY_PERSONS = 3
"""How many leaders of a unit bring a key person: 15 of 35 in all."""

MANAGER_ELSEWHERE = 0.3
"""Share of leaders whose manager takes no part in the pilot."""

POPULARITY = {"data": 5, "patients": 4, "development": 3, "cross-sector": 2}
"""How readily an elective is put first; more is readier."""

FIRST_MONDAY = date(2019, 8, 19)
WEEKS = 6
WHOLE_WEEK = 0.2
"""The weeks of the pilot, and the share of absences that last a whole week."""

COHORT = """\
# Ledelse i digitalisering, the pilot of 2019: what is stated and what is illustrative is in README.md.
schema = 1

[cohort]
id = "midtjylland-pilot"
programme = "midtjylland:ledelse-i-digitalisering"
timezone = "Europe/Copenhagen"
participants = "participants.csv"
runs = "runs.csv"

[rules]
pairs = "together"                # a leader and the key person attend the same runs
apart = ["manager"]               # nobody sits in a run with their own manager
gap_days = { minimum = 7 }        # time to try something at home between two modules
runs_per_day = 1

[[rules.mixing]]                  # every run: leaders of at least two levels ...
attribute = "level"
groups = 2
per_group = 2

[[rules.mixing]]                  # ... and no unit with more than 35 % of the people
attribute = "organisation"
max_share = 0.35

[goals]
preference = [0, 1, 4, 9]         # the first wish costs nothing, the fourth nine points
unranked = 16
run = 3
worst = 2
travel = 1
"""

RUNS = (
    # id, module, sessions, venue, room, teachers, capacity
    ("B1-01", "basis-1", ("08-20 day",), "Aarhus", "Auditorium", "external-1|internal-1", None),
    ("B1-02", "basis-1", ("08-29 day",), "Viborg", "Mødecenter", "external-1|internal-2", None),
    ("B2-01", "basis-2", ("09-03 day",), "Aarhus", "Auditorium", "external-1|internal-1", None),
    ("B2-02", "basis-2", ("09-05 day",), "Gødstrup", "Konference", "external-2|internal-2", None),
    ("B2-03", "basis-2", ("09-09 day",), "Randers", "Undervisning", "external-1|internal-1", None),
    ("DE-01", "development", ("09-13 day",), "Viborg", "Mødecenter", "external-2", 20),
    ("DE-02", "development", ("09-19 afternoon", "09-24 afternoon"), "Aarhus", "Auditorium", "external-2", 20),
    ("PA-01", "patients", ("09-17 day",), "Horsens", "Kursussal", "internal-3", 20),
    ("PA-02", "patients", ("09-25 day",), "Aarhus", "Auditorium", "internal-3", None),
    ("CS-01", "cross-sector", ("09-19 morning", "09-24 morning"), "Aarhus", "Auditorium", "external-3", 20),
    ("CS-02", "cross-sector", ("09-26 day",), "Gødstrup", "Konference", "external-3|internal-2", 20),
    ("DA-01", "data", ("09-18 day",), "Randers", "Undervisning", "external-4", 16),
    ("DA-02", "data", ("09-25 day",), "Aarhus", "Auditorium", "external-4", 20),
    ("DA-03", "data", ("09-26 day",), "Viborg", "Mødecenter", "external-4|external-3", 16),
)
"""What can be held. DA-02 wants the room of PA-02, DA-03 a teacher of CS-02, so not all of it."""

HOURS = {"day": ("09:00", "15:30"), "morning": ("09:00", "12:00"), "afternoon": ("12:30", "15:30")}

PARTICIPANT_COLUMNS = (
    "id",
    "role",
    "level",
    "organisation",
    "pair",
    "manager",
    "location",
    "preferences",
    "unavailable",
)


def participants(chance: random.Random) -> list[dict[str, str]]:
    """Draw the people, unit by unit, each leader followed by the key person who comes along."""
    people: list[dict[str, str]] = []
    for organisation, town in UNITS.items():
        brings = set(chance.sample(range(len(LEADERS)), KEY_PERSONS))
        ids: list[str] = []
        for number, (level, above) in enumerate(LEADERS):
            leader = _person(chance, len(people) + 1, "leader", organisation, town)
            ids.append(leader["id"])
            leader["level"] = level
            if above is not None and chance.random() >= MANAGER_ELSEWHERE:
                leader["manager"] = ids[above]
            people.append(leader)
            if number in brings:
                key_person = _person(chance, len(people) + 1, "key-person", organisation, town)
                key_person["manager"] = leader["id"]
                key_person["pair"] = leader["pair"] = f"pair-{leader['id']}"
                people.append(key_person)
    return people


def _person(chance: random.Random, number: int, role: str, organisation: str, town: str) -> dict[str, str]:
    return {
        "id": f"p{number:03}",
        "role": role,
        "organisation": organisation,
        "location": town,
        "preferences": "|".join(_wishes(chance)),
        "unavailable": "|".join(_days_off(chance)),
    }


def _wishes(chance: random.Random) -> list[str]:
    """Draw two to four electives, the popular ones early."""
    left = dict(POPULARITY)
    wishes = []
    for _ in range(chance.choice((2, 3, 3, 4))):
        (wish,) = chance.choices(list(left), weights=list(left.values()))
        wishes.append(wish)
        del left[wish]
    return wishes


def _days_off(chance: random.Random) -> list[str]:
    """Draw weeks in which the person cannot come on one day, or on any working day."""
    spans = []
    for week in sorted(chance.sample(range(WEEKS), chance.choice((0, 0, 1, 1, 2)))):
        monday = FIRST_MONDAY + timedelta(weeks=week)
        if chance.random() < WHOLE_WEEK:
            spans.append(f"{monday}/{monday + timedelta(days=4)}")
        else:
            spans.append(f"{monday + timedelta(days=chance.randrange(5))}")
    return spans


def runs() -> list[dict[str, str]]:
    """Write out the runs."""
    return [
        {
            "id": run_id,
            "module": module,
            "sessions": "|".join(_session(written) for written in sessions),
            "venue": venue,
            "room": room,
            "teachers": teachers,
            "capacity": str(capacity or ""),
        }
        for run_id, module, sessions, venue, room, teachers, capacity in RUNS
    ]


def _session(written: str) -> str:
    day, part = written.split()
    start, end = HOURS[part]
    return session(f"2019-{day}", start, end)


def compose(folder: Path) -> None:
    """Write ``cohort.toml``, ``participants.csv`` and ``runs.csv`` into ``folder``."""
    people = [
        {column: person.get(column, "") for column in PARTICIPANT_COLUMNS}
        for person in participants(random.Random(SEED))
    ]
    write_cohort(folder, COHORT, people, runs())


if __name__ == "__main__":
    compose(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
