"""Effects by level, pairing, module and dose are right, tell what they cannot, and depend on nothing else."""

from __future__ import annotations

import random
import statistics

import pytest
from attrs import evolve
from evaluation_cases import Person, answered, drawn, evaluation, pilot_people, questionnaire, script, without
from hypothesis import given
from hypothesis import strategies as st

from curriculum import Evaluation, find_catalog, load_cohort, load_instruments
from curriculum.evaluation.documents import evaluation_document
from curriculum.evaluation.effects import Effect
from curriculum.evaluation.instruments import AnswerScale, Construct, Instruments, Item, NotApplicable
from curriculum.evaluation.responses import Response, Responses
from curriculum.evaluation.scoring import scores
from curriculum.evaluation.statistics import why_not
from curriculum.evaluation.wording import Words, evaluation_text
from curriculum.messages import say
from curriculum.model import Module


def one(found: Evaluation, by: str, module: str | None = None) -> Effect:
    (effect,) = [effect for effect in found.effect(by) if effect.module == module]  # type: ignore[arg-type]
    return effect


def kinds(effect: Effect) -> set[str]:
    return {caveat.kind for caveat in effect.caveats}


def test_a_change_is_told_in_points_with_its_interval_and_in_standard_deviations():
    effect = one(evaluation(drawn(1)), "overall")
    changes = [person.after - person.before for person in drawn(1) if person.after and person.before]
    assert effect.estimate is not None
    assert effect.standardised is not None
    assert effect.estimate.value == pytest.approx(sum(changes) / len(changes))
    assert effect.estimate.complete
    assert effect.standardised.complete
    assert effect.people == 40
    assert effect.strength == "clear"
    assert "no-comparison" in kinds(effect)


def test_over_forty_draws_the_intervals_hold_the_effects_that_were_laid_down():
    compose = script("compose_midtjylland_responses")
    nomad = load_instruments().find("nomad")
    assert nomad is not None
    whole = [evolve(item, construct="all") for item in nomad.items]
    nomad = evolve(nomad, items=whole, constructs=[Construct(id="all", title="all")])
    cohort = load_cohort("examples/midtjylland-pilot", find=find_catalog)
    hits = dict.fromkeys(("overall", "pairing"), 0)
    for seed in range(40):
        responses = answered(compose.responses(pilot_people(), seed), nomad)
        found = Evaluation(cohort=cohort, responses=responses, instruments=Instruments([nomad]))
        for by, true in (("overall", compose.EFFECT_ALL), ("pairing", compose.EFFECT_PAIRING)):
            estimate = found.effect(by)[0].estimate  # type: ignore[arg-type]
            assert estimate is not None
            assert estimate.low is not None
            assert estimate.high is not None
            hits[by] += estimate.low <= true <= estimate.high
    assert all(36 <= count <= 40 for count in hits.values())  # 95 % of 40 is 38; under 36 has a chance of 5 in 100


def test_pairing_is_compared_among_leaders_by_two_estimators():
    effect = one(evaluation(drawn(1)), "pairing")
    people = drawn(1)
    assert [group.people for group in effect.groups] == [
        sum(person.paired for person in people),
        sum(not person.paired for person in people),
    ]
    assert effect.comparison is not None
    assert effect.comparison.d_ppc2.value is not None
    assert effect.detectable is not None
    assert effect.wild is not None
    assert effect.organisations == 8


def test_estimators_that_disagree_decide_nothing():
    chance = random.Random(3)  # noqa: S311 - no secret
    low = [Person(before=1.5 + chance.random(), after=2.5 + chance.random(), paired=True) for _ in range(12)]
    high = [Person(before=3.5 + chance.random(), after=3.5 + chance.random()) for _ in range(12)]
    people = [evolve(person, organisation="ABCD"[number % 4]) for number, person in enumerate([*low, *high])]
    effect = one(evaluation(people), "pairing")
    assert effect.strength == "undecidable"
    assert "estimators-disagree" in kinds(effect)
    lone = [evolve(person, organisation="A" if person.paired else "BCD"[n % 3]) for n, person in enumerate(people)]
    effect = one(evaluation(lone), "pairing")
    assert effect.strength == "unanswerable"  # there is no interval that two estimators could disagree beside
    assert "estimators-disagree" not in kinds(effect)


