"""Levels: one interaction, level effects that borrow strength, several tests at once."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.stats.multitest import multipletests

from curriculum.evaluation.statistics import (
    LinearModel,
    change_by_level,
    effect_by_level,
    holm,
    shrunken_effects,
    shrunken_means,
)

RNG = np.random.default_rng(6)
DYESTUFF = {
    "A": [1545, 1440, 1440, 1520, 1580],
    "B": [1540, 1555, 1490, 1560, 1495],
    "C": [1595, 1550, 1605, 1510, 1560],
    "D": [1445, 1440, 1595, 1465, 1545],
    "E": [1595, 1630, 1515, 1635, 1625],
    "F": [1520, 1455, 1450, 1480, 1445],
}
"""Yield of dyestuff by batch: Davies (1947), as in Bates et al. (2015), Journal of Statistical Software 67:1."""
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]
"""Ill and well, vaccinated and not, in 13 trials: Colditz et al. (1994), as in metafor's dat.bcg."""
DIURETICS = [
    (14, 131, 14, 136), (21, 385, 17, 134), (14, 57, 24, 48), (6, 38, 18, 40), (12, 1011, 35, 760),
    (138, 1370, 175, 1336), (15, 506, 20, 524), (6, 108, 2, 103), (65, 153, 40, 102),
]  # fmt: skip
"""Pre-eclampsia with diuretics and without, of how many, in nine trials."""
LEVELS = np.repeat(["top", "middle", "ward"], (6, 9, 13))
BEFORE = RNG.normal(size=28)
TREATED = np.tile([True, False], 14)
AFTER = 0.5 * BEFORE + RNG.normal(size=28) + np.where(LEVELS == "ward", 1.0, 0.2) * TREATED


def as_lists(data: dict[str, list[int]]) -> tuple[list[int], list[str]]:
    return [one for values in data.values() for one in values], [name for name, many in data.items() for _ in many]


def test_the_batches_of_dyestuff_are_those_of_lme4():
    # lme4: REML variances 1764.05 and 2451.25, mean 1527.5 (19.38), conditional modes to 7 digits.
    found = shrunken_means(*as_lists(DYESTUFF))
    assert (found.between, found.within) == pytest.approx((1764.05, 2451.25), abs=0.005)
    assert (found.mean.value, found.mean.standard_error) == pytest.approx((1527.5, 19.383), abs=5e-4)
    modes = [one.shrunken.value - found.mean.value for one in found.levels]
    assert modes == pytest.approx(
        [-17.6068514, 0.3912634, 28.5622256, -23.0845385, 56.7331877, -44.9952868], abs=1e-4
    )
    assert [one.level for one in found.levels] == list("ABCDEF")


def test_batches_that_differ_less_than_chance_are_one():
    # Dyestuff2 of lme4 (Box & Tiao 1973) has a variance between batches of 0: here any data with equal means.
    found = shrunken_means([1, 2, 3, 2, 1, 3, 3, 2, 1], list("aaabbbccc"))
    assert found.between == 0
    assert all(one.kept == 0 and one.shrunken.value == found.mean.value for one in found.levels)


def test_unequal_levels_are_those_of_statsmodels():
    groups = np.repeat(list("abcdefg"), (3, 5, 8, 2, 9, 4, 6))
    values = RNG.normal(size=groups.size) + np.unique(groups, return_inverse=True)[1]
    fit = smf.mixedlm("y ~ 1", pd.DataFrame({"y": values, "g": groups}), groups="g").fit(reml=True)
    found = shrunken_means(values, groups.tolist())
    assert (found.between, found.within) == pytest.approx((fit.cov_re.iloc[0, 0], fit.scale), rel=1e-3)
    for one in found.levels:
        mode = one.shrunken.value - found.mean.value
        assert mode == pytest.approx(float(fit.random_effects[one.level].iloc[0]), abs=1e-3)


