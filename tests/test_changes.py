"""Changes to a cohort as data: read, applied, described, and refused with one clear error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import brute_force
import cases
import pytest
from drawings import cohort

from curriculum.changes import FORMS, CohortChange, read_change, with_changes
from curriculum.cohort import Cohort
from curriculum.errors import InvalidInput
from curriculum.rules import RULES, Cover, GapDays, Mixing, Rules
from curriculum.runs import Run

RULED = Rules(
    apart=["manager"],
    gap_days=GapDays(minimum=7, maximum=30),
    runs_per_day=1,
    mixing=[
        Mixing(attribute="level", groups=2, per_group=2, at_least={"top": 1}),
        Mixing(attribute="organisation", max_share=Fraction(1, 2)),
    ],
    cover=[Cover(attribute="organisation", per_day=3)],
)
COHORT = cohort(
    "A1 a 2@9-16 capacity=4 minimum=2 room=R teachers=T; A2 a 3@9-16; E1 e 9@9-16",
    "p1 level=top unavailable=2-4 pinned=A2; p2 level=mid barred=A1; p3 level=mid",
    rules=RULED,
)


def the_run(of: Cohort, name: str) -> Run:
    return next((run for run in of.runs if run.id == name), Run(id="none", module="none"))


APPLIED: dict[str, Callable[[Cohort], object]] = {
    "seats:A1=5": lambda c: the_run(c, "A1").capacity == 5,
    "minimum:A1=1": lambda c: the_run(c, "A1").minimum == 1,
    "run:A1=cancelled": lambda c: the_run(c, "A1").state == "cancelled",
    "room:A1=Blue": lambda c: the_run(c, "A1").room == "Blue",
    "room:A1=none": lambda c: the_run(c, "A1").room is None,
    "teachers:A1=X|Y": lambda c: the_run(c, "A1").teachers == ("X", "Y"),
    "teachers:A1=none": lambda c: the_run(c, "A1").teachers == (),
    "add-run:id=B1;module=b;sessions=2026-03-12T09:00/2026-03-12T16:00;capacity=3;state=planned": lambda c: (
        the_run(c, "B1").dates == {date(2026, 3, 12)}
    ),
    "repeat:A1=A3": lambda c: (
        (the_run(c, "A3").sessions, the_run(c, "A3").room) == (the_run(c, "A1").sessions, None)
    ),
    "drop-run:A2": lambda c: [run.id for run in c.runs] == ["A1", "E1"] and not c.participants[0].pinned,
    "free:p1=2026-03-03": lambda c: (
        [str(s) for s in c.participants[0].unavailable] == ["2026-03-02", "2026-03-04"]
    ),
    "away:p2=2026-03-02/2026-03-03": lambda c: (
        [str(s) for s in c.participants[1].unavailable] == ["2026-03-02/2026-03-03"]
    ),
    "pin:p2=A1": lambda c: (c.participants[1].pinned, c.participants[1].barred) == (("A1",), ()),
    "unpin:p1=A2": lambda c: c.participants[0].pinned == (),
    "bar:p1=A2": lambda c: (c.participants[0].pinned, c.participants[0].barred) == ((), ("A2",)),
    "unbar:p2=A1": lambda c: c.participants[1].barred == (),
    "add-person:id=p9;level=low;pinned=A1|A2": lambda c: c.participants[-1].pinned == ("A1", "A2"),
    "drop-person:p1": lambda c: [person.id for person in c.participants] == ["p2", "p3"],
    "rule:runs_per_day=2": lambda c: c.rules.runs_per_day == 2,
    "rule:runs_per_day=none": lambda c: c.rules.runs_per_day is None,
    "rule:gap_days.minimum=5": lambda c: c.rules.gap_days == GapDays(minimum=5, maximum=30),
    "rule:gap_days.maximum=none": lambda c: c.rules.gap_days == GapDays(minimum=7),
    "rule:pairs=apart": lambda c: c.rules.pairs == "apart",
    "rule:apart=none": lambda c: c.rules.apart == (),
    "rule:mixing.level.groups=1": lambda c: c.rules.mixing[0].groups == 1,
    "rule:mixing.level.per_group=none": lambda c: c.rules.mixing[0].per_group == 1,
    "rule:mixing.level.at_least.top=0": lambda c: c.rules.mixing[0].at_least == {"top": 0},
    "rule:mixing.level.at_least.mid=2": lambda c: c.rules.mixing[0].at_least == {"top": 1, "mid": 2},
    "rule:mixing.organisation.max_share=0.75": lambda c: c.rules.mixing[1].max_share == Fraction(3, 4),
    "rule:mixing.pair.groups=2": lambda c: [rule.attribute for rule in c.rules.mixing[2:]] == ["pair"],
    "rule:cover.organisation=4": lambda c: c.rules.cover == (Cover(attribute="organisation", per_day=4),),
    "rule:cover.level=1": lambda c: len(c.rules.cover) == 2,
    "without:mixing.level": lambda c: [rule.attribute for rule in c.rules.mixing] == ["organisation"],
    "without:apart.manager": lambda c: c.rules.apart == (),
    "without:cover": lambda c: c.rules.cover == (),
    "goal:run=5": lambda c: c.goals.run == 5,
    "goal:preference=0|1|4": lambda c: c.goals.preference == (0, 1, 4),
    "choose=3": lambda c: (c.programme.choose.minimum, c.programme.choose.maximum) == (3, 3),
    "choose=1..2": lambda c: (c.programme.choose.minimum, c.programme.choose.maximum) == (1, 2),
}


@pytest.mark.parametrize("text", APPLIED)
def test_a_change_is_written_as_it_is_read_and_does_what_it_says(text: str):
    change = read_change(text)
    assert str(change) == text
    assert not APPLIED[text](COHORT)
    assert APPLIED[text](with_changes(COHORT, [change]))


def test_every_kind_of_change_is_tried_above():
    assert {text.partition(":")[0].partition("=")[0] for text in APPLIED} == set(FORMS)


@pytest.mark.parametrize("text", APPLIED)
def test_a_change_describes_itself_in_three_languages(text: str):
    change = read_change(text)
    assert len({change.describe(language) for language in ("en", "da", "sv")}) >= 2  # Danish and Swedish may agree


def test_what_is_so_today_is_said_beside():
    assert read_change("seats:A1=5").describe("en", COHORT) == "5 seats in A1 (today 4)"
    assert read_change("rule:mixing.organisation.max_share=0.75").describe("da", COHORT).endswith("(i dag 0.5)")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unknown-change"),
        ("seat:A1=3", "unknown-change"),
        ("seats:A1", "bad-change"),
        ("seats:=3", "bad-change"),
        ("seats:A1=-3", "bad-change"),
        ("run:A1=maybe", "bad-change"),
        ("drop-run:A1=3", "bad-change"),
        ("free:p1", "bad-change"),
        ("free:p1=3/12/2026", "ambiguous-date"),
        ("add-run:id=;module", "bad-change"),
        ("add-run:id=B1", "missing-column"),
        ("rule:mixing.level=2", "bad-change"),
        ("rule:mixing.level.max_share=1/0", "bad-change"),
        ("goal:fame=3", "bad-change"),
        ("choose=2..", "bad-change"),
        ("choose:a=2", "bad-change"),
    ],
)
def test_what_is_no_change_gets_one_error(text: str, code: str):
    with pytest.raises(InvalidInput) as refused:
        read_change(text)
    assert [finding.code for finding in refused.value.findings] == [code]


def test_a_word_that_was_probably_meant_is_shown_in_its_form():
    with pytest.raises(InvalidInput, match="seats:RUN=NUMBER"):
        read_change("seat:A1=3")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("seats:A9=3", "unknown-id"),
        ("free:p9=2026-03-02", "unknown-id"),
        ("seats:A1=1", "minimum-above-maximum"),
        ("repeat:A1=A2", "duplicate-id"),
        ("without:overlap", "no-rule-to-leave-out"),
        ("without:mixing.pair", "no-rule-to-leave-out"),
    ],
)
def test_a_change_that_cannot_be_made_is_named(text: str, code: str):
    with pytest.raises(InvalidInput) as refused:
        with_changes(COHORT, [read_change(text)])
    assert [(finding.code, finding.where) for finding in refused.value.findings] == [(code, text)]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in {"place", "owed", "overlap"}])
def test_without_a_rule_the_best_is_what_brute_force_finds_without_it(rule: str):
    compared = 0
    for number in range(60):
        of = cases.cohort(number)
        if len(of.participants) * len(of.runs) > 12 or (rule == "pairs" and of.rules.apart):
            continue
        dropped = {rule, "gap_days"} if rule == "requires" else {rule}
        left: CohortChange = read_change(f"without:{rule}")
        expected = brute_force.best(of, without=dropped)
        found = brute_force.best(with_changes(of, [left]))
        assert (found and found.score) == (expected and expected.score), (number, rule)
        compared += 1
    assert compared > 3
