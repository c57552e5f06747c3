"""Agreement of raters: published examples, and what the coefficients must have in common."""

from __future__ import annotations

import math

import numpy as np
import pytest
from statistics_data import SHROUT_FLEISS
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss

from curriculum.evaluation.statistics import (
    cronbach_alpha,
    fleiss_kappa,
    intraclass_correlations,
    kappa,
    kappa_of_table,
    krippendorff_alpha,
)

RNG = np.random.default_rng(9)
FLEISS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
"""Ten subjects, fourteen raters, five categories: the worked example of Wikipedia's article on Fleiss' kappa."""
FLEISS_1971 = [
    [0, 0, 0, 6, 0], [0, 3, 0, 0, 3], [0, 1, 4, 0, 1], [0, 0, 0, 0, 6], [0, 3, 0, 3, 0], [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2], [2, 0, 3, 1, 0], [2, 0, 0, 4, 0], [0, 0, 0, 0, 6], [1, 0, 0, 5, 0], [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0], [1, 0, 0, 5, 0], [0, 2, 0, 3, 1], [0, 0, 5, 0, 1], [3, 0, 0, 1, 2], [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0], [1, 0, 2, 0, 3], [0, 0, 0, 0, 6], [0, 1, 0, 5, 0], [0, 2, 0, 1, 3], [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1], [0, 5, 0, 1, 0], [4, 0, 0, 0, 2], [0, 2, 0, 4, 0], [1, 0, 5, 0, 0], [0, 0, 0, 0, 6],
]  # fmt: skip
"""Thirty patients, six psychiatrists, five diagnoses: Fleiss (1971), table 1."""
KRIPPENDORFF = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
"""Four observers, twelve units: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C."""
TABLE = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


