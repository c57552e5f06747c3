"""Planning: detectable effects, power and numbers of people against published values and simulation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import TTestIndPower

from curriculum.evaluation.statistics import (
    Contrast,
    adjusted_contrast,
    clusters_contrast,
    compare_groups,
    groups_contrast,
    needed_size,
    paired_contrast,
)


def test_numbers_of_people_are_those_of_cohens_tables():
    # R package pwr, vignette (Champely): pwr.t.test.
    assert needed_size(lambda n: groups_contrast(n, n), 0.5) == pytest.approx(63.76561, abs=1e-4)
    assert needed_size(lambda n: paired_contrast(n, correlation=0.5), 0.5) == pytest.approx(33.36713, abs=1e-4)
    # Cohen (1988), table 2.4.1: 26 in each group for d = 0.8.
    assert np.ceil(needed_size(lambda n: groups_contrast(n, n), 0.8)) == 26


@pytest.mark.parametrize(("treated", "control"), [(12, 12), (8, 30)])
@pytest.mark.parametrize("effect", [-0.9, 0.2, 0.9])
def test_power_is_that_of_statsmodels(treated: int, control: int, effect: float):
    expected = TTestIndPower().power(effect, treated, 0.05, ratio=control / treated)
    assert groups_contrast(treated, control).power(effect) == pytest.approx(expected)


def test_twenty_four_leaders_detect_about_one_standard_deviation():
    halves = [adjusted_contrast(12, 12, correlation=r).detectable() for r in (0.5, 0.6, 0.65)]
    assert halves == pytest.approx([1.04, 0.96, 0.91], abs=0.005)


def test_six_whole_hospitals_of_ten_detect_one_to_one_point_four():
    found = [
        clusters_contrast(3, 3, size=10, intraclass=rho, correlation=0.5).detectable() for rho in (0.05, 0.1, 0.2)
    ]
    assert found == pytest.approx([1.01, 1.16, 1.41], abs=0.005)


def test_a_detectable_effect_is_found_with_its_chance_by_ancova():
    generator = np.random.default_rng(8)
    effect = adjusted_contrast(12, 12, correlation=0.6).detectable(power=0.8)
    treated = [True] * 12 + [False] * 12
    found = 0
    for _ in range(300):
        before = generator.normal(size=24)
        after = 0.6 * before + 0.8 * generator.normal(size=24) + effect * np.array(treated)
        found += compare_groups(before, after, treated).ancova.p.value < 0.05
    assert found / 300 == pytest.approx(0.8, abs=0.07)


def test_the_error_of_whole_hospitals_is_that_of_their_means():
    generator = np.random.default_rng(9)
    places = generator.normal(size=(4_000, 8, 1)) * 0.1**0.5
    people = places + generator.normal(size=(4_000, 8, 12)) * 0.9**0.5
    means = people.mean(axis=2)
    spread = (means[:, :3].mean(axis=1) - means[:, 3:].mean(axis=1)).std()
    contrast = clusters_contrast(3, 5, size=12, intraclass=0.1)
    assert contrast.standard_error == pytest.approx(spread, rel=0.04)
    assert contrast.df == 6


def test_detectable_power_and_numbers_are_each_others_inverse():
    contrast = paired_contrast(14, correlation=0.7)
    for sides in (1, 2):
        effect = contrast.detectable(power=0.9, alpha=0.01, sides=sides)
        assert contrast.power(effect, alpha=0.01, sides=sides) == pytest.approx(0.9)
    size = needed_size(lambda n: paired_contrast(n, correlation=0.7), 0.4, power=0.9)
    assert paired_contrast(size, correlation=0.7).power(0.4) == pytest.approx(0.9)


def test_without_an_effect_power_is_the_level_of_the_test():
    assert groups_contrast(9, 9).power(0) == pytest.approx(0.05)
    assert groups_contrast(9, 9).power(0, alpha=0.1, sides=1) == pytest.approx(0.1)


def test_a_huge_effect_is_found_for_certain_and_a_negative_one_like_a_positive_one():
    assert paired_contrast(20, correlation=0.5).power(1e4) == pytest.approx(1)
    assert groups_contrast(7, 9).power(-0.5) == pytest.approx(groups_contrast(7, 9).power(0.5))
    assert groups_contrast(7, 9).power(-0.5, sides=1) < 0.05


def test_a_design_without_degrees_of_freedom_detects_nothing():
    for contrast in (
        paired_contrast(1, correlation=0),
        groups_contrast(1, 1),
        adjusted_contrast(1, 2, correlation=0),
    ):
        assert contrast.power(5) is None
        assert contrast.detectable() is None


def test_one_degree_of_freedom_needs_a_very_large_effect():
    effect = Contrast(standard_error=1, df=1).detectable()
    assert stats.nct.sf(stats.t.isf(0.025, 1), 1, effect) == pytest.approx(0.8, abs=1e-6)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: paired_contrast(0, correlation=0.5),
        lambda: paired_contrast(10, correlation=1),
        lambda: groups_contrast(10, -1),
        lambda: clusters_contrast(3, 3, size=10, intraclass=1.1),
        lambda: clusters_contrast(3, 3, size=0, intraclass=0.1),
        lambda: groups_contrast(9, 9).power(0.5, alpha=0),
        lambda: groups_contrast(9, 9).power(0.5, sides=3),
        lambda: groups_contrast(9, 9).detectable(power=1),
        lambda: groups_contrast(9, 9).detectable(power=0.01),
        lambda: needed_size(lambda n: groups_contrast(n, n), 0),
        lambda: needed_size(lambda n: groups_contrast(n, n), 0.001),
        lambda: Contrast(standard_error=0, df=3),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(wrong):  # noqa: ANN001 - a function that fails
    with pytest.raises(ValueError, match=r"over|from|side|small|standard_error"):
        wrong()
