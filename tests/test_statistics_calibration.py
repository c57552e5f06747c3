"""Do the tests reject as often, and the intervals cover as often, as they say? Seeded, at the sizes that occur."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from curriculum.evaluation.statistics import LinearModel, compare_groups, paired_change, wild_cluster_test

SIZES = (5, 7, 9, 10, 10, 12, 14, 17)
"""Leaders at each of 8 hospitals, half of which are treated."""


def hospitals(seed: int, draws: int) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Return outcomes without any effect, an intraclass correlation of 0.2, the hospitals and the treatment."""
    generator = np.random.default_rng(seed)
    places = np.repeat(np.arange(8), SIZES)
    treated = np.isin(places, (0, 3, 5, 6)).astype(float)
    outcomes = [
        0.2**0.5 * generator.normal(size=8)[places] + 0.8**0.5 * generator.normal(size=places.size)
        for _ in range(draws)
    ]
    return outcomes, places, treated


def test_cr2_rejects_a_true_null_at_eight_hospitals_as_often_as_it_says():
    outcomes, places, treated = hospitals(1, 1_500)
    columns = [np.ones_like(treated), treated]
    fits = [LinearModel(outcome, columns, places.tolist()) for outcome in outcomes]
    rejected = np.mean([fit.coefficient(1).p.value < 0.05 for fit in fits])
    assert 0.03 <= rejected <= 0.07
    usual = np.mean([2 * stats.norm.sf(abs(fit.coefficient(1, "CR1S").t)) < 0.05 for fit in fits])
    assert usual > 0.08


def test_a_group_from_one_hospital_gets_no_interval_where_any_sandwich_would_be_far_too_sure():
    outcomes, places, _ = hospitals(6, 300)
    columns = [np.ones(places.size), (places == 3).astype(float)]
    fits = [LinearModel(outcome, columns, places.tolist()) for outcome in outcomes]
    usual = [fit.coefficient(1, "CR1S").estimate for fit in fits]
    assert np.mean([one.low <= 0 <= one.high for one in usual]) < 0.7
    assert {fit.coefficient(1).estimate.reason for fit in fits} == {"lone-cluster"}


@pytest.mark.parametrize("hospitals_of_the_treated", [(0, 1, 2), (0, 1)])
def test_at_three_hospitals_intervals_are_as_wide_as_they_must_be(hospitals_of_the_treated: tuple[int, ...]):
    """Treated people in all three, or in two of them beside others."""
    generator = np.random.default_rng(7)
    places = np.repeat(np.arange(3), 8)
    treated = np.isin(places, hospitals_of_the_treated) & (np.arange(24) % 2 == 0)
    covered, degrees = [], []
    for _ in range(400):
        before = 0.1**0.5 * generator.normal(size=3)[places] + 0.9**0.5 * generator.normal(size=24)
        after = 0.6 * before + 0.8 * generator.normal(size=24) + 0.2 * generator.normal(size=3)[places]
        found = compare_groups(before.tolist(), after.tolist(), treated.tolist(), places.tolist()).ancova
        covered.append(found.estimate.low <= 0 <= found.estimate.high)
        degrees.append(found.df)
    assert np.mean(covered) >= 0.93
    assert max(degrees) < 2.2


def test_the_wild_bootstrap_rejects_a_true_null_no_more_often_than_it_says():
    outcomes, places, treated = hospitals(2, 400)
    columns = [np.ones_like(treated), treated]
    p = [wild_cluster_test(outcome, columns, places.tolist(), [0, 1]).value for outcome in outcomes]
    assert np.mean([value <= 0.05 for value in p]) <= 0.075


@pytest.mark.parametrize("effect", [0.0, 0.8])
def test_the_interval_of_g_av_covers_at_twelve_pairs(effect: float):
    generator = np.random.default_rng(3)
    covered = 0
    draws = 600
    for _ in range(draws):
        before = generator.normal(size=12)
        after = 0.6 * before + 0.8 * generator.normal(size=12) + effect
        found = paired_change(before.tolist(), after.tolist()).g_av
        covered += found.low <= effect <= found.high
    assert covered / draws >= 0.93


def test_g_av_is_without_bias_where_d_av_is_not():
    generator = np.random.default_rng(4)
    changes = []
    for _ in range(800):
        before = generator.normal(size=8)
        after = 0.6 * before + 0.8 * generator.normal(size=8) + 1
        changes.append(paired_change(before.tolist(), after.tolist(), confidence=0.5))
    assert np.mean([change.g_av.value for change in changes]) == pytest.approx(1, abs=0.05)
    assert np.mean([change.d_av for change in changes]) > 1.05


def test_ancova_and_d_ppc2_cover_a_known_effect_and_agree_when_lots_were_drawn():
    generator = np.random.default_rng(5)
    treated = [True] * 12 + [False] * 12
    ancova = ppc2 = 0
    draws = 400
    for _ in range(draws):
        before = generator.normal(size=24)
        after = 0.6 * before + 0.8 * generator.normal(size=24) + 0.7 * np.array(treated)
        found = compare_groups(before.tolist(), after.tolist(), treated)
        ancova += found.ancova.estimate.low <= 0.7 <= found.ancova.estimate.high
        ppc2 += found.d_ppc2.low <= 0.7 <= found.d_ppc2.high
    assert ancova / draws == pytest.approx(0.95, abs=0.025)
    assert ppc2 / draws >= 0.92
