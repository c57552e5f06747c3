"""Every case of the shared collection of published values is reproduced."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from public_data import public_data

from curriculum.evaluation.statistics import (
    Sample,
    cliffs_delta,
    control_chart,
    groups_contrast,
    holm,
    independent_effect,
    intraclass_correlations,
    kappa_of_table,
    krippendorff_alpha,
    needed_size,
    noncentrality_limits,
    paired_change,
    paired_contrast,
    paired_effect,
    pre_post_control_effect,
    pre_post_effect,
    score,
    signed_rank_test,
    small_sample_factor,
)

KAPPA_TABLE = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
FORMS = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")


def public_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a public CSV file, or skip the test."""
    with public_data(f"evaluation/{name}").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def public_cases() -> dict[str, Any]:
    """Return the published values by their id, or skip the test."""
    cases = json.loads(public_data("evaluation/reference.json").read_text("utf-8"))["cases"]
    return {case["id"]: case for case in cases}


def borenstein_independent() -> Mapping[str, Any]:
    found = independent_effect(Sample(mean=103, sd=5.5, n=50), Sample(mean=100, sd=4.5, n=50))
    return {"d": found.d, "g": found.g, "var_d": found.variance_d, "var_g": found.variance_g}


def borenstein_paired() -> Mapping[str, Any]:
    found = paired_effect(3, 5.5, 0.7, 50)
    return {"d": found.d, "g": found.g, "var_d": found.variance_d, "var_g": found.variance_g}


def student() -> Mapping[str, Any]:
    rows = public_rows("student1908_sleep.csv")
    first, second = ([float(row[name]) for row in rows] for name in ("drug1", "drug2"))
    found = paired_change(first, second)
    low, high = noncentrality_limits(found.t, 9)
    return {
        "t": found.t,
        "df": found.n - 1,
        "p": found.p_t.value,
        "mean_diff": found.mean.value,
        "ci": [found.mean.low, found.mean.high],
        "d_z": found.d_z.value,
        "d_av": found.d_av,
        "d_rm": found.d_rm,
        "J": small_sample_factor(9),
        "g_av": found.g_av.value,
        "signflip_p": found.exact.value,
        "wilcoxon_exact_p": signed_rank_test([b - a for a, b in zip(first, second, strict=True)]).value,
        "d_z_ci": [low / math.sqrt(10), high / math.sqrt(10)],
        "d_av_ci": [found.g_av.low, found.g_av.high],
    }


def morris() -> Mapping[str, Any]:
    found: dict[str, list[float]] = {"d_ppc2": [], "var": [], "d_ppc1_smcr": []}
    for row in public_rows("morris2008_training_ppc.csv"):
        case = {name: float(value) for name, value in row.items()}
        treated = Sample(mean=case["mT_pre"], sd=case["sdT_pre"], n=int(case["nT"]))
        control = Sample(mean=case["mC_pre"], sd=case["sdC_pre"], n=int(case["nC"]))
        effect = pre_post_control_effect(treated, case["mT_post"], control, case["mC_post"], case["r"])
        found["d_ppc2"].append(effect.g)
        found["var"].append(effect.variance_g)
        alone = [
            pre_post_effect(group, case[f"m{letter}_post"], case["r"]).g
            for group, letter in ((treated, "T"), (control, "C"))
        ]
        found["d_ppc1_smcr"].append(alone[0] - alone[1])
    return found


def cliff() -> Mapping[str, Any]:
    treated, control = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]
    return {"delta": cliffs_delta(treated, control)}


def shrout_fleiss() -> Mapping[str, Any]:
    rows = public_rows("shrout_fleiss1979.csv")
    forms = intraclass_correlations([[float(row[rater]) for rater in ("J1", "J2", "J3", "J4")] for row in rows])
    values = {form: getattr(forms, form.lower()).value for form in FORMS}
    return {
        **{form: one.value for form, one in values.items()},
        "CI": {form: [one.low, one.high] for form, one in values.items()},
        "precise": {form: one.value for form, one in values.items()},
    }