@pytest.mark.parametrize(
    ("metric", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_example_has_his_alphas(metric: str, alpha: float):
    found = krippendorff_alpha(KRIPPENDORFF, metric=metric)
    assert found.alpha.value == pytest.approx(alpha, abs=5e-4)
    assert (found.units, found.ratings, found.missing) == (11, 40, 1)
    assert found.alpha.low < alpha < found.alpha.high <= 1
    assert found == krippendorff_alpha(KRIPPENDORFF, metric=metric)


@pytest.mark.parametrize("metric", ["nominal", "interval", "ratio"])
def test_alpha_is_one_minus_the_mean_difference_inside_subjects_over_that_of_all_ratings(metric: str):
    ratings = RNG.integers(1, 6, size=(3, 8)).tolist()
    difference = {
        "nominal": lambda a, b: float(a != b),
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
    }[metric]

    def mean(values: list[int]) -> float:
        pairs = [(a, b) for i, a in enumerate(values) for j, b in enumerate(values) if i != j]
        return sum(difference(a, b) for a, b in pairs) / len(pairs)

    inside = np.mean([mean([row[unit] for row in ratings]) for unit in range(8)])
    expected = 1 - inside / mean([one for row in ratings for one in row])
    assert krippendorff_alpha(ratings, metric=metric, draws=1).alpha.value == pytest.approx(expected)


def test_the_bootstrap_interval_of_alpha_covers():
    covered = 0
    generator = np.random.default_rng(1)
    for seed in range(150):
        truth = generator.normal(size=40)
        ratings = [(truth + generator.normal(size=40)).tolist() for _ in range(2)]
        found = krippendorff_alpha(ratings, metric="interval", draws=199, seed=seed).alpha
        covered += found.low <= 0.5 <= found.high
    assert covered / 150 >= 0.88


def test_fleiss_example_has_its_kappa():
    found = fleiss_kappa(FLEISS)
    assert (found.observed, found.expected) == pytest.approx((0.378, 0.213), abs=5e-4)
    assert found.coefficient.value == pytest.approx(0.210, abs=5e-4)
    assert found.coefficient.value == pytest.approx(statsmodels_fleiss(np.array(FLEISS)))


def test_the_diagnoses_of_fleiss_have_his_kappa():
    # 0.430 in the article; 0.4302445 by the R package irr.
    found = fleiss_kappa(FLEISS_1971)
    assert found.coefficient.value == pytest.approx(0.4302445, abs=5e-8)
    assert (found.n, found.missing) == (30, 0)


@pytest.mark.parametrize(
    ("chance", "expected", "value", "error"),
    [("gwet", 0.19032, 0.77544, 0.14295), ("fleiss", 0.23872, 0.76117, 0.15302)],
)
def test_raters_with_gaps_have_the_coefficients_and_errors_of_gwet(
    chance: str, expected: float, value: float, error: float
):
    # Gwet's own package irrCAC and its translation to Python, on the same ratings.
    counts = [
        [sum(given == category for given in unit) for category in range(1, 6)]
        for unit in zip(*KRIPPENDORFF, strict=True)
    ]
    found = fleiss_kappa(counts, chance=chance)
    assert (found.observed, found.expected) == pytest.approx((0.81818, expected), abs=6e-6)
    assert (found.coefficient.value, found.coefficient.standard_error) == pytest.approx((value, error), abs=6e-6)


def test_fleiss_interval_covers_what_drawing_subjects_again_covers():
    draws = [fleiss_kappa([FLEISS[one] for one in RNG.integers(0, 10, 10)]).coefficient.value for _ in range(400)]
    error = fleiss_kappa(FLEISS).coefficient.standard_error
    assert error == pytest.approx(np.std(draws), rel=0.25)


def test_two_raters_among_many_are_scott():
    places = [(i, j) for i in range(3) for j in range(3) for _ in range(TABLE[i][j])]
    counts = [[(i == k) + (j == k) for k in range(3)] for i, j in places]
    for chance, name in (("fleiss", "scott"), ("gwet", "gwet"), ("uniform", "uniform")):
        many, two = fleiss_kappa(counts, chance=chance).coefficient, kappa_of_table(TABLE, chance=name).coefficient
        assert many.value == pytest.approx(two.value)
        assert many.standard_error == pytest.approx(two.standard_error, rel=0.01)


def test_raters_may_differ_in_number():
    found = fleiss_kappa([[2, 0], [0, 3], [1, 0], [2, 2]])
    agreed = (1 + 1 + (2 + 2) / 12) / 3
    share = (1 + 0 + 1 + 0.5) / 4
    expected = share**2 + (1 - share) ** 2
    assert (found.n, found.missing) == (3, 1)
    assert found.coefficient.value == pytest.approx((agreed - expected) / (1 - expected))


@pytest.mark.parametrize("weighting", ["none", "linear", "quadratic"])
def test_kappa_and_its_standard_error_are_those_of_statsmodels(weighting: str):
    table = RNG.integers(1, 20, (4, 4))
    expected = cohens_kappa(table, wt=None if weighting == "none" else weighting)
    found = kappa_of_table(table.tolist(), weighting=weighting).coefficient
    assert (found.value, found.standard_error) == pytest.approx((expected.kappa, expected.std_kappa))
    assert (found.low, found.high) == pytest.approx((expected.kappa_low, expected.kappa_upp), abs=1e-4)


def test_the_example_of_the_encyclopedia_has_kappa_0_4():
    # Wikipedia, Cohen's kappa: 50 grant proposals, two readers.
    assert kappa_of_table([[20, 5], [10, 15]]).coefficient.value == pytest.approx(0.4)


def test_ratings_give_the_table_whatever_they_are_called():
    first = ["low", "mid", "high", "mid", None, "low", "high"]
    second = ["low", "mid", "mid", "mid", "low", math.nan, "high"]
    found = kappa(first, second, categories=["low", "mid", "high"], weighting="linear")
    expected = kappa_of_table([[1, 0, 0], [0, 2, 0], [0, 1, 1]], weighting="linear")
    assert (found.n, found.missing) == (5, 2)
    assert found.coefficient == expected.coefficient


def test_quadratic_kappa_nears_the_intraclass_correlation_of_absolute_agreement():
    # Fleiss & Cohen (1973), Educational and Psychological Measurement 33:613-619.
    truth = RNG.integers(1, 6, 3_000)
    first, second = (np.clip(truth + RNG.integers(-1, 2, 3_000), 1, 5) for _ in range(2))
    weighted = kappa(first.tolist(), second.tolist(), weighting="quadratic").coefficient.value
    single = intraclass_correlations(np.column_stack([first, second]).tolist()).icc2.value.value
    assert weighted == pytest.approx(single, abs=1e-3)


def test_the_six_correlations_are_those_of_shrout_and_fleiss():
    forms = intraclass_correlations(SHROUT_FLEISS)
    published = {
        "icc1": (0.17, -0.13, 0.72),
        "icc2": (0.29, 0.02, 0.76),
        "icc3": (0.71, 0.34, 0.95),
        "icc1k": (0.44, -0.88, 0.91),
        "icc2k": (0.62, 0.07, 0.93),
        "icc3k": (0.91, 0.68, 0.99),
    }
    for name, expected in published.items():
        one = getattr(forms, name).value
        assert (one.value, one.low, one.high) == pytest.approx(expected, abs=0.0051), name
    assert (forms.icc1.f, forms.icc1.df1, forms.icc1.df2) == (pytest.approx(1.795, abs=5e-4), 5, 18)
    assert (forms.icc3.f, forms.icc3.df1, forms.icc3.df2) == (pytest.approx(11.027, abs=5e-4), 5, 15)


def test_the_consistency_of_the_mean_of_raters_is_cronbachs_alpha():
    ratings = RNG.normal(size=(20, 1)) + RNG.normal(size=(20, 4))
    icc, alpha = (
        intraclass_correlations(ratings.tolist()).icc3k.value,
        cronbach_alpha(ratings.tolist()).coefficient,
    )
    assert (icc.value, icc.low, icc.high) == pytest.approx((alpha.value, alpha.low, alpha.high))


def test_a_subject_with_a_rating_missing_is_left_out_and_counted():
    found = intraclass_correlations([[None, 1, 2, 3], *SHROUT_FLEISS])
    assert (found.subjects, found.missing) == (6, 1)
    assert found.icc2 == intraclass_correlations(SHROUT_FLEISS).icc2


@pytest.mark.parametrize(
    ("ratings", "reason"),
    [
        ([], "no-data"),
        ([[None, 1]], "no-data"),
        ([[1, 2]], "one-value"),
        ([[1], [2]], "one-rater"),
        ([[1, 1], [1, 1]], "no-variation"),
        ([[1, 2], [2, 1]], "no-variation"),
        ([[1, 1], [2, 2]], "no-disagreement"),
    ],
)
def test_a_correlation_that_cannot_be_computed_says_why(ratings: list[list[float]], reason: str):
    assert intraclass_correlations(ratings).icc2.value.reason == reason


@pytest.mark.parametrize(
    ("first", "second", "reason", "value"),
    [
        ([], [], "no-data", None),
        ([None, 1], [1, None], "no-data", None),
        ([1, 1], [1, 1], "no-variation", None),
        ([1, 2], [1, 2], "no-disagreement", 1),
    ],
)
def test_a_kappa_that_cannot_be_computed_says_why(
    first: list[float], second: list[float], reason: str, value: float | None
):
    found = kappa(first, second).coefficient
    assert (found.reason, found.value) == (reason, value)


@pytest.mark.parametrize(
    ("ratings", "reason", "value"),
    [
        ([], "no-data", None),
        ([[None, None]], "no-data", None),
        ([[1, 2, 3]], "no-overlap", None),
        ([[1, None], [None, 2]], "no-overlap", None),
        ([[1, 1], [1, 1]], "no-variation", None),
        ([[1, 2], [1, 2]], "no-disagreement", 1),
        ([[1], [2]], "one-value", 0),
    ],
)
def test_an_alpha_that_cannot_be_computed_says_why(ratings: list[list[float]], reason: str, value: float | None):
    found = krippendorff_alpha(ratings).alpha
    assert (found.reason, found.value) == (reason, value)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([], "no-data"),
        ([[0, 0]], "no-data"),
        ([[1, 0], [0, 1]], "one-rater"),
        ([[2], [3]], "no-variation"),
        ([[2, 0], [3, 0]], "no-variation"),
        ([[2, 1]], "one-value"),
        ([[2, 0], [0, 2]], "no-disagreement"),
    ],
)
def test_a_kappa_of_many_that_cannot_be_computed_says_why(counts: list[list[int]], reason: str):
    assert fleiss_kappa(counts).coefficient.reason == reason


def test_ratings_that_do_not_fit_together_are_refused():
    with pytest.raises(ValueError, match="different numbers"):
        kappa([1], [1, 2])
    with pytest.raises(ValueError, match="none of the categories"):
        kappa([1, 9], [1, 1], categories=[1, 2])
    with pytest.raises(ValueError, match="square"):
        kappa_of_table([[1, 2]])
    with pytest.raises(ValueError, match="not negative"):
        fleiss_kappa([[1, -1]])
    with pytest.raises(ValueError, match="lengths"):
        krippendorff_alpha([[1], [1, 2]])
    with pytest.raises(ValueError, match="negative"):
        krippendorff_alpha([[1], [-2]], metric="ratio")