def test_what_always_goes_together_is_told():
    people = [
        evolve(person, level="top" if person.paired else "ward", organisation="ABCD"[number % 4])
        for number, person in enumerate(drawn(4))
    ]
    found = evaluation(people)
    assert "goes-with-level" in kinds(one(found, "pairing"))
    assert "goes-with-pairing" in kinds(one(found, "level"))
    assert "goes-with-level" not in kinds(one(evaluation(drawn(4)), "pairing"))


def test_whole_organisations_in_one_group_are_told_and_get_no_p():
    people = [evolve(person, organisation="AB"[person.paired]) for person in drawn(5)]
    effect = one(evaluation(people), "pairing")
    assert "goes-with-organisation" in kinds(effect)
    assert effect.p is not None
    assert (effect.p.value, effect.p.reason) == (None, "lone-cluster")
    four = [
        evolve(person, organisation="ABCD"[2 * person.paired + number % 2]) for number, person in enumerate(people)
    ]
    effect = one(evaluation(four), "pairing")
    assert "goes-with-organisation" in kinds(effect)
    assert effect.p is not None
    assert (effect.p.value, effect.p.reason) == (None, "few-degrees")


@pytest.mark.parametrize("organisations", ["ABC", "ABCDEFGH"])
@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_a_group_from_one_organisation_is_compared_without_any_claim(organisations: str, language: str):
    """Eight people of A are all who took it: whatever sets A apart would be taken for an effect."""
    people = [
        evolve(person, organisation=organisation, modules=("base", "data" if organisation == "A" else "care"))
        for number, person in enumerate(drawn(7, 8 * len(organisations)))
        for organisation in [organisations[number % len(organisations)]]
    ]
    found = evaluation(people)
    effect = one(found, "module", "data")
    assert effect.estimate is not None
    assert effect.estimate.value is not None
    assert (effect.strength, effect.estimate.low, effect.estimate.reason) == ("unanswerable", None, "lone-cluster")
    assert (effect.detectable, effect.wild) == (None, None)
    alone, others = (group.change for group in effect.groups)
    assert alone is not None
    assert others is not None
    assert (alone.low, alone.reason, others.complete) == (None, "one-cluster", True)
    words = Words(found, language)
    assert sum(why_not("lone-cluster", language) in told for told in words.caveats(effect)) == 1
    assert why_not("lone-cluster", language) not in words.measured(effect)
    assert one(found, "pairing").estimate.complete  # type: ignore[union-attr]


def test_four_people_of_an_organisation_who_changed_alike_tell_of_a_group_as_much_as_one():
    changes = [0.5, 0.625, 1.0, 0.75]
    alike = [
        Person(before=2, after=2 + change, organisation=organisation, paired=paired)
        for organisation, change in zip("ABCD", changes, strict=True)
        for paired in (True, False) * 4
    ]
    mean, error = statistics.mean(changes), statistics.stdev(changes) / 2
    for group in one(evaluation(alike), "pairing").groups:
        assert group.people == 16
        assert group.change is not None
        assert (group.change.value, group.change.low) == pytest.approx((mean, mean - 3.182446 * error))


def test_one_organisation_is_told():
    found = evaluation([evolve(person, organisation="A") for person in drawn(6)])
    for by in ("overall", "level", "pairing"):
        assert "one-organisation" in kinds(one(found, by))
    assert one(found, "overall").clustered is None


def test_few_organisations_have_no_p_and_never_a_clear_effect():
    people = [evolve(person, organisation="ABC"[number % 3]) for number, person in enumerate(drawn(7))]
    effect = one(evaluation(people), "pairing")
    assert effect.p is not None
    assert effect.df is not None
    assert effect.df < 4
    assert (effect.p.value, effect.p.reason) == (None, "few-degrees")
    assert effect.strength in {"likely", "open"}


def test_the_primary_tests_are_counted_together():
    found = evaluation(drawn(1))
    for effect in found.effects:
        if effect.primary and effect.p and effect.p.value is not None:
            assert effect.adjusted is not None
            assert effect.adjusted >= effect.p.value
        else:
            assert effect.adjusted is None
    assert any(effect.adjusted for effect in found.effects)


