"""Compose answers to ``midtjylland-pilot`` whose true effects are known: NoMAD before and after, a form after.

Nobody answered anything: the answers are drawn with a fixed seed, and the effects laid down here are in them. An
evaluation must find these effects inside its intervals. Run it again and the same file appears, byte for byte::

    python examples/compose_midtjylland_responses.py [FOLDER]
"""

from __future__ import annotations

import csv
import math
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

SEED = 2019
FOLDER = Path(__file__).parent / "midtjylland-pilot"

EFFECT_ALONE = 0.40
"""Points on the scale from 1 to 5 by which a leader who comes alone changes, on average."""
EFFECT_PAIRING = 0.35
"""Points that coming together with somebody adds, for both of a pair."""
EFFECT_MODULE = 0.0
"""Points that any one elective adds."""
EFFECT_ALL = 0.61
"""What follows for all 50 people, 30 of whom come in pairs."""

START, SPREAD, LOWEST, HIGHEST = 2.8, 0.35, 1.8, 3.6
"""Where people stand before: mean, standard deviation, and bounds that keep every mean inside the scale."""
NOISE, MOST_NOISE = 0.3, 0.6
"""How differently people change who have the same true effect: standard deviation and bound."""
ORGANISATION = 0.05
"""Standard deviation of the organisations' own shift in change."""
SKIPPED, NOT_APPLICABLE = 0.01, 0.02
"""Share of items left empty, and share answered as not applicable."""
SILENT_BEFORE, SILENT_AFTER = 0.05, 0.12
"""Share of people who do not answer at all; one director never answers after."""
REVERSED = {"nomad": {"10"}, "training": {"reaction-3", "use-3"}}
TRAINING = {"reaction": 4.0, "learning": 3.8, "use": 3.3, "results": 3.1}
"""Mean answer to each level of the form after the programme."""
CODES = {"nomad": ("not-my-role", "not-yet", "not-here"), "training": ("not-relevant", "do-not-know")}
DAYS = {"before": "2019-08-12", "after": "2019-10-28"}

COLUMNS = ("participant", "instrument", "item", "wave", "date", "value")
Row = tuple[str, ...]


def responses(people: Sequence[Mapping[str, str]], seed: int = SEED) -> Iterator[Row]:
    """Draw everybody's answers.

    Args:
        people: the rows of ``participants.csv``.
        seed: of all draws.
    """
    chance = random.Random(seed)
    shift = {person["organisation"]: 0.0 for person in people}
    for organisation in shift:
        shift[organisation] = chance.gauss(0, ORGANISATION)
    away = chance.choice([person["id"] for person in people if person["level"] == "hospital"])
    for person in people:
        start = _bounded(chance.gauss(START, SPREAD), LOWEST, HIGHEST)
        effect = EFFECT_ALONE + (EFFECT_PAIRING if person["pair"] else 0.0)
        change = effect + shift[person["organisation"]] + _bounded(chance.gauss(0, NOISE), -MOST_NOISE, MOST_NOISE)
        if chance.random() >= SILENT_BEFORE:
            yield from _nomad(chance, person["id"], "before", start)
        if chance.random() >= SILENT_AFTER and person["id"] != away:
            yield from _nomad(chance, person["id"], "after", start + change)
            yield from _training(chance, person["id"], _bounded(chance.gauss(0, NOISE), -MOST_NOISE, MOST_NOISE))


def _nomad(chance: random.Random, participant: str, wave: str, mean: float) -> Iterator[Row]:
    for number in range(1, 21):
        yield from _answer(chance, (participant, "nomad", f"{number}", wave), mean)


def _training(chance: random.Random, participant: str, mood: float) -> Iterator[Row]:
    for construct, mean in TRAINING.items():
        for number in (1, 2, 3):
            yield from _answer(chance, (participant, "training", f"{construct}-{number}", "after"), mean + mood)


def _answer(chance: random.Random, asking: tuple[str, str, str, str], mean: float) -> Iterator[Row]:
    """Draw one answer whose expected value is ``mean``, turned round where the item is."""
    participant, instrument, item, wave = asking
    value = math.floor(mean) + (chance.random() < mean - math.floor(mean))
    fate = chance.random()
    if fate < SKIPPED:
        return
    said = f"{6 - value if item in REVERSED[instrument] else value}"
    if fate < SKIPPED + NOT_APPLICABLE:
        said = chance.choice(CODES[instrument])
    yield participant, instrument, item, wave, DAYS[wave], said


def _bounded(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def compose(folder: Path) -> None:
    """Write ``responses.csv`` into ``folder``."""
    with (FOLDER / "participants.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(responses(people))


if __name__ == "__main__":
    compose(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
