"""How robust a ranking is: exact limits of weights against a fine grid, shares against the area of a triangle."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from attrs import evolve
from rubric_cases import SCORES, criterion, evaluated, ratings, rubric

from curriculum.evaluation.rubrics import Gate, ImportedScore, RubricResult, rank_results, ranking_text
from curriculum.messages import LANGUAGES

QUARTERS = ["1", "2", "3", "4"]


def result(points: str, weights: str = "111", gate: Gate | None = None) -> RubricResult:
    """Return a result with as many quarters of points as each digit says; ``?`` is unknown."""
    names = "cde"[: len(points)]
    criteria = [
        criterion(name, "imported", *QUARTERS, weight=int(weight))
        for name, weight in zip(names, weights, strict=False)
    ]
    by = rubric(*criteria, gates=(gate,) if gate else ())
    scores = [
        ImportedScore(criterion=name, value=Fraction(digit), source="x")
        for name, digit in zip(names, points, strict=True)
        if digit.isdecimal()
    ]
    return evaluated(by, imported=scores)


def total(points: str, weights: list[Fraction], cap: Fraction) -> Fraction:
    return min(
        cap, sum((w * Fraction(int(digit), 4) for w, digit in zip(weights, points, strict=True)), Fraction(0))
    )


def test_the_limits_of_each_weight_are_those_that_trying_every_weight_finds():
    draw = random.Random(4)  # noqa: S311 - no secret
    gate = Gate(id="g", title="G", all_of={"c": "l2"}, at_most=Fraction(1, 2))
    tried = 0
    for _ in range(60):
        words = ["".join(draw.choice("01234") for _ in range(3)) for _ in range(2)]
        weights = "".join(draw.choice("1234") for _ in range(3))
        ranking = rank_results(
            {word + str(n): result(word, weights, gate) for n, word in enumerate(words)}, draws=1
        )
        leader, other = (name[:3] for name, _ in ranking.order)
        caps = [Fraction(1, 2) if int(word[0]) < 2 else Fraction(1) for word in (leader, other)]
        assert ranking.certain
        for place, limits in enumerate(ranking.limits):
            rest = [Fraction(int(w)) for w in weights]
            spread = [w / (sum(rest) - rest[place]) for w in rest]
            for step in range(41):
                share = Fraction(step, 40)
                at = [share if n == place else (1 - share) * part for n, part in enumerate(spread)]
                leads = total(leader, at, caps[0]) >= total(other, at, caps[1])
                if limits.low <= share <= limits.high:
                    assert leads, (words, weights, limits)
                    tried += 1
                beyond = limits.high + Fraction(1, 10**6), limits.low - Fraction(1, 10**6)
                for just in beyond:
                    if 0 <= just <= 1:
                        at_just = [just if n == place else (1 - just) * part for n, part in enumerate(spread)]
                        assert total(leader, at_just, caps[0]) < total(other, at_just, caps[1])
    assert tried > 1000


def test_shares_of_all_weights_are_areas():
    # 4 against 0 and 0 against 4 with a third alike: first where w_c > w_d, half of the triangle.
    ranking = rank_results({"a": result("402"), "b": result("042")}, seed=5)
    assert ranking.first["a"] == pytest.approx(0.5, abs=0.02)
    assert ranking.first["a"] + ranking.first["b"] == pytest.approx(1)
    # a = w_c, b = (w_c + w_d + w_e) / 2 = 1/2: first where w_c > 1/2, a quarter of the triangle.
    ranking = rank_results({"a": result("400"), "b": result("222")}, seed=5)
    assert ranking.first == {"a": pytest.approx(0.25, abs=0.02), "b": pytest.approx(0.75, abs=0.02)}
    assert ranking == rank_results({"b": result("222"), "a": result("400")}, seed=5)


def test_what_is_unknown_counts_against_whoever_leads():
    known, open_ = result("440"), result("34?")
    ranking = rank_results({"known": known, "open": open_})
    assert ([name for name, _ in ranking.order], ranking.certain, ranking.limits) == (["known", "open"], False, ())
    sure = rank_results({"known": result("444"), "open": result("00?")})
    assert sure.certain
    assert sure.first["open"] == 0


def test_criteria_that_do_not_apply_to_all_are_left_out_and_named():
    by = rubric(criterion("score", "imported", "48", "55"), criterion("seen", "judged"))
    one = evaluated(by, imported=SCORES, ratings=ratings("a:not-applicable"))
    other = evaluated(by, imported=[evolve(SCORES[0], value=Fraction(40))], ratings=ratings("a:l2"))
    ranking = rank_results({"one": one, "other": other})
    assert (ranking.left_out, [name for name, _ in ranking.order]) == (("seen",), ["one", "other"])
    assert ranking.limits == ()  # a single criterion has all the weight there is


def test_a_ranking_needs_two_with_the_same_rubric():
    with pytest.raises(ValueError, match="same rubric"):
        rank_results({"a": result("40"), "b": result("402")})
    with pytest.raises(ValueError, match="two evaluations"):
        rank_results({"a": result("40")})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_is_told(language: str):
    text = ranking_text(rank_results({"north": result("431"), "south": result("121")}), language)
    assert "north" in text.splitlines()[0]
    assert len(text.splitlines()) == 9
