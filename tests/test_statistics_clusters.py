"""Few organisations: CR2, its degrees of freedom, joint test and wild bootstrap against their definitions."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import linalg, stats

from curriculum.evaluation.statistics import LinearModel, wild_cluster_test

RNG = np.random.default_rng(20)
PLACES = np.repeat(np.arange(8), (3, 5, 8, 12, 4, 6, 10, 7))
N = PLACES.size
X = np.column_stack([np.ones(N), RNG.normal(size=N), PLACES % 2])
Y = RNG.normal(size=N) + RNG.normal(size=8)[PLACES]
WEIGHTS, VARIANCES = RNG.uniform(0.8, 1.25, N), RNG.uniform(0.8, 1.25, N)


def by_definition(
    constraints: np.ndarray, *, w: np.ndarray, phi: np.ndarray
) -> tuple[np.ndarray, list[np.ndarray]]:
    """Return the CR2 covariance, and p of each cluster, with whole matrices as Pustejovsky & Tipton write them."""
    x, y, places = X, Y, PLACES
    bread = np.linalg.inv(x.T @ np.diag(w) @ x)
    away = np.eye(len(y)) - x @ bread @ x.T @ np.diag(w)
    spread, residuals = away @ np.diag(phi) @ away.T, away @ y
    meat, parts = np.zeros((x.shape[1],) * 2), []
    for place in np.unique(places):
        here = places == place
        root = np.diag(np.sqrt(phi[here]))
        adjustment = root @ np.linalg.inv(linalg.sqrtm(root @ spread[np.ix_(here, here)] @ root).real) @ root
        score = x[here].T @ np.diag(w[here]) @ adjustment @ residuals[here]
        meat += np.outer(score, score)
        parts.append(away[here].T @ adjustment.T @ np.diag(w[here]) @ x[here] @ bread @ constraints.T)
    return bread @ meat @ bread, parts


@pytest.mark.parametrize("weighted", [False, True])
def test_cr2_and_its_degrees_of_freedom_are_those_of_the_whole_matrices(weighted: bool):  # noqa: FBT001
    w, phi = (WEIGHTS, VARIANCES) if weighted else (np.ones(N), np.ones(N))
    covariance, parts = by_definition(np.array([[0, 0, 1.0]]), w=w, phi=phi)
    form = np.sqrt(phi)[:, None] * sum(part @ part.T for part in parts) * np.sqrt(phi)
    shares = np.linalg.eigvalsh(form)
    model = LinearModel(Y, X.T, PLACES.tolist(), weights=w, variances=phi)
    found = model.coefficient(2)
    assert np.array(model.covariance()) == pytest.approx(covariance, rel=1e-9)
    assert found.df == pytest.approx(shares.sum() ** 2 / (shares**2).sum(), rel=1e-9)
    assert found.p.value == pytest.approx(2 * stats.t.sf(abs(found.t), found.df))
    half = stats.t.ppf(0.975, found.df) * found.estimate.standard_error
    assert (found.estimate.low, found.estimate.high) == pytest.approx(
        (found.estimate.value - half, found.estimate.value + half)
    )


def test_cr2_is_unbiased_when_the_working_variances_are_right():
    constraints = np.eye(3)
    _, parts = by_definition(constraints, w=WEIGHTS, phi=VARIANCES)
    expected = sum(part.T @ np.diag(VARIANCES) @ part for part in parts)
    bread = np.linalg.inv(X.T @ np.diag(WEIGHTS) @ X)
    assert expected == pytest.approx(bread @ X.T @ np.diag(WEIGHTS**2 * VARIANCES) @ X @ bread)


def test_the_joint_test_is_the_approximate_hotelling_test_of_the_whole_matrices():
    constraints = np.array([[0, 1.0, 0], [0, 0, 1.0]])
    covariance, parts = by_definition(constraints, w=np.ones(N), phi=np.ones(N))
    mean = sum(part.T @ part for part in parts)
    scale = np.linalg.inv(linalg.sqrtm(mean).real)
    forms = [[sum(np.outer((p @ scale)[:, s], (p @ scale)[:, t]) for p in parts) for t in (0, 1)] for s in (0, 1)]
    # Var(e'Fe) of standard normal e is 2 tr(S S) with S the symmetric part of F.
    total = sum(2 * np.trace(np.linalg.matrix_power((form + form.T) / 2, 2)) for row in forms for form in row)
    eta = 2 * 3 / total
    values = constraints @ np.linalg.lstsq(X, Y, rcond=None)[0]
    wald = values @ np.linalg.solve(constraints @ covariance @ constraints.T, values)
    found = LinearModel(Y, X.T, PLACES.tolist()).joint(constraints.tolist())
    assert (found.df1, found.df2) == (2, pytest.approx(eta - 1, rel=1e-9))
    assert found.f == pytest.approx((eta - 1) / (2 * eta) * wald, rel=1e-9)


def test_a_joint_test_of_one_combination_is_its_t_test():
    model = LinearModel(Y, X.T, PLACES.tolist())
    one, joint = model.coefficient(2), model.joint([[0, 0, 1]])
    assert (joint.f, joint.df2, joint.p.value) == pytest.approx((one.t**2, one.df, one.p.value))


def test_clusters_of_one_give_hc2_with_the_degrees_of_bell_and_mccaffrey():
    # Values of the R package dfadjust 1.0 (Kolesar), tests/testthat/test-hc2-check.R.
    steps = np.arange(1, 11)
    model = LinearModel(steps, [np.ones(10), np.sin(steps), np.sin(steps + 1)])
    assert [model.coefficient(place).df for place in range(3)] == pytest.approx(
        [4.94624731, 3.90754737, 4.77265484], abs=1e-8
    )


def test_standard_errors_are_those_of_stata():
    # Stata's regress with vce(cluster), vce(hc2): the R package dfadjust, tests/testthat/test_clustervar.R.
    outcome = np.concatenate([np.cos(np.arange(10)), np.tan(np.arange(1, 11))])
    columns = [np.ones(20), np.concatenate([np.sin(np.arange(1, 11)), np.sin(np.arange(2, 12))])]
    model = LinearModel(outcome, columns, [2, 1, 3, 2, 2, 3, 3, 1, 1, 2] * 2)
    assert model.coefficients == pytest.approx((-0.4456202905, 0.3241183110), abs=1e-9)
    stata = [model.coefficient(place, "CR1S").estimate.standard_error for place in (0, 1)]
    assert stata == pytest.approx([0.4827602183, 0.1814501834], abs=1e-9)
    single = LinearModel(outcome, columns)
    errors = [single.coefficient(place).estimate.standard_error for place in (0, 1)]
    assert errors == pytest.approx([0.4227339762, 0.4421048122], abs=1e-9)
    assert [single.coefficient(place).df for place in (0, 1)] == pytest.approx([17.6142349, 12.10389102], abs=1e-7)


def test_degrees_of_freedom_are_those_of_imbens_and_kolesar():
    # Bell & McCaffrey (2002) by the authors of the R package dfadjust, tests/testthat/test-hc2-check.R.
    columns = [np.ones(10), np.sin(np.arange(1, 11)), np.sin(np.arange(2, 12))]
    model = LinearModel(np.arange(1.0, 11.0), columns)
    found = [model.coefficient(place).df for place in range(3)]
    assert found == pytest.approx([4.94624731, 3.90754737, 4.77265484], abs=1e-8)


def test_the_cluster_robust_errors_of_the_grunfeld_data_are_those_of_stata():
    # Stata's regress invest mvalue kstock, vce(cluster company): statsmodels' own reference results.
    data = sm.datasets.grunfeld.load_pandas().data
    data = data[data["firm"] != "American Steel"]
    columns = [data["value"], data["capital"], np.ones(len(data))]
    model = LinearModel(data["invest"].tolist(), [list(column) for column in columns], data["firm"].tolist())
    found = [model.coefficient(place, "CR1S") for place in range(3)]
    errors = [one.estimate.standard_error for one in found]
    assert errors == pytest.approx([0.01589433647768, 0.08496711097464, 20.425202580078], rel=1e-7)
    assert [one.p.value for one in found] == pytest.approx([0.0000471055, 0.0238051590, 0.0660484328], abs=1e-8)
    assert found[0].df == 9


def test_three_treated_of_thirty_have_two_and_a_half_degrees_of_freedom():
    # Imbens & Kolesar (2016), Review of Economics and Statistics 98:701-712, the design of their table 1.
    treated = [0.0] * 27 + [1.0] * 3
    found = LinearModel(RNG.normal(size=30), [[1.0] * 30, treated]).coefficient(1)
    assert found.df == pytest.approx((1 / 3 + 1 / 27) ** 2 / (1 / (9 * 2) + 1 / (729 * 26)))
    assert round(found.df, 1) == 2.5
    assert found.p.value is None
    assert found.p.reason == "few-degrees"
    assert found.estimate.complete


def test_whole_hospitals_of_one_size_give_the_test_of_welch_on_their_means():
    treated = np.repeat([1.0, 1, 1, 1, 0, 0, 0, 0, 0], 4)
    outcome = RNG.normal(size=36) + np.repeat(RNG.normal(size=9), 4)
    found = LinearModel(outcome, [np.ones(36), treated], np.repeat(np.arange(9), 4).tolist()).coefficient(1)
    means = outcome.reshape(9, 4).mean(axis=1)
    welch = stats.ttest_ind(means[:4], means[4:], equal_var=False)
    assert found.t == pytest.approx(welch.statistic)
    assert found.df == pytest.approx((1 / 4 + 1 / 5) ** 2 / (1 / (16 * 3) + 1 / (25 * 4)))


def test_before_and_after_with_effects_of_hospitals_gives_the_test_of_welch_on_the_changes():
    # clubSandwich, tests/testthat/test_lm.R: "CR2 is equivalent to Welch t-test for DiD design".
    places = np.repeat(np.arange(13), 2)
    late = np.tile([0.0, 1.0], 13)
    treated = late * (places >= 4)
    outcome = RNG.normal(size=26) + RNG.normal(size=13)[places]
    columns = [*(places == place for place in range(13)), late, treated]
    model = LinearModel(outcome, [np.asarray(column, dtype=float) for column in columns], places.tolist())
    changes = outcome[late == 1] - outcome[late == 0]
    welch = stats.ttest_ind(changes[4:], changes[:4], equal_var=False)
    assert model.coefficient(14).t == pytest.approx(welch.statistic)


@pytest.mark.parametrize("kind", ["equal", "CR0", "CR1S"])
def test_the_other_variances_are_those_of_statsmodels(kind: str):
    fitted = sm.OLS(Y, X)
    fit = {
        "equal": fitted.fit,
        "CR0": lambda: fitted.fit(cov_type="cluster", cov_kwds={"groups": PLACES, "use_correction": False}),
        "CR1S": lambda: fitted.fit(cov_type="cluster", cov_kwds={"groups": PLACES}),
    }[kind]()
    model = LinearModel(Y, X.T, PLACES.tolist())
    assert np.array(model.covariance(kind)) == pytest.approx(fit.cov_params(), rel=1e-9)
    plain = np.array(model.covariance("CR0"))
    assert np.array(model.covariance("CR1")) == pytest.approx(plain * 8 / 7)


def test_a_column_too_many_changes_nothing_but_its_own_coefficient():
    alone = LinearModel(Y, X.T, PLACES.tolist())
    double = LinearModel(Y, [*X.T, 1 - X[:, 2]], PLACES.tolist())
    assert double.coefficient(1).estimate.value == pytest.approx(alone.coefficient(1).estimate.value)
    assert double.coefficient(1).df == pytest.approx(alone.coefficient(1).df)
    assert double.coefficient(2).estimate.reason == "aliased"
    assert double.joint([[0, 1, 0, 0], [0, 0, 1, 0]]).p.reason == "aliased"


def test_the_order_of_rows_and_the_names_of_clusters_do_not_matter():
    order = RNG.permutation(N)
    first = LinearModel(Y, X.T, PLACES.tolist()).coefficient(2)
    second = LinearModel(Y[order], X[order].T, [f"h{place}" for place in PLACES[order]]).coefficient(2)
    assert (second.t, second.df) == pytest.approx((first.t, first.df))


@pytest.mark.parametrize(("weights", "clusters"), [("rademacher", 6), ("webb", 4)])
def test_the_wild_bootstrap_counts_what_refitting_every_pattern_counts(weights: str, clusters: int):
    places = np.repeat(np.arange(clusters), [3, 4, 2, 5, 3, 3][:clusters])
    x = np.column_stack([np.ones(places.size), RNG.normal(size=places.size), places % 2])
    y = RNG.normal(size=places.size)
    without = x[:, [0, 2]]
    fitted = without @ np.linalg.lstsq(without, y, rcond=None)[0]
    values = {
        "rademacher": [-1.0, 1.0],
        "webb": [sign * math.sqrt(size) for sign in (-1, 1) for size in (0.5, 1, 1.5)],
    }[weights]

    def size_of_t(outcome: np.ndarray) -> float:
        return abs(LinearModel(outcome, x.T, places.tolist()).coefficient(1, "CR1").t)

    least = size_of_t(y) * (1 - 1e-9)
    patterns = list(itertools.product(values, repeat=clusters))
    counted = sum(size_of_t(fitted + np.array(one)[places] * (y - fitted)) >= least for one in patterns)
    found = wild_cluster_test(y, x.T, places.tolist(), [0, 1, 0], weights=weights)
    assert (found.value, found.outcomes) == (pytest.approx(counted / len(patterns)), len(patterns))
    assert found.method == "enumerated"


def test_five_clusters_can_never_reach_five_per_cent_with_two_values():
    places = np.repeat(np.arange(5), 6)
    treated = (places < 2).astype(float)
    outcome = 10 * treated + 0.01 * RNG.normal(size=30)
    two = wild_cluster_test(outcome, [np.ones(30), treated], places.tolist(), [0, 1])
    six = wild_cluster_test(outcome, [np.ones(30), treated], places.tolist(), [0, 1], weights="webb")
    assert (two.attainable, two.can_reach(0.05)) == (0.0625, False)
    assert two.value >= two.attainable
    assert (six.attainable, six.can_reach(0.05)) == (pytest.approx(6**-4), True)


def test_many_clusters_are_drawn_with_the_seed_in_the_result():
    places = np.repeat(np.arange(16), 3)
    data = (RNG.normal(size=48), [np.ones(48), places % 2], places.tolist(), [0, 1])
    first, again, other = (wild_cluster_test(*data, draws=999, seed=seed) for seed in (5, 5, 6))
    assert first == again
    assert (first.method, first.seed, first.outcomes, first.attainable) == ("drawn", 5, 999, 0.001)
    assert other.value == pytest.approx(first.value, abs=0.08)
    exact = LinearModel(*data[:3]).coefficient(1).p.value
    assert first.value == pytest.approx(exact, abs=0.1)


LONE = [[1.0] * 8, [1.0, 1, 0, 0, 0, 0, 0, 0]]
"""An intercept, and a group that comes from the first of four clusters."""


@pytest.mark.parametrize(
    ("columns", "contrast", "weights", "unbiased"),
    [
        (LONE, [0, 1], None, False),
        (LONE, [1, 1], [1, 2, 3, 1, 2, 3, 1, 2], False),
        (LONE, [1, 0], None, True),
        ([[1.0] * 8, [1.0, 1, 1, 1, 0, 0, 0, 0]], [0, 1], None, True),
        ([[1.0] * 8, [1.0, 0, 0, 1, 0, 1, 1, 1]], [0, 1], [1, 2, 3, 1, 2, 3, 1, 2], True),
        # The clusters' own columns fit each of them, and what differs within them does not rest on that.
        (
            [[float(row // 2 == place) for row in range(8)] for place in range(4)] + [[1.0, 0] * 4],
            [0] * 4 + [1],
            None,
            True,
        ),
    ],
)
def test_cr2_answers_only_where_it_is_unbiased(
    columns: list[list[float]], contrast: list[float], weights: list[float] | None, *, unbiased: bool
):
    """The mean of a quadratic form over independent answers is its sum over answers of one person alone."""

    def variance(answers: np.ndarray) -> float:
        model = LinearModel(answers, columns, "aabbccdd", weights=weights)
        return float(np.array(contrast) @ np.array(model.covariance("CR2")) @ contrast)

    answered = LinearModel([1.0, 3, 2, 2, 5, 4, 4, 7], columns, "aabbccdd", weights=weights)
    toward = answered.design.w * (answered.design.x @ answered.design.bread @ contrast)
    share = sum(variance(one) for one in np.eye(8)) / float(toward @ toward)
    assert answered.design.seen(np.array([contrast])) == pytest.approx(share)
    assert (share == pytest.approx(1)) is unbiased
    found = answered.contrast(contrast)
    assert found.estimate.value is not None
    assert found.estimate.complete is unbiased
    assert (answered.joint([contrast]).p.reason == "lone-cluster") is not unbiased
    if not unbiased:
        assert (found.estimate.reason, found.p.value, found.df) == ("lone-cluster", None, None)


@pytest.mark.parametrize(
    ("outcome", "columns", "clusters", "reason"),
    [
        ([], [[], []], [], "aliased"),
        ([1.0, 2], [[1, 1], [0, 1]], "ab", "too-few"),
        ([1.0, 2, 4, 3], [[1, 1, 1, 1], [0, 1, 0, 1]], "aaaa", "one-cluster"),
        ([1.0, 2, 1, 2], [[1, 1, 1, 1], [0, 1, 0, 1]], "aabb", "no-variation"),
        ([2.0, 2, 2, 2], [[1, 1, 1, 1], [0, 1, 0, 1]], "aabb", "no-variation"),
        ([1.0, 2, 4, 3], [[1, 1, 1, 1], [1, 1, 1, 1]], "aabb", "aliased"),
    ],
)
def test_what_cannot_be_computed_says_why(
    outcome: list[float], columns: list[list[float]], clusters: str, reason: str
):
    model = LinearModel(outcome, columns, clusters)
    found = model.coefficient(1)
    assert (found.estimate.reason, found.p.value, found.t, found.df) == (reason, None, None, None)
    assert model.joint([[0, 1]]).p.reason == reason
    assert wild_cluster_test(outcome, columns, clusters, [0, 1]).reason == reason


@pytest.mark.parametrize(
    "arguments",
    [
        {"outcome": [1, 2, None]},
        {"outcome": [1, 2, math.nan]},
        {"outcome": [1, 2, math.inf]},
        {"outcome": [1, 2]},
        {"clusters": "ab"},
        {"weights": [1, 1, 0]},
        {"variances": [1, 1, -1]},
    ],
)
def test_data_that_are_not_a_regression_are_refused(arguments: dict[str, object]):
    with pytest.raises(ValueError, match=r"missing|infinite|lengths|over 0"):
        LinearModel(**{"outcome": [1, 2, 3], "columns": [[1, 1, 1]], "clusters": "abc", **arguments})
