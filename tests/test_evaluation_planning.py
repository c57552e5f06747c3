"""The evaluation plan: held against statistics computed otherwise, brute force, and the gate."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import random
from datetime import date, datetime
from functools import cache

import numpy as np
import pytest
from attrs import evolve

from curriculum.catalog import Catalog
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.evaluation.planning import (
    Assumptions,
    EvaluationPlan,
    FrozenPlan,
    check_plan,
    draw_lots,
    evaluation_plan,
)
from curriculum.evaluation.planning.asking import invitations
from curriculum.evaluation.planning.contrasts import comparisons, prospect
from curriculum.evaluation.planning.evaluability import evaluability_findings
from curriculum.evaluation.planning.exports import frozen_text, plan_files
from curriculum.evaluation.planning.limesurvey import limesurvey_text
from curriculum.evaluation.planning.people import Leader
from curriculum.evaluation.planning.verdicts import Design, cheapest_cure, questions
from curriculum.evaluation.planning.wording import plan_text
from curriculum.evaluation.statistics import (
    Contrast,
    adjusted_contrast,
    clusters_contrast,
    groups_contrast,
    paired_contrast,
)
from curriculum.files.instruments import shipped_instruments
from curriculum.judge import points, score, unfilled, violations
from curriculum.model import Capacity, Level, Module, Programme
from curriculum.roster import Participant, Span
from curriculum.runs import Run, Session
from curriculum.schedule import Place, Schedule

APART = Assumptions(correlation=0.6, intraclass=0.0)


def leaders(*groups: tuple[int, str | None, str | None, bool]) -> tuple[Leader, ...]:
    """Return so many leaders of an organisation and a level, paired or not."""
    return tuple(
        Leader(organisation=organisation, level=level, paired=paired)
        for count, organisation, level, paired in groups
        for _ in range(count)
    )


def found(people: tuple[Leader, ...], question: str, assumptions: Assumptions = APART, **further: bool) -> object:
    levels = sorted({one.level for one in people if one.level})
    modules = sorted({module for one in people for module in one.modules})
    (wanted,) = [one for one in comparisons(people, levels, modules) if one.question == question]
    return prospect(wanted, assumptions, **further)


def test_pairs_against_alone_without_clusters_is_the_textbooks_contrast():
    people = leaders((12, None, None, True), (12, None, None, False))
    one = found(people, "pairing")
    assert one.df == pytest.approx(22)
    textbook = evolve(adjusted_contrast(12, 12, correlation=0.6), df=22)
    assert one.detectable == pytest.approx(textbook.detectable())
    assert found(people, "pairing", baseline=False).detectable == pytest.approx(
        groups_contrast(12, 12).detectable()
    )


def test_change_without_clusters_is_the_paired_contrast():
    people = leaders((15, None, None, False))
    assert found(people, "change").detectable == pytest.approx(paired_contrast(15, correlation=0.6).detectable())


def test_whole_organisations_are_the_textbooks_clusters():
    people = tuple(
        Leader(organisation=f"{number}", modules=frozenset("m") if number < 4 else frozenset())
        for number in range(8)
        for _ in range(10)
    )
    one = found(people, "module:m", Assumptions(correlation=0.5, intraclass=0.1))
    textbook = clusters_contrast(4, 4, size=10, intraclass=0.1, correlation=0.5)
    assert one.df == pytest.approx(6)
    assert one.detectable == pytest.approx(textbook.detectable())


def test_the_standard_error_is_that_of_the_whole_covariance_matrix():
    draw = random.Random(3)  # noqa: S311 - no secret
    people = tuple(
        Leader(organisation=draw.choice("abcdefgh"), level=draw.choice(["x", "y"]), paired=draw.random() < 0.4)
        for _ in range(40)
    )
    assumptions = Assumptions(correlation=0.5, intraclass=0.2, response=0.8)
    one = found(people, "pairing", assumptions)
    x = np.array([[p.paired, 1.0, p.level == "y"] for p in people], dtype=float)
    same = np.array([[p.organisation == q.organisation for q in people] for p in people], dtype=float)
    sigma = 0.75 * (0.8 * np.eye(40) + 0.2 * same)
    bread = np.linalg.inv(x.T @ x)
    error = math.sqrt((bread @ x.T @ sigma @ x @ bread)[0, 0] / 0.8)
    assert one.detectable == pytest.approx(Contrast(standard_error=error, df=one.df).detectable())


def test_what_cannot_be_compared_has_a_reason():
    assert found(leaders((9, "a", "x", True), (9, "b", "y", False)), "pairing").reason == "aliased"
    assert found(leaders((9, "a", None, True), (9, "b", None, True)), "pairing").reason == "one-group"
    assert found(leaders((9, "a", None, True), (9, "a", None, False)), "pairing").reason == "one-cluster"
    assert found(leaders((9, "a", None, True), (9, "b", None, False)), "dose").reason == "no-variation"
    assert (
        found(leaders((9, "a", None, True), (9, "b", None, False)), "change", baseline=False).reason == "no-data"
    )
    assert found(leaders(*((5, name, None, name > "b") for name in "abcd")), "pairing").reason == "few-degrees"
    for names in ("ab", "abcd", "abcdefgh"):
        lone = leaders(*((5, name, None, name == "a") for name in names))
        assert found(lone, "pairing").reason == "lone-cluster"


def test_a_group_from_one_organisation_stands_in_the_way_until_others_have_such_people_too():
    lone = leaders(*((6, name, None, False) for name in "abcdefgh"), (6, "a", None, True))
    spread = (*lone, *leaders(*((6, name, None, True) for name in "bcd")))
    alone = leaders(*((6, name, None, name == "a") for name in "abcdefgh"))
    for people, expected in ((alone, {"pairing"}), (lone, {"pairing"}), (spread, set())):
        design = Design(leaders=people, levels=(), modules=(), assumptions=APART)
        told = list(evaluability_findings(design, questions(design)))
        assert {one.where for one in told if one.code == "eva-lone-organisation"} == expected
    (pairing,) = (one for one in questions(evolve(design, leaders=alone)) if one.prospect.question == "pairing")
    assert (pairing.verdict, pairing.prospect.reason) == ("not-estimable", "lone-cluster")


def test_that_a_small_group_comes_from_one_organisation_is_not_told():
    people = leaders(*((9, name, None, False) for name in "abcd"), (3, "e", None, True))
    design = Design(leaders=people, levels=(), modules=(), assumptions=APART)
    (pairing,) = [one for one in questions(design) if one.prospect.question == "pairing"]
    assert (pairing.verdict, pairing.prospect.reason) == ("withheld", None)
    told = evaluability_findings(design, questions(design))
    assert [one.code for one in told if one.where == "pairing"] == ["eva-withheld"]


def test_a_small_group_is_withheld_and_nothing_tells_how_small_it_is():
    people = leaders(
        *((1 if level == "top" else 9, name, level, False) for name in "abc" for level in ("top", "mid"))
    )
    design = Design(leaders=people, levels=("top", "mid"), modules=(), assumptions=APART)
    (top,) = [one for one in questions(design) if one.prospect.question == "level:top"]
    assert (top.verdict, top.prospect.df, top.prospect.detectable) == ("withheld", None, None)


def test_the_cheapest_cure_is_the_smallest_number_of_people_that_works():
    people = leaders(*((2, name, None, paired) for name in "abcdefgh" for paired in (True, False)))
    design = Design(leaders=people, levels=(), modules=(), assumptions=Assumptions(effect=0.75))

    def works(*more: Leader) -> bool:
        one = found((*people, *more), "pairing", design.assumptions)
        return one.detectable is not None and one.detectable <= 0.75

    names = "abcdefgh"  # equally large, so in the order of their names
    tried = {
        "singles": (1, lambda n: leaders(*((1, names[i % 8], None, False) for i in range(n)))),
        "pairs": (2, lambda n: leaders(*((1, names[i % 8], None, True) for i in range(n)))),
        "organisations": (
            6,
            lambda n: leaders(*((2, f"new {i}", None, p) for i in range(n) for p in (True, False))),
        ),
    }  # an organisation like the middle one has two leaders alone, and two with a key person
    smallest = {
        kind: next(each * n for n in range(1, 41) if works(*made(n))) for kind, (each, made) in tried.items()
    }
    assert not works()
    cure = cheapest_cure(design, "pairing")
    assert (cure.people, smallest[cure.kind]) == (min(smallest.values()), min(smallest.values()))


def test_a_baseline_is_the_cheapest_cure_where_it_is_all_that_lacks():
    people = leaders(*((6, name, None, False) for name in "abcdefgh"))
    design = Design(leaders=people, levels=(), modules=(), assumptions=APART, baseline=False)
    change = next(one for one in questions(design) if one.prospect.question == "change")
    assert change.verdict == "not-estimable"
    assert (change.cure.kind, change.cure.people) == ("baseline", 0)


def test_no_cure_is_told_where_none_was_found():
    design = Design(leaders=(), levels=(), modules=(), assumptions=APART)
    assert cheapest_cure(design, "change") is None


# A cohort of six organisations

FIRST, SECOND = (datetime.fromisoformat(f"2026-03-{day}T09:00") for day in ("02", "09"))


def cohort(rename: dict[str, str] | None = None) -> Cohort:
    names = rename or {}
    module = Module(id="m", kind="basis", hours=6, capacity=Capacity(maximum=30))
    catalog = Catalog(
        id="cat",
        levels=[Level(id="top"), Level(id="mid")],
        modules=[module],
        programmes=[Programme(id="prog", basis=["m"])],
    )
    people = [
        Participant(
            id=names.get(f"p{number:02}", f"p{number:02}"),
            role="leader",
            level=("top", "mid")[number % 2],
            organisation=f"org {number % 6}",
        )
        for number in range(36)
    ]
    runs = [
        Run(id=name, module="m", sessions=[Session(start, start.replace(hour=15))], capacity=18)
        for name, start in (("early", FIRST), ("late", SECOND))
    ]
    return Cohort(id="c", catalog=catalog, programme_id="prog", participants=people, runs=runs)


def schedule(of: Cohort) -> Schedule:
    places = [Place(p.id, "m", "early" if n < 18 else "late") for n, p in enumerate(of.participants)]
    bare = Schedule(cohort="c", programme="cat:prog", status="feasible", places=places)
    return evolve(bare, score=score(of, bare), points=points(of, bare), unfilled=unfilled(of, bare))


@cache
def planned(earliest: date | None = None) -> EvaluationPlan:
    return evaluation_plan(cohort(), schedule(cohort()), shipped_instruments(), earliest=earliest)


def test_everybody_is_asked_before_and_after_their_own_runs():
    nomad = next(one for one in shipped_instruments() if one.id == "nomad")
    asked = {(one.participant, one.wave): one for one in invitations(cohort(), schedule(cohort()), [nomad])}
    assert (asked["p00", "before"].opens, asked["p00", "before"].closes) == (date(2026, 2, 16), date(2026, 3, 1))
    assert asked["p35", "before"].closes == date(2026, 3, 8)
    assert asked["p00", "after"].opens == date(2026, 3, 2)
    assert asked["p00", "follow-up"].opens == date(2026, 5, 31)
    assert len(asked) == 3 * 36


def test_nobody_is_asked_before_the_first_day_of_asking():
    first = date(2026, 3, 4)
    asked = invitations(cohort(), schedule(cohort()), shipped_instruments(), earliest=first)
    assert min(one.opens for one in asked) == first
    assert all(one.opens <= one.closes for one in asked)


def test_who_cannot_be_asked_before_is_counted():
    plan = evaluation_plan(cohort(), schedule(cohort()), shipped_instruments(), earliest=date(2026, 3, 2))
    assert [(one.code, one.values["people"]) for one in plan.findings if one.code == "eva-no-baseline"] == [
        ("eva-no-baseline", "18")
    ]
    none = planned(date(2026, 3, 20))
    change = next(one for one in none.questions if one.prospect.question == "change")
    assert (change.verdict, change.cure.kind) == ("not-estimable", "baseline")


def test_the_burden_is_the_sum_of_ones_invitations():
    plan = planned()
    mine = sum(one.minutes for one in plan.invitations if one.participant == "p00")
    assert plan.burden.least == plan.burden.most == mine


def test_the_same_plan_has_the_same_bytes_and_renaming_people_changes_nothing():
    plans = []
    for names in ({}, {f"p{number:02}": f"q{99 - number}" for number in range(36)}):
        people = cohort(names)
        plans.append(frozen_text(evaluation_plan(people, schedule(people), shipped_instruments())))
    assert plans[0] == plans[1]
    assert "p00" not in plans[0]


def test_reordering_the_roster_changes_nothing():
    people = cohort()
    turned = evolve(people, participants=people.participants[::-1])
    first, second = (evaluation_plan(one, schedule(people), shipped_instruments()) for one in (people, turned))
    assert frozen_text(first) == frozen_text(second)


def test_a_frozen_plan_holds_until_a_verdict_changes():
    plan = planned()
    stored = FrozenPlan.read(json.loads(frozen_text(plan)))
    assert list(check_plan(stored, plan)) == []
    fewer = evolve(schedule(cohort()), places=schedule(cohort()).places[:20])
    now = evaluation_plan(cohort(), fewer, shipped_instruments())
    assert "plan-verdict-changed" in {one.code for one in check_plan(stored, now)}


def test_a_plan_that_was_altered_is_found_out():
    plan = planned()
    document = json.loads(frozen_text(plan))
    document["questions"][0]["detectable"] = 0.01
    assert [one.code for one in check_plan(FrozenPlan.read(document), plan)] == ["plan-altered"]


@pytest.mark.parametrize("document", [{}, [], None, {"schema": 2}, {"schema": 1, "earliest": 7}])
def test_what_is_no_plan_is_refused(document: object):
    with pytest.raises(InvalidInput) as caught:
        FrozenPlan.read(document)
    assert [one.code for one in caught.value.findings] == ["plan-unreadable"]


@pytest.mark.parametrize("language", ["da", "sv", "en"])
def test_the_plan_can_be_read_in_every_language(language: str):
    plan = planned(date(2026, 3, 20))
    text = plan_text(plan, language)
    assert plan.document()["fingerprint"] in text
    assert text.count("?") >= len(plan.questions)
    minutes = plan_text(planned(), language)
    assert (" 2.25 min" in minutes, " 2,25 min" in minutes) == (language == "en", language != "en")


def test_a_questionnaire_reads_back_as_limesurvey_would_and_answers_come_home():
    text = limesurvey_text("title", shipped_instruments(), language="da")
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    groups = [row for row in rows if row["class"] == "G"]
    assert len(groups) == 3 * len(shipped_instruments())
    assert {row["language"] for row in rows if row["class"] != "S"} == {"da", "sv", "en"}
    codes = [row["name"] for row in rows if row["class"] == "Q" and row["language"] == "sv"]
    assert len(set(codes)) == len(codes)
    assert all(code.isalnum() and code[0].isalpha() and len(code) <= 20 for code in codes)
    assert all(len(row["name"]) <= 5 for row in rows if row["class"] == "A")
    for instrument in shipped_instruments():
        asked = itertools.dropwhile(lambda row, code=instrument.id: row["name"] != code, rows)
        names = list(itertools.takewhile(lambda row: row["class"] == "SQ", itertools.islice(asked, 1, None)))
        assert [instrument.item(row["name"]) for row in names] == [*instrument.items_of()]


def test_where_only_events_are_asked_about_no_question_of_change_is_promised_or_cured():
    (event,) = (one for one in shipped_instruments() if one.asked == "events")
    plan = evaluation_plan(cohort(), schedule(cohort()), [event])
    assert (plan.questions, [one.code for one in plan.findings]) == ((), ["eva-events-only"])
    assert plan.askings
    assert "--ask nomad" in plan_text(plan)


def read_as_documented(text: str) -> dict[str, list[tuple[str, ...]]]:
    """Read a survey as LimeSurvey's manual describes the format: by language, its rows in their order."""
    lines = [line.split("\t") for line in text.removesuffix("\n").split("\n")]
    head, *rows = ([cell.strip('"').replace('""', '"') for cell in line] for line in lines)
    assert head[:5] == ["id", "related_id", "class", "type/scale", "name"]
    assert {len(row) for row in rows} == {len(head)}
    found: dict[str, list[tuple[str, ...]]] = {}
    numbers: dict[str, set[str]] = {"G": set(), "Q": set()}
    settings, group, question = {}, "", ""
    for row in (dict(zip(head, row, strict=True)) for row in rows):
        kind, language = row["class"], row["language"]
        if kind in {"S", "SL"}:
            settings[row["name"]] = row["text"]
            continue
        if language not in found:
            found[language], numbers = [], {"G": set(), "Q": set()}
        if kind == "G":
            group, question = row["id"], ""
        elif kind == "Q":
            question = row["id"]
        elif kind in {"SQ", "A"}:
            assert question, "it stands behind its question"
            assert (kind == "SQ") or row["id"] == question
        if kind in {"G", "Q", "SQ"}:
            space = numbers["G" if kind == "G" else "Q"]
            assert row["id"] == str(len(space) + 1)
            space.add(row["id"])
        assert row["text"] or kind == "G"
        found[language].append((kind, row["id"], group, row["type/scale"], row["name"] if kind != "G" else ""))
    assert list(found) == [settings["language"], *settings["additional_languages"].split()]
    return found


