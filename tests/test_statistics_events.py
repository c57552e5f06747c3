"""Series of events: XmR limits and Anhoej's rules against published charts and tables."""

from __future__ import annotations

import math

import numpy as np
import pytest

from curriculum.evaluation.statistics import RunPhase, control_chart, run_chart
from curriculum.evaluation.statistics.run_charts import crossings_needed, longest_run_allowed

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""Flow rates of ten batches: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2."""
ANHOEJ = {
    10: (6, 2),
    11: (6, 2),
    12: (7, 3),
    13: (7, 3),
    14: (7, 4),
    15: (7, 4),
    16: (7, 4),
    17: (7, 5),
    18: (7, 5),
    19: (7, 6),
    20: (7, 6),
    21: (7, 6),
    22: (7, 7),
    23: (8, 7),
    24: (8, 8),
    25: (8, 8),
    26: (8, 8),
    27: (8, 9),
    28: (8, 9),
    29: (8, 10),
    30: (8, 10),
}
"""Longest run allowed and crossings needed by number of events: Anhoej & Olesen (2014), PLoS ONE 9:e113825."""


def test_the_flow_rates_have_the_limits_of_the_handbook():
    (chart,) = control_chart(FLOW)
    assert chart.centre == pytest.approx(50.81)
    assert chart.mean_range == pytest.approx(1.8778, abs=5e-5)
    assert (chart.high, chart.low) == pytest.approx((55.8041, 45.8159), abs=5e-4)
    assert (chart.outside, chart.wide, chart.reason) == ((), (), None)


def test_the_limits_of_anhoej_are_those_of_his_table():
    assert {n: (longest_run_allowed(n), crossings_needed(n)) for n in ANHOEJ} == ANHOEJ


def test_a_single_event_outside_the_limits_is_a_signal_with_its_position():
    (chart,) = control_chart([*FLOW, None, 60.0], baseline=10)
    assert (chart.n, chart.stop) == (11, 12)
    assert (chart.outside, chart.wide) == ((11,), (11,))


def test_below_ten_events_there_are_limits_and_no_rule():
    (chart,) = control_chart([*FLOW[:8], 99.0], baseline=8)
    assert chart.high < 99
    assert (chart.outside, chart.reason) == (None, "few-events")
    (runs,) = run_chart([1, 1, 1, 1, 2, 2, 2, 2, 2])
    assert (runs.signals, runs.reason) == (None, "few-events")


def test_each_phase_has_its_own_centre_and_limits():
    first, second = control_chart([*FLOW, *(one + 20 for one in FLOW)], phases=[10])
    assert (first.start, first.stop, second.start, second.stop) == (0, 10, 10, 20)
    assert second.centre == pytest.approx(first.centre + 20)
    assert second.mean_range == pytest.approx(first.mean_range)
    assert (first.outside, second.outside) == ((), ())
    together = control_chart([*FLOW, *(one + 20 for one in FLOW)], baseline=10)[0]
    assert together.outside == tuple(range(10, 20))
    parts = run_chart([*FLOW, *(one + 20 for one in FLOW)], phases=[10])
    assert [part.median for part in parts] == pytest.approx([51.25, 71.25])


def test_a_shift_makes_a_long_run_and_few_crossings():
    (chart,) = run_chart([1, 2] * 6 + [4, 5] * 6)
    assert (chart.median, chart.crossings, chart.longest) == (3, 1, tuple(range(12)))
    assert chart.signals == ("long-run", "few-crossings")


def test_a_run_at_its_limit_is_no_signal_and_one_more_is():
    def series(run: int) -> list[float]:
        rest = [1.0, -1.0] * 12
        return [*rest[: 24 - run], *[1.0 if rest[23 - run] < 0 else -1.0] * run]

    charts = {run: run_chart([*series(run), *[0.0] * 30])[0] for run in (8, 9)}
    assert {run: (chart.useful, len(chart.longest)) for run, chart in charts.items()} == {8: (24, 8), 9: (24, 9)}
    assert {run: chart.signals for run, chart in charts.items()} == {8: (), 9: ("long-run",)}


def test_crossings_at_their_limit_are_no_signal_and_one_fewer_is():
    def chart(crossings: int) -> RunPhase:
        signs = [1.0]
        for place in range(1, 24):
            turn = place * crossings // 23 > (place - 1) * crossings // 23
            signs.append(-signs[-1] if turn else signs[-1])
        return run_chart([*signs, *[0.0] * 30])[0]

    assert (chart(8).crossings, chart(8).crossings_needed, chart(8).signals) == (8, 8, ())
    assert (chart(7).crossings, chart(7).signals) == (7, ("few-crossings",))


def test_events_on_the_median_neither_make_nor_break_a_run():
    (chart,) = run_chart([1, 3, 1, 2, 1, 3, 2, 3, 3, 1, 2, 3, 1])
    assert (chart.median, chart.useful, chart.n) == (2, 10, 13)
    assert chart.longest == (5, 7, 8)
    assert chart.crossings == 6


def test_a_missing_event_keeps_its_position_and_makes_no_run():
    (chart,) = run_chart([1, None, 1, 1, 5, 5, math.nan, 5], baseline=4)
    assert (chart.median, chart.n, chart.useful, chart.longest) == (1, 6, 3, (4, 5, 7))


def test_random_series_seldom_give_a_signal_and_shifted_ones_mostly_do():
    generator = np.random.default_rng(2)
    still = np.mean([bool(run_chart(generator.normal(size=24))[0].signals) for _ in range(300)])
    shifted = np.mean(
        [bool(run_chart(generator.normal(size=24) + np.repeat([0, 3], 12))[0].signals) for _ in range(300)]
    )
    assert still < 0.15
    assert shifted > 0.85


@pytest.mark.parametrize(
    ("values", "reason"),
    [([], "no-data"), ([None, math.nan], "no-data"), ([1], "one-value"), ([1] * 12, "no-variation")],
)
def test_a_chart_that_cannot_be_made_says_why(values: list[float], reason: str):
    (chart,) = control_chart(values)
    assert (chart.reason, chart.outside) == (reason, None)
    (runs,) = run_chart(values)
    assert runs.signals is None
    assert runs.reason == ("no-data" if reason == "no-data" else "few-events")


@pytest.mark.parametrize("options", [{"phases": [3]}, {"phases": [2, 1]}, {"phases": [0]}, {"baseline": 0}])
def test_phases_that_do_not_fit_are_refused(options: dict[str, object]):
    with pytest.raises(ValueError, match=r"phase|baseline"):
        run_chart([1, 2, 3], **options)
    with pytest.raises(ValueError, match="baseline"):
        control_chart([1, 2, 3], phases=[1], baseline=2)
