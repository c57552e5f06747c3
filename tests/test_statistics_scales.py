"""Scales: items turned round, the half rule, alpha with Feldt's interval, omega."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statistics_data import SHROUT_FLEISS
from statsmodels.multivariate.factor import Factor

from curriculum.evaluation.statistics import cronbach_alpha, mcdonald_omega, reverse, score

RNG = np.random.default_rng(13)
LOADINGS = np.array([0.8, 0.7, 0.6, 0.5, 0.9])
OMEGA = LOADINGS.sum() ** 2 / (LOADINGS.sum() ** 2 + (1 - LOADINGS**2).sum())


def answers(n: int) -> np.ndarray:
    return RNG.normal(size=(n, 1)) * LOADINGS + RNG.normal(size=(n, 5)) * np.sqrt(1 - LOADINGS**2)


@given(st.integers(1, 5))
def test_an_item_turned_round_twice_is_itself(answer: int):
    assert reverse(reverse(answer, 1, 5), 1, 5) == answer
    assert reverse(answer, 1, 5) == 6 - answer


def test_a_score_is_the_mean_of_what_was_answered_with_items_turned_round():
    found = score([1, 5, 4, None], low=1, high=5, reversed_items={0, 2})
    assert (found.value, found.answered, found.missing) == (4.0, 3, 1)


@pytest.mark.parametrize(
    ("given_answers", "value", "reason"),
    [
        ([4, None], 4, None),
        ([4, None, None], None, "under-half"),
        ([4, 2, None, "stage"], 3, None),
        ([4, "role", "stage"], None, "under-half"),
        ([None, math.nan], None, "no-data"),
        ([], None, "no-data"),
    ],
)
def test_half_of_the_items_are_enough_and_what_does_not_apply_is_no_answer(
    given_answers: list[float], value: float | None, reason: str | None
):
    found = score(given_answers, low=1, high=5, not_applicable={"role", "stage"})
    assert (found.value, found.reason) == (value, reason)
    assert found.answered + found.not_applicable + found.missing == found.items


def test_silence_is_counted_apart_from_what_does_not_apply():
    found = score(["role", "stage", None, 3, 5], low=1, high=5, not_applicable={"role", "stage"})
    assert (found.not_applicable, found.missing, found.value) == (2, 1, None)


@pytest.mark.parametrize(
    ("given_answers", "options"),
    [
        ([6], {}),
        ([0], {}),
        (["5"], {}),
        ([3], {"reversed_items": {1}}),
        ([3], {"low": 5, "high": 5}),
        ([math.inf], {}),
    ],
)
def test_an_answer_that_is_not_on_the_scale_is_refused(given_answers: list[float], options: dict[str, object]):
    with pytest.raises(ValueError, match=r"from 1 to 5|neither|scale|infinite"):
        score(given_answers, **{"low": 1, "high": 5, **options})


def test_alpha_with_feldts_interval_is_the_third_correlation_of_shrout_and_fleiss():
    # Shrout & Fleiss (1979), ICC(3,k) = 0.91, from 0.68 to 0.99: alpha is the same number (McGraw & Wong 1996).
    found = cronbach_alpha(SHROUT_FLEISS)
    assert found.coefficient.value == pytest.approx(0.909316, abs=5e-7)
    assert (found.coefficient.low, found.coefficient.high) == pytest.approx((0.68, 0.99), abs=0.005)


def test_alpha_is_that_of_its_definition_and_its_limits_solve_feldts_equation():
    items = answers(40)
    found = cronbach_alpha(items.tolist()).coefficient
    share = items.var(axis=0, ddof=1).sum() / items.sum(axis=1).var(ddof=1)
    assert found.value == pytest.approx(5 / 4 * (1 - share))
    for limit, chance in ((found.low, 0.975), (found.high, 0.025)):
        assert stats.f.cdf((1 - limit) / (1 - found.value), 39, 39 * 4) == pytest.approx(chance)


def test_turning_an_item_round_matters_and_a_person_with_a_gap_is_counted():
    items = answers(30)
    turned = items * [1, 1, -1, 1, 1]
    assert cronbach_alpha(turned.tolist()).coefficient.value < cronbach_alpha(items.tolist()).coefficient.value
    found = cronbach_alpha([*items.tolist(), [1, None, 2, 3, 4]])
    assert (found.n, found.missing) == (30, 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no-data"),
        ([[None, 1]], "no-data"),
        ([[1, 2]], "one-value"),
        ([[1], [2]], "few-variables"),
        ([[1, 2], [2, 1]], "no-variation"),
        ([[1, 2], [2, 3]], "no-disagreement"),
    ],
)
def test_an_alpha_that_cannot_be_computed_says_why(rows: list[list[float]], reason: str):
    assert cronbach_alpha(rows).coefficient.reason == reason


def test_omega_is_made_of_the_loadings_that_statsmodels_finds():
    items = answers(300) * [1, 2, 3, 1, 5]
    fit = Factor(items, n_factor=1, method="ml").fit()
    sds = items.std(axis=0, ddof=1)
    loadings, noise = fit.loadings.ravel() * sds, fit.uniqueness * sds**2
    expected = loadings.sum() ** 2 / (loadings.sum() ** 2 + noise.sum())
    assert mcdonald_omega(items.tolist()).coefficient.value == pytest.approx(expected, abs=1e-5)


def test_the_interval_of_omega_covers():
    covered = 0
    for _ in range(30):
        found = mcdonald_omega(answers(150).tolist()).coefficient
        covered += found.low <= OMEGA <= found.high
    assert covered / 30 >= 0.85


def test_omega_and_alpha_agree_where_all_items_load_alike():
    items = RNG.normal(size=(4_000, 1)) + RNG.normal(size=(4_000, 4))
    omega, alpha = (one(items.tolist()).coefficient.value for one in (mcdonald_omega, cronbach_alpha))
    assert omega == pytest.approx(alpha, abs=2e-3)


def test_an_omega_that_cannot_be_computed_says_why():
    items = answers(120)
    assert mcdonald_omega(items[:99].tolist()).coefficient.reason == "few-for-omega"
    assert mcdonald_omega(items[:, :2].tolist()).coefficient.reason == "few-variables"
    assert mcdonald_omega((items * [1, 1, 1, 1, 0]).tolist()).coefficient.reason == "no-variation"
    doubled = np.column_stack([items[:, :2], items[:, 0]])
    assert mcdonald_omega(doubled.tolist()).coefficient.reason == "no-fit"
    assert mcdonald_omega([]).coefficient.reason == "no-data"
