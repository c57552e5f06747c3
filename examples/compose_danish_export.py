"""Compose the list of participants that a Danish staff system exports, with made-up people.

Writes ``examples/dansk-kursusliste/Deltagerliste.csv``: the people of the Midtjylland pilot under Danish headings
and titles, with names drawn from common ones, as Excel saves it: Windows-1252, semicolons, days with the day
first, a title above the table.
"""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

HERE = Path(__file__).parent
PILOT = HERE / "midtjylland-pilot" / "participants.csv"
TARGET = HERE / "dansk-kursusliste" / "Deltagerliste.csv"
FIRST_NAMES = (
    "Anne",
    "Bo",
    "Camilla",
    "Dorte",
    "Emil",
    "Freja",
    "Gitte",
    "Henrik",
    "Ida",
    "Jens",
    "Kåre",
    "Lærke",
    "Mette",
    "Niels",
    "Ole",
    "Pia",
    "Rikke",
    "Søren",
)
LAST_NAMES = (
    "Andersen",
    "Bæk",
    "Christensen",
    "Dahl",
    "Eskildsen",
    "Frost",
    "Holm",
    "Jørgensen",
    "Kjær",
    "Lund",
    "Møller",
    "Nørgaard",
    "Østergaard",
)
TITLES = {"hospital": "Lægefaglig direktør", "department": "Afdelingsledelsen", "function": "Funktionsleder"}
HEADINGS = {
    "id": "Medarbejder-ID",
    "name": "Navn",
    "email": "E-mail",
    "role": "Rolle",
    "level": "Ledelseslag",
    "organisation": "Hospitalsenhed",
    "pair": "Makkerpar",
    "manager": "Nærmeste leder",
    "location": "Arbejdssted",
    "preferences": "Ønsker",
    "unavailable": "Fravær",
}


def main() -> None:
    """Write the list."""
    draw = random.Random(1)
    people = list(csv.DictReader(PILOT.read_text(encoding="utf-8").splitlines()))
    rows = [["Ledelse i digitalisering: deltagerliste"], [], list(HEADINGS.values())]
    rows += [[row[column] for column in HEADINGS] for row in (exported(person, draw) for person in people)]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(text.getvalue().encode("cp1252"))


def exported(person: dict[str, str], draw: random.Random) -> dict[str, str]:
    """Return a person as the staff system names things."""
    name = f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}"
    return {
        **person,
        "name": name,
        "email": f"{person['id']}@eksempel.dk",
        "role": "AC-medarbejder" if person["role"] == "key-person" else "Leder",
        "level": TITLES.get(person["level"], ""),
        "unavailable": "|".join(map(danish, filter(None, person["unavailable"].split("|")))),
    }


def danish(days: str) -> str:
    """Return ``2019-09-02`` as ``02.09.2019``, and a span of days with a hyphen between."""
    return " - ".join("{2}.{1}.{0}".format(*day.split("-")) for day in days.split("/"))


if __name__ == "__main__":
    main()
