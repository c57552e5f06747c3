"""Schedule files: exact bytes, strict reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from folders import refused, told
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.files import dump_schedule, load_schedule, schedule_text
from curriculum.schedule import Conflict, Place, Points, Schedule, Score, Unfilled

SCHEDULE = Schedule(
    cohort="pilot",
    programme="midtjylland:ledelse",
    status="optimal",
    score=Score(1, 47),
    bound=Score(1, 47),
    points=Points(preference=25, run=12, worst=10),
    seed=1,
    places=[Place("p2", "basis-1", "B1"), Place("p1", "basis-1", "B1")],
    unfilled=[Unfilled("p7", "elective", None, ["capacity"])],
)
TEXT = """\
{
"bound": {"points": 47, "unfilled": 1},
"cohort": "pilot",
"places": [
  {"module": "basis-1", "participant": "p1", "run": "B1"},
  {"module": "basis-1", "participant": "p2", "run": "B1"}
],
"points": {"change": 0, "preference": 25, "run": 12, "travel": 0, "worst": 10},
"programme": "midtjylland:ledelse",
"schema": 1,
"score": {"points": 47, "unfilled": 1},
"seed": 1,
"status": "optimal",
"unfilled": [
  {"kind": "elective", "module": null, "participant": "p7", "why": ["capacity"]}
]
}
"""


def test_a_schedule_is_written_with_its_keys_in_order_and_a_place_a_line():
    assert schedule_text(SCHEDULE) == TEXT
    keys = [line.split('"')[1] for line in TEXT.splitlines() if line.startswith('"')]
    assert keys == sorted(keys)


def test_the_example_of_the_contract_is_read(tmp_path: Path):
    path = tmp_path / "schedule.json"
    path.write_text(
        """{"schema": 1, "cohort": "pilot-2019", "programme": "midtjylland:ledelse-i-digitalisering",
         "status": "optimal",
         "score": {"unfilled": 0, "points": 47}, "bound": {"unfilled": 0, "points": 47},
         "points": {"preference": 25, "run": 12, "worst": 10, "travel": 0, "change": 0},
         "seed": 1,
         "places": [{"participant": "p001", "module": "basis-1", "run": "B1-01"}],
         "unfilled": [{"participant": "p007", "kind": "elective", "module": null, "why": ["..."]}]}"""
    )
    schedule = load_schedule(path)
    assert schedule.score == schedule.bound == Score(0, 47)
    assert schedule.places == (Place("p001", "basis-1", "B1-01"),)
    assert schedule.unfilled == (Unfilled("p007", "elective", None, ("...",)),)


def test_an_infeasible_schedule_has_no_score_and_names_the_conflict():
    conflict = Conflict("pinned", ["p1"], ["B1"])
    infeasible = Schedule(cohort="c", programme="p", status="infeasible", conflict=[conflict])
    document = json.loads(schedule_text(infeasible))
    assert (document["score"], document["places"]) == (None, [])
    assert document["conflict"] == [{"rule": "pinned", "people": ["p1"], "runs": ["B1"]}]
    assert "conflict" not in json.loads(schedule_text(SCHEDULE))


def written(folder: Path, text: str) -> Path:
    path = folder / "schedule.json"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"seed": 1', '"sed": 1', [("unknown-key", 12, "sed")]),
        ('"seed": 1', '"seed": 1.0', [("not-whole", 12, "seed")]),
        ('"seed": 1', '"seed": true', [("not-whole", 12, "seed")]),
        ('"seed": 1', '"seed": "1"', [("not-whole", 12, "seed")]),
        ('"seed": 1', '"seed": null', [("not-whole", 12, "seed")]),
        ('"seed": 1', '"seed": NaN', [("not-whole", 12, "seed")]),
        ('"seed": 1', '"seed": -Infinity', [("not-whole", 12, "seed")]),
        ('"seed": 1', f'"seed": {"9" * 5000}', [("number-out-of-bounds", 12, "seed")]),
        ('"seed": 1', '"seed": 1,\n"seed": 2', [("double-key", 13, "seed")]),
        ('"optimal"', '"perfect"', [("bad-choice", 13, "status")]),
        ('"optimal"', "7", [("not-text", 13, "status")]),
        ('"elective"', '"electve"', [("bad-choice", 15, "unfilled[0].kind")]),
        ('"participant": "p2", ', "", [("missing-key", 6, "places[1].participant")]),
        ('"p1"', "1", [("not-text", 5, "places[0].participant")]),
        ('["capacity"]', '"capacity"', [("not-list", 15, "unfilled[0].why")]),
        ('"cohort": "pilot",\n', "", [("missing-key", None, "cohort")]),
        ('"schema": 1,\n', "", [("missing-schema", None, "schema")]),
        ('"schema": 1,\n', '"schema": "1",\n', [("unknown-schema", 10, "schema")]),
        ('{"points": 47, "unfilled": 1}', "47", [("not-table", 2, "bound"), ("not-table", 11, "score")]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    old: str, new: str, found: list[tuple[str, int | None, str]], tmp_path: Path
):
    assert told(refused(load_schedule, written(tmp_path, TEXT.replace(old, new)))) == found


def test_all_faults_of_a_schedule_are_told_together(tmp_path: Path):
    text = TEXT.replace('"seed": 1', '"seed": 1.5').replace('"p2"', "2").replace('"optimal"', '"best"')
    assert told(refused(load_schedule, written(tmp_path, text))) == [
        ("not-text", 6, "places[1].participant"),
        ("not-whole", 12, "seed"),
        ("bad-choice", 13, "status"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "json-syntax"),
        (b"{", "json-syntax"),
        (b'{"a": 1,}', "json-syntax"),
        (b"[]", "not-table"),
        (b"3", "not-table"),
        (b'{"a": "\xe6"}', "not-utf8"),
        (b'{"a": "\x00"}', "nul-character"),
        (b"[" * 100_000, "beyond-bounds"),
        (b'{"a":' * 100_000, "beyond-bounds"),
        (b'{"seed": 1e99999999999999999999}', "beyond-bounds"),
    ],
)
def test_what_is_no_schedule_at_all_is_one_finding(content: bytes, code: str, tmp_path: Path):
    path = tmp_path / "schedule.json"
    path.write_bytes(content)
    assert [finding.code for finding in refused(load_schedule, path)] == [code]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path):
    path = tmp_path / "schedule.json"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert load_schedule(path) == SCHEDULE


def test_a_schedule_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "schedule.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert [finding.code for finding in refused(load_schedule, path)] == ["file-too-large"]


IDS = st.sampled_from(["p1", "Åse", 'a"b', "\\", "\n", "\u2028", "=1", "𝄞"])
SCORES = st.none() | st.builds(Score, st.integers(0, 9), st.integers(0, 10**9))


@given(
    st.builds(
        Schedule,
        cohort=IDS,
        programme=IDS,
        status=st.sampled_from(["optimal", "feasible", "infeasible", "unknown"]),
        score=SCORES,
        bound=SCORES,
        points=st.builds(Points, *[st.integers(0, 99)] * 5),
        seed=st.integers(0, 10**12),
        places=st.lists(st.builds(Place, IDS, IDS, IDS), max_size=4),
        unfilled=st.lists(
            st.builds(Unfilled, IDS, st.sampled_from(["basis", "elective"]), st.none() | IDS, st.lists(IDS)),
            max_size=2,
        ),
        conflict=st.lists(st.builds(Conflict, IDS, st.lists(IDS), st.lists(IDS)), max_size=2),
    )
)
@settings(max_examples=60, deadline=None)  # files are written
def test_a_schedule_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, schedule: Schedule):
    path = tmp_path_factory.mktemp("s") / "schedule.json"
    dump_schedule(schedule, path)
    loaded = load_schedule(path)
    assert loaded == schedule
    assert path.read_bytes() == schedule_text(loaded).encode()