def test_a_questionnaire_has_the_structure_that_the_manual_describes():
    by_language = read_as_documented(limesurvey_text('A "title"', shipped_instruments(), language="sv"))
    assert by_language["sv"] == by_language["da"] == by_language["en"]
    assert {row[0] for row in by_language["sv"]} == {"G", "Q", "SQ", "A"}


def test_the_files_of_a_plan_are_the_same_each_time_and_name_nobody_but_in_the_invitations():
    plan = planned()
    files = plan_files(plan, shipped_instruments(), "sv")
    assert files == plan_files(plan, shipped_instruments(), "sv")
    assert {name for name, content in files.items() if b"p00" in content} == {"invitations.csv"}
    assert {"limesurvey/before.txt", "limesurvey/event.txt"} <= set(files)
    assert files["calendar.ics"].count(b"BEGIN:VEVENT") == len(plan.askings)


# Lots


def test_lots_leave_the_schedule_legal_and_as_good():
    before = schedule(cohort())
    draw = draw_lots(cohort(), before, seed=4)
    assert violations(cohort(), draw.schedule) == ()
    assert draw.schedule.score == before.score
    assert draw.schedule.places != before.places
    assert draw_lots(cohort(), before, seed=4) == draw
    assert draw_lots(cohort(), before, seed=5) != draw
    assert sum(len(lot.units) for lot in draw.lots) <= 36


