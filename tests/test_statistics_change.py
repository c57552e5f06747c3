"""Changes of the same people, two groups, memory: published examples, and what must not change anything."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statistics_data import SLEEP_DRUG_1, SLEEP_DRUG_2

from curriculum.evaluation.statistics import (
    Sample,
    bootstrap_check,
    cliffs_delta,
    compare_groups,
    independent_effect,
    noncentrality_limits,
    paired_change,
    pre_post_control_effect,
    retrospective_change,
    sign_flip_test,
    signed_rank_test,
    small_sample_factor,
)

RNG = np.random.default_rng(11)
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
"""Differences in height of 15 pairs of plants: Darwin (1876), as in Fisher (1935), section 21."""
ANSWERS = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=3, max_size=12)


def test_the_exact_test_of_darwins_plants_is_fishers():
    # Fisher (1935), The Design of Experiments, section 21: 1,726 of 32,768 patterns.
    found = sign_flip_test(DARWIN)
    assert (found.value, found.outcomes, found.method) == (1726 / 32768, 32768, "enumerated")


def test_the_sleep_of_students_patients_is_rs():
    # R, help(sleep): t.test(extra ~ group, paired = TRUE).
    found = paired_change(SLEEP_DRUG_1, SLEEP_DRUG_2)
    assert (found.t, found.p_t.value) == pytest.approx((4.0621, 0.002833), abs=5e-5)
    assert (found.mean.low, found.mean.high) == pytest.approx((0.7001142, 2.4598858), abs=1e-7)
    assert found.exact.value == 2 / 512


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=7))
def test_the_sign_flip_test_counts_every_pattern(differences: list[int]):
    far = abs(sum(differences))
    patterns = list(product((-1, 1), repeat=len(differences)))
    counted = sum(abs(sum(a * b for a, b in zip(one, differences, strict=True))) >= far for one in patterns)
    assert sign_flip_test(differences).value == counted / len(patterns)


def test_rounding_breaks_no_tie_of_the_sign_flip_test():
    assert sign_flip_test([0.1, 0.2, 0.3]).value == sign_flip_test([1, 2, 3]).value == 0.25


def test_beyond_twenty_differences_patterns_are_drawn_with_the_seed_in_the_result():
    differences = RNG.normal(0.4, 1, size=30).tolist()
    first, again, other = (sign_flip_test(differences, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert (first.method, first.outcomes, first.seed) == ("drawn", 9_999, 1)
    assert first.value * 10_000 == pytest.approx(round(first.value * 10_000))
    normal = 2 * stats.norm.sf(abs(sum(differences)) / math.sqrt(sum(one**2 for one in differences)))
    assert first.value == pytest.approx(normal, abs=0.015)
    assert other.value == pytest.approx(first.value, abs=0.015)
    assert sign_flip_test([1.0] * 40).value == 1 / 10_000


@given(st.lists(st.integers(-20, 20).filter(bool), min_size=1, max_size=9, unique_by=abs))
def test_the_signed_rank_test_without_ties_is_scipys(differences: list[int]):
    assert signed_rank_test([*differences, 0]).value == pytest.approx(
        stats.wilcoxon(differences, method="exact").pvalue
    )


def test_the_signed_rank_test_with_ties_counts_every_pattern():
    differences = [1, 1, -2, 2, 3, 3]
    ranks = stats.rankdata(np.abs(differences))
    middle = ranks.sum() / 2
    far = abs(ranks[np.array(differences) > 0].sum() - middle)
    counted = sum(abs(ranks @ np.array(one) - middle) >= far for one in product((0, 1), repeat=6))
    assert signed_rank_test(differences).value == counted / 64


@pytest.mark.parametrize("t", [-30.0, -2.1, 0.0, 0.4, 5.0, 30.0, 400.0])
@pytest.mark.parametrize("df", [2, 11, 60])
def test_limits_of_the_noncentrality_solve_their_equations(t: float, df: int):
    low, high = noncentrality_limits(t, df)
    assert noncentrality_limits(-t, df) == pytest.approx((-high, -low))
    # P(T <= t) by integrating over the standard deviation, without the noncentral distribution.
    nodes = (np.arange(50_000) + 0.5) / 50_000
    scales = np.sqrt(stats.chi2.ppf(nodes, df) / df)
    for limit, share in ((low, 0.975), (high, 0.025)):
        assert stats.norm.cdf(t * scales - limit).mean() == pytest.approx(share, abs=2e-5)


@pytest.mark.parametrize(("df", "factor"), [(2, 0.5642), (9, 0.9139), (10, 0.9228), (30, 0.9748), (50, 0.9849)])
def test_the_small_sample_factor_is_that_of_hedges(df: int, factor: float):
    # Hedges (1981), Journal of Educational Statistics 6:107-128, table 1.
    assert small_sample_factor(df) == pytest.approx(factor, abs=6e-5)


@settings(max_examples=40)
@given(ANSWERS)
def test_a_scale_from_1_to_5_counted_from_0_to_100_changes_no_standardised_result(pairs: list[tuple[int, int]]):
    before, after = zip(*pairs, strict=True)
    points = paired_change(before, after)
    percent = paired_change([25 * (one - 1) for one in before], [25 * (one - 1) for one in after])
    for name in ("d_z", "g_av"):
        first, second = getattr(points, name), getattr(percent, name)
        assert first.reason == second.reason
        assert (second.value, second.low, second.high) == pytest.approx((first.value, first.low, first.high))
    assert percent.exact.value == points.exact.value
    if points.mean.complete:
        assert percent.mean.high == pytest.approx(25 * points.mean.high)


@settings(max_examples=40)
@given(ANSWERS)
def test_before_and_after_exchanged_only_turn_the_sign(pairs: list[tuple[int, int]]):
    before, after = zip(*pairs, strict=True)
    forth, back = paired_change(before, after), paired_change(after, before)
    assert back.exact.value == forth.exact.value
    if forth.g_av.complete:
        assert (back.g_av.value, back.g_av.low, back.g_av.high) == pytest.approx(
            (-forth.g_av.value, -forth.g_av.high, -forth.g_av.low)
        )


def test_a_pair_with_something_missing_is_left_out_and_counted():
    whole = paired_change(SLEEP_DRUG_1, SLEEP_DRUG_2)
    found = paired_change([None, *SLEEP_DRUG_1, 4.0], [1.0, *SLEEP_DRUG_2, math.nan])
    assert (found.n, found.missing) == (10, 2)
    assert (found.mean, found.g_av, found.exact) == (whole.mean, whole.g_av, whole.exact)


@pytest.mark.parametrize(
    ("before", "after", "mean", "g_av", "exact"),
    [
        ([], [], "no-data", "no-data", "no-data"),
        ([None, math.nan], [1, 2], "no-data", "no-data", "no-data"),
        ([1], [2], "one-value", "one-value", None),
        ([1, 2], [2, 4], None, "too-few", None),
        ([1, 1, 1], [2, 2, 2], "no-variation", "no-variation", None),
        ([1.1, 2.2, 3.3], [1.4, 2.5, 3.6], "no-variation", "no-variation", None),
        ([3, 3, 3], [3, 3, 3], "no-variation", "no-variation", None),
    ],
)
def test_a_change_that_cannot_be_computed_says_why(
    before: list[float], after: list[float], mean: str | None, g_av: str | None, exact: str | None
):
    found = paired_change(before, after)
    assert (found.mean.reason, found.g_av.reason, found.exact.reason) == (mean, g_av, exact)
    assert (found.t is None) == (mean is not None)


def test_a_standardised_change_is_shown_without_an_interval_where_all_changed_alike():
    found = paired_change([1, 2, 3], [2, 3, 4])
    assert (found.mean.value, found.g_av.value, found.g_av.low) == (1.0, small_sample_factor(2), None)


def test_the_bootstrap_check_is_near_the_interval_from_twenty_pairs_on():
    before = RNG.normal(size=60)
    after = 0.6 * before + 0.8 * RNG.normal(size=60) + 0.5
    change, check = paired_change(before, after), bootstrap_check(before, after, seed=3, draws=1_999)
    assert check == bootstrap_check(before, after, seed=3, draws=1_999)
    assert (check.low, check.high) == pytest.approx((change.g_av.low, change.g_av.high), abs=0.1)
    assert check.value == change.g_av.value
    assert bootstrap_check(before[:19], after[:19]).reason == "few-for-bootstrap"
    assert bootstrap_check([1] * 20, [2] * 20).reason == "no-variation"


def test_ancova_is_that_of_statsmodels():
    treated = [True] * 9 + [False] * 14
    before = RNG.normal(size=23)
    after = 0.5 * before + RNG.normal(size=23) + 0.4 * np.array(treated)
    data = pd.DataFrame({"after": after, "before": before, "treated": 1 * np.array(treated)})
    expected = smf.ols("after ~ before + treated", data).fit()
    found = compare_groups(before, after, treated).ancova
    assert (found.estimate.value, found.t, found.p.value, found.df) == pytest.approx(
        (expected.params["treated"], expected.tvalues["treated"], expected.pvalues["treated"], 20)
    )
    assert (found.estimate.low, found.estimate.high) == pytest.approx(expected.conf_int().loc["treated"].tolist())


def test_d_ppc2_of_people_is_that_of_their_means():
    before, after = [1, 2, 4, 3, 2, 3, 1, 5], [3, 4, 5, 5, 2, 3, 2, 5]
    found = compare_groups(before, after, [True] * 4 + [False] * 4).d_ppc2
    treated = Sample(mean=2.5, sd=np.std(before[:4], ddof=1), n=4)
    control = Sample(mean=2.75, sd=np.std(before[4:], ddof=1), n=4)
    centred = [
        np.concatenate([np.array(one[:4]) - np.mean(one[:4]), np.array(one[4:]) - np.mean(one[4:])])
        for one in (before, after)
    ]
    effect = pre_post_control_effect(treated, 4.25, control, 3.0, np.corrcoef(*centred)[0, 1])
    assert (found.value, found.standard_error) == pytest.approx((effect.g, math.sqrt(effect.variance_g)))


def test_where_the_groups_started_apart_the_design_cannot_decide():
    # Lord (1967): both groups keep their places, so d_ppc2 sees nothing and ANCOVA an effect.
    before = np.concatenate([RNG.normal(2, 1, 60), RNG.normal(0, 1, 60)])
    after = np.concatenate([2 + 0.5 * (before[:60] - 2), 0.5 * before[60:]]) + RNG.normal(0, 0.8, 120)
    found = compare_groups(before, after, [True] * 60 + [False] * 60)
    assert found.baseline > 1.5
    assert found.apart > 0.3
    assert found.decidable is False


def test_small_effects_of_opposite_sign_are_not_decidable_either():
    before, rest = np.array([1, 2, 3, 4, 2, 3, 4, 5]), np.tile([0.1, -0.1, -0.1, 0.1], 2)
    after = 1.1 * before + 0.05 * (np.arange(8) < 4) + rest
    found = compare_groups(before, after, [True] * 4 + [False] * 4)
    assert found.apart < 0.3
    assert found.ancova_g * found.d_ppc2.value < 0
    assert found.decidable is False


def test_groups_in_few_hospitals_are_compared_with_cr2():
    places = np.repeat(np.arange(8), 6)
    treated = places % 2 == 0
    before = RNG.normal(size=48)
    after = 0.5 * before + np.repeat([2, -1, -2, 1, 1, -2, -1, 2], 6) + RNG.normal(size=48)
    found = compare_groups(before, after, treated.tolist(), places.tolist())
    alone = compare_groups(before, after, treated.tolist())
    assert found.ancova.df == pytest.approx(6, abs=0.5)
    assert found.ancova.estimate.value == pytest.approx(alone.ancova.estimate.value)
    assert found.d_ppc2.value == pytest.approx(alone.d_ppc2.value)
    assert found.d_ppc2.standard_error > alone.d_ppc2.standard_error


@pytest.mark.parametrize(
    ("before", "after", "treated", "ancova", "ppc2"),
    [
        ([], [], [], "no-data", "no-data"),
        ([1, 2, 3], [2, 3, 5], [True] * 3, "one-group", "one-group"),
        ([1, None, 3], [2, 3, 5], [True, False, True], "one-group", "one-group"),
        ([1, 2, 3], [2, 3, 5], [True, True, False], "too-few", "too-few"),
        ([2, 2, 2, 2], [1, 2, 3, 5], [True, True, False, False], None, "no-variation"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(
    before: list[float], after: list[float], treated: list[bool], ancova: str | None, ppc2: str | None
):
    found = compare_groups(before, after, treated)
    assert (found.ancova.estimate.reason, found.d_ppc2.reason) == (ancova, ppc2)
    assert found.decidable is None


def test_the_three_differences_of_a_retrospective_pre_test_add_up_and_are_of_the_same_people():
    before, then, after = [3, 3, 4, 2, None], [2, 2, 3, 2, 1], [4, 3, 4, 3, 5]
    found = retrospective_change(before, then, after)
    assert (found.n, found.missing) == (4, 1)
    assert found.after_then.mean.value + found.then_before.mean.value == found.after_before.mean.value
    assert found.after_then.mean.value > found.after_before.mean.value


def test_nobody_to_remember_is_no_data():
    assert retrospective_change([None], [1], [2]).after_then.mean.reason == "no-data"


def test_cliffs_delta_is_that_of_the_rank_sum():
    first, second = RNG.integers(1, 6, 12).tolist(), RNG.integers(1, 6, 9).tolist()
    u = stats.mannwhitneyu(first, second).statistic
    assert cliffs_delta(first, second) == pytest.approx(2 * u / (12 * 9) - 1)
    assert cliffs_delta([], [1]) is None


def test_an_effect_without_variation_or_with_an_impossible_correlation_is_refused():
    flat = Sample(mean=1, sd=0, n=5)
    with pytest.raises(ValueError, match="without variation"):
        independent_effect(flat, flat)
    with pytest.raises(ValueError, match="correlation"):
        pre_post_control_effect(Sample(mean=1, sd=1, n=5), 2, flat, 2, 1.2)


@pytest.mark.parametrize(
    ("before", "after", "options"),
    [
        ([1], [1, 2], {}),
        ([1, math.inf], [1, 2], {}),
        ([1, 2], [2, 2], {"confidence": 1.0}),
        ([1], [2], {"draws": 0}),
    ],
)
def test_bad_data_of_a_change_are_refused(before: list[float], after: list[float], options: dict[str, float]):
    with pytest.raises(ValueError, match=r"lengths|infinite|confidence|pattern"):
        paired_change(before, after, **options)