def test_levels_are_asked_once_and_drawn_towards_each_other():
    effect = one(evaluation(drawn(2)), "level")
    assert [group.name for group in effect.groups] == ["middle", "top", "ward"]
    changes = [group.change.value for group in effect.groups if group.change and group.change.value is not None]
    shrunken = [
        group.shrunken.value for group in effect.groups if group.shrunken and group.shrunken.value is not None
    ]
    assert max(shrunken) - min(shrunken) <= max(changes) - min(changes)
    assert effect.p is not None


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_that_levels_likely_differ_is_said_by_their_test_and_not_by_the_interval_of_two_of_them(language: str):
    found = evaluation(drawn(2))
    by_interval, by_test = (say(f"evaluation.strength.{name}", language) for name in ("likely", "likely-by-test"))
    words = Words(found, language)
    for by, said in (("level", by_test), ("pairing", by_interval)):
        assert words.answer(evolve(one(found, by), strength="likely")).endswith(said)


def test_modules_and_hours_come_from_the_schedule_and_are_exploratory():
    found = evaluation(drawn(1))
    data = one(found, "module", "data")
    assert data.people == 40
    assert sum(group.people or 0 for group in data.groups) == 40
    assert one(found, "module", "base").strength == "unanswerable"
    dose = one(found, "dose")
    assert [group.name for group in dose.groups] == ["9", "15"]
    assert not data.primary
    assert not dose.primary


def test_hours_are_written_as_the_language_writes_numbers():
    found = evaluation(drawn(1))
    dose = one(found, "dose")
    group = evolve(dose.groups[0], name="9-19.5")
    assert Words(found, "da").group_name(dose, group) == "9-19,5 timer"
    assert Words(found, "en").group_name(dose, group) == "9-19.5 hours"


def test_an_effect_of_hours_is_found():
    people = [
        evolve(person, after=(person.before or 0) + (0.2 if "data" in person.modules else 0.8) + number % 5 / 50)
        for number, person in enumerate(drawn(8))
    ]
    estimate = one(evaluation(people), "dose").estimate
    assert estimate is not None
    assert estimate.value == pytest.approx(0.1, abs=0.01)  # 0.6 points for 6 hours more


def test_without_a_schedule_nothing_is_said_by_module_and_hours():
    found = evaluation(drawn(1), scheduled=False)
    assert found.effect("module") == ()
    assert one(found, "dose").strength == "unanswerable"
    assert "not-known" in kinds(one(found, "dose"))
    assert one(found, "pairing").people == 40


def test_the_beginning_as_remembered_stands_beside_the_beginning_with_all_three_differences():
    people = [
        evolve(person, then=(person.before or 0) - 0.4 + number % 2 / 10) for number, person in enumerate(drawn(3))
    ]
    found = evaluation(people)
    effect = one(found, "then")
    assert (effect.people, effect.strength, effect.primary) == (40, "likely", False)
    assert effect.estimate is not None
    assert effect.estimate.value == pytest.approx(-0.35)
    changes = {group.name: group.change.value for group in effect.groups if group.change and group.people == 40}
    assert changes["after-before"] == pytest.approx(one(found, "overall").estimate.value)  # type: ignore[union-attr]
    assert changes["after-then"] + changes["then-before"] == pytest.approx(changes["after-before"])
    assert evaluation(drawn(3)).effect("then") == ()
    for language, words in {"en": "remember it", "da": "husker den", "sv": "minns den"}.items():
        assert words in evaluation_text(found, language)


def test_few_who_remember_or_do_not_are_withheld():
    people = drawn(3)
    three = [evolve(person, then=2.0 if number < 3 else None) for number, person in enumerate(people)]
    all_but_three = [evolve(person, then=None if number < 3 else 2.0) for number, person in enumerate(people)]
    for some in (three, all_but_three):
        effect = one(evaluation(some), "then")
        assert (effect.strength, effect.people, effect.estimate) == ("withheld", None, None)
        assert one(evaluation(some), "overall").people == 40


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_what_those_who_did_not_answer_would_have_to_overturn_it_is_told(language: str):
    """40 changed by m with a limit L nearest to zero: 20 silent ones would have to change by -2 L."""
    people = [evolve(person, paired=False, level="ward") for person in drawn(1)]
    found = evaluation([*people, *[Person(before=2.0, after=None, level="ward") for _ in range(20)]])
    effect = one(found, "overall")
    assert effect.estimate is not None
    assert effect.estimate.low is not None
    assert effect.tipping is not None
    assert (effect.tipping.missing, effect.tipping.possible) == (20, True)
    assert effect.tipping.no_evidence == pytest.approx(-2 * effect.estimate.low)
    written = f"{abs(effect.tipping.no_evidence):.2f}"
    assert (written if language == "en" else written.replace(".", ",")) in evaluation_text(found, language)
    assert evaluation_document(found)["answers"][0]["tipping"]["missing"] == 20
    assert one(evaluation(without(people, 0)), "overall").tipping is None  # nobody is told that one is missing