def test_lots_keep_level_and_organisation_of_every_run():
    people = {one.id: (one.level, one.organisation) for one in cohort().participants}

    def profile(of: Schedule) -> list[list[object]]:
        return [sorted(people[person] for person in of.people_in(run)) for run in ("early", "late")]

    before = schedule(cohort())
    assert profile(draw_lots(cohort(), before, seed=9).schedule) == profile(before)


def test_who_cannot_come_on_the_other_day_draws_with_nobody():
    people = cohort()
    held = [
        evolve(p, unavailable=[Span(date(2026, 3, 9), date(2026, 3, 9))]) if n < 18 else p
        for n, p in enumerate(people.participants)
    ]
    people = evolve(people, participants=held)
    assert draw_lots(people, schedule(people)).lots == ()


def test_every_arrangement_is_drawn_equally_often():
    module = Module(id="m", kind="basis", capacity=Capacity(maximum=2))
    catalog = Catalog(id="cat", modules=[module], programmes=[Programme(id="prog", basis=["m"])])
    people = [Participant(id=name, organisation="o") for name in "abcd"]
    runs = [Run(id=name, module="m") for name in ("one", "two")]
    small = Cohort(id="c", catalog=catalog, programme_id="prog", participants=people, runs=runs)
    bare = Schedule(
        cohort="c", programme="cat:prog", status="feasible",
        places=[Place(name, "m", "one" if name < "c" else "two") for name in "abcd"],
    )  # fmt: skip
    bare = evolve(bare, score=score(small, bare), points=points(small, bare))
    counts: dict[tuple[str, ...], int] = {}
    for seed in range(240):
        together = draw_lots(small, bare, seed=seed).schedule.people_in("one")
        counts[together] = counts.get(together, 0) + 1
    assert len(counts) == 6  # two of four
    assert sum((count - 40) ** 2 / 40 for count in counts.values()) < 20.5  # chi-squared with 5 df, p = 0.001


def test_no_lots_are_drawn_in_a_schedule_that_is_not_legal():
    before = schedule(cohort())
    wrong = evolve(before, places=[*before.places, Place("p00", "m", "late")])
    with pytest.raises(InvalidInput):
        draw_lots(cohort(), wrong)


def test_a_draw_is_in_the_plan_and_one_of_another_schedule_is_refused():
    draw = draw_lots(cohort(), schedule(cohort()), seed=4)
    plan = evaluation_plan(cohort(), draw.schedule, shipped_instruments(), draw=draw.document())
    assert plan.document()["draw"]["seed"] == 4
    with pytest.raises(InvalidInput):
        evaluation_plan(cohort(), schedule(cohort()), shipped_instruments(), draw=draw.document())
