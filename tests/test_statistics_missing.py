"""Who is missing: the flow of answers, the tipping point, and results that say why they are not there."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from typing import get_args

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from curriculum.evaluation.statistics import (
    Estimate,
    Probability,
    Reason,
    attrition,
    cronbach_alpha,
    intraclass_correlations,
    krippendorff_alpha,
    paired_change,
    tipping_point,
    why_not,
)
from curriculum.messages import LANGUAGES

RNG = np.random.default_rng(17)


def test_the_flow_counts_everybody_once():
    before = [1, 2, None, 3, None, 4, 2]
    after = [2, None, 3, 4, None, None, 3]
    groups = ["top", "top", "top", "ward", "ward", "ward", "ward"]
    everybody, *rows = attrition(before, after, groups)
    assert [row.group for row in rows] == ["top", "ward"]
    for row in (everybody, *rows):
        assert row.both + row.before_only + row.after_only + row.neither == row.invited
    assert (everybody.both, everybody.before_only, everybody.after_only, everybody.neither) == (3, 2, 1, 1)
    for name in ("invited", "both", "before_only", "after_only", "neither"):
        assert sum(getattr(row, name) for row in rows) == getattr(everybody, name)


def test_the_share_kept_has_wilsons_interval():
    (found,) = attrition([1.0] * 20, [1.0] * 13 + [None] * 7)
    low, high = proportion_confint(13, 20, method="wilson")
    assert (found.kept.value, found.kept.low, found.kept.high) == pytest.approx((0.65, low, high))


def test_drop_outs_are_compared_with_those_who_stayed_by_welch():
    before = RNG.normal(size=30).tolist()
    after = [None if place < 11 else 1.0 for place in range(30)]
    (found,) = attrition(before, after)
    comparison = CompareMeans(DescrStatsW(before[:11]), DescrStatsW(before[11:]))
    low, high = comparison.tconfint_diff(usevar="unequal")
    assert found.difference.value == pytest.approx(np.mean(before[:11]) - np.mean(before[11:]))
    assert (found.difference.low, found.difference.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("before", "after", "kept", "difference"),
    [
        ([], [], "no-data", "no-data"),
        ([None], [1], "no-data", "no-data"),
        ([1, 2], [2, 3], None, "nobody-missing"),
        ([1, 2], [None, None], None, "no-data"),
        ([1, 2, 3], [None, 3, 4], None, "one-value"),
        ([1, 1, 1, 1], [None, None, 3, 4], None, "no-variation"),
        ([1.1 + 2.2, 3.3, 1.1 + 2.2, 3.3], [None, None, 3, 4], None, "no-variation"),
    ],
)
def test_a_flow_that_says_nothing_says_why(
    before: list[float], after: list[float], kept: str | None, difference: str
):
    (found,) = attrition(before, after)
    assert (found.kept.reason, found.difference.reason) == (kept, difference)


def test_people_without_a_group_are_refused():
    with pytest.raises(ValueError, match="lengths"):
        attrition([1, 2], [2, 3], ["top"])


def test_with_the_missing_at_the_tipping_point_the_interval_reaches_zero():
    before, after = RNG.normal(3, 1, 16), RNG.normal(3.8, 1, 16)
    change = paired_change([*before, *[3.0] * 5], [*after, *[None] * 5])
    found = tipping_point(change, width=4)
    assert (found.answered, found.missing) == (16, 5)
    known = after - before
    half = stats.t.ppf(0.975, 15) * known.std(ddof=1) / 4
    assert (16 * known.mean() + 5 * found.no_change) / 21 == pytest.approx(0)
    assert (16 * (known.mean() - half) + 5 * found.no_evidence) / 21 == pytest.approx(0)
    assert found.possible is (abs(found.no_evidence) <= 4)


def test_few_missing_cannot_tip_a_large_change():
    change = paired_change([1.0, 2, 1, 2, 1, 2, 1, 2, 1, 2], [3.0, 4, 4, 4, 3, 4, 3, 4, 3, None])
    assert tipping_point(change, width=4).possible is False
    assert tipping_point(change).possible is None


def test_a_fall_tips_the_other_way():
    up = paired_change([1, 2, 1, 2, 1, None], [3, 3, 3, 4, 3, 3])
    down = paired_change([3, 3, 3, 4, 3, 3], [1, 2, 1, 2, 1, None])
    assert tipping_point(down).no_evidence == pytest.approx(-tipping_point(up).no_evidence)
    assert tipping_point(up).no_evidence < 0


def test_where_there_is_nothing_to_tip_that_is_said():
    assert tipping_point(paired_change([1, 2, 3], [2, 2, 4])).reason == "nobody-missing"
    assert tipping_point(paired_change([None], [1])).reason == "no-data"
    vague = tipping_point(paired_change([1, 2, 3, None], [2, 1, 4, 3]), width=4)
    assert (vague.no_evidence, vague.possible, vague.reason) == (None, None, None)
    assert vague.no_change == pytest.approx(-1)
    assert tipping_point(paired_change([1, 2, None], [2, 3, 3])).reason == "no-variation"
    with pytest.raises(ValueError, match="width"):
        tipping_point(paired_change([1], [2]), width=0)


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_is_a_sentence(reason: Reason, language: str):
    assert why_not(reason, language).endswith(".")


def test_a_result_cannot_be_silent_about_what_is_not_there():
    whole = {"value": 1, "low": 0, "high": 2}
    for wrong in ({}, {"value": 1.0}, {"value": 1.0, "low": 0.0}, {**whole, "reason": "no-data"}):
        with pytest.raises(ValueError, match=r"limits|reason"):
            Estimate(**wrong)
    for wrong in ({}, {"value": 0.5, "reason": "no-data"}):
        with pytest.raises(ValueError, match="reason"):
            Probability(**wrong)


def test_results_hold_plain_numbers():
    found = paired_change(np.arange(5.0), np.arange(5.0) ** 1.5)
    for one in (found.mean, found.g_av, found.d_z):
        assert [type(value) for value in (one.value, one.low, one.high)] == [float] * 3
    assert type(found.exact.value) is float
    assert type(found.n) is int


def test_without_scipy_one_line_says_what_to_install():
    code = "import sys; sys.modules['scipy'] = None; import curriculum.evaluation.statistics"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "MissingExtra" in done.stderr.splitlines()[-1]
    assert "curriculum[evaluation]" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("seed", range(40))
def test_no_table_of_answers_breaks_a_coefficient(seed: int):
    generator = random.Random(seed)  # noqa: S311 - drawn answers
    width = generator.choice([1, 2, 3])
    rows = [
        [generator.choice([None, math.nan, 1, 2, 3, 3, 1e6]) for _ in range(width)]
        for _ in range(generator.choice([0, 2, 3, 5, 9]))
    ]
    forms = intraclass_correlations(rows)
    found = [form.value for form in (forms.icc1, forms.icc2, forms.icc3, forms.icc1k, forms.icc2k, forms.icc3k)]
    found += [cronbach_alpha(rows).coefficient, krippendorff_alpha(rows, draws=20, metric="interval").alpha]
    assert all(one.complete or one.reason for one in found)