def test_other_words_than_the_known_ones_are_refused():
    with pytest.raises(ValueError, match="overall, then, level, pairing, module, dose"):
        evaluation(drawn(1)).effect("sex")  # type: ignore[arg-type]


def test_new_ids_in_another_order_change_nothing():
    people = drawn(9)
    mixed = random.Random(1).sample(people, len(people))  # noqa: S311 - no secret
    first = evaluation_document(evaluation(people))
    assert evaluation_document(evaluation(mixed, name="x{:03}")) == first


def test_a_module_that_nobody_takes_changes_nothing():
    found = evaluation(drawn(1))
    catalog = found.cohort.catalog
    more = evolve(
        found.cohort, catalog=evolve(catalog, modules=[*catalog.modules, Module(id="other", hours=99.0)])
    )
    assert evaluation_document(evolve(found, cohort=more)) == evaluation_document(found)


def test_another_scale_leaves_standardised_effects_as_they_are():
    found = evaluation(drawn(1))
    wide = [evolve(answer, value=25 * (float(answer.value) - 1)) for answer in found.responses.answers]
    stretched = evolve(found, responses=Responses(wide), instruments=Instruments([questionnaire(0, 100)]))
    for by in ("overall", "pairing"):
        narrow, broad = one(found, by), one(stretched, by)
        assert narrow.standardised is not None
        assert broad.standardised is not None
        for name in ("value", "low", "high"):
            assert getattr(broad.standardised, name) == pytest.approx(getattr(narrow.standardised, name))
        assert narrow.estimate is not None
        assert broad.estimate is not None
        assert broad.estimate.value == pytest.approx(25 * (narrow.estimate.value or 0))


answer = st.one_of(st.none(), st.integers(1, 5).map(float), st.just("na"))


@given(st.lists(answer, min_size=6, max_size=6), st.integers(0, 5))
def test_a_missing_answer_counts_neither_as_high_nor_as_low(given_answers: list[float | str | None], dropped: int):
    items = [Item(id=f"i{number}", construct="c") for number in range(6)]
    scale = AnswerScale(low=1, high=5, not_applicable=[NotApplicable(id="na", title="na")])
    instrument = questionnaire(items=items, reversed=["i5"], answers=scale)
    left = list(given_answers)
    left[dropped] = None
    found = scores(_answers(left), instrument, "before").get("p")
    known = [6 - value if number == 5 else value for number, value in enumerate(left) if isinstance(value, float)]
    if len(known) < 3:
        assert found is None or (found.value is None and found.reason is not None)
    else:
        assert found is not None
        assert found.value == pytest.approx(sum(known) / len(known))


def _answers(values: list[float | str | None]) -> Responses:
    return Responses(
        Response(participant="p", instrument="q", item=f"i{number}", wave="before", value=value)
        for number, value in enumerate(values)
        if value is not None
    )


def test_somebody_who_does_not_answer_is_left_out_and_told_of():
    people = [evolve(person, paired=False) for person in drawn(1)]
    silent = one(evaluation(without(people, 0)), "overall")
    rest = one(evaluation(people[1:]), "overall")
    assert silent.estimate == rest.estimate
    assert silent.people == 39
    assert "some-missing" in kinds(silent)
    assert "some-missing" not in kinds(rest)


def test_the_parts_of_a_score_are_shown_only_for_the_people_of_the_whole():
    items = [Item(id="a", construct="a"), Item(id="b", construct="b")]
    parts = questionnaire(items=items, constructs=[Construct(id="a", title="A"), Construct(id="b", title="B")])
    chance = random.Random(1)  # noqa: S311 - no secret
    answers = [
        Response(participant=f"p{number:03}", instrument="q", item=item, wave=wave, value=1 + 4 * chance.random())
        for number in range(40)
        for item in ("a", "b")
        for wave in ("before", "after")
    ]
    found = evolve(evaluation(drawn(1)), instruments=Instruments([parts]))
    complete = evolve(found, responses=Responses(answers))
    assert [effect.people for effect in complete.effect("overall")] == [40, 40, 40]
    less = [answer for answer in answers if (answer.participant, answer.item) != ("p000", "b")]
    lacking = evolve(found, responses=Responses(less)).effect("overall")
    assert [effect.people for effect in lacking] == [40, None, None]
    assert [effect.strength for effect in lacking][1:] == ["withheld", "withheld"]