def kappas() -> Mapping[str, Any]:
    cohen = kappa_of_table(KAPPA_TABLE).coefficient
    places = [(i, j) for i in range(3) for j in range(3) for _ in range(KAPPA_TABLE[i][j])]
    alpha = krippendorff_alpha([[i for i, _ in places], [j for _, j in places]], metric="nominal", draws=1)
    return {
        "cohen": cohen.value,
        "cohen_se": cohen.standard_error,
        "scott": kappa_of_table(KAPPA_TABLE, chance="scott").coefficient.value,
        "AC1": kappa_of_table(KAPPA_TABLE, chance="gwet").coefficient.value,
        "bp": kappa_of_table(KAPPA_TABLE, chance="uniform").coefficient.value,
        "kripp": alpha.alpha.value,
    }


def montgomery() -> Mapping[str, Any]:
    costs = [float(row["cost"]) for row in public_rows("montgomery_ex6_5.csv")]
    (chart,) = control_chart(costs, baseline=20)
    return {
        "centre": chart.centre,
        "mean_mr": chart.mean_range,
        "ucl": chart.high,
        "lcl": chart.low,
        "mr_ucl": chart.range_high,
        # The constant of the NHS is 3 / 1.128 cut to two decimals.
        "ucl_2.66": round(chart.centre + 2.66 * chart.mean_range, 2),
    }


def power() -> Mapping[str, Any]:
    return {
        "paired d=.5 power=.8 two-sided n": needed_size(lambda n: paired_contrast(n, correlation=0.5), 0.5),
        "independent d=.5 power=.8 n/group": needed_size(lambda n: groups_contrast(n, n), 0.5),
        "independent d=.5 n=30 power": groups_contrast(30, 30).power(0.5),
        "paired d=.32 n=24 greater power": paired_contrast(24, correlation=0.5).power(0.32, sides=1),
        "one-sample d=.5 n=20 two-sided power": paired_contrast(20, correlation=0.5).power(0.5),
    }


def adjusted() -> Mapping[str, Any]:
    return {"adj": list(holm([0.01, 0.04, 0.03, 0.005]))}


def carpentries() -> Mapping[str, Any]:
    rows = public_rows("carpentries_2020-12-long-term-other_questions-no-open.csv")
    found = {}
    for name in ("increase_confidence", "motivation_learning"):
        scores = [
            score([answer], low=1, high=5, not_applicable={"NA"}).value
            for row in rows
            for answer in [row[f"impact_{name}"]]
            for answer in [answer if answer == "NA" else float(answer)]
        ]
        known = [value for value in scores if value is not None]
        found[f"impact_{name}_mean"] = sum(known) / len(known)
    return {"n": len(rows), **found}


CASES: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "es-borenstein-indep": borenstein_independent,
    "es-borenstein-paired": borenstein_paired,
    "es-student-paired": student,
    "es-morris-dppc2": morris,
    "es-cliff": cliff,
    "icc-shrout": shrout_fleiss,
    "kappa-3x3": kappas,
    "xmr-montgomery": montgomery,
    "power": power,
    "holm": adjusted,
    "carpentries-retro": carpentries,
}


@pytest.mark.parametrize("case", CASES)
def test_a_published_value_is_reproduced(case: str):
    cases = {
        one["id"]: one for one in json.loads(public_data("evaluation/reference.json").read_text("utf-8"))["cases"]
    }
    expected, tolerance = cases[case]["expected"], cases[case]["tolerance"]
    found = CASES[case]()
    assert set(found) == set(expected)
    for name, value in expected.items():
        exact = 1e-6 if name == "precise" else tolerance
        parts, wanted = (
            list(one.items()) if isinstance(one, Mapping) else [("", one)] for one in (found[name], value)
        )
        assert [key for key, _ in parts] == [key for key, _ in wanted]
        for (_, part), (_, want) in zip(parts, wanted, strict=True):
            assert part == pytest.approx(want, abs=exact), name


def test_no_published_case_is_left_out():
    assert public_cases().keys() == CASES.keys()
