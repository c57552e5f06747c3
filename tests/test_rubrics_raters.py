"""Several raters: their median, how far they agree, what an adjudication decides, how tables are read."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from statistics import median_high, median_low

import pytest
from folders import refused, told
from rubric_cases import EVERY_KIND, criterion, evaluated, ratings, rubric

from curriculum.evaluation.rubrics import Rating
from curriculum.evaluation.rubrics.raters import agreement_of, panel_of
from curriculum.evaluation.statistics import intraclass_correlations, kappa, krippendorff_alpha
from curriculum.files.ratings import load_ratings, load_scores
from curriculum.files.rubric import load_rubric

SEEN = EVERY_KIND.criterion("seen")
LEVELS = ["l0", "l1", "l2"]


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_panels_level_is_the_median_and_lies_between_two_where_they_differ(size: int):
    for said in product(LEVELS, repeat=size):
        panel = panel_of(
            criterion("c", "judged"),
            ratings(*(f"{n}:{word}" for n, word in enumerate(said))),
            map(str, range(size)),
        )
        ranks = [LEVELS.index(word) for word in said]
        assert (panel.lowest, panel.highest) == (median_low(ranks), median_high(ranks))


@pytest.mark.parametrize("size", [2, 3, 5])
def test_missing_ratings_leave_open_exactly_what_they_could_make_of_it(size: int):
    for given in range(1, size):
        for said in product(LEVELS, repeat=given):
            listed = ratings(*(f"{n}:{word}" for n, word in enumerate(said)))
            panel = panel_of(criterion("c", "judged", raters=size), listed, [])
            ranks = [LEVELS.index(word) for word in said]
            filled = [[*ranks, *rest] for rest in product(range(3), repeat=size - given)]
            lows, highs = [median_low(one) for one in filled], [median_high(one) for one in filled]
            if 2 * (size - given) <= size:  # else the missing ones could also say that it does not apply
                assert (panel.lowest, panel.highest) == (min(lows), max(highs))
            else:
                assert (panel.lowest, panel.highest) == (0, 2)


def test_an_adjudication_decides_and_the_ratings_before_it_stay():
    said = ratings("a:l0", "b:l2", "c:l2", "chair!:l1")
    found = evaluated(EVERY_KIND, ratings=said).of("seen")
    assert (found.state, found.level, found.highest) == ("met", "l1", "l1")
    assert found.panel.document() == {
        "size": 3,
        "rated": 3,
        "counts": {"l0": 1, "l1": 0, "l2": 2, "not-applicable": 0},
        "adjudicated": True,
    }


def test_the_coefficients_are_those_of_the_statistics():
    by = rubric(*(criterion(name, "judged") for name in "cdefgh"))
    first, second = [0, 1, 2, 2, 1, None], [0, 2, 2, 1, 1, 2]
    listed = [
        Rating(rater=who, criterion=name, level=None if rank is None else LEVELS[rank])
        for who, row in (("b", second), ("a", first))
        for name, rank in zip("cdefgh", row, strict=True)
    ]
    agreed = agreement_of(by, listed, seed=3)
    assert (agreed.raters, agreed.criteria, agreed.alike) == (2, 5, 3)
    found = {one.name: one for one in agreed.coefficients}
    expected = {
        "kappa": kappa(first[:5], second[:5], categories=[0, 1, 2], weighting="quadratic").coefficient,
        "alpha": krippendorff_alpha([first, second], metric="ordinal", seed=3).alpha,
        "icc": intraclass_correlations(list(zip(first, second, strict=True))).icc2.value,
    }
    for name, one in expected.items():
        assert (found[name].value, found[name].low, found[name].high) == (one.value, one.low, one.high)
        assert one.value is not None
    third = [Rating(rater="c", criterion="c", level="l0")]
    assert {one.name for one in agreement_of(by, [*listed, *third]).coefficients} == {"alpha", "icc"}
    assert agreement_of(by, listed[:6]) is None


def test_an_adjudication_does_not_change_how_far_the_raters_agree():
    said = ratings("a:l0", "b:l2")
    assert agreement_of(EVERY_KIND, said) == agreement_of(EVERY_KIND, [*said, *ratings("a!:l2")])


def table(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_ratings_are_read_from_a_table_in_any_of_the_languages(tmp_path: Path):
    text = (
        "Bedømmer;Kriterium;Niveau;Belæg;Kommentar;Afgør\n"
        "a;seen;l1;plan s. 3|møde 2;nej tak;\n"
        "b;seen;ikke relevant;;;\n"
        "c;seen;;;;\n"
        "d;seen;l2;;;ja\n"
    )
    first, second, third, last = load_ratings(table(tmp_path, text), EVERY_KIND)
    assert (first.level, first.evidence, first.comment) == ("l1", ("plan s. 3", "møde 2"), "nej tak")
    assert (second.level, third.level, last.adjudicates, first.adjudicates) == (
        "not-applicable",
        None,
        True,
        False,
    )


def test_all_faults_of_a_table_of_ratings_are_told_at_once(tmp_path: Path):
    rows = ["a,seen,l9,", "a,tested,l1,", "a,seen,l1,perhaps", ",seen,l1,", "x,seen,l1,yes", "y,seen,l2,yes"]
    text = "\n".join(["rater,criterion,level,adjudicates", *rows, ""])
    findings = refused(load_ratings, table(tmp_path, text), EVERY_KIND)
    assert [(code, line) for code, line, _ in told(findings)] == [
        ("unknown-id", 2),
        ("unknown-id", 3),
        ("not-yes-or-no", 4),
        ("rated-twice", 4),
        ("empty-cell", 5),
        ("adjudicated-twice", 7),
    ]
    assert [one.code for one in refused(load_ratings, table(tmp_path, "rater,level\na,l1\n"), EVERY_KIND)] == [
        "missing-column"
    ]


def test_scores_are_read_exactly_and_need_a_source(tmp_path: Path):
    (score,) = load_scores(table(tmp_path, "kriterium;värde;källa\nscore;47,9;rapport\n"), EVERY_KIND)
    assert (score.value, score.source) == (Fraction("47.9"), "rapport")
    assert evaluated(EVERY_KIND, imported=[score]).of("score").level == "l0"
    wrong = "criterion,value,source\nscore,many,x\nseen,1,x\nscore,2,\n"
    findings = refused(load_scores, table(tmp_path, wrong), EVERY_KIND)
    assert [(code, line) for code, line, _ in told(findings)] == [
        ("not-a-score", 2),
        ("unknown-id", 3),
        ("empty-cell", 4),
    ]


RUBRIC = """\
schema = 1
[rubric]
id = "mine"
title = "Mine"
[[sources]]
id = "s"
title = "S"
[[criteria]]
id = "c"
kind = "computed"
title = "C"
source = "s"
indicator = "outcomes-asessed"
weight = "much"
levels = [{ id = "no", title = "no" }, { id = "yes", title = "yes", at_leest = 0.5 }]
[[gates]]
id = "g"
title = "G"
all_of = { c = "yes", d = "yes" }
"""


def test_a_rubric_file_is_told_all_its_faults_with_their_lines(tmp_path: Path):
    path = tmp_path / "rubric.toml"
    path.write_text(RUBRIC, encoding="utf-8")
    findings = refused(load_rubric, path)
    assert [(code, line) for code, line, _ in told(findings)] == [
        ("unknown-indicator", 13),
        ("not-number", 14),
        ("unknown-key", 15),
        ("unknown-id", 19),
    ]
    assert findings[0].values["suggestion"] == "outcomes-assessed"
    sound = RUBRIC.replace("asessed", "assessed").replace('"much"', "0.5").replace("leest", "least")
    path.write_text(sound.replace(', d = "yes"', ""), encoding="utf-8")
    by = load_rubric(tmp_path)
    assert (by.criteria[0].weight, by.criteria[0].levels[1].at_least) == (Fraction(1, 2), Fraction(1, 2))
    path.write_text("schema = 1\n", encoding="utf-8")
    assert [one.code for one in refused(load_rubric, path)] == ["no-weight", "missing-key"][::-1]
