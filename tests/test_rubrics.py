"""What a rubric comes to: seven states, gates, totals that are intervals while something is missing, evidence."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve
from refusals import complaints
from rubric_cases import (
    EVERY_KIND,
    FORM,
    SCORES,
    answers,
    catalog,
    cohort,
    criterion,
    evaluated,
    everything,
    level,
    module,
    ratings,
    rubric,
    schedule,
)

from curriculum.catalog import Catalog
from curriculum.checks import Check
from curriculum.errors import Finding
from curriculum.evaluation.privacy import Beside, Release
from curriculum.evaluation.rubrics import (
    INDICATORS,
    Bounds,
    Computing,
    Gate,
    ImportedScore,
    Indicator,
    Measure,
    Rating,
    Rubric,
    Situation,
    compare_results,
    comparison_text,
    rubric_text,
)
from curriculum.evaluation.rubrics.totals import weighted_mean
from curriculum.files.rubric import load_rubric, shipped_rubrics
from curriculum.messages import LANGUAGES
from curriculum.plugins import rubric_files


def bounds(low: str, high: str | None = None) -> Bounds:
    return Bounds(Fraction(low), Fraction(high or low))


# ------------------------------------------------------------------------------------------ the states


def test_with_everything_at_hand_every_criterion_has_its_level_and_the_total_is_one_number():
    result = evaluated(EVERY_KIND, **everything())
    assert {one.criterion: (one.state, one.level) for one in result.criteria} == {
        "tested": ("met", "l2"),
        "top": ("met", "l1"),  # E2 has nobody of the top level: 3 of 4 runs
        "felt": ("met", "l1"),  # a1 = 4 and a2 = 2, turned round: 4
        "seen": ("met", "l2"),  # the median of l1, l2, l2
        "score": ("met", "l1"),
    }
    assert result.total == result.ungated == bounds("7/9")  # (3 + 2/2 + 1/2 + 2 + 1/2) / 9


def state(by: str, **inputs: object) -> tuple[str, str | None]:
    """Return state and reason of one criterion, with some inputs in place of others; None leaves one out."""
    given = {key: value for key, value in {**everything(), **inputs}.items() if value is not None}
    found = evaluated(EVERY_KIND, **given).of(by)
    return found.state, found.reason


@pytest.mark.parametrize(
    ("by", "inputs", "expected"),
    [
        ("top", {"schedule": None}, ("missing-data", "no-schedule")),
        ("felt", {"responses": None}, ("not-assessed", "no-answers")),
        ("felt", {"responses": answers(wave="before")}, ("not-assessed", "no-answers")),
        ("felt", {"responses": answers(4)}, ("withheld", "too-few-people")),
        ("felt", {"responses": answers(5)}, ("met", None)),
        ("felt", {"responses": answers(a1=1.0, a2=5.0)}, ("not-met", None)),
        ("seen", {"ratings": None}, ("not-assessed", "no-rating")),
        ("seen", {"ratings": ratings("a:l2")}, ("missing-data", "raters-missing")),
        ("seen", {"ratings": ratings("a:l2", "b:l2")}, ("met", None)),  # whatever the third one says
        ("seen", {"ratings": ratings("a:l0", "b:l0", "c:l2")}, ("not-met", None)),
        ("seen", {"ratings": ratings("a:", "b:", "c:")}, ("missing-data", "raters-missing")),
        ("seen", {"ratings": ratings("a:not-applicable", "b:not-applicable")}, ("not-applicable", "raters-say")),
        ("score", {"imported": None}, ("not-assessed", "no-score")),
        ("score", {"imported": [evolve(SCORES[0], value=None)]}, ("missing-data", "empty-score")),
        ("score", {"imported": [evolve(SCORES[0], value=Fraction(47))]}, ("not-met", None)),
    ],
)
def test_each_state_comes_about_for_its_reason(by: str, inputs: dict, expected: tuple[str, str | None]):
    assert state(by, **inputs) == expected


def test_two_sources_that_differ_leave_the_level_open():
    low, high = (ImportedScore(criterion="score", value=Fraction(value), source=value) for value in ("47", "56"))
    found = evaluated(EVERY_KIND, **{**everything(), "imported": [low, high]}).of("score")
    assert (found.state, found.level, found.highest, found.points) == (
        "missing-data",
        "l0",
        "l2",
        bounds("0", "1"),
    )


def test_what_an_indicator_raises_is_an_error_that_names_who_brings_it():
    def broken(_: Situation) -> object:
        raise ZeroDivisionError

    by = rubric(criterion("c", "computed", "1", indicator="theirs"), criterion("d", "imported", "1"))
    theirs = Indicator("theirs", "design", broken, brought_by="curriculum-skane")
    result = evaluated(by, computing=Computing(indicators={**INDICATORS, "theirs": theirs}))
    assert (result.of("c").state, result.of("c").reason) == ("error", "indicator-raises")
    assert "curriculum-skane" in rubric_text(result)
    assert result.of("d").state == "not-assessed"  # the others stand
    assert result.total == bounds("0", "1")


def test_a_criterion_can_count_the_findings_of_a_check_and_blames_whoever_brings_a_broken_one():
    by = rubric(criterion("c", "computed", "1", indicator="check:ALN002"))
    fewest = [level("l0"), level("l1", at_most="1"), level("l2", at_most="0")]
    by = evolve(by, criteria=[evolve(by.criteria[0], levels=fewest)])
    untested = module("b1", tested=False)
    half = evolve(untested, assessments=[evolve(module("b1").assessments[0], outcomes=["p"])])
    half = evolve(half, outcomes=[*half.outcomes, evolve(half.outcomes[0], id="p")])
    for designed, expected in ((catalog(module("b1")), "l2"), (catalog(half), "l1")):
        assert evaluated(by, catalog=designed, programme="p").of("c").level == expected
    assert evaluated(by, computing=Computing(checks=[])).of("c").reason == "no-check"
    quiet = Check(code="ALN002", severity="note", find=lambda _: ())
    fault = Finding(code="plugin-check-raises", values={"check": "ALN002", "distribution": "curriculum-skane"})
    found = evaluated(by, computing=Computing(checks=[quiet], faults=lambda: [fault])).of("c")
    assert (found.state, found.details["plugin"]) == ("error", "curriculum-skane")


def test_a_criterion_for_other_programmes_does_not_apply_and_does_not_count():
    mine, theirs = criterion("c", "imported", "48"), criterion("d", "imported", "48", applies_to=["other:p"])
    score = [ImportedScore(criterion=name, value=Fraction(50), source="x") for name in "c"]
    result = evaluated(rubric(mine, theirs), imported=score)
    assert (result.of("d").state, result.of("d").points, result.total) == ("not-applicable", None, bounds("1"))
    alone = evaluated(rubric(evolve(theirs, applies_to=["mine:q"])))
    assert (alone.total, alone.of("d").state) == (None, "not-applicable")


def test_answers_are_told_by_groups_only_when_no_group_is_small():
    apart = Measure(instrument="form", construct="a", between=["top", "low"])
    levels = [level("l0"), level("l1", at_most="1"), level("l2", at_most="0.2")]
    by = rubric(evolve(criterion("c", "measured", "3", measure=apart), levels=levels))
    shown = evaluated(by, cohort=cohort(), responses=answers(10), instruments=FORM).of("c")
    assert (shown.state, shown.level, shown.value) == ("met", "l2", bounds("0"))
    assert shown.evidence[0].items == ("form, a low: 5", "form, a top: 5")
    few = evaluated(by, cohort=cohort(), responses=answers(9), instruments=FORM).of("c")
    assert (few.state, few.value, few.evidence) == ("withheld", None, ())
    assert evaluated(by, responses=answers(10), instruments=FORM).of("c").state == "missing-data"  # nobody's level
    beside = Beside(Release([], [(("level", "top"), ("other:after", "complete"))]))
    given = {"cohort": cohort(), "responses": answers(10), "instruments": FORM, "beside": beside}
    assert evaluated(by, **given).of("c").state == "withheld"  # another report given out with this one hides it


def test_a_change_is_that_of_the_same_people():
    change = Measure(instrument="form", construct="a", wave="after", since="before")
    both = evolve(
        answers(8, "after", a1=5.0), answers=(*answers(8, "after", a1=5.0).answers, *answers(9, "before").answers)
    )
    found = evaluated(rubric(criterion("c", "measured", "0.5", measure=change)), responses=both, instruments=FORM)
    assert (found.of("c").value, found.of("c").level) == (bounds("1/2"), "l1")
    minus = Measure(instrument="form", construct="a", minus="b", wave="after")
    found = evaluated(
        rubric(criterion("c", "measured", "1", measure=minus)), responses=answers(), instruments=FORM
    )
    assert found.of("c").value == bounds("1")
    other = Measure(instrument="form", construct="x")
    found = evaluated(
        rubric(criterion("c", "measured", "1", measure=other)), responses=answers(), instruments=FORM
    )
    assert (found.of("c").state, found.of("c").reason) == ("error", "no-instrument")


# --------------------------------------------------------------------------------------------- totals and gates


def test_a_missing_input_never_lowers_a_total_but_widens_it():
    whole = everything()
    total = evaluated(EVERY_KIND, **whole).total
    inputs = ("schedule", "responses", "ratings", "imported")
    for count in range(1, len(inputs) + 1):
        for left_out in combinations(inputs, count):
            fewer = {key: value for key, value in whole.items() if key not in left_out}
            found = evaluated(EVERY_KIND, **fewer)
            assert found.total.contains(total), left_out
            assert not found.total.known, left_out
            assert all(one.points.low == 0 and one.points.high == 1 for one in found.criteria if one.level is None)
    bare = evaluated(EVERY_KIND)  # nor without the cohort
    assert bare.total.contains(total)


def test_a_rating_that_is_taken_away_leaves_room_for_what_it_said():
    draw = random.Random(1)  # noqa: S311 - no secret
    for _ in range(200):
        said = [draw.choice(["l0", "l1", "l2", "not-applicable", ""]) for _ in "abc"]
        listed = ratings(*(f"{who}:{word}" for who, word in zip("abc", said, strict=True)))
        before = evaluated(EVERY_KIND, **{**everything(), "ratings": listed}).total
        for gone in range(3):
            fewer = [one for place, one in enumerate(listed) if place != gone]
            after = evaluated(EVERY_KIND, **{**everything(), "ratings": fewer}).total
            assert after.contains(before), (said, gone)


def test_the_bounds_of_a_total_are_those_of_all_that_may_come_to_light():
    draw = random.Random(2)  # noqa: S311 - no secret
    ends = [Fraction(0), Fraction(1, 2), Fraction(1)]
    for _ in range(100):
        weights = {name: Fraction(draw.randint(0, 4)) for name in "abcd"}
        points = {
            name: draw.choice([None, bounds("1/2"), bounds("0", "1/2"), bounds("0", "1")]) for name in "abcd"
        }
        found = weighted_mean(weights, points)
        sums = [Fraction(0)]
        every = sum((weights[name] for name, one in points.items() if one), Fraction(0))
        for name, one in points.items():
            if one:
                possible = [end for end in ends if one.low <= end <= one.high]
                sums = [one_sum + weights[name] * end for one_sum in sums for end in possible]
        assert found == (Bounds(min(sums) / every, max(sums) / every) if every else None)


@pytest.mark.parametrize(
    ("said", "verdict", "total"),
    [
        (("a:l2", "b:l2", "c:l2"), "passed", bounds("7/9")),
        (("a:l0", "b:l0", "c:l0"), "failed", bounds("1/2")),  # 5/9 without the gate
        (("a:l0", "b:l2"), "open", bounds("1/2", "7/9")),
        ((), "open", bounds("1/2", "7/9")),
        (("a:not-applicable", "b:not-applicable"), "passed", bounds("5/7")),  # it asks for nothing
    ],
)
def test_a_gate_caps_what_fails_and_half_of_what_is_open(said: tuple[str, ...], verdict: str, total: Bounds):
    result = evaluated(EVERY_KIND, **{**everything(), "ratings": ratings(*said)})
    assert (result.gates[0].verdict, result.total) == (verdict, total)
    assert result.gates[0].failing == (() if verdict == "passed" else ("seen",))


def test_a_gate_names_the_criterion_that_breaks_it_by_its_title():
    one = evolve(criterion("c", "imported", "1"), title="Tried out by readers")
    by = rubric(one, gates=(Gate(id="g", title="Ready", all_of={"c": "l1"}),))
    score = ImportedScore(criterion="c", value=Fraction(0), source="x")
    told = rubric_text(evaluated(by, imported=[score]))
    assert 'Requirement broken by "Tried out by readers": Ready' in told


def test_a_comparison_names_a_gate_by_its_title_also_one_that_one_rubric_does_not_have():
    one, score = criterion("c", "imported", "1"), ImportedScore(criterion="c", value=Fraction(0), source="x")
    gated = rubric(one, gates=(Gate(id="g", title={"en": "Ready", "da": "Klar"}, all_of={"c": "l1"}),))
    with_gate, without = (evaluated(by, imported=[score]) for by in (gated, rubric(one)))
    for pair in ((with_gate, without), (without, with_gate)):
        for language, title in (("en", "Ready"), ("da", "Klar")):
            assert f"\n{title}: " in comparison_text(compare_results(*pair), language)


def test_a_gate_needs_all_of_its_criteria():
    one, other = criterion("c", "imported", "1"), criterion("d", "imported", "1")
    by = rubric(one, other, gates=(Gate(id="g", title="G", all_of={"c": "l1", "d": "l1"}),))
    for values, verdict in (("11", "passed"), ("01", "failed"), ("10", "failed"), ("00", "failed")):
        scores = [
            ImportedScore(criterion=name, value=Fraction(value), source="x")
            for name, value in zip("cd", values, strict=True)
        ]
        result = evaluated(by, imported=scores)
        assert result.gates[0].verdict == verdict
        assert result.total == bounds("1" if verdict == "passed" else "0")


# ------------------------------------------------------------------------------------------------------- evidence


def test_evidence_names_what_was_found_and_what_was_looked_for_in_vain():
    designed = catalog(module("b1", work=False), module("b2", "b1", tested=False), module("b3", "b2"))
    by = rubric(
        criterion("tested", "computed", "0.5", "1", indicator="outcomes-assessed"),
        criterion("work", "computed", "0.5", "1", indicator="practice-between-sessions"),
    )
    result = evaluated(by, catalog=designed, programme="p")
    told = {one.criterion: [(piece.kind, piece.items) for piece in one.evidence] for one in result.criteria}
    assert told["tested"] == [("node", ("b1.o", "b3.o")), ("absence", ("b2.o",))]
    assert told["work"] == [("edge", ("b2 > b3",)), ("absence", ("b1 > b2",))]


def test_comments_and_raters_are_in_no_result():
    secret = [Rating(rater="anna-k", criterion="seen", level="l1", comment="hopeless", evidence=["plan p. 3"])]
    result = evaluated(EVERY_KIND, **{**everything(), "ratings": secret})
    told = rubric_text(result) + repr(result.document()) + repr(secret)
    assert "hopeless" not in told
    assert "anna-k" not in rubric_text(result) + repr(result.document())
    assert "plan p. 3" in rubric_text(result)


# -------------------------------------------------------------------------------- what changes nothing


def test_other_ids_and_another_order_change_nothing_but_names():
    names = {"b1": "x9", "b2": "a0", "e1": "zz", "e2": "m"}

    def renamed(of: Catalog) -> Catalog:
        modules = [
            evolve(one, id=names[one.id], requires=one.requires.renamed(names.__getitem__)) for one in of.modules
        ]
        (programme,) = of.programmes
        electives = evolve(programme.electives, modules=[names[one] for one in reversed(programme.elective_ids)])
        moved = evolve(programme, basis=[names[one] for one in programme.basis], electives=electives)
        return evolve(of, modules=modules[::-1], programmes=[moved])

    by = rubric(*(criterion(name, "computed", "0.3", "0.7", "1", indicator=name) for name in INDICATORS))
    plain = {"cohort": cohort(), "schedule": schedule()}
    people = [
        evolve(one, preferences=[names[name] for name in one.preferences]) for one in plain["cohort"].participants
    ]
    runs = [evolve(one, module=names[one.module]) for one in plain["cohort"].runs]
    moved = evolve(plain["cohort"], catalog=renamed(catalog()), participants=people[::-1], runs=runs[::-1])
    places = [evolve(one, module=names[one.module]) for one in plain["schedule"].places]
    before = evaluated(by, **plain)
    after = evaluated(by, **{**plain, "cohort": moved, "schedule": evolve(plain["schedule"], places=places)})
    assert [(one.state, one.level, one.value) for one in before.criteria] == [
        (one.state, one.level, one.value) for one in after.criteria
    ]
    assert before.total == after.total
    assert {one.state for one in before.criteria} <= {"met", "not-met"}


def test_a_module_outside_the_programme_changes_nothing():
    by = rubric(*(criterion(name, "computed", "0.5", "1", indicator=name) for name in INDICATORS))
    inside = catalog()
    stray = module("stray", work=False, tested=False)
    outside = evolve(inside, modules=[stray, *inside.modules])
    assert evaluated(by, catalog=outside, programme="p").criteria == evaluated(by).criteria


# ------------------------------------------------------------------------------------------------------- comparing


def test_a_comparison_says_by_how_much_and_what_caused_it():
    designs = catalog(module("b1"), module("b2", "b1", tested=False)), catalog(module("b1"), module("b2", "b1"))
    by = rubric(
        criterion("tested", "computed", "0.5", "1", indicator="outcomes-assessed", weight=3),
        criterion("score", "imported", "48", "55"),
    )
    before = evaluated(by, catalog=designs[0], programme="p")
    after = evaluated(by, catalog=designs[1], programme="p", imported=SCORES)
    compared = compare_results(before, after)
    assert [(one.criterion, one.cause) for one in compared.differences] == [
        ("tested", "evidence"),
        ("score", "knowledge"),
    ]
    assert compared.differences[0].share == bounds("3/8")
    assert compared.differences[1].share == bounds("-1/8", "1/8")  # it was open whether there is anything at all
    assert [one.items for one in compared.differences[0].new] == [("b2.o",)]
    assert [one.kind for one in compared.differences[0].gone] == ["absence"]
    known = [evaluated(by, catalog=design, programme="p", imported=SCORES) for design in designs]
    (alone,) = compare_results(*known).differences
    assert alone.share == bounds(str(known[1].ungated.low - known[0].ungated.low))
    assert compare_results(after, after).differences == ()


def test_a_changed_rubric_is_the_cause_of_its_differences_and_no_share_is_made_up():
    one, other = criterion("c", "imported", "48", "55"), criterion("d", "imported", "1")
    score = [ImportedScore(criterion=name, value=Fraction(50), source="x") for name in "cd"]
    before = evaluated(rubric(one, other), imported=score)
    after = evaluated(rubric(evolve(one, weight=Fraction(9))), imported=score[:1])
    found = compare_results(before, after).differences
    assert {(one.criterion, one.cause, one.share) for one in found} == {
        ("c", "rubric", None),
        ("d", "rubric", None),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_and_comparisons_are_told_in_every_language(language: str):
    whole, bare = evaluated(EVERY_KIND, **everything()), evaluated(EVERY_KIND)
    gated = evaluated(EVERY_KIND, **{**everything(), "ratings": ratings("a:l0", "b:l0", "c:l0")})
    for text in (
        rubric_text(whole, language),
        rubric_text(bare, language),
        comparison_text(compare_results(bare, gated), language),
    ):
        assert "{" not in text
        assert len(text.splitlines()) > 5
    by = rubric(*(criterion(name, "computed", "0.5", "1", indicator=name) for name in INDICATORS))
    poor = catalog(module("b1", work=False, tested=False), module("b2", "b1", work=False))
    for result in (
        evaluated(by, cohort=cohort(), schedule=schedule()),
        evaluated(by, catalog=poor, programme="p"),
    ):
        assert "{" not in rubric_text(result, language)


# ---------------------------------------------------------------------------------------------- rubrics that come


RUBRICS = [*shipped_rubrics(), *(load_rubric(file.path) for file in rubric_files().values())]


@pytest.mark.parametrize("by", RUBRICS, ids=lambda by: by.id)
def test_a_rubric_that_comes_with_us_is_told_in_its_languages_and_names_sources_that_are_used(by: Rubric):
    used = {one.source for one in by.criteria}
    assert {source.id for source in by.sources} >= used
    texts = [by.title, *(one.title for one in by.criteria), *(one.question for one in by.criteria)]
    texts += [one.title for found in by.criteria for one in found.levels] + [gate.title for gate in by.gates]
    for text in texts:
        assert {by.language, "en"} <= text.by_language(by.language).keys(), text
    assert by.license


def test_the_two_sourced_criteria_are_there():
    (design,) = [one for one in shipped_rubrics() if one.id == "programme-design"]
    sourced = {one.id: one.indicator for one in design.criteria if one.source == "vinnova-2015-06681"}
    assert sourced == {
        "practice-between-sessions": "practice-between-sessions",
        "top-level-present": "top-level-in-every-run",
    }


@pytest.mark.parametrize("region", ["sormland", "boras", "karolinska"])
def test_a_regions_rubric_fits_its_programme(region: str):
    from curriculum import find_catalog

    (by,) = [one for one in RUBRICS if one.id == region]
    of = find_catalog(region)
    result = evaluated(by, catalog=of, programme=of.programmes[0].id)
    assert result.of("practice-between" if region != "boras" else "levels-meet").state in {"met", "missing-data"}
    assert not [one for one in result.criteria if one.state == "error" and one.reason != "no-instrument"]
    assert not result.total.known


# ------------------------------------------------------------------------------------------- what is no rubric


def test_a_rubric_with_many_faults_is_told_all_of_them():
    wrong = {
        "criteria": [
            evolve(criterion("c", "imported", "1"), source="nowhere"),
            criterion("c", "judged"),
        ],
        "gates": [Gate(id="g", title="G", all_of={"c": "l0", "x": "l1"})],
    }
    assert complaints(evolve, rubric(criterion("c", "judged")), **wrong) == [
        "duplicate-id criteria[1].id",
        "unknown-id criteria[0].source",
        "gate-without-level gates[0].all_of.c",
        "unknown-id gates[0].all_of.x",
    ]
    assert complaints(evolve, rubric(criterion("c", "judged")), criteria=[criterion("c", "judged", weight=0)]) == [
        "no-weight criteria"
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"weight": -1}, ["bad-amount weight"]),
        ({"raters": 0}, ["bad-raters raters"]),
        ({"indicator": "x"}, ["criterion-needs-no indicator"]),
        ({"kind": "computed"}, ["criterion-lacks indicator"]),
        ({"kind": "measured"}, ["criterion-lacks measure"]),
        ({"levels": [level("l0")]}, ["few-levels levels"]),
        ({"levels": [level("l0", "0"), level("l1", "1")]}, ["level-needs-no-threshold levels[0]"]),
        ({"levels": [level("l0"), level("l1")]}, ["level-lacks-threshold levels[1]"]),
        ({"levels": [level("l0"), level("l1", "1", "2")]}, ["level-lacks-threshold levels[1]"]),
        ({"levels": [level("l0"), level("l1", "1"), level("l2", "1")]}, ["thresholds-out-of-order levels[2]"]),
        (
            {"levels": [level("l0"), level("l1", "1"), level("l2", at_most="0")]},
            ["thresholds-out-of-order levels[2]"],
        ),
    ],
)
def test_a_criterion_guards_its_own_fields(changes: dict, expected: list[str]):
    assert complaints(evolve, criterion("c", "imported", "1"), **changes) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"since": "before"}, ["change-without-wave since"]),
        ({"since": "after", "wave": "after"}, ["change-without-wave since"]),
        ({"minus": "b"}, ["minus-without-construct minus"]),
        ({"between": ["top"]}, ["not-two-groups between"]),
        ({"between": ["top", "top"]}, ["not-two-groups between"]),
    ],
)
def test_a_measure_guards_its_own_fields(fields: dict, expected: list[str]):
    assert complaints(Measure, instrument="form", **fields) == expected


def test_every_indicator_is_in_the_documentation():
    page = (Path(__file__).parents[1] / "docs/rubrics.md").read_text(encoding="utf-8")
    assert [name for name in INDICATORS if f"| `{name}` |" not in page] == []
    assert sum(one.needs == "schedule" for one in INDICATORS.values()) == 7
