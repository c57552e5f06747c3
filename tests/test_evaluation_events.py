"""Series of events: held against the rules counted by hand, and against the log of adaptations."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from datetime import date, timedelta
from math import comb, log2
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from folders import refused

from curriculum.evaluation.events import (
    Adaptation,
    Event,
    EventSeries,
    Log,
    event_series,
    series_document,
    series_picture,
    series_text,
)
from curriculum.evaluation.responses import Response, Responses
from curriculum.files.event_log import load_event_log
from curriculum.files.instruments import load_instruments

if TYPE_CHECKING:
    from conftest import Command

FORM = load_instruments().find("event")
START = date(2026, 1, 5)
KAROLINSKA = Path(__file__).parents[1] / "examples" / "karolinska-events"


def days(count: int) -> dict[str, date]:
    return {f"e{number:02}": START + timedelta(weeks=number) for number in range(count)}


def answers(values: list[float], people: int = 6, names: str = "p") -> Responses:
    """Return answers with these means: as many people say the whole number above as it takes."""
    found = []
    for number, value in enumerate(values):
        for person in range(people):
            whole = int(value) + (person < round((value - int(value)) * people))
            found += [
                Response(
                    participant=f"{names}{person}",
                    instrument="event",
                    item=item.id,
                    wave=f"e{number:02}",
                    value=float(6 - whole if item.id in FORM.reversed else whole),
                )
                for item in FORM.items_of()
            ]
    return Responses(found)


def series(values: list[float], log: Log | None = None, **further: int) -> EventSeries:
    return event_series(answers(values, **further), FORM, days(len(values)), log)


def change(day: date, event: str, *, phase: bool = False, signal: str | None = None) -> Adaptation:
    return Adaptation(day=day, event=event, change={"en": "new"}, why={"en": "so"}, phase=phase, signal=signal)


def test_the_value_of_an_event_is_the_mean_of_its_peoples_scores():
    assert [point.value for point in series([2.5, 4.0]).points] == [2.5, 4.0]


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_below_ten_events_no_rule_is_applied_and_that_is_said(language: str):
    nine = series([1, 1, 1, 1, 5, 5, 5, 5, 5])
    assert (nine.signals, nine.judged) == ((), False)
    assert {"da": "færre end ti", "sv": "färre än tio", "en": "fewer than ten"}[language] in series_text(
        nine, language
    )


def test_the_rules_are_those_counted_by_hand():
    draw = random.Random(8)  # noqa: S311 - no secret
    for _ in range(60):
        values = [float(draw.choice([1, 2, 3, 4, 5])) for _ in range(draw.randint(10, 24))]
        if draw.random() < 0.5:
            values.sort()
        found = {signal.kind for signal in series(values).signals}
        assert found & {"long-run", "few-crossings"} == by_hand(values)


def by_hand(values: list[float]) -> set[str]:
    ordered = sorted(values)
    middle = (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
    sides = [value > middle for value in values if value != middle]
    n = len(sides)
    if n < 10:
        return set()
    longest = length = crossings = 0
    for before, side in zip([None, *sides], sides, strict=False):
        length = length + 1 if side == before else 1
        crossings += before is not None and side != before
        longest = max(longest, length)
    needed = next(k for k in range(n) if sum(comb(n - 1, i) for i in range(k + 1)) / 2 ** (n - 1) >= 0.05)
    found = {"long-run"} if longest > round(log2(n)) + 3 else set()
    return found | ({"few-crossings"} if crossings < needed else set())


def test_a_signal_is_linked_to_the_nearest_change_whether_before_or_after():
    shifted = [2.0, 3.0] * 3 + [2.0, 2.5, 2.0, 2.5] + [4.0, 5.0] * 6
    held = days(len(shifted))
    log = Log(adaptations=[change(held["e00"], "e01"), change(held["e10"] - timedelta(2), "e10")])
    (long_run, *_) = [one for one in series(shifted, log).signals if one.kind == "long-run"]
    nearest = min(log.adaptations, key=lambda one: abs((long_run.day - one.day).days))
    assert (long_run.adaptation, long_run.days) == (nearest, (long_run.day - nearest.day).days)
    later = Log(adaptations=[change(held["e21"] + timedelta(30), "e21")])
    assert all(signal.days < 0 for signal in series(shifted, later).signals)


@pytest.mark.parametrize(("language", "value"), [("en", "2.50"), ("da", "2,50"), ("sv", "2,50")])
def test_values_medians_and_limits_are_written_as_the_language_writes_numbers(language: str, value: str):
    found = series([2.5, 2.5, 3.5] * 4)
    text = series_text(found, language)
    assert text.count(value) >= 9  # eight events and their median
    assert f"<title>e00: {value} (6)</title>" in str(series_picture(found, "x", language=language))
    assert bool(re.search(r"\d\.\d", text)) == (language == "en")


def test_a_new_phase_has_its_own_median_and_takes_the_shift_out_of_the_signals():
    shifted = [2.0, 3.0] * 5 + [4.0, 5.0] * 5
    assert {"long-run", "few-crossings"} <= {one.kind for one in series(shifted).signals}
    log = Log(adaptations=[change(days(20)["e10"], "e10", phase=True)])
    cut = series(shifted, log)
    assert [phase.median for phase in cut.runs] == [2.5, 4.5]
    assert cut.signals == ()


def test_an_event_with_fewer_than_five_people_is_withheld_everywhere():
    few = event_series(
        Responses(
            [*answers([3.0]).answers, *(one for one in answers([3.0, 5.0], people=4).answers if one.wave == "e01")]
        ),
        FORM,
        days(2),
    )
    assert [(point.people, point.value) for point in few.points] == [(6, 3.0), (None, None)]
    assert "5.00" not in series_text(few)
    assert "5.0" not in str(series_picture(few, "title")).replace("10.5", "")


def test_people_under_other_names_and_answers_in_another_order_change_nothing():
    values = [2.0, 4.0, 3.5]
    held = days(3)
    plain = event_series(answers(values), FORM, held)
    other = event_series(Responses(answers(values, names="x").answers[::-1]), FORM, held)
    assert series_document(plain) == series_document(other)


def test_events_of_the_log_are_events_too():
    log = Log(events=[Event(id="e00", day=START), Event(id="e01", day=START - timedelta(1))])
    found = event_series(answers([2.0, 3.0]), FORM, {}, log)
    assert [point.event for point in found.points] == ["e01", "e00"]


def test_the_picture_is_xml_with_a_ring_for_each_event_that_begins_a_signal():
    shifted = [2.0, 3.0] * 5 + [4.0, 5.0] * 5
    found = series(shifted, Log(adaptations=[change(days(20)["e10"], "e10")]))
    root = ET.fromstring(str(series_picture(found, "a < b")))  # noqa: S314 - our own
    rings = [one for one in root.iter() if one.get("class") == "edge circle"]
    assert len(rings) == len({signal.event for signal in found.signals})
    assert str(series_picture(found, "t")) == str(series_picture(found, "t"))


def test_a_log_with_events_that_nobody_knows_is_refused_in_one_go(tmp_path: Path):
    path = tmp_path / "log.toml"
    entry = '[[adaptations]]\nday = 2026-01-05\nevent = "{}"\nsignal = "{}"\nchange = "x"\nwhy = "y"\n'
    path.write_text("schema = 1\n" + entry.format("e0", "e9") + entry.format("e8", "e0"), encoding="utf-8")
    found = refused(load_event_log, path, ["e0"])
    assert [(one.code, one.values["id"], one.line) for one in found] == [
        ("unknown-id", "e9", 5),
        ("unknown-id", "e8", 10),
    ]


def test_the_command_shows_the_network_of_karolinska(command: Command, tmp_path: Path):
    files = ["--responses", KAROLINSKA / "responses.csv", "--adaptations", KAROLINSKA / "adaptations.toml"]
    done = command("events", KAROLINSKA, *files, "--out", tmp_path / "out")
    assert done.code == 0
    assert "fewer than ten events" in done.out
    assert (tmp_path / "out" / "events.svg").read_text(encoding="utf-8").startswith("<svg")
    document = command("events", KAROLINSKA, *files, "--json").document
    assert [point["event"] for point in document["points"]] == [
        "event-1-a", "event-2-a", "event-3-a", "event-4-b", "event-5-a",
    ]  # fmt: skip
    assert document["signals"] == []


def test_the_example_answers_are_composed_byte_for_byte(tmp_path: Path):
    script = KAROLINSKA.parent / "compose_karolinska_responses.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    assert (tmp_path / "responses.csv").read_bytes() == (KAROLINSKA / "responses.csv").read_bytes()