def test_the_trials_of_the_bcg_vaccine_are_those_of_metafor():
    # metafor, rma(method = "REML"): tau^2 0.3132, its interval 0.1197 to 1.1115, estimate -0.7145 (0.1798).
    effects = [math.log((a / (a + b)) / (c / (c + d))) for a, b, c, d in BCG]
    errors = [math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)) for a, b, c, d in BCG]
    found = shrunken_effects(effects, errors)
    assert (found.between, *found.between_interval) == pytest.approx((0.3132, 0.1197, 1.1115), abs=5e-5)
    assert (found.mean.value, found.mean.standard_error) == pytest.approx((-0.7145, 0.1798), abs=5e-5)
    # By the matrix of the mixed model, for the first trial.
    variances = np.array(errors) ** 2
    inverse = np.diag(1 / (variances + found.between))
    ones = np.ones(13)
    projection = inverse - np.outer(inverse @ ones, ones @ inverse) / (ones @ inverse @ ones)
    mode = found.between * (projection @ np.array(effects))[0]
    assert found.levels[0].shrunken.value == pytest.approx(found.mean.value + mode)
    whole = found.between - found.between**2 * projection[0, 0] + 1 / (ones @ inverse @ ones)
    whole -= 2 * found.between * (inverse[0, 0] / (ones @ inverse @ ones))
    assert found.levels[0].shrunken.standard_error == pytest.approx(math.sqrt(whole))


def test_the_trials_of_diuretics_are_those_of_viechtbauer():
    # Collins et al. (1985); Viechtbauer (2007), Statistics in Medicine 26:37-52, table II: REML and Q-profile.
    effects = [math.log(a / (n - a) / (c / (m - c))) for a, n, c, m in DIURETICS]
    errors = [math.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c)) for a, n, c, m in DIURETICS]
    found = shrunken_effects(effects, errors)
    assert (found.between, *found.between_interval) == pytest.approx((0.3008, 0.0723, 2.2027), abs=5e-5)


def test_the_eight_schools_are_one():
    # Rubin (1981), Journal of Educational Statistics 6:377-401: nothing between schools, mean 7.69 (4.07).
    found = shrunken_effects([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18], list("ABCDEFGH"))
    assert found.between == 0
    assert (found.mean.value, found.mean.standard_error) == pytest.approx((7.69, 4.07), abs=5e-3)
    assert [one.kept for one in found.levels] == [0] * 8
    assert found.between_interval[0] == 0
    assert found.between_interval[1] > 100


def test_equal_standard_errors_have_a_closed_form():
    # The REML variance is the variance of the effects minus that of their errors.
    effects = [1.0, 2.0, 4.0, 9.0]
    found = shrunken_effects(effects, [0.5] * 4)
    assert found.between == pytest.approx(np.var(effects, ddof=1) - 0.25)
    assert found.levels[3].kept == pytest.approx(found.between / (found.between + 0.25))


@pytest.mark.parametrize(
    ("values", "levels", "reason"),
    [
        ([], [], "no-data"),
        ([None, math.nan], "ab", "no-data"),
        ([1, 2, 3], "aaa", "one-level"),
        ([1, 2, 3], "abc", "too-few"),
        ([1, 1, 2, 2], "aabb", "no-variation"),
    ],
)
def test_levels_that_cannot_be_drawn_together_say_why(values: list[float], levels: str, reason: str):
    found = shrunken_means(values, list(levels))
    assert (found.reason, found.mean.reason, found.levels, found.between) == (reason, reason, (), None)


def test_one_effect_alone_is_drawn_nowhere():
    assert shrunken_effects([1.0], [0.5]).reason == "one-level"
    assert shrunken_effects([], []).reason == "no-data"


@pytest.mark.parametrize(("effects", "errors"), [([1, 2], [1]), ([1, 2], [1, 0]), ([1, None], [1, 1])])
def test_effects_without_their_standard_errors_are_refused(effects: list[float], errors: list[float]):
    with pytest.raises(ValueError, match=r"lengths|over 0"):
        shrunken_effects(effects, errors)


