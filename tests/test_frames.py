"""Results become DataFrames when pandas is there, and say what to install when it is not."""

from __future__ import annotations

import sys

import pytest

from curriculum.errors import MissingExtra
from curriculum.frames import frame
from curriculum.schedule import Place, Schedule


def test_a_frame_has_the_columns_and_rows_given() -> None:
    made = frame(("participant", "points"), [("p1", 3), ("p2", 0)])
    assert list(made.columns) == ["participant", "points"]
    assert made.to_dict("list") == {"participant": ["p1", "p2"], "points": [3, 0]}


def test_a_frame_without_rows_keeps_its_columns() -> None:
    made = frame(("participant", "run"), [])
    assert list(made.columns) == ["participant", "run"]
    assert len(made) == 0


def test_rows_may_come_from_a_generator() -> None:
    assert len(frame(("n",), ((n,) for n in range(3)))) == 3


@pytest.mark.parametrize("row", [("p1",), ("p1", "r1", "too much")])
def test_a_row_of_the_wrong_length_is_refused(row: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="zip"):
        frame(("participant", "run"), [row])


def test_without_pandas_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra) as missing:
        frame(("participant",), [])
    assert (missing.value.package, missing.value.extra) == ("pandas", "frames")
    assert "pip install 'curriculum[frames]'" in str(missing.value)


def test_a_schedule_becomes_a_frame_of_its_places() -> None:
    places = [Place("p2", "basis-1", "B1"), Place("p1", "basis-1", "B1")]
    schedule = Schedule(cohort="c", programme="x:p", status="feasible", places=places)
    made = schedule.to_frame()
    assert list(made.columns) == ["participant", "module", "run"]
    assert list(made["participant"]) == ["p1", "p2"]