def test_the_interaction_of_time_and_level_is_that_of_statsmodels():
    frame = pd.DataFrame({"change": AFTER - BEFORE, "level": LEVELS})
    expected = smf.ols("change ~ C(level)", frame).fit()
    found = change_by_level(BEFORE, AFTER, LEVELS.tolist())
    assert (found.interaction.f, found.interaction.df2) == pytest.approx((expected.fvalue, 25))
    assert found.interaction.p.value == pytest.approx(expected.f_pvalue)
    means = frame.groupby("level")["change"].mean()
    for one in found.levels:
        assert one.effect.estimate.value == pytest.approx(means[one.level])
        assert one.effect.estimate.standard_error == pytest.approx(math.sqrt(expected.scale / one.n))


def test_the_interaction_of_treatment_and_level_is_that_of_statsmodels():
    frame = pd.DataFrame({"after": AFTER, "before": BEFORE, "treated": 1 * TREATED, "level": LEVELS})
    whole = smf.ols("after ~ before + C(level) * treated", frame).fit()
    without = smf.ols("after ~ before + C(level) + treated", frame).fit()
    f, p, _ = whole.compare_f_test(without)
    found = effect_by_level(BEFORE, AFTER, TREATED.tolist(), LEVELS.tolist())
    assert (found.interaction.f, found.interaction.p.value, found.interaction.df1) == pytest.approx((f, p, 2))
    top = next(one for one in found.levels if one.level == "top")
    contrast = whole.t_test("treated + C(level)[T.top]:treated = 0")
    assert top.effect.estimate.value == pytest.approx(contrast.effect.item())
    assert top.effect.estimate.standard_error == pytest.approx(contrast.sd.item())


def test_shrunken_level_effects_lie_between_their_own_and_the_mean():
    found = effect_by_level(BEFORE, AFTER, TREATED.tolist(), LEVELS.tolist())
    mean = found.shrunken.mean.value
    for raw, one in zip(found.levels, found.shrunken.levels, strict=True):
        assert one.raw == raw.effect.estimate.value
        assert min(one.raw, mean) - 1e-12 <= one.shrunken.value <= max(one.raw, mean) + 1e-12


def test_levels_within_hospitals_are_compared_with_cr2():
    places = np.repeat(np.arange(7), 4)
    found = change_by_level(BEFORE, AFTER, LEVELS.tolist(), places.tolist())
    here = [np.asarray(level == LEVELS, dtype=float) for level in ("top", "middle", "ward")]
    model = LinearModel(AFTER - BEFORE, here, places.tolist())
    assert found.interaction == model.joint([[-1, 1, 0], [-1, 0, 1]])
    assert found.levels[2].effect == model.coefficient(2)


def test_a_missing_value_leaves_the_person_out_and_is_counted():
    whole = change_by_level(BEFORE, AFTER, LEVELS.tolist())
    found = change_by_level([None, *BEFORE], [1.0, *AFTER], ["nobody", *LEVELS.tolist()])
    assert (found.missing, found.levels) == (1, whole.levels)


def test_levels_without_people_or_without_contrast_say_why():
    assert change_by_level([], [], []).interaction.p.reason == "no-data"
    assert change_by_level([1, 2, 3], [2, 2, 4], "aaa").interaction.p.reason == "one-level"
    treated = effect_by_level([1, 2, 1, 3], [2, 3, 1, 4], [True, True, True, False], list("aabb"))
    assert treated.levels[0].effect.estimate.reason == "aliased"
    assert treated.interaction.p.reason == "aliased"


def test_a_label_too_few_is_refused():
    with pytest.raises(ValueError, match="lengths"):
        change_by_level([1, 2], [2, 3], ["a"])


def test_holm_is_that_of_statsmodels_and_leaves_what_is_not_there():
    p = RNG.uniform(size=9).tolist()
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1].tolist())
    assert holm([0.01, None, 0.02]) == (0.02, None, 0.02)
    assert holm([]) == ()
    for wrong in (1.2, math.nan):
        with pytest.raises(ValueError, match="from 0 to 1"):
            holm([wrong])
